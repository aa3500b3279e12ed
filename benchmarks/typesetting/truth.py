"""What was set, and where: the truth that a reading of the PDF is held against."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model.document import Box


@dataclass(slots=True)
class Placed:
    """A text that was printed: what it is, its words, and a box for each printed line.

    Kinds: title, byline, heading, run-in heading, box title, paragraph, abstract, caption, note, table, reference, lettering,
    box (a panel between paragraphs), imprint (what stands on the first page alone), furniture (what stands on every page, line
    numbers, stamps).
    """

    kind: str
    text: str
    boxes: list[Box] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SetTable:
    """A printed table: its rows with the words of each cell, empty ones as "", and the page."""

    label: str
    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    page: int


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that stands in a PDF: `paragraphs` are texts of the body and the abstract in order, `callouts` the ids called."""

    title: str
    placed: tuple[Placed, ...]
    paragraphs: tuple[str, ...]
    callouts: tuple[str, ...]
    tables: tuple[SetTable, ...]
    pages: int
