"""Tables on a page: ruled in both directions, or set between horizontal rulings or white space under a caption."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.model.document import Box
from extract.read.grid import EMPTY, Grid, GridCell, box_of
from extract.read.layout import Float, PageLine, line_text, lines_of, segments
from extract.read.pages import Page, Rect, Word

_LEAST_ROWS = 4
_HEAD_ROWS = 4
_INDENT = 150.0
"""How far to the right of its caption a table may begin, in points."""
_COLUMN_GAP = 4.5
"""Least white between two columns of a table, in points."""


def tables_of(page: Page, words: Sequence[Word], body: tuple[float, str], parts: PaperParts) -> tuple[list[Float], list[Word]]:
    """The tables of a page, and the words that are in none of them."""
    floats: list[Float] = []
    rest = list(words)
    for cells in page.grids:
        table = _ruled(page.number, cells, rest)
        if table is not None:
            floats.append(table)
            rest = [word for word in rest if not Rect(table.x0, table.top, table.x1, table.bottom).holds(word)]
    rows = lines_of(rest)
    captions = [segment for row in rows for segment in segments(row) if parts.caption_of(line_text(segment)) == "table"]
    for caption in captions:
        area = _between_rules(page, caption, captions, floats, rest, body) or _under_caption(caption, rest, body[0], parts)
        if area is None:
            continue
        inside = [word for word in rest if area.holds(word)]
        table = _unruled(page.number, inside)
        if table is not None:
            floats.append(table)
            taken = set(inside)
            rest = [word for word in rest if word not in taken]
    return floats, rest


def _ruled(number: int, cells: Sequence[Sequence[Rect | None]], words: Sequence[Word]) -> Float | None:
    boxes = [cell for row in cells for cell in row if cell is not None]
    area = Rect(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    mine = [word for word in words if area.holds(word)]
    if not mine:
        return None
    rows: list[tuple[GridCell, ...]] = []
    for row in cells:
        filling = [[] if cell is None else lines_of(w for w in mine if cell.holds(w, 0.0)) for cell in row]
        rows.append(tuple(_cell(number, lines) for lines in filling))
    kept = tuple(row for row in rows if any(cell.lines for cell in row))
    filled = sum(bool(cell.lines) for row in kept for cell in row)
    words_inside = sum(len(line) for row in kept for cell in row for line in cell.words)
    if len(kept) < 2 or filled < 4 or filled < 0.35 * len(boxes) or words_inside < 0.7 * len(mine):
        return None
    return Float(*area, Grid(kept, 1))


def _cell(page: int, lines: Sequence[Sequence[Word]]) -> GridCell:
    """A cell of printed lines."""
    lines = [line for line in lines if line]
    if not lines:
        return EMPTY
    words = tuple(tuple(line) for line in lines)
    return GridCell(tuple(map(line_text, words)), box=box_of(page, [w for line in words for w in line]), words=words)


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
    below = [r for r in page.rules if bottom - 2 < r.top < end and r.x0 < x0 + _INDENT and r.x1 > x0 + 60]
    if not below or below[0].top - bottom > 90:
        return None
    first = below[0]
    if any(f.top < first.top + 5 and f.bottom > first.top and f.x0 < x0 + 20 for f in floats):
        return None
    same = [r for r in page.rules if bottom - 2 < r.top < end and r.x0 > first.x0 - 8 and r.x1 < first.x1 + 8]
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
    area = Rect(first.x0, first.top, first.x1, last.bottom)
    head = lines_of([w for w in words if area.holds(w, 0.0)])
    return area if len(head) > _HEAD_ROWS else _with_rows_below(area, end, words, body)


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


def _unruled(number: int, words: Sequence[Word]) -> Float | None:
    """Cells from the white strips between the columns of words; printed rows without a first cell belong to the row above."""
    rows = lines_of(words)
    if len(rows) < 2:
        return None
    borders = _column_borders(rows)
    cells = [[[w for w in row if _column(w, borders) == c] for c in range(len(borders) + 1)] for row in rows]
    steps = sorted(b[0].top - a[0].top for a, b in itertools.pairwise(rows))
    tight = 1.15 * steps[len(steps) // 4]
    merged: list[list[list[list[Word]]]] = []
    for i, row in enumerate(cells):
        continues = bool(merged) and not row[0] and len(borders) > 0 and i > 0 and rows[i][0].top - rows[i - 1][0].top <= tight
        if continues and not all(row[1:]):
            for column, cell in zip(merged[-1], row, strict=True):
                column.append(cell)
        else:
            merged.append([[cell] for cell in row])
    area = Rect(min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words))
    return Float(*area, Grid(tuple(tuple(_cell(number, lines) for lines in row) for row in merged), 1))


def _column_borders(rows: Sequence[Sequence[Word]]) -> list[float]:
    """Middles of the strips that hardly any row writes into."""
    x0, x1 = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    bins = [0] * (int(x1 - x0) + 2)
    for row in rows:
        for i in {i for word in row for i in range(max(0, int(word.x0 - x0)), int(word.x1 - x0) + 1)}:
            bins[i] += 1
    allowed = 0.08 * len(rows)
    borders: list[float] = []
    start: int | None = None
    for i, count in enumerate(bins):
        if count <= allowed:
            start = i if start is None else start
        elif start is not None:
            if i - start >= _COLUMN_GAP and start > 0:
                borders.append(x0 + (start + i) / 2)
            start = None
    return borders


def _column(word: Word, borders: Sequence[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(middle > border for border in borders)


def with_gapped_rows(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, with each run of four and more that wide gaps cut into the same columns made one table."""
    found: list[PageLine] = []
    i = 0
    while i < len(lines):
        end = _gapped_run(lines, i)
        table = _unruled(lines[i].box.page, [w for line in lines[i:end] for w in line.words]) if end - i >= _LEAST_ROWS else None
        if table is not None and len(table.grid.rows[0]) > 1:
            box = Box(lines[i].box.page, table.x0, table.top, table.x1, table.bottom)
            found.append(replace(lines[i], text="", box=box, words=(), grid=table.grid))
            i = end
        else:
            found.append(lines[i])
            i += 1
    return found


def _gapped_run(lines: Sequence[PageLine], begin: int) -> int:
    """Where a run of rows with gaps ends that begins at `begin`; a short row without a gap may stand between two with one."""
    end, i = begin, begin
    while i < len(lines) and lines[i].column == lines[begin].column and lines[i].grid is None:
        line = lines[i]
        if abs(line.size - lines[begin].size) > 0.6:
            break
        parts = segments(line.words)
        if len(parts) > 1 and len(line_text(parts[0])) > 3:
            end = i + 1
        elif i > end or line.box.x1 - line.box.x0 > 0.7 * (line.right - line.left) or i == begin:
            break
        i += 1
    return end
