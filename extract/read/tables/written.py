"""The text of a table, rows on lines and cells between tabs, and the cells that address it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model.document import Cell, Line, PlacedWord
from extract.read.characters import SOFT_HYPHEN, single_spaced
from extract.read.hyphens import Hyphens
from extract.read.places import placed_words
from extract.read.tables.cell_names import named_cells
from extract.read.tables.grid import Grid, GridCell, around

_LABEL = re.compile(r"(?:\S+\s+){1,2}?(?:[A-Za-z]?\d{1,3}[A-Za-z]?|[IVX]{1,6})\b")


@dataclass(frozen=True, slots=True)
class TableText:
    """A table written out: its text, its cells, and a line for each row that has a place on a page."""

    text: str
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]


def table_label(caption: str | None) -> str | None:
    """What a caption calls its table.

    >>> table_label("Supplementary Table 3. Doses of 2 trials")
    'Supplementary Table 3'
    """
    match = _LABEL.match(caption or "")
    return match.group() if match else None


def written(grid: Grid, start: int, hyphens: Hyphens, notes: Sequence[tuple[str | None, str]], caption: str | None) -> TableText:
    """The text of a grid that begins at offset `start`. `notes` are the footnotes below it, each with its mark where that is known."""
    joined = [[_joined(cell, hyphens) for cell in row] for row in grid.rows]
    named = named_cells(grid, [["".join(pieces) for pieces in row] for row in joined], notes, caption)
    pieces: list[str] = []
    cells: list[Cell] = []
    lines: list[Line] = []
    at = start
    for r, row in enumerate(grid.rows):
        row_start, words = at, list[PlacedWord]()
        for c, cell in enumerate(row):
            name = named[r][c]
            words += _placed(cell, joined[r][c], at)
            if name.text:
                begin = at + len(name.before)
                end = begin + len(name.text)
                cells.append(
                    Cell(
                        row=r,
                        column=c,
                        start=begin,
                        end=end,
                        text=name.text,
                        header=r < grid.header_rows,
                        rows=cell.rows,
                        columns=cell.columns,
                        row_path=name.row_path,
                        column_path=name.column_path,
                        unit=name.unit,
                        marks=name.marks,
                        box=cell.box,
                    )
                )
            pieces += [*joined[r][c], "\t"]
            at += sum(map(len, pieces[-len(joined[r][c]) - 1 :]))
        at -= 1
        pieces.pop()
        boxes = [cell.box for cell in row if cell.box is not None]
        if boxes and at > row_start:
            lines.append(Line(row_start, at, around(boxes), tuple(words)))
        pieces.append("\n")
        at += 1
    return TableText("".join(pieces[:-1]), tuple(cells), tuple(lines))


def _joined(cell: GridCell, hyphens: Hyphens) -> list[str]:
    """The lines of a cell as they stand in the text, each followed by what goes between it and the next."""
    texts = [single_spaced(line) for line in cell.lines]
    pieces: list[str] = []
    for text, following in itertools.zip_longest(texts, texts[1:]):
        left, between = (text, "") if following is None else hyphens.joined(text, following)
        pieces += [left.rstrip(SOFT_HYPHEN), between]
    return pieces


def _placed(cell: GridCell, pieces: Sequence[str], start: int) -> list[PlacedWord]:
    placed: list[PlacedWord] = []
    for i, piece in enumerate(pieces):
        if i % 2 == 0 and cell.box is not None and i // 2 < len(cell.words):
            placed += placed_words(cell.words[i // 2], piece, start, cell.box.page)
        start += len(piece)
    return placed
