"""Pages read by PDFium: the same words, rulings and tables as pdfplumber finds, and pdfplumber where there is a doubt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printed import body, canvas_pdf, heading, light_table, paper_pdf, ruled_table, small
from reportlab.pdfgen.canvas import Canvas

from extract.read.layout.lines import line_text, lines_of
from extract.read.pdf.letters import Letters, words_of
from extract.read.pdf.page import Page, Rect
from extract.read.pdf.pages import read_pages

SHARED = Path(__file__).resolve().parents[2] / "../shared/pdfs"
SENTENCE = "The office staff found first that efficient inhibitors (IC50 = 2-5 nM) slow the growth of HER2-positive cells [1,2]. "
ROWS = [("Line", "Receptor", "IC50 (nM)"), ("BT474", "amplified", "2"), ("A431", "normal", "81"), ("SW620", "absent", "690")]


def both(data: bytes) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    fast = read_pages(data, "both.pdf")
    assert fast.doubts == ()
    return fast.pages, read_pages(data, "both.pdf", fast=False).pages


def near(one: Rect, other: Rect, slack: float = 0.3) -> bool:
    return all(abs(a - b) < slack for a, b in zip(one, other, strict=True))


def printed(page: Page) -> list[str]:
    return [line_text(line) for line in lines_of(page.words)]


@pytest.mark.parametrize("table", [ruled_table(ROWS), light_table(ROWS)], ids=["ruled", "light"])
def test_a_paper_is_read_alike(table: object) -> None:
    story = [heading("Results"), body(SENTENCE * 30), small("Table 1. Inhibition"), table, body(SENTENCE * 30)]
    fast, record = both(paper_pdf([], story, header="Journal of Assays"))
    for here, there in zip(fast, record, strict=True):
        assert (here.number, here.width, here.height) == (there.number, pytest.approx(there.width), pytest.approx(there.height))
        assert printed(here) == printed(there)
        in_lines = ([word for line in lines_of(page.words) for word in line] for page in (here, there))
        for one, other in zip(*in_lines, strict=True):
            assert (one.text, one.font, one.size) == (other.text, other.font, pytest.approx(other.size, abs=0.02))
            assert near(Rect(*one[1:5]), Rect(*other[1:5]), 0.5)
        assert len(here.rules) == len(there.rules)
        assert all(near(one, other) for one, other in zip(here.rules, there.rules, strict=True))
        assert [[len(row) for row in grid] for grid in here.grids] == [[len(row) for row in grid] for grid in there.grids]


def test_pictures_are_read_alike() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Figure 1. Growth of the tumours that were treated with the drug in all groups of mice")
        canvas.saveState()
        canvas.translate(100, 300)
        for i in range(30):
            canvas.bezier(i * 5, 0, i * 5 + 20, 60, i * 5 - 20, 120, i * 5 + 10, 180)
        canvas.restoreState()

    fast, record = both(canvas_pdf([page]))
    assert len(fast[0].pictures) == 1
    assert near(fast[0].pictures[0], record[0].pictures[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(
        st.tuples(
            st.text("abcfiltz ABC019.,-–()±%µ", min_size=1, max_size=40),
            st.sampled_from(["Times-Roman", "Helvetica-Bold"]),
            st.sampled_from([7.0, 9.5, 12.0]),
            st.floats(0, 3),
        ),
        min_size=3,
        max_size=12,
    )
)
def test_any_lines_are_read_alike(lines: list[tuple[str, str, float, float]]) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "A first line so that the page holds words")
        for i, (text, font, size, spread) in enumerate(lines):
            line = canvas.beginText(72, 740 - 20 * i)
            line.setFont(font, size)
            line.setCharSpace(spread if spread > 2 else 0)
            line.textOut(text)
            canvas.drawText(line)

    fast, record = both(canvas_pdf([page]))
    assert printed(fast[0]) == printed(record[0])


def test_hyphens_at_line_ends_stay() -> None:
    def page(canvas: Canvas) -> None:
        for i, line in enumerate(
            ["Trastuzumab rapidly dissoci-", "ates the kinase from the recep-", "tor in cells that over-", "express it"]
        ):
            canvas.drawString(72, 700 - 14 * i, line)

    fast, record = both(canvas_pdf([page]))
    assert printed(fast[0]) == printed(record[0])
    assert [line[-1] for line in printed(fast[0])] == ["-", "-", "-", "t"]


def test_a_turned_page_is_read_by_the_reader_of_record() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.drawString(72, 700, "This page is turned by a right angle")

    def straight(canvas: Canvas) -> None:
        canvas.setPageRotation(0)
        canvas.drawString(72, 700, "This page is not turned at all")

    data = canvas_pdf([straight, page])
    read = read_pages(data, "turned.pdf")
    assert read.doubts == ((2, "it is turned"),)
    assert read.pages[1] == read_pages(data, "turned.pdf", fast=False).pages[1]


Piece = tuple[str, float, str, float, float]
"""Font, size, text, and where it begins: from the left and from the top. Each letter is half as wide as it is high."""


def letters(*pieces: Piece) -> Letters:
    one = [
        (ord(c), x + i * size / 2, x + (i + 1) * size / 2, top, top + size, run)
        for run, (_, size, text, x, top) in enumerate(pieces)
        for i, c in enumerate(text)
    ]
    prints = [(font, size) for font, size, *_ in pieces]
    runs = [next(i for i in range(run, -1, -1) if i == 0 or prints[i - 1] != prints[run]) for *_, run in one]
    columns = [np.array(column) for column in zip(*(row[:-1] for row in one), strict=True)]
    return Letters(*columns, np.array(runs), {}, prints)


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("T", 10, "two words", 50, 100)], ["two", "words"]),
        ([("T", 10, "half", 50, 100), ("T", 10, "word", 70.5, 100)], ["halfword"]),
        ([("T", 10, "gap", 50, 100), ("T", 10, "here", 67, 100)], ["gap", "here"]),
        ([("T", 10, "bold", 50, 100), ("T", 10, "bold", 50.3, 100)], ["bold"]),
        ([("T", 10, "bold", 50, 100), ("T", 10, "bold", 50.3, 100), ("T", 10, "bold", 50.6, 100)], ["bold"]),
        ([("T", 10, "all", 50, 100), ("T", 10, "again", 50, 120)], ["all", "again"]),
        ([("T", 10, "13", 60, 100), ("U", 10, " ", 70, 100), ("T", 10, "a", 70, 100)], ["13", "a"]),
        ([("T", 10, "x", 50, 100), ("T", 6, "2", 55, 100)], ["x", "2"]),
        ([("T", 10, "right", 80, 100), ("T", 10, "left ", 50, 100)], ["left", "right"]),
        ([("T", 10, "low", 50, 101.5), ("T", 10, "high", 65, 100)], ["lowhigh"]),
        ([("T", 10, " ", 50, 100)], []),
    ],
)
def test_letters_make_words(pieces: list[Piece], words: list[str]) -> None:
    assert [text for text, *_ in words_of(letters(*pieces))] == words


def test_the_letters_of_a_ligature_stay_together() -> None:
    one = letters(("T", 10, "ef ect", 50, 100))._replace(tails={1: "f"})
    assert [text for text, *_ in words_of(one)] == ["eff", "ect"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development PDFs are not part of the repository")
def test_papers_are_read_alike() -> None:
    for name in ("f1000_3-190", "trials_16_1_2"):
        data = (SHARED / f"{name}.pdf").read_bytes()
        for here, there in zip(read_pages(data, name).pages, read_pages(data, name, fast=False).pages, strict=True):
            one, other = (Counter(" ".join(printed(page)).split()) for page in (here, there))
            assert (one & other).total() >= 0.99 * max(one.total(), other.total())
            assert len(here.grids) == len(there.grids)
            assert len(here.pictures) == len(there.pictures)
