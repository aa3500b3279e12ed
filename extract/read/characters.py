"""Characters as the canonical text holds them: NFC, ordinary spaces, no ligatures, no invisible marks."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_NEWLINES = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]
)
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_CONTROLS = {code: None for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\t\n\r\x0b\x0c\x85"}
_TABLE = {**_LIGATURES, **_SPACES, **_NEWLINES, **_INVISIBLE, **_HYPHENS, **_CONTROLS}
_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    """The text in NFC with its line ends as "\\n": ligatures spelt out, special spaces made plain, invisible characters removed.

    Soft hyphens stay at line ends, where they say that a word goes on, and vanish elsewhere.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATES.sub("\ufffd", text).translate(_TABLE)
    text = re.sub(rf"{SOFT_HYPHEN}(?!\s*(?:\n|$))", "", text)
    return unicodedata.normalize("NFC", text)


def single_spaced(text: str) -> str:
    """The text with every run of white space as one space, none at the ends."""
    return " ".join(text.split())
