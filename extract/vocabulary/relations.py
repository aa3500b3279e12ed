"""What is known of concepts besides their names: targets and classes of drugs, families of genes.

The files `patterns/relations/*.tsv.gz` say it, built from openly licensed sources; what an ending of a name tells (`patterns/stems.toml`)
is added for drugs, known or not. Reading an installation's files takes a fraction of a second; nothing that reads texts needs them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import PatternError
from extract.vocabulary.files import parse_header, read_lines
from extract.vocabulary.stems import Stems, load_stems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.model.mention import Concept

COLUMNS = ("id", "relation", "other", "name", "action")
CLASSES = frozenset({"is_a", "has_role"})
FAMILIES = frozenset({"member_of", "part_of"})
TARGETS = frozenset({"inhibits", "activates", "binds"})


@dataclass(frozen=True, slots=True)
class Relation:
    """That the concept `id` stands in a relation to the concept `other`, which is called `name`; all ids are CURIEs.

    `relation` is one of `is_a`, `has_role` (to a class), `member_of`, `part_of` (of a gene to a family or complex) and `inhibits`,
    `activates`, `binds` (of a drug to a target, in the words of the contract's mechanisms). `action` is the source's own word for it.
    """

    id: str
    relation: str
    other: str
    name: str
    action: str | None
    source: str


class Relations:
    """All relations of an installation. Made by `Relations.load`; read-only afterwards."""

    def __init__(self, relations: list[Relation], stems: Stems) -> None:
        self._stems = stems
        self._of: dict[str, list[Relation]] = defaultdict(list)
        self._to: dict[str, list[Relation]] = defaultdict(list)
        for relation in relations:
            self._of[relation.id].append(relation)
            self._to[relation.other].append(relation)

    @classmethod
    def load(cls, patterns: Path) -> Relations:
        """The relations of a patterns folder. Raises PatternError for a file that breaks its form."""
        found = [relation for path in sorted((patterns / "relations").glob("*.tsv*")) for relation in _read(path)]
        return cls(found, load_stems(patterns))

    def of(self, identifier: str) -> tuple[Relation, ...]:
        """Everything that is stored about a concept."""
        return tuple(self._of.get(identifier, ()))

    def targets_of(self, drug: str) -> tuple[Relation, ...]:
        """The targets of a drug and what it does to them."""
        return tuple(relation for relation in self.of(drug) if relation.relation in TARGETS)

    def drugs_on(self, target: str) -> tuple[Relation, ...]:
        """The drugs that act on a target."""
        return tuple(relation for relation in self._to.get(target, ()) if relation.relation in TARGETS)

    def classes_of(self, drug: Concept) -> tuple[Relation, ...]:
        """The classes of a drug: those that are stored, and the one that the ending of its name tells."""
        stored = [relation for relation in self.of(drug.id) if relation.relation in CLASSES] if drug.id else []
        known = {relation.other for relation in stored}
        told = [
            Relation(drug.id, "is_a", stem.class_id, stem.class_name, None, f"INN stem {stem.id}")
            for stem in self._stems.classes_of(drug.name)
            if drug.label == "DRUG" and stem.class_id not in known
        ]
        return (*told, *stored)

    def families_of(self, gene: str) -> tuple[Relation, ...]:
        """The families and complexes that a gene, or a family, belongs to."""
        return tuple(relation for relation in self.of(gene) if relation.relation in FAMILIES)

    def members_of(self, family: str) -> tuple[str, ...]:
        """The genes of a family or complex, those of its parts included, sorted."""
        found: set[str] = set()
        waiting, seen = [family], {family}
        while waiting:
            for relation in self._to.get(waiting.pop(), ()):
                if relation.relation in FAMILIES and relation.id not in seen:
                    seen.add(relation.id)
                    waiting.append(relation.id)
                    found.update([relation.id] if not relation.id.startswith("FPLX:") else [])
        return tuple(sorted(found))

    def __iter__(self) -> Iterator[Relation]:
        for identifier in sorted(self._of):
            yield from self._of[identifier]

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))


def _read(path: Path) -> Iterator[Relation]:
    lines = read_lines(path.read_bytes(), path)
    said, first = parse_header(lines)
    if not all(said.get(key) for key in ("source", "release", "licence")) or tuple(lines[first].split("\t")) != COLUMNS:
        raise PatternError(
            "bad_relations", "the header or the column names differ", where=str(path), remedy=f"Columns, tab separated: {' '.join(COLUMNS)}"
        )
    source = f"{said['source']} {said['release']} ({path.name})"
    for number, line in enumerate(lines[first + 1 :], first + 2):
        columns = line.split("\t")
        if not 4 <= len(columns) <= len(COLUMNS) or columns[1] not in CLASSES | FAMILIES | TARGETS or ":" not in columns[2]:
            raise PatternError(
                "bad_relations",
                f"a line that cannot be understood: {line[:60]!r}",
                where=f"{path}:{number}",
                remedy="Build it again.",
            )
        identifier, relation, other, name, *action = columns
        yield Relation(identifier, relation, other, name, action[0] if action else None, source)
