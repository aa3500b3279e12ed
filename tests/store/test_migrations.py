"""The schema: tables of the contract, the promises it enforces, and search that stays in step."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.store import contract, tables
from extract.store.database import open_for_writing
from extract.store.migrations import names

CONTRACT = {
    "documents": "id source sha256 format title year journal doi pmid pmcid doc_type n_pages text",
    "sections": "id document_id title kind start end",
    "sentences": "id document_id section_id start end page text",
    "mentions": "id document_id sentence_id start end text label concept_id method score",
    "concepts": "id name label synonyms source",
    "evidence": "id document_id sentence_id start end quote drug drug_id target target_id target_alteration mechanism mechanism_text "
    "outcome outcome_direction outcome_text negated certainty study_type disease cell_line combination pattern_id confidence",
    "quantitative_claims": "id document_id sentence_id table_id start end quote drug drug_id target target_id measure measure_text "
    "comparison disease cell_line population timepoint pattern_id confidence",
    "claim_values": "id claim_id position kind value value_low value_high qualifier unit unit_text si_value statistic arm role start end",
    "quantities": "id document_id sentence_id start end text value value_low value_high qualifier unit unit_text use",
    "bibliography": "id document_id label text doi pmid year",
    "citations": "id document_id bibliography_id label sentence_id evidence_id claim_id",
    "curations": "id row_table row_id decision changes curator note created_at",
    "runs": "id started_at code_version patterns_version vocabularies_version model",
    "run_errors": "id run_id source sha256 code message remedy stage at",
}
PUT_DOCUMENT = "INSERT INTO documents (id, source, sha256, format, doc_type, text) VALUES ('d', 'd.txt', 'x', 'text', 'unknown', ?)"
PUT_EVIDENCE = """INSERT INTO evidence (id, document_id, start, "end", quote, drug, target, mechanism, negated, certainty, study_type,
    pattern_id, confidence) VALUES (:id, 'd', 0, 4, 'Xmab', :drug, 'ABC1', :mechanism, :negated, 'asserted', 'unknown', 'p', :confidence)"""
GOOD = {"id": "e", "drug": "Xmab", "mechanism": "inhibits", "negated": 0, "confidence": 0.5}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = open_for_writing(tmp_path / "x.db")
    database.conn.execute(PUT_DOCUMENT, ["Xmab inhibited ABC1"])
    return database


@pytest.mark.parametrize(("table", "columns"), CONTRACT.items())
def test_contract_columns(db: Database, table: str, columns: str) -> None:
    assert set(columns.split()) <= set(db.table(table).columns_dict)


def test_references_are_declared_and_indexed(db: Database) -> None:
    for table in db.tables:
        indexed = {index.columns[0] for index in table.indexes}
        for key in table.foreign_keys:
            assert key.column in indexed, f"{table.name}.{key.column}"
    assert {key.other_table for key in db.table("citations").foreign_keys} >= {
        "bibliography",
        "evidence",
        "quantitative_claims",
        "sentences",
    }


def test_good_evidence_is_accepted(db: Database) -> None:
    db.conn.execute(PUT_EVIDENCE, GOOD)
    assert db.table("evidence").count == 1


@pytest.mark.parametrize(
    "wrong", [{"mechanism": "hits"}, {"negated": 2}, {"confidence": 1.5}, {"drug": None, "mechanism": None}, {"drug": ""}, {"id": ""}]
)
def test_schema_refuses(db: Database, wrong: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.conn.execute(PUT_EVIDENCE, {**GOOD, **wrong})


def test_dangling_reference_is_refused_when_the_transaction_ends(db: Database) -> None:
    db.conn.execute(PUT_EVIDENCE, GOOD)
    db.conn.execute("UPDATE evidence SET sentence_id = 'none'")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.commit()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE curations SET decision = 'reject'",
        "DELETE FROM curations",
        "INSERT OR REPLACE INTO curations (id, row_table, row_id, decision) VALUES (1, 'evidence', 'e', 'reject')",
        "REPLACE INTO curations (id, row_table, row_id, decision) VALUES (1, 'evidence', 'e', 'reject')",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_curations_are_append_only(db: Database, change: str, recursive: str) -> None:
    db.conn.execute(f"PRAGMA recursive_triggers = {recursive}")
    db.conn.execute("INSERT INTO curations (row_table, row_id, decision) VALUES ('evidence', 'e', 'accept')")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.conn.execute(change)
    assert [(row["id"], row["decision"]) for row in db.table("curations").rows] == [(1, "accept")]


def test_search_is_stemmed_and_follows_changes(db: Database) -> None:
    def found(word: str) -> int:
        return int(db.conn.execute("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?", [word]).fetchone()[0])

    assert found("inhibits") == 1
    db.conn.execute("UPDATE documents SET text = 'Ymab'")
    assert (found("inhibits"), found("Ymab")) == (0, 1)
    db.conn.execute("DELETE FROM documents")
    assert found("Ymab") == 0
    for table in ("documents", "sentences", "evidence", "quantitative_claims"):
        db.conn.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")


def test_schema_version_counts_migrations(db: Database) -> None:
    assert db.conn.execute("PRAGMA user_version").fetchone()[0] == len(names()) >= 5


def test_opening_again_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    open_for_writing(path).close()
    before = path.read_bytes()
    open_for_writing(path).close()
    assert path.read_bytes() == before


def test_new_value_of_a_vocabulary_reaches_old_databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    open_for_writing(path).close()
    wider = {**contract.vocabularies()}
    wider["evidence"] = {**wider["evidence"], "mechanism": {**wider["evidence"]["mechanism"], "acetylates": "adds an acetyl group"}}
    monkeypatch.setattr(contract, "vocabularies", lambda: wider)
    monkeypatch.setattr(tables, "vocabularies", lambda: wider)
    db = open_for_writing(path)
    db.conn.execute(PUT_DOCUMENT, ["Xmab"])
    db.conn.execute(PUT_EVIDENCE, {**GOOD, "mechanism": "acetylates"})
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(PUT_EVIDENCE, {**GOOD, "id": "e2", "mechanism": "hits"})
    assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
