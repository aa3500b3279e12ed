"""From the words inside a table to its cells: columns by white strips, head by rulings and print, rows by white and by what goes on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.read.layout.lines import line_text, lines_of
from extract.read.pdf.page import Rect, Word
from extract.read.tables.areas import merged_levels
from extract.read.tables.columns import Columns, Piece, columns_of
from extract.read.tables.grid import BEGINS_VALUE, EMPTY, Grid, GridCell, box_of
from extract.read.tables.rows import Line, rows_of, text_of

_HEAD_LINES = 8
_FEWEST_RULES = 3
_RULED_SHARE = 0.35
"""From how many rulings for each line of the body on they are between all rows."""
_WHOLE = 0.6
"""Share of the width of a table from which a ruling divides the whole table."""
_NOTE_SIGN = re.compile(r"^[a-z*†‡§¶#∥]{1,3}(?:,[a-z*†‡§¶#∥]){0,3}$")
_LABELS = 12.0
"""Rulings that begin farther to the right than this, in points, leave the labels of the rows out: they stand under headers."""
_AMID = 12.0
"""How far from the middle of a table, in points, a line that is centred in it may stand."""
_CENTRED = 3.0
"""How much nearer its middle must come, in points, for a header to stand over a column that it does not touch."""
_OUTERMOST = -1.0
"""The indent of a line that stands across the columns: it heads all that follows."""


def grid_of_words(page: int, words: Sequence[Word], rules: Sequence[Rect]) -> Grid | None:
    """The cells of a table that has no upright rulings; None where its words stand in one column that no rulings enclose.

    `rules` are the level rulings in the area of the table. The first that goes across closes the head; short ones stand under a
    header that spans columns.
    """
    lines = lines_of(words)
    if len(lines) < 2:
        return None
    x0, x1 = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    levels = merged_levels(rules)
    whole = [level.top for level in levels if level.x1 - level.x0 >= _WHOLE * (x1 - x0) and level.x0 < x0 + _LABELS]
    head, is_closed = _head_lines(lines, whole)
    columns = columns_of(lines[head:] if head < len(lines) else lines, x1 - x0, rules)
    if len(columns) < 2 and len(whole) < 2:
        return None
    if not is_closed:
        head = _head_by_look(lines, columns)
    rows = _head_rows(page, lines[:head], columns, [rule for rule in rules if rule.x1 - rule.x0 < _WHOLE * (x1 - x0)])
    header_rows = len(rows)
    body = lines[head:]
    bounds = [level for level in levels if body and _middle(body[0]) < level.top < _middle(body[-1])]
    if len({round(level.top) for level in bounds}) >= max(_FEWEST_RULES, _RULED_SHARE * len(body)):
        rows += _ruled_rows(page, body, columns, bounds)
    elif body:
        pieces = [_by_column(columns.pieces(line)) for line in body]
        rows += [_row(page, [pieces[i] for i in group], columns) for group in rows_of(pieces, columns, whole)]
    return Grid(tuple(rows), header_rows or 1) if len(rows) > 1 else None


def _middle(line: Sequence[Word]) -> float:
    return sum((word.top + word.bottom) / 2 for word in line) / len(line)


def _head_lines(lines: Sequence[Sequence[Word]], whole: Sequence[float]) -> tuple[int, bool]:
    """How many lines stand above the first ruling that closes a head, and whether there is one; 1 where there is none."""
    for rule in whole:
        above = sum(min(word.top for word in line) + 1 < rule for line in lines)
        if 0 < above < len(lines):
            return (above, True) if above <= _HEAD_LINES and above <= len(lines) - above + 3 else (1, False)
    return 1, False


def _head_by_look(lines: Sequence[Sequence[Word]], columns: Columns) -> int:
    """How many lines are the head of a table without a ruling below it: in other print than the rest, or above the first numbers."""
    fonts = [{word.font for word in line} for line in lines]
    usual = [fonts[-1], fonts[len(fonts) // 2]]
    bold = len(list(itertools.takewhile(lambda used: not any(used & other for other in usual), fonts)))
    if 0 < bold <= _HEAD_LINES and bold < len(lines) - 1:
        return bold
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if any(piece.first > 0 and BEGINS_VALUE.match(text_of(piece)) for piece in columns.pieces(line)):
            return max(1, i if i <= 4 else 1)
    return 1


def _by_column(pieces: Sequence[Piece]) -> dict[int, Piece]:
    """The pieces of a line by their first column; those of one column are put together."""
    line: dict[int, Piece] = {}
    for piece in pieces:
        if piece.first in line:
            other = line[piece.first]
            piece = Piece(piece.first, max(piece.last, other.last), (*other.words, *piece.words))
        line[piece.first] = piece
    return line


def _row(page: int, lines: Sequence[Line], columns: Columns) -> tuple[GridCell, ...]:
    """One row of the body of its printed lines."""
    cells = []
    for column in range(len(columns)):
        pieces = [line[column] for line in lines if column in line]
        cell = cell_of(page, [piece.words for piece in pieces])
        if pieces:
            left = columns.extents[column][0]
            span = max(piece.last for piece in pieces) - column + 1
            indent = max(0.0, (pieces[0].x0 - left) / (0.5 * pieces[0].words[0].size))
            alone = len({first for line in lines for first in line}) == 1
            if alone and column > 0 and _is_amid(pieces[0], columns):
                span = max(span, len(columns) - column)
            is_set_off = alone and (column > 0 or (span > 1 and indent > 6.0))
            cell = replace(cell, columns=span, indent=_OUTERMOST if is_set_off else round(indent, 1))
        cells.append(cell)
    return tuple(cells)


def _is_amid(piece: Piece, columns: Columns) -> bool:
    """Whether words stand in the middle of the table: they head the rows below."""
    middle = (columns.extents[0][0] + columns.extents[-1][1]) / 2
    return abs((piece.x0 + piece.x1) / 2 - middle) < _AMID and not any(character.isdigit() for character in text_of(piece))


def _ruled_rows(page: int, lines: Sequence[Sequence[Word]], columns: Columns, rules: Sequence[Rect]) -> list[tuple[GridCell, ...]]:
    """The rows of a body with rulings between them. A cell goes on from the ruling above it to the next one in its own columns."""
    heights = sorted({round(rule.top, 1) for rule in rules})
    heights = [height for i, height in enumerate(heights) if i == 0 or height - heights[i - 1] > 2]
    spanning = {piece.words: piece for line in lines for piece in columns.pieces(line) if piece.last > piece.first}
    wide = {word: piece for words, piece in spanning.items() for word in words}
    words: dict[tuple[int, int], list[Word]] = {}
    starts: list[list[int]] = []
    for column, (x0, x1) in enumerate(columns.extents):
        own = [rule for rule in rules if min(rule.x1, x1) - max(rule.x0, x0) > 0.5 * (x1 - x0)]
        starts.append([0, *(i + 1 for i, height in enumerate(heights) if any(abs(rule.top - height) < 2.1 for rule in own))])
        for word in (word for line in lines for word in line):
            at = wide[word].first if word in wide else columns.at(word)
            if at == column:
                band = sum((word.top + word.bottom) / 2 > height for height in heights)
                words.setdefault((max(start for start in starts[column] if start <= band), column), []).append(word)
    rows = []
    for band in range(len(heights) + 1):
        row = []
        for column in range(len(columns)):
            cell = cell_of(page, lines_of(words.get((band, column), ())))
            following = min((start for start in starts[column] if start > band), default=len(heights) + 1)
            last = max((piece.last for word in words.get((band, column), ()) if (piece := wide.get(word))), default=column)
            row.append(replace(cell, rows=following - band, columns=last - column + 1) if cell.lines else cell)
        rows.append(tuple(row))
    return [row for row in rows if any(cell.lines for cell in row)]


def _head_rows(page: int, lines: Sequence[Sequence[Word]], columns: Columns, short: Sequence[Rect]) -> list[tuple[GridCell, ...]]:
    """The rows of a head: a line with headers that span columns is a row above those that they span."""
    if not lines:
        return []
    levels = _levels(lines, columns, short)
    found: list[dict[int, tuple[int, list[tuple[Word, ...]]]]] = []
    for level in levels:
        headers: dict[int, tuple[int, list[tuple[Word, ...]]]] = {}
        for pieces in level:
            for piece in pieces:
                owner = next((first for first, (last, _) in headers.items() if first <= piece.last and piece.first <= last), None)
                if owner is None:
                    headers[piece.first] = piece.last, [piece.words]
                else:
                    last, words = headers.pop(owner)
                    headers[min(owner, piece.first)] = max(last, piece.last), [*words, piece.words]
        found.append(headers)
    rows: list[tuple[GridCell, ...]] = []
    for r, headers in enumerate(found):
        row = []
        for column in range(len(columns)):
            if column not in headers:
                row.append(EMPTY)
                continue
            last, words = headers[column]
            below = 1 if last > column else next((n for n in range(1, len(found) - r) if column in found[r + n]), len(found) - r)
            row.append(replace(cell_of(page, words), columns=last - column + 1, rows=below))
        rows.append(tuple(row))
    return rows


def _levels(lines: Sequence[Sequence[Word]], columns: Columns, short: Sequence[Rect]) -> list[list[list[Piece]]]:
    """The lines of a head, as pieces, level by level: a level ends below headers that span columns which have headers of their own."""
    levels: list[list[list[Piece]]] = [[]]
    pieces = [columns.pieces(line) for line in lines]
    unnamed = set(range(1, len(columns))) - {column for line in pieces for piece in line for column in range(piece.first, piece.last + 1)}
    for i, line in enumerate(lines):
        bottom = max(word.bottom for word in line)
        following = min(word.top for word in lines[i + 1]) if i + 1 < len(lines) else bottom + 6
        under = [rule for rule in short if bottom - 3 < rule.top < (following + bottom) / 2 + 3]
        lowest = [rule for rule in short if rule.top > bottom - 3 and not _covers_header(rule, lines[i + 1 :])]
        spread = _spread(pieces[i], pieces[i + 1 :], unnamed, columns, lowest)
        levels[-1].append(spread)
        lower = {column for below in pieces[i + 1 :] for piece in below for column in range(piece.first, piece.last + 1)}
        spans = [piece for piece in spread if piece.last > piece.first]
        is_above = any(sum(column in lower for column in range(piece.first, piece.last + 1)) > 1 for piece in spans)
        if i + 1 < len(lines) and (under or is_above):
            levels.append([])
    return levels


def _covers_header(rule: Rect, lines: Sequence[Sequence[Word]]) -> bool:
    """Whether one of the lines has words right above a short ruling."""
    return any(word.bottom < rule.top + 3 and rule.x0 < (word.x0 + word.x1) / 2 < rule.x1 for line in lines for word in line)


def _spread(
    pieces: Sequence[Piece], below: Sequence[Sequence[Piece]], unnamed: set[int], columns: Columns, rules: Sequence[Rect]
) -> list[Piece]:
    """The headers of a line, spread over the columns that they name: those over a short ruling, or those they stand amid.

    These have headers of their own `below`, or none at all.
    """
    spread: list[Piece] = []
    lower = {column for line in below for piece in line for column in range(piece.first, piece.last + 1)}
    for i, piece in enumerate(pieces):
        middle = (piece.x0 + piece.x1) / 2
        ruled = next((columns.under(rule) for rule in rules if rule.x0 - 2 < middle < rule.x1 + 2), None)
        if ruled is not None:
            spread.append(Piece(min(ruled[0], piece.first), max(ruled[1], piece.last), piece.words))
            continue
        if not lower | unnamed:
            spread.append(piece)
            continue
        left = pieces[i - 1].last + 1 if i else 1
        right = pieces[i + 1].first - 1 if i + 1 < len(pieces) else len(columns) - 1
        best, nearest = (piece.first, piece.last), _off(piece.first, piece.last, middle, columns) - _CENTRED
        for first in range(min(left, piece.first), piece.first + 1):
            for last in range(piece.last, max(right, piece.last) + 1):
                named = set(range(first, last + 1)) - set(range(piece.first, piece.last + 1))
                if named <= lower | unnamed and _off(first, last, middle, columns) < nearest:
                    best, nearest = (first, last), _off(first, last, middle, columns)
        spread.append(Piece(*best, piece.words))
    return spread


def _off(first: int, last: int, middle: float, columns: Columns) -> float:
    return abs((columns.extents[first][0] + columns.extents[last][1]) / 2 - middle)


def cell_of(page: int, lines: Sequence[Sequence[Word]]) -> GridCell:
    """A cell of printed lines; raised letters and signs that call a note are written "^a"."""
    words = tuple(tuple(line) for line in lines if line)
    if not words:
        return EMPTY
    return GridCell(tuple(map(_text, words)), box=box_of(page, [word for line in words for word in line]), words=words)


def _text(words: Sequence[Word]) -> str:
    size = max(word.size for word in words)
    base = [word for word in words if word.size > 0.85 * size]
    middle = sum((word.top + word.bottom) / 2 for word in base) / len(base)
    marked = [
        word._replace(text=f"^{word.text}")
        if word.size < 0.85 * size and (word.top + word.bottom) / 2 < middle - 0.05 * size and _NOTE_SIGN.match(word.text)
        else word
        for word in words
    ]
    return line_text(marked)
