"""Pages as pdfplumber reads them: the reader of record, exact and slow."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.read.drawings import Drawing, boxes, pictures, rulings_and_grids
from extract.read.page import X_TOLERANCE, Y_TOLERANCE, FoundWord, Page, check_characters, points, printed_words

if TYPE_CHECKING:
    import pdfplumber.page


class PlumberPages:
    """An open PDF whose pages pdfplumber reads. Raises what pdfplumber raises."""

    def __init__(self, data: bytes, name: str) -> None:
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of colours and fonts that do not matter for the text
        self._name = name
        self._pdf = pdfplumber.open(io.BytesIO(data), unicode_norm="NFC")

    def __len__(self) -> int:
        return len(self._pdf.pages)

    def page(self, index: int) -> Page:
        """The page at a 0-based index.

        Raises ReadError `too_large` for a page with more letters than a page can hold.
        """
        page = self._pdf.pages[index]
        try:
            check_characters(len(page.chars), self._name, index + 1)
            return _page(page)
        finally:
            page.close()

    def close(self) -> None:
        """Lets go of the PDF."""
        self._pdf.close()


def _page(page: pdfplumber.page.Page) -> Page:
    left, top, right, bottom = _visible(page)
    drawing = Drawing(page.width, page.height, page.lines, page.rects, page.curves, page.images, left, top)
    rules, grids = rulings_and_grids(drawing)
    words = tuple(printed_words(_words(page, left, top), right - left, bottom - top))
    return Page(page.page_number, float(right - left), float(bottom - top), words, rules, grids, tuple(pictures(drawing)), boxes(drawing))


def _visible(page: pdfplumber.page.Page) -> tuple[float, float, float, float]:
    """The part of the page that a viewer shows."""
    crop, media = page.cropbox, page.bbox
    inside = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    return inside if inside[2] - inside[0] > 50 and inside[3] - inside[1] > 50 else media


def _words(page: pdfplumber.page.Page, left: float, top: float) -> Iterator[FoundWord]:
    found = page.extract_words(
        x_tolerance_ratio=X_TOLERANCE, y_tolerance=Y_TOLERANCE, extra_attrs=["fontname", "size"], keep_blank_chars=False
    )
    for word in found:
        if word.get("upright", True):
            x0, upper, x1, lower = points((word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top))
            yield word["text"], x0, upper, x1, lower, float(word["size"]), str(word["fontname"])
