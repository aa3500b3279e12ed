"""Example sentences with their spans marked inline: "<drug>Imatinib</drug> <trigger>inhibited</trigger> <target>ABL1</target>"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.errors import PatternError

_MARK = re.compile(r"<(/?)([a-z_]+\d*)>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span: its name and half-open offsets into the plain text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the marks in text order."""

    text: str
    marks: tuple[Mark, ...]

    def spans(self, name: str) -> tuple[tuple[int, int], ...]:
        """The spans marked with this name."""
        return tuple((mark.start, mark.end) for mark in self.marks if mark.name == name)


def read_marked(source: str) -> Marked:
    """The plain sentence and its marks.

    Raises PatternError when a mark is not closed or closes another one.

    >>> read_marked("<drug>Imatinib</drug> acts").marks
    (Mark(name='drug', start=0, end=8),)
    """
    text: list[str] = []
    length, position = 0, 0
    opened: list[tuple[str, int]] = []
    marks: list[Mark] = []
    for match in _MARK.finditer(source):
        text.append(source[position : match.start()])
        length += match.start() - position
        position = match.end()
        closing, name = match.groups()
        if not closing:
            opened.append((name, length))
        elif opened and opened[-1][0] == name:
            marks.append(Mark(name, opened.pop()[1], length))
        else:
            raise PatternError("bad_mark", f"</{name}> closes nothing", where=source, remedy="Close each mark where it was opened")
    if opened:
        raise PatternError("bad_mark", f"<{opened[-1][0]}> is never closed", where=source, remedy="Add the closing mark")
    text.append(source[position:])
    return Marked("".join(text), tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))
