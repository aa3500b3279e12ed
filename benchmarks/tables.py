"""How well tables are read: the cells of the tables in a PDF, compared with the publisher's XML of the same paper.

    python benchmarks/tables.py PDF_FOLDER [--missing]

Takes every PDF with an XML file of the same name beside it (JATS or BMC) that has tables, and prints a line for each table and one for
all. Tables are paired by their number.

    shape        rows by columns in the XML, and as read
    cells        F1 of the cells' words, wherever they stand in the table
    placed       F1 of the facts of the body: the first cell of the row, what names the column (its headers, the outermost first), the words
    paths        the same with all that names the row: the group that it stands in, and each column of labels

Spaces, case, raised letters and signs that call a note, and the kind of dash are left out of the comparison. A table that was not found
has no cells. `--missing` prints the facts that were not read, and those that are wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from extract.model.document import Document, Table

_Fact = TypeVar("_Fact")
_NUMBER = re.compile(r"\btable\s*(S?\d+)", re.I)
_MARKS = re.compile(r"[*†‡§¶#^]")
_NOTE_CALL = re.compile(r"[a-z*†‡§¶#,\s]{1,5}")
_RAISED = re.compile(r"\^[a-z*†‡§¶#,]+(?![a-z])")
_DASH = re.compile(r"[\u2010-\u2015\u2212-]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a table holds: the words of its cells, and of each body cell its row, column and words, without and with the row's group."""

    rows: int = 0
    columns: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    placed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    paths: Counter[tuple[str, str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the XML's things were read, of how many, and how many were read in all."""

    both: int = 0
    wanted: int = 0
    read: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.both + other.both, self.wanted + other.wanted, self.read + other.read)

    def __str__(self) -> str:
        return f"{200 * self.both / (self.wanted + self.read):.1f}" if self.wanted + self.read else "-"


def agreement(wanted: Counter[_Fact], read: Counter[_Fact]) -> Agreement:
    """How two bags of things agree."""
    return Agreement((wanted & read).total(), wanted.total(), read.total())


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    text: str
    header: bool
    rows: int = 1
    columns: int = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was measured on the papers of a folder; 1 when it has none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missing", action="store_true", help="print the facts that were not read, and those that are wrong")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from extract.read import read_path

    totals = [Agreement(), Agreement(), Agreement()]
    found = of = shaped = 0
    print(f"{'':24s} {'table':>5s} {'shape':>16s} {'cells':>7s} {'placed':>7s} {'paths':>7s}")
    for pdf in sorted(options.folder.glob("*.pdf")):
        xml = pdf.with_suffix(".xml")
        wanted = dict(tables_in_xml(ElementTree.parse(xml).getroot())) if xml.exists() else {}
        if not wanted:
            continue
        read = dict(tables_in_document(read_path(pdf)))
        for number, table in wanted.items():
            mine = read.get(number, Facts())
            scores = [agreement(table.cells, mine.cells), agreement(table.placed, mine.placed), agreement(table.paths, mine.paths)]
            totals = [total + score for total, score in zip(totals, scores, strict=True)]
            found, of = found + bool(mine.cells), of + 1
            shaped += (table.rows, table.columns) == (mine.rows, mine.columns)
            shape = f"{table.rows}x{table.columns} {mine.rows}x{mine.columns}"
            print(f"{pdf.stem:24s} {number:>5s} {shape:>16s} " + " ".join(f"{score!s:>7s}" for score in scores))
            if options.missing:
                _print_difference(table.paths, mine.paths)
    print(f"{'all':24s} {f'{found}/{of}':>5s} {f'{shaped}/{of}':>16s} " + " ".join(f"{total!s:>7s}" for total in totals))
    return 0 if of else 1


def _print_difference(wanted: Counter[tuple[str, str, str]], read: Counter[tuple[str, str, str]]) -> None:
    for sign, facts in (("-", wanted - read), ("+", read - wanted)):
        for row, column, text in list(facts.elements())[:12]:
            print(f"    {sign} {row[:40]} | {column[:60]} | {text[:40]}")


def tables_in_document(document: Document) -> Iterator[tuple[str, Facts]]:
    """The number and the facts of each numbered table that was read; parts of one table are put together."""
    together: dict[str, list[Table]] = {}
    for table in document.tables:
        if table.caption and (number := _NUMBER.search(table.caption)) and table.cells:
            together.setdefault(number[1], []).append(table)
    for name, tables in together.items():
        facts = [_facts_read(table) for table in tables]
        yield (
            name,
            Facts(
                sum(fact.rows for fact in facts),
                max(fact.columns for fact in facts),
                sum((fact.cells for fact in facts), Counter()),
                sum((fact.placed for fact in facts), Counter()),
                sum((fact.paths for fact in facts), Counter()),
            ),
        )


def _facts_read(table: Table) -> Facts:
    cells = [cell for cell in table.cells if plain(cell.text)]
    body = [cell for cell in cells if not cell.header and cell.column > 0 and cell.row_path]
    first = {cell.row: cell.text for cell in cells if cell.column == 0}
    for row in range(max((cell.row for cell in cells), default=0) + 1):
        first.setdefault(row, first.get(row - 1, ""))
    return Facts(
        len({cell.row for cell in cells}),
        max((cell.column + cell.columns for cell in cells), default=0),
        Counter(plain(cell.text) for cell in cells),
        Counter((plain(first[cell.row]), plain("".join(cell.column_path)), plain(cell.text)) for cell in body),
        Counter((plain("".join(cell.row_path)), plain("".join(cell.column_path)), plain(cell.text)) for cell in body),
    )


def tables_in_xml(root: Element) -> Iterator[tuple[str, Facts]]:
    """The number and the facts of each table of the XML."""
    for element in root.iter():
        if element.tag not in ("table-wrap", "table") or element.find(".//thead") is None:
            continue
        label = element.find("label") if element.tag == "table-wrap" else element.find("title")
        number = _NUMBER.search("".join(label.itertext())) if label is not None else None
        if number is not None:
            cells = [cell for cell in _cells(element) if plain(cell.text)]
            yield number[1], _facts_of(cells)


def _facts_of(cells: list[_Cell]) -> Facts:
    wide = {cell.row for cell in cells if not cell.header and sum(other.row == cell.row for other in cells) == 1}
    placed: Counter[tuple[str, str, str]] = Counter()
    paths: Counter[tuple[str, str, str]] = Counter()
    group = ""
    stub = _stub_columns(cells)
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if cell.header:
            continue
        if cell.row in wide:
            group = cell.text
            continue
        named = [other for other in cells if not other.header and other.column == 0 and other.row <= cell.row < other.row + other.rows]
        above = [other for other in cells if other.header and other.column <= cell.column < other.column + other.columns]
        if cell.column == 0 or not named:
            continue
        labels = [other for other in cells if not other.header and other.column < min(stub, cell.column) and _covers(other, cell.row)]
        column = plain("".join(other.text for other in sorted(above, key=lambda other: other.row)))
        placed[plain(named[-1].text), column, plain(cell.text)] += 1
        paths[plain(group + "".join(other.text for other in labels)), column, plain(cell.text)] += 1
    return Facts(
        len({cell.row for cell in cells}),
        max((cell.column + cell.columns for cell in cells), default=0),
        Counter(plain(cell.text) for cell in cells),
        placed,
        paths,
    )


def _covers(cell: _Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.rows


def _stub_columns(cells: Sequence[_Cell]) -> int:
    """How many columns hold labels: the first, and a column of words beside one whose labels go for several rows."""
    stub = 1
    while True:
        is_shared = any(cell.rows > 1 and cell.column == stub - 1 and not cell.header for cell in cells)
        beside = [cell.text for cell in cells if cell.column == stub and not cell.header]
        if not is_shared or not beside or sum(text.strip()[:1].isalpha() for text in beside) < 0.8 * len(beside):
            return stub
        stub += 1


def _cells(table: Element) -> Iterator[_Cell]:
    row_number = 0
    for part in table.iter():
        if part.tag not in ("thead", "tbody"):
            continue
        names = {spec.get("colname", ""): number for number, spec in enumerate(table.iter("colspec"))}
        hanging: dict[int, int] = {}
        for row in (row for row in part if row.tag in ("tr", "row")):
            below = {column: left - 1 for column, left in hanging.items() if left > 1}
            column = 0
            for cell in row:
                first = names.get(cell.get("namest") or cell.get("colname") or "", column)
                column = first if cell.tag == "entry" else column
                while column in hanging:
                    column += 1
                last = names.get(cell.get("nameend") or "", column)
                columns = max(1, last - first + 1) if cell.tag == "entry" else int(cell.get("colspan", 1))
                rows = int(cell.get("morerows", 0)) + 1 if cell.tag == "entry" else int(cell.get("rowspan", 1))
                yield _Cell(row_number, column, _words(cell), part.tag == "thead", rows, columns)
                below |= {i: rows - 1 for i in range(column, column + columns) if rows > 1}
                column += columns
            hanging = below
            row_number += 1


def _words(element: Element) -> str:
    """The words of an element without the raised letters and signs that call a note."""
    words = element.text or ""
    for child in element:
        inside = _words(child)
        is_call = child.tag in ("sup", "xref") and _NOTE_CALL.fullmatch(inside) is not None
        words += ("" if is_call else inside) + (child.tail or "")
    return words


def plain(text: str) -> str:
    """The words of a cell for comparison."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _RAISED.sub("", text)
    return _MARKS.sub("", _DASH.sub("-", re.sub(r"\s+", "", text)))


if __name__ == "__main__":
    sys.exit(main())
