"""What one database says and another does not: the rows of the documents that both have, matched by what they state and where.

Two rows are one statement that changed when they stand at the same place (their spans overlap) and say the same of the same things (see
`extract.store.statements`); its id, its mechanism or its confidence may differ. A row without such a partner is gained or lost.

A document is the same when its bytes are, whatever was read from them. Where the text differs, a row of the old one is looked for where
its quote stands in the new one; offsets and ids, which then differ in every row, are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from extract.store.queries import rows
from extract.store.statements import STATEMENTS, Statement, Table, read_statements, same_statements

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.store.rows import Row, Value

Kind = Literal["gained", "lost", "changed"]
_MOVES = ("id", "start", "end")
"""Columns that differ in every row behind the place where two texts of one document part."""
_VERSIONS = ("code_version", "patterns_version", "vocabularies_version", "model")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a database holds: document id → source, rows in each table, and each set of versions with the documents it made."""

    documents: Mapping[str, str]
    rows: Mapping[Table, int]
    versions: Mapping[tuple[tuple[str, str], ...], int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs. `old` is None when it is gained, `new` when it is lost; `columns` are those that changed."""

    table: Table
    old: Row | None
    new: Row | None
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What happened to the row."""
        return "gained" if self.old is None else "lost" if self.new is None else "changed"

    @property
    def row(self) -> Row:
        """The row as it is now, or as it was."""
        row = self.new or self.old
        assert row is not None
        return row

    def changes(self) -> dict[str, tuple[Value, Value]]:
        """Column → its old and its new value."""
        return {column: ((self.old or {}).get(column), (self.new or {}).get(column)) for column in self.columns}


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """The differences in one document, in the order of the text, and how many rows of each table are the same."""

    id: str
    source: str
    text_differs: bool
    same: Mapping[Table, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is other than it was."""
        return self.text_differs or bool(self.differences)

    def count(self, table: Table, kind: Kind) -> int:
        """How many rows of a table were gained, lost or changed."""
        return sum(1 for difference in self.differences if difference.table == table and difference.kind == kind)


def holdings(db: Database) -> Holdings:
    """The documents of a database, how many rows it has, and the versions that made them."""
    versions: Counter[tuple[tuple[str, str], ...]] = Counter()
    columns = ", ".join(_VERSIONS)
    sql = f"SELECT {columns}, count(*) AS documents FROM extractions JOIN runs ON runs.id = run_id GROUP BY {columns} ORDER BY {columns}"
    for row in rows(db, sql):
        stated = tuple((name.removesuffix("_version"), str(row[name])) for name in _VERSIONS if row[name] is not None)
        versions[stated] += int(row["documents"] or 0)
    return Holdings(
        documents={str(row["id"]): str(row["source"]) for row in rows(db, "SELECT id, source FROM documents ORDER BY source, id")},
        rows={table: db.table(table).count for table in STATEMENTS},
        versions=versions,
    )


def compare(old: Database, new: Database, tables: Sequence[Table] = tuple(STATEMENTS)) -> Iterator[DocumentDiff]:
    """The differences in each document that both databases have, by source; also those without any."""
    shared = {table: [c for c in _columns(new, table) if c in set(_columns(old, table))] for table in tables}
    theirs = holdings(old).documents
    for own_id, source in holdings(new).documents.items():
        if own_id in theirs:
            yield _compare_document(old, new, own_id, source, shared)


def columns_of_one(old: Database, new: Database, tables: Sequence[Table]) -> dict[str, tuple[str, ...]]:
    """Columns that only one of the databases has and that cannot be compared: "old" and "new" → TABLE.COLUMN."""
    there = {name: {f"{t}.{c}" for t in tables for c in _columns(db, t)} for name, db in (("old", old), ("new", new))}
    return {"old": tuple(sorted(there["old"] - there["new"])), "new": tuple(sorted(there["new"] - there["old"]))}


def patterns_changed(differences: Sequence[Difference]) -> dict[str, Counter[Kind]]:
    """Pattern → rows that it gained, lost or changed. A row that another pattern now finds is lost to one and gained by the other."""
    found: dict[str, Counter[Kind]] = {}
    for difference in differences:
        before, now = ((row or {}).get("pattern_id") for row in (difference.old, difference.new))
        if before == now:
            found.setdefault(str(now), Counter())["changed"] += 1
            continue
        if before is not None:
            found.setdefault(str(before), Counter())["lost"] += 1
        if now is not None:
            found.setdefault(str(now), Counter())["gained"] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def _columns(db: Database, table: Table) -> list[str]:
    return [column.name for column in db.table(table).columns if column.name not in ("document_id", "sentence_id", "table_id")]


def _compare_document(old: Database, new: Database, own_id: str, source: str, tables: Mapping[Table, Sequence[str]]) -> DocumentDiff:
    before, now = (str(rows(db, "SELECT text FROM documents WHERE id = ?", own_id)[0]["text"]) for db in (old, new))
    text_differs = before != now
    same: dict[Table, int] = {}
    found: list[Difference] = []
    for table, columns in tables.items():
        were, are = read_statements(old, table, own_id, columns), read_statements(new, table, own_id, columns)
        compared = [c for c in (*columns, *STATEMENTS[table].own) if not (text_differs and c in _MOVES)]
        if text_differs:
            were = [_moved(statement, before, now) for statement in were]
        were, are, same[table] = _without_equal(were, are, compared)
        pairs, lost, gained = same_statements(table, were, are)
        for one, other in pairs:
            changed = tuple(c for c in compared if one.row[c] != other.row[c])
            if changed:
                found.append(Difference(table, one.row, other.row, changed))
            else:  # equal but for their places
                same[table] += 1
        found.extend(Difference(table, one.row, None) for one in lost)
        found.extend(Difference(table, None, other.row) for other in gained)
    return DocumentDiff(own_id, source, text_differs, same, tuple(sorted(found, key=_order)))


def _without_equal(
    were: Sequence[Statement], are: Sequence[Statement], compared: Sequence[str]
) -> tuple[list[Statement], list[Statement], int]:
    """The rows without those that both sides have, and how many those are."""
    places: dict[tuple[Value, ...], list[int]] = {}
    for i, statement in enumerate(are):
        places.setdefault(_key(statement, compared), []).append(i)
    left, taken = [], set()
    for statement in were:
        equal = places.get(_key(statement, compared))
        if equal:
            taken.add(equal.pop(0))
        else:
            left.append(statement)
    return left, [statement for i, statement in enumerate(are) if i not in taken], len(taken)


def _key(statement: Statement, compared: Sequence[str]) -> tuple[Value, ...]:
    return tuple(statement.row[column] for column in compared)


def _moved(statement: Statement, before: str, now: str) -> Statement:
    """The statement with the places that it has in another text; with none where its quote is not to be found there."""
    start, end = statement.start, statement.end
    middle = (start + end) // 2
    for first, last in ((start, end), (start, middle), (middle, end)):
        at = _nearest(before[first:last], now, first)
        if at is not None:
            step = at - first
            spans = {name: frozenset((a + step, b + step) for a, b in each) for name, each in statement.spans.items()}
            return replace(statement, start=start + step, end=end + step, spans=spans)
    return replace(statement, start=-1, end=-1, spans={})


def _nearest(part: str, text: str, place: int) -> int | None:
    """Where a text has a part, nearest to where it is expected."""
    before, behind = text.rfind(part, 0, place + len(part)), text.find(part, place)
    found = [at for at in (before, behind) if at >= 0]
    return min(found, key=lambda at: abs(at - place), default=None) if part.strip() else None


def _order(difference: Difference) -> tuple[str, int, int, str, str]:
    row = difference.row
    return difference.table, int(row["start"] or 0), int(row["end"] or 0), difference.kind, str(row["id"])
