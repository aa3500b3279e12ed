"""Manuscripts of the bundled corpus: what their source files hold, read into values.

A source file opens with TOML between two lines `+++` (title, authors, abstract, tables, …) and goes on with its text in a
small part of Markdown: `# section`, `## subsection`, paragraphs set apart by blank lines, `{Table 2}` where a table stands
in the column. Literature is cited by key, `[@slamon2001; @vogel2002]`; the keys are those of `references.toml` beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

CITATION = re.compile(r"\[(@[\w]+(?:;\s*@[\w]+)*)\]")
TABLE_HERE = re.compile(r"\{(Table \d+)\}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells as text, `widths` as shares of the room it gets, `page` when it floats to the top of that page."""

    label: str
    caption: str
    style: Literal["ruled", "light"]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    notes: str = ""
    page: int | None = None

    def map_text(self, change: Callable[[str], str]) -> Table:
        """The same table with every cell and note changed."""
        rows = tuple(tuple(change(cell) for cell in row) for row in self.rows)
        return replace(self, rows=rows, notes=change(self.notes))


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the text: a section heading, a subsection heading, a paragraph, or the place of a table (its label)."""

    kind: Literal["section", "subsection", "paragraph", "table"]
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document before it is set: citations are numbers in brackets, references stand in the order of their numbers."""

    stem: str
    title: str
    authors: str
    kind: str
    year: int
    running_head: str
    subject: str
    keywords: str
    abstract: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    references: tuple[str, ...]

    def table(self, label: str) -> Table:
        """The table with this label. Raises KeyError when there is none."""
        for table in self.tables:
            if table.label == label:
                return table
        raise KeyError(f"{self.stem} places {label} but does not hold it")

    def plain_text(self) -> str:
        """The whole text as a reader meets it, without layout: what a quote of a gold annotation must be found in."""
        parts = [self.title, self.authors, "Abstract", self.abstract]
        parts += [block.text for block in self.blocks if block.kind != "table"]
        for table in self.tables:
            cells = ["\t".join(row) for row in (table.columns, *table.rows)]
            parts += [f"{table.label}. {table.caption}", *cells, table.notes]
        parts += ["References", *(f"{number}. {text}" for number, text in enumerate(self.references, start=1))]
        return "\n\n".join(part for part in parts if part) + "\n"


def read_manuscript(path: Path) -> Manuscript:
    """The manuscript in a source file. Raises ValueError or KeyError, naming the file, when it is not well formed."""
    opening, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    if opening:
        raise ValueError(f"{path.name} does not open with a line +++")
    matter = tomllib.loads(head)
    known = tomllib.loads((path.parent / "references.toml").read_text(encoding="utf-8"))
    numbers: dict[str, int] = {}

    def number_citations(text: str) -> str:
        return CITATION.sub(lambda found: _callout(found[1], numbers, known, path.name), text)

    abstract = number_citations(" ".join(matter.pop("abstract").split()))
    tables = [_table(entry) for entry in matter.pop("table", [])]
    blocks = tuple(replace(block, text=number_citations(block.text)) for block in _blocks(body))
    numbered = tuple(table.map_text(number_citations) for table in tables)
    return Manuscript(
        stem=path.stem, abstract=abstract, blocks=blocks, tables=numbered, references=tuple(known[key] for key in numbers), **matter
    )


def _table(entry: dict[str, object]) -> Table:
    table = Table(**{key: tuple(map(_frozen, value)) if isinstance(value, list) else value for key, value in entry.items()})  # type: ignore[arg-type]
    if {len(row) for row in (table.columns, table.widths, *table.rows)} != {len(table.columns)}:
        raise ValueError(f"{table.label}: every row needs {len(table.columns)} cells")
    return table


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _blocks(body: str) -> list[Block]:
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        text = " ".join(chunk.split())
        if place := TABLE_HERE.fullmatch(text):
            blocks.append(Block("table", place[1]))
        elif text.startswith("## "):
            blocks.append(Block("subsection", text[3:]))
        elif text.startswith("# "):
            blocks.append(Block("section", text[2:]))
        else:
            blocks.append(Block("paragraph", text))
    return blocks


def _callout(keys: str, numbers: dict[str, int], known: dict[str, str], where: str) -> str:
    """`[2,4-6]` for the cited keys; a key met for the first time gets the next number."""
    cited = []
    for key in (key.strip().removeprefix("@") for key in keys.split(";")):
        if key not in known:
            raise KeyError(f"{where} cites {key}, which references.toml does not hold")
        cited.append(numbers.setdefault(key, len(numbers) + 1))
    cited.sort()
    runs: list[list[int]] = []
    for number in cited:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "[" + ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs) + "]"
