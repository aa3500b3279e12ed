"""Diseases, disorders and symptoms from MeSH, completed by MONDO, the Disease Ontology and the Experimental Factor Ontology."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.vocabulary.build.names import in_sentence_case, name_is_safe, names_a_disorder, straight, unique
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.vocabulary.build.sources import Sources

_TREES = ("C", "F03")
_NOT = ("C22", "C23.550.291.500", "C23.550.260", "C25.775")


_ROOT = "0000001"
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,6}")


def diseases(sources: Sources) -> Iterator[Derived]:
    """Headings of the disease trees with their entry terms, MeSH's supplementary diseases, and MONDO's names for the same and for others.

    Acronyms are not searched for, since most stand for other things as well; they answer when asked.
    """
    headings = [h for h in sources.headings if any(t.startswith(_TREES) for t in h.trees) and not all(t.startswith(_NOT) for t in h.trees)]
    known: set[str] = set()
    own: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    places = {heading.id: heading.trees for heading in sources.headings}
    for heading in headings:
        names = [in_sentence_case(straight(name)) for name in (heading.name, *heading.synonyms)]
        own[heading.id] = [name for name in unique(names) if ", " not in name and name_is_safe(name)]
        own[heading.id] += [name for name in map(_cancer, own[heading.id]) if name is not None]
        known.update(name.lower() for name in own[heading.id])
        short[heading.id] = [name for name in heading.synonyms if _ACRONYM.fullmatch(name)]
    for identifier, name, synonyms, filed in sources.supplements:
        trees = [tree for heading in filed for tree in places.get(heading, ())]
        if not trees or not all(tree.startswith(("C", "F")) for tree in trees) or all(tree.startswith(_NOT) for tree in trees):
            continue
        new = [in_sentence_case(n) for n in (name, *synonyms) if ", " not in n]
        new = [
            n for n in unique(new) if name_is_safe(n, sources.english) and n.lower() not in known and names_a_disorder(n, own=n == new[0])
        ]
        if new:
            own[identifier] = new
            short[identifier] = [n for n in synonyms if _ACRONYM.fullmatch(n)]
            known.update(n.lower() for n in new)
    parents = {entry["id"]: entry.get("relations", {}).get("is_a", ()) for entry in sources.mondo}
    for entry in sources.mondo:
        if not _is_under(entry["id"], _ROOT, parents):
            continue
        names = [entry["name"], *entry.get("synonyms", ())]
        new = [n for n in unique(names) if ", " not in n and name_is_safe(n) and n.lower() not in known and names_a_disorder(n, own=False)]
        acronyms = [n for n in unique(names) if _ACRONYM.fullmatch(n)]
        mesh = [f"MESH:{x['id']}" for x in entry.get("xrefs", ()) if x["namespace"] == "MESH"]
        if len(mesh) == 1 and mesh[0] in own:
            own[mesh[0]].extend(new)
            short[mesh[0]].extend(acronyms)
        elif new and len(new[0]) <= 45 and new[0] == entry["name"]:
            yield Derived(f"MONDO:{entry['id']}", new[0], "DISEASE", tuple(n for n in new[1:4] if len(n) <= 45), tuple(acronyms))
    taken = {name.lower() for names in own.values() for name in names}
    for identifier, name in _elsewhere(sources):
        if identifier in own and name.lower() not in taken and ", " not in name:
            if _ACRONYM.fullmatch(name):
                short[identifier].append(name)
            elif name_is_safe(name, sources.english) and names_a_disorder(name, own=False):
                own[identifier].append(name)
                taken.add(name.lower())
    written = {name.lower(): name for entry in sources.mondo for name in (*entry.get("synonyms", ()), entry["name"])}
    for identifier, spoken in own.items():
        if spoken:
            searched = unique(spoken[1:])
            yield Derived(
                identifier,
                written.get(spoken[0].lower(), spoken[0]),
                "DISEASE",
                searched,
                unique(n for n in short[identifier] if n not in spoken),
            )


def _elsewhere(sources: Sources) -> Iterator[tuple[str, str]]:
    """What the Disease Ontology and the Experimental Factor Ontology call the diseases that they refer to one heading of MeSH."""
    for entry in (*sources.doid, *sources.efo):
        headings = {f"MESH:{x['id']}" for x in entry.get("xrefs", ()) if x["namespace"].upper() == "MESH"}
        if len(headings) == 1 and "name" in entry:
            (heading,) = headings
            yield from ((heading, name) for name in (entry["name"], *entry.get("synonyms", ())))


def _cancer(name: str) -> str | None:
    """ "breast neoplasm" as papers say it."""
    return name.removesuffix("s").removesuffix("neoplasm") + "cancer" if name.removesuffix("s").endswith(" neoplasm") else None


def _is_under(identifier: str, root: str, parents: Mapping[str, Sequence[str]]) -> bool:
    stack, seen = [identifier], set()
    while stack:
        here = stack.pop()
        if here == root:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(parents.get(here, ()))
    return False
