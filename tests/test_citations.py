"""Callouts: which brackets cite, what they cite, and what is no callout."""

from __future__ import annotations

import pytest

from extract.model.document import Block, Document, Reference
from extract.stages.citations import callout_spans, find_citations


def document(text: str, labels: tuple[str, ...] = ()) -> Document:
    references = tuple(Reference(label, "Miller A", 0, 1) for label in labels)
    return Document("doc_1", "a.txt", "0", "text", text, (Block(0, len(text), "paragraph"),), references=references)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("as shown [13].", ["13"]),
        ("as shown [12-15].", ["12", "13", "14", "15"]),
        ("as shown [12–14].", ["12", "13", "14"]),
        ("as shown [5,7,9-11].", ["5", "7", "9", "10", "11"]),
        ("as shown.[1][2][3]", ["1", "2", "3"]),
        ("as shown [1; 4].", ["1", "4"]),
        ("91.6% (Placebo) [9][10]", ["9", "10"]),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert [citation.label for citation in find_citations(document(text))] == labels


@pytest.mark.parametrize(
    "text",
    [
        "[(3)H]-batrachotoxinin",
        "[3H]thymidine",
        "[2-(4-amino)]phenyl",
        "[14C]-label",
        "[2025]",
        "[Online PDF]",
        "[0, 1]",
        "10^3 cells",
        "5 mm^2",
    ],
)
def test_other_brackets_are_no_callouts(text: str) -> None:
    assert callout_spans(text) == []
    assert find_citations(document(text, ("2", "3"))) == ()


def test_a_callout_is_resolved_only_when_its_entry_is_there() -> None:
    found = find_citations(document("as shown [1,2]", ("1",)))
    assert [(citation.label, citation.resolved) for citation in found] == [("1", True), ("2", False)]


def test_raised_numbers_cite_only_where_the_list_has_them() -> None:
    assert [citation.label for citation in find_citations(document("in many trials.^1,2 Then", ("1", "2")))] == ["1", "2"]
    assert find_citations(document("in many trials.^1,2 Then")) == ()


def test_spans_cover_the_brackets() -> None:
    text = "first [1], then.[2][3]"
    assert [text[start:end] for start, end in callout_spans(text)] == ["[1]", "[2]", "[3]"]


def test_the_reference_list_cites_nothing() -> None:
    text = "see [1]\n\nMiller A. One [2]."
    blocks = (Block(0, 7, "paragraph"), Block(9, len(text), "reference"))
    found = find_citations(Document("doc_1", "a.txt", "0", "text", text, blocks))
    assert [citation.label for citation in found] == ["1"]
