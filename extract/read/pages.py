"""What pdfplumber sees on the pages of a PDF: words with their boxes and fonts, rulings, ruled tables, pictures."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.errors import ReadError
from extract.read.characters import canonical

if TYPE_CHECKING:
    import pdfplumber.page
    import pdfplumber.pdf

MAX_PDF_BYTES = 300_000_000
MAX_PAGES = 3000
MAX_PAGE_CHARACTERS = 100_000
_MIN_SIZE = 2.5
"""Print smaller than this (points) is not meant to be read."""
_THIN = 2.5
_X_TOLERANCE = 0.15
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


class Word(NamedTuple):
    """A printed word: its characters, its box in points from the page's top left, its font size and font name."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str


class Rect(NamedTuple):
    """A rectangle in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word, slack: float = 1.0) -> bool:
        """Whether the middle of a word lies inside."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


class Page(NamedTuple):
    """One page: `rules` are horizontal rulings, `grids` the cells of ruled tables row by row, `pictures` drawings and images."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rect, ...]
    grids: tuple[tuple[tuple[Rect | None, ...], ...], ...]
    pictures: tuple[Rect, ...]


def pages_of(data: bytes, name: str) -> tuple[Page, ...]:
    """The pages of a PDF.

    Raises ReadError: `encrypted_pdf`, `truncated_pdf`, `unreadable_pdf`, `no_text_layer`, `broken_font_map`, `too_large`.
    """
    if len(data) > MAX_PDF_BYTES:
        raise ReadError("too_large", f"the PDF is {len(data) / 1e6:.0f} MB", where=name, remedy="Split it into one file for each document.")
    _check_complete(data, name)
    try:
        pages = tuple(_read_pages(data, name))
    except ReadError:
        raise
    except Exception as error:
        raise _explained(error, name) from error
    _check_text(pages, name)
    return pages


def _read_pages(data: bytes, name: str) -> Iterator[Page]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of colours and fonts that do not matter for the text
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        _check_pages(pdf, name)
        for page in pdf.pages:
            yield _page(page, name)
            page.close()


def _page(page: pdfplumber.page.Page, name: str) -> Page:
    if len(page.chars) > MAX_PAGE_CHARACTERS:
        raise ReadError(
            "too_large",
            f"{len(page.chars)} characters on one page",
            where=f"{name}, page {page.page_number}",
            remedy="Leave this page out.",
        )
    x_shift, top_shift = _visible(page)[:2]
    words = tuple(_words(page, x_shift, top_shift))
    rules, uprights = _rulings(page, x_shift, top_shift)
    return Page(
        number=page.page_number,
        width=float(_visible(page)[2] - x_shift),
        height=float(_visible(page)[3] - top_shift),
        words=words,
        rules=rules,
        grids=_grids(page, x_shift, top_shift) if len(rules) > 1 and uprights > 1 else (),
        pictures=tuple(_pictures(page, x_shift, top_shift)),
    )


def _visible(page: pdfplumber.page.Page) -> tuple[float, float, float, float]:
    """The part of the page that a viewer shows."""
    crop, media = page.cropbox, page.bbox
    inside = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    return inside if inside[2] - inside[0] > 50 and inside[3] - inside[1] > 50 else media


def _words(page: pdfplumber.page.Page, x_shift: float, top_shift: float) -> Iterator[Word]:
    seen: set[tuple[str, int, int]] = set()
    left, upper, right, lower = _visible(page)
    found = page.extract_words(x_tolerance_ratio=_X_TOLERANCE, y_tolerance=2, extra_attrs=["fontname", "size"], keep_blank_chars=False)
    for word in found:
        text = canonical(word["text"]).strip()
        if not text or not word.get("upright", True) or word["size"] < _MIN_SIZE:
            continue
        key = (text, round(word["x0"] / 1.5), round(word["top"] / 1.5))
        if key in seen:
            continue
        seen.add(key)
        if word["x1"] < left or word["x0"] > right or word["bottom"] < upper or word["top"] > lower:
            continue
        yield Word(
            text,
            word["x0"] - x_shift,
            word["top"] - top_shift,
            word["x1"] - x_shift,
            word["bottom"] - top_shift,
            round(float(word["size"]), 2),
            str(word["fontname"]).rsplit("+", 1)[-1],
        )


def _rulings(page: pdfplumber.page.Page, x_shift: float, top_shift: float) -> tuple[tuple[Rect, ...], int]:
    """Horizontal rulings from top to bottom, and how many vertical ones there are."""
    rules: set[Rect] = set()
    uprights = 0
    for mark in (*page.lines, *page.rects, *page.curves):
        width, height = mark["x1"] - mark["x0"], mark["bottom"] - mark["top"]
        if height <= _THIN and width > 20:
            rules.add(
                Rect(
                    *(
                        round(v, 1)
                        for v in (mark["x0"] - x_shift, mark["top"] - top_shift, mark["x1"] - x_shift, mark["bottom"] - top_shift)
                    )
                )
            )
        elif (width <= _THIN and height > 5) or (mark["object_type"] == "rect" and width > 20 and height > 5):
            uprights += 1
    return tuple(sorted(rules, key=lambda rule: (rule.top, rule.x0, rule.x1))), uprights


def _grids(page: pdfplumber.page.Page, x_shift: float, top_shift: float) -> tuple[tuple[tuple[Rect | None, ...], ...], ...]:
    """The cells of tables that are ruled in both directions; at least two by two."""
    grids = []
    for table in page.find_tables():
        rows = tuple(
            tuple(
                None if cell is None else Rect(cell[0] - x_shift, cell[1] - top_shift, cell[2] - x_shift, cell[3] - top_shift)
                for cell in row.cells
            )
            for row in table.rows
        )
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            grids.append(rows)
    return tuple(grids)


def _pictures(page: pdfplumber.page.Page, x_shift: float, top_shift: float) -> Iterator[Rect]:
    """Boxes of images, and of drawings made of many curves."""
    area = float(page.width * page.height)
    boxes = [_rect(image, x_shift, top_shift) for image in page.images]
    yield from (box for box in boxes if 0.01 * area < (box.x1 - box.x0) * (box.bottom - box.top) < 0.8 * area)
    strokes: list[dict[str, Any]] = [*page.curves, *page.lines] if len(page.curves) > 20 or len(page.lines) > 60 else []
    clusters: list[Rect] = []
    for stroke in sorted(strokes, key=lambda mark: (mark["top"], mark["x0"])):
        box = _rect(stroke, x_shift, top_shift)
        if (box.x1 - box.x0) > 0.75 * page.width or (box.bottom - box.top) > 0.75 * page.height:
            continue
        near = [c for c in clusters if box.x0 < c.x1 + 15 and box.x1 > c.x0 - 15 and box.top < c.bottom + 15 and box.bottom > c.top - 15]
        for cluster in near:
            clusters.remove(cluster)
            box = Rect(min(box.x0, cluster.x0), min(box.top, cluster.top), max(box.x1, cluster.x1), max(box.bottom, cluster.bottom))
        clusters.append(box)
    yield from (c for c in clusters if (c.x1 - c.x0) > 80 and (c.bottom - c.top) > 60)


def _rect(mark: dict[str, Any], x_shift: float, top_shift: float) -> Rect:
    return Rect(mark["x0"] - x_shift, mark["top"] - top_shift, mark["x1"] - x_shift, mark["bottom"] - top_shift)


def _check_complete(data: bytes, name: str) -> None:
    announced = re.search(rb"/Linearized[^>]{0,200}?/L\s+(\d+)", data[:2048])
    if b"%%EOF" not in data or (announced and int(announced.group(1)) > len(data) + 1024):
        raise ReadError("truncated_pdf", "the PDF breaks off before its end", where=name, remedy="Download or copy it again.")


def _check_pages(pdf: pdfplumber.pdf.PDF, name: str) -> None:
    if not pdf.pages:
        raise ReadError("truncated_pdf", "the PDF has no page that can be found", where=name, remedy="Download or export it again.")
    if len(pdf.pages) > MAX_PAGES:
        raise ReadError(
            "too_large",
            f"the PDF has {len(pdf.pages)} pages; the limit is {MAX_PAGES}",
            where=name,
            remedy="Split it into single documents.",
        )


def _check_text(pages: tuple[Page, ...], name: str) -> None:
    text = "".join(word.text for page in pages for word in page.words)
    if len(text) < 8 * len(pages):
        raise ReadError(
            "no_text_layer",
            f"the {len(pages)} page(s) hold pictures only, no text",
            where=name,
            remedy="Run it through OCR first, for example: ocrmypdf OLD.pdf NEW.pdf",
        )
    unmapped = sum(len(match.group()) for match in _UNMAPPED.finditer(text))
    if unmapped > 0.2 * len(text):
        raise ReadError(
            "broken_font_map",
            "the fonts do not say which letters they draw",
            where=name,
            remedy="Print it to a new PDF, or run it through OCR: ocrmypdf --force-ocr OLD.pdf NEW.pdf",
        )


def _explained(error: Exception, name: str) -> ReadError:
    """What a failure inside pdfplumber or pdfminer means for the user."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    chain: list[BaseException] = [error]
    while (inner := chain[-1].__cause__ or chain[-1].__context__) is not None and inner not in chain:
        chain.append(inner)
    causes = [*chain, *(argument for link in chain for argument in link.args if isinstance(argument, BaseException))]
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return ReadError(
            "encrypted_pdf", "the PDF is protected by a password", where=name, remedy="Save a copy without password and give that one."
        )
    message = next((str(cause) for cause in reversed(causes) if str(cause)), type(causes[-1]).__name__)
    return ReadError(
        "unreadable_pdf",
        f"the PDF is damaged ({type(causes[-1]).__name__}: {message[:120]})",
        where=name,
        remedy="Open it in a PDF viewer and print it to a new PDF, or download it again.",
    )
