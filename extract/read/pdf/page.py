"""A page as the reader sees it, whatever program took it out of the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from extract.errors import ReadError
from extract.read.characters import canonical
from extract.read.pdf.turn import Turn

MAX_PAGE_CHARACTERS = 100_000
X_TOLERANCE = 0.14
"""White from which a new word begins, in font sizes of the letter before it."""
Y_TOLERANCE = 2.0
"""How much higher or lower a letter of the same word may stand than the one before it, in points."""
_LARGEST = 20_000.0
"""Width and height of the largest page, in points: the format allows 14,400 (ISO 32000-1, annex C)."""
STEEPEST = 0.3
"""How steeply a line of print may rise or fall; what is steeper is a label in a figure or a stamp across the page, no running text."""
_MIN_SIZE = 2.5
"""Print smaller than this (points) is not meant to be read."""
_AGAIN = 1.5
"""How near to each other, in points, the same word twice is one that is drawn twice."""
_POINTS = tuple(place / 64 for place in range(64 * 1200))


class Word(NamedTuple):
    """A printed word: its characters, its box in points from the page's top left, its font size and font name."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str


FoundWord = tuple[str, float, float, float, float, float, str]
"""The fields of a word as they are found, before it is known whether it is meant to be read."""


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

    `boxes` are frames and shaded areas that may hold text. A page is `covered` when an image lies over it, as on a scanned one.
    A page with a `turn` was turned for its print to stand upright; all places on it are as they are then.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rect, ...]
    grids: tuple[tuple[tuple[Rect | None, ...], ...], ...]
    pictures: tuple[Rect, ...]
    boxes: tuple[Rect, ...] = ()
    covered: bool = False
    turn: Turn | None = None


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


def printed_words(found: Iterable[FoundWord], width: float, height: float) -> Iterator[Word]:
    """The words that are meant to be read: on the visible page, large enough, and once where they are drawn twice for bold print."""
    seen: set[tuple[str, int, int]] = set()
    prints: dict[tuple[str, float], tuple[float, str]] = {}
    width, height = min(width, _LARGEST), min(height, _LARGEST)
    new = tuple.__new__  # faster than to call Word, for the many words that there are
    for text, x0, top, x1, bottom, size, font in found:
        if not (text.isascii() and text.isprintable()):
            text = canonical(text).strip()
        if not text or size < _MIN_SIZE or not (x1 >= 0 and x0 <= width and bottom >= 0 and top <= height):
            continue
        if not (bottom - top <= height and x1 - x0 <= 2 * width):  # a damaged number, or none at all
            continue
        number = len(seen)
        seen.add((text, int(x0 / _AGAIN), int(top / _AGAIN)))
        if len(seen) == number:
            continue
        if (font, size) not in prints:
            prints[font, size] = round(size, 2), intern(font.rsplit("+", 1)[-1])
        yield new(Word, (intern(text), x0, top, x1, bottom, *prints[font, size]))  # one string for a word in a book


def points(values: Sequence[float] | NDArray[np.float64]) -> list[float]:
    """Coordinates to the 64th of a point: one number for all words of a book that share it, to save memory."""
    places = np.floor(np.asarray(values, float) * 64).astype(np.intp)
    if len(places) and (places.min() < 0 or places.max() >= len(_POINTS)):
        return [_POINTS[place] if 0 <= place < len(_POINTS) else place / 64 for place in places.tolist()]
    return [*map(_POINTS.__getitem__, places.tolist())]
