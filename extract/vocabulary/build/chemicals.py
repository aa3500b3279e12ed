"""Drugs from the FDA's substance register, MeSH and ChEBI; other chemicals from MeSH."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.vocabulary.build.chemical_world import OF_THE_BODY, world_of
from extract.vocabulary.build.names import in_sentence_case, name_is_safe, unique
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from extract.vocabulary.build.sources import Sources, Substance

_LISTS = frozenset({"INN", "USAN", "JAN", "VANDF", "ORANGE BOOK", "EMA EPAR", "MART.", "PURPLE BOOK CDER"})
_PEPTIDES = ("D12.644.456", "D12.644.641")
"""Peptides of a few amino acids, and cyclic ones, which are taken for chemicals: bradykinin, bombesin, phalloidin."""

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
    *_PEPTIDES,
    "D23.469",
    "D27.505.519",
    "D27.505.696",
    "D27.505.954",
)
_CLASSES = ("D27.505",)
_PROTEINS = ("D08", "D12")
_CODE = re.compile(r"[A-Za-z]{1,6}[- ]?\d{2,7}[A-Za-z]?(?:-\d{1,3})?")
_UNSPOKEN = re.compile(r"COMPONENT|IMPURITY|METABOLITE|\bUSP\b|,|\(|\bOR\b|BIOSIMILAR|\bINJECTION|\bTABLET|SOLUTION")


def drugs(sources: Sources) -> Iterator[Derived]:
    """Substances that a list of medicines names, and compounds that ChEBI or MeSH knows for what they do to a body."""
    world = world_of(sources)
    taken: set[str] = set()
    rows: list[tuple[str, str, list[str]]] = []
    for substance in sources.substances:
        if not substance.tags & _LISTS:
            continue
        name = in_sentence_case(substance.display.lower() if substance.display.isupper() else substance.display)
        if world.is_chemical(name) or not name_is_safe(name, sources.english - world.medicines):
            continue
        spoken = _spoken(substance, sources.english)
        rows.append((world.identifier(name, substance.unii), name, [*world.mesh_names(name), *spoken, *world.supplement_names(name)]))
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
        kept = unique(s for s in synonyms if (s.lower() not in taken or s.lower() == name) and len(owners[s.lower()]) == 1)
        yield Derived(identifier, name, "DRUG", kept, _asked(world.short_names(name), (name, *kept)))


def chemicals(sources: Sources, drug_names: Collection[str]) -> Iterator[Derived]:
    """Headings of MeSH's chemical trees that are no drugs (by the names of the drugs), and its classes of drugs (these are DRUG)."""
    world = world_of(sources)
    for heading in sources.headings:
        if not any(tree.startswith(_CHEMICAL_TREES) for tree in heading.trees) or any(
            tree.startswith(_PROTEINS) and not tree.startswith((*OF_THE_BODY, *_PEPTIDES)) for tree in heading.trees
        ):
            continue
        names = world.names_of(heading)
        if not names or names[0] in drug_names:
            continue
        label = "DRUG" if any(tree.startswith(_CLASSES) for tree in heading.trees) else "CHEMICAL"
        yield Derived(world.identifier_of(heading), names[0], label, names[1:], _asked(world.short_names(heading.name.lower()), names))


def _asked(short: Iterable[str], searched: Collection[str]) -> tuple[str, ...]:
    return unique(name for name in short if name not in searched)


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
