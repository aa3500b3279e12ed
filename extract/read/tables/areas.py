"""Where on a page the tables without upright rulings are: under a caption, from ruling to ruling or as far as rows are in columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from extract.read.layout.lines import lines_of, segments
from extract.read.pdf.page import Page, Rect, Word
from extract.read.tables.bodies import Sheet, rows_in_columns, rows_under

_HEAD_ROWS = 4
_INDENT = 150.0
"""How far to the right of its caption a table may begin, in points."""
_CENTRED = 15.0
_TOUCHING = 4.0
"""Rulings on one level with less white between them, in points, are one: they are drawn cell by cell."""
_LEVEL = 1.5
_DOTS = re.compile(r"^[.·…_‒–—-]+$")
_FEWEST_DOTS = 12


def merged_levels(rules: Iterable[Rect]) -> list[Rect]:
    """The rulings from top to bottom, those that go on from each other as one."""
    merged: list[Rect] = []
    for rule in sorted(rules, key=lambda rule: (rule.top, rule.x0)):
        near = [m for m in merged if abs(m.top - rule.top) < _LEVEL and rule.x0 < m.x1 + _TOUCHING and m.x0 < rule.x1 + _TOUCHING]
        for other in near:
            merged.remove(other)
            rule = Rect(min(rule.x0, other.x0), min(rule.top, other.top), max(rule.x1, other.x1), max(rule.bottom, other.bottom))
        merged.append(rule)
    return sorted(merged, key=lambda rule: (rule.top, rule.x0, rule.x1))


def ruling_words(words: Sequence[Word]) -> dict[Word, Rect]:
    """Words of dots or dashes that make a line from margin to margin, each with the ruling that it is part of."""
    dots = sorted((word for word in words if _DOTS.match(word.text)), key=lambda word: (word.top, word.x0))
    found: dict[Word, Rect] = {}
    for _, group in itertools.groupby(dots, key=lambda word: round(word.top)):
        level = list(group)
        if sum(len(word.text) for word in level) >= _FEWEST_DOTS:
            rule = Rect(level[0].x0, (level[0].top + level[0].bottom) / 2, max(w.x1 for w in level), (level[0].top + level[0].bottom) / 2)
            if all(b.x0 - a.x1 < 2 * a.size for a, b in itertools.pairwise(level)):
                found |= dict.fromkeys(level, rule)
    return found


def area_of(sheet: Sheet, caption: Sequence[Word]) -> Rect | None:
    """The area of the table that a caption announces, None where nothing below or beside it looks like one."""
    return _between_rules(sheet, caption) or _under_caption(sheet, caption)


def _between_rules(sheet: Sheet, caption: Sequence[Word]) -> Rect | None:
    """The area from the first to the last ruling of one width under a caption, before running text or the next caption."""
    page, words = sheet.page, sheet.words
    x0, bottom = caption[0].x0, caption[0].bottom
    end = min((c[0].top for c in sheet.captions if c[0].top > bottom and abs(c[0].x0 - x0) < 40), default=page.height)
    below = [
        r for r in page.rules if _is_after(caption, r) and r.top < end and (r.x0 < x0 + _INDENT or _is_centred(r, page)) and r.x1 > x0 + 60
    ]
    if not below or below[0].top - bottom > 90:
        return None
    first = below[0]
    if any(f.top < first.top + 5 and f.bottom > first.top and f.x0 < x0 + 20 for f in sheet.floats):
        return None
    same = [r for r in page.rules if first.top - 2 < r.top < end and r.x0 > first.x0 - 8 and r.x1 < first.x1 + 8]
    last: Rect | None = None
    for rule in same:
        level = [r for r in same if abs(r.top - rule.top) < 2]
        if rule.top < first.top + 3 or sum(r.x1 - r.x0 for r in level) < 0.8 * (first.x1 - first.x0):
            continue
        above = last.bottom if last else first.bottom
        between = [w for w in words if Rect(first.x0, above, first.x1, rule.top).holds(w, 0.0)]
        if _is_running_text(between, first.x1 - first.x0, sheet.body):
            break
        last = rule
    if last is None or last.top - first.top < 8:
        return None
    struck = [w.top for w in words if first.x0 - 2 < w.x0 < first.x1 and w.top < first.top < w.bottom]
    area = Rect(first.x0, min([first.top, *struck]), first.x1, last.bottom)
    head = lines_of([w for w in words if area.holds(w, 0.0)])
    if len(head) > _HEAD_ROWS:
        return area
    # the rulings may be those of a head alone: the last is on the next page, or there is none
    rows = rows_in_columns(sheet, Rect(area.x0 - 4, area.bottom, area.x1 + 4, end), head)
    return Rect(area.x0, area.top, area.x1, max(w.bottom for w in rows[-1])) if len(rows) > _HEAD_ROWS else area


def _is_centred(rule: Rect, page: Page) -> bool:
    return abs((rule.x0 + rule.x1) / 2 - page.width / 2) < _CENTRED


def _is_after(caption: Sequence[Word], rule: Rect) -> bool:
    """Whether a ruling is below the first line of a caption, or beside it."""
    is_beside = rule.x0 > caption[-1].x1 + 3
    return rule.top > (caption[0].top - 6 if is_beside else caption[0].bottom - 2)


def _is_running_text(words: Sequence[Word], width: float, body: tuple[float, str]) -> bool:
    """Whether words between two rulings are prose: in the print of the text, most rows of them full lines of a column."""
    rows = lines_of(words)
    alike = sum(len(w.text) for w in words if w.font == body[1] and abs(w.size - body[0]) < 0.3)
    if len(rows) < 4 or alike < 0.6 * sum(len(w.text) for w in words):
        return False
    full = sum(any(part[-1].x1 - part[0].x0 > 0.4 * width and len(part) > 4 for part in segments(row)) for row in rows)
    return full > 0.5 * len(rows)


def _under_caption(sheet: Sheet, caption: Sequence[Word]) -> Rect | None:
    """The area of the rows in columns under a caption."""
    inside = [word for row in rows_under(sheet, caption) for word in row]
    if not inside:
        return None
    return Rect(min(w.x0 for w in inside), min(w.top for w in inside), max(w.x1 for w in inside), max(w.bottom for w in inside))
