"""The command that compares two databases: what is said of rows, documents, versions, and which exit code it ends with."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_papers import VERSIONS, SmallExtractor, load

from extract.cli import main
from extract.run.ingest import ingest
from extract.run.sources import find_sources
from extract.store.database import open_for_writing

PAPER = "On Xmab\nXmab inhibits ABC1 [1].\nXmab does not inhibit DE2 [7].\nYmab: growth fell by 29% versus 96%.\nREF 1 Smith 2001"


def later() -> SmallExtractor:
    """The same extractor with another version of its patterns."""
    return replace(load(), versions={**VERSIONS, "patterns": "p2"})


def made(path: Path, papers: dict[str, str], tools=load) -> Path:
    folder = path.with_suffix("")
    folder.mkdir()
    for name, text in papers.items():
        (folder / name).write_text(text)
    database = open_for_writing(path)
    list(ingest(database, find_sources([str(folder)], io.BytesIO()), tools))
    database.close()
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return made(tmp_path / "old.db", {"paper.txt": PAPER})


@pytest.fixture
def new(old: Path) -> Path:
    return Path(shutil.copy(old, old.with_name("new.db")))


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *(str(argument) for argument in arguments)])


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in statements:
            connection.execute(sql)


def test_equal_databases(old: Path, new: Path) -> None:
    result = call(old, new)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-2:] == [
        "evidence: 0 gained, 0 lost, 0 changed, 2 same",
        "claims: 0 gained, 0 lost, 0 changed, 1 same",
    ]


def test_a_changed_row_is_one_row_with_the_columns_that_differ(old: Path, new: Path) -> None:
    change(new, "UPDATE evidence SET id = 'ev_other', mechanism = 'activates', confidence = 0.5 WHERE target = 'ABC1'")
    change(new, "UPDATE evidence_cues SET evidence_id = 'ev_other' WHERE evidence_id NOT IN (SELECT id FROM evidence)")
    result = call(old, new)
    assert result.exit_code == 1
    assert "paper.txt: evidence +0 -0 ~1, claims +0 -0 ~0" in result.output
    assert "~ ev_other Xmab | activates | ABC1 | -" in result.output
    assert "mechanism: inhibits -> activates" in result.output
    assert "columns of changed rows: confidence 1, id 1, mechanism 1" in result.output
    assert "evidence: 0 gained, 0 lost, 1 changed, 1 same" in result.output


def test_lost_and_gained_rows_are_counted_for_each_pattern(old: Path, new: Path) -> None:
    change(new, "DELETE FROM evidence WHERE target = 'DE2'")
    result = call(old, new, "--table", "evidence")
    assert result.exit_code == 1
    assert "- ev_" in result.output
    assert "evidence: 0 gained, 1 lost, 0 changed, 1 same" in result.output
    assert "claims" not in result.output
    (pattern,) = (line.split() for line in result.output.splitlines() if line.startswith("small."))
    assert pattern[1:] == ["0", "1", "0"]
    assert "+ ev_" in call(new, old).output
    assert call(old, new, "--table", "claims").exit_code == 0


def test_a_number_of_a_claim_that_changed(old: Path, new: Path) -> None:
    change(new, "UPDATE claim_values SET arm = 'controls' WHERE value = 96")
    result = call(old, new)
    assert result.exit_code == 1
    assert "claims: 0 gained, 0 lost, 1 changed, 0 same" in result.output
    assert "values: estimate 29 %" in result.output
    assert "controls" in result.output


def test_limit(old: Path, new: Path) -> None:
    change(new, "UPDATE evidence SET confidence = 0.5")
    assert "... and 1 more: --limit" in call(old, new, "--limit", "1").output
    assert "~ ev_" not in call(old, new, "--limit", "0").output


def test_other_documents_and_versions_are_said_first(old: Path, tmp_path: Path) -> None:
    new = made(tmp_path / "new.db", {"paper.txt": PAPER + "\nXmab inhibits GH3.", "more.txt": "On Zmab\nZmab inhibits JK4."}, later)
    result = call(old, new)
    assert result.exit_code == 1
    assert result.output.splitlines()[2:5] == [
        "only in OLD: 1 documents: paper.txt (its bytes differ); their rows are not compared",
        "only in NEW: 2 documents: more.txt, paper.txt (its bytes differ); their rows are not compared",
        "patterns: p1 -> p2",
    ]


def test_other_versions_alone_are_no_difference(old: Path, tmp_path: Path) -> None:
    result = call(old, made(tmp_path / "new.db", {"paper.txt": PAPER}, later))
    assert result.exit_code == 0
    assert "patterns: p1 -> p2" in result.output


def test_a_text_that_is_read_otherwise(old: Path, new: Path) -> None:
    """Rows are matched behind what was put in front of them; their offsets are not called a change."""
    moved = 'start = start + 6, "end" = "end" + 6'
    change(new, "UPDATE documents SET text = 'Front ' || text")
    for table in ("evidence", "evidence_cues", "quantitative_claims", "claim_values"):
        change(new, f"UPDATE {table} SET {moved}")
    change(new, "UPDATE evidence SET confidence = 0.5 WHERE target = 'ABC1'")
    result = call(old, new)
    assert result.exit_code == 1
    assert "(its text is read otherwise: offsets and ids are not compared)" in result.output
    assert "evidence: 0 gained, 0 lost, 1 changed, 1 same" in result.output
    assert "claims: 0 gained, 0 lost, 0 changed, 1 same" in result.output


def test_json_lines(old: Path, new: Path) -> None:
    change(new, "UPDATE evidence SET certainty = 'suggested' WHERE target = 'ABC1'", "DELETE FROM evidence WHERE target = 'DE2'")
    result = call(old, new, "--json")
    assert result.exit_code == 1
    summary, *differing = map(json.loads, result.output.splitlines())
    assert summary["kind"] == "summary"
    assert summary["rows"]["evidence"] == {"gained": 0, "lost": 1, "changed": 1, "same": 0}
    assert [line["kind"] for line in differing] == ["changed", "lost"]
    assert differing[0]["changes"] == {"certainty": ["asserted", "suggested"]}
    assert differing[1]["row"]["target"] == "DE2"


def test_a_database_of_an_older_evitrace_is_compared_in_the_columns_that_both_have(old: Path, new: Path) -> None:
    change(old, "DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)")
    change(new, "ALTER TABLE evidence ADD COLUMN certified_by TEXT")
    result = call(old, new)
    assert result.exit_code == 0, result.output
    assert "only NEW has the columns evidence.certified_by: not compared" in result.output


@pytest.mark.parametrize("content", [None, b"", b"a text", "a database of something else"])
def test_what_is_no_database_of_evitrace(old: Path, tmp_path: Path, content: bytes | str | None) -> None:
    other = tmp_path / "other.db"
    if isinstance(content, str):
        change(other, "CREATE TABLE tunes (id)")
    elif content is not None:
        other.write_bytes(content)
    for pair in ((old, other), (other, old)):
        result = call(*pair)
        assert result.exit_code == 2
        assert result.output.startswith(f"Error: {other}: ")
        assert "Traceback" not in result.output
