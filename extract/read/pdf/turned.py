"""Pages whose print is turned by a right angle, as wide tables often are: read upright, and what was read put back where it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from extract.model.document import Box
from extract.read.layout.lines import lines_of
from extract.read.parts import Part
from extract.read.pdf.letters import Floats, Integers
from extract.read.pdf.page import STEEPEST, Page, Word
from extract.read.pdf.turn import Turn
from extract.read.tables.grid import Grid

_MOST = 0.6
"""Share of the letters of a page that are turned the same way when the page is."""
_LEAST_LINES = 4
"""Fewer lines are a stamp beside a picture."""
_WAYS: tuple[tuple[Literal[90, 270], int], ...] = ((90, 1), (270, -1))


class Slopes(NamedTuple):
    """The ways in which the letters of a page run: for each piece of print how far it goes right and up, and its letters."""

    right: Floats
    up: Floats
    letters: Integers


def read_upright(page: Page, slopes: Slopes, read: Callable[[Turn], Page]) -> Page:
    """The page, or what is read of it when it is turned, with its turn, where that makes most of its print upright."""
    turn = _turn(page, slopes)
    if turn is None:
        return page
    turned = read(turn)
    return turned._replace(turn=turn) if len(lines_of(turned.words)) >= _LEAST_LINES else page


def _turn(page: Page, slopes: Slopes) -> Turn | None:
    steep = np.abs(slopes.right) < STEEPEST * np.abs(slopes.up)
    if not steep.any():
        return None
    for clockwise, way in _WAYS:
        if slopes.letters[steep & (way * slopes.up > 0)].sum() >= _MOST * slopes.letters.sum():
            return Turn(clockwise, page.width, page.height)
    return None


def turned_back(parts: Iterable[Part], pages: Sequence[Page]) -> list[Part]:
    """The parts; those of turned pages with the places at which they are printed."""
    turns = {page.number: page.turn for page in pages if page.turn is not None}
    return [_part(part, turns) for part in parts] if turns else [*parts]


def _part(part: Part, turns: dict[int, Turn]) -> Part:
    lines = tuple(
        replace(line, box=_box(line.box, turns[line.box.page]), words=_words(line.words, turns[line.box.page]))
        if line.box is not None and line.box.page in turns
        else line
        for line in part.lines
    )
    return replace(part, lines=lines, grid=_grid(part.grid, turns) if part.grid is not None else None)


def _grid(grid: Grid, turns: dict[int, Turn]) -> Grid:
    rows = tuple(
        tuple(
            replace(cell, box=_box(cell.box, turns[cell.box.page]), words=tuple(_words(line, turns[cell.box.page]) for line in cell.words))
            if cell.box is not None and cell.box.page in turns
            else cell
            for cell in row
        )
        for row in grid.rows
    )
    return replace(grid, rows=rows)


def _box(box: Box, turn: Turn) -> Box:
    return Box(box.page, *(round(side, 2) for side in turn.back((box.x0, box.top, box.x1, box.bottom))))


def _words(words: Sequence[Word], turn: Turn) -> tuple[Word, ...]:
    return tuple(Word(word.text, *turn.back((word.x0, word.top, word.x1, word.bottom)), word.size, word.font) for word in words)
