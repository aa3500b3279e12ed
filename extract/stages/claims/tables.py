"""Findings in tables: one claim for each cell with numbers, named by its row and column headers and by the caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.model.claim import Claim, ClaimValue
from extract.model.evidence import Named
from extract.stages.claims.naming import unit_kind
from extract.stages.claims.quoting import stands_in

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.model.claim import Quantity, Role
    from extract.model.document import Cell, Document, Section, Table
    from extract.model.mention import Mention

_UNIT_IN_HEADER = re.compile(r"[(\[,]\s*([^()\[\],]{1,20})\s*[)\]]?\s*$")
_ARM_BEHIND = re.compile(r"\s*\(([^()]{2,80})\)|\s+(?:in|with|for)\s+([^,;()]{2,60}?)(?=\s*(?:vs\.?|versus|,|;|$))")


def find_table_claims(
    document: Document, sections: Sequence[Section], mentions: Sequence[Mention], quantities: Sequence[Quantity], tools: ClaimGrammar
) -> list[Claim]:
    """The claims of all tables, in the order of their cells."""
    claims: list[Claim] = []
    in_cells = [q for q in quantities if q.sentence is None]
    for index, table in enumerate(document.tables):
        for cell in table.cells:
            if cell.header:
                continue
            inside = [q for q in in_cells if cell.start <= q.start and q.end <= cell.end]
            if inside and (claim := _cell_claim(document, index, table, cell, inside, mentions, tools)) is not None:
                claims.append(claim)
    return claims


def _cell_claim(
    document: Document, index: int, table: Table, cell: Cell, quantities: list[Quantity], mentions: Sequence[Mention], tools: ClaimGrammar
) -> Claim | None:
    row = sorted((c for c in table.cells if c.row == cell.row), key=lambda c: c.column)
    header = " ".join(c.text for c in table.cells if c.header and c.column == cell.column)
    labels = [c.text for c in row if c.start < cell.start and not c.header]
    start, end = min(c.start for c in row), max(c.end for c in row)
    quote = document.text[start:end]
    unit = _header_unit(header, tools) or _header_unit(table.caption or "", tools)
    findings = [_with_unit(q, unit) for q in quantities]
    main = [q for q in findings if q.kind in ("estimate", "range")]
    if not main:
        return None
    kind = unit_kind(main[0], tools)
    measure, measure_text = _measure(kind, header, labels, table.caption, tools)
    if measure is None:
        return None
    arms = [_arm_in_cell(document.text, q, cell) for q in main]
    compared = len(main) > 1 and all(arms)
    values: list[ClaimValue] = []
    for q in findings:
        if not stands_in(q, quote):
            continue
        position = main.index(q) if q in main else max(0, sum(m.start < q.start for m in main) - 1)
        arm = arms[position] if position < len(arms) else None
        role = _role(arm, position, compared, tools)
        si = None
        if q.value is not None and q.kind in ("estimate", "dispersion"):
            si = tools.measures.canonical(measure, Decimal(repr(q.value)), q.unit or "1")
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
                role=role,
                start=q.start,
                end=q.end,
            )
        )
    if not any(v.kind in ("estimate", "range") for v in values):
        return None
    return Claim(
        sentence=None,
        table=index,
        start=start,
        end=end,
        quote=quote,
        drug=_drug(document, table, cell, row, mentions),
        target=None,
        measure=measure,
        measure_text=measure_text,
        comparison="versus" if compared else "none",
        population=None,
        timepoint=None,
        pattern_id="table.cell",
        confidence=0.8 if measure != "other" else 0.5,
        values=tuple(sorted(values, key=lambda v: (v.start, v.end, v.kind))),
    )


def _measure(kind: str, header: str, labels: list[str], caption: str | None, tools: ClaimGrammar) -> tuple[str | None, str | None]:
    """The measure named by the column's header, else by the row's labels, else by the caption."""
    for words in (header, *reversed(labels), caption or ""):
        fitting = [n for n in tools.measures.names(words) if kind in n.measure.kinds]
        if any(n.measure.setting for n in fitting):
            return None, None
        if fitting:
            best = max(fitting, key=lambda n: (n.measure.weight, n.end - n.start, -n.start))
            return best.measure.value, words.strip() or None
    if kind == "share":
        return "other", header.strip() or None
    return None, None


def _header_unit(header: str, tools: ClaimGrammar) -> tuple[str, str] | None:
    """UCUM code and spelling of the unit that a header names: "IC50 (nM)", "Survival, months"."""
    match = _UNIT_IN_HEADER.search(header.strip())
    read = tools.units.read(match[1].strip()) if match else None
    return (read[0], match[1].strip()) if match and read else None


def _with_unit(quantity: Quantity, unit: tuple[str, str] | None) -> Quantity:
    if quantity.unit is not None or unit is None:
        return quantity
    return replace(quantity, unit=unit[0], unit_text=unit[1])


def _arm_in_cell(text: str, quantity: Quantity, cell: Cell) -> str | None:
    """The group named behind a number in its cell: "93.9% (neratinib) vs. 91.6% (placebo)"."""
    match = _ARM_BEHIND.match(text, quantity.end, cell.end)
    if match is None:
        return None
    words = (match[1] or match[2] or "").strip()
    return words if words and not words[0].isdigit() else None


def _role(arm: str | None, position: int, compared: bool, tools: ClaimGrammar) -> Role:
    if not compared:
        return "single"
    if arm is not None and tools.groups.comparator.search(arm):
        return "comparator"
    return "treatment" if position == 0 else "comparator"


def _drug(document: Document, table: Table, cell: Cell, row: list[Cell], mentions: Sequence[Mention]) -> Named | None:
    """The drug of the column's header, else of the row, else of the caption or the lines just above the table."""
    header = [c for c in table.cells if c.header and c.column == cell.column]
    spans = [(c.start, c.end) for c in (*header, cell, *row)] + [(max(0, table.start - 400), table.start)]
    if table.caption:
        at = document.text.find(table.caption, max(0, table.start - 2000))
        if at >= 0:
            spans.append((at, at + len(table.caption)))
    for start, end in spans:
        inside = [m for m in mentions if m.label == "DRUG" and start <= m.start and m.end <= end]
        if inside:
            return Named(inside[0].name, inside[0].concept_id, inside[0].start, inside[0].end)
    return None
