"""The fonts of the styles: the fourteen that every PDF reader has, and TrueType fonts where the machine has them."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_STANDARD = {
    "times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
}
_TRUETYPE = {
    "liberation serif": ("LiberationSerif", "Regular", "Bold", "Italic", "BoldItalic"),
    "liberation sans": ("LiberationSans", "Regular", "Bold", "Italic", "BoldItalic"),
    "liberation narrow": ("LiberationSansNarrow", "Regular", "Bold", "Italic", "BoldItalic"),
    "dejavu condensed": ("DejaVuSerifCondensed", "", "Bold", "Italic", "BoldItalic"),
}
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_INSTEAD = {"liberation sans": "helvetica", "liberation narrow": "helvetica"}
_PLAINER = str.maketrans(
    {"\u2009": " ", "\u00a0": " ", "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2032": "'", "\u2033": '"', "\u200a": " "}
)


@cache
def faces_of(family: str) -> tuple[str, str, str, str]:
    """The names of the regular, bold, italic and bold italic font; the nearest of the fourteen where the family is not there."""
    if family in _STANDARD:
        return _STANDARD[family]
    stem, *cuts = _TRUETYPE[family]
    names = []
    for cut in cuts:
        file = f"{stem}-{cut}.ttf" if cut else f"{stem}.ttf"
        path = next((path for folder in _FOLDERS for path in sorted(Path(folder).rglob(file))), None)
        if path is None:
            return _STANDARD[_INSTEAD.get(family, "times")]
        name = f"{stem}-{cut or 'Regular'}"
        try:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        except TTFError:
            return _STANDARD[_INSTEAD.get(family, "times")]
        names.append(name)
    return (names[0], names[1], names[2], names[3])


def face_of(family: str, bold: bool, italic: bool) -> str:
    """The name of one font of a family."""
    return faces_of(family)[bold + 2 * italic]


@cache
def has_letter(font: str, letter: str) -> bool:
    """Whether a font can print a letter, a standard one with the help of Symbol."""
    found = pdfmetrics.getFont(font)
    if isinstance(found, TTFont):
        return ord(letter) in found.face.charToGlyph
    for one in [found, *found.substitutionFonts]:
        try:
            letter.encode(one.encName)
        except (UnicodeEncodeError, LookupError):
            continue
        return True
    return False


@cache
def printable(letter: str, font: str) -> str:
    """The letter itself, else the plainer one that the font can print; nothing where there is none."""
    if letter == " " or has_letter(font, letter):
        return letter
    plainer = unicodedata.normalize("NFKD", letter.translate(_PLAINER))
    return "".join(one for one in plainer if not unicodedata.combining(one) and (one == " " or has_letter(font, one)))


@cache
def width_of(text: str, font: str, size: float) -> float:
    """How wide a text is printed, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
