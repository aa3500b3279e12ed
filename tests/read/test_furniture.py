"""Running headers of short papers, and numbers at the edge of a page that belong to its text."""

from __future__ import annotations

from extract.grammar.headings import load_paper_parts
from extract.read.layout.furniture import page_furniture
from extract.read.pdf.page import Page, Word

BODY = (10.0, "Body")


def words(text: str, top: float, x: float = 50.0, size: float = 10.0) -> list[Word]:
    found = []
    for each in text.split():
        found.append(Word(each, x, top, x + 5.0 * len(each), top + size, size, "Body"))
        x += 5.0 * len(each) + 3
    return found


def page(number: int, *printed: list[Word]) -> Page:
    text = [word for row in range(20) for word in words(f"Cells of page {number} and row {row} grew well", 110.0 + 12 * row)]
    return Page(number, 600, 800, tuple([word for row in printed for word in row] + text), (), (), ())


def set_aside(*pages: Page) -> list[str]:
    return page_furniture(pages, BODY, load_paper_parts())[1]


def test_a_header_with_the_number_of_its_page_counts_though_each_stands_once() -> None:
    pages = (page(1), page(2, words("12 Hall and others", 40)), page(3, words("A study of growth 13", 40)))
    assert set_aside(*pages) == ["12 Hall and others", "A study of growth 13"]
    assert set_aside(page(1), page(2, words("12 mice were grown", 40)), page(3, words("They weighed less than 30", 40))) == []


def test_a_header_with_the_begin_of_the_title_counts_once() -> None:
    title = words("Growth of cells in the dark and in the light", 70, size=18.0)
    assert set_aside(page(1, title), page(2, words("Growth of cells in …", 40))) == ["Growth of cells in …"]
    assert set_aside(page(1, title), page(2, words("Growth in the light was slow", 40))) == []


def test_a_raised_number_in_the_first_line_of_a_page_is_no_page_number() -> None:
    raised = [Word("36", 99.0, 83.0, 105.0, 87.5, 5.0, "Body")]
    assert set_aside(page(1, words("breastfed", 84), raised), page(2)) == []
    assert set_aside(page(1, words("36", 40, x=300)), page(2)) == ["36"]


def test_a_line_of_the_text_beside_the_number_of_its_page_stays() -> None:
    beside = [words(f"Cells were counted and then they were weighed again {number}", 80) for number in (1, 2)]
    below = [
        Word(each.text, each.x0, 92 - 3, each.x1, 104, each.size, each.font) for each in words("and so on and on in all of the mice", 92)
    ]
    assert set_aside(page(1, beside[0], below), page(2, beside[1], below)) == []
