"""Hyphens at line ends: part of the word, or put there by the typesetter."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from extract.grammar.english import load_english
from extract.grammar.hyphens import HyphenWords, load_hyphens
from extract.read.characters import SOFT_HYPHEN

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+)-$")
_RIGHT = re.compile(r"[^\W_]+")
_SUSPENDED = frozenset({"and", "or", "to", "nor", "versus", "vs"})
"""After "short-" at a line end these do not finish the word: "short- and long-term"."""

_COMMON, _KNOWN, _RARER = 3.5, 2.5, 2.0
"""Zipf frequencies: from the first a word needs no hyphen, whatever its parts; parts are words from the second, and the third is by
how much the rarer of two parts is commoner than the word without hyphen, where the hyphen is the rule ("follow-up", "weight-loss")."""
_IN_DOCUMENT = 3.0
"""What a word counts for that English does not know and the document writes."""


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
        capitals = f"{match.group(1)}{right}".isupper() and len(first) > 1
        if not (right[0].islower() or (capitals and self._is_common(first + second))):
            return True
        together = self._single[first + second] + self._single[f"{first}{second}s"]
        hyphenated = self._paired[first, second]
        if together or hyphenated:
            return hyphenated > together
        if len(first) == 1 or (not capitals and any(c.isdigit() or c.isupper() for c in match.group(1)[1:])) or first.isdigit():
            return True
        return self._keeps_unseen(first, second, left)

    def _is_common(self, word: str) -> bool:
        return bool(self._single[word]) or word in load_english()

    def _keeps_unseen(self, first: str, second: str, left: str) -> bool:
        """Whether the hyphen stays in a word that the document writes nowhere else: by the lists, then by how common words are."""
        if f"{first}-{second}" in self._words.whole or first in self._words.beginnings:
            return True
        english = load_english()
        joined = english.get(first + second, 0.0)
        if joined >= _COMMON or first in self._words.combining or (joined and first in self._words.prefixes):
            return False
        if second in self._words.endings and (len(first) > 3 or "-" in left.rsplit(None, 1)[-1][:-1]):
            return True
        rarer = min(english.get(part, _IN_DOCUMENT if self._single[part] and len(part) > 2 else 0.0) for part in (first, second))
        return rarer >= max(_KNOWN, joined + _RARER)
