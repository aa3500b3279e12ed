"""What PDFium says of the fonts of a PDF, asked once for all neighbouring pages that use a font."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

from extract.read.pdf import pdfium_calls as calls
from extract.read.pdf.pdfium_calls import Cells

_SOFT_HYPHEN, _HYPHEN = 0xAD, 0x2D
_DEEPEST = -0.35
"""Descent below which a font is made of large signs, not of letters, in font sizes."""
_USUAL_DESCENT = -0.21


@dataclass(slots=True)
class Font:
    """A font in use: `widths` are the advances of its characters in font sizes, None where the font does not say.

    `unmapped` says of characters whether the font does not say what they mean.
    """

    handle: int
    name: str
    descent: float
    is_drawn: bool
    """Each letter is a small drawing (Type 3), so that nothing can be said about its size."""
    widths: dict[int, float | None] = field(default_factory=dict)
    unmapped: dict[int, bool] = field(default_factory=dict)

    def advance(self, code: int) -> float | None:
        """How far the font moves on behind a character, in font sizes; None where it has no such character."""
        cells = Cells()
        return cells.u.value if calls.glyph_width(self.handle, code, 1.0, cells.at_u) and cells.u.value else None

    @property
    def hyphen(self) -> int:
        """The hyphen that the font draws at a line end: the soft one where it has no other."""
        return _SOFT_HYPHEN if self.advance(_SOFT_HYPHEN) and not self.advance(_HYPHEN) else _HYPHEN


class Fonts:
    """The fonts of the page that is being read, by their address; those of the page before it are known as long as that is open."""

    def __init__(self) -> None:
        self._before: dict[int, Font] = {}
        self._here: dict[int, Font] = {}

    def turn_page(self) -> None:
        """Begins a page."""
        self._before, self._here = self._here, {}

    def of(self, handle: int) -> Font:
        """The font at an address."""
        if handle not in self._here:
            self._here[handle] = self._before.get(handle) or _font(handle)
        return self._here[handle]

    @property
    def are_drawn(self) -> bool:
        """Whether one of the page's fonts is made of drawings."""
        return any(font.is_drawn for font in self._here.values())


def _font(handle: int) -> Font:
    cells = Cells()
    room = ctypes.create_string_buffer(calls.font_name_of(handle, None, 0) + 1)
    calls.font_name_of(handle, ctypes.addressof(room), len(room))
    calls.font_descent(handle, 1.0, cells.at_u)
    has_data = calls.font_data(handle, None, 0, cells.at_length) and cells.length.value
    is_drawn = calls.font_is_embedded(handle) == 1 and not has_data
    descent = -abs(cells.u.value)
    return Font(handle, room.value.decode("utf-8", "replace"), descent if descent >= _DEEPEST else _USUAL_DESCENT, is_drawn)
