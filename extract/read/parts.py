"""From the parts that a reader saw to one canonical text with its blocks, lines, tables and references."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model.document import Block, BlockKind, Box, Line, Reference, Table
from extract.read.characters import SOFT_HYPHEN, single_spaced
from extract.read.hyphens import Hyphens
from extract.read.pdf.pages import Word
from extract.read.places import placed_words
from extract.read.references import entry_details
from extract.read.tables.grid import Grid, around
from extract.read.tables.written import TableText, table_label, written

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
class Part:
    """What becomes one block. A table has a `grid`, or only lines when its cells are not known.

    `label` is that of a reference, or the mark of a footnote where it is not among its words.
    """

    kind: BlockKind
    lines: tuple[Printed, ...] = ()
    level: int | None = None
    grid: Grid | None = None
    label: str | None = None

    @property
    def text(self) -> str:
        """The words of the part, for looking at: lines joined by spaces, hyphens as printed."""
        return " ".join(line.text for line in self.lines)

    @property
    def box(self) -> Box | None:
        """Where a part stands whose lines are all on one page; None for others."""
        boxes = [line.box for line in self.lines if line.box is not None]
        return around(boxes) if len({box.page for box in boxes}) == 1 else None

    @property
    def face(self) -> tuple[float, str] | None:
        """Size and font of the most of its letters, None where they are not known."""
        prints: Counter[tuple[float, str]] = Counter()
        for word in (word for line in self.lines for word in line.words):
            prints[round(word.size, 1), word.font] += len(word.text)
        return max(prints, key=lambda face: (prints[face], face), default=None)


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
    for i, part in enumerate(parts):
        writer.add(part, _notes_below(parts, i) if part.kind == "table" else ())
    return Composed("".join(writer.pieces), tuple(writer.blocks), tuple(writer.lines), tuple(writer.tables), tuple(writer.references))


def _notes_below(parts: Sequence[Part], table: int) -> tuple[tuple[str | None, str], ...]:
    """The footnotes that follow a table, each with its mark where that is known."""
    after = itertools.takewhile(lambda part: part.kind == "footnote", parts[table + 1 :])
    return tuple((note.label, single_spaced(note.text)) for note in after)


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

    def add(self, part: Part, notes: Sequence[tuple[str | None, str]] = ()) -> None:
        """Write one part; parts without words leave no trace."""
        grid = part.grid
        lines = [replace(line, text=single_spaced(line.text)) for line in part.lines]
        lines = [line for line in lines if line.text.strip(SOFT_HYPHEN)]
        if not lines and (grid is None or not any(cell.lines for row in grid.rows for cell in row)):
            return
        if self.length:
            self._write(BETWEEN_BLOCKS)
        start = self.length
        table: TableText | None = None
        if grid is not None:
            table = written(grid, start, self._hyphens, notes, self._caption)
            self.lines.extend(table.lines)
            self._write(table.text)
        elif part.kind == "table":
            self._write_rows(lines)
        else:
            self._write_lines(lines)
        self.blocks.append(Block(start, self.length, part.kind, part.level))
        text = self._text_from(start) if part.kind in ("caption", "reference") else ""
        if part.kind == "table":
            boxes = grid.boxes() if grid else [line.box for line in lines if line.box is not None]
            pages = tuple(sorted({box.page for box in boxes}))
            self.tables.append(
                Table(
                    start,
                    self.length,
                    self._caption,
                    pages[0] if pages else None,
                    table.cells if table else (),
                    table_label(self._caption),
                    tuple(text for _, text in notes),
                    pages,
                )
            )
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
