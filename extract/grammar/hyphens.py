"""Which hyphens at the end of a printed line belong to the word, as listed in `patterns/hyphens.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml
from extract.resources import patterns_folder


@dataclass(frozen=True, slots=True)
class HyphenWords:
    """Second parts and first parts that keep their hyphen, first parts that never do or only in words that
    English does not know joined; lower case. Examples have | at the line end."""

    endings: frozenset[str]
    beginnings: frozenset[str]
    whole: frozenset[str]
    prefixes: frozenset[str]
    combining: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def load_hyphens(patterns: Path | None = None) -> HyphenWords:
    """The lists of `patterns/hyphens.toml`. Raises PatternError when the file breaks its schema."""
    path = (patterns or patterns_folder()) / "hyphens.toml"
    tables = read_toml(path)
    checked(tables, required=["hyphens"], optional=(), where=str(path))
    table = tables["hyphens"]
    checked(
        table,
        required=["endings", "beginnings", "whole", "prefixes", "combining", "examples", "counterexamples"],
        optional=(),
        where=str(path),
    )
    with_examples(table, str(path))
    return HyphenWords(
        endings=frozenset(table["endings"]),
        beginnings=frozenset(table["beginnings"]),
        whole=frozenset(table["whole"]),
        prefixes=frozenset(table["prefixes"]),
        combining=frozenset(table["combining"]),
        examples=tuple(table["examples"]),
        counterexamples=tuple(table["counterexamples"]),
    )
