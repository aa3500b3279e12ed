"""What is wrong with a PDF, said so that its owner can mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.errors import ReadError
from extract.read.page import Page, PageSource

MAX_PDF_BYTES = 300_000_000
MAX_PAGES = 3000
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


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


def check_text(pages: Sequence[Page], name: str) -> None:
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


def explained(error: Exception, name: str) -> ReadError:
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
