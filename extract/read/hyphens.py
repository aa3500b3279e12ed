"""Hyphens at line ends: part of the word, or put there by the typesetter."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from extract.grammar.hyphens import HyphenWords, load_hyphens
from extract.read.characters import SOFT_HYPHEN

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+)-$")
_RIGHT = re.compile(r"[^\W_]+")
_SUSPENDED = frozenset({"and", "or", "to", "nor", "versus", "vs"})
"""After "short-" at a line end these do not finish the word: "short- and long-term"."""


class Hyphens:
    """Joins printed lines, knowing how the document writes its words inside lines."""

    def __init__(self, lines: Iterable[str], words: HyphenWords | None = None) -> None:
        self._words = words or load_hyphens()
        self._single: Counter[str] = Counter()
        self._paired: Counter[tuple[str, str]] = Counter()
        broken = False
        for line in lines:
            found = _WORD.findall(line.lower())
            if broken and found:
                found = found[1:]
            broken = line.endswith(("-", SOFT_HYPHEN))
            if broken and found:
                found = found[:-1]
            for word in found:
                parts = word.split("-")
                self._single.update(parts)
                self._paired.update(itertools.pairwise(parts))

    def joined(self, left: str, right: str) -> tuple[str, str]:
        """The left line as it stays, and what goes between it and the right line ("" or " ")."""
        if left.endswith(SOFT_HYPHEN):
            return left.rstrip(SOFT_HYPHEN), ""
        if left.endswith("-") and not left.endswith((" -", "--")) and len(left) > 1:
            match = _RIGHT.match(right)
            if match is None:
                return left, " "
            if match.group().lower() in _SUSPENDED and not self._is_written(left, match.group()):
                return left, " "
            return (left, "") if self._keeps(left, match.group()) else (left[:-1], "")
        if len(left) > 1 and left[-1] in "–/" and left[-2].isalnum() and right[:1].isalnum():
            return left, ""
        return left, " "

    def _is_written(self, left: str, right: str) -> bool:
        """Whether the document has the word without a hyphen, as such or in the plural."""
        match = _LEFT.search(left)
        word = f"{match.group(1)}{right}".lower() if match else ""
        return bool(self._single[word] or self._single[f"{word}s"])

    def _keeps(self, left: str, right: str) -> bool:
        """Whether the hyphen between the two parts belongs to the word."""
        match = _LEFT.search(left)
        if match is None:
            return True
        first, second = match.group(1).lower(), right.lower()
        if not right[0].islower():
            return True
        together = self._single[first + second] + self._single[f"{first}{second}s"]
        hyphenated = self._paired[first, second]
        if together or hyphenated:
            return hyphenated > together
        last_token = left.rsplit(None, 1)[-1]
        if any(c.isdigit() for c in match.group(1)) or any(c.isupper() for c in match.group(1)[1:]):
            return True
        if f"{first}-{second}" in self._words.whole:
            return True
        if first in self._words.combining:
            return False
        if first in self._words.beginnings or (second in self._words.endings and len(first) > 3):
            return True
        if "-" in last_token[:-1] and second in self._words.endings:
            return True
        return len(first) > 2 and len(second) > 3 and self._single[first] > 0 and self._single[second] > 0
