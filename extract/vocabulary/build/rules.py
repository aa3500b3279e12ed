"""What keeps noise out of the derived vocabularies: the lists of `patterns/derived.toml` as frozen types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from extract.resources import patterns_folder


@dataclass(frozen=True, slots=True)
class Rules:
    """Words that decide whether a name of a terminology is searched for; `not_codes` in capitals, the others in small letters."""

    said_beside: frozenset[str]
    things: frozenset[str]
    not_codes: frozenset[str]
    realms: frozenset[str]


@cache
def rules() -> Rules:
    """The rules of this installation."""
    read = tomllib.loads((patterns_folder() / "derived.toml").read_text(encoding="utf-8"))
    chemicals = read["chemicals"]
    return Rules(
        frozenset(chemicals["said_beside"]),
        frozenset(chemicals["things"]),
        frozenset(chemicals["not_codes"]),
        frozenset(read["organisms"]["realms"]),
    )
