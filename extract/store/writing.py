"""Writing: one transaction for each document, which replaces all that was derived from it and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.store.database import transaction
from extract.store.ids import content_id
from extract.store.rows import DERIVED_TABLES, DocumentRows, Row

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: its id derives from the versions and the documents given, `fingerprint` from the versions alone."""

    id: str
    fingerprint: str
    versions: dict[str, str]


def run_record(versions: dict[str, str], given: Iterable[tuple[str, str | None]]) -> RunRecord:
    """The record of a run over the documents `given`, each by its name and SHA-256 (None where it could not be read)."""
    documents: list[str] = sorted({f"{sha256 or 'unread'} {name}" for name, sha256 in given})
    stated: list[str] = [f"{part}={version}" for part, version in sorted(versions.items())]
    fingerprint = content_id("ver", *stated)
    return RunRecord(content_id("run", fingerprint, *documents), fingerprint, dict(versions))


def start_run(db: Database, run: RunRecord, at: str) -> None:
    """Record that a run began. A run that is known already keeps the time of its first start."""
    row: Row = {
        "id": run.id,
        "started_at": at,
        "finished_at": None,
        "code_version": run.versions.get("code"),
        "patterns_version": run.versions.get("patterns"),
        "vocabularies_version": run.versions.get("vocabularies"),
        "model": run.versions.get("model"),
    }
    with transaction(db):
        _insert_missing(db, "runs", row)


def finish_run(db: Database, run: RunRecord, at: str) -> None:
    """Record that a run came to its end, the first time that it does."""
    with transaction(db):
        db.conn.execute("UPDATE runs SET finished_at = ? WHERE id = ? AND finished_at IS NULL", [at, run.id])


def stored_documents(db: Database, fingerprint: str) -> dict[str, tuple[str, str]]:
    """SHA-256 → (document id, name) of the documents whose rows were made with exactly these versions."""
    sql = "SELECT sha256, id, source FROM documents JOIN extractions ON document_id = id WHERE fingerprint = ?"
    return {sha256: (own_id, source) for sha256, own_id, source in db.conn.execute(sql, [fingerprint])}


def store_document(db: Database, rows: DocumentRows, run: RunRecord) -> None:
    """Replace all derived rows of a document. Rows that did not change are not touched, curations never are."""
    own_id = rows.document_id
    with transaction(db):
        concepts_before = _concepts_of(db, own_id)
        _upsert(db, "documents", [rows.document])
        _upsert(db, "concepts", rows.concepts)
        for table in DERIVED_TABLES:
            _upsert(db, table, rows.tables[table])
            _delete_others(db, table, own_id, [str(row["id"]) for row in rows.tables[table]])
        _delete_unused_concepts(db, concepts_before - {str(row["id"]) for row in rows.concepts})
        _upsert(db, "extractions", [{"document_id": own_id, "run_id": run.id, "fingerprint": run.fingerprint}], key="document_id")
        _link(db, run, own_id)
        db.conn.execute("DELETE FROM run_errors WHERE run_id = ? AND sha256 = ?", [run.id, rows.document["sha256"]])


def keep_document(db: Database, document_id: str, run: RunRecord) -> None:
    """Record that a run was given a document whose rows are in the database already."""
    known = "SELECT 1 FROM run_documents WHERE run_id = ? AND document_id = ?"
    if db.conn.execute(known, [run.id, document_id]).fetchone() is None:
        with transaction(db):
            _link(db, run, document_id)


def store_error(db: Database, run: RunRecord, row: Row) -> None:
    """Record why a document failed; the same failure of the same run is one row, with the time when it was first seen."""
    own_id = content_id("err", run.id, *(_text(row[column]) for column in ("source", "sha256", "code", "stage")))
    if db.conn.execute("SELECT 1 FROM run_errors WHERE id = ?", [own_id]).fetchone() is None:
        with transaction(db):
            _insert_missing(db, "run_errors", {"id": own_id, "run_id": run.id, **row})


def _link(db: Database, run: RunRecord, document_id: str) -> None:
    row: Row = {"id": content_id("rd", run.id, document_id), "run_id": run.id, "document_id": document_id}
    _insert_missing(db, "run_documents", row)


def _text(value: str | int | float | None) -> str | None:
    return None if value is None else str(value)


@cache
def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


@cache
def _upsert_sql(table: str, columns: tuple[str, ...], key: str) -> str:
    """Insert, or update the row of that key; a row that is the same already is not written."""
    others = [column for column in columns if column != key]
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in others)
    differs = " OR ".join(f'"{table}"."{column}" IS NOT excluded."{column}"' for column in others)
    return f'{_insert_sql(table, columns)} ON CONFLICT ("{key}") DO UPDATE SET {changes} WHERE {differs}'


def _upsert(db: Database, table: str, rows: Sequence[Row], *, key: str = "id") -> None:
    if rows:
        columns = tuple(rows[0])
        db.conn.executemany(_upsert_sql(table, columns, key), [tuple(row.values()) for row in rows])


def _insert_missing(db: Database, table: str, row: Row) -> None:
    db.conn.execute(_insert_sql(table, tuple(row)) + " ON CONFLICT DO NOTHING", list(row.values()))


def _delete_others(db: Database, table: str, document_id: str, keep: Sequence[str]) -> None:
    sql = f'DELETE FROM "{table}" WHERE document_id = ? AND id NOT IN (SELECT value FROM json_each(?))'
    db.conn.execute(sql, [document_id, json.dumps(list(keep))])


def _concepts_of(db: Database, document_id: str) -> set[str]:
    found: set[str] = set()
    for table, column in _CONCEPT_COLUMNS:
        sql = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE document_id = ? AND "{column}" IS NOT NULL'
        found.update(concept_id for (concept_id,) in db.conn.execute(sql, [document_id]))
    return found


def _delete_unused_concepts(db: Database, candidates: set[str]) -> None:
    """Concepts that no document mentions any more."""
    unused = " AND ".join(f'NOT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" = concepts.id)' for table, column in _CONCEPT_COLUMNS)
    db.conn.executemany(f"DELETE FROM concepts WHERE id = ? AND {unused}", [(concept_id,) for concept_id in sorted(candidates)])


_CONCEPT_COLUMNS = (
    ("mentions", "concept_id"),
    ("evidence", "drug_id"),
    ("evidence", "target_id"),
    ("quantitative_claims", "drug_id"),
    ("quantitative_claims", "target_id"),
)
