"""The notes of tables: small print right under a table, and what stands right under that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.read.parts import Part, Printed
from extract.read.tables.grid import around

_NEAR = 1.6
"""Most white between a table and its notes, or between two notes, in font sizes."""
_SMALLER = 0.3
"""How much smaller than the running text notes are, in points."""
_OUTSIDE = 14.0
"""How far left of its table, or right of where the table begins, a note may begin, in points."""
_UNKNOWN = (0.0, "")
"""Size and font of what has no known print."""
_MARK = re.compile(r"(?:[*†‡§¶#∥]|\^[a-z\d]\b|\^[*†‡§¶#∥])")


def with_notes(parts: Sequence[Part]) -> list[Part]:
    """The parts, with those under a table that are its notes as footnotes.

    A note is smaller than the running text, or begins with a mark and is printed otherwise; it begins where its table does.
    """
    usual = _usual_print(parts)
    found = list(parts)
    for at, part in enumerate(parts):
        if part.grid is None or not part.grid.boxes():
            continue
        boxes = part.grid.boxes()
        table = around([box for box in boxes if box.page == boxes[-1].page])
        bottom, first = table.bottom, None
        for i in range(at + 1, len(parts)):
            box = parts[i].box
            if box is None or box.page != table.page or parts[i].kind not in ("paragraph", "list_item", "footnote"):
                break
            size, font = parts[i].face or _UNKNOWN
            is_near = -2.0 < box.top - bottom < _NEAR * size and table.x0 - _OUTSIDE < box.x0 < max(table.x0 + _OUTSIDE, table.x1)
            is_small = size < usual[0] - _SMALLER or (_MARK.match(parts[i].text) and (size, font) != usual and size < usual[0] + _SMALLER)
            if not is_near or not is_small or (first is not None and abs(size - first) > _SMALLER):
                break
            found[i] = replace(parts[i], kind="footnote", level=None, lines=_with_mark(parts[i].lines))
            bottom, first = box.bottom, size
    return found


def _with_mark(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """The lines, with the mark at their head that was left out as the bullet of a list."""
    first = lines[0]
    mark = first.words[0].text if first.words else ""
    if not _MARK.fullmatch(mark) or _MARK.match(first.text):
        return lines
    return (replace(first, text=f"{mark} {first.text}"), *lines[1:])


def _usual_print(parts: Sequence[Part]) -> tuple[float, str]:
    """The size and font of the running text."""
    prints: Counter[tuple[float, str]] = Counter()
    for part in parts:
        if part.kind == "paragraph" and part.lines:
            prints[part.face or _UNKNOWN] += len(part.text)
    return max(prints, key=lambda used: (prints[used], used), default=_UNKNOWN)
