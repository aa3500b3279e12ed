"""Findings in tables: numbers of cells, named by the headers of their column, the labels of their row, and the caption.

Cells of a row whose columns are groups ("Placebo (n = 50)") and whose measure is the same are one comparison.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.model.claim import Claim, ClaimValue
from extract.model.evidence import Named
from extract.stages.claims.arms import arm_names
from extract.stages.claims.naming import unit_kind
from extract.stages.claims.quoting import Quote

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.model.claim import Quantity, Role
    from extract.model.document import Cell, Document, Section, Table
    from extract.model.mention import Mention

_ARM_BEHIND = re.compile(r"\s*\(([^()]{2,80})\)|\s+(?:in|with|for)\s+([^,;()]{2,60}?)(?=\s*(?:vs\.?|versus|,|;|$))")
_HEADER_WORD = re.compile(r"[a-z]{2,}")
_SIZE = re.compile(r"\s*[(\[]?\s*[nN]\s*=\s*[\d,]+\s*[)\]]?")


def find_table_claims(
    document: Document, sections: Sequence[Section], mentions: Sequence[Mention], quantities: Sequence[Quantity], tools: ClaimGrammar
) -> list[Claim]:
    """The claims of all tables, in the order of their rows."""
    claims: list[Claim] = []
    in_cells = [q for q in quantities if q.sentence is None]
    for index, table in enumerate(document.tables):
        drugs = [m for m in mentions if m.label == "DRUG" and table.start - 2000 <= m.start and m.end <= table.end]
        for row in sorted({cell.row for cell in table.cells if not cell.header}):
            claims.extend(_Row(document, index, table, row, in_cells, drugs, tools).claims())
    return claims


@dataclass(frozen=True, slots=True)
class _CellFinding:
    """What one cell says: its measure and values, and the group its column stands for."""

    measure: str
    measure_text: str | None
    values: tuple[ClaimValue, ...]
    compared: bool
    group: str | None
    drug: Named | None
    comparator: bool
    arm_cell: Cell | None
    ratio: bool


class _Row:
    """The claims of one row of a table."""

    def __init__(
        self, document: Document, index: int, table: Table, row: int, quantities: list[Quantity], drugs: list[Mention], tools: ClaimGrammar
    ) -> None:
        self._document = document
        self._index = index
        self._table = table
        self._cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.column)
        self._quantities = quantities
        self._drugs = drugs
        self._tools = tools
        self._start, self._end = min(c.start for c in self._cells), max(c.end for c in self._cells)
        self._quote = document.text[self._start : self._end]
        self._shown = Quote(self._quote, tools.numbers.patterns.words)
        self._arm_cells = [
            (self._words(header), cell)
            for cell in self._cells
            if (header := self._header(cell)) and tools.tables.arms.search(header) and not any(ch.isdigit() for ch in cell.text)
        ]

    def _header(self, cell: Cell) -> str:
        return " ".join(cell.column_path)

    def _names(self, cell: Cell) -> tuple[str, ...]:
        """All that names a cell, the nearest first: headers, other words in its row, labels and groups of the row, the caption."""
        beside = [c.text for c in self._cells if c.start < cell.start and c.text not in cell.row_path]
        return (*reversed(cell.column_path), *reversed(beside), *reversed(cell.row_path), self._table.caption or "")

    def _words(self, header: str) -> frozenset[str]:
        """The words of a header that can tell one group from another."""
        return frozenset(_HEADER_WORD.findall(header.lower())) - self._tools.tables.arm_words

    def _arm_cell(self, cell: Cell) -> Cell | None:
        """The cell of the row that names the group of a number's column: "Control" holds the numbers of "Control arm"."""
        mine = self._words(self._header(cell))
        fitting = [named for words, named in self._arm_cells if words & mine]
        return fitting[0] if len(fitting) == 1 and fitting[0] is not cell else None

    def claims(self) -> list[Claim]:
        """One claim for each comparison or lone cell."""
        joined: list[list[_CellFinding]] = []
        for cell in self._cells:
            finding = self._finding(cell)
            if finding is None:
                continue
            last = joined[-1][-1] if joined else None
            alike = last is not None and (last.measure, last.measure_text, last.values[0].unit) == (
                finding.measure,
                finding.measure_text,
                finding.values[0].unit,
            )
            if (
                alike
                and finding.group is not None
                and finding.group not in {f.group for f in joined[-1]}
                and joined[-1][0].group is not None
            ):
                joined[-1].append(finding)
            else:
                joined.append([finding])
        claims = [self._claim(findings) for findings in joined]
        compared = next((claim for claim in claims if claim.comparison == "versus"), None)
        return [replace(claim, drug=compared.drug) if compared is not None and claim.comparison == "ratio" else claim for claim in claims]

    def _claim(self, findings: list[_CellFinding]) -> Claim:
        values = [value for finding in findings for value in finding.values]
        if len(findings) > 1 and not findings[0].ratio:
            compared = [finding.comparator for finding in findings]
            values = []
            for n, finding in enumerate(findings):
                first = n == 0 if all(compared) or not any(compared) else not compared[n]
                role: Role = "treatment" if first else "comparator"
                values.extend(replace(value, role=role) for value in finding.values)
        first_finding = findings[0]
        return Claim(
            sentence=None,
            table=self._index,
            start=self._start,
            end=self._end,
            quote=self._quote,
            drug=self._treatment(findings) or next((f.drug for f in findings if f.drug is not None), None),
            target=None,
            measure=first_finding.measure,
            measure_text=first_finding.measure_text,
            comparison="ratio" if first_finding.ratio else "versus" if len(findings) > 1 or first_finding.compared else "none",
            population=None,
            timepoint=None,
            pattern_id="table.row" if len(findings) > 1 else "table.cell",
            confidence=0.5 if first_finding.measure == "other" else 0.8,
            values=tuple(sorted(values, key=lambda v: (v.start, v.end, v.kind))),
        )

    def _treatment(self, findings: list[_CellFinding]) -> Named | None:
        """The drug that the cell of the treatment group names and that of the comparator does not."""
        named = [[m for m in self._drugs if f.arm_cell and f.arm_cell.start <= m.start and m.end <= f.arm_cell.end] for f in findings]
        others = {m.name for f, drugs in zip(findings, named, strict=True) if f.comparator for m in drugs}
        mine = [m for f, drugs in zip(findings, named, strict=True) if not f.comparator for m in drugs]
        pick = next((m for m in mine if m.name not in others), mine[0] if mine else None)
        return None if pick is None else Named(pick.name, pick.concept_id, pick.start, pick.end)

    def _finding(self, cell: Cell) -> _CellFinding | None:
        tables = self._tools.tables
        header, names = self._header(cell), self._names(cell)
        nearest = cell.column_path[-1] if cell.column_path else ""
        is_share = any(tables.shares.search(name) for name in names[:-1])
        is_skipped = not is_share and (tables.skip.search(header) or tables.skip.search(nearest))
        if cell.header or tables.absent.search(cell.text.strip()) or is_skipped:
            return None
        inside = [q for q in self._quantities if cell.start <= q.start and q.end <= cell.end]
        if not inside or not any(names[:-1]):
            return None
        ratio = any(name.measure.statistic == "ratio" for name in self._tools.measures.names(header))
        quantities = self._with_unit(inside, cell, ratio=ratio, is_share=is_share)
        if quantities and tables.intervals.search(header) and quantities[0].kind == "estimate":
            quantities = [replace(q, kind="confidence_interval") if q.kind == "range" else q for q in quantities]
        if any(tables.spreads.search(name) for name in names[:-1]):
            quantities = [replace(q, kind="dispersion") if n and q.kind == "estimate" else q for n, q in enumerate(quantities)]
        main = [q for q in quantities if q.kind in ("estimate", "range")]
        if not main:
            return None
        measure, measure_text = self._measure(unit_kind(main[0], self._tools), names, cell)
        if measure is None:
            return None
        arm_cell = self._arm_cell(cell)
        group = None if ratio else arm_cell.text.strip() if arm_cell is not None else self._group(cell)
        arms = [self._arm_in_cell(q, cell) or group for q in main]
        compared = len(main) > 1 and None not in arms and len(set(arms)) > 1
        values = tuple(self._values(quantities, main, arms, measure, compared))
        if not any(value.kind in ("estimate", "range") for value in values):
            return None
        comparator = bool(self._tools.groups.comparator.search(f"{header} {group or ''}"))
        return _CellFinding(measure, measure_text, values, compared, group, self._drug(cell), comparator, arm_cell, ratio)

    def _values(
        self, quantities: list[Quantity], main: list[Quantity], arms: list[str | None], measure: str, compared: bool
    ) -> list[ClaimValue]:
        values = []
        for q in quantities:
            if not self._shown.shows(q):
                continue
            position = main.index(q) if q in main else max(0, sum(m.start < q.start for m in main) - 1)
            arm = arms[position]
            si = None
            if q.value is not None and q.kind in ("estimate", "dispersion"):
                si = self._tools.measures.canonical(measure, Decimal(repr(q.value)), q.unit or "1")
            values.append(
                ClaimValue(
                    kind=q.kind,
                    value=q.value,
                    low=q.low,
                    high=q.high,
                    qualifier=q.qualifier,
                    unit=q.unit or "1",
                    unit_text=q.unit_text,
                    si_value=None if si is None else float(si),
                    statistic=q.statistic,
                    arm=arm,
                    role=self._role(arm, position, compared),
                    start=q.start,
                    end=q.end,
                )
            )
        return values

    def _with_unit(self, quantities: list[Quantity], cell: Cell, *, ratio: bool, is_share: bool) -> list[Quantity]:
        """The numbers of a cell with the unit that its names announce. Of a number of cases and its share the share is left."""
        if is_share and len(quantities) > 1:
            text = self._document.text
            shares = [q for q in quantities if text[: q.start].endswith(("(", "[")) or q.unit == "%"]
            return [q if q.unit is not None else replace(q, unit="%", unit_text="%") for q in shares]
        read = self._tools.units.read(cell.unit) if cell.unit is not None and not ratio else None
        if read is None:
            return quantities
        return [replace(q, unit=read[0], unit_text=cell.unit) if q.unit is None else q for q in quantities]

    def _measure(self, kind: str, names: Sequence[str], cell: Cell) -> tuple[str | None, str | None]:
        """The measure that the nearest of a cell's names names."""
        for words in names:
            fitting = [n for n in self._tools.measures.names(words) if kind in n.measure.kinds]
            if fitting and all(n.measure.setting for n in fitting):
                return None, None
            fitting = [n for n in fitting if not n.measure.setting]
            if fitting:
                best = max(fitting, key=lambda n: (n.measure.weight, n.end - n.start, -n.start))
                return best.measure.value, words.strip() or None
        said = next((label for label in (*reversed(cell.row_path), self._header(cell)) if label), None)
        return ("other", said) if kind in ("share", "fold", "pressure") else (None, None)

    def _group(self, cell: Cell) -> str | None:
        """What names the group that a number belongs to: a header, or a label of its row, with the name of a drug or of a group."""
        named = (self._group_name(name) for name in (*reversed(cell.column_path), *reversed(cell.row_path)))
        return next((name for name in named if name is not None), None)

    def _group_name(self, name: str) -> str | None:
        words = _SIZE.sub("", name).strip()
        if not words or self._tools.measures.names(words):
            return None
        drugs = any(m.text in words and self._in_name(m) for m in self._drugs)
        return words if drugs or arm_names(words, (), self._tools) else None

    def _in_name(self, mention: Mention) -> bool:
        """Whether a mention stands in a cell that can name others: a header or the first of a row."""
        return any((c.header or c.column == 0) and c.start <= mention.start and mention.end <= c.end for c in self._table.cells)

    def _arm_in_cell(self, quantity: Quantity, cell: Cell) -> str | None:
        """The group named behind a number in its cell: "93.9% (neratinib) vs. 91.6% (placebo)"."""
        match = _ARM_BEHIND.match(self._document.text, quantity.end, cell.end)
        words = (match[1] or match[2] or "").strip() if match else ""
        return words if words and re.search(r"[A-Za-z]{3}", words) and not words[0].isdigit() else None

    def _role(self, arm: str | None, position: int, compared: bool) -> Role:
        if not compared:
            return "single"
        if arm is not None and self._tools.groups.comparator.search(arm):
            return "comparator"
        return "treatment" if position == 0 else "comparator"

    def _drug(self, cell: Cell) -> Named | None:
        """The drug of the column's header, of a row named by a drug, of its groups, of the caption, of the lines above, of the row."""
        over = [c for c in self._table.cells if c.header and c.column <= cell.column < c.column + c.columns]
        headers = [(c.start, c.end) for c in over]
        above = [c for c in self._table.cells if c.text in cell.row_path and not c.header and c.row <= cell.row]
        groups = [(c.start, c.end) for c in sorted(above, key=lambda c: (-c.row, -c.column))]
        named = [(c.start, c.end) for c in self._cells if any(_covers(m, c) for m in self._drugs)]
        caption: list[tuple[int, int]] = []
        if self._table.caption:
            at = self._document.text.rfind(self._table.caption, max(0, self._table.start - 2000), self._table.end)
            caption = [(at, at + len(self._table.caption))] if at >= 0 else []
        before = [(max(0, self._table.start - 400), self._table.start)]
        row = [(c.start, c.end) for c in self._cells]
        for start, end in (*headers, *named, *groups, *caption, *before, *row):
            for m in self._drugs:
                if start <= m.start and m.end <= end and not self._tools.groups.comparator.fullmatch(m.text):
                    return Named(m.name, m.concept_id, m.start, m.end)
        return None


def _covers(mention: Mention, cell: Cell) -> bool:
    return cell.start <= mention.start and mention.end <= cell.end and 2 * len(mention.text) >= len(cell.text.strip())
