"""Figures on a page: where they stand, and which words are their lettering and not text to be read.

A figure is a picture, a box around pictures, or a flow chart: boxes that stand apart from each other, with a few words in each.
Words in a figure are lettering but for captions, blocks of prose, and what is in the print of the running text. Small print close
around a large picture, such as the numbers and the title of an axis, is lettering, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.headings import PaperParts
from extract.read.layout.lines import line_text, lines_of, segments
from extract.read.pdf.page import Page, Rect, Word

_AXIS, _BESIDE, _BELOW = 15.0, 25.0, 28.0
"""How far outside a drawing the numbers and titles of its axes may stand, in points: above and on the right, on the left, below."""
_LABEL = re.compile(r"\S{0,3}\d\S{0,3}|\(?[A-Za-z][).]?")
"""A number at an axis, or the letter of a part of a figure."""
_PART = re.compile(r"\(?[A-Za-z][).]?")
_CORNER = Rect(45.0, 25.0, 20.0, 15.0)
"""How far from its left upper corner the letter of a part of a figure may stand, in points: left, above, right, below."""
_LARGE_SHARE = 0.012
"""Share of the page from which a picture may have axes."""
_CHART_BOXES = 4
_CHART_ROWS = 12
_CHART_GAP = 100.0
_LEAST_PROSE, _PROSE_WORDS = 12, 5.0
_BOX_LINES = 3
_GROUND_WORDS, _GROUND_SHARE = 60, 0.6
"""A picture with so many words, of which such a share are text, lies under a panel of text."""


def figures_of(page: Page, words: Sequence[Word], body: tuple[float, str], parts: PaperParts) -> tuple[list[Rect], frozenset[Word]]:
    """The figures of a page that hold no text to be read, and the words that are lettering.

    `body` is the size and font of the running text.
    """
    charts = _charts(page, words, body)
    pictures = [*_framed(page), *(picture for picture in page.pictures if not _is_ground(picture, words, body, parts))]
    if not charts and not pictures:
        return [], frozenset()
    area = page.width * page.height
    large = [picture for picture in pictures if _area(picture) > _LARGE_SHARE * area]
    near = [Rect(p.x0 - _BESIDE, p.top - _AXIS, p.x1 + _AXIS, p.bottom + _BELOW) for p in large]
    corners = [Rect(p.x0 - _CORNER.x0, p.top - _CORNER.top, p.x0 + _CORNER.x1, p.top + _CORNER.bottom) for p in large]
    lettering: set[Word] = set()
    for block in _blocks([word for word in words if any(place.holds(word) for place in (*near, *corners, *pictures, *charts))], words):
        if parts.caption_of(line_text(block[0])):
            continue
        in_chart = any(_holds(chart, block) for chart in charts)
        if not in_chart and _is_prose(block):
            continue
        for line in block:
            label = len(line) <= 2 and all(_LABEL.fullmatch(word.text) for word in line)
            part = len(line) == 1 and _PART.fullmatch(line[0].text) and any(corner.holds(line[0]) for corner in corners)
            for word in line:
                in_body = word.font == body[1] and abs(word.size - body[0]) < 0.5
                beside = (label or word.size < body[0] - 0.9) and any(place.holds(word) for place in near)
                if not in_body and (part or beside or any(place.holds(word) for place in (*pictures, *charts))):
                    lettering.add(word)
    read = [word for word in words if word not in lettering]
    empty = [place for place in (*charts, *pictures) if not any(place.holds(word, -2.0) for word in read)]
    return empty, frozenset(lettering)


def text_boxes(page: Page, words: Sequence[Word]) -> list[Rect]:
    """The boxes of a page that hold several lines of the words that are read: panels, boxed abstracts, shaded boxes."""
    found: list[Rect] = []
    for box in page.boxes:
        rows = lines_of(word for word in words if box.holds(word, 0.0))
        if len(rows) >= _BOX_LINES and any(len(row) > 2 for row in rows) and not any(_same(box, other) for other in found):
            found.append(box)
    return found


def _charts(page: Page, words: Sequence[Word], body: tuple[float, str]) -> list[Rect]:
    """The areas of flow charts: boxes that stand apart from each other, at several margins, with few words beside them."""
    leaves = [box for box in page.boxes if not any(other is not box and _inside(other, box) for other in page.boxes)]
    filled: list[Rect] = []
    for box in leaves:
        rows = lines_of(word for word in words if box.holds(word, 0.0))
        in_body = any(word.font == body[1] and abs(word.size - body[0]) < 0.5 for row in rows for word in row)
        if 0 < len(rows) <= _CHART_ROWS and not in_body and not any(_same(box, other) for other in filled):
            filled.append(box)
    apart = [box for box in filled if not any(other is not box and _touch(box, other, 2.0) for other in filled)]
    groups: list[list[Rect]] = []
    for box in apart:
        near = [group for group in groups if any(_touch(box, other, _CHART_GAP) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    charts: list[Rect] = []
    for group in groups:
        if len(group) < _CHART_BOXES or len({round(box.x0 / 4) for box in group}) < 2:
            continue
        area = _around(group)
        framing = [box for box in page.boxes if _inside(area, box) and _area(box) < 2.5 * _area(area)]
        area = min(framing, key=_area, default=area)
        beside = [word for word in words if area.holds(word, 0.0) and not any(box.holds(word) for box in group)]
        inside = [word for word in words if any(box.holds(word) for box in group)]
        if len(beside) <= 0.5 * len(inside):
            charts.append(area)
    return charts


def _is_ground(picture: Rect, words: Sequence[Word], body: tuple[float, str], parts: PaperParts) -> bool:
    """Whether a picture is the ground of a panel: most of what is printed on it, captions aside, is text."""
    blocks = _blocks([word for word in words if picture.holds(word, 0.0)], words)
    held = text = 0
    for block in (block for block in blocks if not parts.caption_of(line_text(block[0]))):
        count = sum(len(line) for line in block)
        held += count
        text += count if _is_prose(block) or all(word.font == body[1] for line in block for word in line) else 0
    return held >= _GROUND_WORDS and text > _GROUND_SHARE * held


def _framed(page: Page) -> list[Rect]:
    """The boxes that hold pictures, a fifth of them and more."""
    found: list[Rect] = []
    for box in page.boxes:
        held = [picture for picture in page.pictures if _inside(picture, box)]
        if held and sum(map(_area, held)) > 0.2 * _area(box):
            found.append(box)
    return found


def _blocks(near: Sequence[Word], words: Sequence[Word]) -> list[list[list[Word]]]:
    """The lines that words stand in, in blocks: lines of one size that stand close under each other."""
    wanted = set(near)
    blocks: list[list[list[Word]]] = []
    for row in lines_of(words):
        for line in segments(row):
            under = next((block for block in reversed(blocks) if _goes_under(line, block[-1])), None)
            if under is None:
                blocks.append([line])
            else:
                under.append(line)
    return [block for block in blocks if any(word in wanted for line in block for word in line)]


def _goes_under(line: Sequence[Word], above: Sequence[Word]) -> bool:
    gap = line[0].top - above[0].bottom
    if not -0.5 * line[0].size < gap < 0.8 * line[0].size or abs(_size(line) - _size(above)) > 0.6:
        return False
    return line[0].x0 < above[-1].x1 and above[0].x0 < line[-1].x1


def _size(line: Sequence[Word]) -> float:
    return max(word.size for word in line)


def _is_prose(block: Sequence[Sequence[Word]]) -> bool:
    """Whether a block reads as text: several lines of several words, or one long line."""
    words = [word for line in block for word in line]
    letters = sum(word.text.isalpha() for word in words)
    if letters < 0.5 * len(words):
        return False
    return len(words) >= _LEAST_PROSE and len(words) >= _PROSE_WORDS * len(block)


def _holds(area: Rect, block: Sequence[Sequence[Word]]) -> bool:
    return all(area.holds(word) for line in block for word in line)


def _area(rect: Rect) -> float:
    return (rect.x1 - rect.x0) * (rect.bottom - rect.top)


def _inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner is not outer
        and not _same(inner, outer)
        and outer.x0 - 2 <= inner.x0
        and inner.x1 <= outer.x1 + 2
        and outer.top - 2 <= inner.top
        and inner.bottom <= outer.bottom + 2
    )


def _same(a: Rect, b: Rect) -> bool:
    return all(abs(x - y) < 3 for x, y in zip(a, b, strict=True))


def _touch(a: Rect, b: Rect, slack: float) -> bool:
    return a.x0 - slack < b.x1 and b.x0 - slack < a.x1 and a.top - slack < b.bottom and b.top - slack < a.bottom


def _around(boxes: Sequence[Rect]) -> Rect:
    return Rect(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
