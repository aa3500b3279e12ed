"""An article as it is before it is set: front matter, headings, paragraphs, figures, tables and the reference list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one print, or a callout: then `cited` are the ids of the entries and there is no text."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    raised: int = 0
    cited: tuple[str, ...] = ()


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the highest."""

    runs: Runs
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or an item of a list."""

    runs: Runs
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell and how many columns and rows it spans."""

    runs: Runs
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its label ("Figure 1") and its caption."""

    label: str
    caption: Runs


@dataclass(frozen=True, slots=True)
class TableFloat:
    """A table: label, caption, rows with the header rows first, and the notes below."""

    label: str
    caption: Runs
    header_rows: int
    rows: tuple[tuple[TableCell, ...], ...]
    notes: tuple[Runs, ...] = ()


Item = Heading | Paragraph | Figure | TableFloat


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the reference list."""

    id: str
    authors: tuple[tuple[str, str], ...] = ()
    title: str = ""
    source: str = ""
    year: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What is set. `affiliations` of an author are marks ("1") of `places`."""

    name: str
    title: Runs
    authors: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[tuple[str, str], ...]
    journal: str
    year: str
    volume: str
    page: str
    doi: str
    correspondence: str
    abstract: tuple[Item, ...]
    body: tuple[Item, ...]
    works: tuple[Work, ...] = field(default=())

    @property
    def short_authors(self) -> str:
        """The first author as running headers have it ("Hall et al.")."""
        surname = self.authors[0][0].split(" ")[-1] if self.authors else "Anonymous"
        return f"{surname} et al." if len(self.authors) > 1 else surname


def stripped(runs: Iterable[Run]) -> Runs:
    """The runs without spaces at both ends; none when nothing is left."""
    kept = list(runs)
    while kept and not kept[0].cited and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].cited and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[0].cited:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and not kept[-1].cited:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
