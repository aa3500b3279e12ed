"""The letters of a page as PDFium sees them, with the boxes that pdfplumber would give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extract.read.pdf import pdfium_calls as calls
from extract.read.pdf.letters import Flags, Floats, Integers, Letters, Print
from extract.read.pdf.page import STEEPEST, X_TOLERANCE
from extract.read.pdf.pdfium_calls import Cells, Pairs
from extract.read.pdf.pdfium_fonts import Font, Fonts
from extract.read.pdf.turned import Slopes

_SPACE = 0x20
_UNREADABLE = 0xFFFD
"""Stands for a sign of which the font does not say what it means: PDFium gives its number in the font."""
_LIGATURES = {"ff": 0xFB00, "fi": 0xFB01, "fl": 0xFB02, "ffi": 0xFB03, "ffl": 0xFB04}
_LAST_CONTROL = 0x9F
_CODE_BITS = 21


class _Looks(NamedTuple):
    """How text objects draw, with a number for each in every column: font, font size along the line, size, and where the boxes of
    letters lie around their origins.

    `block` is how many text objects before it are not upright; they part those that are.
    """

    font: Integers
    scale: Floats
    size: Floats
    floor: Floats
    tilt: Floats
    block: Integers


class PageLetters:
    """The letters of one open text page.

    `objects` are the addresses of the page's text objects in the order in which they are drawn; `left` and `top` are the corner of
    the visible page in the coordinates of the PDF. What is counted is for judging how far the letters can be trusted.
    """

    def __init__(self, text_page: int, objects: Sequence[int], left: float, top: float, fonts: Fonts, pairs: Pairs) -> None:
        self._page, self._left, self._top = text_page, left, top
        self._fonts, self._pairs = fonts, pairs
        self._cells = Cells()
        rank = {place: i for i, place in enumerate(objects)}
        spans = calls.spans_of_objects(text_page)
        self.is_complete = all(place in rank for _, _, place in spans) and bool(spans or not rank)
        """Whether it is known of all letters when they were drawn, and there are letters if there are text objects."""
        self._spans = sorted(spans, key=lambda span: (rank.get(span[2], len(rank)), span[0]))
        self.count = sum(end - start for start, end, _ in spans)
        self.unmapped = 0
        """How many letters have no meaning. Known after the letters were read."""
        self.slopes = Slopes(np.zeros(0), np.zeros(0), np.zeros(0, np.intp))
        """How the letters run, also those that do not stand upright. Known after the letters were read."""

    def letters(self) -> Letters:
        """The letters that stand upright, in the order in which they are drawn."""
        codes = calls.codes_of(self._page)
        generated = np.zeros(len(codes), bool)  # PDFium puts spaces into gaps; the gaps are judged with the words
        spaces = np.flatnonzero(codes == _SPACE)
        generated[spaces] = calls.are_generated(self._page, spaces.tolist())
        starts, ends, looks, fonts = self._looks(generated)
        at, of = _characters(starts, ends, generated)
        codes = codes[at]
        x, y = calls.origins_of(self._page, at.tolist(), self._pairs)
        self._tell_meaning(codes, at, looks.font[of], fonts)

        begins = np.ones(len(at), bool)  # a character at the place of the one before it belongs to the same ligature
        begins[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1]) | (of[1:] != of[:-1]) | (codes[:-1] == _SPACE)
        whole = np.cumsum(begins) - 1
        rest = np.flatnonzero(~begins)
        tails: dict[int, str] = {}
        for i in rest.tolist():
            tails[int(whole[i])] = tails.get(int(whole[i]), "") + chr(codes[i])
        last = at[np.append(begins[1:], True)] if len(at) else at
        codes, at, of, x, y = codes[begins], at[begins], of[begins], x[begins], y[begins]
        font, scale = looks.font[of], looks.scale[of]
        advance, unmapped = self._advances(fonts, font, codes, at, x, scale)
        codes[unmapped] = _UNREADABLE
        self.unmapped = int(np.count_nonzero(codes == _UNREADABLE))
        for i, tail in tails.items():
            sign = _LIGATURES.get(chr(codes[i]) + tail)
            end, x_i, scale_i = int(last[i]), float(x[i]), float(scale[i])
            width = self._width(fonts[font[i]], sign, end, x_i, scale_i) if sign else None
            advance[i] = width * scale_i if width is not None else self._box_width(end, x_i, scale_i)

        rise = looks.tilt[of] * advance
        bottom = looks.floor[of] - y - np.minimum(0.0, rise)
        height = looks.size[of] + np.abs(rise)
        runs, prints = _runs(fonts, font, np.round(height, 3), looks.block[of])
        x0 = x - self._left
        return Letters(codes, x0, x0 + advance, bottom - height, bottom, runs, tails, prints)

    def _looks(self, generated: Flags) -> tuple[Integers, Integers, _Looks, list[Font]]:
        """Where the characters of the upright text objects begin and end, how they look, and the fonts in use."""
        drawn = np.append(np.flatnonzero(~generated), len(generated))
        starts, ends, places = np.array(self._spans, np.intp).reshape(-1, 3).T
        starts = drawn[np.searchsorted(drawn, starts)]
        starts, ends, places = (column[starts < ends] for column in (starts, ends, places))
        a, b, c, d = calls.matrices_of(self._page, starts.tolist())
        self.slopes = Slopes(a, b, ends - starts)
        handles, em = calls.prints_of(places.tolist())
        known = {handle: i for i, handle in enumerate(dict.fromkeys(handles))}
        fonts = [self._fonts.of(handle) for handle in known]
        font = np.array([known[handle] for handle in handles], np.intp)
        low = np.array([each.descent for each in fonts])[font] * em
        high = low + em
        upright = (a * d > 0) & (b * c <= 0) & (np.abs(b) <= STEEPEST * np.abs(a))
        looks = _Looks(
            font,
            a * em,
            np.abs(d * em),
            self._top - np.minimum(d * low, d * high),
            np.divide(b, a, out=np.zeros(len(a)), where=a != 0),
            np.cumsum(~upright),
        )
        return starts[upright], ends[upright], _Looks(*(column[upright] for column in looks)), fonts

    def _tell_meaning(self, codes: Integers, at: Integers, font: Integers, fonts: Sequence[Font]) -> None:
        """Puts the meaning in place of what PDFium gives as control characters."""
        for i in np.flatnonzero(codes < _SPACE).tolist():
            is_hyphen = codes[i] == calls.LINE_END_HYPHEN and calls.is_hyphen(self._page, int(at[i])) == 1
            codes[i] = fonts[font[i]].hyphen if is_hyphen else _UNREADABLE

    def _advances(
        self, fonts: Sequence[Font], font: Integers, codes: Integers, at: Integers, x: Floats, scale: Floats
    ) -> tuple[Floats, Flags]:
        """How far each letter moves on, in points, and whether its font does not say what it means."""
        kinds, first, kind = np.unique((font << _CODE_BITS) + codes, return_index=True, return_inverse=True)
        places = zip(kinds.tolist(), at[first].tolist(), x[first].tolist(), scale[first].tolist(), strict=True)
        widths: list[float | None] = []
        unmapped: list[bool] = []
        for key, i, *place in places:
            own, code = fonts[key >> _CODE_BITS], key & ((1 << _CODE_BITS) - 1)
            widths.append(self._width(own, code, i, *place))
            if code not in own.unmapped:
                own.unmapped[code] = code > _LAST_CONTROL and calls.is_unmapped(self._page, i) == 1
            unmapped.append(own.unmapped[code])
        advance: Floats = np.array(widths, float)[kind] * scale
        for i in np.flatnonzero(np.isnan(advance)).tolist():
            advance[i] = self._box_width(int(at[i]), float(x[i]), float(scale[i]))
        return advance, np.array(unmapped, bool)[kind]

    def _box_width(self, i: int, x: float, scale: float) -> float:
        """How far the box of a character reaches to the right of its origin: its advance, or farther where its shape does.

        PDFium, which knows the advance, puts a space behind the character where it sees a gap; the box must leave that gap.
        """
        cells = self._cells
        calls.loose_box_of(self._page, i, cells.at_box)
        right = float(cells.box.right)
        if calls.is_generated(self._page, i + 1) and calls.unicode_of(self._page, i + 1) == _SPACE:
            calls.origin_of(self._page, i + 1, cells.at_x, cells.at_y)
            right = min(right, cells.x.value - (X_TOLERANCE + 0.01) * scale)
        return max(0.0, right - x)

    def _width(self, font: Font, code: int, i: int, x: float, scale: float) -> float | None:
        """The advance of a character in font sizes. What PDFium gives as its box may be wider, never narrower."""
        if code not in font.widths:
            calls.loose_box_of(self._page, i, self._cells.at_box)
            given = font.advance(code)
            fits = given is not None and x + given * scale <= self._cells.box.right + 0.02 * abs(scale)
            font.widths[code] = given if fits else None
        return font.widths[code]


def _characters(starts: Integers, ends: Integers, generated: Flags) -> tuple[Integers, Integers]:
    """The numbers of the characters from starts to ends, and the number of the start of each."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    at = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    drawn = ~generated[at]
    return at[drawn], np.repeat(np.arange(len(starts)), lengths)[drawn]


def _runs(fonts: Sequence[Font], font: Integers, size: Floats, block: Integers) -> tuple[Integers, list[Print]]:
    """For each letter the number of its run, and the print of each run."""
    names = [font.name for font in fonts]
    name = np.array([names.index(each) for each in names], np.intp)[font]
    begins = np.ones(len(font), bool)
    begins[1:] = (name[1:] != name[:-1]) | (size[1:] != size[:-1]) | (block[1:] != block[:-1])
    return np.cumsum(begins) - 1, [(names[name[i]], float(size[i])) for i in np.flatnonzero(begins)]
