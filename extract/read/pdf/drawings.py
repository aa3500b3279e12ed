"""What is drawn on a page beside its letters: horizontal rulings, tables ruled in both directions, pictures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from extract.read.pdf.page import Rect

_THIN = 2.5
_SHORTEST = 1.0
"""Edges shorter than this (points) do not count for the table finder."""
_SIGN = 12.0
"""A curve that is no wider and no higher than this is a letter or a sign, not a ruling."""
_BOX_WIDTH, _BOX_HEIGHT = 40.0, 12.0
_FRAME_POINTS = 24
_AXIS_LENGTH, _AXES_APART = 40.0, 6.0

Mark = dict[str, Any]
"""A line, rectangle, curve or image with the keys that pdfplumber gives it; in points, from the top left of the page or the sheet."""
Cells = tuple[tuple[tuple[Rect | None, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The marks on a page; `width` and `height` are those of the sheet, `left` and `top` where its visible part begins."""

    width: float
    height: float
    lines: Sequence[Mark]
    rects: Sequence[Mark]
    curves: Sequence[Mark]
    images: Sequence[Mark]
    left: float = 0.0
    top: float = 0.0


def may_rule(curve: Mark) -> bool:
    """Whether a curve is large enough to be part of a table or a frame; only of these the points are asked for."""
    return bool(curve["x1"] - curve["x0"] > _SIGN or curve["bottom"] - curve["top"] > _SIGN)


class _Edges:
    """The upright and level edges of the marks on a page: all that pdfplumber's table finder asks of a page."""

    def __init__(self, drawing: Drawing) -> None:
        self.edges: list[Mark] = []
        for mark in drawing.lines:
            self._add(mark["x0"], mark["top"], mark["x1"], mark["bottom"])
        for mark in drawing.rects:
            x0, top, x1, bottom = mark["x0"], mark["top"], mark["x1"], mark["bottom"]
            self._add(x0, top, x1, top)
            self._add(x0, bottom, x1, bottom)
            self._add(x0, top, x0, bottom)
            self._add(x1, top, x1, bottom)
        for mark in drawing.curves:
            if may_rule(mark):
                for (x0, y0), (x1, y1) in itertools.pairwise(mark["pts"]):
                    if x0 == x1 or y0 == y1:
                        self._add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _add(self, x0: float, top: float, x1: float, bottom: float) -> None:
        width, height = x1 - x0, bottom - top
        if width >= _SHORTEST > height:
            self.edges.append({"x0": x0, "x1": x1, "top": top, "bottom": top, "width": width, "height": 0.0, "orientation": "h"})
        elif height >= _SHORTEST > width:
            self.edges.append({"x0": x0, "x1": x0, "top": top, "bottom": bottom, "width": 0.0, "height": height, "orientation": "v"})


def rulings_and_grids(drawing: Drawing) -> tuple[tuple[Rect, ...], Cells]:
    """Horizontal rulings from top to bottom, and the cells of tables row by row."""
    rules, uprights = _rulings(drawing)
    return rules, _grids(drawing) if len(rules) > 1 and uprights > 1 else ()


def pictures(drawing: Drawing) -> Iterator[Rect]:
    """Boxes of images, of drawings made of many curves, and of charts."""
    area = drawing.width * drawing.height
    boxes = [_rect(image, drawing) for image in drawing.images]
    yield from (box for box in boxes if 0.01 * area < (box.x1 - box.x0) * (box.bottom - box.top) < 0.8 * area)
    yield from _charts(drawing)
    many = len(drawing.curves) > 20 or len(drawing.lines) > 60
    clusters: list[Rect] = []
    for stroke in sorted([*drawing.curves, *drawing.lines] if many else [], key=lambda mark: (mark["top"], mark["x0"])):
        box = _rect(stroke, drawing)
        if (box.x1 - box.x0) > 0.75 * drawing.width or (box.bottom - box.top) > 0.75 * drawing.height:
            continue
        near = [c for c in clusters if box.x0 < c.x1 + 15 and box.x1 > c.x0 - 15 and box.top < c.bottom + 15 and box.bottom > c.top - 15]
        for cluster in near:
            clusters.remove(cluster)
            box = Rect(min(box.x0, cluster.x0), min(box.top, cluster.top), max(box.x1, cluster.x1), max(box.bottom, cluster.bottom))
        clusters.append(box)
    yield from (c for c in clusters if (c.x1 - c.x0) > 80 and (c.bottom - c.top) > 60)


def is_covered(drawing: Drawing) -> bool:
    """Whether an image covers the page, as a scanned one is."""
    boxes = (_rect(image, drawing) for image in drawing.images)
    return any((box.x1 - box.x0) * (box.bottom - box.top) > 0.5 * drawing.width * drawing.height for box in boxes)


def _charts(drawing: Drawing) -> Iterator[Rect]:
    """Boxes of charts: two axes that meet below on the left, and between them curves, slanted lines, or bars that stand on the axis."""
    thin = [mark for mark in (*drawing.lines, *drawing.rects) if min(mark["x1"] - mark["x0"], mark["bottom"] - mark["top"]) < _THIN]
    upright = [mark for mark in thin if mark["bottom"] - mark["top"] > _AXIS_LENGTH]
    level = [mark for mark in thin if mark["x1"] - mark["x0"] > _AXIS_LENGTH]
    for y in upright:
        for x in level:
            if abs(x["x0"] - y["x0"]) > _AXES_APART or abs(y["bottom"] - x["bottom"]) > _AXES_APART:
                continue
            inside = [m for m in (*drawing.lines, *drawing.rects, *drawing.curves) if _is_between(m, x, y)]
            strokes = (m for m in inside if m["object_type"] == "line" or (m["object_type"] == "curve" and not _is_frame(m)))
            slanted = any(m["x1"] - m["x0"] > 5 and m["bottom"] - m["top"] > 2 for m in strokes)
            bars = {
                round(m["x0"]) for m in inside if m["object_type"] == "rect" and abs(m["bottom"] - x["top"]) < 3 and m["x1"] - m["x0"] > 3
            }
            if slanted or len(bars) > 2:
                yield Rect(y["x0"] - drawing.left, y["top"] - drawing.top, x["x1"] - drawing.left, x["bottom"] - drawing.top)


def _is_between(mark: Mark, x: Mark, y: Mark) -> bool:
    """Whether a mark stands between the two axes of a chart, and is none of them."""
    inside = x["x0"] - 2 < mark["x0"] and mark["x1"] < x["x1"] + 5 and y["top"] - 5 < mark["top"] and mark["bottom"] < x["bottom"] + 3
    return inside and mark is not x and mark is not y and mark["x1"] - mark["x0"] < 0.95 * (x["x1"] - x["x0"])


def boxes(drawing: Drawing) -> tuple[Rect, ...]:
    """Frames and shaded areas that are large enough to hold lines of text, from top to bottom; round corners are allowed."""
    area = drawing.width * drawing.height
    found = {
        Rect(*(round(v, 1) for v in _rect(mark, drawing)))
        for mark in (*drawing.rects, *drawing.curves)
        if mark["x1"] - mark["x0"] > _BOX_WIDTH
        and mark["bottom"] - mark["top"] > _BOX_HEIGHT
        and (mark["object_type"] == "rect" or _is_frame(mark))
    }
    inside = (box for box in found if (box.x1 - box.x0) * (box.bottom - box.top) < 0.8 * area)
    return tuple(sorted(inside, key=lambda box: (box.top, box.x0, box.bottom, box.x1)))


def _is_frame(curve: Mark) -> bool:
    """Whether a curve is a rectangle but for its corners: its level and its upright edges are nearly as long as its sides."""
    points = curve.get("pts", ())  # a stroke that can rule nothing comes without its points
    if not points or len(points) > _FRAME_POINTS:
        return False
    pairs = list(itertools.pairwise([*points, points[0]]))
    level = sum(abs(x1 - x0) for (x0, y0), (x1, y1) in pairs if abs(y1 - y0) < 0.5)
    upright = sum(abs(y1 - y0) for (x0, y0), (x1, y1) in pairs if abs(x1 - x0) < 0.5)
    return bool(level > 1.4 * (curve["x1"] - curve["x0"]) and upright > 1.4 * (curve["bottom"] - curve["top"]))


def _rulings(drawing: Drawing) -> tuple[tuple[Rect, ...], int]:
    """Horizontal rulings from top to bottom, and how many vertical ones there are."""
    rules: set[Rect] = set()
    uprights = 0
    for mark in (*drawing.lines, *drawing.rects, *drawing.curves):
        width, height = mark["x1"] - mark["x0"], mark["bottom"] - mark["top"]
        if height <= _THIN and width > 20:
            rules.add(Rect(*(round(v, 1) for v in _rect(mark, drawing))))
        elif (width <= _THIN and height > 5) or (mark["object_type"] == "rect" and width > 20 and height > 5):
            uprights += 1
    return tuple(sorted(rules, key=lambda rule: (rule.top, rule.x0, rule.x1))), uprights


def _grids(drawing: Drawing) -> Cells:
    """The cells of tables that are ruled in both directions; at least two by two. Found by pdfplumber's table finder."""
    from pdfplumber.table import TableFinder

    grids = []
    for table in TableFinder(cast("Any", _Edges(drawing))).tables:
        rows = tuple(
            tuple(
                None if cell is None else Rect(cell[0] - drawing.left, cell[1] - drawing.top, cell[2] - drawing.left, cell[3] - drawing.top)
                for cell in row.cells
            )
            for row in table.rows
        )
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            grids.append(rows)
    return tuple(grids)


def _rect(mark: Mark, drawing: Drawing) -> Rect:
    return Rect(mark["x0"] - drawing.left, mark["top"] - drawing.top, mark["x1"] - drawing.left, mark["bottom"] - drawing.top)
