"""Lines in reading order become paragraphs, also over notes that stand between their halves."""

from __future__ import annotations

import pytest

from extract.grammar.headings import load_paper_parts
from extract.model.document import Box
from extract.read.layout.lines import PageLine
from extract.read.layout.paragraphs import body_style, parts_of


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


def heading(text: str, row: int, font: str) -> PageLine:
    found = line(text, row)
    return PageLine(
        text, Box(1, 50.0, found.box.top, 50.0 + 5 * len(text), found.box.bottom), 10.0, font, frozenset([font]), 0, 50.0, 280.0
    )


def test_of_two_prints_of_headings_the_one_that_comes_first_is_the_higher_also_right_above_the_other() -> None:
    texts = [("Methods", "Z"), ("Cells", "Y"), "Cells were grown and counted in all of the", ("Drugs", "Y"), ("By mouth", "A")]
    texts += ["They were given in water to all of the mice", ("Results", "Z"), "All of them grew for as long as they were fed"]
    lines = [line(each, 3 * row) if isinstance(each, str) else heading(each[0], 3 * row, each[1]) for row, each in enumerate(texts)]
    parts = parts_of(lines, body_style(lines), load_paper_parts())
    found = [(part.text, part.level) for part in parts if part.kind == "heading"]
    assert found == [("Methods", 1), ("Cells", 2), ("Drugs", 2), ("By mouth", 3), ("Results", 1)]


def panel(text: str, row: int, column: int = 0, size: float = 9.2) -> PageLine:
    found = line(text, row, column, size)
    return PageLine(text, found.box, size, "Panel", frozenset(["Panel"]), column, found.left, found.right)


def test_the_halves_of_a_paragraph_join_before_a_panel_that_stands_between_them() -> None:
    lines = [line("Growth fell in all of the lines that were", 0), line("treated with the new drug by a dense and", 1)]
    lines += [
        panel("What is new is that we know that nobody", 3, 1),
        panel("had grown these lines in the dark before.", 4, 1),
        line("lasting block of its receptor over weeks.", 7, 2),
        line("Then it came back in two of all the lines.", 8, 2),
    ]
    texts = [part.text for part in parts_of(lines, body_style(lines), load_paper_parts())]
    assert texts[0].endswith("by a dense and lasting block of its receptor over weeks. Then it came back in two of all the lines.")
    assert texts[1:] == ["What is new is that we know that nobody had grown these lines in the dark before."]


def test_a_list_in_another_font_goes_on_itself() -> None:
    lines = [line("Growth fell in all of the lines that were", 0), line("seen and these are the reasons that we know", 1)]
    lines += [panel("1. A dense block of the receptor that came", 3, size=10.0), panel("back in two of all the lines.", 4, 1, size=10.0)]
    texts = [part.text for part in parts_of(lines, body_style(lines), load_paper_parts())]
    assert texts[-1] == "1. A dense block of the receptor that came back in two of all the lines."
