"""Running headers, footers and page numbers: what is printed again and again around the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_DIGITS = re.compile(r"\d+")
_COUNTER = re.compile(r"\bp(?:age|\.)?\s*#", re.I)
_MIN_REPEATS = 3


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
