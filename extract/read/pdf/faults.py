"""What is wrong with a PDF, said so that its owner can mend it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection, Iterable, Sequence
from typing import NoReturn

from extract.errors import ReadError
from extract.model.document import Fault
from extract.read.legible import why_illegible
from extract.read.pdf.page import Page, PageSource

MAX_PDF_BYTES = 300_000_000
MAX_PAGES = 3000
_LEAST_LETTERS = 8
"""What a page of a paper holds on average at the least: less is page numbers."""
_STAMP = 150
"""Letters of a line or two that a website prints on a scanned page."""
_PRINT_AGAIN = "Print it to a new PDF, or run it through OCR: ocrmypdf --force-ocr OLD.pdf NEW.pdf"


def check_complete(data: bytes, name: str) -> None:
    if len(data) > MAX_PDF_BYTES:
        raise ReadError("too_large", f"the PDF is {len(data) / 1e6:.0f} MB", where=name, remedy="Split it into one file for each document.")
    announced = re.search(rb"/Linearized[^>]{0,200}?/L\s+(\d+)", data[:2048])
    if b"%%EOF" not in data or (announced and int(announced.group(1)) > len(data) + 1024):
        raise ReadError("truncated_pdf", "the PDF breaks off before its end", where=name, remedy="Download or copy it again.")


def check_pages(pdf: PageSource, name: str) -> None:
    if len(pdf) == 0:
        raise ReadError("truncated_pdf", "the PDF has no page that can be found", where=name, remedy="Download or export it again.")
    if len(pdf) > MAX_PAGES:
        raise ReadError(
            "too_large",
            f"the PDF has {len(pdf)} pages; the limit is {MAX_PAGES}",
            where=name,
            remedy="Split it into single documents.",
        )


def text_faults(pages: Sequence[Page], name: str) -> tuple[tuple[Page, ...], tuple[Fault, ...]]:
    """The pages, without the words of those that nobody can read, and what is wrong with some of them.

    Raises ReadError `no_text_layer` and `broken_font_map` where that is wrong with all of them, or with most.
    """
    if sum(len(word.text) for page in pages for word in page.words) < _LEAST_LETTERS * len(pages):
        what = f"the {len(pages)} page(s) hold pictures only, no text"
        raise ReadError("no_text_layer", what, where=name, remedy="Run it through OCR first, for example: ocrmypdf OLD.pdf NEW.pdf")
    texts = [" ".join([word.text for word in page.words]) for page in pages]
    illegible = {page.number: why for page, text in zip(pages, texts, strict=True) if text and (why := why_illegible(text))}
    lost = sum(len(text) for page, text in zip(pages, texts, strict=True) if page.number in illegible)
    why = next(iter(illegible.values())) if lost > 0.5 * sum(map(len, texts)) else why_illegible(" ".join(texts))
    if why:
        what = f"the fonts do not say which letters they draw: {why}"
        raise ReadError("broken_font_map", what, where=name, remedy=_PRINT_AGAIN)
    faults: list[Fault] = []
    if illegible:
        why = next(iter(illegible.values()))
        what = f"{_pages(illegible)} cannot be read and {_are(illegible)} left out: {why}"
        faults.append(Fault("broken_font_map", what, _PRINT_AGAIN))
    if scanned := [page.number for page in pages if _is_scanned(page)]:
        what = f"{_pages(scanned)} {_are(scanned)} pictures without text"
        remedy = "Run it through OCR and give the copy: ocrmypdf --skip-text OLD.pdf NEW.pdf"
        faults.append(Fault("pages_without_text", what, remedy))
    return tuple(page._replace(words=()) if page.number in illegible else page for page in pages), tuple(faults)


def _is_scanned(page: Page) -> bool:
    """Whether an image covers a page on which no more stands than a stamp."""
    return page.covered and sum(len(word.text) for word in page.words) < _STAMP


def _pages(numbers: Iterable[int]) -> str:
    """The numbers of pages as a reader writes them: "pages 3-5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ", ".join("-".join(map(str, run)) for run in runs)
    return f"page {shown}" if shown.isdigit() else f"pages {shown}"


def _are(numbers: Collection[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def explain(error: Exception, name: str) -> NoReturn:
    """Raises what a failure inside PDFium, pdfplumber or pdfminer means for the user; a failure of our own as it is."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    *_, last = traceback.walk_tb(error.__traceback__)
    if isinstance(error, MemoryError) or last[0].f_globals.get("__name__", "").startswith("extract."):
        raise error
    chain: list[BaseException] = [error]
    while (inner := chain[-1].__cause__ or chain[-1].__context__) is not None and inner not in chain:
        chain.append(inner)
    causes = [*chain, *(argument for link in chain for argument in link.args if isinstance(argument, BaseException))]
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        what, remedy = "the PDF is protected by a password", "Save a copy without password and give that one."
        raise ReadError("encrypted_pdf", what, where=name, remedy=remedy) from error
    message = next((str(cause) for cause in reversed(causes) if str(cause)), type(causes[-1]).__name__)
    what = f"the PDF is damaged ({type(causes[-1]).__name__}: {message[:120]})"
    remedy = "Open it in a PDF viewer and print it to a new PDF, or download it again."
    raise ReadError("unreadable_pdf", what, where=name, remedy=remedy) from error
