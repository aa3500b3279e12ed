"""Opening a database: created and brought up to date for writing, left alone for reading, refused with a reason."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from extract.errors import StoreError
from extract.store.migrations import migrations, names
from extract.store.tables import refresh_vocabularies
from extract.store.views import apply as apply_views

_MAGIC = b"SQLite format 3\x00"
_PATIENCE = 60.0
"""Seconds to wait for another program that is writing to the same database."""


def open_for_writing(path: Path | str) -> Database:
    """A database with the schema of this version; the file is created, or brought up to date.

    The file stays a single plain file (rollback journal). Raises StoreError when it cannot be used.
    """
    path = Path(path)
    _check_file(path, must_exist=False)
    _check_writable(path)
    with _explained(path):
        db = Database(sqlite3.connect(path, timeout=_PATIENCE))
        db.execute("PRAGMA foreign_keys = ON")
        _check_schema(db, path)
        migrations.apply(db)
        if db.execute("PRAGMA user_version").fetchone()[0] != len(names()):
            db.execute(f"PRAGMA user_version = {len(names())}")
        refresh_vocabularies(db)
        apply_views(db)
    return db


def open_for_reading(path: Path | str, *, older: bool = False) -> Database:
    """An existing database, opened read-only; with `older` also one that an older evitrace made, whose tables may lack columns.

    Raises StoreError when it cannot be used.
    """
    path = Path(path)
    _check_file(path, must_exist=True)
    with _explained(path):
        _finish_recovery(path)
        db = Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE))
        _check_schema(db, path)
        if migrations.pending(db) and not (older and db.table("runs").exists()):
            raise StoreError(
                "older_schema",
                "the database was made by an older evitrace, or its making was broken off",
                where=str(path),
                remedy=f"Bring it up to date by ingesting into it: evitrace ingest {path} YOUR_DOCUMENTS",
            )
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing: what is written inside is committed together, or not at all when anything is raised."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


def _check_file(path: Path, *, must_exist: bool) -> None:
    if path.is_dir():
        raise StoreError("is_a_folder", "is a folder, not a database", where=str(path), remedy="Name a file, such as evidence.db.")
    if not path.exists():
        if must_exist:
            remedy = f"Make it first: evitrace ingest {path} YOUR_DOCUMENTS"
            raise StoreError("no_database", "there is no such database", where=str(path), remedy=remedy)
        if not path.parent.is_dir():
            remedy = f"Make the folder first: mkdir -p {path.parent}"
            raise StoreError("no_folder", f"the folder {path.parent} does not exist", where=str(path), remedy=remedy)
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        remedy = "Change its permissions, or name another file."
        raise StoreError("unreadable_database", f"cannot be read ({error.strerror})", where=str(path), remedy=remedy) from error
    if head not in (b"", _MAGIC):
        remedy = (
            "The database comes first, then the documents: evitrace ingest evidence.db paper.pdf. Name a new file, or an evitrace database."
        )
        raise StoreError("not_a_database", "is not a SQLite database", where=str(path), remedy=remedy)


def _check_writable(path: Path) -> None:
    for needed in (path, path.parent):
        if needed.exists() and not os.access(needed, os.W_OK):
            what = (
                "the database is read-only"
                if needed == path
                else f"the folder {needed} is read-only, and SQLite writes a journal beside the database"
            )
            raise StoreError("read_only", what, where=str(path), remedy="Change its permissions, or name a file elsewhere.")


def _finish_recovery(path: Path) -> None:
    """Undo a write that a crash broke off: a connection for reading is not allowed to."""
    if path.with_name(path.name + "-journal").exists() and os.access(path, os.W_OK):
        connection = sqlite3.connect(path, timeout=_PATIENCE)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.close()


def _check_schema(db: Database, path: Path) -> None:
    known = set(names())
    applied = {migration.name for migration in migrations.applied(db)}
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if applied - known or (applied and version > len(known)):
        remedy = "Upgrade: pip install --upgrade evitrace. Or name another database."
        raise StoreError("newer_schema", "the database was written by a newer evitrace", where=str(path), remedy=remedy)
    if not applied and set(db.table_names()) - {migrations.migrations_table}:
        what = "is a SQLite database of something else: evitrace would add its tables to it"
        raise StoreError("foreign_database", what, where=str(path), remedy="Name a new file.")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Errors of SQLite, said with what to do about them."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error)
        if "locked" in message:
            remedy = "Wait for the other program to finish, or end it, and run again."
            raise StoreError("locked", "another program is writing to the database", where=str(path), remedy=remedy) from error
        if "readonly" in message or "unable to open" in message:
            remedy = "Change its permissions, or name a file elsewhere."
            raise StoreError("read_only", f"cannot be opened ({message})", where=str(path), remedy=remedy) from error
        remedy = "Restore a copy, or name a new file and ingest the documents again."
        raise StoreError("damaged_database", f"is damaged ({message})", where=str(path), remedy=remedy) from error
