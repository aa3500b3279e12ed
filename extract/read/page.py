"""A page as the reader sees it, whatever program took it out of the PDF."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from extract.errors import ReadError
from extract.read.characters import canonical

MAX_PAGE_CHARACTERS = 100_000
X_TOLERANCE = 0.15
"""White from which a new word begins, in font sizes of the letter before it."""
Y_TOLERANCE = 2.0
"""How much higher or lower a letter of the same word may stand than the one before it, in points."""
_MIN_SIZE = 2.5
"""Print smaller than this (points) is not meant to be read."""


class Word(NamedTuple):
    """A printed word: its characters, its box in points from the page's top left, its font size and font name."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str


class Rect(NamedTuple):
    """A rectangle in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word, slack: float = 1.0) -> bool:
        """Whether the middle of a word lies inside."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


class Page(NamedTuple):
    """One page: `rules` are horizontal rulings, `grids` the cells of ruled tables row by row, `pictures` drawings and images.

    `boxes` are frames and shaded areas that may hold text.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rect, ...]
    grids: tuple[tuple[tuple[Rect | None, ...], ...], ...]
    pictures: tuple[Rect, ...]
    boxes: tuple[Rect, ...] = ()


class PageSource(Protocol):
    """An open PDF that gives its pages one at a time, so that no more than one is held in full."""

    def __len__(self) -> int:
        """The number of pages."""
        ...

    def page(self, index: int) -> Page:
        """The page at a 0-based index."""
        ...

    def close(self) -> None:
        """Lets go of the PDF."""
        ...


def check_characters(count: int, name: str, number: int) -> None:
    """Raises ReadError `too_large` for a page with more characters than a page can hold."""
    if count > MAX_PAGE_CHARACTERS:
        raise ReadError("too_large", f"{count} characters on one page", where=f"{name}, page {number}", remedy="Leave this page out.")


def printed_words(found: Iterable[Word], width: float, height: float) -> Iterator[Word]:
    """The words that are meant to be read: on the visible page, large enough, and once where they are drawn twice for bold print."""
    seen: set[tuple[str, int, int]] = set()
    prints: dict[tuple[str, float], tuple[float, str]] = {}
    for text, x0, top, x1, bottom, size, font in found:
        if not (text.isascii() and text.isprintable()):
            text = canonical(text).strip()
        if not text or size < _MIN_SIZE:
            continue
        key = (text, round(x0 / 1.5), round(top / 1.5))
        if key in seen:
            continue
        seen.add(key)
        if x1 < 0 or x0 > width or bottom < 0 or top > height:
            continue
        if (font, size) not in prints:
            prints[font, size] = round(size, 2), sys.intern(font.rsplit("+", 1)[-1])
        yield Word(sys.intern(text), x0, top, x1, bottom, *prints[font, size])  # one string for a word in a book, to save memory
