"""Print that is turned by a right angle on an upright page: it is read, and what was read is placed where it is printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import BODY, canvas_pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from spans import check_spans

from extract.errors import ReadError
from extract.grammar.headings import load_paper_parts
from extract.model.document import Box, Cell, Document
from extract.read import read_bytes
from extract.read.layout.lines import lines_of
from extract.read.layout.paper import parts_of_pages
from extract.read.parts import Composed, compose
from extract.read.pdf.page import Page, Word
from extract.read.pdf.page_image import Highlights, page_image
from extract.read.pdf.pages import read_pages
from extract.read.pdf.turn import Turn

WIDTH, HEIGHT = A4
WAYS = ("up", "down")
TEXT = "The trial enrolled adults with advanced disease who had been treated before, and followed them for two years. " * 8
CAPTION = "Table 1. Response to the study drugs in all groups of patients who were treated"
NOTE = "Values are numbers of patients unless another unit is given."
ROWS = (
    ("Endpoint", "Alphamab (n = 120)", "Betamab (n = 119)", "Placebo (n = 118)"),
    ("ORR (%)", "45.2", "38.7", "12.1"),
    ("DCR (%)", "70.3", "66.6", "38.4"),
    ("Deaths", "14", "11", "29"),
    ("Rash of the face", "9", "20", "3"),
)
COLUMNS = (90, 260, 430, 600)
FIRST_ROW, STEP, SIZE = 430.0, 18.0, 9
RED = (1, 0, 0)


def turn(canvas: Canvas, way: str) -> None:
    """What is drawn from here on stands on a page of A4 across, whose print runs upwards or downwards on the page."""
    if way == "up":
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
    else:
        canvas.rotate(-90)
        canvas.translate(-HEIGHT, 0)


def on_page(x: float, y: float, way: str) -> tuple[float, float]:
    """Where a point of what is drawn turned is seen: from the left and from the top of the page as it is."""
    return (WIDTH - y, HEIGHT - x) if way == "up" else (y, x)


def text_page(canvas: Canvas) -> None:
    paragraph = Paragraph(TEXT, BODY)
    _, height = paragraph.wrapOn(canvas, WIDTH - 120, HEIGHT)
    for i in range(3):
        paragraph.drawOn(canvas, 60, HEIGHT - 100 - height - i * (height + 20))


def table_page(
    way: str, *, ruled: bool = False, red: str = "", caption: str = CAPTION, rows: Sequence[Sequence[str]] = ROWS
) -> Callable[[Canvas], None]:
    """A page with a turned table, and a head and a page number that stand upright; one cell may be red."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, HEIGHT - 35, "Journal of Assays")
        canvas.drawCentredString(WIDTH / 2, 30, "27")
        turn(canvas, way)
        canvas.setFont("Times-Roman", SIZE)
        canvas.drawString(COLUMNS[0], FIRST_ROW + 25, caption)
        bottom = FIRST_ROW - STEP * (len(rows) - 1) - 6
        for i, row in enumerate(rows):
            for x, text in zip(COLUMNS, row, strict=True):
                canvas.setFillColorRGB(*(RED if text == red else (0, 0, 0)))
                canvas.drawString(x, FIRST_ROW - i * STEP, text)
        right = COLUMNS[-1] + 90
        levels = [FIRST_ROW + 12 - i * STEP for i in range(len(rows))] if ruled else [FIRST_ROW + 12, FIRST_ROW - 6]
        for y in (*levels, bottom):
            canvas.line(COLUMNS[0] - 4, y, right, y)
        for x in (*(x - 4 for x in COLUMNS), right) if ruled else ():
            canvas.line(x, FIRST_ROW + 12, x, bottom)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(COLUMNS[0], bottom - 14, NOTE)

    return draw


def paper(way: str, *, ruled: bool = False, red: str = "", crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A page of text, a page with a turned table, a page of text; each cropped to what is between the given sides of the PDF."""
    pages = (text_page, table_page(way, ruled=ruled, red=red), text_page)

    def cropped(page: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            if crop is not None:
                canvas.setCropBox(crop)
            page(canvas)

        return draw

    return canvas_pdf([cropped(page) for page in pages])


def composed(pages: Sequence[Page]) -> Composed:
    parts = parts_of_pages(pages, load_paper_parts())
    return compose(parts.parts, parts.hyphens)


def cell_with(cells: Sequence[Cell], text: str) -> Cell:
    (cell,) = (cell for cell in cells if cell.text == text)
    return cell


def ordered(page: Page) -> list[Word]:
    return [word for line in lines_of(page.words) for word in line]


def sides(box: Box | None) -> tuple[float, float, float, float]:
    assert box is not None
    return box.x0, box.top, box.x1, box.bottom


def check_words_in_boxes(document: Document, data: bytes) -> None:
    """Each line has the words between whose sides its letters stand on the page, in the order of the text."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        letters = {page.page_number: page.chars for page in pdf.pages}
    for line in document.lines:
        found = ""
        assert line.box is not None
        assert line.words
        for placed in line.words:
            box = placed.box
            inside = (
                char
                for char in letters[box.page]
                if box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1 and box.top <= (char["top"] + char["bottom"]) / 2 <= box.bottom
            )
            found += "".join(char["text"] for char in inside if not char["text"].isspace())
        assert found == "".join(document.text[line.start : line.end].split())


@pytest.mark.parametrize("ruled", [False, True], ids=["light", "ruled"])
@pytest.mark.parametrize("way", WAYS)
def test_a_turned_table_is_read_and_placed_on_its_page(way: str, *, ruled: bool) -> None:
    data = paper(way, ruled=ruled)
    document = read_bytes(data, "turned.pdf")
    check_spans(document)
    check_words_in_boxes(document, data)
    (table,) = document.tables
    assert (table.caption, table.page, table.pages) == (CAPTION, 2, (2,))
    assert NOTE in table.notes
    assert [[cell.text for cell in table.cells if cell.row == row] for row in range(len(ROWS))] == [list(row) for row in ROWS]
    value = cell_with(table.cells, "66.6")
    assert (value.row_path, value.column_path, value.unit) == (("DCR (%)",), ("Betamab (n = 119)",), "%")
    for row, texts in enumerate(ROWS):
        for x, text in zip(COLUMNS, texts, strict=True):
            across, down = on_page(x + 2, FIRST_ROW - row * STEP + 3, way)
            x0, top, x1, bottom = sides(cell_with(table.cells, text).box)
            assert x0 < across < x1
            assert top < down < bottom
            assert x1 - x0 < 1.3 * SIZE
    assert "Journal of Assays" not in document.text


@pytest.mark.parametrize("ways", [("up", "up"), ("down", "down"), ("up", "down")])
def test_a_table_goes_on_over_turned_pages(ways: tuple[str, str]) -> None:
    more = (ROWS[0], ("Nausea", "40", "22", "7"), ("Fatigue", "33", "31", "30"), ("Fever", "6", "5", "8"))
    second = table_page(ways[1], caption="Table 1 (continued)", rows=more)
    data = canvas_pdf([text_page, table_page(ways[0]), second, text_page])
    document = read_bytes(data, "turned.pdf")
    check_words_in_boxes(document, data)
    (table,) = document.tables
    assert table.pages == (2, 3)
    for way, page, text, row in ((ways[0], 2, "DCR (%)", 2), (ways[1], 3, "Fatigue", 2)):
        cell = cell_with(table.cells, text)
        across, down = on_page(COLUMNS[0] + 2, FIRST_ROW - row * STEP + 3, way)
        x0, top, x1, bottom = sides(cell.box)
        assert cell.box is not None
        assert cell.box.page == page
        assert x0 < across < x1
        assert top < down < bottom
    assert cell_with(table.cells, "22").column_path == ("Betamab (n = 119)",)


@pytest.mark.parametrize("crop", [None, (40, 20, 585, 830)], ids=["whole", "cropped"])
@pytest.mark.parametrize("way", WAYS)
def test_both_readers_turn_a_page_alike(way: str, crop: tuple[float, float, float, float] | None) -> None:
    data = paper(way, ruled=True, crop=crop)
    fast, record = read_pages(data, "turned.pdf"), read_pages(data, "turned.pdf", fast=False)
    assert fast.doubts == ()
    here, there = fast.pages[1], record.pages[1]
    assert here.turn is not None
    assert there.turn is not None
    assert (here.turn.clockwise, there.turn.clockwise) == ((90, 90) if way == "up" else (270, 270))
    assert (here.width, here.height) == (pytest.approx(there.width, abs=0.01), pytest.approx(there.height, abs=0.01))
    assert here.width > here.height
    for one, other in zip(ordered(here), ordered(there), strict=True):
        assert (one.text, one.font, one.size) == (other.text, other.font, pytest.approx(other.size, abs=0.02))
        assert one[1:5] == pytest.approx(other[1:5], abs=0.5)
    assert [tuple(rule) for rule in here.rules] == [pytest.approx(tuple(rule), abs=0.3) for rule in there.rules]
    assert [[len(row) for row in grid] for grid in here.grids] == [[len(row) for row in grid] for grid in there.grids]
    one_text, other_text = composed(fast.pages), composed(record.pages)
    assert one_text.text == other_text.text
    for cell, same in zip(one_text.tables[0].cells, other_text.tables[0].cells, strict=True):
        assert sides(cell.box) == pytest.approx(sides(same.box), abs=0.5)


@pytest.mark.parametrize("crop", [None, (40, 20, 585, 830)], ids=["whole", "cropped"])
@pytest.mark.parametrize("way", WAYS)
def test_the_highlight_is_where_a_cell_is_seen(way: str, crop: tuple[float, float, float, float] | None) -> None:
    data = paper(way, red="Rash of the face", crop=crop)
    cell = cell_with(read_bytes(data, "turned.pdf").tables[0].cells, "Rash of the face")
    assert cell.box is not None
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[1].render(scale=2).to_pil().convert("RGB")
    seen = [(i % page.width, i // page.width) for i, (r, g, b) in enumerate(page.get_flattened_data()) if r > 200 and max(g, b) < 80]
    assert len(seen) > 100
    x0, top, x1, bottom = sides(cell.box)
    assert x0 - 1 < min(x for x, _ in seen) / 2 < max(x for x, _ in seen) / 2 < x1 + 1
    assert top - 1 < min(y for _, y in seen) / 2 < max(y for _, y in seen) / 2 < bottom + 1
    assert min(y for _, y in seen) / 2 - top < 2
    assert bottom - max(y for _, y in seen) / 2 < 2
    marked = page_image(data, [2], Highlights([cell.box]), dpi=144)
    assert {marked.getpixel(place)[2] for place in seen} != {255}
    assert all(marked.getpixel(place)[2] < 200 for place in seen)


@pytest.mark.parametrize("way", WAYS)
def test_a_turned_label_or_stamp_beside_text_stays_aside(way: str) -> None:
    def page(canvas: Canvas) -> None:
        text_page(canvas)
        turn(canvas, way)
        canvas.drawString(200, 20, "Downloaded from the shelf of the library by a reader")

    pages = read_pages(canvas_pdf([page]), "label.pdf").pages
    assert pages[0].turn is None
    assert pages == read_pages(canvas_pdf([text_page]), "label.pdf").pages
    assert "Downloaded" not in read_bytes(canvas_pdf([page]), "label.pdf").text


def test_a_stamp_beside_a_picture_is_no_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(100, 100, 300, 500, fill=1)
        turn(canvas, "up")
        canvas.drawString(100, 40, "Downloaded from the shelf of the library by a reader who must not pass it on, ")
        canvas.drawString(100, 26, "and who may be one of very many")

    with pytest.raises(ReadError) as error:
        read_bytes(canvas_pdf([page]), "stamp.pdf")
    assert error.value.code == "no_text_layer"


@given(clockwise=st.sampled_from([90, 270]), numbers=st.lists(st.integers(0, 900), min_size=4, max_size=4))
def test_there_and_back(clockwise: int, numbers: list[int]) -> None:
    (x0, x1), (top, bottom) = sorted(numbers[:2]), sorted(numbers[2:])
    whole = Turn(90 if clockwise == 90 else 270, 595.25, 841.75)
    place = (float(x0), float(top), float(x1), float(bottom))
    turned = whole.upright(place)
    assert whole.back(turned) == place
    assert (turned[2] - turned[0], turned[3] - turned[1]) == (place[3] - place[1], place[2] - place[0])
