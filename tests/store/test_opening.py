"""Databases that cannot be used are refused with a reason and a remedy."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store.database import open_for_reading, open_for_writing


def _text(path: Path) -> None:
    path.write_text("This is a paper, not a database. " * 10)


def _foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE documents (x)")
    db.close()


def _newer_migration(path: Path) -> None:
    db = open_for_writing(path)
    db.table("_sqlite_migrations").insert({"migration_set": "evitrace", "name": "m999_future", "applied_at": "evitrace 9"})
    db.close()


def _newer_number(path: Path) -> None:
    db = open_for_writing(path)
    db.execute("PRAGMA user_version = 999")
    db.close()


def _damaged(path: Path) -> None:
    open_for_writing(path).close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 2000)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("open_it", [open_for_writing, open_for_reading])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_text, "not_a_database"),
        (_foreign, "foreign_database"),
        (_newer_migration, "newer_schema"),
        (_newer_number, "newer_schema"),
        (_damaged, "damaged_database"),
        (_folder, "is_a_folder"),
    ],
)
def test_refused(tmp_path: Path, make, code: str, open_it) -> None:
    path = tmp_path / "x.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as refused:
        open_it(path)
    assert refused.value.code == code
    assert refused.value.remedy.endswith((".", "DOCUMENTS"))
    assert path.name in refused.value.where
    assert (path.read_bytes() if path.is_file() else None) == before


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mkdir -p"):
        open_for_writing(tmp_path / "no" / "x.db")


def test_missing_database_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        open_for_reading(tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_empty_file_can_be_written_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    with pytest.raises(StoreError, match="ingesting"):
        open_for_reading(path)
    assert open_for_writing(path).table("documents").count == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_file(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    open_for_writing(path).close()
    path.chmod(0o444)
    with pytest.raises(StoreError, match="read-only"):
        open_for_writing(path)
    assert open_for_reading(path).table("documents").count == 0


def test_reading_connection_cannot_write(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "x.db").close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        open_for_reading(tmp_path / "x.db").conn.execute("INSERT INTO runs (id, started_at) VALUES ('r', 'now')")


def test_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.store.database._PATIENCE", 0.01)
    path = tmp_path / "x.db"
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as refused:
        open_for_writing(path)
    assert refused.value.code == "locked"


def test_one_plain_file(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "x.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]
