"""What a text cannot be without, and what it cannot be full of, as listed in `patterns/legible.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml
from extract.resources import patterns_folder


@dataclass(frozen=True, slots=True)
class LegibleText:
    """Words that every text holds, the vowels, signs that are not part of words. Examples are refused, counterexamples read."""

    words: frozenset[str]
    vowels: frozenset[str]
    out_of_place: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def load_legible(patterns: Path | None = None) -> LegibleText:
    """The lists of `patterns/legible.toml`. Raises PatternError when the file breaks its schema."""
    path = (patterns or patterns_folder()) / "legible.toml"
    tables = read_toml(path)
    checked(tables, required=["legible"], optional=(), where=str(path))
    table = tables["legible"]
    checked(table, required=["words", "vowels", "out_of_place", "examples", "counterexamples"], optional=(), where=str(path))
    with_examples(table, str(path))
    return LegibleText(
        words=frozenset(table["words"]),
        vowels=frozenset(table["vowels"]),
        out_of_place=frozenset(table["out_of_place"]),
        examples=tuple(table["examples"]),
        counterexamples=tuple(table["counterexamples"]),
    )
