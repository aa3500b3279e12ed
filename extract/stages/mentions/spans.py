"""Stretches of text, to be asked what lies in them and what overlaps them."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Spans:
    """Spans, to be asked whether something touches one or lies inside."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach = list(itertools.accumulate((end for _, end in self._spans), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with a span."""
        at = bisect.bisect_left(self._starts, end) - 1
        return at >= 0 and self._reach[at] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all of a span."""
        at = bisect.bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end


class Overlaps:
    """Spans with their labels, to be asked which of them overlap one."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def of(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Those that share a character with a span."""
        low, high = bisect.bisect_left(self._starts, start - self._longest), bisect.bisect_left(self._starts, end)
        return (span for span in self._spans[low:high] if span[1] > start)
