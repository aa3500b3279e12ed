"""What a database says about a document, with every name that it knows for each drug and target."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extract.errors import StoreError


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """A row of `evidence`; `drug_names` and `target_names` hold the name, its synonyms and its spellings in the document."""

    start: int
    end: int
    quote: str
    drug: str | None
    drug_names: frozenset[str]
    target: str | None
    target_names: frozenset[str]
    mechanism: str | None
    outcome: str | None
    outcome_direction: str | None
    negated: bool
    pattern_id: str | None


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A row of `claim_values` with what its claim says. `start`/`end` is the span of the claim."""

    claim_id: str
    start: int
    end: int
    quote: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    arm: str | None
    measure: str
    drug_names: frozenset[str]
    pattern_id: str | None


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """The text of a document and what was found in it. Values are in the order of the text."""

    name: str
    text: str
    evidence: tuple[FoundEvidence, ...]
    values: tuple[FoundValue, ...]


_EVIDENCE = """
    select start, end, quote, drug, drug_id, target, target_id, mechanism, outcome, outcome_direction, negated, pattern_id
    from evidence where document_id = ? order by rowid
"""
_VALUES = """
    select v.*, c.start as claim_start, c.end as claim_end, c.quote, c.drug, c.drug_id, c.measure, c.pattern_id
    from quantitative_claims c join claim_values v on v.claim_id = c.id
    where c.document_id = ? order by c.start, v.position, c.rowid, v.rowid
"""


def read_found(path: Path, names: frozenset[str]) -> dict[str, FoundDocument]:
    """The documents with these names (a source's file name without extension) and what was found in each.

    Raises StoreError for a file that is not a database of evitrace.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return {document.name: document for document in _documents(connection, names)}
    except sqlite3.Error as error:
        raise StoreError(
            "not_a_database",
            f"it cannot be read as a database of evitrace ({error})",
            where=str(path),
            remedy="Name a database that `evitrace ingest` made.",
        ) from error


def _documents(connection: sqlite3.Connection, names: frozenset[str]) -> Iterator[FoundDocument]:
    synonyms = _synonyms(connection)
    for row in connection.execute("select id, source, text from documents order by rowid"):
        name = Path(str(row["source"])).name.rsplit(".", 1)[0]
        if name in names:
            known = _Names(connection, row["id"], synonyms)
            evidence = tuple(_evidence(found, known) for found in connection.execute(_EVIDENCE, [row["id"]]))
            values = tuple(_value(found, known) for found in connection.execute(_VALUES, [row["id"]]))
            yield FoundDocument(name, row["text"] or "", evidence, values)


def _synonyms(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    rows = connection.execute("select id, name, synonyms from concepts")
    return {row["id"]: frozenset([row["name"], *json.loads(row["synonyms"] or "[]")]) for row in rows}


class _Names:
    """Every name of a concept: the vocabulary's, and what the document calls it."""

    def __init__(self, connection: sqlite3.Connection, document_id: str, synonyms: dict[str, frozenset[str]]) -> None:
        self._synonyms = synonyms
        self._spelled: dict[str, set[str]] = {}
        query = "select concept_id, text from mentions where document_id = ? and concept_id is not null"
        for row in connection.execute(query, [document_id]):
            self._spelled.setdefault(row["concept_id"], set()).add(row["text"])

    def of(self, name: str | None, concept_id: str | None) -> frozenset[str]:
        names = {name or ""}
        if concept_id:
            names |= self._synonyms.get(concept_id, frozenset()) | self._spelled.get(concept_id, set())
        return frozenset(names - {""})


def _evidence(row: sqlite3.Row, known: _Names) -> FoundEvidence:
    return FoundEvidence(
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        drug=row["drug"],
        drug_names=known.of(row["drug"], row["drug_id"]),
        target=row["target"],
        target_names=known.of(row["target"], row["target_id"]),
        mechanism=row["mechanism"],
        outcome=row["outcome"],
        outcome_direction=row["outcome_direction"],
        negated=bool(row["negated"]),
        pattern_id=row["pattern_id"],
    )


def _value(row: sqlite3.Row, known: _Names) -> FoundValue:
    return FoundValue(
        claim_id=row["claim_id"],
        start=row["claim_start"],
        end=row["claim_end"],
        quote=row["quote"],
        kind=row["kind"],
        value=row["value"],
        low=row["value_low"],
        high=row["value_high"],
        unit=row["unit"],
        arm=row["arm"],
        measure=row["measure"],
        drug_names=known.of(row["drug"], row["drug_id"]),
        pattern_id=row["pattern_id"],
    )
