"""The pages of a PDF: read by PDFium, and by pdfplumber, the reader of record, where PDFium's reading is doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.errors import ReadError
from extract.read.page import Page, PageSource, Rect, Word

__all__ = ["Page", "ReadPages", "Rect", "Word", "pages_of", "read_pages"]

MAX_PDF_BYTES = 300_000_000
MAX_PAGES = 3000
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


class ReadPages(NamedTuple):
    """The pages of a PDF, and the numbers of those that pdfplumber read because of a doubt, each with the doubt."""

    pages: tuple[Page, ...]
    doubts: tuple[tuple[int, str], ...]


def pages_of(data: bytes, name: str) -> tuple[Page, ...]:
    """The pages of a PDF.

    Raises ReadError: `encrypted_pdf`, `truncated_pdf`, `unreadable_pdf`, `no_text_layer`, `broken_font_map`, `too_large`.
    """
    return read_pages(data, name).pages


def read_pages(data: bytes, name: str, *, fast: bool = True) -> ReadPages:
    """The pages of a PDF with the doubts about them; all of them read by pdfplumber when not `fast`.

    Raises ReadError as `pages_of` does.
    """
    if len(data) > MAX_PDF_BYTES:
        raise ReadError("too_large", f"the PDF is {len(data) / 1e6:.0f} MB", where=name, remedy="Split it into one file for each document.")
    _check_complete(data, name)
    try:
        read = (_fast(data, name) if fast else None) or ReadPages(_of_record(data, name), ())
    except ReadError:
        raise
    except Exception as error:
        raise _explained(error, name) from error
    _check_text(read.pages, name)
    return read


def _fast(data: bytes, name: str) -> ReadPages | None:
    """What PDFium reads, with the doubtful pages from pdfplumber; None where only pdfplumber can tell what is in the file."""
    import pypdfium2

    from extract.read.pdfium_pages import DoubtfulPage, PdfiumPages

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
        _check_pages(source, name)
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
        _check_pages(source, name)
        return tuple(source.page(index) for index in range(len(source)))
    finally:
        source.close()


def _record(data: bytes, name: str) -> PageSource:
    from extract.read.plumber_pages import PlumberPages

    return PlumberPages(data, name)


def _check_complete(data: bytes, name: str) -> None:
    announced = re.search(rb"/Linearized[^>]{0,200}?/L\s+(\d+)", data[:2048])
    if b"%%EOF" not in data or (announced and int(announced.group(1)) > len(data) + 1024):
        raise ReadError("truncated_pdf", "the PDF breaks off before its end", where=name, remedy="Download or copy it again.")


def _check_pages(pdf: PageSource, name: str) -> None:
    if len(pdf) == 0:
        raise ReadError("truncated_pdf", "the PDF has no page that can be found", where=name, remedy="Download or export it again.")
    if len(pdf) > MAX_PAGES:
        raise ReadError(
            "too_large",
            f"the PDF has {len(pdf)} pages; the limit is {MAX_PAGES}",
            where=name,
            remedy="Split it into single documents.",
        )


def _check_text(pages: Sequence[Page], name: str) -> None:
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
