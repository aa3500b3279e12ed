"""Reading order: columns under titles and tables that span them, and the printed lines in each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model.document import Box
from extract.read.pages import Page, Word
from extract.read.parts import Grid

_RAISED = re.compile(r"^[\d−–-][\d,;–−\s-]*$")
_WORD_GAP = 0.14
"""Gap between words, in font sizes, from which a space stands between them."""
_GUTTER = 7.0
"""Least width of the white between two columns, in points."""
_BIN = 2.0


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line in reading order. `column` counts the regions of the document; `left` and `right` are its region's margins.

    A table that was recognized on the page stands in the sequence as one line with its `grid`.
    """

    text: str
    box: Box
    size: float
    font: str
    fonts: frozenset[str]
    column: int
    left: float
    right: float
    words: tuple[Word, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Float:
    """A table taken out of the page's words: its box and its cells."""

    x0: float
    top: float
    x1: float
    bottom: float
    grid: Grid


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped to printed lines, from top to bottom, each from left to right; raised and lowered words are with their line."""
    lines: list[list[Word]] = []
    bands: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (-round(w.size), w.top, w.x0)):
        height = word.bottom - word.top
        best, best_overlap = -1, 0.45
        for i, (top, bottom) in enumerate(bands):
            overlap = (min(bottom, word.bottom) - max(top, word.top)) / max(0.1, min(height, bottom - top))
            if overlap > best_overlap:
                best, best_overlap = i, overlap
        if best < 0:
            lines.append([word])
            bands.append((word.top, word.bottom))
        else:
            lines[best].append(word)
    order = sorted(range(len(lines)), key=lambda i: (bands[i][0], lines[i][0].x0))
    return [sorted(lines[i], key=lambda w: w.x0) for i in order]


def line_text(words: Sequence[Word]) -> str:
    """The words of a line with spaces between them; a raised number is written "^13"."""
    size = max(word.size for word in words)
    base = [word for word in words if word.size > 0.85 * size]
    middle = sum((w.top + w.bottom) / 2 for w in base) / len(base)
    pieces: list[str] = []
    for before, word in zip([None, *words], words, strict=False):
        if before is not None and word.x0 - before.x1 > _WORD_GAP * min(word.size, before.size, size):
            pieces.append(" ")
        is_raised = word.size < 0.82 * size and (word.top + word.bottom) / 2 < middle - 0.08 * size and _RAISED.match(word.text)
        if is_raised and pieces and any(c.isdigit() for c in word.text):
            goes_on = before is not None and before.size < 0.82 * size and pieces[-1] != " "
            pieces.append(word.text if goes_on else f"^{word.text}")
        else:
            pieces.append(word.text)
    return "".join(pieces)


def gutters_of(pages: Sequence[Page]) -> list[tuple[float, ...]]:
    """For each page the middles of the white strips between its columns, from left to right; none where it has one column.

    A page on which tables and figures hide the strip takes it from the other pages of its size.
    """
    own = [_own_gutters(page) for page in pages]
    votes: Counter[tuple[int, int]] = Counter()
    for page, gutters in zip(pages, own, strict=True):
        votes.update((round(page.width), round(gutter / 12)) for gutter in gutters[:1] if len(gutters) == 1)
    shared: list[tuple[float, ...]] = []
    for page, gutters in zip(pages, own, strict=True):
        if not gutters:
            near = [g[0] for p, g in zip(pages, own, strict=True) if len(g) == 1 and round(p.width) == round(page.width)]
            same_size = sum(round(p.width) == round(page.width) for p in pages)
            if len(near) * 3 > same_size:
                gutters = (sorted(near)[len(near) // 2],)
        shared.append(gutters)
    return shared


def _own_gutters(page: Page) -> tuple[float, ...]:
    words = [word for word in page.words if 6 < word.size < 14]
    if len(words) < 60:
        return ()
    bins = [0.0] * (int(page.width / _BIN) + 2)
    for word in words:
        for i in range(max(0, int(word.x0 / _BIN)), min(len(bins) - 1, int(word.x1 / _BIN)) + 1):
            bins[i] += 1
    filled = sorted(count for count in bins if count > 2)
    if not filled:
        return ()
    typical = filled[len(filled) // 2]
    left = next(i for i, count in enumerate(bins) if count > 0.3 * typical)
    right = len(bins) - 1 - next(i for i, count in enumerate(reversed(bins)) if count > 0.3 * typical)
    found: list[float] = []
    start: int | None = None
    for i in range(left, right + 1):
        if bins[i] < 0.3 * typical:
            start = i if start is None else start
        elif start is not None:
            share = ((start + i) / 2 - left) / max(1, right - left)
            if (i - start) * _BIN >= _GUTTER - 2 * _BIN + 1 and 0.2 < share < 0.8:
                found.append((start + i) / 2 * _BIN)
            start = None
    return tuple(found) if len(found) <= 2 else ()


def reading_order(
    page: Page, words: Sequence[Word], floats: Sequence[Float], gutters: tuple[float, ...], first_column: int
) -> list[PageLine]:
    """The lines and tables of a page in the order in which they are read.

    What spans a gutter cuts the page into bands; within a band the columns are read one after the other.
    """
    rows = [(min(w.top for w in row), max(w.bottom for w in row), row, None) for row in lines_of(words)]
    items: list[tuple[float, float, list[Word], Float | None]] = [*rows, *((f.top, f.bottom, [], f) for f in floats)]
    items.sort(key=lambda item: (item[0] + item[1]) / 2)
    spans = [_spans(row, table, gutters) for _, _, row, table in items]
    for i in range(1, len(items) - 1):
        between = spans[i - 1] and spans[i + 1] and not spans[i]
        sides = {_side(w.x0, gutters) for w in items[i][2]}
        if between and len(sides) > 1 and items[i + 1][0] - items[i - 1][1] < 2.2 * (items[i][1] - items[i][0]):
            spans[i] = True
    bands: list[tuple[bool, list[tuple[float, float, list[Word], Float | None]]]] = []
    for item, spanning in zip(items, spans, strict=True):
        if not bands or bands[-1][0] != spanning:
            bands.append((spanning, []))
        bands[-1][1].append(item)
    ordered: list[PageLine] = []
    column = first_column
    for spanning, band in bands:
        sides_of = range(1) if spanning else range(len(gutters) + 1)
        for side in sides_of:
            mine = [w for _, _, row, _ in band for w in row if spanning or _side((w.x0 + w.x1) / 2, gutters) == side]
            tables = [t for _, _, _, t in band if t is not None and (spanning or _side((t.x0 + t.x1) / 2, gutters) == side)]
            lines = _region(page, mine, tables, column)
            ordered.extend(lines)
            column += bool(lines)
    return ordered


def _spans(row: Sequence[Word], table: Float | None, gutters: tuple[float, ...]) -> bool:
    """Whether a row of the page goes across a gutter instead of leaving it white."""
    if not gutters:
        return True
    if table is not None:
        return any(table.x0 < gutter - 8 and gutter + 8 < table.x1 for gutter in gutters)
    for gutter in gutters:
        before = max((w.x1 for w in row if (w.x0 + w.x1) / 2 < gutter), default=None)
        after = min((w.x0 for w in row if (w.x0 + w.x1) / 2 >= gutter), default=None)
        if before is not None and before > gutter + 2:
            return True
        if after is not None and after < gutter - 2:
            return True
        if before is not None and after is not None and after - before < max(0.6 * _GUTTER, 0.45 * max(w.size for w in row)):
            return True
    return False


def _side(x: float, gutters: tuple[float, ...]) -> int:
    return sum(x > gutter for gutter in gutters)


def _region(page: Page, words: Sequence[Word], tables: Sequence[Float], column: int) -> list[PageLine]:
    """The lines and tables of one column or one full-width band, from top to bottom."""
    lines = lines_of(words)
    starts = sorted(line[0].x0 for line in lines)
    ends = sorted(line[-1].x1 for line in lines)
    left = starts[len(starts) // 10] if starts else 0.0
    right = ends[-1 - len(ends) // 10] if ends else page.width
    found = [_page_line(page.number, line, column, left, right) for line in lines]
    for table in tables:
        box = Box(page.number, table.x0, table.top, table.x1, table.bottom)
        found.append(PageLine("", box, 0.0, "", frozenset(), column, left, right, grid=table.grid))
    return sorted(found, key=lambda line: line.box.top)


def _page_line(number: int, words: Sequence[Word], column: int, left: float, right: float) -> PageLine:
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
        fonts[word.font] += len(word.text)
    box = Box(
        number,
        round(min(w.x0 for w in words), 2),
        round(min(w.top for w in words), 2),
        round(max(w.x1 for w in words), 2),
        round(max(w.bottom for w in words), 2),
    )
    size = max(sizes, key=lambda s: (sizes[s], s))
    font = max(fonts, key=lambda f: (fonts[f], f))
    return PageLine(line_text(words), box, size, font, frozenset(fonts), column, left, right, tuple(words))
