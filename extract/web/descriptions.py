"""What every table, view and column means, checked against the schema: nothing undescribed, nothing described that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import PatternError
from extract.grammar.files import checked, read_toml
from extract.store.contract import values_of
from extract.web.schema import Relation, current_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.grammar.files import Table

_FILE = Path(__file__).with_name("descriptions.toml")
_OPTIONS = ("sort", "sort_desc", "facets", "facet_size", "label_column", "search", "hidden", "columns_from")
_NAMING_COLUMNS = ("sort", "sort_desc", "label_column")


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view with what it holds. `columns` has one text per column, in the order of the schema, `values` the controlled ones.

    `search` is the full-text index behind a view's search box; the other fields are how Datasette is to show it.
    """

    relation: Relation
    about: str
    columns: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    facets: tuple[str, ...] = ()
    facet_size: int | None = None
    sort: str | None = None
    sort_desc: str | None = None
    label_column: str | None = None
    search: str | None = None
    hidden: bool = False


@cache
def describe(path: Path = _FILE) -> tuple[Described, ...]:
    """Every table, full-text index and view of this version, described.

    Raises PatternError when the file describes what does not exist, leaves out what does, or has an unknown key.
    """
    return describe_schema(current_schema(), read_toml(path), where=str(path))


def describe_schema(schema: Sequence[Relation], blocks: Mapping[str, Table], *, where: str) -> tuple[Described, ...]:
    """The relations of a schema with their descriptions. Raises PatternError, as `describe` does."""
    owned = [relation.name for relation in schema if relation.kind != "index"]
    if unknown := sorted(set(blocks) - set(owned)):
        raise _error("unknown_table", f"{unknown} are described, but are no tables or views", where, "Remove the blocks.")
    if missing := [name for name in owned if name not in blocks]:
        raise _error("undescribed_table", f"{missing} are not described", where, "Add a block for each.")
    return tuple(
        _index(relation, blocks) if relation.kind == "index" else _described(relation, blocks, f"{where} [{relation.name}]")
        for relation in schema
    )


def _described(relation: Relation, blocks: Mapping[str, Table], where: str) -> Described:
    block = checked(blocks[relation.name], required=("about", "columns"), optional=_OPTIONS, where=where)
    names = [column.name for column in relation.columns]
    own: Table = block["columns"]
    if unknown := sorted(set(own) - set(names)):
        raise _error("unknown_column", f"no such columns: {unknown}", where, f"It has {names}.")
    lenders = block.get("columns_from", [])
    borrowed = {name: (blocks[lender]["columns"][name], lender) for lender in reversed(lenders) for name in blocks[lender]["columns"]}
    if missing := [name for name in names if name not in own and name not in borrowed]:
        raise _error("undescribed_column", f"columns without a description: {missing}", where, "Describe each.")
    texts = {name: own[name] if name in own else borrowed[name][0] for name in names}
    homes = {name: relation.name if name in own else borrowed[name][1] for name in names}
    used = [*block.get("facets", []), *(block[key] for key in _NAMING_COLUMNS if key in block)]
    if strangers := sorted(set(used) - set(names)):
        raise _error("unknown_column", f"sorted, faceted or labelled by columns that do not exist: {strangers}", where, f"It has {names}.")
    return Described(
        relation=relation,
        about=block["about"],
        columns=texts,
        values={name: values for name in names if (values := values_of(homes[name], name)) is not None},
        facets=tuple(block.get("facets", ())),
        facet_size=block.get("facet_size"),
        sort=block.get("sort"),
        sort_desc=block.get("sort_desc"),
        label_column=block.get("label_column"),
        search=block.get("search"),
        hidden=block.get("hidden", False),
    )


def _index(relation: Relation, blocks: Mapping[str, Table]) -> Described:
    """SQLite's own tables behind a search box need no words of ours beyond what they are."""
    texts = blocks[relation.of or ""]["columns"]
    return Described(
        relation=relation,
        about=f"Full-text index of {relation.of}, kept in step by triggers. SQLite's own table: search through {relation.of} instead.",
        columns={column.name: texts.get(column.name, "Internal to SQLite's full-text search.") for column in relation.columns},
        values={},
        hidden=True,
    )


def _error(code: str, what: str, where: str, remedy: str) -> PatternError:
    return PatternError(code, what, where=where, remedy=remedy)
