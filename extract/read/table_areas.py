"""Where on a page the tables without upright rulings are: under a caption, from ruling to ruling or as far as lines are gapped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from extract.grammar.headings import PaperParts
from extract.read.layout import Float, line_text, lines_of, segments
from extract.read.page import Page, Rect, Word

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


def area_of(
    page: Page,
    caption: Sequence[Word],
    captions: Sequence[Sequence[Word]],
    floats: Sequence[Float],
    words: Sequence[Word],
    body: tuple[float, str],
    parts: PaperParts,
) -> Rect | None:
    """The area of the table that a caption announces, None where nothing below or beside it looks like one."""
    return _between_rules(page, caption, captions, floats, words, body) or _under_caption(caption, words, body[0], parts)


def _between_rules(
    page: Page,
    caption: Sequence[Word],
    captions: Sequence[Sequence[Word]],
    floats: Sequence[Float],
    words: Sequence[Word],
    body: tuple[float, str],
) -> Rect | None:
    """The area from the first to the last ruling of one width under a caption, before running text or the next caption."""
    x0, bottom = caption[0].x0, caption[0].bottom
    end = min((c[0].top for c in captions if c[0].top > bottom and abs(c[0].x0 - x0) < 40), default=page.height)
    below = [
        r for r in page.rules if _is_after(caption, r) and r.top < end and (r.x0 < x0 + _INDENT or _is_centred(r, page)) and r.x1 > x0 + 60
    ]
    if not below or below[0].top - bottom > 90:
        return None
    first = below[0]
    if any(f.top < first.top + 5 and f.bottom > first.top and f.x0 < x0 + 20 for f in floats):
        return None
    same = [r for r in page.rules if first.top - 2 < r.top < end and r.x0 > first.x0 - 8 and r.x1 < first.x1 + 8]
    last: Rect | None = None
    for rule in same:
        level = [r for r in same if abs(r.top - rule.top) < 2]
        if rule.top < first.top + 3 or sum(r.x1 - r.x0 for r in level) < 0.8 * (first.x1 - first.x0):
            continue
        above = last.bottom if last else first.bottom
        between = [w for w in words if Rect(first.x0, above, first.x1, rule.top).holds(w, 0.0)]
        if _is_running_text(between, first.x1 - first.x0, body):
            break
        last = rule
    if last is None or last.top - first.top < 8:
        return None
    struck = [w.top for w in words if first.x0 - 2 < w.x0 < first.x1 and w.top < first.top < w.bottom]
    area = Rect(first.x0, min([first.top, *struck]), first.x1, last.bottom)
    head = lines_of([w for w in words if area.holds(w, 0.0)])
    return area if len(head) > _HEAD_ROWS else _with_rows_below(area, end, words, body)


def _is_centred(rule: Rect, page: Page) -> bool:
    return abs((rule.x0 + rule.x1) / 2 - page.width / 2) < _CENTRED


def _is_after(caption: Sequence[Word], rule: Rect) -> bool:
    """Whether a ruling is below the first line of a caption, or beside it."""
    is_beside = rule.x0 > caption[-1].x1 + 3
    return rule.top > (caption[0].top - 6 if is_beside else caption[0].bottom - 2)


def _with_rows_below(area: Rect, end: float, words: Sequence[Word], body: tuple[float, str]) -> Rect:
    """The area, with the rows under it that are not in the print of the text: the table's last ruling is on the next page."""
    bottom = area.bottom
    rows = lines_of([w for w in words if area.x0 - 4 < w.x0 and w.x1 < area.x1 + 4 and area.bottom - 1 < w.top and w.bottom < end])
    taken = 0
    for row in rows:
        if row[0].top - bottom > 2.5 * row[0].size or (row[0].font == body[1] and abs(row[0].size - body[0]) < 0.3):
            break
        bottom = max(w.bottom for w in row)
        taken += 1
    return Rect(area.x0, area.top, area.x1, bottom) if taken > _HEAD_ROWS else area


def _is_running_text(words: Sequence[Word], width: float, body: tuple[float, str]) -> bool:
    """Whether words between two rulings are prose: in the print of the text, most rows of them full lines of a column."""
    rows = lines_of(words)
    alike = sum(len(w.text) for w in words if w.font == body[1] and abs(w.size - body[0]) < 0.3)
    if len(rows) < 4 or alike < 0.6 * sum(len(w.text) for w in words):
        return False
    full = sum(any(part[-1].x1 - part[0].x0 > 0.4 * width and len(part) > 4 for part in segments(row)) for row in rows)
    return full > 0.5 * len(rows)


def _under_caption(caption: Sequence[Word], words: Sequence[Word], body_size: float, parts: PaperParts) -> Rect | None:
    """The area of the rows under a caption that are cut by gaps and not in the size of the running text."""
    size, x0 = caption[0].size, caption[0].x0
    column = [w for w in words if w.top > caption[0].bottom - 1 and w.x1 > x0 - 5]
    found: list[list[Word]] = []
    gapped = 0
    bottom = caption[0].bottom
    for row in lines_of(column):
        row = [word for word in row if word.x0 > x0 - 8]
        if not row or row[0].top < bottom - 2:
            continue
        if row[0].top - bottom > 3.0 * size or parts.caption_of(line_text(row)):
            break
        if abs(row[0].size - body_size) < 0.3 and abs(body_size - size) > 0.5:
            break
        cuts = len(segments(row)) > 1
        if found and not cuts and row[-1].x1 - row[0].x0 > 0.8 * (max(w.x1 for r in found for w in r) - x0):
            break
        if not cuts and not found:
            bottom = max(w.bottom for w in row)
            continue
        gapped += cuts
        found.append(row)
        bottom = max(w.bottom for w in row)
    if gapped < 3 or gapped < 0.6 * len(found):
        return None
    inside = [w for row in found for w in row]
    return Rect(min(w.x0 for w in inside), min(w.top for w in inside), max(w.x1 for w in inside), max(w.bottom for w in inside))
