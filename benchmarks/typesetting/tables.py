"""Tables laid out: columns as wide as their words ask for, cells over several lines, headers over several columns, rules or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from typesetting.article import Run, TableCell, TableFloat
from typesetting.lines import Line, Printing, set_lines
from typesetting.pages import Pen, height_of
from typesetting.style import Look, Style
from typesetting.truth import Placed

_COLUMN_GAP = 9.0
_ROW_GAP = 2.5


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell on its place in the grid: the column and its span, and its lines."""

    column: int
    span: int
    lines: tuple[Line, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LaidTable:
    """Rows from top to bottom, the columns' left borders with that of a column that would follow, and the rows' heights."""

    rows: tuple[tuple[LaidCell, ...], ...]
    lefts: tuple[float, ...]
    heights: tuple[float, ...]
    header_rows: int

    @property
    def height(self) -> float:
        """The height of all rows."""
        return sum(self.heights)

    @property
    def right(self) -> float:
        """The right border of the last column."""
        return self.lefts[-1] - _COLUMN_GAP

    def grid(self) -> tuple[tuple[str, ...], ...]:
        """The words of each row's cells."""
        columns = len(self.lefts) - 1
        return tuple(tuple(next((cell.text for cell in row if cell.column == c), "") for c in range(columns)) for row in self.rows)


Say = Callable[[Sequence[Run]], tuple[tuple[Run, ...], str]]
"""Runs as they are printed, and the words that they say."""


def lay_table(table: TableFloat, style: Style, look: Look, width: float, deepest: float, say: Say, printing: Printing) -> LaidTable | None:
    """The table in a width; rows at the end that are deeper than `deepest` are left out. None when its longest words do not fit."""
    plain = replace(printing, hyphenate=False)
    placed = list(_placed(table.rows))
    columns = max((cell.column + cell.span for row in placed for cell in row), default=0)
    if not columns:
        return None
    looks = (look, replace(look, bold=style.table_words == "bold"))
    least, most = [0.0] * columns, [0.0] * columns
    for r, row in enumerate(placed):
        for cell in row:
            if cell.span == 1:
                runs, _ = say(cell.source.runs)
                words = [word for run in runs for word in _wide_words(run, looks[r < table.header_rows], plain)]
                least[cell.column] = max(least[cell.column], max(words, default=0.0))
                lines = set_lines(runs, looks[r < table.header_rows], 10_000.0, plain)
                most[cell.column] = max(most[cell.column], max((line.width for line in lines), default=0.0))
    widths = _shared(least, most, width - _COLUMN_GAP * (columns - 1))
    if widths is None:
        return None
    lefts = [0.0]
    for wide in widths:
        lefts.append(lefts[-1] + wide + _COLUMN_GAP)
    rows: list[tuple[LaidCell, ...]] = []
    heights: list[float] = []
    for r, row in enumerate(placed):
        laid = []
        for cell in row:
            runs, words = say(cell.source.runs)
            room = lefts[cell.column + cell.span] - lefts[cell.column] - _COLUMN_GAP + 0.5
            aligned = replace(
                looks[r < table.header_rows], align="center" if cell.span > 1 or (style.table_rules == "grid" and cell.column) else "left"
            )
            laid.append(LaidCell(cell.column, cell.span, tuple(set_lines(runs, aligned, room, plain)), words))
        height = max((height_of(cell.lines) for cell in laid), default=0.0) + _ROW_GAP * (2 if style.table_rules == "grid" else 1)
        if not any(cell.text for cell in laid):
            continue
        if sum(heights) + height > deepest:
            break
        rows.append(tuple(laid))
        heights.append(height)
    if len(rows) <= table.header_rows + 1:
        return None
    return LaidTable(tuple(rows), tuple(lefts), tuple(heights), table.header_rows)


def draw_table(laid: LaidTable, style: Style, pen: Pen, x: float, y: float, item: Placed) -> float:
    """Print the table; gives back where it ends."""
    right = x + laid.right
    rules = style.table_rules
    top = y
    if rules != "none":
        pen.rule(x - 2, y, right + 2, y, 0.8)
    for r, (row, height) in enumerate(zip(laid.rows, laid.heights, strict=True)):
        if rules == "shade" and r >= laid.header_rows and r % 2:
            pen.shade(x - 2, y, right + 2, y + height)
        for cell in row:
            line_top = y + (_ROW_GAP if rules == "grid" else _ROW_GAP / 2)
            for line in cell.lines:
                pen.line(line, x + laid.lefts[cell.column], line_top, item)
                line_top += line.height
            if cell.span > 1 and r < laid.header_rows and cell.text and rules in ("half", "shade"):
                end = x + laid.lefts[cell.column + cell.span] - _COLUMN_GAP
                pen.rule(x + laid.lefts[cell.column], y + height, end, y + height)
        y += height
        if rules == "grid" or (rules in ("half", "shade") and r == laid.header_rows - 1):
            pen.rule(x - 2, y, right + 2, y)
    if rules != "none":
        pen.rule(x - 2, y, right + 2, y, 0.8)
    if rules == "grid":
        _upright_rules(laid, pen, x, top)
    return y


def _upright_rules(laid: LaidTable, pen: Pen, x: float, y: float) -> None:
    ends = (x - 2, x + laid.right + 2)
    for row, height in zip(laid.rows, laid.heights, strict=True):
        inside = {cell.column + cell.span for cell in row} - {len(laid.lefts) - 1}
        for at in (*ends, *(x + laid.lefts[column] - _COLUMN_GAP / 2 for column in sorted(inside))):
            pen.rule(at, y, at, y + height)
        y += height


@dataclass(frozen=True, slots=True)
class _PlacedCell:
    column: int
    span: int
    source: TableCell


def _placed(rows: Sequence[Sequence[TableCell]]) -> list[list[_PlacedCell]]:
    """Cells with their column, cells that reach down from rows above accounted for."""
    taken: dict[int, set[int]] = {}
    result = []
    for r, row in enumerate(rows):
        placed, column = [], 0
        for cell in row:
            while column in taken.get(r, set()):
                column += 1
            placed.append(_PlacedCell(column, cell.columns, cell))
            for down in range(1, cell.rows):
                taken.setdefault(r + down, set()).update(range(column, column + cell.columns))
            column += cell.columns
        result.append(placed)
    widest = max((cell.column + cell.span for row in result for cell in row if cell.span == 1), default=0)
    return [[_within(cell, widest) for cell in row if cell.column < widest] for row in result]


def _within(cell: _PlacedCell, columns: int) -> _PlacedCell:
    return replace(cell, span=min(cell.span, columns - cell.column))


def _wide_words(run: Run, look: Look, printing: Printing) -> list[float]:
    return [line.width for word in run.text.split() for line in set_lines([replace(run, text=word)], look, 10_000.0, printing)]


def _shared(least: Sequence[float], most: Sequence[float], width: float) -> list[float] | None:
    """The widths of columns: what they ask for where there is room, else what is left shared by what each asks for more."""
    if sum(most) <= width:
        extra = min(30.0, (width - sum(most)) / max(1, len(most)))
        return [wide + extra for wide in most]
    least = [wide + 4 for wide in least]
    if sum(least) > width:
        return None
    asked = sum(max(0.0, wide - low) for low, wide in zip(least, most, strict=True)) or 1.0
    return [low + max(0.0, wide - low) * (width - sum(least)) / asked for low, wide in zip(least, most, strict=True)]
