"""When two spellings are the same: names, units, and quotes that are looked for in a document.

Comparison is blind to case, spaces, punctuation and accents. What is left of a text after dropping them is called squeezed.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from extract.resources import patterns_folder

Span = tuple[int, int]

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789%")
_SHORTEST_PART = 4
"""A name contained in a longer one is the same name from this many characters on ("HER2" in "HER2 receptor")."""


@cache
def _spellings() -> dict[str, dict[str, str]]:
    with (patterns_folder() / "score.toml").open("rb") as file:
        return tomllib.load(file)


def plain(text: str) -> str:
    """The text in lower case, Greek letters spelled out, accents apart from their letters."""
    letters = _spellings()["letters"]
    return unicodedata.normalize("NFKD", "".join(letters.get(character, character) for character in text.lower()))


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """The letters, digits and percent signs of a text, in lower case."""
    return "".join(character for character in plain(text) if character in _KEPT)


class Squeezed:
    """A document's text squeezed, in which quotes are found however their white space and hyphens were broken."""

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._offsets: list[int] = []
        length = 0
        for character in text:
            self._offsets.append(length)
            part = squeeze(character)
            parts.append(part)
            length += len(part)
        self._offsets.append(length)
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> Span:
        """Where a span of the document lies in the squeezed text."""
        last = len(self._offsets) - 1
        return self._offsets[min(start, last)], self._offsets[min(end, last)]

    def first(self, quote: str) -> Span | None:
        """The first place of a quote, None if the document does not have it."""
        squeezed = squeeze(quote)
        at = self.text.find(squeezed)
        return None if at < 0 else (at, at + len(squeezed))

    def everywhere(self, quote: str) -> tuple[Span, ...]:
        """Every place of a quote. One that is not there as a whole is looked for by its longest run of words, of half its words
        and of three at least: a reader may have dropped a running header from the middle of it.
        """
        squeezed = squeeze(quote)
        if not squeezed:
            return ()
        return tuple(_occurrences(squeezed, self.text)) or self._longest_run(quote.split())

    def _longest_run(self, words: list[str]) -> tuple[Span, ...]:
        for size in range(len(words) - 1, max(3, len(words) // 2) - 1, -1):
            for first in range(len(words) - size + 1):
                place = self.first(" ".join(words[first : first + size]))
                if place is not None:
                    return (place,)
        return ()


def _occurrences(part: str, text: str) -> Iterator[Span]:
    at = text.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + 1)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and shared >= 0.5 * max(1, min(a[1] - a[0], b[1] - b[0]))


def same_name(a: str, b: str) -> bool:
    """Whether two names are spellings of one: equal, singular and plural, or one the larger half of the other.

    >>> same_name("HER-2", "her2"), same_name("IGF-IR", "IGF-I receptor"), same_name("EGF", "EGFR")
    (True, False, False)
    """
    a, b = squeeze(a), squeeze(b)
    if not a or not b:
        return False
    if a == b or a.rstrip("s") == b.rstrip("s"):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= _SHORTEST_PART and short in long and 2 * len(short) >= len(long)


def share_a_name(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of some names is the same as any of others."""
    others = tuple(others)
    return any(same_name(a, b) for a in some for b in others)


def unit_code(unit: str | None) -> str:
    """The code of a unit, whichever way it is spelled; no unit is the same as the unit of a plain number, "1"."""
    spelled = (unit or "").strip().replace("μ", "u").replace("µ", "u")
    return _spellings()["units"].get(spelled.lower(), spelled)
