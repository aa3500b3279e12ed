"""Relations between concepts: targets of drugs from the Guide to Pharmacology, roles from ChEBI, families of genes from FamPlex."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.vocabulary.build.sources import Sources
    from extract.vocabulary.build.writing import Derived

Line = tuple[str, str, str, str, str]
"""Identifier, relation, identifier and name of the other concept, the source's own word."""

_ACTIONS = {
    "Agonist": "activates",
    "Full agonist": "activates",
    "Partial agonist": "activates",
    "Biased agonist": "activates",
    "Irreversible agonist": "activates",
    "Activation": "activates",
    "Potentiation": "activates",
    "Positive": "activates",
    "Antagonist": "inhibits",
    "Inverse agonist": "inhibits",
    "Inhibition": "inhibits",
    "Irreversible inhibition": "inhibits",
    "Feedback inhibition": "inhibits",
    "Competitive": "inhibits",
    "Non-competitive": "inhibits",
    "Negative": "inhibits",
    "Pore blocker": "inhibits",
    "Voltage-dependent inhibition": "inhibits",
}
_TYPES = {
    "Agonist": "activates",
    "Activator": "activates",
    "Antagonist": "inhibits",
    "Inhibitor": "inhibits",
    "Channel blocker": "inhibits",
    "Gating inhibitor": "inhibits",
}
_MOST_TARGETS = 4
"""A substance with more targets and no main one among them tells nothing of what it is given for."""

_METABOLITE = "CHEBI:25212"
_TAG = re.compile(r"<[^>]+>")


def drug_targets(sources: Sources, drugs: Mapping[str, str]) -> Iterator[Line]:
    """The targets of the Guide's ligands that are drugs of the vocabulary. `drugs` are identifiers by names in small letters."""
    names = _ligand_names(sources)
    acting: dict[str, list[tuple[bool, Line]]] = defaultdict(list)
    symbols = {gene.symbol: gene.id for gene in sources.genes}
    for row in sources.guide("interactions"):
        gene = symbols.get(row["target_gene_symbol"])
        drug = next((drugs[name] for name in names.get(row["ligand_id"], ()) if name in drugs), None)
        relation = _ACTIONS.get(row["action"]) or _TYPES.get(row["type"]) or "binds"
        if gene is not None and drug is not None and row["endogenous"] != "t" and row["target_species"] == "Human":
            word = row["action"].lower() if row["action"] not in ("None", "Unknown") else row["type"].lower()
            acting[drug].append((row["primary_target"] == "t", (drug, relation, gene, row["target_gene_symbol"], word)))
    for drug in sorted(acting):
        main = {line for is_main, line in acting[drug] if is_main}
        lines = main or {line for _, line in acting[drug]}
        if main or len({line[2] for line in lines}) <= _MOST_TARGETS:
            yield from sorted(_one_a_target(lines))


def drug_roles(sources: Sources, drugs: Iterable[Derived]) -> Iterator[Line]:
    """What ChEBI says that drugs are for and what they do, metabolites left out."""
    names = {entry["id"]: entry["name"] for entry in sources.chebi}
    relations = {entry["id"]: entry.get("relations", {}) for entry in sources.chebi}
    for identifier in sorted({drug.id for drug in drugs if drug.id in relations}):
        for role in sorted(set(relations[identifier].get("has_role", ()))):
            if _METABOLITE not in _above(role, relations):
                yield identifier, "has_role", role, names[role], ""


def gene_families(sources: Sources) -> Iterator[Line]:
    """The families and complexes of FamPlex that genes, and families, belong to."""
    symbols = {gene.symbol: gene.id for gene in sources.genes}
    for space, name, relation, _, family in sources.family_relations:
        member = symbols.get(name) if space == "HGNC" else f"FPLX:{name}" if space == "FPLX" else None
        if member is not None:
            yield member, "member_of" if relation == "isa" else "part_of", f"FPLX:{family}", family.replace("_", " "), ""


def names_of_drugs(concepts: Iterable[Derived]) -> dict[str, str]:
    """Identifiers by names in small letters, names of several concepts left out."""
    pairs = {(name.lower().replace("-", " "), c.id) for c in concepts for name in (c.name.removeprefix("~"), *c.synonyms)}
    owners = Counter(name for name, _ in pairs)
    return {name: identifier for name, identifier in pairs if owners[name] == 1}


def _ligand_names(sources: Sources) -> dict[str, tuple[str, ...]]:
    found = {}
    for row in sources.guide("ligands"):
        listed = (row["Name"], row["INN"], *row["Synonyms"].split("|"))
        found[row["Ligand id"]] = tuple(_TAG.sub("", name).lower().replace("-", " ") for name in listed if len(name) > 3)
    return found


def _one_a_target(lines: Iterable[Line]) -> Iterator[Line]:
    """A line for each target: the action that most of the experiments agree on, a telling one before "binds"."""
    by_target: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_target[line[2]].append(line)
    for several in by_target.values():
        yield min(several, key=lambda line: (line[1] == "binds", line))


def _above(role: str, relations: Mapping[str, Mapping[str, list[str]]]) -> set[str]:
    found, waiting = {role}, [role]
    while waiting:
        for parent in relations.get(waiting.pop(), {}).get("is_a", ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found
