"""The controlled vocabularies of the database, as `patterns/contract.toml` lists them."""

from __future__ import annotations

from extract.grammar.contract import Vocabularies, load_contract
from extract.resources import patterns_folder


def vocabularies() -> Vocabularies:
    """Table → column → value → what the value means. Raises PatternError when the file is damaged."""
    return load_contract(patterns_folder())


def values_of(table: str, column: str) -> tuple[str, ...] | None:
    """The values that a column may hold, in the order of the file; None when the column is free."""
    values = vocabularies().get(table, {}).get(column)
    return None if values is None else tuple(values)
