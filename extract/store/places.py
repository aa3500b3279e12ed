"""From a span of a document's text to its place on the printed page.

The column `lines.words` has the words of a printed line as JSON, in the order of the text: [offset of the word from the start of the
line, x0, x1], with [..., top, bottom] where these are not those of the line. Points from the top left corner of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extract.model.document import Box, Line, PlacedWord

if TYPE_CHECKING:
    from sqlite_utils import Database

_SAME = 0.3
"""Edges this near to each other, in points, count as one."""
_LEVEL = 0.5
"""Words that overlap by this share of the lower one's height stand on one printed line."""


def words_as_json(line: Line) -> str | None:
    """The words of a line as the database holds them, None where their places are not known."""
    box = line.box
    if box is None or not line.words:
        return None
    words: list[list[float]] = []
    for word in line.words:
        place: list[float] = [word.start - line.start, word.box.x0, word.box.x1]
        if abs(word.box.top - box.top) > _SAME or abs(word.box.bottom - box.bottom) > _SAME:
            place += [word.box.top, word.box.bottom]
        words.append(place)
    return json.dumps(words, separators=(",", ":"))


def boxes_of(db: Database, document_id: str, start: int, end: int) -> list[Box]:
    """The boxes of the printed words that a span of the text touches, in the order of the text; one box for what stands in a row.

    White space at the ends of the span touches nothing. Empty where the document has no pages, or nothing of the span is printed.
    """
    found = db.conn.execute("SELECT substr(text, ? + 1, ?) FROM documents WHERE id = ?", [start, end - start, document_id]).fetchone()
    words = found[0] if found else ""
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    boxes: list[Box] = []
    for line in _lines(db, document_id, start, end):
        assert line.box is not None
        boxes.extend(_joined(_touched(line, start, end)) if line.words else [line.box])
    return boxes


def _lines(db: Database, document_id: str, start: int, end: int) -> Iterator[Line]:
    sql = """SELECT start, "end", page, x0, top, x1, bottom, words FROM lines
        WHERE document_id = ? AND page IS NOT NULL AND start < ? AND "end" > ? ORDER BY start, "end", id"""
    for first, last, page, x0, top, x1, bottom, words in db.conn.execute(sql, [document_id, end, start]):
        box = Box(page, x0, top, x1, bottom)
        yield Line(first, last, box, tuple(_placed(word, first, box) for word in json.loads(words or "[]")))


def _placed(word: Sequence[float], line_start: int, box: Box) -> PlacedWord:
    offset, x0, x1, *height = word
    top, bottom = height or (box.top, box.bottom)
    return PlacedWord(line_start + int(offset), Box(box.page, x0, top, x1, bottom))


def _touched(line: Line, start: int, end: int) -> Iterator[Box]:
    """The boxes of the words that have a character in the span; a word ends where the next one begins."""
    ends = [*(word.start for word in line.words[1:]), line.end]
    return (word.box for word, word_end in zip(line.words, ends, strict=True) if word.start < end and word_end > start)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Boxes with those made one that follow each other on a printed line."""
    joined: list[Box] = []
    for box in boxes:
        before = joined[-1] if joined else None
        if before is not None and box.x0 > before.x0 and _share(before, box) > _LEVEL:
            box = Box(box.page, before.x0, min(before.top, box.top), max(before.x1, box.x1), max(before.bottom, box.bottom))
            joined.pop()
        joined.append(box)
    return joined


def _share(one: Box, other: Box) -> float:
    return (min(one.bottom, other.bottom) - max(one.top, other.top)) / max(0.1, min(one.bottom - one.top, other.bottom - other.top))
