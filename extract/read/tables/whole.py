"""Tables among the parts of a paper: all of a caption, and what stands on the next page under the same caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.read.parts import Part
from extract.read.tables.grid import Grid, GridCell, around
from extract.read.tables.notes import with_notes
from extract.read.tables.written import table_label

_LONGEST_CAPTION = 1200
_OVERHANG = 10.0
"""How far a caption may reach over the table that it belongs to, in points."""
_BESIDE = 25.0
"""How far a piece of a table may stand farther left or right on the next page, in points."""


def with_whole_tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, with each table in one: its caption with all that is printed down to its first row, its rows from all pages, its notes."""
    return _with_continued(with_notes(_with_whole_captions(parts)))


def _with_whole_captions(parts: Sequence[Part]) -> list[Part]:
    """The parts, with the small print between the first line of a caption and its table as part of the caption."""
    found: list[Part] = []
    for i, part in enumerate(parts):
        before, table = found[-1] if found else None, parts[i + 1] if i + 1 < len(parts) else None
        if (
            before is not None
            and before.kind == "caption"
            and part.kind in ("paragraph", "footnote", "heading")
            and table is not None
            and table.grid is not None
            and len(before.text) + len(part.text) < _LONGEST_CAPTION
            and _is_between(before, part, table.grid)
        ):
            found[-1] = replace(before, lines=before.lines + part.lines)
        else:
            found.append(part)
    return found


def _is_between(caption: Part, part: Part, grid: Grid) -> bool:
    """Whether a part is printed below the caption and above the table, within their margins."""
    above, boxes, below = caption.box, part.box, grid.boxes()
    if above is None or boxes is None or not below or not above.page == boxes.page == below[0].page:
        return False
    table = around([box for box in below if box.page == boxes.page])
    left, right = min(above.x0, table.x0), max(above.x1, table.x1)
    is_below = boxes.top >= above.top and boxes.bottom <= table.top + 3
    return is_below and left - _OVERHANG <= boxes.x0 and boxes.x1 <= right + _OVERHANG


def _with_continued(parts: Sequence[Part]) -> list[Part]:
    """The parts, with the rows of a table that goes on under a repeated caption, or at the top of the next page, behind its own."""
    found: list[Part] = []
    tables: dict[str, int] = {}
    last: int | None = None
    i = 0
    while i < len(parts):
        part = parts[i]
        has_caption = part.kind == "caption" and i + 1 < len(parts) and parts[i + 1].grid is not None
        table = parts[i + 1] if has_caption else part
        if table.grid is None:
            found.append(part)
            i += 1
            continue
        label = table_label(part.text) if has_caption else None
        at = tables.get(label.lower()) if label is not None else None if has_caption else last
        grid = found[at].grid if at is not None else None
        if at is not None and grid is not None and (label is not None or _goes_on_overleaf(grid, table.grid)):
            whole = _joined(grid, table.grid)
            if whole is not None:
                found[at] = replace(found[at], grid=whole)
                i += 2 if has_caption else 1
                notes = at + 1
                while notes < len(found) and found[notes].kind == "footnote":
                    notes += 1
                while i < len(parts) and parts[i].kind == "footnote":
                    found.insert(notes, parts[i])
                    tables = {name: place + (place >= notes) for name, place in tables.items()}
                    last = None if last is None else last + (last >= notes)
                    notes, i = notes + 1, i + 1
                continue
        found += [part, table] if has_caption else [part]
        last = len(found) - 1
        if label is not None:
            tables[label.lower()] = last
        i += 2 if has_caption else 1
    return found


def _goes_on_overleaf(grid: Grid, following: Grid) -> bool:
    """Whether a table without a caption stands on the page after another, as wide and at the same place."""
    here, there = grid.boxes(), following.boxes()
    if not here or not there or there[0].page != here[-1].page + 1:
        return False
    above, below = around([box for box in here if box.page == here[-1].page]), around(there)
    return abs(above.x0 - below.x0) < _BESIDE and abs(above.x1 - below.x1) < _BESIDE


def _joined(grid: Grid, following: Grid) -> Grid | None:
    """The rows of both, a repeated head once; None where they have not the same columns."""
    if grid.columns != following.columns:
        return None
    rows = following.rows
    head = grid.shown()[: grid.header_rows]
    if following.shown()[: grid.header_rows] == head:
        rows = rows[grid.header_rows :]
    return Grid((*grid.rows, *map(_as_body, rows)), grid.header_rows)


def _as_body(row: tuple[GridCell, ...]) -> tuple[GridCell, ...]:
    """A row that was taken for a head: what stands alone in it heads the rows below."""
    filled = [cell for cell in row if cell.lines]
    if len(filled) != 1 or filled[0].columns == 1:
        return row
    return tuple(replace(cell, indent=-1.0) if cell.lines else cell for cell in row)
