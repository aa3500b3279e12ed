"""What the readers of structured formats give: parts of a document, and what the format itself says about document and references."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model.document import Reference
from extract.read.frontmatter import FrontMatter
from extract.read.parts import Part


@dataclass(frozen=True, slots=True)
class Entry:
    """What the markup of a reference says; None for what it does not."""

    doi: str | None = None
    pmid: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Structured:
    """A document whose parts were marked by those who made it. `entries` are those of the reference parts, in their order."""

    parts: tuple[Part, ...]
    facts: FrontMatter
    entries: tuple[Entry, ...] = ()


def with_entries(references: tuple[Reference, ...], entries: tuple[Entry, ...]) -> tuple[Reference, ...]:
    """The references with what their markup says; what it does not say stays as read from the words of the entry."""
    return tuple(
        replace(reference, doi=entry.doi or reference.doi, pmid=entry.pmid or reference.pmid, year=entry.year or reference.year)
        for reference, entry in zip(references, entries, strict=True)
    )
