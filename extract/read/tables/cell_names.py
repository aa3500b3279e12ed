"""What names the cells of a table: the headers above, the labels and groups to the left, the unit they announce, the notes they call."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.grammar.units import Units, load_units
from extract.model.document import NoteMark
from extract.read.tables.grid import Grid, GridCell
from extract.resources import patterns_folder

_SIGNS = "*†‡§¶#∥"
_RAISED = re.compile(rf"\^([a-z{_SIGNS}]{{1,2}}(?:\s*,\s*[a-z{_SIGNS}]{{1,2}})*)(?![\w^])")
_RAISED_NUMBERS = re.compile(r"(?<=[A-Za-z)\]%])\^(\d{1,2}(?:,\d{1,2})*)(?!\w)")
_SIGNS_BEFORE = re.compile(rf"^([{_SIGNS}]{{1,4}})\s*(?=\w)")
_SIGNS_BEHIND = re.compile(rf"(?<=[^{_SIGNS}\s])\s*([{_SIGNS}]{{1,4}})$")
_LETTERS_BEHIND = re.compile(r"(?<=[\d%)])\s?([a-z](?:,\s?[a-z])*)$")
_NOTE_BEGINS = re.compile(
    rf"(?:^|(?<=[.;:])\s*|(?<=\s))(?:([{_SIGNS}]{{1,4}})\s*(?=\w)|\^([a-z]|\d{{1,2}})[.):]?\s*)|(?:^|(?<=[.;])\s+)(?:([a-z])[.):]?\s*|(\d{{1,2}})[.):]?\s+)(?=[A-Z(<])"
)
_UNIT = re.compile(r"[(\[]\s*([^()\[\]]{1,24}?)\s*[)\]]|(?:,\s*|\bin\s+)([^()\[\],]{1,24}?)\s*$")
_COUNT_AND_SHARE = re.compile(r"\b(?:n|no\.?|number)\b[^()]*[(\[,]\s*%\s*[)\]]?$", re.I)
_SIZE = re.compile(r"\s*[(\[]?\s*\bn\s*=\s*[\d,]+\s*[)\]]?", re.I)
_INDENTED = 0.7
"""From how many letters on a label counts as set in."""
_TEXTUAL = 0.8


@dataclass(frozen=True, slots=True)
class NamedCell:
    """The words of a cell with what names them; `before` and `behind` are the marks of notes printed around them."""

    text: str
    before: str = ""
    behind: str = ""
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    unit: str | None = None
    marks: tuple[NoteMark, ...] = ()


def named_cells(
    grid: Grid, texts: Sequence[Sequence[str]], notes: Sequence[tuple[str | None, str]], caption: str | None
) -> tuple[tuple[NamedCell, ...], ...]:
    """Each cell of a grid with its paths, unit and marks. `texts` are the words of the cells, "" for empty ones.

    `notes` are the footnotes of the table, each with its mark where that is known apart from its words.
    """
    known = note_texts(notes)
    bare = [[_without_marks(text, known) for text in row] for row in texts]
    labels = [[_label(cell.text) for cell in row] for row in bare]
    columns = _ColumnPaths(grid, labels)
    row_paths = _row_paths(grid, labels)
    units = _units()
    named = []
    for r, row in enumerate(bare):
        cells = []
        for c, cell in enumerate(row):
            marks = (*cell.marks, *(NoteMark(mark, known.get(mark)) for mark in grid.rows[r][c].marks))
            column_path, row_path = columns.above(r, c), row_paths[r][c]
            has_value = r >= grid.header_rows and c > 0 and any(character.isdigit() for character in cell.text)
            unit = _announced((*reversed(column_path), *reversed(row_path), caption or ""), units) if has_value else None
            cells.append(NamedCell(cell.text, cell.before, cell.behind, row_path, column_path, unit, marks if cell.text else ()))
        named.append(tuple(cells))
    return tuple(named)


def note_texts(notes: Sequence[tuple[str | None, str]]) -> dict[str, str]:
    """The footnotes by their marks. A note without a mark of its own may hold several: "*P < 0.05. †Two patients withdrew."

    >>> note_texts([(None, "*P < 0.05. †Two patients withdrew.")])
    {'*': 'P < 0.05.', '†': 'Two patients withdrew.'}
    """
    found: dict[str, str] = {}
    for label, text in notes:
        if label is not None:
            found.setdefault(label, text)
            continue
        begins = list(_NOTE_BEGINS.finditer(text))
        for match, following in itertools.zip_longest(begins, begins[1:]):
            words = text[match.end() : following.start() if following else len(text)].strip()
            if words:
                found.setdefault(next(mark for mark in match.groups() if mark), words)
    return found


def _without_marks(text: str, notes: Mapping[str, str]) -> NamedCell:
    """A cell's words without the marks around them. Marks amid the words stay, and are counted."""
    before = behind = ""
    if match := _SIGNS_BEFORE.match(text):
        before, text = match.group(), text[match.end() :]
    marks = [] if match is None else [match[1]]
    inner = [m for pattern in (_RAISED, _RAISED_NUMBERS) for m in pattern.finditer(text)]
    inner = [m for m in inner if not m[1][0].isdigit() or all(mark in notes for mark in _each(m[1]))]
    marks += [mark for m in sorted(inner, key=lambda m: m.start()) for mark in _each(m[1])]
    cut = next((m.start() for m in inner if m.end() == len(text)), None)
    if cut:
        behind, text = text[cut:], text[:cut]
    elif (match := _SIGNS_BEHIND.search(text)) or (
        (match := _LETTERS_BEHIND.search(text)) and all(mark in notes for mark in _each(match[1]))
    ):
        behind, text = text[match.start() :], text[: match.start()]
        marks += _each(match[1])
    if text.endswith(" "):
        behind, text = " " + behind, text.rstrip()
    return NamedCell(text, before, behind, marks=tuple(NoteMark(mark, notes.get(mark)) for mark in marks))


def _each(marks: str) -> list[str]:
    return [mark.strip() for mark in marks.split(",") if mark.strip()]


def _label(text: str) -> str:
    """The words of a cell as a name for others: without marks amid them."""
    return _RAISED.sub("", text).strip()


class _ColumnPaths:
    """The headers above each place of a grid, the outermost first."""

    def __init__(self, grid: Grid, labels: Sequence[Sequence[str]]) -> None:
        over: list[list[tuple[int, str]]] = [[] for _ in range(grid.columns)]
        for r in range(grid.header_rows):
            for c, cell in enumerate(grid.rows[r]):
                if labels[r][c]:
                    for covered in over[c : c + cell.columns]:
                        covered.append((r, labels[r][c]))
        self._over = over

    def above(self, row: int, column: int) -> tuple[str, ...]:
        """The headers above a place; those of two rows that say the same are one."""
        said = [text for r, text in self._over[column] if r < row]
        return tuple(text for i, text in enumerate(said) if i == 0 or text != said[i - 1])


@dataclass(slots=True)
class _Group:
    label: str
    indent: float
    heads: bool
    """Whether it is a row of its own, with nothing but the label."""
    inner: float | None = None
    """How far the first row below it is set in."""


def _row_paths(grid: Grid, labels: Sequence[Sequence[str]]) -> list[list[tuple[str, ...]]]:
    """What names each place of a grid from the left, the outermost first: groups that the row stands in, then its own labels.

    A row whose first label is blank goes on under the label above it.
    """
    stub = _stub_columns(grid, labels)
    paths: list[list[tuple[str, ...]]] = [[()] * grid.columns for _ in range(grid.header_rows)]
    groups: list[_Group] = []
    outer: tuple[str, ...] = ()
    own = [""] * stub
    for r in range(grid.header_rows, len(grid.rows)):
        row = labels[r]
        at = next((c for c, text in enumerate(row) if text), 0)
        heads = is_group_row(grid, r)
        if heads or row[0]:
            _close(groups, grid.rows[r][at], heads=heads)
            outer, own = tuple(group.label for group in groups), [""] * stub
            groups.append(_Group(row[at], grid.rows[r][at].indent, heads))
        if heads:
            paths.append([outer] * grid.columns)
            outer = (*outer, row[at])
            continue
        own = [row[c] or label if not any(row[:c]) or c == 0 else row[c] for c, label in enumerate(own)]
        mine = [(*outer, *(label for label in own[:c] if label)) for c in range(stub)]
        paths.append(mine + [(*outer, *(label for label in own if label))] * (grid.columns - stub))
    return paths


def _close(groups: list[_Group], cell: GridCell, *, heads: bool) -> None:
    """Take off the groups that a row with this label no longer stands in."""
    while groups:
        top = groups[-1]
        if cell.indent > top.indent + _INDENTED:
            break
        is_within = top.heads and abs(cell.indent - top.indent) <= _INDENTED and not heads and (top.inner or 0.0) <= top.indent + _INDENTED
        if is_within:
            break
        groups.pop()
    if groups and groups[-1].inner is None:
        groups[-1].inner = cell.indent


def is_group_row(grid: Grid, row: int) -> bool:
    """Whether a row of the body holds one cell that names the rows below: the first, or one that spans columns."""
    if row < grid.header_rows or grid.columns < 2 or row + 1 >= len(grid.rows):
        return False
    filled = [(c, cell) for c, cell in enumerate(grid.rows[row]) if cell.lines]
    if len(filled) != 1:
        return False
    column, cell = filled[0]
    return column == 0 or cell.columns > 1


def _stub_columns(grid: Grid, labels: Sequence[Sequence[str]]) -> int:
    """How many columns at the left name the rows: the first, and a column of words beside one whose labels go for several rows."""
    body = [r for r in range(grid.header_rows, len(grid.rows)) if not is_group_row(grid, r)]
    stub = 1
    while stub < grid.columns - 1:
        beside = [labels[r][stub] for r in body if labels[r][stub]]
        words = sum(text[:1].isalpha() for text in beside)
        above = [(r, grid.rows[r][stub - 1].rows) for r in body]
        covered = {n for r, rows in above for n in range(r + 1, r + rows)}
        is_shared = any(r in covered or not labels[r][stub - 1] for r in body)
        if not is_shared or len(set(beside)) < 2 or words < _TEXTUAL * len(beside):
            break
        stub += 1
    return stub


def _announced(names: Sequence[str], units: Units) -> str | None:
    """The unit that the nearest of the names announces, as written: "IC50 (nM)", "Survival, months"."""
    for name in names:
        words = _SIZE.sub("", name).strip()
        if _COUNT_AND_SHARE.search(words):
            return None
        for match in reversed(list(_UNIT.finditer(words))):
            unit = (match[1] or match[2]).strip()
            if units.read(unit):
                return unit
    return None


@cache
def _units() -> Units:
    return load_units(patterns_folder())
