"""Runs of text broken into lines of a width: justified, hyphenated, with raised letters, small capitals, ligatures and kerning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pyphen

from typesetting.article import Run
from typesetting.fonts import face_of, has_letter, printable, width_of
from typesetting.style import Look

_RAISED_SIZE = 0.66
_SMALL_CAPITALS = 0.78
_FEWEST_LETTERS = 5
_KERNED = {
    "AV",
    "AW",
    "AY",
    "Av",
    "Aw",
    "Ay",
    "LT",
    "LV",
    "LY",
    "P,",
    "P.",
    "Ta",
    "Te",
    "To",
    "Tr",
    "Ty",
    "Va",
    "Ve",
    "Vo",
    "VA",
    "We",
    "Wo",
}
_KERNED |= {"WA", "Wa", "Ye", "Yo", "Ya", "YA", "r,", "r.", "v,", "v.", "w,", "w.", "y,", "y.", "ov", "we", "ve", "wo", "fo"}
_LETTERS = re.compile(r"[^\W\d_]+")
_LIGATURES = (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in one print: `rise` in points above the base line."""

    text: str
    font: str
    size: float
    rise: float
    width: float
    note: int = 0


Token = tuple[Piece, ...]
"""What stands between two spaces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to print: pieces with their distance from the line's left border; `gaps` tells the pieces with a space behind them."""

    pieces: tuple[tuple[float, Piece], ...]
    gaps: frozenset[int]
    height: float
    size: float
    width: float
    notes: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text + (" " if i in self.gaps else "") for i, (_, piece) in enumerate(self.pieces))


@dataclass(frozen=True, slots=True)
class Printing:
    """What a style does to all its letters."""

    hyphenate: bool = False
    ligatures: bool = False
    kerning: bool = False
    tracking: float = 0
    tall: float = 1


@cache
def _syllables() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=2, right=3)


def set_lines(
    runs: Sequence[Run], look: Look, width: Callable[[int], tuple[float, float]] | float, printing: Printing, notes: Sequence[int] = ()
) -> list[Line]:
    """The lines of a text. `width` tells for the number of a line its indent and width; `notes` are the raised runs that call footnotes."""
    room = _room(look, width) if isinstance(width, (int, float)) else width
    tokens = list(_tokens(runs, look, printing, notes))
    lines: list[Line] = []
    current: list[Token] = []
    filled = 0.0
    space = width_of(" ", face_of(look.font, look.bold, look.italic), look.size) + printing.tracking
    waiting = list(reversed(tokens))
    while waiting:
        token = waiting.pop()
        indent, available = room(len(lines))
        wide = sum(piece.width for piece in token)
        start = filled + space if current else 0.0
        if start + wide <= available + 0.01:
            current.append(token)
            filled = start + wide
            continue
        parts = _divided(token, available - start, printing, at_any_letter=not current)
        if parts is not None:
            current.append(parts[0])
            waiting.append(parts[1])
        elif current:
            waiting.append(token)
        else:
            current.append(token)
        lines.append(_line(current, look, indent, available, space, last=not waiting))
        current, filled = [], 0.0
    if current:
        indent, available = room(len(lines))
        lines.append(_line(current, look, indent, available, space, last=True))
    return lines


def _room(look: Look, width: float) -> Callable[[int], tuple[float, float]]:
    return lambda number: (look.first, width - look.first) if number == 0 else (look.hang, width - look.hang)


def _tokens(runs: Sequence[Run], look: Look, printing: Printing, notes: Sequence[int]) -> Iterator[Token]:
    token: list[Piece] = []
    for place, run in enumerate(runs):
        for i, part in enumerate(run.text.split(" ")):
            if i and token:
                yield tuple(token)
                token = []
            if part:
                token.extend(_pieces(replace(run, text=part), look, printing, place + 1 if place in notes else 0))
    if token:
        yield tuple(token)


def _pieces(run: Run, look: Look, printing: Printing, note: int) -> Iterator[Piece]:
    font = face_of(look.font, look.bold or run.bold, look.italic != run.italic)
    text = "".join(printable(letter, font) for letter in run.text)
    text = text.upper() if look.caps == "upper" else text
    size, rise = (look.size * _RAISED_SIZE, look.size * (0.35 if run.raised > 0 else -0.15)) if run.raised else (look.size, 0.0)
    if look.caps == "small":
        for part in re.findall(r"[^\W\d_A-Z]+|.[^a-z]*?(?=[a-z]|$)|.", text):
            small = part.islower()
            yield _piece(part.upper() if small else part, font, size * (_SMALL_CAPITALS if small else 1), rise, printing, note)
        return
    for part in _kerned(text) if printing.kerning else (text,):
        yield _piece(_with_ligatures(part, font) if printing.ligatures else part, font, size, rise, printing, note)


def _piece(text: str, font: str, size: float, rise: float, printing: Printing, note: int) -> Piece:
    width = width_of(text, font, size) + printing.tracking * len(text)
    if printing.kerning and text[-1:] == "\u200c":
        text = text[:-1]
        width = width_of(text, font, size) + printing.tracking * len(text) - 0.06 * size
    return Piece(text, font, size, rise, width, note)


def _kerned(text: str) -> Iterator[str]:
    """The text cut where letters stand closer than they would; a mark at the end of a part says so."""
    part = ""
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        part += letter
        if letter + following in _KERNED:
            yield part + "\u200c"
            part = ""
    if part:
        yield part


def _with_ligatures(text: str, font: str) -> str:
    for letters, ligature in _LIGATURES:
        if letters in text and has_letter(font, ligature):
            text = text.replace(letters, ligature)
    return text


def _divided(token: Token, room: float, printing: Printing, at_any_letter: bool) -> tuple[Token, Token] | None:
    """The token in two at the last place where it may be broken and the first part fits, with a hyphen where it has none of its own."""
    best: tuple[Token, Token] | None = None
    start = 0.0
    for i, piece in enumerate(token):
        for at, hyphen in _breaks(piece, printing, alone=len(token) == 1):
            left = _part(piece, piece.text[:at] + hyphen, printing)
            if start + left.width > room:
                break
            if at < len(piece.text) or i + 1 < len(token):
                rest = (_part(piece, piece.text[at:], printing),) if at < len(piece.text) else ()
                best = (*token[:i], left), (*rest, *token[i + 1 :])
        start += piece.width
    if best is None and at_any_letter and sum(piece.width for piece in token) > room:
        piece = max(token, key=lambda one: one.width)
        i = token.index(piece)
        before = sum(one.width for one in token[:i])
        for at in range(len(piece.text) - 1, 0, -1):
            left = _part(piece, piece.text[:at], printing)
            if before + left.width <= room:
                return (*token[:i], left), (_part(piece, piece.text[at:], printing), *token[i + 1 :])
    return best


def _part(piece: Piece, text: str, printing: Printing) -> Piece:
    return replace(piece, text=text, width=width_of(text, piece.font, piece.size) + printing.tracking * len(text))


def _breaks(piece: Piece, printing: Printing, alone: bool) -> Iterator[tuple[int, str]]:
    """Places in a piece, in order: behind a hyphen of its own, or between syllables."""
    if piece.rise:
        return
    found = {match.end(): "" for match in re.finditer(r"(?<=[^\W\d_]{2})[-–/](?=[^\W\d_]{2})", piece.text)}
    if printing.hyphenate and alone:
        for word in _LETTERS.finditer(piece.text):
            if len(word[0]) >= _FEWEST_LETTERS and not word[0].isupper() and word[0][1:].islower():
                found |= {word.start() + at: "-" for at in _syllables().positions(word[0])}
    yield from sorted(found.items())


def _line(tokens: Sequence[Token], look: Look, indent: float, available: float, space: float, last: bool) -> Line:
    wide = sum(piece.width for token in tokens for piece in token)
    gaps = len(tokens) - 1
    spare = available - wide - gaps * space
    between = space + (spare / gaps if look.align == "justify" and gaps and not last and spare < 0.35 * available else 0.0)
    x = indent + (spare / 2 if look.align == "center" else spare if look.align == "right" else 0.0)
    placed: list[tuple[float, Piece]] = []
    behind: set[int] = set()
    for token in tokens:
        for piece in token:
            placed.append((x, piece))
            x += piece.width
        behind.add(len(placed) - 1)
        x += between
    notes = tuple(sorted({piece.note for _, piece in placed if piece.note}))
    return Line(tuple(placed), frozenset(behind - {len(placed) - 1}), look.leading, look.size, x - between, notes)
