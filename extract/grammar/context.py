"""The words that tell how a finding was made, as read from `patterns/context.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extract.errors import PatternError
from extract.grammar.contract import controlled_values
from extract.grammar.files import Table, checked, read_toml
from extract.grammar.marked import Marked, read_marked

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model.evidence import StudyType


@dataclass(frozen=True, slots=True)
class StudyWords:
    """Words that tell a kind of study; `found` matches any of them."""

    value: StudyType
    found: re.Pattern[str]
    examples: tuple[Marked, ...]
    counterexamples: tuple[Marked, ...]


def load_context(patterns: Path) -> tuple[StudyWords, ...]:
    """The kinds of study in order of precedence. Raises PatternError for unknown keys or values, or missing examples."""
    path = patterns / "context.toml"
    return tuple(_study(table, f"{path}: {table.get('value', '?')}", patterns) for table in read_toml(path)["study_type"])


def _study(table: Table, where: str, patterns: Path) -> StudyWords:
    checked(table, required=("value", "words", "examples", "counterexamples"), optional=(), where=where)
    if table["value"] not in controlled_values(patterns, "evidence", "study_type"):
        raise PatternError("unknown_value", "not a controlled study_type", where=where, remedy="See patterns/contract.toml")
    if not table["examples"] or not table["counterexamples"]:
        raise PatternError("no_examples", "examples and counterexamples are needed", where=where, remedy="Add at least one of each")
    alternatives = "|".join(re.escape(word) for word in sorted(table["words"], key=len, reverse=True))
    return StudyWords(
        cast("StudyType", table["value"]),
        re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE),
        tuple(read_marked(text) for text in table["examples"]),
        tuple(read_marked(text) for text in table["counterexamples"]),
    )
