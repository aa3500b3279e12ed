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


def test_raised_numbers_stand_behind_names_years_and_percent_but_units_are_raised_to_three_at_most() -> None:
    text = "The kinase HER2^4 was seen in 2004^5, in DNA^1, in OA^6, and in 7.1%^2 of them at 3 g/L^7. It was 5 cm^3 and 10^8."
    assert [label for _, label in numbered(text, 9)] == ["4", "5", "1", "6", "2", "7"]


def test_small_raised_figures_are_callouts() -> None:
    assert numbered("It was seen in trials.¹ Others saw it later²,³ in 5 cm² of skin.", 3) == [("¹", "1"), ("²,³", "2"), ("²,³", "3")]


def test_points_that_are_counted_are_no_callouts() -> None:
    text = "It was seen (1), and later (2, 3). We asked: (1) whether it is, (2) where it is, and (3) why it is. Others say so (4, 5)."
    assert [label for _, label in numbered(text, 5)] == ["1", "2", "3", "4", "5"]


def test_a_range_around_the_number_before_it_is_no_callout() -> None:
    assert numbered("It took 12 [9, 15] days as seen [1], [2, 3].", 15) == [("[1]", "1"), ("[2, 3]", "2"), ("[2, 3]", "3")]


def test_numbers_in_brackets_in_cells_are_ranges_behind_a_number_else_callouts() -> None:
    text = "Minutes\t85 [47;120]\t12 % [4; 8]\nNot smoking [2, 3]\tAge [1]"
    table = Document("doc_1", "a.txt", "0", "text", text, (Block(0, len(text), "table"),))
    assert [citation.label for citation in find_citations(table)] == ["2", "3", "1"]


def test_brackets_glued_to_the_next_word_are_callouts_where_the_list_has_them() -> None:
    text = "As was found [1]was seen [2](Table 1) in benzo[1,2]furan and with [3H]water and [3]-water."
    assert [label for _, label in numbered(text, 3)] == ["1", "2"]
    assert [label for _, label in numbered(text, 0)] == []


def test_numbers_that_lost_their_raised_print_are_callouts_where_they_follow_the_list() -> None:
    text = "It was seen early.1 Others saw later2,3 that mice,4 rats5 and people6 differ.7-9 It is so.10 In phase2 it was not."
    assert [label for _, label in numbered(text, 10)] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "2"]
    assert numbered(text, 40) == []


def test_authors_and_years_beside_numbers_cite_nothing_of_their_own() -> None:
    text = "Nagy et al. (2005) saw it [1]. Others did (Hall et al., 2004) [2], and (Hall and Ott 2004, [3])."
    assert [label for _, label in numbered(text, 3)] == ["1", "2", "3"]
    assert [label for _, label in numbered(text, 0)] == ["Nagy 2005", "1", "2", "3"]


def test_a_range_between_two_brackets() -> None:
    assert numbered("Seen [1], [2] and [3]–[5].", 5) == [("[1]", "1"), ("[2]", "2"), *((("[3]–[5]"), str(i)) for i in (3, 4, 5))]


def test_raised_numbers_behind_a_stop_or_a_decimal_are_callouts_and_powers_are_none() -> None:
    text = "Mean age was ≥ 65.^3,4 It was so in half (p = 0.004).^1 A gain of 0.06^9 is small, 'so they say'^2, near 10^5 cells or 10^-3.^6"
    assert [label for _, label in numbered(text, 9)] == ["3", "4", "1", "9", "2", "6"]


def test_marks_of_the_notes_of_a_table_are_no_callouts() -> None:
    text = "It was seen.^1,2 Others saw it,^3 and again.^4,5\n\nGroup^1\tP value^2\nMen\t12"
    references = tuple(Reference(str(label), "Miller A", 0, 1) for label in range(1, 7))
    at = text.index("Group")
    blocks = (Block(0, at - 2, "paragraph"), Block(at, len(text), "table"))
    found = find_citations(Document("doc_1", "a.txt", "0", "text", text, blocks, references=references))
    assert [citation.label for citation in found] == ["1", "2", "3", "4", "5"]


def test_raised_callouts_count_beside_brackets_in_tables() -> None:
    text = "It was seen.^1,2 Others saw it,^3 and again.^4,5\n\nHigher income [3]\tMarried [4, 5]\nNot smoking [1]\tPlans [2]"
    references = tuple(Reference(str(label), "Miller A", 0, 1) for label in range(1, 6))
    at = text.index("Higher")
    blocks = (Block(0, at - 2, "paragraph"), Block(at, len(text), "table"))
    found = find_citations(Document("doc_1", "a.txt", "0", "text", text, blocks, references=references))
    assert [citation.label for citation in found] == ["1", "2", "3", "4", "5", "3", "4", "5", "1", "2"]


def test_counts_in_round_brackets_are_no_callouts() -> None:
    text = "It was seen (1). Four (4) others saw it (2, 3), those of grade (5) again (4-6)."
    assert [label for _, label in numbered(text, 6)] == ["1", "2", "3", "4", "5", "6"]


def test_a_number_in_round_brackets_far_ahead_of_the_list_is_no_callout() -> None:
    text = "It was seen (1). At an age of 54 (18) it fell (2). " + " ".join(f"So it did (by day {i}) later ({i})." for i in range(3, 21))
    assert [label for _, label in numbered(text, 20)] == [str(label) for label in range(1, 21)]
