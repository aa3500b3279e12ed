"""Organisms that MeSH names, with their identifiers in the NCBI taxonomy."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.vocabulary.build.names import in_sentence_case, name_is_safe, straight, unique
from extract.vocabulary.build.rules import rules
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.vocabulary.build.sources import Sources

_TREES = ("B01", "B02", "B03", "B04")
_RODENTS = ("B01.050.150.900.649.313.992.635.505.500", "B01.050.150.900.649.313.992.635.505.700")
"""Strains of mice and rats: they are mice and rats, which the file written by hand names."""

_BINOMIAL = re.compile(r"(?P<genus>[A-Z])[a-z]{3,} (?P<species>[a-z]{4,})")


def organisms(sources: Sources) -> Iterator[Derived]:
    """Headings of MeSH's trees of organisms, with the identifier of the taxonomy where MeSH has one."""
    named: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, str] = {}
    for heading in sources.headings:
        if not any(tree.startswith(_TREES) and "." in tree for tree in heading.trees) or any(t.startswith(_RODENTS) for t in heading.trees):
            continue
        names = [_as_spoken(name) for name in (heading.name, *heading.synonyms) if ", " not in name or name == heading.name]
        safe = [n for n in unique(names) if ", " not in n and name_is_safe(n, sources.english) and n.lower() not in rules().realms]
        if safe:
            identifier = f"NCBITaxon:{min(heading.taxa, key=int)}" if heading.taxa else heading.id  # species before its strains
            shown.setdefault(identifier, safe[0])
            named[identifier] += safe
    short = Counter(abbreviation for names in named.values() for abbreviation in {_abbreviated(name) for name in names})
    for identifier in sorted(named):
        names = [*named[identifier], *(a for a in map(_abbreviated, named[identifier]) if a and short[a] == 1)]
        yield Derived(identifier, shown[identifier], "ORGANISM", unique(name for name in names if name != shown[identifier]))


def _as_spoken(name: str) -> str:
    name = straight(name)
    return in_sentence_case(name) if " " in name and not _BINOMIAL.fullmatch(name) else name


def _abbreviated(name: str) -> str:
    """A Latin name with its genus shortened ("A. baumannii"), or nothing when the name is none."""
    latin = _BINOMIAL.fullmatch(name)
    return f"{latin['genus']}. {latin['species']}" if latin else ""
