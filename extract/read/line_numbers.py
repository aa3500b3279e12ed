"""Numbers that count the lines of a manuscript in its margin: one for each line, or one for every few lines."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from extract.read.layout import lines_of
from extract.read.page import Page, Word

_LONGEST = 4
"""Digits of a line number."""
_FEWEST = 5
_RISING = 0.8
"""Share of the numbers that rise by the usual step."""
_WRITTEN = 40
"""Words on a page that counts as written on."""


def line_numbers(pages: Sequence[Page]) -> list[frozenset[Word]]:
    """For each page the numbers in its margin that count its lines; none where fewer than half of the pages have some.

    They stand in one column outside all other print, rise by the same step, and there are as many as there are lines to count, so
    that the labels of a list, which may have several lines each, are none.
    """
    found = [max((_counting(page, side) for side in (0, -1)), key=len) for page in pages]
    written = sum(len(page.words) > _WRITTEN for page in pages)
    return found if 2 * sum(map(bool, found)) > written else [frozenset()] * len(pages)


def _counting(page: Page, side: int) -> frozenset[Word]:
    """The numbers that count lines at the left (0) or right (-1) edge of a page."""
    rows = lines_of(page.words)
    column = _column([row[side] for row in rows if row[side].text.isdecimal() and len(row[side].text) <= _LONGEST])
    if len(column) < _FEWEST:
        return frozenset()
    steps = Counter(int(below.text) - int(above.text) for above, below in itertools.pairwise(column))
    step, times = max(steps.items(), key=lambda item: (item[1], -item[0]))
    counted = [row for row in rows if column[0].top - 1 < row[0].top < column[-1].bottom]
    if step < 1 or times < _RISING * (len(column) - 1) or not 0.6 < len(counted) / (step * len(column)) < 1.25:
        return frozenset()
    numbers = frozenset(column)
    left, right = min(word.x0 for word in column), max(word.x1 for word in column)
    outside = (word.x0 > right if side == 0 else word.x1 < left for row in counted for word in row if word not in numbers)
    return numbers if all(outside) else frozenset()


def _column(numbers: Sequence[Word]) -> list[Word]:
    """Those of the numbers that end at the same place, or begin there."""
    ends = Counter(round(word.x1 / 3) for word in numbers)
    starts = Counter(round(word.x0 / 3) for word in numbers)
    if not numbers:
        return []
    end, start = max(ends, key=lambda x: (ends[x], x)), max(starts, key=lambda x: (starts[x], x))
    if ends[end] >= starts[start]:
        return [word for word in numbers if abs(word.x1 / 3 - end) <= 1]
    return [word for word in numbers if abs(word.x0 / 3 - start) <= 1]
