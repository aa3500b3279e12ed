"""Sentences: where they begin and end, and what never becomes one."""

from __future__ import annotations

import itertools

import pytest

from extract.language import Language
from extract.read import read_bytes
from extract.stages.sections import find_sections
from extract.stages.sentences import split_sentences, without_head


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


def sentences(text: str, language: Language, name: str = "a.txt") -> list[str]:
    document = read_bytes(text.encode(), name)
    found = split_sentences(document, find_sections(document), language)
    assert all(sentence.text == document.text[sentence.start : sentence.end] for sentence in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return [sentence.text for sentence in found]


@pytest.mark.parametrize(
    "marked",
    [
        "Growth fell in all lines [12-15].| Thus, the drug is active.",
        "Growth fell.[13][14]| Thus, the drug is active.",
        "Rates were 12% vs. 34% in the other arm.| Nobody died.",
        "Nagy et al. [27] showed that MUC4 hides HER2.| It was masked.",
        "The IC50 was 0.5 μM (see Fig. 2 and Table 1).| Cells died at 1.5 μM.",
        "It inhibits PI3K.| Nagata and colleagues agreed with this.",
        "Tumours shrank (all of them. None grew) in mice.| Rats were spared.",
        "Lapatinib (Tykerb; GlaxoSmithKline Inc., Philadelphia, PA, U.S.A.) was given daily.| It was stopped later.",
        "The mutation p.V600E was seen in E. coli and S. cerevisiae.| It was lost again.",
        "All mice lived.|We stopped the study early.",
        "Was it active?| It was not.",
        "The mutation lies in exon 3.| We sequenced it in all patients.",
        "The baseline values are given in Table 1.| There were no differences between the arms.",
        "The answer was “no change.”| Later answers were the same.",
        "The standard .05 level was used.| It was not reached.",
        "Additional File 2. Median values by arm.",
        "Table 3. Doses by arm.| Doses are in milligrams.",
    ],
)
def test_borders(marked: str, language: Language) -> None:
    parts = [part.strip() for part in marked.split("|")]
    assert sentences(marked.replace("|", ""), language) == parts


def test_labels_of_structured_abstracts_are_left_out(language: Language) -> None:
    text = "OBJECTIVE: To compare two drugs in mice. METHODS: We gave both drugs. RESULTS: One drug was better than the other."
    assert sentences(text, language) == ["To compare two drugs in mice.", "We gave both drugs.", "One drug was better than the other."]


def test_numbered_statements_stay_with_their_number(language: Language) -> None:
    text = "1. The drug was given to all mice at once. 2. The present study shows that they lived. 3. More is not known."
    assert [sentence[:6] for sentence in sentences(text, language)] == ["1. The", "2. The", "3. Mor"]


def test_what_bears_sentences(language: Language) -> None:
    text = "# Lapatinib inhibits the growth of tumours\n\n## Results\n\n## Effects on the growth of cells\n\nIt fell.\n\n"
    text += "Figure 1. Growth by arm.\n\n"
    text += "| a | b |\n|---|---|\n| It fell. | Twice. |\n\n- One item stands here.\n\n## References\n\n1. Miller A. One. J Assays. 2004."
    assert sentences(text, language, "a.md") == [
        "Lapatinib inhibits the growth of tumours",
        "Effects on the growth of cells",
        "It fell.",
        "Figure 1. Growth by arm.",
        "One item stands here.",
    ]


def test_sections_of_sentences(language: Language) -> None:
    document = read_bytes(b"## Methods\n\nWe gave the drug.\n\n## Results\n\nCells died.", "a.md")
    sections = find_sections(document)
    found = split_sentences(document, sections, language)
    assert [sections[sentence.section].kind for sentence in found if sentence.section is not None] == ["methods", "results"]


def test_a_very_long_paragraph_is_split_in_pieces(language: Language) -> None:
    text = " ".join(f"In trial {i} the drug inhibited the growth of all lines that were tested." for i in range(2000))
    assert len(sentences(text, language)) == 2000


@pytest.mark.parametrize(
    ("item", "pieces"),
    [
        ("Loss of PTEN: Cells without it resist.", ["Cells without it resist."]),
        ("Loss of the Tumor Suppressor: Cells without it resist.", ["Loss of the Tumor Suppressor", "Cells without it resist."]),
        ("The drug was given to all of them: Nobody fell ill.", ["The drug was given to all of them: Nobody fell ill."]),
        ("Doses: three a day", ["Doses: three a day"]),
    ],
)
def test_the_head_of_a_list_item_is_no_part_of_its_sentence(item: str, pieces: list[str]) -> None:
    assert [item[start:end] for start, end in without_head(item, 0, len(item))] == pieces
