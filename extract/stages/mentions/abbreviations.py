"""Short forms that the document defines: every later use means what the definition says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.language import Language
    from extract.model.document import Document
    from extract.vocabulary import Candidate, Vocabulary

_PROSE = ("title", "heading", "paragraph", "list_item", "caption", "footnote", "table")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_MOST_OF = 0.6


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form, its long form as written, and what the long form stands for (None: nothing in the vocabulary).

    `whole` is true when all of the long form is the name of the concept; else only its main part is, and it is not grounded.
    """

    short: str
    long: str
    meaning: Candidate | None
    whole: bool


def find_definitions(document: Document, vocabulary: Vocabulary, language: Language) -> dict[str, Definition]:
    """The short forms of a document; where one is defined twice the first definition holds."""
    found: dict[str, Definition] = {}
    for block in document.blocks:
        if block.kind not in _PROSE:
            continue
        text = document.text[block.start : block.end]
        if "(" not in text:
            continue
        for use in language.abbreviations(text):
            short, long = text[use.start : use.end], text[use.long_start : use.long_end]
            if short not in found and len(short) > 1 and not short.isdigit() and any(c.isupper() or c.isdigit() for c in short):
                found[short] = _definition(short, long, vocabulary)
    return found


def uses(text: str, shorts: Iterable[str]) -> Iterable[re.Match[str]]:
    """Every use of the short forms in a text, plurals included; group `short` is the short form."""
    ordered = sorted(shorts, key=lambda s: (-len(s), s))
    if not ordered:
        return ()
    return re.finditer(rf"(?<![\w])(?P<short>{'|'.join(map(re.escape, ordered))})s?(?![\w])", text)


def _definition(short: str, long: str, vocabulary: Vocabulary) -> Definition:
    whole = vocabulary.candidates(long)
    if whole:
        return Definition(short, long, whole[0], _unrivalled(whole))
    of_short = vocabulary.candidates(short)
    words = {word.lower()[:5] for word in _LONG_WORD.findall(long)}
    for candidate in of_short:
        known = {word.lower()[:5] for name in (candidate.concept.name, *candidate.concept.synonyms) for word in _LONG_WORD.findall(name)}
        if words and len(words & known) * 2 >= len(words):
            return Definition(short, long, candidate, True)
    at_end = [m for m in vocabulary.find(long) if m.end == len(long)]
    head = max(at_end, key=lambda m: m.end - m.start, default=None)
    if head is not None and head.end - head.start >= _MOST_OF * len(long):
        return Definition(short, long, head.candidates[0], False)
    return Definition(short, long, None, False)


def _unrivalled(candidates: tuple[Candidate, ...]) -> bool:
    best = candidates[0]
    return all(c.rank != best.rank or c.concept.id == best.concept.id for c in candidates[1:])
