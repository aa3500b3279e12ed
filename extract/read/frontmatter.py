"""What a document says about itself: title, year, journal, identifiers, and what kind of document it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.grammar.headings import PaperParts
from extract.model.document import DocumentType
from extract.read.characters import single_spaced
from extract.read.parts import Part

_OPENING = 4000
_LONGEST_OPENING = 12_000
"""Characters of front matter: up to where the paper begins, if that is not found at once."""
_ABSTRACT = 7000
_SHORT = 4500
"""Longest abstract, in characters; the second when a reference list follows."""
_STATUS = re.compile(r"\s*\[[^\[\]]*https?://[^\[\]]*\]\s*$")
"""What a publisher prints behind a title: version and state of the review, with an address."""
_LABEL_LINES = 40
"""A label ("REVIEW") stands within that many lines of the begin; a cover page may come first."""
_EXPORTED = re.compile(r"(?<=^BODY)\.|(?<=[A-Z]{4})\.(?=[A-Z]{3})")
"""Between the steps of a heading in a text exported from XML: "BODY.METHODS.PATIENTS"."""
_PLAUSIBLE_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Facts that stand in the document itself, None where they do not."""

    title: str | None
    year: int | None
    journal: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    doc_type: DocumentType


def front_matter(parts: Sequence[Part], around: Iterable[str], words: PaperParts) -> FrontMatter:
    """What the document says about itself, from its opening and from `around`: running headers, footers and stamps."""
    title = next((single_spaced(part.text) for part in parts if part.kind == "title"), None)
    title = _STATUS.sub("", title) if title else None
    opening, print_around = _opening(parts, words), [single_spaced(line) for line in around]
    lines = "\n".join([*opening, *print_around])
    facts: dict[str, str] = {}
    for entry in words.front_matter:
        match = entry.pattern.search(lines)
        if match and entry.field not in facts:
            facts[entry.field] = match["value"]
    year = int(facts["year"]) if "year" in facts else None
    return FrontMatter(
        title=title,
        year=year if year in _PLAUSIBLE_YEARS else None,
        journal=facts.get("journal"),
        doi=facts.get("doi"),
        pmid=facts.get("pmid"),
        pmcid=facts.get("pmcid"),
        doc_type=_document_type(parts, title, opening, print_around, words),
    )


def _opening(parts: Sequence[Part], words: PaperParts) -> list[str]:
    """Title, author lines, abstract: the parts up to the introduction or a few thousand characters, and those after the references."""
    lines: list[str] = []
    length = 0
    last = max((i for i, part in enumerate(parts) if part.kind == "reference"), default=len(parts))
    begins = next((i for i, part in enumerate(parts) if part.kind == "heading" and words.heading_kind(part.text) == "introduction"), 0)
    for i, part in enumerate(parts):
        is_front = length <= _OPENING or (i < begins and length <= _LONGEST_OPENING)
        if part.kind == "reference" or (not is_front and i < last):
            continue
        lines.extend(single_spaced(line.text) for line in part.lines)
        length += len(part.text)
    return lines


def _document_type(parts: Sequence[Part], title: str | None, opening: list[str], around: list[str], words: PaperParts) -> DocumentType:
    headings = [single_spaced(part.text) for part in parts if part.kind == "heading"]
    prose = [part for part in parts if part.kind in ("paragraph", "list_item")]
    length = sum(len(part.text) for part in prose)
    refers = any(part.kind == "reference" for part in parts)
    plain = not any(part.kind == "table" for part in parts)
    short = len(prose) <= 8 and length < (_SHORT if refers else _ABSTRACT)
    if plain and prose and short and all(words.heading_kind(head) for head in headings):
        labelled = any(any(words.run_in_heads(part.text)) for part in prose)
        if labelled or len(headings) > 1 or max(len(part.text) for part in prose) > 200:
            return "abstract"
    looked_at = {
        "title": title or "",
        "label": "\n".join([*opening[:_LABEL_LINES], *around]),
        "opening": re.sub(r"-?\n", " ", "\n".join(opening)),
        "headings": "\n".join(headings),
    }
    for sign in words.type_signs:
        if sign.pattern.search(looked_at[sign.where]):
            return sign.type
    kinds = {words.heading_kind(step) for head in headings for step in (_EXPORTED.split(head) if _EXPORTED.search(head) else [head])}
    return "article" if "methods" in kinds and kinds & {"results", "discussion"} else "unknown"
