"""What stands on a page, for finding its columns: rows of words with the gaps in them, tables, figures, and text boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.read.layout.lines import Float, lines_of
from extract.read.pdf.page import Rect, Word

WHITE = 4.2
"""Least white beside a strip in each row, in points; in large print more (`_EM`)."""
_EM = 0.45


@dataclass(frozen=True, slots=True)
class Item:
    """A row of words, or a table, figure or box, on a page; `inside` are the items of a box, `gaps` the white between words of a row."""

    top: float
    bottom: float
    x0: float
    x1: float
    words: Sequence[Word] = ()
    table: Float | None = None
    inside: Sequence[Item] = ()
    gaps: Sequence[tuple[float, float]] = ()

    def crosses(self, x: float) -> bool:
        """Whether the item lies across an upright line instead of leaving it white."""
        white = self.white(x)
        return white is None or (self.is_beside(x) and white[1] - white[0] < self._least())

    def is_beside(self, x: float) -> bool:
        """Whether the item has print on both sides of an upright line."""
        return self.x0 + 2 < x < self.x1 - 2

    def white(self, x: float) -> tuple[float, float] | None:
        """The white around an upright line; None where there is print."""
        if x >= self.x1 - 2:
            return self.x1, float("inf")
        if x <= self.x0 + 2:
            return float("-inf"), self.x0
        return next(((left, right) for left, right in self.gaps if left - 2 < x < right + 2), None)

    def _least(self) -> float:
        return max(WHITE, _EM * max((word.size for word in self.words), default=0.0))


def items_of(words: Sequence[Word], floats: Sequence[Float], figures: Sequence[Rect], boxes: Sequence[Rect]) -> list[Item]:
    """The items of a page from top to bottom, with text boxes as one item each."""
    outer = [box for box in boxes if not any(other is not box and _within(box, other) for other in boxes)]
    items: list[Item] = []
    rest_words, rest_floats = list(words), list(floats)
    for box in outer:
        inner = [other for other in boxes if other is not box and _within(other, box)]
        mine = [word for word in rest_words if box.holds(word, 0.0)]
        tables = [table for table in rest_floats if _within(Rect(table.x0, table.top, table.x1, table.bottom), box)]
        drawn = [figure for figure in figures if _within(figure, box)]
        if mine or tables:
            items.append(Item(box.top, box.bottom, box.x0, box.x1, inside=items_of(mine, tables, drawn, inner)))
        taken = set(mine)
        rest_words = [word for word in rest_words if word not in taken]
        rest_floats = [table for table in rest_floats if table not in tables]
    items.extend(row_item(row) for row in lines_of(rest_words))
    items.extend(Item(table.top, table.bottom, table.x0, table.x1, table=table) for table in rest_floats)
    items.extend(Item(figure.top, figure.bottom, figure.x0, figure.x1) for figure in figures if not any(_within(figure, b) for b in outer))
    return ordered(items)


def ordered(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: ((item.top + item.bottom) / 2, item.x0))


def _within(inner: Rect, outer: Rect) -> bool:
    return outer.x0 - 2 <= inner.x0 and inner.x1 <= outer.x1 + 2 and outer.top - 2 <= inner.top and inner.bottom <= outer.bottom + 2


def row_item(words: Sequence[Word]) -> Item:
    gaps: list[tuple[float, float]] = []
    end = words[0].x1
    for word in words[1:]:
        if word.x0 - end > WHITE:
            gaps.append((end, word.x0))
        end = max(end, word.x1)
    return Item(min(w.top for w in words), max(w.bottom for w in words), words[0].x0, end, words, gaps=gaps)


def sides_of(items: Sequence[Item], x: float) -> tuple[list[Item], list[Item]]:
    """What stands left and right of an upright line; rows are formed anew on each side, for the two may be leaded differently."""
    left, right = ([word for item in side for word in item.words] for side in halves_of(items, x))
    blocks = [item for item in items if not item.words]
    return (
        ordered([*(block for block in blocks if side_of(block, x) == 0), *map(row_item, lines_of(left))]),
        ordered([*(block for block in blocks if side_of(block, x) == 1), *map(row_item, lines_of(right))]),
    )


def halves_of(items: Sequence[Item], x: float) -> tuple[list[Item], list[Item]]:
    """The parts of items left and right of an upright line."""
    halves: tuple[list[Item], list[Item]] = ([], [])
    for item in items:
        if not item.words or not item.is_beside(x):
            halves[side_of(item, x)].append(item)
            continue
        for side in (0, 1):
            mine = [word for word in item.words if side_of(word, x) == side]
            if mine:
                halves[side].append(Item(item.top, item.bottom, mine[0].x0, max(word.x1 for word in mine), mine))
    return halves


def side_of(mark: Word | Item, x: float) -> int:
    return int((mark.x0 + mark.x1) / 2 > x)


def usual_size(words: Sequence[Word]) -> float:
    """The size of most of the print, 0 where there is none."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0
