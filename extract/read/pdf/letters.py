"""Letters on a page put together to words, by the rules of pdfplumber's `extract_words`, so that both readers give the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.read.pdf.page import X_TOLERANCE, Y_TOLERANCE, FoundWord, points

AGAIN = 0.12
"""The same letter within this distance, in font sizes, is drawn a second time to look bold."""
_BLANKS = np.array([code for code in range(0x3001) if chr(code).isspace()])

Print = tuple[str, float]
"""Font name and font size."""
Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Letters(NamedTuple):
    """The letters of a page in the order in which they are drawn, one number for each in every column.

    `x0`, `x1`, `top` and `bottom` are in points from the top left corner. A letter says the character with its code point, and what
    `tails` holds for its number: the rest of a ligature. `runs` are numbers of `prints`: neighbours in one print make a run.
    """

    codes: Integers
    x0: Floats
    x1: Floats
    top: Floats
    bottom: Floats
    runs: Integers
    tails: Mapping[int, str]
    prints: Sequence[Print]


def words_of(letters: Letters) -> Iterator[FoundWord]:
    """The words in the letters, run by run. A letter drawn twice counts once."""
    if not len(letters.codes):
        return
    sizes = np.array([size for _, size in letters.prints])
    order, lines = _in_lines(letters)
    covered = _covered(letters)
    if covered.any():
        order, lines = order[~covered[order]], lines[~covered[order]]
    order, lines = _drawn_once(letters, order, lines, sizes)
    em = sizes[letters.runs[order]]
    x0, x1, top, codes = letters.x0[order], letters.x1[order], letters.top[order], letters.codes[order]
    blank = np.isin(codes, _BLANKS)
    begins = np.ones(len(order), bool)
    begins[1:] = lines[1:] != lines[:-1]
    begins[1:] |= blank[:-1]
    begins[1:] |= x0[1:] > x1[:-1] + X_TOLERANCE * em[:-1]
    begins[1:] |= np.abs(top[1:] - top[:-1]) > Y_TOLERANCE
    shown = np.flatnonzero(~blank)
    starts = np.flatnonzero(begins[shown])
    if not len(starts):
        return
    order = order[shown]
    signs = list(codes[shown].astype("<u4").tobytes().decode("utf-32-le", "replace"))
    for place in np.flatnonzero(np.isin(order, [*letters.tails])).tolist():
        signs[place] += letters.tails[int(order[place])]
    firsts = starts.tolist()
    count = len(firsts)
    sides = points(
        np.concatenate(
            (
                x0[shown][starts],
                np.minimum.reduceat(top[shown], starts),
                np.maximum.reduceat(x1[shown], starts),
                np.maximum.reduceat(letters.bottom[order], starts),
            )
        )
    )
    columns = (*(sides[i * count : (i + 1) * count] for i in range(4)), letters.runs[order[starts]].tolist())
    for start, end, left, upper, right, lower, run in zip(firsts, [*firsts[1:], len(signs)], *columns, strict=True):
        font, size = letters.prints[run]
        yield "".join(signs[start:end]), left, upper, right, lower, size, font


def _covered(letters: Letters) -> Flags:
    """Which letters are blanks that the next letter covers: those part no words."""
    covered = np.zeros(len(letters.codes), bool)
    blanks = np.flatnonzero(np.isin(letters.codes[:-1], _BLANKS))
    middle = (letters.x0[blanks] + letters.x1[blanks]) / 2
    level = np.abs(letters.top[blanks + 1] - letters.top[blanks]) < Y_TOLERANCE
    covered[blanks] = level & (letters.x0[blanks + 1] < middle) & (letters.x1[blanks + 1] > middle)
    return covered


def _in_lines(letters: Letters) -> tuple[Integers, Integers]:
    """The numbers of the letters line by line, each line from left to right, with the number of the line of each.

    Letters of one run stand on a line when no white higher than a tolerance parts their tops.
    """
    down = np.lexsort((letters.top, letters.runs))
    runs, top = letters.runs[down], letters.top[down]
    begins = (runs[1:] != runs[:-1]) | (top[1:] > top[:-1] + Y_TOLERANCE)
    lines = np.zeros(len(down), np.intp)
    lines[down[1:]] = np.cumsum(begins)
    order = np.lexsort((letters.x0, lines))
    return order, lines[order]


def _drawn_once(letters: Letters, order: Integers, lines: Integers, sizes: Floats) -> tuple[Integers, Integers]:
    """The letters without those that are drawn over the same letter before them."""
    codes = letters.codes[order]
    likely = np.flatnonzero((codes[1:] == codes[:-1]) & (lines[1:] == lines[:-1]))
    here, before = order[likely + 1], order[likely]
    near = AGAIN * sizes[letters.runs[here]]
    again = (letters.x0[here] - letters.x0[before] < near) & (np.abs(letters.top[here] - letters.top[before]) < near)
    if not again.any():
        return order, lines
    kept = np.ones(len(order), bool)
    kept[likely[again] + 1] = False
    return order[kept], lines[kept]
