"""Derived vocabulary files: the same bytes each time they are built from the same sources."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.vocabulary.files import COLUMNS
from extract.vocabulary.relations import COLUMNS as RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Derived:
    """A concept as a line of a derived file. `asked` are names that are not searched for and answer when asked."""

    id: str
    name: str
    label: str
    synonyms: tuple[str, ...]
    asked: tuple[str, ...] = ()


def write(path: Path, head: Iterable[tuple[str, str]], concepts: Iterable[Derived]) -> int:
    """Writes a compressed vocabulary file, lines sorted by identifier and name, and gives back how many there are."""
    lines = [f"# {key}: {value}" for key, value in head]
    lines.append("# form: a name with a leading ~ is shown and not searched for")
    lines.append("# to add a line: not here, this file is built; write it in a curated file, which wins")
    lines.append("\t".join(COLUMNS))
    named = [c for c in concepts if not c.name.startswith("~") or c.synonyms]
    rows = sorted({"\t".join((c.id, _clean(c.name), c.label, "|".join(_distinct(c)), "", "")).rstrip("\t") for c in named})
    lines.extend(rows)
    _write_lines(path, lines)
    return len(rows)


def write_relations(path: Path, head: Iterable[tuple[str, str]], relations: Iterable[tuple[str, ...]]) -> int:
    """Writes a compressed file of relations, lines sorted, and gives back how many there are."""
    rows = sorted({"\t".join(map(_clean, line)).rstrip("\t") for line in relations})
    path.parent.mkdir(exist_ok=True)
    _write_lines(path, [*(f"# {key}: {value}" for key, value in head), "\t".join(RELATIONS), *rows])
    return len(rows)


def write_words(path: Path, head: Iterable[tuple[str, str]], words: Iterable[tuple[str, float]]) -> int:
    """Writes a compressed list of words with their frequencies, sorted by word, and gives back how many there are."""
    rows = sorted(f"{word}\t{frequency}" for word, frequency in words if len(word) > 1 and word.isalpha())
    _write_lines(path, [*(f"# {key}: {value}" for key, value in head), "word\tzipf", *rows])
    return len(rows)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), compresslevel=9, mtime=0))


def _distinct(concept: Derived) -> list[str]:
    seen = {concept.name}
    kept = []
    for synonym in map(_clean, concept.synonyms):
        if synonym and synonym not in seen:
            seen.add(synonym)
            kept.append(synonym)
    return kept


def _clean(name: str) -> str:
    return " ".join(name.replace("|", " ").split())
