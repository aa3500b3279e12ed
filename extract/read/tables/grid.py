"""The cells of a table as a reader saw them, before they are part of a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model.document import Box
from extract.read.pdf.page import Word


@dataclass(frozen=True, slots=True)
class GridCell:
    """The words of a cell, line by line as printed; none where the cell is empty or the words of another span the place.

    `columns` and `rows` are how many it spans. `indent` is how far it is set in from where its column begins, in letters.
    `words` are those of each line. `marks` are those of notes that the reader left out of the words.
    """

    lines: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    indent: float = 0.0
    box: Box | None = None
    words: tuple[tuple[Word, ...], ...] = ()
    marks: tuple[str, ...] = ()


EMPTY = GridCell()
BEGINS_VALUE = re.compile(r"\s*[<>≤≥=~±−–-]?\s*\d")
"""A cell that begins so gives a number."""
_HEAD_ROWS = 3
_SPACES = " \u00a0\u2002\u2003"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, all rows of one length. The first `header_rows` name the columns."""

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int = 1

    @staticmethod
    def of_words(rows: Sequence[Sequence[str]], header_rows: int | None = None) -> Grid:
        """A grid of which no more is known than the words of its cells.

        Where it is not known how many rows are the head: the first, and those below it that have no label and no value. Blanks in
        a row of the head belong to the header before them when the next row has headers there.
        """
        width = max((len(row) for row in rows), default=0)
        full = [[*row, *[""] * (width - len(row))] for row in rows]
        if header_rows is None:
            below = itertools.takewhile(lambda row: not row[0].strip() and any(row) and not any(map(BEGINS_VALUE.match, row)), full[1:-1])
            header_rows = min(1 + len(list(below)), _HEAD_ROWS)
        cells = [[GridCell((text,), indent=_indent(text)) if text.strip() else EMPTY for text in row] for row in full]
        for r in range(min(header_rows, len(cells)) - 1):
            for c in range(1, width):
                end = next((n for n in range(c + 1, width) if full[r][n].strip() or not full[r + 1][n].strip()), width)
                if full[r][c].strip() and full[r + 1][c].strip():
                    cells[r][c] = replace(cells[r][c], columns=end - c)
        return Grid(tuple(map(tuple, cells)), header_rows)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def shown(self) -> tuple[tuple[str, ...], ...]:
        """The words of the cells, for looking at."""
        return tuple(tuple(" ".join(cell.lines) for cell in row) for row in self.rows)

    def boxes(self) -> list[Box]:
        """The boxes of all cells that have one."""
        return [cell.box for row in self.rows for cell in row if cell.box is not None]


def _indent(text: str) -> float:
    """How many spaces stand before the words."""
    return float(len(text) - len(text.lstrip(_SPACES)))


def around(boxes: Sequence[Box]) -> Box:
    """The box that holds the given ones, which stand on one page."""
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def box_of(page: int, words: Sequence[Word]) -> Box:
    """The box around words of a page, in hundredths of a point."""
    return Box(
        page,
        round(min(word.x0 for word in words), 2),
        round(min(word.top for word in words), 2),
        round(max(word.x1 for word in words), 2),
        round(max(word.bottom for word in words), 2),
    )
