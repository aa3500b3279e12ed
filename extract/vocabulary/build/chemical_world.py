"""What the terminologies of chemicals say of a name: its identifier, its other names, its roles."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from extract.resources import patterns_folder
from extract.vocabulary.build.names import in_sentence_case, name_is_safe, straight, unique
from extract.vocabulary.build.substance_names import spoken, use_of
from extract.vocabulary.stems import load_stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.vocabulary.build.sources import Heading, Sources

_ANTIBODIES = "D12.776.124.486.485.114.224"
_PHARMACEUTICAL = "CHEBI:52217"
_METABOLITES = frozenset({"CHEBI:75771", "CHEBI:76971", "CHEBI:75772", "CHEBI:78675", "CHEBI:25512", "CHEBI:24621"})
"""Roles of what bodies make: metabolite of mouse, E. coli and yeast, fundamental metabolite, neurotransmitter, hormone. The role of a
human metabolite alone does not tell: drugs that were found in blood have it."""

OF_THE_BODY = ("D12.125", "D13.695", "D08.211", "D10.570", "D09.853")


@cache
def world_of(sources: Sources) -> World:
    """The terminologies of a folder of sources, read once."""
    return World(sources)


class World:
    """What the other terminologies say of a name."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._english = sources.english
        self._parents = {entry["id"]: entry.get("relations", {}) for entry in sources.chebi}
        self._chebi: dict[str, str] = {entry["name"].lower(): entry["id"] for entry in reversed(sources.chebi) if "name" in entry}
        self._name_of: dict[str, str] = {entry["id"]: entry["name"] for entry in sources.chebi}
        self._supplements = {name.lower(): synonyms for _, name, synonyms, _ in sources.supplements}
        self._stems = load_stems(patterns_folder())
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
        """The names of a heading as papers write them, those left out that mean other things; empty when none is left."""
        names = [in_sentence_case(straight(name)) for name in (heading.name, *heading.synonyms)]
        own = names[0] if ", " not in names[0] else None
        return unique(name for name in names if ", " not in name and name_is_safe(name, frozenset() if name == own else self._english))

    def mesh_names(self, name: str) -> tuple[str, ...]:
        """All names of the heading of MeSH that is called so (small letters)."""
        heading = self._headings.get(name)
        return self.names_of(heading) if heading is not None and heading.name.lower() == name else ()

    def identifier_of(self, heading: Heading) -> str:
        """ChEBI where MeSH refers to it or ChEBI has the very name, else MeSH."""
        referred = self._sources.mesh_to.get(heading.id, {}).get("CHEBI")
        return referred or self._chebi.get(heading.name.lower()) or heading.id

    def identifier(self, name: str, unii: str) -> str:
        """The identifier of a substance by its name in small letters: ChEBI, else MeSH, else UNII."""
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
        if heading is not None and heading.name.lower() == name and any(tree.startswith(OF_THE_BODY) for tree in heading.trees):
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

    def chebi_of(self, mesh: str, name: str) -> str | None:
        """ChEBI's identifier of a supplementary concept, where MeSH refers to it or ChEBI has the very name."""
        return self._sources.mesh_to.get(mesh, {}).get("CHEBI") or self._chebi.get(name.lower())

    def with_role(self) -> Iterator[tuple[str, str]]:
        """Identifier and name of the compounds that ChEBI says a role of: what they do to a body, what makes them, what they are for."""
        for identifier, relations in self._parents.items():
            if relations.get("has_role"):
                yield identifier, self._name_of[identifier]

    def is_pharmaceutical(self, identifier: str) -> bool:
        """Whether ChEBI knows a compound for what it does to a body."""
        return _PHARMACEUTICAL in self._closure(identifier)

    def is_named_like_a_drug(self, name: str) -> bool:
        """Whether a name has the ending of an international nonproprietary name."""
        return bool(self._stems.classes_of(name))

    def supplement_names(self, name: str) -> tuple[str, ...]:
        """What else the supplementary concept with this name is called and can be searched for."""
        names = map(spoken, self._supplements.get(name.lower(), ()))
        return unique(other for other in names if use_of(other, self._english) == "search" and name_is_safe(other, self._english))

    def short_names(self, name: str) -> tuple[str, ...]:
        """What a heading or supplementary concept with this name is called for short: too ambiguous to be searched for."""
        heading = self._headings.get(name)
        listed = heading.synonyms if heading is not None and heading.name.lower() == name else ()
        return unique(o for o in (*listed, *self._supplements.get(name, ())) if len(o) <= 8 and use_of(o, self._english) != "drop")

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
def _ancestors(world: World, role: str) -> frozenset[str]:
    found = {role}
    for parent in world.parents(role):
        found |= _ancestors(world, parent)
    return frozenset(found)
