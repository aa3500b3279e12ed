"""The bundled papers through every stage: the same database from one worker and from two, and nothing changes the second time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from extract.store.check import check
from extract.store.database import open_for_reading

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "corpora" / "trastuzumab_resistance" / "documents"


def ingest(path: Path, *options: str, hash_seed: int) -> str:
    """What the command prints. The hash seed orders sets: a stage that lets their order out is found by changing it."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONHASHSEED": str(hash_seed)}
    command = [sys.executable, "-m", "extract", "ingest", str(path), str(PAPERS), *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def checksum(path: Path) -> str:
    db = sqlite3.connect(path)
    try:
        return hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()
    finally:
        db.close()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "one.db"
    ingest(path, "--workers", "1", hash_seed=1)
    return path


def test_every_paper_gives_rows_that_keep_the_promises(database: Path) -> None:
    db = open_for_reading(database)
    assert check(db) == []
    names = {row["source"] for row in db.table("documents").rows}
    assert names == {path.name for path in PAPERS.iterdir()}
    for table in ("sentences", "mentions", "quantities", "evidence", "quantitative_claims", "citations"):
        assert db.execute(f"SELECT count(DISTINCT document_id) FROM {table}").fetchone()[0] >= 3, table
    db.close()


def test_two_workers_give_the_database_of_one(database: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "two.db", "--workers", "2", hash_seed=2)
    assert checksum(tmp_path / "two.db") == checksum(database)


def test_second_time_changes_no_byte(database: Path) -> None:
    before = database.read_bytes()
    printed = ingest(database, hash_seed=3)
    assert printed.count(": unchanged") == len(list(PAPERS.iterdir()))
    assert database.read_bytes() == before
