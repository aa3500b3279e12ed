"""Which printed lines of a table are one row: told by rulings, by the white between rows, or by lines that go on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from extract.read.pdf.page import Word
from extract.read.tables.columns import Columns, Piece
from extract.read.tables.grid import BEGINS_VALUE

Line = Mapping[int, Piece]
"""The pieces of a printed line by their first column."""

_LOOSE = 1.15
"""From how many times the tightest distance of lines on they stand apart."""
_LEADING = 1.5
"""Lines of one cell stand no farther apart than this, in font sizes."""
_FEWEST_WORDS = 3
"""In a line with fewer words than this, a capital or a number below is taken for a new row."""
_COMPLETE_SHARE = 0.34
_GOES_ON = re.compile(r"^[a-z(\[±–/,;%]|^&|^\+/")
_OPEN_END = re.compile(r"(?:[-,/(&–±]|\b(?:[a-z]{1,3}|with|from|than))$")
_IN_BRACKETS = re.compile(r"^[(\[±–/]")


def rows_of(lines: Sequence[Line], columns: Columns, rules: Sequence[float]) -> list[list[int]]:
    """The numbers of the lines that make each row. `rules` are the heights of rulings across the whole table."""
    bases = [_base(line) for line in lines]
    divided = [any(above < rule < below for rule in rules) for above, below in itertools.pairwise(_middles(lines))]
    steps = [below - above for above, below in itertools.pairwise(bases)]
    tight = _tightest(steps)
    size = max((word.size for line in lines for piece in line.values() for word in piece.words), default=0.0)
    is_tight = tight <= _LEADING * size
    is_spaced = is_tight and _spacing_tells(lines, steps, tight, len(columns))
    rows: list[list[int]] = []
    for i, line in enumerate(lines):
        if not rows or divided[i - 1]:
            rows.append([i])
            continue
        row = [lines[n] for n in rows[-1]]
        if is_spaced:
            goes_on = steps[i - 1] <= _LOOSE * tight or (steps[i - 1] <= 2 * tight and _is_remainder(line, row, len(columns)))
        else:
            goes_on = steps[i - 1] <= min(1.6 * tight, _LEADING * size) and _goes_on(line, row, columns)
        if goes_on:
            rows[-1].append(i)
        else:
            rows.append([i])
    return rows


def _base(line: Line) -> float:
    """The height at which most of a line stands: raised and lowered letters are small."""
    words = [word for piece in line.values() for word in piece.words]
    size = max(word.size for word in words)
    return max(word.bottom for word in words if word.size > 0.85 * size)


def _middles(lines: Sequence[Line]) -> list[float]:
    words: list[list[Word]] = [[word for piece in line.values() for word in piece.words] for line in lines]
    return [(min(w.top for w in line) + max(w.bottom for w in line)) / 2 for line in words]


def _tightest(steps: Sequence[float]) -> float:
    ordered = sorted(steps)
    return ordered[len(ordered) // 5] if ordered else 0.0


def _spacing_tells(lines: Sequence[Line], steps: Sequence[float], tight: float, columns: int) -> bool:
    """Whether lines of one row stand closer than rows do. Where close lines are whole rows, the white only groups the rows."""
    close = [line for line, step in zip(lines[1:], steps, strict=True) if step <= _LOOSE * tight]
    if not close or len(close) == len(steps):
        return False
    complete = sum(0 in line and 2 * len(line) > columns and len(line) > 1 for line in close)
    values = sum(0 in line and any(BEGINS_VALUE.match(text_of(piece)) for column, piece in line.items() if column) for line in close)
    return complete <= _COMPLETE_SHARE * len(close) or values < 0.15 * len(close)


def _is_remainder(line: Line, row: Sequence[Line], columns: int) -> bool:
    """Whether a line without a label holds little, all of it below something of the row and like what goes on."""
    if 0 in line or len(line) > max(1, columns // 3) or any(piece.last > piece.first for piece in line.values()):
        return False
    likely = all(_GOES_ON.match(text_of(piece)) or BEGINS_VALUE.match(text_of(piece)) for piece in line.values())
    return likely and all(any(column in above for above in row) for column in line)


def _goes_on(line: Line, row: Sequence[Line], columns: Columns) -> bool:
    """Whether a line goes on with the words of the row above it."""
    has_values = any(column > 0 for above in row for column in above)
    if 0 not in line and not has_values:
        return any(piece.last == piece.first for piece in line.values())  # the label stands above its values
    return all(_piece_goes_on(piece, column, row, columns) for column, piece in line.items() if column == 0 or has_values)


def _piece_goes_on(piece: Piece, column: int, row: Sequence[Line], columns: Columns) -> bool:
    """Whether a piece goes on with the words above it: they are open, or their line had no room for its first word."""
    above = [line[column] for line in row if column in line]
    if not above or piece.last > piece.first:
        return False
    text, before = text_of(piece), text_of(above[-1])
    if _OPEN_END.search(before) or _IN_BRACKETS.match(text):
        return True
    room = columns.extents[column][1] - above[-1].x1
    word = piece.words[0]
    is_full = room < word.x1 - word.x0 + 0.3 * word.size
    return is_full and (bool(_GOES_ON.match(text)) or len(above[-1].words) >= _FEWEST_WORDS)


def text_of(piece: Piece) -> str:
    """The words of a piece, for looking at."""
    return " ".join(word.text for word in piece.words)
