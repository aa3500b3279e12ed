"""Tables on a page: ruled in both directions, or set between horizontal rulings or white space under a caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.model.document import Box
from extract.read.flow import is_open
from extract.read.layout.lines import Float, PageLine, line_text, lines_of, segments
from extract.read.pdf.pages import Page, Rect, Word
from extract.read.tables.areas import area_of, merged_levels, ruling_words
from extract.read.tables.bodies import Sheet
from extract.read.tables.cells import cell_of, grid_of_words
from extract.read.tables.grid import Grid, GridCell, around

_LEAST_ROWS = 4
_DRAWN = 0.6
"""Share of a picture from which it is the rulings of a table."""
_BORDER = 4.0


def tables_of(
    page: Page, words: Sequence[Word], body: tuple[float, str], parts: PaperParts, gutters: Sequence[float] = ()
) -> tuple[list[Float], list[Word]]:
    """The tables of a page, and the words that are in none of them.

    `body` is size and font of the running text, `gutters` are where the white between its columns stands.
    """
    floats: list[Float] = []
    rest = list(words)
    for cells in page.grids:
        table = _ruled(page.number, cells, rest)
        if table is not None:
            floats.append(table)
            rest = [word for word in rest if not Rect(table.x0, table.top, table.x1, table.bottom).holds(word)]
    dotted = ruling_words(rest)
    rest = [word for word in rest if word not in dotted]
    rules = [*page.rules, *dict.fromkeys(dotted.values())]
    page = page._replace(rules=tuple(merged_levels(rules)))
    lines = [segment for row in lines_of(rest) for segment in segments(row)]
    captions = [line for line in lines if parts.caption_of(line_text(line)) == "table" and not _goes_on(line, lines)]
    for caption in captions:
        area = area_of(Sheet(page, rest, captions, floats, body, parts, gutters), caption)
        if area is None:
            continue
        inside = [word for word in rest if area.holds(word)]
        table = _unruled(page.number, inside, [rule for rule in rules if _overlap(area, rule)])
        if table is not None:
            floats.append(table)
            taken = set(inside)
            rest = [word for word in rest if word not in taken]
    return floats, rest


def _goes_on(line: Sequence[Word], lines: Sequence[Sequence[Word]]) -> bool:
    """Whether a line that begins as a caption does goes on in a sentence of the line above it: "… are given in | Table 1. Then …"."""
    first = line[0]
    return any(
        above[0].font == first.font
        and abs(above[0].size - first.size) < 0.3
        and -0.5 * first.size < first.top - above[0].bottom < 0.6 * first.size
        and above[0].x0 < line[-1].x1
        and first.x0 < above[-1].x1
        and is_open(line_text(above))
        for above in lines
    )


def without_drawn_tables(page: Page) -> Page:
    """The page; rulings of tables, which look like a drawing, are no picture."""
    if not page.grids or not page.pictures:
        return page
    tables = [table for cells in page.grids if (table := _ruled(page.number, cells, page.words)) is not None]
    return page._replace(pictures=tuple(picture for picture in page.pictures if not _is_drawn_by(picture, tables)))


def _is_drawn_by(picture: Rect, tables: Sequence[Float]) -> bool:
    """Whether most of a picture is tables, or they reach to all of its borders: those of two columns may be drawn as one."""
    shared = 0.0
    within: list[Float] = []
    for table in tables:
        width = min(picture.x1, table.x1) - max(picture.x0, table.x0)
        height = min(picture.bottom, table.bottom) - max(picture.top, table.top)
        if width > 0 and height > 0:
            shared += width * height
            within.append(table)
    if not within:
        return False
    reached = (min(t.x0 for t in within), min(t.top for t in within), max(t.x1 for t in within), max(t.bottom for t in within))
    all_sides = all(abs(side - border) < _BORDER for side, border in zip(reached, picture, strict=True))
    return all_sides or shared > _DRAWN * (picture.x1 - picture.x0) * (picture.bottom - picture.top)


def _overlap(area: Rect, rule: Rect) -> bool:
    return area.top - 2 < rule.top < area.bottom + 2 and area.x0 < rule.x1 and rule.x0 < area.x1


def _ruled(number: int, cells: Sequence[Sequence[Rect | None]], words: Sequence[Word]) -> Float | None:
    boxes = [cell for row in cells for cell in row if cell is not None]
    area = Rect(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    mine = [word for word in words if area.holds(word)]
    if not mine:
        return None
    rows: list[tuple[GridCell, ...]] = []
    for row in cells:
        filling = [[] if cell is None else lines_of(w for w in mine if cell.holds(w, 0.0)) for cell in row]
        rows.append(tuple(cell_of(number, lines) for lines in filling))
    kept = tuple(row for row in rows if any(cell.lines for cell in row))
    filled = sum(bool(cell.lines) for row in kept for cell in row)
    words_inside = sum(len(line) for row in kept for cell in row for line in cell.words)
    if len(kept) < 2 or filled < 4 or filled < 0.35 * len(boxes) or words_inside < 0.7 * len(mine):
        return None
    return Float(*area, Grid(kept, 1))


def _unruled(number: int, words: Sequence[Word], rules: Sequence[Rect]) -> Float | None:
    """A table of words in columns."""
    grid = grid_of_words(number, words, rules)
    if grid is None:
        return None
    box = around(grid.boxes())
    return Float(box.x0, box.top, box.x1, box.bottom, grid)


def with_gapped_rows(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, with each run of four and more that wide gaps cut into the same columns made one table."""
    found: list[PageLine] = []
    i = 0
    while i < len(lines):
        end = _gapped_run(lines, i)
        table = _unruled(lines[i].box.page, [w for line in lines[i:end] for w in line.words], ()) if end - i >= _LEAST_ROWS else None
        if table is not None and table.grid.columns > 1:
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
