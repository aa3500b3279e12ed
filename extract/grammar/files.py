"""Pattern files as checked tables: unknown keys, missing keys and duplicate ids are refused with file and entry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from extract.errors import PatternError

if TYPE_CHECKING:
    from pathlib import Path

Table = Mapping[str, Any]


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises PatternError, naming file and line, when it is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PatternError("no_pattern_file", "the file is missing", where=str(path), remedy="Reinstall evitrace") from error
    except tomllib.TOMLDecodeError as error:
        raise PatternError("bad_toml", f"not valid TOML: {error}", where=str(path), remedy="Mend the line named") from error


def checked(table: Table, *, required: Iterable[str], optional: Iterable[str], where: str) -> Table:
    """The same table, known to hold all required keys and no unknown ones. Raises PatternError otherwise."""
    required, known = set(required), set(required) | set(optional)
    if unknown := sorted(set(table) - known):
        raise PatternError("unknown_key", f"unknown keys {unknown}", where=where, remedy=f"Use only {sorted(known)}")
    if missing := sorted(required - set(table)):
        raise PatternError("missing_key", f"missing keys {missing}", where=where, remedy="Add them; CONTRIBUTING shows an example")
    return table


def unique(ids: Iterable[str], where: str) -> None:
    """Nothing when all ids differ. Raises PatternError naming the first that stands twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise PatternError(
                "duplicate_id", f"the id {name!r} stands twice", where=where, remedy="Choose another id; ids are never reused"
            )
        seen.add(name)


def compiled(pattern: str, where: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, ready to be searched for. Raises PatternError when it is none."""
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise PatternError("bad_expression", f"{pattern!r} is not a regular expression: {error}", where=where, remedy="Mend it.") from error
