"""The letters of a page as PDFium sees them, with the boxes that pdfplumber would give them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.read import pdfium_calls as calls
from extract.read.letters import Letter, Print
from extract.read.page import X_TOLERANCE
from extract.read.pdfium_calls import Cells

_LINE_END_HYPHEN = 2
"""What PDFium gives in place of a hyphen or soft hyphen at a line end."""
_SOFT_HYPHEN, _HYPHEN, _SPACE = 0xAD, 0x2D, 0x20
_UNREADABLE = 0xFFFD
"""Stands for a sign of which the font does not say what it means: PDFium gives its number in the font."""
_SAMPLE = 8
"""Every eighth character is asked whether its font says what it means; the answer is nearly always the same for a whole font."""
_LIGATURES = {"ff": 0xFB00, "fi": 0xFB01, "fl": 0xFB02, "ffi": 0xFB03, "ffl": 0xFB04}
_DEEPEST = -0.35
"""Descent below which a font is made of large signs, not of letters, in font sizes."""
_USUAL_DESCENT = -0.21

_Span = tuple[int, int, int]
"""Characters drawn by one text object: the first, the one behind the last, the address of the object."""
_STRIDE = 8


@dataclass(slots=True)
class Font:
    """A font in use: `widths` are the advances of its characters in font sizes, None where the font does not say."""

    name: str
    descent: float
    is_drawn: bool
    """Each letter is a small drawing (Type 3), so that nothing can be said about its size."""
    widths: dict[int, float | None] = field(default_factory=dict)


class PageLetters:
    """The letters of one open text page.

    `objects` are the addresses of the page's text objects in the order in which they are drawn; `left` and `top` are the corner of
    the visible page in the coordinates of the PDF. What is counted is for judging how far the letters can be trusted.
    """

    def __init__(self, text_page: int, objects: Sequence[int], left: float, top: float) -> None:
        self._page, self._left, self._top = text_page, left, top
        self._cells = Cells()
        self._fonts: dict[int, Font] = {}
        rank = {place: i for i, place in enumerate(objects)}
        spans = list(_spans(text_page))
        self.is_complete = all(place in rank for _, _, place in spans) and bool(spans or not rank)
        """Whether it is known of all letters when they were drawn, and there are letters if there are text objects."""
        self._spans = sorted(spans, key=lambda span: (rank.get(span[2], len(rank)), span[0]))
        self.count = sum(end - start for start, end, _ in spans)
        self.unmapped = 0

    @property
    def has_drawn_letters(self) -> bool:
        """Whether a font is in use whose letters are drawings. Known after the letters were read, as is `unmapped`."""
        return any(font.is_drawn for font in self._fonts.values())

    def pieces(self) -> Iterator[tuple[Print | None, list[Letter]]]:
        """Print and letters piece by piece in the order in which they are drawn; None as print where they do not stand upright."""
        for start, end, place in self._spans:
            yield from self._pieces_of(start, end, place)

    def _pieces_of(self, start: int, end: int, place: int) -> Iterator[tuple[Print | None, list[Letter]]]:
        page, cells = self._page, self._cells
        unicode_of, origin_of = calls.unicode_of, calls.origin_of
        x_cell, y_cell, at_x, at_y = cells.x, cells.y, cells.at_x, cells.at_y
        while start < end and calls.is_generated(page, start):
            start += 1
        calls.character_matrix(page, start, cells.at_matrix)
        a, b, c, d = calls.matrix_values(cells.matrix)[:4]
        calls.font_size_of(place, cells.at_u)
        em = cells.u.value
        handle = calls.font_of(place)
        font = self._font(handle)
        if not (a * d > 0 and b * c <= 0):
            yield None, []
            return
        widths, scale, left = font.widths, a * em, self._left
        low, high = font.descent * em, (font.descent + 1) * em
        size, floor = abs(d * em), self._top - min(d * low, d * high)
        lean_left, lean_right = min(c * low, c * high) - left, max(c * low, c * high) - left
        print_ = (font.name, round(size, 3))
        letters: list[Letter] = []
        level = bottom = top = before_x = float("nan")
        for i in range(start, end):
            code = unicode_of(page, i)
            if code < 33:
                if code == _SPACE and calls.is_generated(page, i):
                    continue  # PDFium puts spaces into gaps; the gaps are judged with the words
                code = self._meant(handle, code, i)
            elif code == _UNREADABLE or (i % _SAMPLE == 0 and calls.is_unmapped(page, i) == 1):
                self.unmapped += 1 if code == _UNREADABLE else _SAMPLE
            origin_of(page, i, at_x, at_y)
            x, y = x_cell.value, y_cell.value
            if y != level:
                if letters:
                    yield print_, letters
                    letters = []
                level, before_x = y, float("nan")
                bottom = floor - y
                top = bottom - size
            if x == before_x and letters:
                letters[-1] = self._ligature(font, handle, letters[-1], code, i, x, scale, lean_right)
                continue
            before_x = x
            width = widths[code] if code in widths else self._width(font, handle, code, i, x, scale)
            advance = width * scale if width is not None else self._box_width(i, x, scale)
            if b:
                tilt = b / a * advance
                low_end, height = bottom - min(0.0, tilt), size + abs(tilt)
                yield (font.name, round(height, 3)), [(x + lean_left, x + advance + lean_right, low_end - height, low_end, chr(code))]
            else:
                letters.append((x + lean_left, x + advance + lean_right, top, bottom, chr(code)))
        if letters:
            yield print_, letters

    def _meant(self, handle: int, code: int, i: int) -> int:
        """The code point of a character that PDFium gives as a control character or a space."""
        if code == _SPACE:
            return code
        if code == _LINE_END_HYPHEN and calls.is_hyphen(self._page, i) == 1:
            return self._hyphen(handle)
        self.unmapped += 1
        return _UNREADABLE

    def _font(self, handle: int) -> Font:
        if handle not in self._fonts:
            room = ctypes.create_string_buffer(calls.font_name_of(handle, None, 0) + 1)
            calls.font_name_of(handle, ctypes.addressof(room), len(room))
            calls.font_descent(handle, 1.0, self._cells.at_u)
            self._cells.length.value = 0
            has_data = calls.font_data(handle, None, 0, self._cells.at_length) and self._cells.length.value
            is_drawn = calls.font_is_embedded(handle) == 1 and not has_data
            descent = -abs(self._cells.u.value)
            name = room.value.decode("utf-8", "replace")
            self._fonts[handle] = Font(name, descent if descent >= _DEEPEST else _USUAL_DESCENT, is_drawn)
        return self._fonts[handle]

    def _ligature(self, font: Font, handle: int, begun: Letter, code: int, i: int, x: float, scale: float, lean_right: float) -> Letter:
        """A letter that goes on with one more character of the same glyph."""
        text = begun[4] + chr(code)
        sign = _LIGATURES.get(text)
        width = self._width(font, handle, sign, i, x, scale) if sign else None
        advance = width * scale if width is not None else self._box_width(i, x, scale)
        return begun[0], x + advance + lean_right, begun[2], begun[3], text

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

    def _width(self, font: Font, handle: int, code: int, i: int, x: float, scale: float) -> float | None:
        """The advance of a character in font sizes. What PDFium gives as its box may be wider, never narrower."""
        calls.loose_box_of(self._page, i, self._cells.at_box)
        given = calls.glyph_width(handle, code, 1.0, self._cells.at_u) and self._cells.u.value
        fits = bool(given) and x + given * scale <= self._cells.box.right + 0.02 * abs(scale)
        font.widths[code] = given if fits else None
        return font.widths[code]

    def _hyphen(self, handle: int) -> int:
        """The hyphen that stands at a line end: the soft one where the font has no other."""
        has_soft, has_plain = (
            calls.glyph_width(handle, code, 1.0, self._cells.at_u) and self._cells.u.value > 0 for code in (_SOFT_HYPHEN, _HYPHEN)
        )
        return _SOFT_HYPHEN if has_soft and not has_plain else _HYPHEN


def _spans(page: int) -> Iterator[_Span]:
    """Which characters each text object draws; characters of no object, put between lines by PDFium, are in none.

    The characters of an object follow each other, so that not each has to be asked for its object.
    """
    object_of, count = calls.text_object_of, calls.character_count(page)
    start = 0
    while start < count:
        place = object_of(page, start)
        end = start + 1
        if place:
            while end + _STRIDE <= count and object_of(page, end + _STRIDE - 1) == place:
                end += _STRIDE
            while end < count and object_of(page, end) == place:
                end += 1
            yield start, end, place
        start = end
