"""The controlled vocabularies of the database, as read from `patterns/contract.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extract.grammar.files import read_toml

Vocabularies = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def load_contract(patterns: Path) -> Vocabularies:
    """Table → column → value → what the value means. Raises PatternError when the file is damaged."""
    return read_toml(patterns / "contract.toml")


def controlled_values(patterns: Path, table: str, column: str) -> frozenset[str]:
    """The values that a controlled column may hold."""
    return frozenset(load_contract(patterns)[table][column])
