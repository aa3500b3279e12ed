"""Chemicals beyond the lists of medicines and the headings of MeSH: its supplementary concepts, and compounds with a role in ChEBI."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.vocabulary.build.chemical_world import OF_THE_BODY, world_of
from extract.vocabulary.build.names import unique
from extract.vocabulary.build.substance_names import Use, is_code, is_seldom, spoken, use_of
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from extract.vocabulary.build.sources import Sources

_NOT_CHEMICALS = ("D08", "D12", "D13.444", "D20", "D23", "D25", "D26", "D27")
"""Trees whose supplementary concepts are no single chemicals: proteins, nucleic acids, mixtures, materials, preparations."""

_PEPTIDES = ("D12.644", *OF_THE_BODY)


def substances(sources: Sources, taken: Collection[str]) -> Iterator[Derived]:
    """Substances whose names are not `taken` (small letters): what one concept alone is called, codes as drugs.

    A name that several concepts have stays with the one whose own name it is.
    """
    world = world_of(sources)
    found: dict[str, _Substance] = {}
    for entry in _entries(sources):
        own = spoken(entry.names[0])
        if own.lower() in taken or use_of(own, sources.english, attested=entry.attested) == "drop":
            continue
        uses: dict[Use, list[str]] = {"search": [], "ask": [], "drop": []}
        for name in unique(map(spoken, entry.names)):
            if name.lower() not in taken and not (name.istitle() and name.lower() in sources.wide_english):
                uses[use_of(name, sources.english, attested=entry.attested)].append(name)
        known = found.setdefault(entry.id, _Substance(own, [], []))
        known.searched.extend(uses["search"])
        known.asked.extend(uses["ask"])
    own_names = {substance.own.lower(): identifier for identifier, substance in reversed(found.items())}
    owners: dict[str, set[str]] = defaultdict(set)
    for identifier, substance in found.items():
        for name in (*substance.searched, *substance.asked):
            owners[name.lower()].add(identifier)
    for identifier, substance in found.items():
        own = substance.own
        kept = [
            name
            for name in substance.searched
            if own_names.get(name.lower(), identifier) == identifier and (name == own or len(owners[name.lower()]) == 1)
        ]
        is_drug = is_code(own) or world.is_pharmaceutical(identifier) or world.is_named_like_a_drug(own)
        yield Derived(
            identifier,
            own if own in kept else f"~{own}",
            "DRUG" if is_drug else "CHEMICAL",
            unique(name for name in kept if name != own),
            unique(name for name in (*substance.asked, *substance.searched) if name not in kept),
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A concept of a terminology: its names, its own first, and whether ChEBI has it."""

    id: str
    names: tuple[str, ...]
    attested: bool


@dataclass(frozen=True, slots=True)
class _Substance:
    """A substance with the names that are searched for and those that answer when asked."""

    own: str
    searched: list[str]
    asked: list[str]


def _entries(sources: Sources) -> Iterator[_Entry]:
    """Supplementary concepts of MeSH that are chemicals, then compounds of ChEBI; of names that one paper has, the better attested."""
    world = world_of(sources)
    trees = {heading.id: heading.trees for heading in sources.headings}
    for identifier, name, synonyms, headings in sources.supplements:
        places = [tree for heading in headings for tree in trees.get(heading, ())]
        if not places or not all(place.startswith(("D", "J")) for place in places):
            continue
        if any(place.startswith(_NOT_CHEMICALS) and not place.startswith(_PEPTIDES) for place in places):
            continue
        chebi = world.chebi_of(identifier, name)
        if synonyms or chebi is not None or not is_seldom(name):
            yield _Entry(chebi or identifier, (name, *synonyms), chebi is not None)
    for identifier, name in world.with_role():
        if not is_seldom(name) and name.lower() not in world.medicines:
            yield _Entry(identifier, (name,), True)
