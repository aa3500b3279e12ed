"""From the parts that a reader saw to one canonical text with its blocks, lines, tables and references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model.document import Block, BlockKind, Box, Cell, Line, Reference, Table
from extract.read.characters import SOFT_HYPHEN, single_spaced
from extract.read.hyphens import Hyphens
from extract.read.pages import Word
from extract.read.places import placed_words
from extract.read.references import entry_details

BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line: its text, and where it and its words stand when there are pages.

    `words` may be more than those of the text, at its ends.
    """

    text: str
    box: Box | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row; `boxes` are those of the rows, `words` their words in the order of the text.

    An empty cell is "".
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    boxes: tuple[Box | None, ...] = ()
    words: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes one block. A table has a `grid`, or only lines when its cells are not known; a reference has its label."""

    kind: BlockKind
    lines: tuple[Printed, ...] = ()
    level: int | None = None
    grid: Grid | None = None
    label: str | None = None

    @property
    def text(self) -> str:
        """The words of the part, for looking at: lines joined by spaces, hyphens as printed."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Composed:
    """The canonical text of a document and the layers that address it."""

    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    references: tuple[Reference, ...]


def compose(parts: Sequence[Part], hyphens: Hyphens) -> Composed:
    """The text of the parts in their order, with the spans of blocks, printed lines, table cells and references."""
    writer = _Writer(hyphens)
    for part in parts:
        writer.add(part)
    return Composed("".join(writer.pieces), tuple(writer.blocks), tuple(writer.lines), tuple(writer.tables), tuple(writer.references))


class _Writer:
    def __init__(self, hyphens: Hyphens) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.references: list[Reference] = []
        self._hyphens = hyphens
        self._caption: str | None = None

    def add(self, part: Part) -> None:
        """Write one part; parts without words leave no trace."""
        grid = part.grid
        lines = [replace(line, text=single_spaced(line.text)) for line in part.lines]
        lines = [line for line in lines if line.text.strip(SOFT_HYPHEN)]
        if not lines and (grid is None or not any(cell.strip() for row in grid.rows for cell in row)):
            return
        if self.length:
            self._write(BETWEEN_BLOCKS)
        start = self.length
        cells: tuple[Cell, ...] = ()
        if grid is not None:
            cells = self._write_grid(grid)
        elif part.kind == "table":
            self._write_rows(lines)
        else:
            self._write_lines(lines)
        self.blocks.append(Block(start, self.length, part.kind, part.level))
        text = self._text_from(start) if part.kind in ("caption", "reference") else ""
        if part.kind == "table":
            boxes = [box for box in (grid.boxes if grid else [line.box for line in lines]) if box is not None]
            self.tables.append(Table(start, self.length, self._caption, boxes[0].page if boxes else None, cells))
        if part.kind == "reference" and part.label is not None:
            self.references.append(Reference(part.label, text, start, self.length, *entry_details(text)))
        self._caption = text if part.kind == "caption" else None

    def _text_from(self, start: int) -> str:
        pieces: list[str] = []
        length = self.length
        for piece in reversed(self.pieces):
            if length <= start:
                break
            pieces.append(piece)
            length -= len(piece)
        return "".join(reversed(pieces))

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def _write_lines(self, lines: list[Printed]) -> None:
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            text, between = (line.text, "") if following is None else self._hyphens.joined(line.text, following.text)
            self._write_line(text.rstrip(SOFT_HYPHEN), line.box, line.words)
            self._write(between)

    def _write_rows(self, lines: list[Printed]) -> None:
        for i, line in enumerate(lines):
            self._write("\n" if i else "")
            self._write_line(line.text, line.box, line.words)

    def _write_line(self, text: str, box: Box | None, words: Sequence[Word]) -> None:
        if box is not None and text:
            placed = placed_words(words, text, self.length, box.page)
            self.lines.append(Line(self.length, self.length + len(text), box, placed))
        self._write(text)

    def _write_grid(self, grid: Grid) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for r, row in enumerate(grid.rows):
            self._write("\n" if r else "")
            start = self.length
            for c, text in enumerate(row):
                text = single_spaced(text)
                self._write("\t" if c else "")
                if text:
                    cells.append(Cell(r, c, self.length, self.length + len(text), text, header=r < grid.header_rows))
                self._write(text)
            box = grid.boxes[r] if r < len(grid.boxes) else None
            if box is not None and self.length > start:
                words = grid.words[r] if r < len(grid.words) else ()
                placed = placed_words(words, self._text_from(start), start, box.page)
                self.lines.append(Line(start, self.length, box, placed))
        return tuple(cells)
