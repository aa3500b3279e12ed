"""From a short declaration of a table to its CREATE TABLE, with the promises that hold for every table.

A text is never empty, a column of the contract's vocabularies holds one of their values, and references are checked when a
transaction ends, so that the rows of a document may be written in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.store.contract import values_of, vocabularies

if TYPE_CHECKING:
    from sqlite_utils import Database

DOCUMENT = 'TEXT NOT NULL REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED'
"""A column that names the document of a row; deleting the document deletes the row."""


def part_of(table: str) -> str:
    """A column that names the row which this row is a part of."""
    return f'TEXT NOT NULL REFERENCES "{table}" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED'


def refers_to(table: str) -> str:
    """A column that names a row of another table, or NULL."""
    return f'TEXT REFERENCES "{table}" ("id") DEFERRABLE INITIALLY DEFERRED'


def create_table(db: Database, name: str, columns: dict[str, str], *, checks: Sequence[str] = (), indexes: Sequence[str] = ()) -> None:
    """Create a table and an index on each of `indexes` (comma separated columns); references are indexed without being asked."""
    lines = [f'  "{column}" {declaration}{_check(name, column, declaration)}' for column, declaration in columns.items()]
    lines += [f"  CHECK ({check})" for check in checks]
    db.execute(f'CREATE TABLE "{name}" (\n' + ",\n".join(lines) + "\n)")
    referring = [column for column, declaration in columns.items() if "REFERENCES" in declaration and "PRIMARY KEY" not in declaration]
    for wanted in dict.fromkeys([*referring, *indexes]):
        db.table(name).create_index([column.strip() for column in wanted.split(",")])


def refresh_vocabularies(db: Database) -> None:
    """Bring the CHECKs of an existing database in step with the vocabularies of this version.

    Only the stored CREATE TABLE changes, never a row: the way that https://www.sqlite.org/lang_altertable.html gives for
    changes which do not touch the content.
    """
    changed = {}
    for table, columns in vocabularies().items():
        before = db.table(table).schema if db.table(table).exists() else ""
        after = before
        for column in columns:
            after = re.sub(rf'CHECK \("{column}" IN \([^)]*\)\)', _allowed(table, column), after)
        if after != before:
            changed[table] = after
    if not changed:
        return
    with db.atomic():
        version = db.execute("PRAGMA schema_version").fetchone()[0]
        db.execute("PRAGMA writable_schema = ON")
        for table, sql in changed.items():
            db.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", [sql, table])
        db.execute(f"PRAGMA schema_version = {version + 1}")
        db.execute("PRAGMA writable_schema = OFF")


def _check(table: str, column: str, declaration: str) -> str:
    if values_of(table, column) is not None:
        return " " + _allowed(table, column)
    return f" CHECK (\"{column}\" <> '')" if declaration.startswith("TEXT") else ""


def _allowed(table: str, column: str) -> str:
    values = ", ".join(f"'{value}'" for value in values_of(table, column) or ())
    return f'CHECK ("{column}" IN ({values}))'
