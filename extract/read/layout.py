"""Reading order: columns under titles and tables that span them, and the printed lines in each column."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.model.document import Box
from extract.read.pages import Page, Word
from extract.read.parts import Grid

_RAISED = re.compile(r"^[\d−–-][\d,;–−\s-]*$")
_WORD_GAP = 0.14
"""Gap between words, in font sizes, from which a space stands between them."""
_GUTTER = 7.0
"""Least width of the white between two columns, in points."""
_NARROWEST = 60.0
"""Least width of a column, in points: labels of a list that stand apart are no column."""
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


_Item = tuple[float, float, list[Word], Float | None]
"""A row of words or a table on a page: its top, its bottom, its words, the table."""


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


def segments(row: Sequence[Word]) -> list[list[Word]]:
    """A row of words cut where wide gaps are."""
    cut: list[list[Word]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.x0 - before.x1 > 1.5 * word.size:
            cut.append([])
        cut[-1].append(word)
    return cut


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


def gutters_of(pages: Sequence[Page], words: Sequence[Sequence[Word]]) -> list[tuple[float, ...]]:
    """For each page the middles of the white strips between its columns, from left to right; none where it has one column.

    `words` are those of the running text of each page. A page on which figures hide the strip, or where lists and formulas show
    one too many, takes it from the pages that are like it: of its width, first those on the same side of the sheet.
    """
    own = [_own_gutters(page, of_page) for page, of_page in zip(pages, words, strict=True)]
    settled: list[tuple[float, ...]] = []
    for i, (page, gutters) in enumerate(zip(pages, own, strict=True)):
        alike = [n for n, other in enumerate(pages) if round(other.width) == round(page.width)]
        usual = _usual_gutter([own[n] for n in alike if n % 2 == i % 2]) or _usual_gutter([own[n] for n in alike])
        if usual is not None:
            beside = [g for g in gutters if not 0.2 < g / page.width < 0.8]
            near = [g for g in gutters if abs(g - usual) < 15]
            gutters = tuple(sorted([*beside, near[0] if near else usual]))
        elif not gutters:
            nearest = sorted(alike, key=lambda n: (abs(n - i), n))
            gutters = next((own[n] for n in nearest if own[n]), ())
        settled.append(gutters)
    return settled


def _usual_gutter(gutters: Sequence[tuple[float, ...]]) -> float | None:
    """The strip that most of the pages with two columns share, None when few pages have two."""
    single = sorted(g[0] for g in gutters if len(g) == 1 and g[0] > 0)
    return single[len(single) // 2] if single and len(single) * 3 > len(gutters) else None


def _own_gutters(page: Page, words: Sequence[Word]) -> tuple[float, ...]:
    words = [word for word in words if 6 < word.size < 14]
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
            narrower = min(start - left, right - i) * _BIN
            if (i - start) * _BIN >= _GUTTER - 2 * _BIN + 1 and 0.12 < share < 0.88 and narrower > _NARROWEST:
                found.append((start + i) / 2 * _BIN)
            start = None
    apart = [g for i, g in enumerate(found) if i == 0 or g - found[i - 1] > _NARROWEST]
    return tuple(apart) if len(apart) <= 2 else ()


def reading_order(
    page: Page, words: Sequence[Word], floats: Sequence[Float], gutters: tuple[float, ...], first_column: int
) -> list[PageLine]:
    """The lines and tables of a page in the order in which they are read.

    What spans a gutter cuts the page into bands; within a band the columns are read one after the other.
    """
    ordered: list[PageLine] = []
    for mine, tables in _regions(words, floats, gutters):
        column = ordered[-1].column + 1 if ordered else first_column
        ordered.extend(_region(page, mine, tables, column))
    return ordered


def _regions(
    words: Sequence[Word], floats: Sequence[Float], gutters: tuple[float, ...]
) -> Iterator[tuple[Sequence[Word], Sequence[Float]]]:
    """The words and tables of each region of a page, in reading order: the page is cut at the gutter that fewest rows go across."""
    if not gutters:
        yield words, floats
        return
    items: list[_Item] = [
        *((min(w.top for w in row), max(w.bottom for w in row), row, None) for row in lines_of(words)),
        *((f.top, f.bottom, [], f) for f in floats),
    ]
    items.sort(key=lambda item: (item[0] + item[1]) / 2)
    gutter = min(gutters, key=lambda g: (sum(_spans(row, table, g) for _, _, row, table in items), g))
    spans = _settled([_spans(row, table, gutter) for _, _, row, table in items], items, gutter)
    others = tuple(g for g in gutters if g != gutter)
    bands: list[tuple[bool, list[_Item]]] = []
    for item, spanning in zip(items, spans, strict=True):
        if not bands or bands[-1][0] != spanning:
            bands.append((spanning, []))
        bands[-1][1].append(item)
    for spanning, band in bands:
        if spanning:
            yield from _regions([w for _, _, row, _ in band for w in row], [t for _, _, _, t in band if t is not None], others)
            continue
        for part in _stacked(band, gutter):
            for side in (0, 1):
                mine = [w for _, _, row, _ in part for w in row if _side((w.x0 + w.x1) / 2, gutter) == side]
                tables = [t for _, _, _, t in part if t is not None and _side((t.x0 + t.x1) / 2, gutter) == side]
                if mine or tables:
                    yield from _regions(mine, tables, tuple(g for g in others if _side(g, gutter) == side))


def _settled(spans: list[bool], items: Sequence[_Item], gutter: float) -> list[bool]:
    """Which rows span the columns, with the short rows among those that do: last lines of paragraphs, rows of wide tables."""
    settled = list(spans)
    for i, (top, bottom, row, table) in enumerate(items):
        if spans[i] or i == 0 or not settled[i - 1] or table is not None:
            continue
        height = bottom - top
        sides = {_side((word.x0 + word.x1) / 2, gutter) for word in row}
        above, below = items[i - 1], items[i + 1] if i + 1 < len(items) else None
        room = below[0] - bottom if below is not None else height
        follows = bool(above[2]) and top - above[1] < 0.7 * height and abs(above[2][0].size - row[0].size) < 0.4
        if len(sides) > 1:
            settled[i] = below is not None and spans[i + 1] and below[0] - above[1] < 2.2 * height
        elif sides == {0}:
            settled[i] = follows and (room > 0.8 * height or (below is not None and spans[i + 1]))
    return settled


def _stacked(band: list[_Item], gutter: float) -> list[list[_Item]]:
    """A band of columns cut where white goes through all of them and the print changes: a legend in columns above the text."""
    pieces: list[list[_Item]] = []
    bottom = 0.0
    for item in sorted(band, key=lambda item: item[0]):
        if not pieces or item[0] > bottom + 5.0:
            pieces.append([])
        pieces[-1].append(item)
        bottom = max(bottom, item[1])
    merged: list[list[_Item]] = []
    size: float | None = None
    for piece in pieces:
        sizes = [_usual_size(piece, side, gutter) for side in (0, 1)]
        uniform = sizes[0] if all(sizes) and max(sizes) - min(sizes) < 0.4 else None
        if not merged or (uniform is not None and size is not None and abs(uniform - size) > 0.7):
            merged.append([])
        merged[-1].extend(piece)
        size = uniform if len(merged[-1]) == len(piece) or uniform is None else size or uniform
    return merged


def _usual_size(items: Sequence[_Item], side: int, gutter: float) -> float:
    """The size of most of the print in one column, 0 where there is none."""
    sizes: Counter[float] = Counter()
    for _, _, row, _ in items:
        for word in row:
            if _side((word.x0 + word.x1) / 2, gutter) == side:
                sizes[round(word.size, 1)] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _spans(row: Sequence[Word], table: Float | None, gutter: float) -> bool:
    """Whether a row of the page goes across a gutter instead of leaving it white."""
    if table is not None:
        return table.x0 < gutter - 8 and gutter + 8 < table.x1
    before = max((w.x1 for w in row if (w.x0 + w.x1) / 2 < gutter), default=None)
    after = min((w.x0 for w in row if (w.x0 + w.x1) / 2 >= gutter), default=None)
    if (before is not None and before > gutter + 2) or (after is not None and after < gutter - 2):
        return True
    return before is not None and after is not None and after - before < max(0.6 * _GUTTER, 0.45 * max(w.size for w in row))


def _side(x: float, gutter: float) -> int:
    return int(x > gutter)


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
