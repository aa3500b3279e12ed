"""From the findings of one document to the rows of its tables. Pure: the same findings give the same rows, on any machine."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.store.finding_rows import claim_rows, concept_rows, evidence_rows, mention_rows, quantity_rows
from extract.store.ids import content_id
from extract.store.places import words_as_json

if TYPE_CHECKING:
    from extract.model.document import Cell, Citation, Document, Section, Sentence
    from extract.model.findings import Findings

Value = str | int | float | None
Row = dict[str, Value]

DERIVED_TABLES = (
    "sections",
    "sentences",
    "lines",
    "tables",
    "cells",
    "bibliography",
    "mentions",
    "quantities",
    "evidence",
    "evidence_cues",
    "quantitative_claims",
    "claim_values",
    "citations",
)
"""Tables whose rows belong to one document and are replaced with it."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All rows of one document. `tables` has the rows of every derived table, in text order, each id once."""

    document: Row
    concepts: list[Row]
    tables: dict[str, list[Row]]

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return str(self.document["id"])


def rows_of(findings: Findings) -> DocumentRows:
    """The rows of a document. Statements that say the same of the same words become one row, the surest one."""
    document = findings.document
    sections = _section_rows(document, findings.sections)
    section_ids = [str(row["id"]) for row in sections]
    sentences = [_sentence_row(document, sentence, section_ids) for sentence in findings.sentences]
    sentence_at = SentenceFinder(findings.sentences, [str(row["id"]) for row in sentences])
    tables, cells = _table_rows(document)
    bibliography = _bibliography_rows(document)
    evidence, cues = evidence_rows(findings, sentence_at)
    claims, values = claim_rows(findings, sentence_at, [str(row["id"]) for row in tables])
    return DocumentRows(
        document=_document_row(document),
        concepts=concept_rows(findings.concepts),
        tables={
            "sections": unique(sections),
            "sentences": unique(sentences),
            "lines": unique(_line_rows(document)),
            "tables": unique(tables),
            "cells": unique(cells),
            "bibliography": unique(bibliography),
            "mentions": unique(mention_rows(findings, sentence_at)),
            "quantities": unique(quantity_rows(findings, sentence_at)),
            "evidence": evidence,
            "evidence_cues": unique(cues),
            "quantitative_claims": claims,
            "claim_values": unique(values),
            "citations": unique(_citation_rows(document, findings.citations, sentence_at, bibliography, evidence, claims)),
        },
    )


class SentenceFinder:
    """Looks up the id of a sentence, by its number or by a span inside it."""

    def __init__(self, sentences: Sequence[Sentence], ids: Sequence[str]) -> None:
        self._ids = ids
        self._spans = sorted((sentence.start, sentence.end, sentence_id) for sentence, sentence_id in zip(sentences, ids, strict=True))
        self._starts = [start for start, _, _ in self._spans]

    def numbered(self, index: int | None) -> str | None:
        """The id of sentence number `index`."""
        return None if index is None else self._ids[index]

    def around(self, start: int, end: int) -> str | None:
        """The id of the sentence that holds the whole span; None outside of running text."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and end <= self._spans[at][1]:
            return self._spans[at][2]
        return None


def unique(rows: Iterable[Row]) -> list[Row]:
    """The rows in order, the first of each id."""
    return list({row["id"]: row for row in reversed(list(rows))}.values())[::-1]


def _document_row(document: Document) -> Row:
    return {
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "format": document.format,
        "title": document.title or None,
        "year": document.year,
        "journal": document.journal or None,
        "doi": document.doi or None,
        "pmid": document.pmid or None,
        "pmcid": document.pmcid or None,
        "doc_type": document.doc_type,
        "n_pages": document.pages,
        "text": document.text,
    }


def _section_rows(document: Document, sections: Sequence[Section]) -> list[Row]:
    ids = [content_id("sec", document.id, section.start, section.end, section.kind, section.title or None) for section in sections]
    return [
        {
            "id": own_id,
            "document_id": document.id,
            "parent_id": None if section.parent is None else ids[section.parent],
            "title": section.title or None,
            "kind": section.kind,
            "start": section.start,
            "end": section.end,
        }
        for own_id, section in zip(ids, sections, strict=True)
    ]


def _sentence_row(document: Document, sentence: Sentence, section_ids: Sequence[str]) -> Row:
    return {
        "id": content_id("sen", document.id, sentence.start, sentence.end),
        "document_id": document.id,
        "section_id": None if sentence.section is None else section_ids[sentence.section],
        "start": sentence.start,
        "end": sentence.end,
        "page": sentence.page,
        "text": document.text[sentence.start : sentence.end],
    }


def _line_rows(document: Document) -> list[Row]:
    rows: list[Row] = []
    for line in document.lines:
        box = line.box
        place = (None, None, None, None, None) if box is None else (box.page, box.x0, box.top, box.x1, box.bottom)
        page, x0, top, x1, bottom = place
        rows.append(
            {
                "id": content_id("lin", document.id, line.start, line.end, *place),
                "document_id": document.id,
                "start": line.start,
                "end": line.end,
                "page": page,
                "x0": x0,
                "top": top,
                "x1": x1,
                "bottom": bottom,
                "words": words_as_json(line),
            }
        )
    return rows


def _table_rows(document: Document) -> tuple[list[Row], list[Row]]:
    """Tables, one row for each in order, and their cells."""
    tables: list[Row] = []
    cells: list[Row] = []
    for table in document.tables:
        table_id = content_id("tab", document.id, table.start, table.end)
        tables.append(
            {
                "id": table_id,
                "document_id": document.id,
                "label": table.label,
                "caption": table.caption or None,
                "notes": _json(table.notes),
                "page": table.page,
                "last_page": table.pages[-1] if table.pages else table.page,
                "start": table.start,
                "end": table.end,
            }
        )
        cells += [_cell_row(document, table_id, cell) for cell in table.cells]
    return tables, cells


def _cell_row(document: Document, table_id: str, cell: Cell) -> Row:
    box = cell.box
    return {
        "id": content_id("cel", table_id, cell.row, cell.column, cell.start, cell.end),
        "document_id": document.id,
        "table_id": table_id,
        "row_number": cell.row,
        "column_number": cell.column,
        "row_span": cell.rows,
        "column_span": cell.columns,
        "header": int(cell.header),
        "start": cell.start,
        "end": cell.end,
        "text": document.text[cell.start : cell.end] or None,
        "row_path": _json(cell.row_path),
        "column_path": _json(cell.column_path),
        "unit": cell.unit,
        "marks": _json([{"mark": mark.mark, "note": mark.note} for mark in cell.marks]),
        "page": None if box is None else box.page,
        "x0": None if box is None else box.x0,
        "top": None if box is None else box.top,
        "x1": None if box is None else box.x1,
        "bottom": None if box is None else box.bottom,
    }


def _json(values: Sequence[object]) -> str | None:
    """A JSON array, None where it would be empty."""
    return json.dumps(list(values), ensure_ascii=False) if values else None


def _bibliography_rows(document: Document) -> list[Row]:
    return [
        {
            "id": content_id("bib", document.id, entry.label, entry.text),
            "document_id": document.id,
            "label": entry.label,
            "text": entry.text,
            "doi": entry.doi or None,
            "pmid": entry.pmid or None,
            "year": entry.year,
            "start": entry.start,
            "end": entry.end,
        }
        for entry in document.references
    ]


def _citation_rows(
    document: Document,
    citations: Sequence[Citation],
    sentence_at: SentenceFinder,
    bibliography: Sequence[Row],
    evidence: Sequence[Row],
    claims: Sequence[Row],
) -> list[Row]:
    """For each callout one row for the place where it stands, and one for each evidence row and claim that it stands with."""
    entries = {row["label"]: row["id"] for row in reversed(bibliography)}
    rows: list[Row] = []
    for callout in citations:
        sentence_id = sentence_at.around(callout.start, callout.end)
        with_evidence = [str(row["id"]) for row in evidence if sentence_id and row["sentence_id"] == sentence_id]
        with_claims = [str(row["id"]) for row in claims if _stands_with(callout, sentence_id, row)]
        supported = [(None, None), *((own_id, None) for own_id in with_evidence), *((None, own_id) for own_id in with_claims)]
        rows += [
            {
                "id": content_id("cit", document.id, callout.start, callout.end, callout.label, evidence_id, claim_id),
                "document_id": document.id,
                "bibliography_id": entries.get(callout.label),
                "label": callout.label,
                "sentence_id": sentence_id,
                "evidence_id": evidence_id,
                "claim_id": claim_id,
                "start": callout.start,
                "end": callout.end,
            }
            for evidence_id, claim_id in supported
        ]
    return rows


def _stands_with(callout: Citation, sentence_id: str | None, claim: Row) -> bool:
    if claim["sentence_id"] is not None:
        return claim["sentence_id"] == sentence_id
    start, end = claim["start"], claim["end"]  # a claim from a table: its quote is the row of the table
    return isinstance(start, int) and isinstance(end, int) and start <= callout.start and callout.end <= end
