"""Rows that state something, with the places of what they name, and which rows of two databases are one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from extract.store.queries import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.store.rows import Row

Table = Literal["evidence", "quantitative_claims"]
Span = tuple[int, int]
Rank = tuple[float, ...]
_SLOTS = ("drug", "target", "outcome")
_NUMBER = ("kind", "qualifier", "value", "value_low", "value_high", "unit", "statistic", "role", "arm")


@dataclass(frozen=True, slots=True)
class Statement:
    """A row with its span, and the spans of what it names: of drug, target and trigger, or of its numbers (`value`)."""

    row: Row
    start: int
    end: int
    spans: Mapping[str, frozenset[Span]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a table keeps the spans of what a row names, which columns are made from those, and how near two rows are."""

    parts: str
    own: tuple[str, ...]
    nearness: Callable[[Statement, Statement], Rank | None]


def read_statements(db: Database, table: Table, document_id: str, columns: Sequence[str]) -> list[Statement]:
    """The rows of one document in the order of the text, with these columns.

    A claim has one more column, `values`: its numbers as one text.
    """
    parts: dict[str, list[Row]] = {}
    for part in rows(db, STATEMENTS[table].parts, document_id):
        parts.setdefault(str(part["row_id"]), []).append(part)
    listed = ", ".join(f'"{column}"' for column in columns)
    found = []
    for row in rows(db, f'SELECT {listed} FROM "{table}" WHERE document_id = ? ORDER BY start, "end", id', document_id):
        named = parts.get(str(row["id"]), [])
        spans: dict[str, set[Span]] = {}
        for part in named:
            spans.setdefault(str(part["part"]), set()).add((int(part["start"] or 0), int(part["end"] or 0)))
        if "values" in STATEMENTS[table].own:
            row["values"] = "; ".join(map(_number, named))
        places = {name: frozenset(each) for name, each in spans.items()}
        found.append(Statement(row, int(row["start"] or 0), int(row["end"] or 0), places))
    return found


def same_statements(
    table: Table, some: Sequence[Statement], others: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """The pairs that are one statement, and what has no partner on either side. The nearest are paired first."""
    nearness = STATEMENTS[table].nearness
    ranked = [(rank, i, j) for i, j in _overlapping(some, others) if (rank := nearness(some[i], others[j])) is not None]
    mine: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(ranked, key=lambda each: ([-value for value in each[0]], each[1], each[2])):
        if i not in mine and j not in taken:
            mine[i] = j
            taken.add(j)
    pairs = [(some[i], others[j]) for i, j in sorted(mine.items())]
    return pairs, [s for i, s in enumerate(some) if i not in mine], [s for j, s in enumerate(others) if j not in taken]


def _overlapping(some: Sequence[Statement], others: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of indices whose spans share a character."""
    order = sorted(range(len(others)), key=lambda j: others[j].start)
    open_: list[int] = []
    at = 0
    for i in sorted(range(len(some)), key=lambda i: some[i].start):
        while at < len(order) and others[order[at]].start < some[i].end:
            open_.append(order[at])
            at += 1
        open_ = [j for j in open_ if others[j].end > some[i].start]
        yield from ((i, j) for j in open_ if others[j].start < some[i].end)


def _evidence_nearness(one: Statement, other: Statement) -> Rank | None:
    """How near two rows of evidence are: by the slots that agree, those that do not, the trigger, and all the other columns.

    They are one statement when two of drug, target and outcome agree and the third does not disagree; with the same trigger one of
    them may be another.
    """
    filled = [(slot, one.row[slot], other.row[slot]) for slot in _SLOTS]
    agreeing = sum(a is not None and b is not None and _same_slot(slot, one, other) for slot, a, b in filled)
    differing = sum(a is not None and b is not None and not _same_slot(slot, one, other) for slot, a, b in filled)
    trigger = _touch(one.spans.get("trigger", ()), other.spans.get("trigger", ()))
    if agreeing < (1 if trigger else 2) or differing > trigger:
        return None
    return agreeing, -differing, trigger, _equal_columns(one, other)


def _same_slot(slot: str, one: Statement, other: Statement) -> bool:
    """Whether two filled slots mean one thing: the same name, the same concept, or the same words of the text."""
    known = one.row.get(f"{slot}_id")
    if one.row[slot] == other.row[slot] or (known is not None and known == other.row.get(f"{slot}_id")):
        return True
    return _touch(one.spans.get(slot, ()), other.spans.get(slot, ()))


def _claim_nearness(one: Statement, other: Statement) -> Rank | None:
    """How near two claims are: by the numbers that they share, without any they are two."""
    mine, theirs = one.spans.get("value", frozenset()), other.spans.get("value", frozenset())
    shared = len(mine & theirs)
    return (shared / len(mine | theirs), _equal_columns(one, other)) if shared else None


def _equal_columns(one: Statement, other: Statement) -> float:
    return sum(other.row.get(column) == value for column, value in one.row.items())


def _touch(some: Iterable[Span], others: Iterable[Span]) -> bool:
    others = tuple(others)
    return any(a[0] < b[1] and b[0] < a[1] for a in some for b in others)


def _number(row: Row) -> str:
    """All that a row of `claim_values` says, with the value in the base unit of its measure where that is another number."""
    shown = [f"{row[column]:g}" if isinstance(row[column], float) else str(row[column]) for column in _NUMBER if row[column] is not None]
    if row["si_value"] is not None and row["si_value"] != row["value"]:
        shown.append(f"= {row['si_value']:g}")
    return " ".join(shown)


STATEMENTS: Mapping[Table, _Kind] = {
    "evidence": _Kind(
        """SELECT evidence_id AS row_id, kind AS part, start, "end" FROM evidence_cues
           WHERE document_id = ? AND kind IN ('drug', 'target', 'trigger')""",
        (),
        _evidence_nearness,
    ),
    "quantitative_claims": _Kind(
        """SELECT claim_id AS row_id, 'value' AS part, * FROM claim_values WHERE document_id = ? ORDER BY claim_id, position""",
        ("values",),
        _claim_nearness,
    ),
}
"""The tables of statements."""
