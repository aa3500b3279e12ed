"""Writing: a document is replaced as a whole, and nothing else is touched."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from small_papers import VERSIONS, document_of, findings_of
from sqlite_utils import Database

from extract.store.database import open_for_writing
from extract.store.rows import DERIVED_TABLES, DocumentRows, rows_of
from extract.store.writing import run_record, start_run, store_document, stored_documents

TEXT = "A paper\nXmab inhibits ABC1 [1].\nYmab: growth fell by 29% versus 96%.\nREF 1 Smith 2001"
RUN = run_record(VERSIONS, [("paper.txt", "x")])


def rows_for(text: str, name: str = "paper.txt") -> DocumentRows:
    return rows_of(findings_of(document_of(text.encode(), name)))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = open_for_writing(tmp_path / "x.db")
    start_run(database, RUN, "2026-01-01T00:00:00Z")
    store_document(database, rows_for(TEXT), RUN)
    return database


def dump(db: Database) -> str:
    return "\n".join(db.conn.iterdump())


def test_writing_again_changes_nothing(db: Database) -> None:
    before, changes = dump(db), db.conn.total_changes
    store_document(db, rows_for(TEXT), RUN)
    assert dump(db) == before
    assert db.conn.total_changes == changes


def test_rows_that_are_no_longer_found_go(db: Database) -> None:
    findings = findings_of(document_of(TEXT.encode(), "paper.txt"))
    poorer = replace(findings, evidence=(), claims=(), mentions=(), concepts=(), quantities=())
    store_document(db, rows_of(poorer), RUN)
    left = {table: db.table(table).count for table in (*DERIVED_TABLES, "concepts")}
    assert {table for table, count in left.items() if count} == {"sections", "sentences", "lines", "bibliography", "citations"}
    assert db.conn.execute("SELECT count(*) FROM evidence_fts WHERE evidence_fts MATCH 'Xmab'").fetchone()[0] == 0


def test_concept_of_another_document_stays(db: Database) -> None:
    store_document(db, rows_for("Another one\nXmab inhibits ZZ9.", "other.txt"), RUN)
    findings = findings_of(document_of(TEXT.encode(), "paper.txt"))
    store_document(db, rows_of(replace(findings, evidence=(), claims=(), mentions=(), concepts=())), RUN)
    assert {row["name"] for row in db.table("concepts").rows} == {"Xmab", "ZZ9"}


def test_curations_outlive_their_rows(db: Database) -> None:
    (own_id,) = (row["id"] for row in db.table("evidence").rows)
    db.table("curations").insert({"row_table": "evidence", "row_id": own_id, "decision": "accept", "curator": "mb"})
    findings = findings_of(document_of(TEXT.encode(), "paper.txt"))
    store_document(db, rows_of(replace(findings, evidence=())), RUN)
    store_document(db, rows_of(findings), RUN)
    assert [row["row_id"] for row in db.table("curations").rows] == [own_id] == [row["id"] for row in db.table("evidence").rows]


def test_failed_write_leaves_the_document_as_it_was(db: Database) -> None:
    before = dump(db)
    rows = rows_for(TEXT)
    rows.tables["evidence"][0]["mechanism"] = "hits"
    with pytest.raises(sqlite3.IntegrityError):
        store_document(db, rows, RUN)
    assert dump(db) == before


def test_dangling_reference_leaves_the_document_as_it_was(db: Database) -> None:
    before = dump(db)
    rows = rows_for(TEXT)
    rows.tables["mentions"][0]["concept_id"] = "X:unheard"
    with pytest.raises(sqlite3.IntegrityError):
        store_document(db, rows, RUN)
    assert dump(db) == before
    assert not db.conn.in_transaction


def test_deleting_a_document_deletes_its_rows(db: Database) -> None:
    db.conn.execute("DELETE FROM documents")
    db.conn.commit()
    assert {table: db.table(table).count for table in DERIVED_TABLES} == dict.fromkeys(DERIVED_TABLES, 0)


def test_run_id_depends_on_versions_and_documents_not_on_their_order() -> None:
    given = [("a.txt", "1"), ("b.txt", None)]
    same = {run_record(VERSIONS, given).id, run_record(dict(reversed(VERSIONS.items())), reversed(given)).id}
    others = {run_record({**VERSIONS, "patterns": "p2"}, given).id, run_record(VERSIONS, given[:1]).id}
    assert len(same) == 1
    assert len(same | others) == 3


def test_stored_documents_are_those_of_the_same_versions(db: Database) -> None:
    other = run_record({**VERSIONS, "model": "better"}, [])
    assert [name for _, name in stored_documents(db, RUN.fingerprint).values()] == ["paper.txt"]
    assert stored_documents(db, other.fingerprint) == {}
