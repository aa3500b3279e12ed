"""What a paper is known to say, and how much of it stands in what was read: sentences in order, headers left over, entries, callouts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.model.document import Citation, Document, Reference

FEWEST_WORDS = 8
FEWEST_PAGES = 3
FORMULA = "\ue000"
"""Stands for a formula; sentences with one are not looked for."""
_CALLOUT = re.compile(r"\[[\d\s,;–−-]*\]")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]”\"%][.?!])\s+(?=[A-Z\"“(\[])")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the XML's reference list: its id, and what an entry of the document must hold to be the same."""

    id: str
    title: str
    surname: str
    year: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the publisher's XML says: the body's paragraphs as sentences, the reference list, and the ids that callouts name."""

    paragraphs: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]
    callouts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:.1f}%" if self.whole else "-"


def words_of(text: str) -> str:
    """The words of a text, lower case, between single spaces; callouts in brackets and marks of raised print left out.

    >>> words_of("HER2-positive cells [5, 7–9] grew.")
    ' her2 positive cells grew '
    """
    plain = unicodedata.normalize("NFKC", _CALLOUT.sub(" ", text).replace("^", "").replace("∆", "Δ")).lower()
    return f" {' '.join(_WORD.findall(plain))} "


def letters_of(text: str) -> str:
    """The letters and digits of a text, as `words_of` gives them, without spaces."""
    return words_of(text).replace(" ", "")


def sentences_of(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, roughly: a border that is set wrongly makes two shorter sentences, which are looked for as well."""
    return tuple(sentence for sentence in _SENTENCE_END.split(" ".join(paragraph.split())) if sentence)


def found_sentences(paper: Paper, text: str) -> tuple[Share, Share, Share, list[str]]:
    """Sentences found by words and by letters, neighbours in order, and the sentences whose words were not found."""
    words, letters = words_of(text), letters_of(text)
    by_words, by_letters, order = Share(), Share(), Share()
    missing: list[str] = []
    before: str | None = None
    for sentence in (sentence for paragraph in paper.paragraphs for sentence in paragraph):
        wanted = words_of(sentence)
        if FORMULA in sentence or len(wanted.split()) < FEWEST_WORDS:
            continue
        squeezed = letters_of(sentence)
        by_words += Share(wanted in words, 1)
        by_letters += Share(squeezed in letters, 1)
        if wanted not in words:
            missing.append(sentence)
        if squeezed not in letters:
            before = None
            continue
        if before is not None:
            order += Share(letters.rfind(squeezed) > letters.find(before), 1)
        before = squeezed
    return by_words, by_letters, order, missing


def pages_with_headers(document: Document) -> tuple[Share, list[str]]:
    """Pages with a line that stands on several pages at the same height, and those lines; rows of tables do not count."""
    tables = [(block.start, block.end) for block in document.blocks if block.kind == "table"]
    seen: dict[tuple[str, int], set[int]] = {}
    for line in document.lines:
        if line.box is None or any(start <= line.start < end for start, end in tables):
            continue
        shape = re.sub(r"\d+", "#", document.text[line.start : line.end].strip())
        for height in (round(line.box.top / 6), -1 - round((line.box.top + 3) / 6)):
            seen.setdefault((shape, height), set()).add(line.box.page)
    left = {key: pages for key, pages in seen.items() if len(pages) >= FEWEST_PAGES and key[0]}
    return Share(len(set().union(*left.values())), document.pages or 0), sorted({shape for shape, _ in left})


def same_entries(entries: Sequence[Entry], references: Sequence[Reference]) -> dict[str, Reference]:
    """For ids of the XML's entries the entry of the document with the same title, or else surname and year; each of these once."""
    left = list(references)
    found: dict[str, Reference] = {}
    for entry in entries:
        title, surname = letters_of(entry.title)[:40], letters_of(entry.surname)
        for reference in left:
            text = letters_of(reference.text)
            by_author = surname and text.startswith(surname) and entry.year[:4] in text
            if title in text if len(title) > 12 else by_author or (title and text.startswith(title)):
                found[entry.id] = reference
                left.remove(reference)
                break
    return found


def called_entries(paper: Paper, same: dict[str, Reference], citations: Sequence[Citation]) -> tuple[Share, Share]:
    """Callouts of the XML that the document has, and resolved citations of the document that the XML has not."""
    wanted = Counter(same[rid].label if rid in same else f"no entry {rid}" for rid in paper.callouts)
    has = Counter(citation.label for citation in citations if citation.resolved)
    agreed = (wanted & has).total()
    return Share(agreed, wanted.total()), Share(has.total() - agreed, has.total())
