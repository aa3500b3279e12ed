"""The cells of a table as a reader saw them, before they are part of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model.document import Box
from extract.read.page import Word


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


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, all rows of one length. The first `header_rows` name the columns."""

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int = 1

    @staticmethod
    def of_words(rows: Sequence[Sequence[str]], header_rows: int = 1) -> Grid:
        """A grid of which no more is known than the words of its cells."""
        width = max((len(row) for row in rows), default=0)
        full = (tuple(GridCell((text,)) if text.strip() else EMPTY for text in row) for row in rows)
        return Grid(tuple(row + (EMPTY,) * (width - len(row)) for row in full), header_rows)

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
