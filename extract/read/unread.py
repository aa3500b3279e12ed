"""Kinds of files that are known by their content and are not read, each with what to do instead."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from extract.errors import ReadError

_AS_PDF = "Save it as PDF or as plain text and give that."
_OCR = "Make a PDF of it with a text layer, for example: ocrmypdf --image-dpi 300 PICTURE NEW.pdf"
_UNPACK = "Unpack it and give the files in it."
_HEAD = 1 << 16


class _Kind(NamedTuple):
    """What a file with these bytes at this place is, and the remedy."""

    at: int
    magic: bytes
    what: str
    remedy: str


_KINDS = (
    _Kind(0, b"{\\rtf", "a rich text file (RTF)", _AS_PDF),
    _Kind(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file (.doc, .xls or .ppt)", _AS_PDF),
    _Kind(0, b"%!PS", "a PostScript file", "Turn it into a PDF, for example: ps2pdf OLD.ps NEW.pdf"),
    _Kind(0, b"AT&TFORM", "a DjVu file", "Turn it into a PDF, for example: ddjvu -format=pdf OLD.djvu NEW.pdf, and run OCR on that."),
    _Kind(60, b"BOOKMOBI", "a Kindle or Mobipocket book", "Give the PDF of the book, or save it as plain text."),
    _Kind(0, b"\x89PNG\r\n", "a PNG image", _OCR),
    _Kind(0, b"\xff\xd8\xff", "a JPEG image", _OCR),
    _Kind(0, b"GIF8", "a GIF image", _OCR),
    _Kind(0, b"II*\x00", "a TIFF image", _OCR),
    _Kind(0, b"MM\x00*", "a TIFF image", _OCR),
    _Kind(8, b"WEBP", "a WebP image", _OCR),
    _Kind(4, b"ftypheic", "an HEIC image", _OCR),
    _Kind(0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", _OCR),
    _Kind(0, b"\x1f\x8b", "a gzip file inside a gzip file", _UNPACK),
    _Kind(0, b"BZh", "a bzip2 archive", _UNPACK),
    _Kind(0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    _Kind(0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    _Kind(0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    _Kind(0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    _Kind(257, b"ustar", "a tar archive", _UNPACK),
    _Kind(0, b"SQLite format 3\x00", "an SQLite database", "Name the documents themselves; the database that they go into comes first."),
    _Kind(0, b"\x7fELF", "a program", "Check that it is the file you meant."),
)
_IN_ZIP = (
    (b"word/", "a Word document (.docx)", _AS_PDF),
    (b"xl/", "an Excel workbook (.xlsx)", "Save the sheet as text with tabs, or the document as PDF."),
    (b"ppt/", "a PowerPoint presentation (.pptx)", _AS_PDF),
    (b"application/epub+zip", "an EPUB book", "Give the PDF of the book, or save it as plain text."),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.odt, .ods or .odp)", _AS_PDF),
)
_TEX = re.compile(rb"(?:\s*%[^\n]*\n)*\s*\\document(?:class|style)\b")
_MIME = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?Content-Type:\s*(?:multipart|text/html)", re.I)


def refuse_unread(data: bytes, name: str) -> None:
    """Nothing for bytes that may be a document. Raises ReadError `unsupported_format` for those of a kind that is not read."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = data[:_HEAD] + data[-_HEAD:]  # a ZIP file names its members at both ends: nothing is unpacked
        what, remedy = next(((what, remedy) for magic, what, remedy in _IN_ZIP if magic in names), ("a ZIP archive", _UNPACK))
        raise _refused(what, name, remedy)
    for kind in _KINDS:
        if data.startswith(kind.magic, kind.at):
            raise _refused(kind.what, name, kind.remedy)
    if data[:1] == b"B" and data[:2] == b"BM" and data[6:10] == bytes(4):
        raise _refused("a BMP image", name, _OCR)
    if _TEX.match(data[:_HEAD]):
        raise _refused("LaTeX source", name, "Give the PDF that is made from it.")
    if _MIME.match(data[:_HEAD]):
        raise _refused(
            "a mail or a web page saved with all its parts (MIME)", name, "Save the document that is in it as a file of its own."
        )


def refuse_json(text: str, name: str) -> None:
    """Nothing for other texts. Raises ReadError `unsupported_format` for JSON."""
    if text.lstrip()[:1] not in ("{", "["):
        return
    try:
        found = json.loads(text)
    except RecursionError:
        found = {}
    except ValueError:
        return
    if isinstance(found, dict) or any(isinstance(item, dict | list) for item in found):
        raise _refused("JSON", name, "Give the same document as JATS XML, PubMed XML, PubTator, PDF or text.")


def _refused(what: str, name: str, remedy: str) -> ReadError:
    return ReadError("unsupported_format", f"the file is {what}, which is not read", where=name, remedy=remedy)
