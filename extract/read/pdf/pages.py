"""The pages of a PDF: read by PDFium, and by pdfplumber, the reader of record, where PDFium's reading is doubtful."""

from __future__ import annotations

from typing import NamedTuple

from extract.errors import ReadError
from extract.model.document import Fault
from extract.read.pdf.faults import check_complete, check_pages, explain, text_faults
from extract.read.pdf.page import Page, PageSource, Rect, Word

__all__ = ["Page", "ReadPages", "Rect", "Word", "read_pages"]


class ReadPages(NamedTuple):
    """The pages of a PDF, and the numbers of those that pdfplumber read because of a doubt, each with the doubt.

    `faults` are what is wrong with some of the pages.
    """

    pages: tuple[Page, ...]
    doubts: tuple[tuple[int, str], ...]
    faults: tuple[Fault, ...] = ()


def read_pages(data: bytes, name: str, *, fast: bool = True) -> ReadPages:
    """The pages of a PDF with the doubts about them; all of them read by pdfplumber when not `fast`.

    Raises ReadError: `encrypted_pdf`, `truncated_pdf`, `unreadable_pdf`, `no_text_layer`, `broken_font_map`, `too_large`.
    """
    check_complete(data, name)
    try:
        read = (_fast(data, name) if fast else None) or ReadPages(_of_record(data, name), ())
    except ReadError:
        raise
    except Exception as error:
        explain(error, name)
    pages, faults = text_faults(read.pages, name)
    return ReadPages(pages, read.doubts, faults)


def _fast(data: bytes, name: str) -> ReadPages | None:
    """What PDFium reads, with the doubtful pages from pdfplumber; None where only pdfplumber can tell what is in the file."""
    import pypdfium2

    from extract.read.pdf.pdfium_pages import DoubtfulPage, PdfiumPages

    try:
        source = PdfiumPages(data, name)
    except pypdfium2.PdfiumError:
        return None
    record: PageSource | None = None
    pages: list[Page] = []
    doubts: list[tuple[int, str]] = []
    try:
        if len(source) == 0:
            return None
        check_pages(source, name)
        for index in range(len(source)):
            try:
                pages.append(source.page(index))
            except DoubtfulPage as doubt:
                record = record or _record(data, name)
                if len(record) != len(source):
                    return None
                pages.append(record.page(index))
                doubts.append((index + 1, str(doubt)))
    finally:
        source.close()
        if record is not None:
            record.close()
    return ReadPages(tuple(pages), tuple(doubts))


def _of_record(data: bytes, name: str) -> tuple[Page, ...]:
    source = _record(data, name)
    try:
        check_pages(source, name)
        return tuple(source.page(index) for index in range(len(source)))
    finally:
        source.close()


def _record(data: bytes, name: str) -> PageSource:
    from extract.read.pdf.plumber_pages import PlumberPages

    return PlumberPages(data, name)
