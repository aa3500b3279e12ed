"""What is drawn on a page as PDFium sees it: lines, rectangles and curves as pdfplumber would tell them apart, and images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.read.pdf import pdfium_calls as calls
from extract.read.pdf.drawings import Drawing, Mark, may_rule
from extract.read.pdf.letters import Flags, Floats, Integers
from extract.read.pdf.pdfium_calls import Cells, Matrix, Pairs

_DEEPEST_FORM = 12
_KINDS = ("line", "rect", "curve")
_LINE, _RECT, _CURVE = range(3)


class _Strokes(NamedTuple):
    """The points of all paths of a page, and for each part that is drawn without lifting the pen where it begins and ends among them.

    `curved` is true for points at the end of a curve; `path` is the number of the path of a part.
    """

    points: Floats
    curved: Flags
    starts: Integers
    ends: Integers
    path: Integers


class PageObjects:
    """All objects of an open page in the order in which they are drawn, with those inside forms."""

    def __init__(self, page: int) -> None:
        self._cells = Cells()
        self.texts: list[int] = []
        self._paths: list[tuple[int, Matrix | None]] = []
        self._images: list[tuple[int, Matrix | None]] = []
        for i in range(calls.object_count(page)):
            self._add(calls.object_at(page, i), None, 0)

    def _add(self, place: int, outer: Matrix | None, depth: int) -> None:
        kind = calls.object_type(place)
        if kind == calls.TEXT:
            self.texts.append(place)
        elif kind == calls.PATH:
            self._paths.append((place, outer))
        elif kind == calls.IMAGE:
            self._images.append((place, outer))
        elif kind == calls.FORM and depth < _DEEPEST_FORM:
            matrix = self._matrix(place, outer)
            for i in range(calls.form_object_count(place)):
                self._add(calls.form_object_at(place, i), matrix, depth + 1)

    def _matrix(self, place: int, outer: Matrix | None) -> Matrix:
        calls.object_matrix(place, self._cells.at_matrix)
        inner = calls.matrix_values(self._cells.matrix)
        return inner if outer is None else _product(inner, outer)

    def drawing(self, left: float, top: float, width: float, height: float, pairs: Pairs) -> Drawing:
        """The marks on a visible page whose upper left corner is at `left`, `top` in the coordinates of the PDF."""
        marks: dict[str, list[Mark]] = {kind: [] for kind in (*_KINDS, "image")}
        if self._paths:
            strokes = _strokes([place for place, _ in self._paths], pairs)
            matrices = np.array([self._matrix(*path) for path in self._paths])
            lengths = strokes.ends - strokes.starts
            x, y = _placed(strokes.points, np.repeat(matrices[strokes.path], lengths, axis=0), left, top)
            boxes = (each.tolist() for each in _boxes(x, y, strokes.starts))
            for shape, start, end, *box in zip(
                _shapes(strokes).tolist(), strokes.starts.tolist(), strokes.ends.tolist(), *boxes, strict=True
            ):
                marks[_KINDS[shape]].append(_mark(_KINDS[shape], *box))
                if shape == _CURVE and may_rule(marks["curve"][-1]):
                    marks["curve"][-1]["pts"] = [*zip(x[start:end].tolist(), y[start:end].tolist(), strict=True)]
        corners = np.array([[0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.0, 1.0]])
        for image in self._images:
            x, y = _placed(corners, np.array([self._matrix(*image)] * 4), left, top)
            marks["image"].append(_mark("image", x.min(), y.min(), x.max(), y.max()))
        return Drawing(width, height, marks["line"], marks["rect"], marks["curve"], marks["image"])


def _strokes(paths: list[int], pairs: Pairs) -> _Strokes:
    kinds, points, lengths = calls.segments_of(paths, pairs)
    path = np.repeat(np.arange(len(paths)), lengths)
    curved = kinds == calls.BEZIER_TO  # three points each, of which the third is the end
    count = np.cumsum(curved)
    third = (count - np.maximum.accumulate(np.where(curved, 0, count))) % 3 == 0
    kept = ~curved | third
    kinds, points, path, curved = kinds[kept], points[:, kept], path[kept], curved[kept]
    begins = kinds == calls.MOVE_TO
    begins[:1] = True
    begins[1:] |= path[1:] != path[:-1]
    part = np.cumsum(begins) - 1
    drawn = np.bincount(part)[part] > 1 if len(part) else begins
    points, curved, begins, path = points[:, drawn], curved[drawn], begins[drawn], path[drawn]
    starts = np.flatnonzero(begins)
    return _Strokes(points, curved, starts, np.append(starts[1:], len(begins)) if len(starts) else starts, path[starts])


def _shapes(strokes: _Strokes) -> NDArray[np.int8]:
    """Whether each part is a line, an upright rectangle or anything else."""
    (x, y), starts, lengths = strokes.points, strokes.starts, strokes.ends - strokes.starts
    shapes = np.full(len(starts), _CURVE, np.int8)
    if not len(starts):
        return shapes
    straight = ~np.logical_or.reduceat(strokes.curved, starts)
    back = (x[starts] == x[strokes.ends - 1]) & (y[starts] == y[strokes.ends - 1])
    shapes[straight & ((lengths == 2) | ((lengths == 3) & back))] = _LINE
    four = np.flatnonzero(straight & (lengths == 5) & back)
    (x0, x1, x2, x3), (y0, y1, y2, y3) = ([line[starts[four] + i] for i in range(4)] for line in (x, y))
    level_first = (y0 == y1) & (x1 == x2) & (y2 == y3) & (x3 == x0)
    upright_first = (x0 == x1) & (y1 == y2) & (x2 == x3) & (y3 == y0)
    shapes[four[level_first | upright_first]] = _RECT
    return shapes


def _placed(points: Floats, matrices: Floats, left: float, top: float) -> Floats:
    """Points, each moved by its matrix to where it stands from the top left corner of the page."""
    a, b, c, d, e, f = matrices.T
    x, y = points
    return np.array((a * x + c * y + e - left, top - (b * x + d * y + f)))


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _boxes(x: Floats, y: Floats, starts: Integers) -> Iterator[Floats]:
    """The left, upper, right and lower ends of the parts of points."""
    for end, row in ((np.minimum, x), (np.minimum, y), (np.maximum, x), (np.maximum, y)):
        yield end.reduceat(row, starts) if len(starts) else row


def _mark(kind: str, x0: float, top: float, x1: float, bottom: float) -> Mark:
    """A mark with the keys that pdfplumber gives it and that are asked for."""
    return {"object_type": kind, "x0": x0, "x1": x1, "top": top, "bottom": bottom}
