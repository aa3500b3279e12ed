"""A run: equal input gives equal databases, whatever fails, dies or is broken off on the way."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_papers import VERSIONS, SmallExtractor, load

from extract.run.ingest import ingest
from extract.run.outcome import Duplicate, Failure, Outcome, Stored, Unchanged
from extract.run.pool import paying_workers
from extract.run.sources import Source, find_sources
from extract.store.check import check
from extract.store.database import open_for_reading, open_for_writing

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = """
import io, sys
from small_papers import load
from extract.run.ingest import ingest
from extract.run.pool import paying_workers
from extract.run.sources import Source, find_sources
from extract.store.database import open_for_writing
if __name__ == "__main__":
    for outcome in ingest(open_for_writing(sys.argv[1]), find_sources([sys.argv[2]], io.BytesIO()), load, workers=int(sys.argv[3])):
        print(outcome.source, flush=True)
"""


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), str(TESTS.parent)]))


def write_papers(folder: Path, count: int, also: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    for i in range(count):
        (folder / f"paper{i:02}.txt").write_text(
            f"Paper {i} {also}\nXmab inhibits ABC{i % 10} [1].\nYmab: {i}% versus {i + 1}%.\nREF 1 Smith 2001"
        )
    return folder


def run(path: Path, *things: Path | str, workers: int = 1, extractor: SmallExtractor | None = None, stdin: bytes = b"") -> list[Outcome]:
    db = open_for_writing(path)
    try:
        sources = find_sources(map(str, things), io.BytesIO(stdin))
        return list(ingest(db, sources, (lambda: extractor) if extractor else load, workers=workers))
    finally:
        db.close()


def dump(path: Path) -> str:
    db = sqlite3.connect(path)
    try:
        return hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()
    finally:
        db.close()


def test_stored(tmp_path: Path) -> None:
    outcomes = run(tmp_path / "x.db", write_papers(tmp_path / "in", 2))
    assert [(type(o), o.source) for o in outcomes] == [(Stored, "paper00.txt"), (Stored, "paper01.txt")]
    counts = outcomes[0].counts
    assert (counts.pages, counts.sentences, counts.evidence, counts.claims) == (2, 4, 1, 1)
    assert counts.problems == ("no text on page 2",)
    assert check(open_for_reading(tmp_path / "x.db")) == []


def test_second_run_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_papers(tmp_path / "in", 3)
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    run(tmp_path / "x.db", folder)
    before, bytes_before = dump(tmp_path / "x.db"), (tmp_path / "x.db").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    outcomes = run(tmp_path / "x.db", folder)
    assert [type(outcome) for outcome in outcomes] == [Unchanged] * 3 + [Failure]
    assert dump(tmp_path / "x.db") == before
    assert (tmp_path / "x.db").read_bytes() == bytes_before


def test_two_workers_give_the_database_of_one(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 7)
    (folder / "paper03.txt").write_text("CRASH")
    (folder / "paper01.txt").write_text("Paper 1 SLOW\nXmab inhibits ABC1.")
    one = run(tmp_path / "one.db", folder, workers=1)
    two = run(tmp_path / "two.db", folder, workers=2)
    assert [outcome.source for outcome in one] == [outcome.source for outcome in two]
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_document_added_later(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 2)
    run(tmp_path / "x.db", folder)
    outcomes = run(tmp_path / "x.db", write_papers(folder, 3))
    assert [type(outcome) for outcome in outcomes] == [Unchanged, Unchanged, Stored]
    db = open_for_reading(tmp_path / "x.db")
    assert db.conn.execute("SELECT count(*) FROM runs WHERE finished_at IS NOT NULL").fetchone()[0] == 2
    assert db.table("run_documents").count == 5


def test_other_versions_are_worked_on_again(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 2)
    run(tmp_path / "x.db", folder)
    outcomes = run(tmp_path / "x.db", folder, extractor=SmallExtractor({**VERSIONS, "patterns": "p2"}))
    assert [type(outcome) for outcome in outcomes] == [Stored, Stored]
    db = open_for_reading(tmp_path / "x.db")
    assert db.table("documents").count == 2
    assert db.conn.execute("SELECT DISTINCT patterns_version FROM extractions JOIN runs ON runs.id = run_id").fetchall() == [("p2",)]


def test_renamed_document_is_one_document_with_its_new_name(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 1)
    run(tmp_path / "x.db", folder)
    before = {row["id"] for row in open_for_reading(tmp_path / "x.db").table("evidence").rows}
    (folder / "paper00.txt").rename(folder / "smith.txt")
    run(tmp_path / "x.db", folder)
    db = open_for_reading(tmp_path / "x.db")
    assert [row["source"] for row in db.table("documents").rows] == ["smith.txt"]
    assert {row["id"] for row in db.table("evidence").rows} == before


def test_same_bytes_twice_are_one_document(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "paper00.txt").read_bytes())
    outcomes = run(tmp_path / "x.db", folder, folder / "copy.txt")
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Duplicate", "Duplicate", "Stored"]
    assert {outcome.same_as for outcome in outcomes if isinstance(outcome, Duplicate)} == {"copy.txt"}
    assert open_for_reading(tmp_path / "x.db").table("documents").count == 1


def test_defect_of_one_document_is_recorded_with_its_stage(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 2)
    (folder / "a.txt").write_text("CRASH")
    outcomes = run(tmp_path / "x.db", folder)
    assert [type(outcome) for outcome in outcomes] == [Failure, Stored, Stored]
    (row,) = open_for_reading(tmp_path / "x.db").table("run_errors").rows
    assert (row["source"], row["code"], row["stage"]) == ("a.txt", "internal", "read")
    assert row["message"] == "ZeroDivisionError: the reader has a defect"
    assert "evitrace -v" in row["remedy"]
    assert "ZeroDivisionError" in outcomes[0].trace


def test_rows_that_break_the_schema_fail_their_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    class Wrong(SmallExtractor):
        def findings(self, data: bytes, name: str):
            found = super().findings(data, name)
            return replace(found, evidence=tuple(replace(e, mechanism="hits") for e in found.evidence)) if "01" in name else found

    outcomes = run(tmp_path / "x.db", write_papers(tmp_path / "in", 3), extractor=Wrong())
    assert [type(outcome) for outcome in outcomes] == [Stored, Failure, Stored]
    assert (outcomes[1].code, outcomes[1].stage) == ("internal", "store")


def test_success_removes_the_error_of_the_same_run(tmp_path: Path) -> None:
    class Ill(SmallExtractor):
        def findings(self, data: bytes, name: str):
            raise MemoryError

    folder = write_papers(tmp_path / "in", 1)
    run(tmp_path / "x.db", folder, extractor=Ill())
    assert open_for_reading(tmp_path / "x.db").table("run_errors").count == 1
    run(tmp_path / "x.db", folder)
    run(tmp_path / "y.db", folder)
    assert open_for_reading(tmp_path / "x.db").table("run_errors").count == 0
    assert dump(tmp_path / "x.db") == dump(tmp_path / "y.db")


def test_worker_that_dies_takes_only_its_document_along(tmp_path: Path) -> None:
    folder = write_papers(tmp_path / "in", 5)
    (folder / "paper01.txt").write_text("DIE")
    outcomes = run(tmp_path / "x.db", folder, workers=2)
    assert [type(outcome) for outcome in outcomes] == [Stored, Failure, Stored, Stored, Stored]
    assert outcomes[1].code == "worker_died"


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_run_is_completed_by_the_next(tmp_path: Path, workers: int) -> None:
    folder = write_papers(tmp_path / "in", 12, also="SLOW")
    command = [sys.executable, "-c", SCRIPT, tmp_path / "x.db", folder, str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    assert _gone(process.pid)  # no worker waits for ever
    db = open_for_reading(tmp_path / "x.db")
    landed = db.table("documents").count
    assert 3 <= landed < 12
    assert check(db) == []
    assert db.table("evidence").count == landed
    db.close()
    run(tmp_path / "x.db", folder)
    run(tmp_path / "whole.db", folder)
    assert dump(tmp_path / "x.db") == dump(tmp_path / "whole.db")


@pytest.mark.parametrize("workers", [1, 2])
def test_interrupted_run_keeps_what_was_written(tmp_path: Path, workers: int) -> None:
    folder = write_papers(tmp_path / "in", 12, also="SLOW")
    command = [sys.executable, "-c", SCRIPT, tmp_path / "x.db", folder, str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, errors = process.communicate(timeout=60)
    assert errors.strip().endswith("KeyboardInterrupt")
    assert errors.count("Traceback") == 1  # the workers keep silent
    assert _gone(process.pid)
    db = open_for_reading(tmp_path / "x.db")
    assert 3 <= db.table("documents").count < 12
    assert check(db) == []
    db.close()
    run(tmp_path / "x.db", folder)
    run(tmp_path / "whole.db", folder)
    assert dump(tmp_path / "x.db") == dump(tmp_path / "whole.db")


def _gone(group: int) -> bool:
    """Whether no process of the group is left, after a while at most."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_workers_start_when_they_pay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sources(*sizes: int, suffix: str = ".txt") -> list[Source]:
        return [Source(f"{i}{suffix}", str(i), size, tmp_path) for i, size in enumerate(sizes)]

    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert paying_workers(sources(*[3_000] * 15)) == 1
    assert paying_workers(sources(400_000)) == 1
    assert paying_workers(sources(400_000, 400_000)) == 2
    assert paying_workers(sources(*[500_000] * 4, suffix=".pdf")) == 2
    assert paying_workers(sources(*[500_000] * 400, suffix=".pdf")) == 4


def test_nothing_found_in_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (outcome,) = run(tmp_path / "x.db", tmp_path / "in")
    assert isinstance(outcome, Failure)
    assert outcome.code == "empty_folder"


def test_standard_input(tmp_path: Path) -> None:
    (outcome,) = run(tmp_path / "x.db", "-", stdin=b"Xmab inhibits ABC1.")
    assert isinstance(outcome, Stored)
    assert outcome.source == "stdin.txt"
