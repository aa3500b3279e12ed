"""The regions of a page in the order in which they are read: one rule for columns, sidebars, margins, boxes and what spans them.

A region is cut at its tallest white strip: the upright strip of white that goes down furthest with print on both sides of it. What
stands above the strip is read first, then what is left of it, then what is right of it, then what stands below; each of these is a
region again, until no strip is left. So a title over two columns, a note in the margin beside an abstract, and three columns under a
table need no rules of their own.

What counts as a strip: white from row to row, wide enough, with prose on both sides (`_is_prose`), so that a list with labels and a
table without rulings stay whole. A strip that is usual in the document (`usual_strips`) is believed with fewer rows, for figures may
leave little of it on a page.

Tables, figures and text boxes are items of their own: they break a strip that they lie across. A text box is read as a whole, its
inside as a region of its own.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.read.layout.lines import Float, PageLine, region_lines
from extract.read.layout.page_items import WHITE, Item, halves_of, items_of, side_of, sides_of, usual_size
from extract.read.pdf.page import Page, Rect, Word

_USUAL_WHITE = 7.0
"""Least white at a strip in most of its rows, in points."""
_NARROWEST = 60.0
"""Least width of a column, in points: labels of a list that stand apart are no column."""
_ROWS = 5
"""A strip needs this many rows with print on both sides, where it is not usual in the document."""
_SURE_ROWS = 10
"""A strip with this many rows may be the usual one of other pages."""
_NEAR = 12.0
"""How far a strip may stand from the usual one, in points."""
_CANDIDATES = 12
_NEARLY = 0.9
_ON_LINE = 0.8
_BESIDE = 40.0
_PROTRUDING = 20.0
"""How far a line may protrude into a strip, in points."""
_PROTRUDE = 0.08
"""Share of lines that may."""
_LABEL, _LABELLED = 25.0, 0.25
_LEAST_WORDS, _FEWEST_WORDS = 2.4, 1.2
"""Words in a row of prose, on average, and in any column."""
_FULL = 0.55
"""A full line fills this share of its column; at least half of the lines of prose are full."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is left of a page without its furniture: rows of words, tables, figures, and boxes with text in them."""

    page: Page
    items: Sequence[Item]


def content_of(page: Page, words: Sequence[Word], tables: Sequence[Float], figures: Sequence[Rect], boxes: Sequence[Rect]) -> Content:
    """The content of a page, from top to bottom."""
    return Content(page, items_of(words, tables, figures, boxes))


@dataclass(frozen=True, slots=True)
class _Strip:
    """A white strip at `x` through the items from `begin` to before `end`.

    `rows` have print on both sides of it, and `width` is the white that most of them leave.
    """

    x: float
    begin: int
    end: int
    rows: int
    width: float
    height: float


def reading_order(content: Content, usual: Sequence[float], first_column: int) -> list[PageLine]:
    """The lines and tables of a page in the order in which they are read; `usual` are the strips that are usual on pages like it."""
    ordered: list[PageLine] = []
    for words, tables in _cut(content.items, usual):
        column = ordered[-1].column + 1 if ordered else first_column
        ordered.extend(region_lines(content.page, words, tables, column))
    return ordered


def strips_of(content: Content) -> list[float]:
    """Where the sure strips of a page stand, from left to right."""
    return sorted(_sure(content.items))


def usual_strips(strips: Sequence[Sequence[float]], widths: Sequence[float]) -> list[tuple[float, ...]]:
    """For each page the strips that at least a third of the pages of its width share; else those of the pages beside it.

    Pages on the same side of the sheet are asked first.
    """
    found: list[tuple[float, ...]] = []
    for i, width in enumerate(widths):
        alike = [n for n, other in enumerate(widths) if round(other) == round(width)]
        shared = _shared([strips[n] for n in alike if n % 2 == i % 2]) or _shared([strips[n] for n in alike])
        beside = {x for n in (i - 1, i + 1) if n in alike for x in strips[n]}
        found.append(shared or tuple(sorted(beside)))
    return found


def _shared(strips: Sequence[Sequence[float]]) -> tuple[float, ...]:
    shared: list[float] = []
    for x in sorted(x for of_page in strips for x in of_page):
        near = sorted(other for of_page in strips for other in of_page if abs(other - x) < _NEAR)
        if len(near) * 3 > len(strips) and not any(abs(x - other) < 2 * _NEAR for other in shared):
            shared.append(near[len(near) // 2])
    return tuple(shared)


_Region = tuple[Sequence[Word], Sequence[Float]]
"""The words and tables of a part of a page that is read from top to bottom."""


def _sure(items: Sequence[Item]) -> Iterator[float]:
    """The places of all strips with many rows."""
    for item in items:
        if item.inside:
            yield from _sure(item.inside)
    strip = _tallest(items, ())
    if strip is None:
        return
    if strip.rows >= _SURE_ROWS:
        yield strip.x
    for part in (items[: strip.begin], *sides_of(items[strip.begin : strip.end], strip.x), items[strip.end :]):
        yield from _sure(part)


def _cut(items: Sequence[Item], usual: Sequence[float]) -> Iterator[_Region]:
    if not items:
        return
    strip = _tallest(items, usual)
    if strip is None:
        yield from _whole(items, usual)
        return
    yield from _cut(items[: strip.begin], usual)
    for part in _stacked(items[strip.begin : strip.end], strip.x):
        for side in sides_of(part, strip.x):
            yield from _cut(side, usual)
    yield from _cut(items[strip.end :], usual)


def _whole(items: Sequence[Item], usual: Sequence[float]) -> Iterator[_Region]:
    """The region without strips, cut where a text box interrupts it."""
    for is_box, run in itertools.groupby(items, key=lambda item: bool(item.inside)):
        if is_box:
            for item in run:
                yield from _cut(item.inside, usual)
            continue
        mine = list(run)
        words, tables = [word for item in mine for word in item.words], [item.table for item in mine if item.table is not None]
        if words or tables:
            yield words, tables


def _tallest(items: Sequence[Item], usual: Sequence[float]) -> _Strip | None:
    """The strip of a region that goes down furthest, None where there is none."""
    edges = Counter(round(right / 2) for item in items for left, right in item.gaps if right - left >= WHITE)
    edges.update(round(item.x0 / 2) for item in items if item.words)
    margin = min((item.x0 for item in items), default=0.0) + _NARROWEST
    grouped = Counter({edge: edges[edge] + edges[edge + 1] for edge in sorted(edges) if edge * 2 > margin})
    likely = [edge * 2 - 3.0 for edge, count in sorted(grouped.items(), key=lambda e: (-e[1], e[0]))[:_CANDIDATES] if count >= _ROWS - 2]
    blocks = sorted({edge for item in items if not item.words for edge in (item.x0 - 3.0, item.x1 + 3.0)})
    found = [strip for x in [*usual, *likely, *blocks[:_CANDIDATES]] for strip in _runs(items, x) if _is_strip(items, strip, usual)]
    tallest = max(found, key=lambda strip: (strip.height, strip.rows, -strip.x), default=None)
    if tallest is None:
        return None
    # the widest of those next to it: a narrower one may stand between the labels and the text of a list
    beside = [strip for strip in found if abs(strip.x - tallest.x) < _BESIDE and strip.height > _NEARLY * tallest.height]
    widest = max(beside, key=lambda strip: (strip.width, strip.rows, -strip.x))
    before = [strip for strip in beside if strip.x < widest.x and _are_labels(items, strip.x, widest.x)]
    return min(before, key=lambda strip: (-strip.width, strip.x), default=widest)


def _are_labels(items: Sequence[Item], left: float, right: float) -> bool:
    """Whether only labels stand between two upright lines, such as the numbers of a list in the column on the right."""
    between = [word for item in items for word in item.words if left < (word.x0 + word.x1) / 2 < right]
    return len(between) > 1 and right - left < _LABEL + _USUAL_WHITE and not any(map(_is_word, between))


def _is_word(word: Word) -> bool:
    return sum(character.isalpha() for character in word.text) > 1


def _runs(items: Sequence[Item], x: float) -> Iterator[_Strip]:
    """The runs of items that leave an upright line white and have print on both sides of it."""
    begin: int | None = None
    for i, item in enumerate([*items, None]):
        if item is not None and (not item.crosses(x) or (begin is not None and i + 1 < len(items) and _protrudes(items[i : i + 2], x))):
            begin = i if begin is None else begin
        elif begin is not None:
            strip = _trimmed(items, x, begin, i)
            if strip is not None:
                yield strip
            begin = None


def _protrudes(items: Sequence[Item], x: float) -> bool:
    """Whether a row only protrudes into a strip, with white behind it, as long addresses do; the next one leaves the strip white."""
    near = any(right - left >= _USUAL_WHITE and left - _PROTRUDING < x < right + _PROTRUDING for left, right in items[0].gaps)
    return near and not items[1].crosses(x)


def _trimmed(items: Sequence[Item], x: float, begin: int, end: int) -> _Strip | None:
    """A run without what belongs to the print above or below it, not to the columns: ends of paragraphs, lone captions."""
    while begin < end and begin > 0 and items[begin].top < items[begin - 1].bottom - 2.0 and not items[begin - 1].words:
        begin += 1  # what stands beside a box or a figure that lies across is read with it
    while begin < end and begin > 0 and _goes_with(items[begin], items[begin - 1], items, begin, end, x):
        begin += 1
    while end > begin and end < len(items) and _goes_with(items[end - 1], items[end], items, begin, end, x):
        end -= 1
    if begin == end:
        return None
    mine = items[begin:end]
    whites = [white[1] - white[0] for item in mine if item.is_beside(x) and (white := item.white(x)) is not None]
    whites = sorted([*whites, *_staggered(mine, x)])
    if not whites or sum(item.crosses(x) for item in mine) > _PROTRUDE * len(whites):
        return None
    return _Strip(x, begin, end, len(whites), whites[len(whites) // 10], mine[-1].bottom - mine[0].top)


def _staggered(items: Sequence[Item], x: float) -> list[float]:
    """The white at a strip beside items that have others at their height across it, not in the same row: boxes, rows leaded otherwise."""
    left = [item for item in items if not item.is_beside(x) and side_of(item, x) == 0]
    right = [item for item in items if not item.is_beside(x) and side_of(item, x) == 1]
    pairs = [(a, b) for a in left for b in right if a.top < b.bottom - 1.0 and b.top < a.bottom - 1.0]
    by_left, by_right = {id(a): b.x0 - a.x1 for a, b in pairs}, {id(b): b.x0 - a.x1 for a, b in pairs}
    return list(max(by_left, by_right, key=len).values())


def _goes_with(item: Item, across: Item, items: Sequence[Item], begin: int, end: int, x: float) -> bool:
    """Whether a row at the edge of a run that has print only on the left belongs to what lies across the strip next to it."""
    if item.is_beside(x) or side_of(item, x) == 1 or not item.words:
        return False
    above = across.top < item.top
    to_across = item.top - across.bottom if above else across.top - item.bottom
    column = [other for other in items[begin:end] if other is not item and any(side_of(word, x) == 0 for word in other.words)]
    near = (other.top - item.bottom if above else item.top - other.bottom for other in column)
    to_column = min((gap for gap in near if gap > -2.0), default=float("inf"))
    same = not across.words or abs(usual_size(across.words) - usual_size(item.words)) < 0.4
    return same and to_across < 0.7 * (item.bottom - item.top) + (6.0 if not across.words else 0.0) and to_across < to_column - 1.0


def _is_strip(items: Sequence[Item], strip: _Strip, usual: Sequence[float]) -> bool:
    """Whether white between rows is the border of columns: where it is usual, or wide enough with prose on both sides."""
    mine = items[strip.begin : strip.end]
    both = [item for item in mine if item.words and item.is_beside(strip.x)]
    if sum(_has_label(item, strip.x) for item in both) > _LABELLED * len(both):
        return False
    if any(abs(strip.x - x) < _NEAR for x in usual):
        wide = min(strip.x - min(item.x0 for item in items), max(item.x1 for item in items) - strip.x) > _NARROWEST
        enough = strip.rows >= _ROWS or (len(both) > 1 and not _is_wedged(items, strip))
        return wide and enough and all(_has_words(side) for side in halves_of(mine, strip.x))
    if strip.rows < _ROWS:
        return False
    if strip.width < _USUAL_WHITE:
        return False
    sides = halves_of(mine, strip.x)
    if all(_is_prose(side) for side in sides):
        return True
    return any(_is_prose(side) for side in sides) and all(_has_words(side) for side in sides) and not _are_aligned(*sides)


def _has_label(item: Item, x: float) -> bool:
    """Whether what ends at a strip is a label that stands apart, such as the number of an entry: the strip is inside a column."""
    white = item.white(x)
    before = max((right for left, right in item.gaps if right - left >= _USUAL_WHITE and right < x), default=item.x0)
    if white is None or not 0 < white[0] - before < _LABEL:
        return False
    return not any(_is_word(word) for word in item.words if before <= word.x0 < white[0])


def _is_wedged(items: Sequence[Item], strip: _Strip) -> bool:
    """Whether few rows with white stand close to rows without: those of a table, lines of authors, loose lines of a paragraph."""
    first, last = items[strip.begin], items[strip.end - 1]
    above = items[strip.begin - 1] if strip.begin else None
    below = items[strip.end] if strip.end < len(items) else None
    return (above is not None and bool(above.words) and first.top - above.bottom < 0.6 * (first.bottom - first.top)) or (
        below is not None and bool(below.words) and below.top - last.bottom < 0.6 * (last.bottom - last.top)
    )


def _is_prose(items: Sequence[Item]) -> bool:
    """Whether rows are those of a column: wide enough, with several words each, most of them filling the column."""
    rows = [item for item in items if item.words]
    boxes = [item for item in items if item.inside]
    if not rows:
        return bool(boxes)
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if right - left < _NARROWEST:
        return False
    full = sum(row.x1 - row.x0 > _FULL * (right - left) for row in rows)
    return _has_words(items, _LEAST_WORDS) and 2 * full >= len(rows)


def _are_aligned(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether most rows of the side with fewer stand on the same line as one of the other: names and what is said of them."""
    lines = [
        sorted(max(word.bottom for word in item.words if word.size > 0.85 * usual_size(item.words)) for item in side if item.words)
        for side in (left, right)
    ]
    few, many = sorted(lines, key=len)
    return 2 * sum(any(abs(line - other) < _ON_LINE for other in many) for line in few) > len(few)


def _has_words(items: Sequence[Item], least: float = _FEWEST_WORDS) -> bool:
    """Whether rows have words in them, not only numbers as in the columns of a table: `least` in each on average."""
    rows = [item for item in items if item.words]
    return sum(_is_word(word) for row in rows for word in row.words) >= least * len(rows)


def _stacked(items: Sequence[Item], x: float) -> list[list[Item]]:
    """Columns cut where white goes through all of them and the print changes: a legend in columns above the text."""
    pieces: list[list[Item]] = []
    bottom = 0.0
    for item in sorted(items, key=lambda item: item.top):
        if not pieces or item.top > bottom + 5.0:
            pieces.append([])
        pieces[-1].append(item)
        bottom = max(bottom, item.bottom)
    merged: list[list[Item]] = []
    size: float | None = None
    for piece in pieces:
        sizes = [usual_size([word for item in piece for word in item.words if side_of(word, x) == side]) for side in (0, 1)]
        uniform = sizes[0] if all(sizes) and max(sizes) - min(sizes) < 0.4 else None
        under_caption = any(not item.words and item.top < piece[0].top + 5.0 for item in piece)
        if not merged or (uniform is not None and size is not None and abs(uniform - size) > 0.7 and not under_caption):
            merged.append([])
        merged[-1].extend(piece)
        size = uniform if len(merged[-1]) == len(piece) or uniform is None else size or uniform
    return merged
