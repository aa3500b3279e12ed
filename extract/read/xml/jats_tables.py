"""Tables of JATS XML, in the XHTML and in the OASIS (CALS) model, as rows of cells with spans laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from extract.read.characters import single_spaced
from extract.read.tables.grid import EMPTY, Grid, GridCell
from extract.read.xml.text import NOTE_MARK, NOTE_TYPES, plain

_MOST_COLUMNS = 500
_MOST_CELLS = 200_000
"""Beyond these, spans are not laid out: no table that people read is so large."""
_LONGEST_REPEATED = 200
"""Words longer than this many characters stand once, however many columns and rows they span."""

_WIDE_SPACES = "\u00a0\u2002\u2003\u2009"


@dataclass(frozen=True, slots=True)
class _Printed:
    """A cell as it is marked: how many columns and rows it spans, its words, and whether it is marked as a header."""

    words: str
    columns: int
    rows: int
    header: bool
    first: int | None = None
    marks: tuple[str, ...] = ()
    indent: float = 0.0


def grids_of(table: Element, labels: Mapping[str, str]) -> Iterator[Grid]:
    """The grids of a `table` element: one, or one for each part that has columns of its own.

    The words of a header stand in each column that it spans. Words that span rows, and what names them in the
    first column, stand in each of them; numbers stand once.
    """
    groups = [group for group in table if group.tag == "tgroup"] or [table]
    for group in groups:
        head, body = _rows(group, labels)
        if not head:
            while body and body[0] and all(cell.header for cell in body[0]):
                head.append(body.pop(0))
        rows = [row for row in _laid_out(head, header=True) if any(cell.lines for cell in row)]
        header_rows = len(rows)
        rows += [row for row in _laid_out(body, header=False) if any(cell.lines for cell in row)]
        width = max((len(row) for row in rows), default=0)
        if width * len(rows) <= _MOST_CELLS:
            rows = [row + [EMPTY] * (width - len(row)) for row in rows]
            kept = [i for i in range(width) if any(row[i].lines for row in rows)]
            rows = [_narrowed(row, kept) for row in rows]
        if rows:
            yield Grid(tuple(map(tuple, rows)), header_rows or 1)


def _narrowed(row: Sequence[GridCell], kept: Sequence[int]) -> list[GridCell]:
    """A row without the columns that are empty in the whole table."""
    return [replace(row[i], columns=max(1, sum(i <= other < i + row[i].columns for other in kept))) for i in kept]


def _rows(group: Element, labels: Mapping[str, str]) -> tuple[list[list[_Printed]], list[list[_Printed]]]:
    """Rows of the head and rows of body and foot."""
    columns = {spec.get("colname", ""): number for number, spec in enumerate(child for child in group.iter("colspec"))}
    head: list[list[_Printed]] = []
    body: list[list[_Printed]] = []
    for part in group:
        if part.tag in ("tr", "row"):
            body.append(_cells(part, columns, labels))
        elif part.tag in ("thead", "tbody", "tfoot"):
            rows = [_cells(row, columns, labels) for row in part if row.tag in ("tr", "row")]
            (head if part.tag == "thead" else body).extend(rows)
    return head, body


def _cells(row: Element, columns: Mapping[str, int], labels: Mapping[str, str]) -> list[_Printed]:
    cells = []
    for cell in row:
        if cell.tag not in ("td", "th", "entry"):
            continue
        width, height, first = _number(cell, "colspan"), _number(cell, "rowspan"), None
        if cell.tag == "entry":
            first = columns.get(cell.get("namest") or cell.get("colname") or "")
            last = columns.get(cell.get("nameend") or "", first)
            width = last - first + 1 if first is not None and last is not None and last >= first else 1
            height = _number(cell, "morerows", 0) + 1
        words = plain(cell, labels, cell=True)
        cells.append(_Printed(words, width, height, cell.tag == "th", first, tuple(_marks(cell)), _indent(cell)))
    return cells


def _marks(cell: Element) -> Iterator[str]:
    """The marks in a cell that call a note of the table: references to notes, and raised letters and signs."""
    for element in cell.iter():
        words = single_spaced("".join(element.itertext())).strip(" ()[]^")
        is_reference = element.tag == "xref" and element.get("ref-type") in NOTE_TYPES
        if is_reference and 0 < len(words) <= 4:
            yield words
        elif element.tag == "sup" and element.find(".//xref") is None and NOTE_MARK.fullmatch(words):
            yield from (mark.strip() for mark in words.split(","))


def _indent(cell: Element) -> float:
    """How many spaces that are meant to be seen stand before the words of a cell."""
    words = "".join(cell.itertext()).lstrip("\n\t ")
    return float(len(words) - len(words.lstrip(_WIDE_SPACES)))


def _laid_out(rows: list[list[_Printed]], *, header: bool) -> list[list[GridCell]]:
    """The cells of each row by column. What spans rows goes on into the rows below."""
    laid: list[list[GridCell]] = []
    hanging: dict[int, tuple[int, GridCell]] = {}
    made = 0
    for row in rows:
        cells: dict[int, GridCell] = {}
        below: dict[int, tuple[int, GridCell]] = {}
        for column, (left, hung) in hanging.items():
            cells[column] = hung
            if left > 1:
                below[column] = (left - 1, hung)
        column = 0
        for cell in row:
            column = max(column, cell.first or 0)
            while column in cells:
                column += 1
            end = min(column + cell.columns, _MOST_COLUMNS) if made < _MOST_CELLS else column + 1
            is_repeated = len(cell.words) <= _LONGEST_REPEATED
            for i in range(column, max(end, column + 1)):
                stands = bool(cell.words) and (i == column or (header and is_repeated))
                span = 1 if header else end - column
                cells[i] = GridCell((cell.words,), max(1, span), cell.rows, cell.indent, marks=cell.marks) if stands else EMPTY
                if cell.rows > 1 and made < _MOST_CELLS:
                    is_value = i > 0 and any(c.isdigit() for c in cell.words)
                    again = is_repeated and not header and not is_value and stands
                    below[i] = (cell.rows - 1, replace(cells[i], rows=1) if again else EMPTY)
            column = max(end, column + 1)
        made += len(cells)
        laid.append([cells.get(i, EMPTY) for i in range(max(cells, default=-1) + 1)])
        hanging = below
    return laid


def _number(cell: Element, attribute: str, default: int = 1) -> int:
    value = cell.get(attribute, "").strip()
    return min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 6 and int(value) >= default else default
