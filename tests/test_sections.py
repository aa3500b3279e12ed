"""Sections: kinds from heading words, nesting, and the labels of structured abstracts."""

from __future__ import annotations

import pytest

from extract.model.document import Section
from extract.read import read_bytes
from extract.stages.sections import find_sections, innermost


def sections(text: str, name: str = "a.md") -> list[tuple[str, str | None, int | None]]:
    return [(section.kind, section.title, section.parent) for section in find_sections(read_bytes(text.encode(), name))]


def test_headings_nest_by_level_and_hand_down_their_kind() -> None:
    text = "# A title of some paper\n\n## Materials and methods\n\nWe did.\n\n### Cell lines used\n\nSome lines.\n\n## Results\n\nIt grew."
    assert sections(text) == [
        ("title", None, None),
        ("methods", "Materials and methods", None),
        ("methods", "Cell lines used", 1),
        ("results", "Results", None),
    ]


PROSE = "These are words that fill a line of the text up to its margin and\n" * 3 + "a last one.\n"


def headed(*headings: str) -> list[tuple[str, str | None, int | None]]:
    """The sections of a text with these headings, each with a paragraph."""
    return sections("A title of some paper\n\n" + "".join(f"{heading}\n{PROSE}\n" for heading in headings), "a.txt")[1:]


def test_text_without_levels_puts_own_headings_into_the_parts_of_a_report() -> None:
    assert headed("Methods", "Western blotting", "Discussion", "A way ahead", "Conclusions", "Acknowledgements") == [
        ("methods", "Methods", None),
        ("methods", "Western blotting", 1),
        ("discussion", "Discussion", None),
        ("discussion", "A way ahead", 3),
        ("conclusion", "Conclusions", None),
        ("other", "Acknowledgements", None),
    ]


def test_text_without_levels_of_a_review_keeps_own_headings_beside_the_introduction() -> None:
    assert headed("Introduction", "Masking of epitopes", "Loss of PTEN", "Conclusions") == [
        ("introduction", "Introduction", None),
        ("other", "Masking of epitopes", None),
        ("other", "Loss of PTEN", None),
        ("conclusion", "Conclusions", None),
    ]


def test_common_words_are_subjects_of_a_review() -> None:
    assert headed("Introduction", "Antibodies", "Resistance", "Response") == [
        ("introduction", "Introduction", None),
        ("other", "Antibodies", None),
        ("other", "Resistance", None),
        ("other", "Response", None),
    ]


def test_common_words_take_the_kind_of_the_section_they_are_in() -> None:
    found = headed(
        "Patients", "Methods", "Safety", "Ethical approval", "Results", "Patients", "Safety", "Discussion", "Limitations", "Funding"
    )
    assert [(kind, title) for kind, title, _ in found] == [
        ("methods", "Patients"),
        ("methods", "Methods"),
        ("methods", "Safety"),
        ("methods", "Ethical approval"),
        ("results", "Results"),
        ("results", "Patients"),
        ("results", "Safety"),
        ("discussion", "Discussion"),
        ("discussion", "Limitations"),
        ("other", "Funding"),
    ]


@pytest.mark.parametrize(
    "numbers", [("1.", "2.", "2.1.", "2.1.1", "2.2", "3"), ("I.", "II.", "A.", "1.", "B.", "III.")], ids=["figures", "numerals"]
)
def test_numbers_of_headings_show_their_depth(numbers: tuple[str, ...]) -> None:
    words = ("Introduction", "Mechanisms of escape", "Masking", "By mucins", "Loss", "Clinical trials")
    titles = [f"{number} {title}" for number, title in zip(numbers, words, strict=True)]
    assert [(kind, parent) for kind, _, parent in headed(*titles)] == [
        ("introduction", None), ("other", None), ("other", 2), ("other", 3), ("other", 2), ("other", None),
    ]  # fmt: skip


def test_a_list_in_a_numbered_paper_is_no_outline() -> None:
    found = headed("1. Introduction", "2. Methods", "2.1. Patients", "1. Women", "2.2. Doses", "3. Results")
    assert [(title, parent) for _, title, parent in found][2:] == [
        ("2.1. Patients", 2), ("1. Women", 3), ("2.2. Doses", 2), ("3. Results", None),
    ]  # fmt: skip


def test_headings_inside_an_abstract_end_where_the_paper_begins() -> None:
    found = headed("Abstract\n\nBackground", "Methods", "Results", "Conclusions", "Background", "Methods", "Results")
    assert [(kind, parent) for kind, _, parent in found] == [
        ("abstract", None), ("introduction", 1), ("methods", 1), ("results", 1), ("conclusion", 1),
        ("introduction", None), ("methods", None), ("results", None),
    ]  # fmt: skip


def test_an_abstract_of_prose_has_no_headings_of_its_own() -> None:
    assert [parent for _, _, parent in headed("Abstract", "Methods", "Results")] == [None, None, None]


def test_a_summary_at_the_end_concludes() -> None:
    assert [kind for kind, _, _ in headed("Summary", "Introduction", "Loss of PTEN", "Summary")][::3] == ["abstract", "conclusion"]


def test_a_path_of_numbers_leads_nowhere() -> None:
    assert headed("Methods", "BODY.2.5 MG:", "BODY.RESULTS:")[-1] == ("results", "RESULTS", None)


def test_paths_of_exported_texts() -> None:
    found = headed("ABSTRACT.METHODS:", "BODY.INTRODUCTION:", "BODY.METHODS.PATIENTS:", "BODY.METHODS.DOSES:", "BODY.RESULTS.SAFETY:")
    assert found == [
        ("abstract", "Abstract", None),
        ("methods", "METHODS", 1),
        ("introduction", "INTRODUCTION", None),
        ("methods", "METHODS", None),
        ("methods", "PATIENTS", 4),
        ("methods", "DOSES", 4),
        ("results", "RESULTS", None),
        ("results", "SAFETY", 7),
    ]


def test_structured_abstract() -> None:
    text = "Two drugs were compared in a trial.\n\nOBJECTIVE: To compare two drugs. METHODS: We gave them. RESULTS: One was better. "
    text += "Other results: none. CONCLUSIONS: Give that one."
    found = sections(text, "a.txt")
    assert found[:2] == [("title", None, None), ("abstract", None, None)]
    assert found[2:] == [
        ("introduction", "OBJECTIVE", 1), ("methods", "METHODS", 1), ("results", "RESULTS", 1), ("conclusion", "CONCLUSIONS", 1),
    ]  # fmt: skip


def test_labels_without_a_space() -> None:
    text = "Background.Many patients relapse, which is a problem. Methods.We treated mice with two drugs for a long time. "
    text += "Results.All mice lived."
    assert [kind for kind, _, _ in sections(text * 2, "a.txt")][:4] == ["abstract", "introduction", "methods", "results"]


def test_tables_and_captions_are_sections_of_their_own() -> None:
    text = "## Results\n\nIt grew.\n\nTable 1: Growth\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nIt died."
    assert sections(text) == [("results", "Results", None), ("caption", None, 0), ("table", "Table 1: Growth", 0)]


def test_innermost() -> None:
    nested = (Section(0, 100, "abstract", None), Section(20, 50, "methods", "M", 0))
    assert (innermost(nested, 30, 40), innermost(nested, 10, 30), innermost(nested, 90, 120)) == (1, 0, None)
