"""The printed lines of a page: words grouped to lines, lines to text."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model.document import Box
from extract.read.pdf.pages import Page, Word
from extract.read.tables.grid import Grid

_RAISED = re.compile(r"^[\d−–-][\d,;–−\s-]*$")
_WORD_GAP = 0.14
"""Gap between words, in font sizes, from which a space stands between them."""
_STRETCH = 30.0


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
    at_height: defaultdict[int, list[int]] = defaultdict(list)  # the bands that reach into a stretch of the page
    for word in sorted(words, key=lambda w: (-round(w.size), w.top, w.x0)):
        height = word.bottom - word.top
        best, best_overlap = -1, 0.45
        stretches = range(int(word.top // _STRETCH), int(word.bottom // _STRETCH) + 1)
        for i in at_height[stretches[0]] if len(stretches) == 1 else sorted({i for n in stretches for i in at_height[n]}):
            top, bottom = bands[i]
            overlap = (min(bottom, word.bottom) - max(top, word.top)) / max(0.1, min(height, bottom - top))
            if overlap > best_overlap:
                best, best_overlap = i, overlap
        if best < 0:
            for stretch in stretches:
                at_height[stretch].append(len(lines))
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


def region_lines(page: Page, words: Sequence[Word], tables: Sequence[Float], column: int) -> list[PageLine]:
    """The lines and tables of one column or one full-width band, from top to bottom; `column` is its number."""
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
