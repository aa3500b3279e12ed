"""How deep the headings of a document are: from their levels, their numbers, or the path that an exported text prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.grammar.headings import PaperParts
from extract.model.document import RUN_IN_LEVEL, Document

_PATH = re.compile(r"(ABSTRACT|BODY|BACK)\.(?=\S)")
"""Begins a heading of a text exported from XML, all in capitals: "BODY.METHODS.PATIENTS"."""
_NUMBERS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=\S)")
_ROMAN = re.compile(r"([IVX]{1,6})[.)]\s+(?=\S)")
_LETTER = re.compile(r"([A-Z])[.)]\s+(?=\S)")
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_FEWEST = 3
"""With fewer numbers than this a list of headings is not numbered."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a heading and its level, 1 the highest; None where the document does not show one.

    `path` names the sections around it where the heading itself prints them; some of these have no heading of their own.
    """

    words: str
    level: int | None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a document by where they begin. `is_report` says that it reports a study: methods, and what came out."""

    headings: dict[int, Heading]
    is_report: bool

    def __getitem__(self, start: int) -> Heading:
        return self.headings[start]


def outline(document: Document, words: PaperParts) -> Outline:
    """The headings of a document with their levels, as the reader gave them, else by their numbers, else unknown."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    blocks = [block for block in headings if block.level != RUN_IN_LEVEL]
    printed = [document.text[block.start : block.end] for block in blocks]
    has_levels = len({block.level for block in blocks}) > 1
    numbered = [None] * len(printed) if has_levels else _numbered(printed)
    has_paths = any(text.isupper() and _PATH.match(text) and len(_steps(text)) > 2 and not text.startswith("ABSTRACT") for text in printed)
    is_numbered = sum(number is not None for number in numbered) >= _FEWEST
    found: dict[int, Heading] = {}
    depth = 0
    for block, text, number in zip(blocks, printed, numbered, strict=True):
        level = block.level or 1
        if text.isupper() and _PATH.match(text):
            found[block.start] = _from_path(text, has_paths=has_paths)
        elif has_levels or not is_numbered:
            found[block.start] = Heading(text, level if has_levels else None)
        elif number is not None:
            depth = number
            found[block.start] = Heading(text, number)
        else:
            kind, weak = words.heading_meaning(text)
            own = kind is None or weak
            in_abstract = depth == 0 and words.label_kind(text) is not None
            found[block.start] = Heading(text, None if in_abstract else depth + 1 if own and depth else 1)
    meanings = {words.heading_meaning(heading.words) for heading in found.values()}
    kinds, sure = {kind for kind, _ in meanings}, {kind for kind, weak in meanings if not weak}
    for block in headings:
        if block.level == RUN_IN_LEVEL:
            found[block.start] = Heading(document.text[block.start : block.end].rstrip(" .:—"), RUN_IN_LEVEL)
    return Outline(found, "methods" in kinds and bool({"results", "discussion"} & kinds) and bool({"methods", "results"} & sure))


def _from_path(text: str, *, has_paths: bool) -> Heading:
    """A heading that prints where it is; those of the body may leave out what is around them, in all of a text or nowhere."""
    where, *path = _steps(text)
    if not path:
        return Heading(text, None)
    if where == "ABSTRACT":
        return Heading(path[-1], len(path) + 1, ("Abstract", *path[:-1]))
    return Heading(path[-1], len(path) if has_paths else None, tuple(path[:-1]))


def _steps(text: str) -> list[str]:
    return re.split(r"\.(?=[^\s.\d])", text.rstrip(" .:"))


def _numbered(headings: list[str]) -> list[int | None]:
    """The depths of headings whose numbers follow one another ("2", "2.1", "II.", "B."), None for the others."""
    depths: list[int | None] = []
    last: tuple[int, ...] = (0,)
    roman, letter = 0, ""
    for text in headings:
        number = _NUMBERS.match(text)
        numeral = _ROMAN.match(text)
        capital = _LETTER.match(text)
        depth: int | None = None
        if number:
            parts = tuple(int(part) for part in number[1].split("."))
            if parts > last and parts[0] <= last[0] + 2:
                last, depth = parts, len(parts) + (2 if roman else 0)
        elif numeral and numeral[1] == _ROMANS[roman + 1]:
            roman, letter, depth = roman + 1, "", 1
        elif capital and capital[1] == (chr(ord(letter) + 1) if letter else "A"):
            letter, depth = capital[1], 2 if roman else 1
        depths.append(depth)
    return depths
