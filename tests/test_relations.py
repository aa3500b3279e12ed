"""What is known of concepts besides their names: targets and classes of drugs, families of genes."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.model.mention import Concept, Label
from extract.resources import patterns_folder
from extract.vocabulary.relations import Relations

HEAD = "# source: test\n# release: 1\n# licence: CC0\nid\trelation\tother\tname\taction\n"


def folder(tmp_path: Path, lines: str, head: str = HEAD) -> Path:
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations" / "made.tsv.gz").write_bytes(gzip.compress((head + lines).encode(), mtime=0))
    shutil.copy(patterns_folder() / "stems.toml", tmp_path)
    return tmp_path


def drug(name: str, identifier: str = "", label: Label = "DRUG") -> Concept:
    return Concept(identifier, name, label, (), "test", None, 1)


def test_a_drug_has_targets_and_a_target_drugs(tmp_path: Path) -> None:
    relations = Relations.load(folder(tmp_path, "CHEBI:1\tinhibits\tHGNC:7\tZAK\tpore blocker\nCHEBI:1\thas_role\tCHEBI:9\tblocker\n"))
    (found,) = relations.targets_of("CHEBI:1")
    assert (found.relation, found.other, found.name, found.action, found.source) == (
        "inhibits",
        "HGNC:7",
        "ZAK",
        "pore blocker",
        "test 1 (made.tsv.gz)",
    )
    assert relations.drugs_on("HGNC:7") == (found,)
    assert relations.targets_of("CHEBI:2") == ()
    assert len(relations) == len(list(relations)) == 2


def test_the_ending_of_a_name_tells_a_class_that_is_not_stored(tmp_path: Path) -> None:
    relations = Relations.load(folder(tmp_path, "CHEBI:1\tis_a\tMESH:D000092004\ttyrosine kinase inhibitor\n"))
    assert [r.source for r in relations.classes_of(drug("zorvatinib", "CHEBI:1"))] == ["test 1 (made.tsv.gz)"]
    assert [(r.id, r.other, r.source) for r in relations.classes_of(drug("qorvatinib"))] == [("", "MESH:D000092004", "INN stem tinib")]
    assert relations.classes_of(drug("qorvatinib", label="TARGET")) == ()


def test_members_of_a_family_are_those_of_its_parts(tmp_path: Path) -> None:
    lines = "HGNC:1\tmember_of\tFPLX:B\tB\nFPLX:B\tpart_of\tFPLX:A\tA\nHGNC:2\tmember_of\tFPLX:A\tA\nFPLX:A\tmember_of\tFPLX:B\tB\n"
    relations = Relations.load(folder(tmp_path, lines))
    assert relations.members_of("FPLX:A") == ("HGNC:1", "HGNC:2")
    assert [r.other for r in relations.families_of("HGNC:1")] == ["FPLX:B"]


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ("CHEBI:1\tloves\tHGNC:7\tZAK\n", HEAD),
        ("CHEBI:1\tinhibits\tZAK\tZAK\n", HEAD),
        ("CHEBI:1\tinhibits\n", HEAD),
        ("", HEAD.replace("# licence: CC0\n", "")),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, lines: str, head: str) -> None:
    with pytest.raises(PatternError):
        Relations.load(folder(tmp_path, lines, head))


def test_what_is_known_of_well_known_drugs_and_families() -> None:
    relations = Relations.load(patterns_folder())
    assert ("inhibits", "HGNC:3236") in {(r.relation, r.other) for r in relations.targets_of("CHEBI:49668")}  # gefitinib, EGFR
    assert "HGNC:391" in relations.members_of("FPLX:AKT")
    assert {"HGNC:3236", "HGNC:3430"} <= set(relations.members_of("FPLX:ERBB"))
