"""The rows of tables that no ruling ends: under a caption or a ruled head, as long as they are written in columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grammar.headings import PaperParts
from extract.read.layout.lines import Float, line_text, lines_of
from extract.read.pdf.page import Page, Rect, Word
from extract.read.tables.columns import columns_of, runs_of

_LOOSE = 3.0
"""More white than this above a row, in font sizes, ends a table."""
_FEWEST = 3
"""A table without rulings has this many rows with white in them."""
_IN_COLUMNS = 0.35
"""Share of the lines of a table that have white in them; the others are those of cells over several lines, and of groups."""
_FULL = 0.8
"""A line without white that is as long as this share of its table is a line of text."""
_MOST_WITHOUT = 5
"""More lines than this without white are no part of a table."""
_NEAR = 0.9
"""Words with less white between them, in font sizes, are in one column."""
_SAME = 0.3
"""Print of sizes nearer to each other than this is alike, in points."""
_WIDER = 1.4
"""White between two columns is so many times as wide as that between words."""
_ALIGNED = 2.0
_CENTRED = 12.0
_CAPTION = 50.0
"""A caption is no higher than this, in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page on which tables are looked for.

    `words` are those that are in no table yet, `captions` the first lines of captions of tables, `body` is size and font of the
    running text, and `gutters` are where the white between the columns of running text stands.
    """

    page: Page
    words: Sequence[Word]
    captions: Sequence[Sequence[Word]]
    floats: Sequence[Float]
    body: tuple[float, str]
    parts: PaperParts
    gutters: Sequence[float]

    def in_body_print(self, row: Sequence[Word]) -> bool:
        """Whether most of a row is in the print of the running text."""
        alike = sum(len(word.text) for word in row if word.font == self.body[1] and abs(word.size - self.body[0]) < _SAME)
        return 2 * alike > sum(len(word.text) for word in row)


def rows_under(sheet: Sheet, caption: Sequence[Word]) -> list[list[Word]]:
    """The rows of the table under a caption; none where what follows is not written in columns."""
    bottom = caption[0].bottom
    if any(bottom - 2 < t.top < bottom + _CAPTION and t.x0 < caption[-1].x1 and caption[0].x0 < t.x1 for t in sheet.floats):
        return []  # its table has been found
    column, page = _column_of(sheet, caption)
    narrow = rows_in_columns(sheet, Rect(column[0], bottom, column[1], sheet.page.height), [], caption)
    if column == page or (narrow and not _reaches_beyond(sheet, narrow, column[1], bottom)):
        return narrow or _rows_beside_text(sheet, caption, page)
    wide = rows_in_columns(sheet, Rect(page[0], bottom, page[1], sheet.page.height), [], caption)
    return wide if wide and _is_one(wide, column) else narrow


def _rows_beside_text(sheet: Sheet, caption: Sequence[Word], sides: tuple[float, float]) -> list[list[Word]]:
    """The rows under a caption in other print than that of the text, with none of the text amid them; none where there is some."""
    other = [word for word in sheet.words if not sheet.in_body_print([word])]
    if sheet.in_body_print(caption) or len(other) == len(sheet.words):
        return []
    rows = rows_in_columns(replace(sheet, words=other), Rect(sides[0], caption[0].bottom, sides[1], sheet.page.height), [], caption)
    if not rows:
        return []
    area = Rect(min(r[0].x0 for r in rows), rows[0][0].top, max(r[-1].x1 for r in rows), max(w.bottom for w in rows[-1]))
    return [] if any(area.holds(word) for word in sheet.words if sheet.in_body_print([word])) else rows


def _is_one(rows: Sequence[Sequence[Word]], column: tuple[float, float]) -> bool:
    """Whether most rows stand on one line inside and outside a column; print of two columns does so by chance only."""
    both = aligned = 0
    for row in rows:
        inside = [word for word in row if column[0] < (word.x0 + word.x1) / 2 < column[1]]
        outside = [word for word in row if word not in inside]
        if inside and outside:
            both += 1
            aligned += abs(max(word.bottom for word in inside) - max(word.bottom for word in outside)) < _ALIGNED
    return aligned >= 0.8 * both


def _column_of(sheet: Sheet, caption: Sequence[Word]) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where the column goes in which a caption stands, and how far a table under it may go if it does not keep to that."""
    x0, x1 = caption[0].x0, caption[-1].x1
    left = max([0.0, *(x for x in sheet.gutters if x < x0 + _ALIGNED)])
    right = min([sheet.page.width, *(x for x in sheet.gutters if x > x1 - _ALIGNED)])
    middle = (left + right) / 2
    if x0 - left > 2 * _CENTRED and not (left > 0.0 and abs((x0 + x1) / 2 - middle) < _CENTRED):
        left = x0 - 8
    return (left, right), (min(left, x0 - 8), sheet.page.width)


def _reaches_beyond(sheet: Sheet, rows: Sequence[Sequence[Word]], right: float, top: float) -> bool:
    """Whether most rows have words on the same line behind the border of their column which are neither text nor under a caption.

    `top` is where the caption of the table ends.
    """
    end = max(word.bottom for word in rows[-1])
    beyond = [word for word in sheet.words if word.x0 >= right - 1 and top - 2 < word.top and word.bottom < end + 2]
    across = lines_of(beyond)
    captions = [c for c in sheet.captions if c[0].x0 >= right - 1 and top - 2 < c[0].bottom < end]
    if not across or captions or sum(map(sheet.in_body_print, across)) * 4 > len(across):
        return False
    lines = [max(word.bottom for word in row) for row in rows]
    aligned = sum(any(abs(max(word.bottom for word in row) - line) < _ALIGNED for line in lines) for row in across)
    return aligned > 0.8 * len(across) and 2 * aligned > len(rows)


def rows_in_columns(sheet: Sheet, room: Rect, head: Sequence[Sequence[Word]], caption: Sequence[Word] = ()) -> list[list[Word]]:
    """The lines in a part of a page, from its top on, that are rows of a table; none where too few are written in columns.

    `head` are rows above them that are known to be part of the table. Rows end before a caption, a heading, running text, wide
    white, and a line that is written across the border of the room. Lines without white at the end are notes.
    """
    across = [word for word in sheet.words if word.x1 > room.x0 and word.x0 < room.x1]
    near = [word for word in across if room.top - 1 < word.top and word.bottom < room.bottom]
    beside = [word for word in sheet.words if room.x1 <= word.x0 < room.x1 + 20 or room.x0 - 20 < word.x1 <= room.x0]
    found: list[list[Word]] = []
    waiting: list[list[Word]] = []
    in_columns = 0
    bottom = room.top
    for row in lines_of(near):
        size = max(word.size for word in row)
        if row[0].top < bottom - 2:
            continue
        known = [*head, *found]
        if row[0].top - bottom > _LOOSE * size or _goes_across(row, room, beside) or _ends_table(sheet, row, known, caption):
            break
        bottom = max(word.bottom for word in row)
        if _is_in_columns(sheet, row, known):
            found += [*waiting, row]
            waiting = []
            in_columns += 1
            continue
        if not found and not head:
            continue  # more of the caption
        width = _width(known) if len(known) > _FEWEST else room.x1 - room.x0  # headers alone do not tell how wide a table is
        if len(waiting) > _MOST_WITHOUT or row[-1].x1 - row[0].x0 > _FULL * width:
            break
        waiting.append(row)
    found += _rest_of_cells(waiting, found)
    return found if in_columns >= _FEWEST and in_columns >= _IN_COLUMNS * len(found) else []


def _width(rows: Sequence[Sequence[Word]]) -> float:
    return max(row[-1].x1 for row in rows) - min(row[0].x0 for row in rows)


def _goes_across(row: Sequence[Word], room: Rect, beside: Sequence[Word]) -> bool:
    """Whether a line goes on over the border of the room that it was looked for in."""
    if any(word.x0 < room.x0 - 2 or word.x1 > room.x1 + 2 for word in row):
        return True
    middle = (row[0].top + row[0].bottom) / 2
    level = [word for word in beside if word.top < middle < word.bottom]
    return any(0 <= word.x0 - row[-1].x1 < 0.5 * word.size or 0 <= row[0].x0 - word.x1 < 0.5 * word.size for word in level)


def _ends_table(sheet: Sheet, row: Sequence[Word], known: Sequence[Sequence[Word]], caption: Sequence[Word]) -> bool:
    """Whether a line is a caption, a heading, or running text in other print than the table's."""
    text = line_text(row)
    if sheet.parts.caption_of(text):
        return True
    prints = {(word.font, round(word.size)) for other in known for word in other}
    other_print = not any((word.font, round(word.size)) in prints for word in row)
    if other_print and len(runs_of(row)) == 1 and sheet.parts.heading_kind(text) is not None:
        return True
    size = known[0][0].size if known else caption[0].size if caption else sheet.body[0]
    return sheet.in_body_print(row) and (other_print if known else abs(size - sheet.body[0]) > 0.5)


def _is_in_columns(sheet: Sheet, row: Sequence[Word], known: Sequence[Sequence[Word]]) -> bool:
    """Whether there is white in a line where columns may be, not only where that of running text is, or right of the first column."""
    runs = runs_of(row)
    if sheet.in_body_print(row):
        gaps = [(a[-1].x1, b[0].x0) for a, b in itertools.pairwise(runs)]
        if gaps and all(any(left < x < right for x in sheet.gutters) for left, right in gaps):
            return False
    if len(runs) > 1 or len(known) < 2:
        return len(runs) > 1
    columns = columns_of(known, _width(known))
    pieces = columns.pieces(row)
    spaces = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(row))
    usual = spaces[len(spaces) // 2] if spaces else 0.0
    if any(b.x0 - a.x1 > _WIDER * usual for a, b in itertools.pairwise(pieces)):
        return True
    return len(pieces) == 1 and 0 < pieces[0].first == pieces[0].last and row[0].x0 > columns.extents[pieces[0].first][0] - _ALIGNED


def _rest_of_cells(waiting: Sequence[list[Word]], found: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Of the lines without white at the end, those that go on with a cell: within its column, as close to the line above as others."""
    if not waiting or len(found) < _FEWEST:
        return []
    columns = columns_of(found, _width(found))
    rest: list[list[Word]] = []
    above = found[-1]
    for row in waiting:
        step = row[0].bottom - max(word.bottom for word in above)
        inside = any(x0 - 1 <= row[0].x0 and row[-1].x1 <= x1 + 1 for x0, x1 in columns.extents)
        text = row[0].text
        if not inside or step > 1.5 * row[0].size or not (text[0].isalnum() or text[0] in "(±–−"):
            break
        rest.append(row)
        above = row
    return rest
