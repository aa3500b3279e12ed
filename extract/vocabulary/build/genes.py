"""Genes and proteins from HGNC; families and complexes from FamPlex; groups of proteins from MeSH."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.vocabulary.build.names import in_sentence_case, name_is_safe, names_a_tumor, straight, symbol_is_safe, unique
from extract.vocabulary.build.writing import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.vocabulary.build.sources import Sources

_PROTEIN_TREES = ("D08.811", "D12.776", "D23.348", "D12.644.276", "D12.644.548", "D23.529", "D23.050.301", "D08.244", "D08.246")
_NOT_TARGETS = ("D12.776.124.486.485.114", "D12.776.828")


_HUMAN = re.compile(r"(?P<name>.+?)(?P<protein> protein)?(?:, human)?$")
_QUALITY = re.compile(r"(?:ed|ing|like|ible|ent|ic|al|ory|ive|tor-\w+)$| ")
"""Ends of names that are no names without their last word: "tocopherol-associated protein"."""

_DULL = ("olfactory receptor", "zinc finger protein", "family with sequence similarity", "transmembrane protein ", "coiled-coil domain")


_MICRO = re.compile(r"MIR(?P<number>LET7[A-Z]|\d+[A-Z]{0,2})(?:-?\d+)?")
_NUMBERED = re.compile(r"LINC\d|LOC\d|NCRNA\d|.*-(?:AS|IT|DT|OT)\d*$")
"""Long RNAs without a name of their own: numbered, or called after the gene beside them."""


def genes(sources: Sources) -> Iterator[Derived]:
    """Every protein-coding gene: symbol, name, aliases and former symbols that stand for this gene alone, names of its protein.

    Where the symbol itself is not safe to search for it is shown, but not searched (written with a leading "~").
    """
    english = sources.english
    symbols = {gene.symbol for gene in sources.genes}
    by_protein = {gene.uniprot: gene.id for gene in sources.genes if gene.uniprot}
    spoken: dict[str, list[str]] = defaultdict(list)
    for name, space, identifier in sources.groundings:
        if space == "UP" and identifier in by_protein and len(name) > 2:
            spoken[by_protein[identifier]].append(name)
    proteins_of = _protein_names(sources)
    aliases: dict[str, list[str]] = {}
    doubtful: dict[str, list[str]] = {}
    for gene in sources.genes:
        listed = unique((*gene.aliases, *gene.previous, *gene.elsewhere))
        own = [alias for alias in listed if symbol_is_safe(alias, english, alias=True)]
        own += [name for name in proteins_of.get(gene.symbol, ()) if _is_name(name, english)]
        aliases[gene.id] = [name for name in unique(own) if name not in symbols and not names_a_tumor(name)]
        doubtful[gene.id] = [n for n in listed if n not in symbols and n not in own and _may_be_asked(n)]
    owners = Counter(alias.lower() for names in aliases.values() for alias in {name.lower() for name in names})
    for gene in sources.genes:
        dull = gene.name.startswith(_DULL)
        names = list(spoken[gene.id])
        if name_is_safe(gene.name, english) and not dull:
            names.append(gene.name)
        names += [alias for alias in aliases[gene.id] if owners[alias.lower()] == 1]
        safe = symbol_is_safe(gene.symbol, english, alias=False) or gene.symbol in names
        asked = [*([] if safe else [gene.symbol]), *doubtful[gene.id], *(a for a in aliases[gene.id] if owners[a.lower()] > 1)]
        yield Derived(
            gene.id,
            gene.symbol if safe else f"~{gene.symbol}",
            "TARGET",
            unique(n for n in names if n != gene.symbol),
            unique(n for n in asked if n not in names),
        )


def rna_genes(sources: Sources) -> Iterator[Derived]:
    """Genes of microRNAs under the names of their products ("miR-21-5p"), and of long RNAs under symbol and aliases."""
    coding = {name.lower() for gene in sources.genes for name in (gene.symbol, *gene.aliases, *gene.previous)}
    owners = Counter(name.lower() for gene in sources.rna_genes for name in {gene.symbol, *gene.aliases, *gene.previous})
    for gene in sources.rna_genes:
        micro = _MICRO.fullmatch(gene.symbol)
        if micro is not None:
            product = micro["number"].lower()
            head = f"let-{product.removeprefix('let')}" if product.startswith("let") else f"miR-{product}"
            forms = [form for end in ("", "-5p", "-3p") for form in (f"{head}{end}", f"hsa-{head}{end}")]
            yield Derived(gene.id, gene.symbol, "TARGET", unique([*forms, *([] if product.startswith("let") else [f"microRNA-{product}"])]))
            continue
        names = [n for n in (*gene.aliases, *gene.previous) if symbol_is_safe(n, sources.english, alias=True) and owners[n.lower()] == 1]
        names = [name for name in names if name.lower() not in coding and not _NUMBERED.match(name)]
        safe = symbol_is_safe(gene.symbol, sources.english, alias=False) and len(gene.symbol) > 3
        if safe and not _NUMBERED.match(gene.symbol):
            yield Derived(gene.id, gene.symbol, "TARGET", unique(names))
        elif len(gene.symbol) > 1 and not _NUMBERED.match(gene.symbol):
            yield Derived(gene.id, f"~{gene.symbol}", "TARGET", unique(names), (gene.symbol,))


def _may_be_asked(name: str) -> bool:
    return 2 <= len(name) <= 12 and any(c.isupper() or c.isdigit() for c in name) and any(c.isalpha() for c in name)


def _protein_names(sources: Sources) -> dict[str, list[str]]:
    """What MeSH's supplementary records call the human proteins, by symbol: "NPHS2 protein, human" is podocin."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, name, synonyms, _ in sources.supplements:
        head = _HUMAN.fullmatch(name)
        if head is None or head.group("protein") is None:
            continue
        for synonym in synonyms:
            match = _HUMAN.fullmatch(synonym)
            if match is not None and ", " not in match.group("name"):
                bare = match.group("name")
                found[head.group("name")].append(f"{bare} protein" if match.group("protein") and _QUALITY.search(bare) else bare)
    return found


def _is_name(name: str, english: frozenset[str]) -> bool:
    return symbol_is_safe(name, english, alias=True) if " " not in name and not name.islower() else name_is_safe(name, english)


def families(sources: Sources) -> Iterator[Derived]:
    """Families and complexes of FamPlex under the names that papers use for them."""
    english = sources.english
    spoken: dict[str, list[str]] = defaultdict(list)
    for name, space, identifier in sources.groundings:
        if space == "FPLX" and len(name) > 2 and (name.lower() not in english or name.isupper()):
            spoken[identifier].append(name)
    for family in sources.families:
        shown = family.replace("_", " ")
        if spoken[family]:
            yield Derived(
                f"FPLX:{family}",
                shown if name_is_safe(shown, english) or shown in spoken[family] else spoken[family][0],
                "TARGET",
                unique(spoken[family]),
            )


def proteins(sources: Sources) -> Iterator[Derived]:
    """Groups of proteins, receptors and enzymes that MeSH names and HGNC and FamPlex do not."""
    english = sources.english
    for heading in sources.headings:
        if not any(tree.startswith(_PROTEIN_TREES) for tree in heading.trees) or any(
            tree.startswith(_NOT_TARGETS) for tree in heading.trees
        ):
            continue
        names = [in_sentence_case(straight(name)) for name in (heading.name, *heading.synonyms)]
        safe = unique(name for name in names if ", " not in name and name_is_safe(name, english))
        if safe:
            identifier = sources.mesh_to.get(heading.id, {}).get("HGNC", heading.id)
            yield Derived(identifier, safe[0], "TARGET", safe[1:])
