"""Drugs from the FDA's substance register, MeSH and ChEBI; other chemicals from MeSH."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from extract.vocabulary.build.names import in_sentence_case, name_is_safe, straight, unique
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.vocabulary.build.sources import Heading, Sources, Substance

_LISTS = frozenset({"INN", "USAN", "JAN", "VANDF", "ORANGE BOOK", "EMA EPAR", "MART.", "PURPLE BOOK CDER"})
_CHEMICAL_TREES = (
    "D12.125",
    "D13.695",
    "D08.211",
    "D01",
    "D02",
    "D03",
    "D04",
    "D05",
    "D06",
    "D09",
    "D10",
    "D23.469",
    "D27.505.519",
    "D27.505.696",
    "D27.505.954",
)
_CLASSES = ("D27.505",)
_PROTEINS = ("D08", "D12", "D23")
_ANTIBODIES = "D12.776.124.486.485.114.224"
_PHARMACEUTICAL = "CHEBI:52217"
_METABOLITES = frozenset({"CHEBI:75771", "CHEBI:76971", "CHEBI:75772", "CHEBI:78675", "CHEBI:25512", "CHEBI:24621"})
"""Roles of what bodies make: metabolite of mouse, E. coli and yeast, fundamental metabolite, neurotransmitter, hormone. The role of a
human metabolite alone does not tell: drugs that were found in blood have it."""

_OF_THE_BODY = ("D12.125", "D13.695", "D08.211", "D10.570", "D09.853")
_CODE = re.compile(r"[A-Za-z]{1,6}[- ]?\d{2,7}[A-Za-z]?(?:-\d{1,3})?")
_UNSPOKEN = re.compile(r"COMPONENT|IMPURITY|METABOLITE|\bUSP\b|,|\(|\bOR\b|BIOSIMILAR|\bINJECTION|\bTABLET|SOLUTION")


def drugs(sources: Sources) -> Iterator[Derived]:
    """Substances that a list of medicines names, and compounds that ChEBI or MeSH knows for what they do to a body."""
    world = _World(sources)
    taken: set[str] = set()
    rows: list[tuple[str, str, list[str]]] = []
    for substance in sources.substances:
        if not substance.tags & _LISTS:
            continue
        name = in_sentence_case(substance.display.lower() if substance.display.isupper() else substance.display)
        if world.is_chemical(name) or not name_is_safe(name, sources.english - world.medicines):
            continue
        rows.append((world.identifier(name, substance.unii), name, [*world.mesh_names(name), *_spoken(substance, sources.english)]))
        taken.add(name)
    for identifier, name, synonyms in world.others():
        if name not in taken and not world.is_chemical(name):
            rows.append((identifier, name, synonyms))
            taken.add(name)
    owners: dict[str, set[str]] = defaultdict(set)
    for _, name, synonyms in rows:
        for synonym in synonyms:
            owners[synonym.lower()].add(name)
    for identifier, name, synonyms in rows:
        kept = [s for s in synonyms if (s.lower() not in taken or s.lower() == name) and len(owners[s.lower()]) == 1]
        yield Derived(identifier, name, "DRUG", unique(kept))


def chemicals(sources: Sources) -> Iterator[Derived]:
    """Headings of MeSH's chemical trees that are no drugs, and its classes of drugs (these are DRUG)."""
    world = _World(sources)
    drug_names = {drug.name for drug in drugs(sources)}
    for heading in sources.headings:
        if not any(tree.startswith(_CHEMICAL_TREES) for tree in heading.trees) or any(
            tree.startswith(_PROTEINS) and not tree.startswith(_OF_THE_BODY) for tree in heading.trees
        ):
            continue
        names = world.names_of(heading)
        if not names or names[0] in drug_names:
            continue
        label = "DRUG" if any(tree.startswith(_CLASSES) for tree in heading.trees) else "CHEMICAL"
        yield Derived(world.identifier_of(heading), names[0], label, names[1:])


def _spoken(substance: Substance, english: frozenset[str]) -> Iterator[str]:
    """Names that a paper may use: official names, brands, codes, short common names."""
    for kind, name in substance.names:
        if _UNSPOKEN.search(name) or len(name) > 40 or kind == "sys":
            continue
        if kind == "cn":
            continue
        if kind == "cd":
            if _CODE.fullmatch(name) and not name.startswith(("NSC", "INS", "E-", "B", "FEMA")) and len(name) > 4:
                yield name
        elif kind in ("of", "bn") and name_is_safe(name, english):
            yield name.lower() if len(name) > 5 else name.capitalize()


class _World:
    """What the other terminologies say of a name."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._english = sources.english
        self._parents = {entry["id"]: entry.get("relations", {}) for entry in sources.chebi}
        self._chebi: dict[str, str] = {entry["name"].lower(): entry["id"] for entry in reversed(sources.chebi) if "name" in entry}
        self._headings: dict[str, Heading] = {}
        for heading in sources.headings:
            if any(tree.startswith("D") for tree in heading.trees):
                for name in (*heading.synonyms, heading.name):
                    self._headings.setdefault(name.lower(), heading)

    @cached_property
    def medicines(self) -> frozenset[str]:
        """Names that MeSH has for chemicals: an English word among them is a medicine all the same ("aspirin")."""
        return frozenset(self._headings)

    def names_of(self, heading: Heading) -> tuple[str, ...]:
        names = [in_sentence_case(straight(name)) for name in (heading.name, *heading.synonyms)]
        own = names[0] if ", " not in names[0] else None
        return unique(name for name in names if ", " not in name and name_is_safe(name, frozenset() if name == own else self._english))

    def mesh_names(self, name: str) -> tuple[str, ...]:
        heading = self._headings.get(name)
        return self.names_of(heading) if heading is not None and heading.name.lower() == name else ()

    def identifier_of(self, heading: Heading) -> str:
        """ChEBI where MeSH refers to it or ChEBI has the very name, else MeSH."""
        referred = self._sources.mesh_to.get(heading.id, {}).get("CHEBI")
        return referred or self._chebi.get(heading.name.lower()) or heading.id

    def identifier(self, name: str, unii: str) -> str:
        chebi = self._chebi.get(name)
        heading = self._headings.get(name)
        if chebi is None and heading is not None:
            chebi = self._sources.mesh_to.get(heading.id, {}).get("CHEBI")
        if chebi is not None:
            return chebi
        return heading.id if heading is not None and heading.name.lower() == name else f"UNII:{unii}"

    def is_chemical(self, name: str) -> bool:
        """Whether a substance belongs to the body, the kitchen or the shelf of reagents rather than to the pharmacy."""
        heading = self._headings.get(name)
        if heading is not None and heading.name.lower() == name and any(tree.startswith(_OF_THE_BODY) for tree in heading.trees):
            return True
        chebi = self._chebi.get(name)
        return chebi is not None and bool(_METABOLITES & self._roles(chebi))

    def others(self) -> Iterator[tuple[str, str, list[str]]]:
        """Compounds of MeSH with a pharmaceutical role in ChEBI, and supplementary concepts named like drugs."""
        for heading in self._sources.headings:
            if any(tree.startswith(_ANTIBODIES) for tree in heading.trees):
                names = self.names_of(heading)
                if names:
                    yield heading.id, names[0], list(names[1:])
                continue
            chebi = self._sources.mesh_to.get(heading.id, {}).get("CHEBI")
            if chebi is not None and _PHARMACEUTICAL in self._closure(chebi):
                names = self.names_of(heading)
                if names:
                    yield chebi, names[0], list(names[1:])
        for identifier, name, synonyms, _ in self._sources.supplements:
            chebi = self._sources.mesh_to.get(identifier, {}).get("CHEBI")
            if chebi is not None and _PHARMACEUTICAL in self._closure(chebi) and name_is_safe(name, self._english) and len(name) <= 40:
                yield chebi, name, [s for s in synonyms if ", " not in s and len(s) <= 30 and name_is_safe(s, self._english)]

    def _roles(self, chebi: str) -> set[str]:
        return set(self._parents.get(chebi, {}).get("has_role", ()))

    def _closure(self, chebi: str) -> set[str]:
        """Roles of a compound with all that they are kinds of."""
        return set().union(*(self._above(role) for role in self._roles(chebi))) if self._roles(chebi) else set()

    def _above(self, role: str) -> frozenset[str]:
        return _ancestors(self, role)

    def parents(self, role: str) -> list[str]:
        found: list[str] = self._parents.get(role, {}).get("is_a", [])
        return found


@cache
def _ancestors(world: _World, role: str) -> frozenset[str]:
    found = {role}
    for parent in world.parents(role):
        found |= _ancestors(world, parent)
    return frozenset(found)
