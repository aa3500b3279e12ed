"""Cell lines from Cellosaurus: those whose names can be told from everything else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.vocabulary.build.sources import Sources

_CLASSIC = re.compile(r"CVCL:\d{4}")
"""The numbers that Cellosaurus gave first, to the lines of the big banks and panels."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]*[A-Za-z0-9]")
_SERIES = re.compile(r"NCI-(H\d{3,4})")
_PIECES = re.compile(r"[a-z]+|\d+")


def cell_lines(sources: Sources, taken: Iterable[str]) -> Iterator[Derived]:
    """Lines whose name has letters and digits enough, belongs to one line only, and is not `taken` by a gene, drug or chemical."""
    classic = [line for line in sources.cell_lines if _CLASSIC.fullmatch(line.id)]
    owners = Counter(_key(line.name) for line in classic)
    owners.update(_key(match.group(1)) for line in classic if (match := _SERIES.fullmatch(line.name)))
    others = {_key(name) for name in taken}
    for line in classic:
        series = _SERIES.fullmatch(line.name)
        names = ([line.name] if is_telling(line.name, sources.english) else []) + ([series.group(1)] if series else [])
        kept = [name for name in names if owners[_key(name)] == 1 and _key(name) not in others]
        if kept:
            yield Derived(line.id, kept[0], "CELL_LINE", tuple(kept[1:]))


def is_telling(name: str, english: frozenset[str]) -> bool:
    """Whether a name of a cell line means hardly anything else: letters and digits enough, or a word with capitals inside."""
    if not _PLAIN.fullmatch(name) or not 4 <= len(name) <= 25:
        return False
    letters, digits = sum(c.isalpha() for c in name), sum(c.isdigit() for c in name)
    if digits:
        joined = " " not in name or letters >= 4
        return joined and ((letters >= 2 and digits >= 2) or letters >= 3) and not name[:1].islower()
    return " " not in name and letters >= 4 and any(c.isupper() for c in name[1:]) and not name.isupper() and name.lower() not in english


def _key(name: str) -> str:
    return " ".join(_PIECES.findall(name.lower()))
