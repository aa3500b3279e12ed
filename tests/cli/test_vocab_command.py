"""`evitrace vocab`: showing, checking and adding names, in a patterns folder of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.cli import main
from extract.resources import patterns_folder
from extract.vocabulary import Vocabulary

HEAD = "# what: {what}\n# source: test\n# release: 1\n# licence: CC0\n# priority: 5\n# case: free\n# to add a line: see others\n"
COLUMNS = "id\tname\tlabel\tsynonyms\tvalue\tpolarity\n"


@pytest.fixture
def patterns(tmp_path: Path) -> Path:
    """A patterns folder with two small vocabularies written by hand."""
    folder = tmp_path / "patterns"
    (folder / "vocab").mkdir(parents=True)
    for name in ("names.toml", "stems.toml", "contract.toml", "prefixes.tsv", "english.tsv.gz", "english_names.tsv"):
        shutil.copy(patterns_folder() / name, folder)
    vocab = folder / "vocab"
    (vocab / "drugs.tsv").write_text(HEAD.format(what="drugs") + COLUMNS + "CHEBI:111\tquaxamine\tDRUG\tQX-77\n", encoding="utf-8")
    (vocab / "outcomes.tsv").write_text(
        HEAD.format(what="outcomes") + COLUMNS + "\tresistance\tOUTCOME\t\tresistance\t1\n", encoding="utf-8"
    )
    (vocab / "never.tsv").write_text("form\twhy\nzorbagent\ta word\n", encoding="utf-8")
    (vocab / "spelling.tsv").write_text("from\tto\ntumour\ttumor\n", encoding="utf-8")
    return folder


def run(patterns: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["vocab", *arguments, "--patterns", str(patterns)])


def test_a_drug_is_one_line_and_is_read(patterns: Path) -> None:
    before = (patterns / "vocab" / "drugs.tsv").read_text(encoding="utf-8")
    result = run(patterns, "add", "drug", "zorvatinib", "--id", "CHEBI:999", "--synonym", "ZV-1234", "--synonym", "Zorvanta")
    assert result.exit_code == 0, result.output
    line = "CHEBI:999\tzorvatinib\tDRUG\tZV-1234|Zorvanta"
    assert (patterns / "vocab" / "drugs.tsv").read_text(encoding="utf-8") == f"{before}{line}\n"
    assert f"drugs.tsv:10: {line}" in result.output
    assert "'ZV-1234' is read as DRUG 'zorvatinib' (CHEBI:999)" in result.output
    (match,) = Vocabulary.load(patterns / "vocab").find("Growth stopped with zv1234.")
    assert match.concept is not None
    assert match.concept.id == "CHEBI:999"


def test_an_outcome_has_a_value_and_a_polarity(patterns: Path) -> None:
    result = run(patterns, "add", "OUTCOME", "zorb shrinkage", "--value", "tumor_growth", "--polarity", "-1")
    assert result.exit_code == 0, result.output
    assert (patterns / "vocab" / "outcomes.tsv").read_text(encoding="utf-8").endswith("\tzorb shrinkage\tOUTCOME\t\ttumor_growth\t-1\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("DRUG", "quaxamine"), "stands in drugs.tsv:9 already, for DRUG 'quaxamine', CHEBI:111"),
        (("DRUG", "zorbivir", "--synonym", "QX-77"), "'QX-77' stands in drugs.tsv:9"),
        (("DRUG", "Zorbagents"), "never.tsv rules it out"),
        (("DRUG", "window"), "a common word of English"),
    ],
)
def test_a_doubtful_name_needs_force(patterns: Path, arguments: tuple[str, ...], complaint: str) -> None:
    before = (patterns / "vocab" / "drugs.tsv").read_bytes()
    refused = run(patterns, "add", *arguments)
    assert refused.exit_code == 1
    assert complaint in refused.output
    assert "--force" in refused.output
    assert (patterns / "vocab" / "drugs.tsv").read_bytes() == before
    assert run(patterns, "add", *arguments, "--force").exit_code == 0
    assert (patterns / "vocab" / "drugs.tsv").read_bytes() != before


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("DRUG", "zorbivir", "--id", "CHEBI999", "--force"), 1),
        (("DRUG", "zorbivir", "--id", "ZORB:1", "--force"), 1),
        (("DRUG", "zor\tbivir", "--force"), 1),
        (("TARGET", "ZAK4"), 1),
        (("OUTCOME", "zorb shrinkage"), 2),
        (("OUTCOME", "zorb shrinkage", "--value", "happiness"), 2),
        (("DRUG", "zorbivir", "--value", "resistance"), 2),
    ],
)
def test_what_cannot_be_is_never_added(patterns: Path, arguments: tuple[str, ...], exit_code: int) -> None:
    before = {path: path.read_bytes() for path in (patterns / "vocab").iterdir()}
    assert run(patterns, "add", *arguments).exit_code == exit_code
    assert {path: path.read_bytes() for path in (patterns / "vocab").iterdir()} == before


def test_a_folder_that_cannot_be_written_has_a_remedy(patterns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    result = run(patterns, "add", "DRUG", "zorbivir")
    assert result.exit_code == 1
    assert "--patterns" in result.output


@pytest.mark.parametrize("name", ["", "  ", "zor\tbivir", "zor\nbivir", "zor|bivir", "~zorbivir", "++"])
def test_what_cannot_be_a_name_is_refused(patterns: Path, name: str) -> None:
    before = (patterns / "vocab" / "drugs.tsv").read_bytes()
    result = run(patterns, "add", "DRUG", name, "--force")
    assert result.exit_code == 1
    assert "cannot be a name" in result.output
    assert (patterns / "vocab" / "drugs.tsv").read_bytes() == before


def test_white_space_around_a_name_and_empty_synonyms_are_left_out(patterns: Path) -> None:
    result = run(patterns, "add", "DRUG", " zorbivir ", "--synonym", "", "--synonym", "ZB-12 ")
    assert result.exit_code == 0, result.output
    assert (patterns / "vocab" / "drugs.tsv").read_text(encoding="utf-8").endswith("\tzorbivir\tDRUG\tZB-12\n")
    assert "'zorbivir' is read as DRUG" in result.output


def test_sound_files_pass(patterns: Path) -> None:
    result = run(patterns, "check")
    assert result.exit_code == 0
    assert "2 files, 0 errors, 0 worth a look" in result.output


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("CHEBI:1\tzorvatinib\tDRUG\tzorvatinib", "'zorvatinib' stands twice in the line"),
        ("\tquaxamine\tDRUG", "'quaxamine' stands in drugs.tsv:9 too, for 'quaxamine'"),
        ("CHEBI:X\tzorvatinib\tDRUG", "'CHEBI:X' is no identifier"),
        ("\tzorbagent\tDRUG", "never.tsv rules it out"),
        ("\t--\tDRUG", "neither letter nor digit"),
        ("\twindow\tDRUG", "'window' is a common English word"),
        ("\tname\tGENE", "a line that cannot be understood"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(patterns: Path, line: str, complaint: str) -> None:
    with (patterns / "vocab" / "drugs.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    result = run(patterns, "check", "--file", "drugs.tsv")
    assert result.exit_code == 1
    assert "drugs.tsv:10" in result.output
    assert complaint in result.output


def test_another_identifier_than_that_of_a_derived_file_is_worth_a_look(patterns: Path) -> None:
    import gzip

    derived = HEAD.format(what="x").replace("priority: 5", "priority: 100").replace("# to add", "# built by: t\n# to add") + COLUMNS
    (patterns / "vocab" / "more.tsv.gz").write_bytes(gzip.compress(f"{derived}CHEBI:222\tquaxamine\tDRUG\n".encode(), mtime=0))
    result = run(patterns, "check")
    assert result.exit_code == 0
    assert "look  drugs.tsv:9: 'quaxamine' is CHEBI:111 here and CHEBI:222 in more.tsv.gz" in result.output
    assert "look" not in run(patterns, "check", "--quiet").output.splitlines()[0].split()[0]


def test_a_name_of_two_letters_is_worth_a_look(patterns: Path) -> None:
    assert run(patterns, "add", "DRUG", "ZQ").exit_code == 0
    result = run(patterns, "check")
    assert result.exit_code == 0
    assert "drugs.tsv:10: 'ZQ' is too short to be searched for" in result.output
    assert "known when asked for" in run(patterns, "show", "ZQ").output


def test_a_header_that_says_too_little(patterns: Path) -> None:
    path = patterns / "vocab" / "drugs.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("# what: drugs\n", ""), encoding="utf-8")
    assert "the header lacks 'what'" in run(patterns, "check").output


def test_an_unknown_file_is_said(patterns: Path) -> None:
    result = run(patterns, "check", "--file", "genes.tsv")
    assert result.exit_code == 1
    assert "drugs.tsv, outcomes.tsv" in result.output


def test_a_name_is_shown_with_its_source_and_class(patterns: Path) -> None:
    shown = run(patterns, "show", "qx77").output
    assert "is searched for in texts" in shown
    assert "CHEBI:111" in shown
    assert "written as 'QX-77' (case)" in shown or "written as 'QX-77' (spelling)" in shown
    assert "never.tsv rules it out" in run(patterns, "show", "zorbagent").output
    assert "no vocabulary has it" in run(patterns, "show", "zzz").output


def test_the_shipped_vocabularies_are_sound() -> None:
    result = CliRunner().invoke(main, ["vocab", "check", "--quiet"])
    assert result.exit_code == 0, result.output
