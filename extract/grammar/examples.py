"""The rule that a pattern is not finished until it carries examples and counterexamples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.errors import PatternError

if TYPE_CHECKING:
    from extract.grammar.files import Table


def with_examples(table: Table, where: str) -> Table:
    """The same table, known to carry at least one example and one counterexample. Raises PatternError otherwise."""
    for key in ("examples", "counterexamples"):
        value = table.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise PatternError("no_examples", f"no {key}", where=where, remedy=f"Add at least one sentence to {key}")
    return table
