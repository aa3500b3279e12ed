"""Running headers, footers and page numbers: what is printed again and again around the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.grammar.headings import PaperParts
from extract.read.layout.lines import lines_of, segments
from extract.read.pdf.pages import Page, Word

_DIGITS = re.compile(r"\d+")
_COUNTER = re.compile(r"\bp(?:age|\.)?\s*#", re.I)
_EDGE = 0.11
"""Share of the page at its upper and lower edge where furniture is looked for."""
_BESIDE = 30.0
"""How far from the edge, in points, a line may stand to which something at the edge belongs."""
_HEAD_WORDS = 14
_MIN_REPEATS = 3
_TITLE_LARGER = 1.5
_TITLE_WORDS = 4
"""At the head of a page so many words of the title, in their order, are the title again."""


def repeated_lines(lines: Sequence[str]) -> frozenset[str]:
    """Lines of a text that stand alone between blank lines at least three times, counters aside ("Page 3", "Page 4")."""
    alone: Counter[str] = Counter()
    shapes: dict[str, set[str]] = {}
    padded = ["", *(line.strip() for line in lines), ""]
    for before, line, after in zip(padded, padded[1:], padded[2:], strict=False):
        if line and not before and not after and len(line) < 120 and any(c.isalpha() for c in line):
            shape = _DIGITS.sub("#", line)
            alone[shape] += 1
            shapes.setdefault(shape, set()).add(line)
    found: set[str] = set()
    for shape, count in alone.items():
        if count >= _MIN_REPEATS and (len(shapes[shape]) == 1 or _COUNTER.search(shape)) and len(shape.split()) > 1:
            found |= shapes[shape]
    return frozenset(found)


def page_furniture(pages: Sequence[Page], body: tuple[float, str], words: PaperParts) -> tuple[list[frozenset[Word]], list[str]]:
    """For each page the words of its running headers, footers and page numbers, and the texts of what was set aside.

    Furniture stands near the upper or lower edge and is printed at the same height on several pages, counters aside; or it is
    a bare number there, a line that is known to be furniture, or a line of small print set off at the very top of a page.
    """
    edges = [_edge_rows(page) for page in pages]
    shapes: Counter[tuple[str, int]] = Counter()
    places: Counter[tuple[str, int, int]] = Counter()
    for rows in edges:
        shapes.update({(_shape(row), height) for row in rows for height in _heights(row)})
        places.update({place for row in rows for segment in segments(row) for place in _places(segment)})
    heads = [*_counted(pages, edges), *_titled(pages, edges, body)]
    needed = 2 if len(pages) < 8 else 3
    found: list[frozenset[Word]] = []
    texts: list[str] = []
    for page, rows in zip(pages, edges, strict=True):
        taken: list[list[Word]] = []
        for row in rows:
            text = " ".join(word.text for word in row)
            repeated = max(shapes[_shape(row), height] for height in _heights(row)) >= needed
            bare = text.strip(" 0123456789") or text
            known = text.isdigit() or words.is_furniture(text) or words.is_furniture(bare) or any(row is each for each in heads)
            goes_on = bool(taken) and _goes_on_below(row, taken[-1], page, words)
            if repeated or (known and _is_set_off(row, page)) or goes_on or _is_head(row, page, body, words):
                taken.append(row)
            else:
                taken.extend(part for part in segments(row) if max(places[place] for place in _places(part)) >= max(3, len(pages) // 4))
        texts.extend(text for row in taken if (text := " ".join(word.text for word in row)) not in texts)
        found.append(frozenset(word for row in taken for word in row))
    return found, texts


def _counted(pages: Sequence[Page], edges: Sequence[Sequence[Sequence[Word]]]) -> list[Sequence[Word]]:
    """The outermost rows that begin or end with the page's number: running headers, though each stands on one or two pages."""
    numbers: set[tuple[int, int]] = set()
    rows_at: list[tuple[int, Sequence[Word]]] = []
    for page, rows in zip(pages, edges, strict=True):
        for row in (row for row in rows if len(row) > 1 and not _is_inside(row, page)):
            offsets = {int(end.text) - page.number for end in (row[0], row[-1]) if end.text.isdecimal()}
            rows_at += [(offset, row) for offset in offsets if offset >= 0]
            numbers |= {(offset, page.number) for offset in offsets}
    pages_at = Counter(offset for offset, _ in numbers)
    return [row for offset, row in rows_at if pages_at[offset] > 1]


def _titled(pages: Sequence[Page], edges: Sequence[Sequence[Sequence[Word]]], body: tuple[float, str]) -> list[Sequence[Word]]:
    """The outermost rows of later pages that are words of the title, or its begin with dots: it is the largest print of the first page."""
    title = "".join(word.text for page in pages[:1] for word in page.words if word.size > body[0] + _TITLE_LARGER).casefold()
    found: list[Sequence[Word]] = []
    for page, rows in zip(pages[1:], edges[1:], strict=True):
        for row in rows[:1]:
            said = [text for word in row if (text := word.text.casefold().strip("….")) and not text.isdigit()]
            if len(said) >= _TITLE_WORDS and "".join(said) in title and not _is_inside(row, page):
                found.append(row)
    return found


def _is_inside(row: Sequence[Word], page: Page) -> bool:
    """Whether print stands further out than a row, above it in the upper half of a page, below it in the lower."""
    top, bottom = min(word.top for word in row), max(word.bottom for word in row)
    if top < page.height / 2:
        return any(word.bottom < top + 1 for word in page.words)
    return any(word.top > bottom - 1 for word in page.words)


def _goes_on_below(row: Sequence[Word], above: Sequence[Word], page: Page, words: PaperParts) -> bool:
    """Whether a row at the foot of a page is a further line of a notice of rights that stands above it."""
    top, bottom = min(word.top for word in row), max(word.bottom for word in above)
    notice = words.is_furniture(" ".join(word.text for word in above)) or abs(row[0].x0 - above[0].x0) < 3
    close = -2 < top - bottom < 0.6 * row[0].size and abs(row[0].size - above[0].size) < 0.3
    return notice and close and top > page.height / 2 and not above[0].text.isdigit()


def _is_set_off(row: Sequence[Word], page: Page) -> bool:
    """Whether white stands between a row and what is further inside the page, above or below it."""
    x0, x1 = row[0].x0, row[-1].x1
    top, bottom = min(word.top for word in row), max(word.bottom for word in row)
    beside = [word for word in page.words if word.x0 < x1 and word.x1 > x0 and not any(word is each for each in row)]
    height = bottom - top
    if top < page.height / 2:
        return not any(top + 0.5 * height < word.top < bottom + 0.6 * height for word in beside)
    return not any(top - 0.6 * height < word.bottom < bottom - 0.5 * height for word in beside)


def _is_head(row: Sequence[Word], page: Page, body: tuple[float, str], words: PaperParts) -> bool:
    """Whether a row is the first of a page, in smaller print than the text, and set off from what follows."""
    top, bottom = min(word.top for word in row), max(word.bottom for word in row)
    if any(word.size > body[0] - (0.5 if word.font == body[1] else 0.3) for word in row) or len(row) > _HEAD_WORDS:
        return False
    if any(word.top < top - 1 for word in page.words) or words.caption_of(" ".join(word.text for word in row)):
        return False
    below = min((word.top for word in page.words if word.top > bottom - 1), default=page.height)
    ruled = any(bottom - 2 < rule.top < below for rule in page.rules)
    return below - bottom > (0.8 if ruled else 2.0) * (bottom - top)


def _edge_rows(page: Page) -> list[list[Word]]:
    """Rows in the upper and lower tenth of a page; a raised or lowered number is with the line of the text that it belongs to."""
    upper, lower = _EDGE * page.height, (1 - _EDGE) * page.height
    near = [word for word in page.words if word.bottom < upper + _BESIDE or word.top > lower - _BESIDE]
    return [row for row in lines_of(near) if all(word.bottom < upper or word.top > lower for word in row)]


def _shape(row: Sequence[Word]) -> str:
    return _DIGITS.sub("#", "".join(word.text for word in row))


def _heights(row: Sequence[Word]) -> tuple[int, int]:
    """The height of a row on the page in two grids, so that a small shift leaves one of them the same."""
    top = min(word.top for word in row)
    return round(top / 6), -1 - round((top + 3) / 6)


def _places(segment: Sequence[Word]) -> list[tuple[str, int, int]]:
    """What a piece of a row looks like and where it stands, in two grids across and two down."""
    shape, x = _shape(segment), segment[0].x0
    return [(shape, height, side) for height in _heights(segment) for side in (round(x / 6), -1 - round((x + 3) / 6))]
