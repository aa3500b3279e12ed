"""The schema as it really is: every table, view and column of a new database of this version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from sqlite_utils import Database

from extract.store import views
from extract.store.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

RelationKind = Literal["table", "view", "index"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its declared type (None where it is computed), and the table its values are ids of."""

    name: str
    type: str | None
    refers_to: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view; `index` is a table that SQLite keeps for full-text search, and `of` the table it indexes."""

    name: str
    kind: RelationKind
    columns: tuple[Column, ...]
    of: str | None = None


@cache
def current_schema() -> tuple[Relation, ...]:
    """The tables in the order of the migrations, then the full-text indexes, then the views by name."""
    db = Database(memory=True)
    migrations.apply(db)
    views.apply(db)
    found = db.execute("select name, type from sqlite_master where type in ('table', 'view') order by type, rowid").fetchall()
    indexed = [name.removesuffix("_fts") for name, _ in found if name.endswith("_fts")]
    relations = [_relation(db, name, kind, indexed) for name, kind in found]
    db.close()
    return tuple(sorted(relations, key=lambda relation: ("table", "index", "view").index(relation.kind)))


def _relation(db: Database, name: str, kind: RelationKind, indexed: Iterable[str]) -> Relation:
    references = {key["from"]: key["table"] for key in _rows(db, f'pragma foreign_key_list("{name}")')}
    columns = tuple(
        Column(column["name"], column["type"] or None, references.get(column["name"]))
        for column in _rows(db, f'pragma table_info("{name}")')
    )
    of = next((table for table in indexed if name == f"{table}_fts" or name.startswith(f"{table}_fts_")), None)
    return Relation(name, "index" if of else kind, columns, of)


def _rows(db: Database, sql: str) -> list[dict[str, str]]:
    return list(db.query(sql))
