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


def numbered(text: str, count: int, kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    pieces = text.split("\n\n")
    starts = [sum(len(piece) + 2 for piece in pieces[:i]) for i in range(len(pieces))]
    blocks = tuple(Block(start, start + len(piece), "paragraph") for start, piece in zip(starts, pieces, strict=True))
    references = tuple(Reference(str(i), "Miller A", 0, 1) for i in range(1, count + 1))
    found = find_citations(Document("doc_1", "a.txt", "0", "text", text, blocks, references=references))
    return [(text[citation.start : citation.end], citation.label) for citation in found]


def test_the_line_of_the_authors_cites_nothing() -> None:
    text = "Anna Miller^1, Karl Hall^2 and Eva Nagy^1\n\nIt was seen in many trials.^1 Others saw it later.^2,3"
    assert numbered(text, 3) == [("^1", "1"), ("^2,3", "2"), ("^2,3", "3")]


def test_raised_numbers_are_no_callouts_where_brackets_are() -> None:
    assert [label for _, label in numbered("Seen [1], seen [2] and seen [3] in people/km^2 and in trials.^2", 3)] == ["1", "2", "3"]


def test_units_carry_raised_numbers() -> None:
    assert numbered("about 15 people/km^2 and 20 mg/mm^2 were", 2) == []


def test_round_brackets_are_callouts_where_the_list_shows_it() -> None:
    text = "It was seen (1). Others saw it later (2, 3), and again (4-6)."
    assert [label for _, label in numbered(text, 6)] == ["1", "2", "3", "4", "5", "6"]
    assert numbered("We asked (1) whether, (2) where.", 40) == []
    assert numbered("It was seen (1). Others (2).", 0) == []
