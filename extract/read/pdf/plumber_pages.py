"""Pages as pdfplumber reads them: the reader of record, exact and slow."""

from __future__ import annotations

import copy
import io
import itertools
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from extract.read.pdf.drawings import Drawing, Mark, boxes, is_covered, pictures, rulings_and_grids
from extract.read.pdf.letters import AGAIN
from extract.read.pdf.page import STEEPEST, X_TOLERANCE, Y_TOLERANCE, FoundWord, Page, check_characters, points, printed_words
from extract.read.pdf.turn import Sides, Turn
from extract.read.pdf.turned import Slopes, read_upright

if TYPE_CHECKING:
    import pdfplumber.page

_ABOVE = 0.79
"""How much of a letter's height is above the line it stands on."""
_UNMAPPED = re.compile(r"\(cid:(\d+)\)")


class PlumberPages:
    """An open PDF whose pages pdfplumber reads. Raises what pdfplumber raises."""

    def __init__(self, data: bytes, name: str) -> None:
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of colours and fonts that do not matter for the text
        self._name = name
        self._pdf = pdfplumber.open(io.BytesIO(data), unicode_norm="NFC")

    def __len__(self) -> int:
        return len(self._pdf.pages)

    def page(self, index: int) -> Page:
        """The page at a 0-based index.

        Raises ReadError `too_large` for a page with more letters than a page can hold.
        """
        page = self._pdf.pages[index]
        try:
            check_characters(len(page.chars), self._name, index + 1)
            visible = _visible(page)
            return read_upright(_page(page, visible), _slopes(page), partial(_turned, page, visible))
        finally:
            page.close()

    def close(self) -> None:
        """Lets go of the PDF."""
        self._pdf.close()


def _turned(page: pdfplumber.page.Page, visible: Sides, turn: Turn) -> Page:
    """The visible part of a page, turned: pdfplumber does that to pages of which the PDF says so."""
    import pdfplumber.page

    source = copy.copy(page.page_obj)
    source.rotate = (page.rotation + turn.clockwise) % 360
    source.attrs = {**source.attrs, "Rotate": source.rotate}
    turned = pdfplumber.page.Page(page.pdf, source, page.page_number)
    (x, y), (left, top) = page.mediabox[:2], turned.mediabox[:2]
    whole = Turn(turn.clockwise, page.width, page.height)
    x0, upper, x1, lower = whole.upright((visible[0] - x, visible[1] - y, visible[2] - x, visible[3] - y))
    try:
        return _page(turned, (x0 + left, upper + top, x1 + left, lower + top))
    finally:
        turned.close()


def _slopes(page: pdfplumber.page.Page) -> Slopes:
    right, up = np.array([letter["matrix"][:2] for letter in page.chars], float).reshape(-1, 2).T
    return Slopes(right, up, np.ones(len(up), np.intp))


def _page(page: pdfplumber.page.Page, visible: Sides) -> Page:
    left, top, right, bottom = visible
    drawing = Drawing(page.width, page.height, page.lines, page.rects, page.curves, page.images, left, top)
    rules, grids = rulings_and_grids(drawing)
    words = tuple(printed_words(_words(page, left, top), right - left, bottom - top))
    return Page(
        page.page_number,
        float(right - left),
        float(bottom - top),
        words,
        rules,
        grids,
        tuple(pictures(drawing)),
        boxes(drawing),
        is_covered(drawing),
    )


def _visible(page: pdfplumber.page.Page) -> Sides:
    """The part of the page that a viewer shows."""
    crop, media = page.cropbox, page.bbox
    inside = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    return inside if inside[2] - inside[0] > 50 and inside[3] - inside[1] > 50 else media


def _words(page: pdfplumber.page.Page, left: float, top: float) -> Iterator[FoundWord]:
    from pdfplumber.utils.text import extract_words

    found = extract_words(
        [*_drawn_once(_seen(page.chars))],
        x_tolerance_ratio=X_TOLERANCE,
        y_tolerance=Y_TOLERANCE,
        extra_attrs=["fontname", "size"],
        keep_blank_chars=False,
    )
    for word in found:
        if word.get("upright", True):
            x0, upper, x1, lower = points((word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top))
            yield word["text"], x0, upper, x1, lower, float(word["size"]), str(word["fontname"])


def _seen(letters: Sequence[Mark]) -> Iterator[Mark]:
    """The letters of a page with their meaning, without blanks that the next letter covers: those part no words."""
    for letter, following in itertools.zip_longest(letters, letters[1:]):
        text = letter["text"]
        if following is not None and text.isspace() and abs(following["top"] - letter["top"]) < Y_TOLERANCE:
            middle = (letter["x0"] + letter["x1"]) / 2
            if following["x0"] < middle < following["x1"]:
                continue
        if "(cid:" in text:
            letter = {**letter, "text": _UNMAPPED.sub(_meaning, text)}
        a, b, c, d, _, baseline = letter["matrix"]
        if abs(b) > STEEPEST * abs(a):
            letter = {**letter, "upright": False}
        if c and d and not b:
            letter = _straightened(letter, c / d)
        if d and not b and abs(letter["y0"] - baseline) < 0.01 * letter["size"]:  # the font says that no letter goes below the line
            drop = (1 - _ABOVE) * letter["size"]
            letter = {**letter, **{side: letter[side] + drop for side in ("top", "bottom", "doctop")}}
        yield letter


def _meaning(unmapped: re.Match[str]) -> str:
    """What a sign means whose font does not say so: a code that Latin fonts leave free stands for a bullet, all others for nothing."""
    return "•" if 0x7F <= int(unmapped.group(1)) < 0xA0 else "\ufffd"


def _straightened(letter: Mark, slope: float) -> Mark:
    """A slanted letter as wide as it would be upright, so that it does not reach into its neighbours."""
    left, right = (1 - _ABOVE, _ABOVE) if slope > 0 else (_ABOVE, 1 - _ABOVE)
    lean = abs(slope) * letter["size"]
    return {**letter, "x0": letter["x0"] + left * lean, "x1": letter["x1"] - right * lean}


def _drawn_once(letters: Iterable[Mark]) -> Iterator[Mark]:
    """The letters without those that are drawn over the same letter to look bold."""
    before: dict[tuple[str, str, float], list[tuple[float, float]]] = defaultdict(list)
    for letter in letters:
        near = AGAIN * letter["size"]
        places = before[letter["text"], letter["fontname"], letter["size"]]
        if not any(abs(letter["x0"] - x0) < near and abs(letter["top"] - top) < near for x0, top in places):
            places.append((letter["x0"], letter["top"]))
            yield letter
