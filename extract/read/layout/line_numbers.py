"""Numbers that count the lines of a manuscript in its margin: one for each line, or one for every few lines."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from extract.read.layout.lines import lines_of
from extract.read.pdf.page import Page, Word

_LONGEST = 4
"""Digits of a line number."""
_FEWEST = 5
_RISING = 0.8
"""Share of the numbers that rise by the usual step."""
_WRITTEN = 40
"""Words on a page that counts as written on."""


def line_numbers(pages: Sequence[Page]) -> list[frozenset[Word]]:
    """For each page the numbers in its margin that count its lines; none where fewer than a third of the pages have some.

    They stand in one column outside all other print, rise by the same step, and there are as many as there are lines to count, so
    that the labels of a list, which may have several lines each, are none.
    """
    found = [max((_counting(rows, side) for rows in [_rows(page)] for side in (0, -1)), key=len) for page in pages]
    written = sum(len(page.words) > _WRITTEN for page in pages)
    if 3 * sum(map(bool, found)) <= written:
        return [frozenset()] * len(pages)
    left, right = min(word.x0 for numbers in found for word in numbers), max(word.x1 for numbers in found for word in numbers)
    return [numbers or _within(page, left - 1, right + 1) for page, numbers in zip(pages, found, strict=True)]


def _within(page: Page, left: float, right: float) -> frozenset[Word]:
    """The numbers of a page with few lines, where the other pages have theirs; none where other print reaches into that margin."""
    inside = [word for word in page.words if word.x1 > left and word.x0 < right]
    return frozenset(inside) if all(map(_is_number, inside)) else frozenset()


def _rows(page: Page) -> list[list[Word]]:
    """The rows of a page that may have numbers of lines."""
    return lines_of(page.words) if sum(map(_is_number, page.words)) >= _FEWEST else []


def _is_number(word: Word) -> bool:
    return len(word.text) <= _LONGEST and word.text.isdecimal()


def _counting(rows: Sequence[Sequence[Word]], side: int) -> frozenset[Word]:
    """The numbers that count lines at the left (0) or right (-1) edge of the rows of a page."""
    column = _column([row[side] for row in rows if _is_number(row[side])])
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
