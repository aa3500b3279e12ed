"""Rows of what was found in a text: concepts, mentions, quantities, evidence and claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from extract.store.ids import content_id

if TYPE_CHECKING:
    from extract.model.claim import Claim, ClaimValue
    from extract.model.document import Document
    from extract.model.evidence import Evidence, Named
    from extract.model.findings import Findings
    from extract.model.mention import Concept
    from extract.store.rows import Row


class Sentences(Protocol):
    """Looks up the id of a sentence."""

    def numbered(self, index: int | None) -> str | None: ...
    def around(self, start: int, end: int) -> str | None: ...


def concept_rows(concepts: Iterable[Concept]) -> list[Row]:
    """One row for each concept, by id."""
    return [
        {
            "id": concept.id,
            "name": concept.name,
            "label": concept.label,
            "synonyms": _json(sorted(set(concept.synonyms))),
            "source": concept.source or None,
        }
        for concept in sorted(set(concepts), key=lambda concept: concept.id)
    ]


def mention_rows(findings: Findings, sentences: Sentences) -> list[Row]:
    """One row for each name in the text."""
    document = findings.document
    return [
        {
            "id": content_id("men", document.id, mention.start, mention.end, mention.label, mention.concept_id),
            "document_id": document.id,
            "sentence_id": sentences.around(mention.start, mention.end),
            "start": mention.start,
            "end": mention.end,
            "text": document.text[mention.start : mention.end],
            "label": mention.label,
            "concept_id": mention.concept_id or None,
            "method": mention.method,
            "score": float(mention.score),
            "grounding_method": mention.grounded_by,
            "grounding_score": _real(mention.grounding_score),
        }
        for mention in findings.mentions
    ]


def quantity_rows(findings: Findings, sentences: Sentences) -> list[Row]:
    """One row for each number with its unit."""
    document = findings.document
    return [
        {
            "id": content_id("qua", document.id, quantity.start, quantity.end, quantity.kind, _real(quantity.value), quantity.unit),
            "document_id": document.id,
            "sentence_id": sentences.numbered(quantity.sentence),
            "start": quantity.start,
            "end": quantity.end,
            "text": document.text[quantity.start : quantity.end],
            "kind": quantity.kind,
            "value": _real(quantity.value),
            "value_low": _real(quantity.low),
            "value_high": _real(quantity.high),
            "qualifier": quantity.qualifier,
            "unit": quantity.unit or None,
            "unit_text": quantity.unit_text or None,
            "statistic": quantity.statistic or None,
            "use": quantity.use,
        }
        for quantity in findings.quantities
    ]


def evidence_rows(findings: Findings, sentences: Sentences) -> tuple[list[Row], list[Row]]:
    """Evidence rows in text order, and the words that each was read from.

    Where two patterns read the same statement from the same words, the surer one stays.
    """
    document = findings.document
    best: dict[str, Evidence] = {}
    for statement in findings.evidence:
        own_id = evidence_id(document, statement)
        if own_id not in best or _rank(statement) < _rank(best[own_id]):
            best[own_id] = statement
    rows = [_evidence_row(document, own_id, statement, sentences) for own_id, statement in best.items()]
    cues = [cue for own_id, statement in best.items() for cue in _cue_rows(document, own_id, statement)]
    return rows, cues


def claim_rows(findings: Findings, sentences: Sentences, table_ids: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Claims in text order, and their values. Of equal claims the surer one stays."""
    document = findings.document
    best: dict[str, Claim] = {}
    for claim in findings.claims:
        own_id = claim_id(document, claim)
        if own_id not in best or _rank(claim) < _rank(best[own_id]):
            best[own_id] = claim
    rows = [_claim_row(document, own_id, claim, sentences, table_ids) for own_id, claim in best.items()]
    values = [row for own_id, claim in best.items() for row in _value_rows(document, own_id, claim.values)]
    return rows, values


def evidence_id(document: Document, statement: Evidence) -> str:
    """What the statement says and where: its slots, polarity and certainty, not the context it was observed in."""
    return content_id(
        "ev",
        document.id,
        statement.start,
        statement.end,
        _name(statement.drug),
        _name(statement.target),
        statement.target_alteration,
        statement.mechanism,
        statement.outcome,
        statement.outcome_direction,
        bool(statement.negated),
        statement.certainty,
        sorted(set(statement.combination)),
    )


def claim_id(document: Document, claim: Claim) -> str:
    """What was measured, under which drug, and the places of its numbers."""
    numbers = sorted((value.start, value.end, value.kind) for value in claim.values)
    return content_id(
        "cl",
        document.id,
        claim.start,
        claim.end,
        _name(claim.drug),
        _name(claim.target),
        claim.measure,
        claim.comparison,
        [[start, end, kind] for start, end, kind in numbers],
    )


def _evidence_row(document: Document, own_id: str, statement: Evidence, sentences: Sentences) -> Row:
    return {
        "id": own_id,
        "document_id": document.id,
        "sentence_id": sentences.numbered(statement.sentence),
        "start": statement.start,
        "end": statement.end,
        "quote": document.text[statement.start : statement.end],
        **_slot("drug", statement.drug),
        **_slot("target", statement.target),
        "target_alteration": statement.target_alteration,
        "mechanism": statement.mechanism,
        "mechanism_text": statement.mechanism_text or None,
        "outcome": statement.outcome,
        "outcome_direction": statement.outcome_direction,
        "outcome_text": statement.outcome_text or None,
        "negated": int(statement.negated),
        "certainty": statement.certainty,
        "study_type": statement.context.study_type,
        "disease": statement.context.disease or None,
        "cell_line": statement.context.cell_line or None,
        "combination": _json(sorted(set(statement.combination))),
        "pattern_id": statement.pattern_id,
        "confidence": float(statement.confidence),
    }


def _cue_rows(document: Document, own_id: str, statement: Evidence) -> list[Row]:
    spans = [(cue.kind, cue.start, cue.end) for cue in statement.cues]
    for kind, slot in (("drug", statement.drug), ("target", statement.target)):
        if slot is not None:
            spans.append((kind, slot.start, slot.end))  # type: ignore[arg-type]
    return [
        {
            "id": content_id("cue", own_id, kind, start, end),
            "document_id": document.id,
            "evidence_id": own_id,
            "kind": kind,
            "start": start,
            "end": end,
            "text": document.text[start:end],
        }
        for kind, start, end in spans
    ]


def _claim_row(document: Document, own_id: str, claim: Claim, sentences: Sentences, table_ids: Sequence[str]) -> Row:
    return {
        "id": own_id,
        "document_id": document.id,
        "sentence_id": sentences.numbered(claim.sentence),
        "table_id": None if claim.table is None else table_ids[claim.table],
        "start": claim.start,
        "end": claim.end,
        "quote": document.text[claim.start : claim.end],
        **_slot("drug", claim.drug),
        **_slot("target", claim.target),
        "measure": claim.measure,
        "measure_text": claim.measure_text or None,
        "comparison": claim.comparison,
        "disease": claim.context.disease or None,
        "cell_line": claim.context.cell_line or None,
        "population": claim.population or None,
        "timepoint": claim.timepoint or None,
        "pattern_id": claim.pattern_id,
        "confidence": float(claim.confidence),
    }


def _value_rows(document: Document, own_id: str, values: Sequence[ClaimValue]) -> list[Row]:
    return [
        {
            "id": content_id("val", own_id, value.start, value.end, value.kind, _real(value.value), value.arm or None),
            "document_id": document.id,
            "claim_id": own_id,
            "position": position,
            "kind": value.kind,
            "value": _real(value.value),
            "value_low": _real(value.low),
            "value_high": _real(value.high),
            "qualifier": value.qualifier,
            "unit": value.unit or None,
            "unit_text": value.unit_text or None,
            "si_value": _real(value.si_value),
            "statistic": value.statistic or None,
            "arm": value.arm or None,
            "role": value.role,
            "start": value.start,
            "end": value.end,
        }
        for position, value in enumerate(sorted(values, key=lambda value: (value.start, value.end)))
    ]


def _rank(found: Evidence | Claim) -> tuple[float, str]:
    return -found.confidence, found.pattern_id


def _slot(column: str, named: Named | None) -> Row:
    if named is None:
        return {column: None, f"{column}_id": None}
    return {column: named.name, f"{column}_id": named.concept_id}


def _name(named: Named | None) -> str | None:
    return None if named is None else named.name


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def _json(values: Sequence[str]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None
