"""From bytes to characters, for files that are text; everything that is not is refused with a remedy."""

from __future__ import annotations

import codecs

from extract.errors import ReadError
from extract.read.characters import canonical
from extract.read.unread import refuse_json

MAX_TEXT_BYTES = 10_000_000
"""Longest text that is read: the largest books are a third of this."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 2000
_ALSO_INVALID = 20
"""Bytes that are no UTF-8, beside others that are: so many are told by their lines."""


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark; canonical characters.

    Raises ReadError: `empty_file`, `too_large`, `binary_file`, `invalid_utf8`, `mixed_encodings`, `utf16_without_mark`,
    `unsupported_format`.
    """
    if not data.strip():
        raise ReadError("empty_file", "the file is empty", where=name, remedy="Check that it was saved or downloaded completely.")
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
    refuse_json(text, name)
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
        raise _with_zeros(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, name) from error


def _with_zeros(data: bytes, name: str) -> ReadError:
    """What a file with zero bytes is: text in UTF-16 has them in every second place."""
    head = data[:_HEAD]
    for encoding, high, low in (("UTF-16LE", head[1::2], head[::2]), ("UTF-16BE", head[::2], head[1::2])):
        if high.count(0) > 0.7 * len(high) and low.count(0) < 0.1 * len(low):
            what = f"the text is in {encoding} and does not say so with a byte order mark"
            return ReadError("utf16_without_mark", what, where=name, remedy=f"Convert it: iconv -f {encoding} -t UTF-8 OLD > NEW")
    what = f"byte {data.index(0)} is zero: this is not a text file"
    return ReadError("binary_file", what, where=name, remedy="Give the PDF, or save the document as UTF-8 text.")


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> ReadError:
    """Whether a file is in another encoding, or in two: other letters than ASCII that are valid UTF-8 tell the two apart."""
    line = data.count(b"\n", 0, error.start) + 1
    what = f"byte {error.start} (line {line}) is 0x{data[error.start]:02x}, which is not valid UTF-8"
    kept = sum(c > "\x7f" for c in data.decode("utf-8", "ignore"))
    if kept == 0:
        remedy = "Convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
        return ReadError("invalid_utf8", what, where=name, remedy=remedy)
    text = data.decode("utf-8", "replace")
    bad = [number for number, words in enumerate(text.split("\n"), 1) if "\ufffd" in words]
    shown = ", ".join(map(str, bad[:_ALSO_INVALID])) + (", ..." if len(bad) > _ALSO_INVALID else "")
    what += f", while {kept} other characters are: the file mixes encodings (line{'s' if len(bad) > 1 else ''} {shown})"
    remedy = "Mend these lines in an editor, or leave the bytes out: iconv -c -f UTF-8 -t UTF-8 OLD > NEW"
    return ReadError("mixed_encodings", what, where=name, remedy=remedy)
