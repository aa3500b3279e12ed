"""Ways of citing by author and year, as `patterns/citing.toml` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from extract.errors import PatternError
from extract.grammar.examples import with_examples
from extract.grammar.files import Table, checked, compiled, read_toml, unique
from extract.resources import patterns_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PIECE = re.compile(r"(?<!\?P)<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Way:
    """One expression with the sentences that show it."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalloutWay:
    """A callout by author and year. One that stands `alone` as a name and a year counts only where the list has such an entry."""

    where: Literal["brackets", "prose"]
    alone: bool
    way: Way


@dataclass(frozen=True, slots=True)
class Citing:
    """The content of `patterns/citing.toml`."""

    entries: tuple[Way, ...]
    groups: tuple[Way, ...]
    links: tuple[Way, ...]
    colophons: tuple[Way, ...]
    callouts: tuple[CalloutWay, ...]
    unpublished: tuple[Way, ...]
    not_cited: tuple[Way, ...]
    counted: tuple[Way, ...]

    def first_author(self, entry: str) -> str | None:
        """Surname of the first author of an entry without a number, None when it begins otherwise.

        >>> load_citing().first_author("van Dam P, Hall K (2004) Signals of growth.")
        'van Dam'
        """
        found = self.author_match(entry)
        return found["author"] if found else None

    def author_match(self, entry: str) -> re.Match[str] | None:
        """How an entry begins with its first author: the group `author` is the surname."""
        return next((match for way in self.entries if (match := way.pattern.match(entry))), None)

    def group_match(self, entry: str) -> re.Match[str] | None:
        """How an entry begins that names no person: the group `author` is a body, in words or capitals, and a year follows."""
        return next((match for way in self.groups if (match := way.pattern.match(entry))), None)

    def is_link(self, line: str) -> bool:
        """Whether a line only says where an entry can be read."""
        return any(way.pattern.fullmatch(line.strip()) for way in self.links)

    def begins_colophon(self, line: str) -> bool:
        """Whether a line below the reference list says how the article itself is cited."""
        return any(way.pattern.match(line) for way in self.colophons)

    def is_unpublished(self, words: str) -> bool:
        """Whether the words between brackets name work that has no entry."""
        return any(way.pattern.search(words) for way in self.unpublished)

    def is_no_citing(self, before: str) -> bool:
        """Whether numbers in brackets after this text are something else than a callout."""
        return any(way.pattern.search(before) for way in self.not_cited)

    def is_count(self, text: str) -> bool:
        """Whether the number in round brackets with which the text ends says in figures what the words before it say: "four (4"."""
        return any(way.pattern.search(text) for way in self.counted)


@cache
def load_citing(patterns: Path | None = None) -> Citing:
    """The content of `patterns/citing.toml`. Raises PatternError when the file breaks its schema."""
    path = (patterns or patterns_folder()) / "citing.toml"
    tables = read_toml(path)
    where = str(path)
    checked(
        tables,
        required=["pieces", "entry", "group_author", "link", "colophon", "callout", "unpublished", "not_cited", "counted"],
        optional=(),
        where=where,
    )
    pieces = cast("Mapping[str, str]", tables["pieces"])
    keys = {
        "entry": ("id", "why"),
        "group_author": ("id", "why"),
        "link": (),
        "colophon": (),
        "callout": ("id", "why", "where", "alone"),
        "unpublished": (),
        "not_cited": (),
        "counted": (),
    }
    for name, own in keys.items():
        for table in tables[name]:
            checked(table, required=[*own, "pattern", "examples", "counterexamples"], optional=(), where=f"{where} [[{name}]]")
            with_examples(table, f"{where} [[{name}]]")
    unique((table["id"] for table in [*tables["entry"], *tables["group_author"], *tables["callout"]]), where)
    return Citing(
        entries=tuple(_way(table, pieces, where, "", 0) for table in tables["entry"]),
        groups=tuple(_way(table, pieces, where, "", 0) for table in tables["group_author"]),
        links=tuple(_way(table, pieces, where, "", re.I) for table in tables["link"]),
        colophons=tuple(_way(table, pieces, where, "", re.I) for table in tables["colophon"]),
        callouts=tuple(CalloutWay(table["where"], table["alone"], _way(table, pieces, where, "", 0)) for table in tables["callout"]),
        unpublished=tuple(_way(table, pieces, where, "", re.I) for table in tables["unpublished"]),
        not_cited=tuple(_way(table, pieces, where, "$", re.I) for table in tables["not_cited"]),
        counted=tuple(_way(table, pieces, where, "$", re.I) for table in tables["counted"]),
    )


def _way(table: Table, pieces: Mapping[str, str], where: str, end: str, flags: int) -> Way:
    pattern = table["pattern"]
    while found := _PIECE.search(pattern):
        if found[1] not in pieces:
            raise PatternError("no_piece", f"there is no piece <{found[1]}>", where=where, remedy=f"Use one of {sorted(pieces)}")
        pattern = pattern[: found.start()] + pieces[found[1]] + pattern[found.end() :]
    return Way(
        table.get("id", ""), compiled(f"(?:{pattern}){end}", where, flags), tuple(table["examples"]), tuple(table["counterexamples"])
    )
