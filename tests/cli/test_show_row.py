"""`evitrace show DB ROW_ID`: a row in its paragraph, its place on the page, and the page drawn with the row highlighted."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas
from small_papers import document_of, findings_of

from extract.cli import main
from extract.read import read_bytes
from extract.read.pdf.page_image import Highlights, page_image
from extract.store.database import open_for_writing
from extract.store.places import boxes_of
from extract.store.rows import rows_of
from extract.store.writing import run_record, start_run, store_document

QUOTE = "Xmab inhibits ABC1 [1]."
OTHER = "Nothing else is known of it."
FELL = "Ymab: growth fell by 29% versus 96%."
RUN = run_record({"code": "1"}, [])
YELLOW, ORANGE = (255, 244, 150), (255, 190, 70)

Prepare = Callable[[Canvas], None]


def paper_pdf(prepare: Prepare = lambda canvas: None) -> bytes:
    """Two pages: the quote in black between lines in blue, then a claim."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=1)
    prepare(canvas)
    for y, text, colour in ((600, OTHER, (0, 0, 1)), (500, QUOTE, (0, 0, 0)), (400, OTHER, (0, 0, 1))):
        canvas.setFillColorRGB(*colour)
        canvas.drawString(150, y, text)
    canvas.showPage()
    canvas.drawString(150, 300, FELL)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(canvas: Canvas) -> None:
    """A page that a viewer turns by a quarter, and print that stands upright then."""
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -500)
    canvas.scale(0.9, 0.7)


PREPARED: dict[str, Prepare] = {
    "plain": lambda canvas: None,
    "cropped": lambda canvas: canvas.setCropBox((100, 150, 480, 680)),
    "turned": turned,
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a PDF, which lies in a folder beside it, and a text."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "paper.pdf").write_bytes(paper_pdf())
    database = open_for_writing(tmp_path / "x.db")
    start_run(database, RUN, "2020-01-01T00:00:00Z")
    documents = [read_bytes(paper_pdf(), "paper.pdf"), read_bytes(f"{OTHER}\n\n{QUOTE}".encode(), "note.txt")]
    for document in [*documents, document_of(b"Title\ncell|29%", "table.txt")]:
        store_document(database, rows_of(findings_of(document)), RUN)
    database.close()
    return tmp_path / "x.db"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def one(db: Path, sql: str) -> str:
    connection = sqlite3.connect(db)
    (found,) = connection.execute(f"{sql} LIMIT 1").fetchone()
    connection.close()
    return str(found)


def row_of(db: Path, table: str, source: str = "paper.pdf", where: str = "1") -> str:
    return one(db, f"SELECT id FROM {table} WHERE document_id = (SELECT id FROM documents WHERE source = '{source}') AND {where}")


def coloured(path: Path, colour: tuple[int, int, int]) -> int:
    return sum(count for count, found in Image.open(path).getcolors(1 << 24) or [] if found == colour)


# ------------------------------------------------------------------------------------------------------------- printed


def test_evidence_in_its_paragraph(db: Path) -> None:
    own_id = row_of(db, "evidence")
    result = call("show", db, own_id)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"evidence · {own_id} · paper.pdf\n")
    assert "  drug: Xmab\n" in result.output
    assert "  mechanism: inhibits\n" in result.output
    assert f"«{QUOTE}»" in result.output
    assert "Read from “Xmab”, “inhibits”, “ABC1”\n" in result.output
    assert "\n  p.1\n    x 150.0 to " in result.output


def test_value_in_the_quote_of_its_claim(db: Path) -> None:
    result = call("show", db, row_of(db, "claim_values", where="value = 96"))
    assert f"«{FELL}»" in result.output
    assert "Read from “96%”\n" in result.output
    assert "\n  p.2\n" in result.output


@pytest.mark.parametrize("table", ["mentions", "quantities", "sentences", "sections", "quantitative_claims", "citations", "lines"])
def test_rows_of_each_kind(db: Path, table: str) -> None:
    result = call("show", db, row_of(db, table))
    assert result.exit_code == 0, result.output
    assert "Place, in points" in result.output


def test_cell_stands_in_its_table(db: Path) -> None:
    result = call("show", db, row_of(db, "cells", "table.txt", "column_number = 1"))
    assert "  cell|«29%»\n" in result.output


def test_text_has_no_place_but_words(db: Path) -> None:
    result = call("show", db, row_of(db, "evidence", "note.txt"))
    assert f"«{QUOTE}»" in result.output
    assert "Place" not in result.output


def test_unknown_row(db: Path) -> None:
    result = call("show", db, "ev_0000000000000000")
    assert result.exit_code == 1
    assert "ev_0000000000000000: is not in the database" in result.output


# --------------------------------------------------------------------------------------------------------------- drawn


@pytest.mark.parametrize(
    ("table", "where", "colours"),
    [
        ("evidence", "1", {YELLOW, ORANGE}),
        ("quantitative_claims", "1", {YELLOW, ORANGE}),
        ("claim_values", "value = 96", {YELLOW, ORANGE}),
        ("mentions", "1", {YELLOW, ORANGE}),
        ("sentences", "1", {YELLOW}),
    ],
)
def test_png(db: Path, tmp_path: Path, table: str, where: str, colours: set[tuple[int, int, int]]) -> None:
    own_id, png = row_of(db, table, where=where), tmp_path / "page.png"
    result = call("show", db, own_id, "--png", png)
    assert result.exit_code == 0, result.output
    assert f"{png}: paper.pdf, page " in result.output
    assert {colour for colour in (YELLOW, ORANGE) if coloured(png, colour)} == colours
    assert Image.open(png).size == (1042, 1459)


def test_pages_side_by_side(db: Path, tmp_path: Path) -> None:
    result = call("show", db, row_of(db, "sections"), "--png", tmp_path / "page.png")
    assert "paper.pdf, page 1, 2\n" in result.output
    assert Image.open(tmp_path / "page.png").size == (2 * 1042 + 12, 1459)


def test_png_of_a_document_shows_its_first_page(db: Path, tmp_path: Path) -> None:
    result = call("show", db, "paper.pdf", "--png", tmp_path / "page.png")
    assert "\nEvidence (1)\n" not in result.output
    assert "paper.pdf, page 1\n" in result.output


@pytest.mark.parametrize("name", PREPARED)
def test_highlight_lies_on_the_words(tmp_path: Path, name: str) -> None:
    data = paper_pdf(PREPARED[name])
    document = read_bytes(data, "paper.pdf")
    database = open_for_writing(tmp_path / "x.db")
    start_run(database, RUN, "2020-01-01T00:00:00Z")
    store_document(database, rows_of(findings_of(document)), RUN)
    at = document.text.index(QUOTE)
    image = page_image(data, [1], Highlights(boxes_of(database, document.id, at, at + len(QUOTE))))
    pen, black, blue = _bounds(image, YELLOW), _bounds(image, (0, 0, 0)), _bounds(image, (0, 0, 255))
    assert pen[0] <= black[0] < black[2] <= pen[2], "the words are under the pen, from the first to the last"
    assert pen[1] <= black[1] < black[3] <= pen[3]
    assert pen[2] - pen[0] <= black[2] - black[0] + 12, "and the pen is not much wider"
    assert blue[1] < pen[1] < pen[3] < blue[3]
    between = image.crop(pen).getcolors(1 << 24)
    assert not any(rgb[2] > 200 > 60 > max(rgb[:2]) for _, rgb in between or [])


def _bounds(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Left, upper, right and lower end of what has a colour."""
    difference = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    found = difference.point(lambda value: 255 if value < 8 else 0).getbbox()
    assert found is not None
    return found


# ------------------------------------------------------------------------------------------------- finding the original


def test_pdf_is_named(db: Path, tmp_path: Path) -> None:
    moved = tmp_path / "papers" / "paper.pdf"
    moved.rename(moved.with_name("renamed.pdf"))
    own_id, png = row_of(db, "evidence"), tmp_path / "page.png"
    lost = call("show", db, own_id, "--png", png)
    assert lost.exit_code == 1
    assert "paper.pdf: the PDF was not found in" in lost.output
    assert "Say where it is: --pdf FILE or --pdf FOLDER" in lost.output
    assert not png.exists()
    for given in (tmp_path / "papers" / "renamed.pdf", tmp_path / "papers"):
        assert call("show", db, own_id, "--png", png, "--pdf", given).exit_code == 0
        png.unlink()


@pytest.mark.parametrize("given", [None, "papers", "papers/paper.pdf"])
def test_other_bytes_are_refused(db: Path, tmp_path: Path, given: str | None) -> None:
    path = tmp_path / "papers" / "paper.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    asked = ["--pdf", tmp_path / given] if given else []
    result = call("show", db, row_of(db, "evidence"), "--png", tmp_path / "page.png", *asked)
    assert result.exit_code == 1
    assert f"{path}: is not the file that was read: its SHA-256 is " in result.output
    assert "evitrace ingest" in result.output


def test_pdf_that_is_not_there(db: Path, tmp_path: Path) -> None:
    result = call("show", db, row_of(db, "evidence"), "--png", tmp_path / "page.png", "--pdf", tmp_path / "none.pdf")
    assert result.exit_code == 1
    assert "none.pdf: there is no such file or folder" in result.output


def test_text_has_no_pages_to_draw(db: Path, tmp_path: Path) -> None:
    result = call("show", db, row_of(db, "evidence", "note.txt"), "--png", tmp_path / "page.png")
    assert result.exit_code == 1
    assert "note.txt: the document is text and has no pages to draw" in result.output
    assert "Leave --png out" in result.output


def test_png_that_cannot_be_written(db: Path, tmp_path: Path) -> None:
    result = call("show", db, row_of(db, "evidence"), "--png", tmp_path / "no" / "page.png")
    assert result.exit_code == 1
    assert "page.png: cannot be written (No such file or directory)" in result.output
