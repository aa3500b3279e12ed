"""Marked texts cut into sentences to learn from, and what they leave open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from extract.language.recogniser import OPEN
from extract.language.tokenizer import make_tokenizer
from extract.training.definitions import Corpus, Inner
from extract.training.readers import MarkedText
from extract.training.sentences import Withheld, marked_document, marked_sentences, sentences_of, write_sentences

CORPUS = Corpus("x", "brat", (), {"Drug": "CHEMICAL"}, frozenset({"CHEMICAL", "CELL_LINE"}), {"Cell": "CELL_LINE"})
TEXT = "Gefitinib killed A431 cells after three days in all of the dishes. Nothing else was given to them."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    pipeline = spacy.blank("en")
    pipeline.tokenizer = make_tokenizer(pipeline)
    return pipeline


def _open(doc: Doc, label: str) -> list[str]:
    return [span.text for span in doc.spans[OPEN] if span.label_ == label]


def test_types_that_a_corpus_does_not_mark_are_open_everywhere(pipeline: Pipeline) -> None:
    doc = marked_document(MarkedText(TEXT, ((0, 9, "Drug"), (17, 27, "Cell"))), CORPUS, pipeline)
    assert [(name.text, name.label_) for name in doc.ents] == [("Gefitinib", "CHEMICAL")]
    assert _open(doc, "TARGET") == [TEXT]
    assert _open(doc, "CHEMICAL") == []
    assert _open(doc, "CELL_LINE") == ["A431 cells"]


def test_a_name_that_is_no_whole_token_leaves_its_words_open(pipeline: Pipeline) -> None:
    doc = marked_document(MarkedText(TEXT, ((0, 5, "Drug"),)), CORPUS, pipeline)
    assert doc.ents == ()
    assert _open(doc, "CHEMICAL") == ["Gefitinib"]


def test_a_name_inside_a_span_has_our_label(pipeline: Pipeline) -> None:
    inner = {"Cell": Inner("CELL_LINE", re.compile(r"[A-Z]+\d+"))}
    corpus = Corpus("x", "brat", (), {}, frozenset({"CELL_LINE"}), {"Cell": "CELL_LINE"}, inner)
    doc = marked_document(MarkedText("A431 cells and T cells", ((0, 10, "Cell"), (15, 22, "Cell"))), corpus, pipeline)
    assert [(name.text, name.label_) for name in doc.ents] == [("A431", "CELL_LINE")]
    assert _open(doc, "CELL_LINE") == ["A431 cells", "T cells"]


@pytest.mark.parametrize(("name", "kind"), [("lung cancer", ""), ("asthma", "-"), ("CML", "")])
def test_a_name_without_the_words_of_a_kind_is_none_of_it(pipeline: Pipeline, name: str, kind: str) -> None:
    corpus = Corpus("x", "brat", (), {"Disease": "DISEASE"}, frozenset({"DISEASE"}), kinds={"DISEASE/CANCER": ("cancer",)})
    (found,) = marked_document(MarkedText(name, ((0, len(name), "Disease"),)), corpus, pipeline).ents
    assert (found.label_, found.id_) == ("DISEASE", kind)


def test_the_longer_of_two_overlapping_names_is_kept(pipeline: Pipeline) -> None:
    doc = marked_document(MarkedText("acetic acid esters", ((7, 11, "Drug"), (0, 11, "Drug"))), CORPUS, pipeline)
    assert [name.text for name in doc.ents] == ["acetic acid"]


def test_sentences_keep_their_names_and_open_spans(pipeline: Pipeline, tmp_path: Path) -> None:
    doc = marked_document(MarkedText(TEXT, ((0, 9, "Drug"), (17, 27, "Cell"))), CORPUS, pipeline)
    first, second = pieces = list(sentences_of(doc))
    assert [name.text for name in first.ents] == ["Gefitinib"]
    assert _open(first, "CELL_LINE") == ["A431 cells"]
    assert _open(second, "TARGET") == ["Nothing else was given to them."]
    write_sentences(pieces, tmp_path / "x.jsonl")
    again = [example.reference for example in marked_sentences(str(tmp_path / "x.jsonl"))(pipeline)]
    assert [doc.text for doc in again] == [doc.text for doc in pieces]
    assert [[(s.text, s.label_) for s in (*doc.ents, *doc.spans[OPEN])] for doc in again] == [
        [(s.text, s.label_) for s in (*doc.ents, *doc.spans[OPEN])] for doc in pieces
    ]


def test_what_stands_in_a_measured_text_is_withheld() -> None:
    withheld = Withheld([TEXT])
    assert withheld.holds("Gefitinib killed A431 cells after three days in all of the dishes")
    assert not withheld.holds("Erlotinib spared some other cells for three weeks in all of the mice")
    assert not withheld.holds("")
