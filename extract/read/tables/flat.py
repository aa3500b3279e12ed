"""Tables that lost their shape when a paper became plain text: all cells in one long line, or each cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.grammar.headings import PaperParts
from extract.read.parts import Part, Printed
from extract.read.tables.grid import Grid
from extract.read.tables.written import table_label

_LONG_LINE = 200
_WIDE_GAP = re.compile(r" {3,}")
_VALUE = re.compile(r"^[(\[<>≤≥=~±+−–-]*\d[\d.,:%\s()\[\]<>=±/×^*–−-]*$|^[−–-]$")
_SENTENCE_END = re.compile(r"[a-z)\]][.?!](?:\s|$)")
_FEWEST_VALUES = 6
_VALUE_SHARE = 0.2
"""Share of the words of a flattened table, at least, that are values. In captions and in prose fewer are."""
_LONG_WORDS = 60
_WORDS_OF_SENTENCE = 30
_LONGEST_CAPTION = 150
"""Words. More behind the label of a table are its cells."""
_SHORT = 45
_FEWEST_LINES = 6


def cut_at_captions(lines: Sequence[str], words: PaperParts) -> list[str]:
    """The lines; one that holds captions and tables between wide gaps is cut there, with blank lines around each."""
    found: list[str] = []
    for line in lines:
        pieces = _WIDE_GAP.split(line) if len(line) > _LONG_LINE else [line]
        if len(pieces) < 2 or not any(words.caption_of(piece) for piece in pieces):
            found.append(line)
            continue
        after_caption = False
        for piece in pieces:
            is_caption = words.caption_of(piece) is not None
            if after_caption and not is_caption and _has_values(piece.split()):
                found[-1] = f"{found[-1]} {piece}"  # more of the same table
                continue
            if found and found[-1] and (is_caption or after_caption):
                found.append("")
            if is_caption or after_caption or not found or not found[-1]:
                found.append(piece)
            else:
                found[-1] = f"{found[-1]} {piece}"
            after_caption = is_caption
    return found


def table_in_line(line: str) -> Iterator[Part]:
    """The label and the words of a table that stands in one line behind its caption; nothing for other lines."""
    label = table_label(line)
    tokens = line.split()
    sentences = len(_SENTENCE_END.findall(line))
    is_prose = sentences * _WORDS_OF_SENTENCE >= len(tokens) and len(tokens) <= _LONGEST_CAPTION
    if label is not None and (_has_values(tokens) or (len(tokens) > _LONG_WORDS and not is_prose)):
        yield Part("caption", (Printed(label),))
        yield Part("table", (Printed(line[len(label) :].lstrip(" .:|")),))


def _has_values(tokens: Sequence[str]) -> bool:
    values = sum(bool(_VALUE.match(token)) for token in tokens)
    return values >= _FEWEST_VALUES and values >= _VALUE_SHARE * len(tokens)


def table_by_lines(lines: Sequence[str]) -> Part | None:
    """A table whose cells stand on lines of their own, the label of each row before its values; None for other lines."""
    bare = [line.strip() for line in lines]
    values = [bool(_VALUE.match(line)) for line in bare]
    if len(bare) < _FEWEST_LINES or any(len(line) > _SHORT for line in bare) or 2 * sum(values) < len(bare):
        return None
    rows: list[list[str]] = []
    for line, is_value in zip(bare, values, strict=True):
        if not rows or (not is_value and len(rows[-1]) > 1 and _VALUE.match(rows[-1][-1])):
            rows.append([])
        rows[-1].append(line)
    if len(rows) > 1 and len({len(row) for row in rows}) == 1:
        return Part("table", grid=Grid.of_words(rows))
    return Part("table", tuple(Printed(line) for line in bare))
