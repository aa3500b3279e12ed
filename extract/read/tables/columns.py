"""The columns of a table without upright rulings: white strips between words, and what stands in which column or across several."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extract.read.pdf.page import Rect, Word

_GAP = 4.5
"""Least white between two columns, in points."""
_GAP_OF_FEW = 1.0
"""The same where only a few lines show it, in font sizes: words of few lines leave gaps by chance."""
_FEW_LINES = 4
_CROSSED = 0.08
"""Share of the lines that may write into a strip."""
_MEETING = 1.5
"""Rulings with less white between them, in points, are drawn cell by cell."""
_SPACE = 0.4
"""White wider than this, in font sizes, is more than a space between words."""
_RUN = 0.9
"""White wider than this, in font sizes, divides a line into runs wherever the columns are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that stand in one column, or across the columns from `first` to `last`."""

    first: int
    last: int
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1


@dataclass(frozen=True, slots=True)
class Columns:
    """The borders between columns, and from where to where the words of each column go."""

    borders: tuple[float, ...]
    extents: tuple[tuple[float, float], ...]

    def __len__(self) -> int:
        return len(self.extents)

    def pieces(self, line: Sequence[Word]) -> list[Piece]:
        """The words of a line by column, from left to right. Words that run on over a border are one piece."""
        runs: list[list[Word]] = [[line[0]]]
        for before, word in itertools.pairwise(line):
            white = word.x0 - before.x1
            crossed = self.at(before) != self.at(word)
            if white > (_SPACE * min(before.size, word.size) if crossed else _RUN * max(before.size, word.size)):
                runs.append([])
            runs[-1].append(word)
        pieces: list[Piece] = []
        for run in runs:
            piece = Piece(self.at(run[0]), max(self.at(run[0]), self.at(run[-1])), tuple(run))
            other = pieces[-1] if pieces else None
            if other is not None and other.first < other.last == piece.first:
                pieces[-1] = Piece(other.first, other.last - 1, other.words)  # it only reaches over the border
            elif other is not None and other.last == piece.first < piece.last:
                piece = Piece(piece.first + 1, piece.last, piece.words)
            pieces.append(piece)
        return pieces

    def at(self, word: Word) -> int:
        """The column in which the middle of a word stands."""
        middle = (word.x0 + word.x1) / 2
        return sum(middle > border for border in self.borders)

    def under(self, rule: Rect) -> tuple[int, int] | None:
        """The first and last column that a short ruling stands over."""
        covered = [i for i, (x0, x1) in enumerate(self.extents) if min(rule.x1, x1) - max(rule.x0, x0) > 0.4 * (x1 - x0)]
        return (covered[0], covered[-1]) if covered else None


def columns_of(lines: Sequence[Sequence[Word]], width: float, rules: Sequence[Rect] = ()) -> Columns:
    """The columns in which most lines are written, or those that rulings drawn cell by cell show.

    Lines that run through without a gap do not count where others have gaps.
    """
    gapped = [line for line in lines if len(runs_of(line)) > 1]
    shown = gapped if len(gapped) >= 2 else list(lines)
    size = max(word.size for line in shown for word in line)
    least = _GAP if len(shown) > _FEW_LINES else max(_GAP, _GAP_OF_FEW * size)
    drawn, white = _drawn_borders(shown, rules), _white_strips(shown, least)
    borders = drawn if len(drawn) >= len(white) else white  # headers that span columns are drawn as one
    columns = Columns(borders, ((0.0, width),) * (len(borders) + 1))
    extents: list[tuple[float, float] | None] = [None] * len(columns)
    for line in shown:
        for piece in columns.pieces(line):
            if piece.first == piece.last:
                x0, x1 = extents[piece.first] or (piece.x0, piece.x1)
                extents[piece.first] = min(x0, piece.x0), max(x1, piece.x1)
    left = min(line[0].x0 for line in lines)
    edges = [left, *borders, max(line[-1].x1 for line in lines)]
    known = tuple(extent or (edges[i], edges[i + 1]) for i, extent in enumerate(extents))
    return Columns(borders, known)


def runs_of(line: Sequence[Word]) -> list[list[Word]]:
    """A line cut where there is more white than between words."""
    runs: list[list[Word]] = [[line[0]]]
    for before, word in itertools.pairwise(line):
        if word.x0 - before.x1 > _RUN * max(before.size, word.size):
            runs.append([])
        runs[-1].append(word)
    return runs


def _drawn_borders(lines: Sequence[Sequence[Word]], rules: Sequence[Rect]) -> tuple[float, ...]:
    """Where rulings on one level meet, on the level that has the most of them; none where words stand across."""
    best: tuple[float, ...] = ()
    for rule in rules:
        level = sorted((other for other in rules if abs(other.top - rule.top) < 1.5), key=lambda other: other.x0)
        meeting = tuple((a.x1 + b.x0) / 2 for a, b in itertools.pairwise(level) if abs(b.x0 - a.x1) < _MEETING)
        if len(meeting) > len(best) and len(meeting) == len(level) - 1:
            best = meeting
    crossed = sum(any(word.x0 + 1 < border < word.x1 - 1 for word in line) for line in lines for border in best)
    return best if crossed <= _CROSSED * len(lines) * len(best) else ()


def _white_strips(lines: Sequence[Sequence[Word]], least: float) -> tuple[float, ...]:
    """Middles of the strips that hardly any line writes into."""
    x0, x1 = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    bins = [0] * (int(x1 - x0) + 2)
    for line in lines:
        for i in {i for word in line for i in range(max(0, int(word.x0 - x0)), int(word.x1 - x0) + 1)}:
            bins[i] += 1
    allowed = _CROSSED * len(lines)
    borders: list[float] = []
    start: int | None = None
    for i, count in enumerate(bins):
        if count <= allowed:
            start = i if start is None else start
        elif start is not None:
            if i - start >= least and start > 0:
                borders.append(x0 + (start + i) / 2)
            start = None
    return tuple(borders)
