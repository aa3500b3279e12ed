"""How a finding was made and in whom: the words of patterns/context.toml, and what a sentence inherits from its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.grammar.context import StudyWords, load_context
from extract.grammar.marked import Marked
from extract.model.document import Block, Document, DocumentType, Sentence
from extract.model.evidence import Context
from extract.model.mention import Label, Mention
from extract.resources import patterns_folder
from extract.stages.context import find_contexts

STUDIES = load_context(patterns_folder())


@pytest.mark.parametrize(
    ("study", "marked"),
    [pytest.param(study, marked, id=f"{study.value}: {marked.text}") for study in STUDIES for marked in study.examples],
)
def test_examples_are_recognised_by_the_words_marked(study: StudyWords, marked: Marked) -> None:
    match = study.found.search(marked.text)
    assert match is not None
    assert (match.span(),) == marked.spans("cue")
    assert contexts([marked.text])[0].study_type == study.value


@pytest.mark.parametrize(
    ("study", "marked"),
    [pytest.param(study, marked, id=f"{study.value}: {marked.text}") for study in STUDIES for marked in study.counterexamples],
)
def test_counterexamples_are_not_recognised(study: StudyWords, marked: Marked) -> None:
    assert study.found.search(marked.text) is None
    assert contexts([marked.text])[0].study_type != study.value


def contexts(sentences: list[str], doc_type: DocumentType = "unknown", names: dict[str, Label] | None = None) -> tuple[Context, ...]:
    """The contexts of these sentences, in which `names` are mentions."""
    text = " ".join(sentences)
    starts = [sum(len(each) + 1 for each in sentences[:i]) for i in range(len(sentences))]
    found = tuple(Sentence(start, start + len(each), each, None, 0, None) for start, each in zip(starts, sentences, strict=True))
    document = Document("doc_x", "x", "", "text", text, (Block(0, len(text), "paragraph"),), doc_type=doc_type)
    mentions = [
        Mention(text.index(name), text.index(name) + len(name), name, label, name, None, "dictionary", 1.0)
        for name, label in (names or {}).items()
    ]
    return find_contexts(document, found, mentions, STUDIES)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Xenografts in mice were made of human cells.", "in_vivo", id="mice with cells are in vivo"),
        pytest.param("Cells from patients were cultured.", "clinical", id="cells of patients are of patients"),
        pytest.param("A meta-analysis of patients was done.", "meta_analysis", id="the most specific wins"),
        pytest.param("CELLS were killed IN VITRO.", "in_vitro", id="capitals do not matter"),
        pytest.param("Non-patient costs were stable.", "unknown", id="a part of a hyphenated word is no word"),
        pytest.param("Nothing was said.", "unknown", id="nothing said"),
    ],
)
def test_study_type_of_a_sentence(sentence: str, expected: str) -> None:
    assert contexts([sentence])[0].study_type == expected


def test_a_sentence_that_does_not_say_takes_the_commonest_kind_of_the_document() -> None:
    found = contexts(["Mice were fed.", "It shrank.", "Mice were weighed.", "Patients were asked."])
    assert [each.study_type for each in found] == ["in_vivo", "in_vivo", "in_vivo", "clinical"]


def test_equally_common_kinds_give_the_same_answer_every_time() -> None:
    assert contexts(["Mice were fed.", "Patients were asked.", "It shrank."])[2].study_type == "clinical"


def test_in_a_review_what_is_not_said_is_review() -> None:
    assert [each.study_type for each in contexts(["Mice were fed.", "It shrank."], "review")] == ["in_vivo", "review"]


@pytest.mark.parametrize(("doc_type", "inherited"), [("abstract", "gout"), ("article", "gout"), ("review", None), ("unknown", None)])
def test_the_disease_of_the_title_holds_for_a_document_that_is_one_study(doc_type: DocumentType, inherited: str | None) -> None:
    sentences = ["Xmab in gout.", "It worked.", "It also worked in asthma.", "Not in HeLa."]
    found = contexts(sentences, doc_type, {"gout": "DISEASE", "asthma": "DISEASE", "HeLa": "CELL_LINE"})
    assert [each.disease for each in found] == ["gout", inherited, "asthma", inherited]
    assert [each.cell_line for each in found] == [None, None, None, "HeLa"]


def test_no_sentences_no_contexts() -> None:
    assert contexts([]) == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('value = "in_space"\nwords = ["orbit"]\nexamples = ["In <cue>orbit</cue>."]\ncounterexamples = ["On earth."]', "unknown_value"),
        ('value = "clinical"\nwords = ["ward"]\nexamples = []\ncounterexamples = ["On earth."]', "no_examples"),
        ('value = "clinical"\nwords = ["ward"]\nexamples = ["In the <cue>ward</cue>."]', "missing_key"),
        ('value = "clinical"\nwords = ["ward"]\nexamples = ["ward"]\ncounterexamples = ["earth"]\nbeds = 3', "unknown_key"),
    ],
)
def test_what_the_loader_refuses(entry: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "contract.toml").write_bytes((patterns_folder() / "contract.toml").read_bytes())
    (tmp_path / "context.toml").write_text(f"[[study_type]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(PatternError) as raised:
        load_context(tmp_path)
    assert raised.value.code == code
    assert "context.toml" in raised.value.where
