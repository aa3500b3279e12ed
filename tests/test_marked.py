"""Sentences with their spans marked inline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import PatternError
from extract.grammar.marked import Mark, read_marked


def test_marks_are_taken_out_and_their_offsets_kept() -> None:
    marked = read_marked("<drug>Imatinib</drug> inhibited <target>ABL1</target>.")
    assert marked.text == "Imatinib inhibited ABL1."
    assert marked.marks == (Mark("drug", 0, 8), Mark("target", 19, 23))
    assert [marked.text[start:end] for start, end in marked.spans("target")] == ["ABL1"]
    assert marked.spans("outcome") == ()


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        pytest.param("", "", (), id="empty"),
        pytest.param("No marks", "No marks", (), id="no marks"),
        pytest.param("<a>x</a><b>y</b>", "xy", (Mark("a", 0, 1), Mark("b", 1, 2)), id="side by side"),
        pytest.param("<a>x <b>y</b></a>", "x y", (Mark("a", 0, 3), Mark("b", 2, 3)), id="one in another"),
        pytest.param("<a>x</a> and <a>y</a>", "x and y", (Mark("a", 0, 1), Mark("a", 6, 7)), id="the same name twice"),
        pytest.param("p < 0.05 and n > 3", "p < 0.05 and n > 3", (), id="less and greater are no marks"),
        pytest.param("<a>µ</a>g", "µg", (Mark("a", 0, 1),), id="offsets count characters"),
    ],
)
def test_read(source: str, text: str, marks: tuple[Mark, ...]) -> None:
    marked = read_marked(source)
    assert (marked.text, marked.marks) == (text, marks)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<drug>Imatinib", "<drug> is never closed"),
        ("Imatinib</drug>", "</drug> closes nothing"),
        ("<drug>Imatinib</target>", "</target> closes nothing"),
        ("<a><b>x</a></b>", "</a> closes nothing"),
    ],
)
def test_marks_that_do_not_close_are_refused(source: str, words: str) -> None:
    with pytest.raises(PatternError, match=words) as raised:
        read_marked(source)
    assert raised.value.where == source


PLAIN = st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(PLAIN, st.none() | st.sampled_from(["drug", "target", "cue"])), max_size=8))
def test_writing_and_reading_marks_gives_the_same(pieces: list[tuple[str, str | None]]) -> None:
    source = "".join(f"<{name}>{text}</{name}>" if name else text for text, name in pieces)
    marked = read_marked(source)
    assert marked.text == "".join(text for text, _ in pieces)
    position, expected = 0, []
    for text, name in pieces:
        if name:
            expected.append(Mark(name, position, position + len(text)))
        position += len(text)
    assert sorted(marked.marks, key=str) == sorted(expected, key=str)
