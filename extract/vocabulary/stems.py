"""Classes of drugs by the ending of their names: the rules of `patterns/stems.toml` as frozen types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.errors import PatternError

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = {"id", "why", "endings", "class", "name", "examples", "counterexamples"}
_KNOWN = _NEEDED | {"least", "except"}


@dataclass(frozen=True, slots=True)
class Stem:
    """An ending of names with the class that it stands for. `least` letters stand before it."""

    id: str
    why: str
    endings: tuple[str, ...]
    least: int
    class_id: str
    class_name: str
    excluded: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def length_in(self, name: str) -> int:
        """How long the ending is that a name in small letters has, or 0."""
        if name in self.excluded:
            return 0
        return max((len(end) for end in self.endings if name.endswith(end) and _letters(name[: -len(end)]) >= self.least), default=0)


@dataclass(frozen=True, slots=True)
class Stems:
    """All stems, in the order of the file."""

    stems: tuple[Stem, ...]

    def classes_of(self, name: str) -> tuple[Stem, ...]:
        """The stem of the longest ending that a name has, or nothing."""
        lower = name.lower()
        best = max(self.stems, key=lambda stem: stem.length_in(lower), default=None)
        return (best,) if best is not None and best.length_in(lower) else ()


def load_stems(patterns: Path) -> Stems:
    """The stems of a patterns folder. Raises PatternError for unknown or missing keys, a doubled id, or a class that is no CURIE."""
    path = patterns / "stems.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("stem", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PatternError("bad_stems", f"cannot be read: {error}", where=str(path), remedy="Mend or restore the file.") from error
    stems = tuple(_stem(entry, path) for entry in entries)
    if len({stem.id for stem in stems}) != len(stems):
        raise PatternError("bad_stems", "an id stands twice", where=str(path), remedy="Ids are unique and never reused.")
    return Stems(stems)


def _stem(entry: dict[str, Any], path: Path) -> Stem:
    missing, unknown = sorted(_NEEDED - set(entry)), sorted(set(entry) - _KNOWN)
    where = f"{path}: {entry.get('id', 'a stem without id')}"
    if missing or unknown:
        raise PatternError("bad_stems", f"missing {missing}, unknown {unknown}", where=where, remedy="See the head of the file.")
    if ":" not in entry["class"] or not (entry["endings"] and entry["examples"] and entry["counterexamples"]):
        raise PatternError(
            "bad_stems", "a class that is no CURIE, or an empty list", where=where, remedy="See the other stems for the form."
        )
    return Stem(
        entry["id"],
        entry["why"],
        tuple(entry["endings"]),
        entry.get("least", 2),
        entry["class"],
        entry["name"],
        frozenset(entry.get("except", ())),
        tuple(entry["examples"]),
        tuple(entry["counterexamples"]),
    )


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
