"""The controlled vocabularies of the database, as `patterns/contract.toml` lists them."""

from __future__ import annotations

import tomllib
from functools import cache

from extract.errors import PatternError
from extract.resources import patterns_folder

Vocabularies = dict[str, dict[str, dict[str, str]]]


@cache
def vocabularies() -> Vocabularies:
    """Table → column → value → what the value means.

    Raises PatternError when the file is not TOML of that shape.
    """
    path = patterns_folder() / "contract.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PatternError("bad_toml", str(error), where=str(path), remedy="Mend the line named above.") from error
    for table, columns in tables.items():
        for column, values in columns.items():
            if not isinstance(values, dict) or not all(isinstance(meaning, str) and meaning for meaning in values.values()):
                raise PatternError(
                    "bad_vocabulary",
                    f"[{table}.{column}] is not a table of value = description",
                    where=str(path),
                    remedy='Write one line per value: value = "what it means".',
                )
    return tables


def values_of(table: str, column: str) -> tuple[str, ...] | None:
    """The values that a column may hold, in the order of the file; None when the column is free."""
    values = vocabularies().get(table, {}).get(column)
    return None if values is None else tuple(values)
