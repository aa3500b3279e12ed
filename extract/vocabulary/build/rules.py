"""What keeps noise out of the derived vocabularies: the lists of `rules.toml` as frozen types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rules:
    """Words that decide whether a name of a terminology is searched for; `not_codes` in capitals, the others in small letters."""

    said_beside: frozenset[str]
    things: frozenset[str]
    not_codes: frozenset[str]
    realms: frozenset[str]


@cache
def rules() -> Rules:
    """The rules of the file beside this module."""
    read = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    chemicals = read["chemicals"]
    return Rules(
        frozenset(chemicals["said_beside"]),
        frozenset(chemicals["things"]),
        frozenset(chemicals["not_codes"]),
        frozenset(read["organisms"]["realms"]),
    )
