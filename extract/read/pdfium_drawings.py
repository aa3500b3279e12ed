"""What is drawn on a page as PDFium sees it: lines, rectangles and curves as pdfplumber would tell them apart, and images."""

from __future__ import annotations

from collections.abc import Iterator

from extract.read import pdfium_calls as calls
from extract.read.drawings import Drawing, Mark
from extract.read.pdfium_calls import Cells, Matrix

_Point = tuple[float, float]
_DEEPEST_FORM = 12


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

    def drawing(self, left: float, top: float, width: float, height: float) -> Drawing:
        """The marks on a visible page whose upper left corner is at `left`, `top` in the coordinates of the PDF."""
        kinds: dict[str, list[Mark]] = {"line": [], "rect": [], "curve": []}
        for place, outer in self._paths:
            matrix = self._matrix(place, outer)
            for points in self._subpaths(place):
                kind, kept = _shape(points)
                if kept:
                    kinds[kind].append(_mark(kind, [_placed(point, matrix, left, top) for point in kept]))
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        images = [
            _mark("image", [_placed(corner, self._matrix(place, outer), left, top) for corner in corners]) for place, outer in self._images
        ]
        return Drawing(width, height, kinds["line"], kinds["rect"], kinds["curve"], images)

    def _subpaths(self, place: int) -> Iterator[list[tuple[int, _Point]]]:
        """The parts of a path that are drawn without lifting the pen: for each stroke what it is and where it ends."""
        u, v, at_u, at_v = self._cells.u, self._cells.v, self._cells.at_u, self._cells.at_v
        subpath: list[tuple[int, _Point]] = []
        control = 0
        for i in range(calls.segment_count(place)):
            segment = calls.segment_at(place, i)
            kind = calls.segment_type(segment)
            if kind == calls.BEZIER_TO:
                control += 1
                if control % 3:
                    continue
            calls.segment_point(segment, at_u, at_v)
            if kind == calls.MOVE_TO:
                if len(subpath) > 1:
                    yield subpath
                subpath = []
            subpath.append((kind, (u.value, v.value)))
        if len(subpath) > 1:
            yield subpath


def _shape(strokes: list[tuple[int, _Point]]) -> tuple[str, list[_Point]]:
    """Whether strokes make a line, an upright rectangle or anything else, and their points."""
    points = [point for _, point in strokes]
    if all(kind == calls.LINE_TO for kind, _ in strokes[1:]):
        if len(points) == 2 or (len(points) == 3 and points[2] == points[0]):
            return "line", points[:2]
        if len(points) == 5 and points[4] == points[0]:
            (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
            if (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0):
                return "rect", points
    return "curve", points


def _placed(point: _Point, matrix: Matrix, left: float, top: float) -> _Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e - left, top - (b * x + d * y + f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _mark(kind: str, points: list[_Point]) -> Mark:
    """A mark with the keys that pdfplumber's table finder asks for; y is as good as top here, for nothing compares them."""
    across, down = zip(*points, strict=True)
    x0, x1, top, bottom = min(across), max(across), min(down), max(down)
    return {
        "object_type": kind,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "y0": -bottom,
        "y1": -top,
        "width": x1 - x0,
        "height": bottom - top,
        "pts": points,
    }
