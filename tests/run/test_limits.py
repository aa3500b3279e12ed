"""The limits of the work on one document: what takes too long, too much memory, or ends its process, fails alone."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_papers import load

from extract.run.ingest import ingest
from extract.run.outcome import Failure, Outcome, Stored
from extract.run.sources import find_sources
from extract.run.worker import Limits
from extract.store.database import open_for_reading, open_for_writing

TESTS = Path(__file__).resolve().parents[1]
GOOD = "Paper {}\nXmab inhibits ABC1."


def run(folder: Path, *, workers: int, limits: Limits) -> tuple[list[Outcome], list[dict[str, object]]]:
    path = folder.with_suffix(f".{workers}.db")
    db = open_for_writing(path)
    try:
        outcomes = list(ingest(db, find_sources([str(folder)], io.BytesIO()), load, workers=workers, limits=limits))
    finally:
        db.close()
    return outcomes, list(open_for_reading(path).table("run_errors").rows)


def papers(folder: Path, **others: str) -> Path:
    folder.mkdir()
    for name in ("a", "d", "e"):
        (folder / f"{name}.txt").write_text(GOOD.format(name))
    for name, text in others.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("word", "code", "limits", "said"),
    [
        ("HANG", "time_limit", Limits(seconds=0.5), "not done after 0.5 seconds"),
        ("GROW", "out_of_memory", Limits(megabytes=1500), "more memory than its process may have"),
        ("DIE", "worker_died", Limits(), "ended by SIGKILL"),
    ],
)
def test_document_beyond_a_limit_fails_alone(tmp_path: Path, workers: int, word: str, code: str, limits: Limits, said: str) -> None:
    folder = papers(tmp_path / "in", b=f"Paper b {word}", c=f"Paper c {word}")
    outcomes, errors = run(folder, workers=workers, limits=limits)
    assert [type(outcome) for outcome in outcomes] == [Stored, Failure, Failure, Stored, Stored]
    assert [(row["source"], row["code"], row["stage"]) for row in errors] == [("b.txt", code, "worker"), ("c.txt", code, "worker")]
    for row in errors:
        assert said in str(row["message"])
        assert "-limit" in str(row["remedy"])


def test_stuck_worker_ends_with_its_time_when_the_run_is_killed(tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", b="HANG")
    script = """
import io, sys
from small_papers import load
from extract.run.ingest import ingest
from extract.run.sources import find_sources
from extract.run.worker import Limits
from extract.store.database import open_for_writing
if __name__ == "__main__":
    for outcome in ingest(open_for_writing(sys.argv[1]), find_sources([sys.argv[2]], io.BytesIO()), load, limits=Limits(3)):
        print(outcome.source, flush=True)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    command = [sys.executable, "-c", script, tmp_path / "x.db", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True, env=environment)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    for _ in range(200):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker outlived its run and its time")


def test_limit_is_an_option_and_its_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from extract.cli import main

    monkeypatch.setattr("extract.run.work.load_extractor", lambda model=None: load())
    folder = papers(tmp_path / "in", b="HANG")
    done = CliRunner().invoke(main, ["ingest", str(tmp_path / "x.db"), str(folder), "--time-limit", "0.3"])
    assert done.exit_code == 1
    assert "3 stored, 0 unchanged, 1 failed" in done.stderr
    assert "b.txt: failed: the work on it was not done after 0.3 seconds" in done.stderr
    assert "--time-limit 3" in done.stderr
