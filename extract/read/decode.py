"""From bytes to characters, for files that are text; everything that is not is refused with a remedy."""

from __future__ import annotations

import codecs
import re

from extract.errors import ReadError
from extract.read.characters import canonical

MAX_TEXT_BYTES = 10_000_000
"""Longest text that is read: the largest books are a third of this."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_MAGIC = {
    b"PK\x03\x04": "a ZIP archive (Word, Excel or EPUB files are such archives)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office file",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "an SQLite database",
    b"{\\rtf": "a rich text file",
    b"%!PS": "a PostScript file",
}
_MARKUP = re.compile(r"\s*(?:<\?xml|<!DOCTYPE|<html|<article|<PubmedArticle|<collection)\b", re.I)


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark; canonical characters.

    Raises ReadError: `empty_file`, `too_large`, `binary_file`, `invalid_utf8`, `unsupported_format`.
    """
    if not data.strip():
        raise ReadError("empty_file", "the file is empty", where=name, remedy="Check that it was saved or downloaded completely.")
    for magic, what in _BINARY_MAGIC.items():
        if data.startswith(magic):
            raise ReadError(
                "binary_file", f"the file is {what}, not text", where=name, remedy="Save the document as PDF or as UTF-8 text first."
            )
    if len(data) > MAX_TEXT_BYTES:
        raise ReadError(
            "too_large",
            f"the text is {len(data) / 1e6:.0f} MB long; the limit is {MAX_TEXT_BYTES / 1e6:.0f} MB",
            where=name,
            remedy="Split it into one file for each document.",
        )
    text = _characters(data, name)
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\x0b\x0c")
    if controls > 20 + len(text) // 50:
        raise ReadError(
            "binary_file", f"the file holds {controls} control characters", where=name, remedy="Save the document as UTF-8 text first."
        )
    if _MARKUP.match(text):
        raise ReadError(
            "unsupported_format", "the file is XML or HTML", where=name, remedy="Save the document as PDF, plain text or Markdown first."
        )
    text = canonical(text)
    if not text.strip():
        raise ReadError("empty_file", "the file holds no visible character", where=name, remedy="Check that it is the file you meant.")
    return text


def _characters(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"invalid_{encoding[:6].replace('-', '')}",
                    f"byte {error.start} does not fit the encoding that the file's byte order mark announces ({encoding})",
                    where=name,
                    remedy="Save the file again as UTF-8.",
                ) from error
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise ReadError(
            "binary_file",
            f"byte {at} is zero: this is not a text file",
            where=name,
            remedy="Give the PDF, or save the document as UTF-8 text.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(
            "invalid_utf8",
            f"byte {error.start} (line {line}) is 0x{data[error.start]:02x}, which is not valid UTF-8",
            where=name,
            remedy="Convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        ) from error
