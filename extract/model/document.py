"""What a reader gives back: one immutable text, and layers that address it by character span.

Offsets are half-open code points into `Document.text`. A `Box` is in PDF points, measured from the
top left corner of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Format = Literal["pdf", "text", "markdown", "jats", "bmc_xml", "pubmed_xml", "pubtator"]
BlockKind = Literal["title", "heading", "paragraph", "list_item", "table", "caption", "footnote", "reference", "address"]
SectionKind = Literal[
    "title", "abstract", "introduction", "methods", "results", "discussion", "conclusion", "table", "caption", "references", "other"
]
RUN_IN_LEVEL = 9
"""The level of headings that stand on the line of their paragraph: below all others."""
DocumentType = Literal["review", "abstract", "article", "guide", "unknown"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points from the page's top left corner, `page` is 1-based."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A printed word, or the part of it that stands on one line: where its characters begin in the text, and its box."""

    start: int
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one row of a table: the text span it carries and where it stands (`box` is None where there are no pages).

    `words` are those that the line carries, in the order of the text; none where their places are not known.
    """

    start: int
    end: int
    box: Box | None
    words: Sequence[PlacedWord] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together: a heading, a paragraph, a whole table. Blocks do not overlap and are in order.

    `level` is the depth of a heading (1 is the highest), and None for all other kinds.
    Sentences never cross the border of a block, and are made of paragraphs, list items, captions and footnotes only:
    an address says where authors work and how they are reached.
    """

    start: int
    end: int
    kind: BlockKind
    level: int | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark at a cell that calls a footnote of the table ("a", "*", "†"), and the words of that note where it was found."""

    mark: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its 0-based row and column, how many of them it spans, its span in the text and its words.

    `text` equals `Document.text[start:end]`; marks that call a note stand around it. `header` is true for cells of the header
    rows. The paths name the cell, the outermost name first: `row_path` with the groups that its row stands in and the labels of
    the row, `column_path` with the headers above it. `unit` is what the nearest of these names or the caption announces, as
    written. `box` is where it is printed, None where there are no pages.
    """

    row: int
    column: int
    start: int
    end: int
    text: str
    header: bool
    rows: int = 1
    columns: int = 1
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    unit: str | None = None
    marks: tuple[NoteMark, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the spans lie inside a block of kind `table`. `cells` is empty where only the extent is known.

    `label` is what the caption calls it ("Table 2"), `notes` are the footnotes below it, `pages` all that it stands on.
    """

    start: int
    end: int
    caption: str | None
    page: int | None
    cells: tuple[Cell, ...]
    label: str | None = None
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the document's reference list; `label` is the number or key that the text calls it by ("13")."""

    label: str
    text: str
    start: int
    end: int
    doi: str | None = None
    pmid: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read of a document that was read otherwise: a stable `code`, what happened, what to do next."""

    code: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read: canonical text and its layers. None means that the document does not say.

    `id` derives from the bytes of the file alone, or of its own record in a file of many. `pages` counts the pages of a PDF
    and is None for other formats.
    """

    id: str
    source: str
    sha256: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    title: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    doc_type: DocumentType = "unknown"
    pages: int | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the document. `parent` is the index of the enclosing section in the sections of the document."""

    start: int
    end: int
    kind: SectionKind
    title: str | None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of running text; `section` is its index among the document's sections, `page` is 1-based."""

    start: int
    end: int
    text: str
    section: int | None
    block: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A callout in the text: the span, and the label it calls ("13"). A callout of several entries is one Citation each.

    `resolved` is false when the document has no entry with that label.
    """

    start: int
    end: int
    label: str
    resolved: bool
