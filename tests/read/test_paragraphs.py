"""Lines in reading order become paragraphs, also over notes that stand between their halves."""

from __future__ import annotations

import pytest

from extract.grammar.headings import load_paper_parts
from extract.model.document import Box
from extract.read.layout import PageLine
from extract.read.paragraphs import body_style, parts_of


def line(text: str, row: int, column: int = 0, size: float = 10.0) -> PageLine:
    left = 50.0 + 250 * column
    box = Box(1, left, 100.0 + 12 * row, left + 230, 110.0 + 12 * row)
    return PageLine(text, box, size, "Body", frozenset(["Body"]), column, left, left + 230)


@pytest.mark.parametrize("note", ["* Correspondence: miller@assays.example", "1 Institute of Assays, Vienna"])
def test_a_paragraph_goes_on_behind_a_note_at_the_foot_of_the_column(note: str) -> None:
    lines = [line("Growth fell in all of the lines that were", 0), line("treated with the new drug by a dense and", 1)]
    lines += [
        line(note, 40, size=7.0),
        line("lasting block of its receptor over weeks.", 0, 1),
        line("Then it came back in two of all the lines.", 1, 1),
    ]
    parts = parts_of(lines, body_style(lines), load_paper_parts())
    assert [part.text for part in parts if part.kind == "paragraph" and "drug" in part.text] == [
        "Growth fell in all of the lines that were treated with the new drug by a dense and lasting block of its receptor over weeks. "
        "Then it came back in two of all the lines."
    ]
