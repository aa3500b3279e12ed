"""A page of an open PDF turned by a right angle, for PDFium to read it as if it were printed that way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read.pdf.turn import Turn


@contextmanager
def turned_page(pdf: pypdfium2.PdfDocument, index: int, turn: Turn) -> Iterator[pypdfium2.PdfPage]:
    """The page at a 0-based index in a copy of its own, turned, with the lower left corner of what is visible at 0, 0.

    Raises pypdfium2.PdfiumError where the page cannot be copied.
    """
    with pypdfium2.PdfDocument.new() as copy:
        copy.import_pages(pdf, [index])
        page = copy[0]
        left, bottom, right, top = page.get_bbox()
        matrix = pdfium.FS_MATRIX(0, -1, 1, 0, -bottom, right) if turn.clockwise == 90 else pdfium.FS_MATRIX(0, 1, -1, 0, top, -left)
        if not pdfium.FPDFPage_TransFormWithClip(page.raw, matrix, None):
            raise pypdfium2.PdfiumError("The page cannot be turned.")
        for set_box in (page.set_mediabox, page.set_cropbox):
            set_box(0, 0, top - bottom, right - left)
        page.close()
        page = copy[0]  # opened again, its print is where the matrix puts it
        try:
            yield page
        finally:
            page.close()
