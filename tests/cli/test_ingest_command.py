"""`evitrace ingest` with everything that people give it by mistake. The readers are the real ones, the stages small."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from small_papers import SmallExtractor, findings_of

from extract.cli import main
from extract.cli.ingest import _shown_progress
from extract.model.findings import Findings
from extract.read import read_bytes
from extract.run.outcome import Unchanged
from extract.store.database import open_for_writing

TESTS = Path(__file__).resolve().parents[1]
GOOD = "Resistance to antibodies\n\nXmab inhibits ABC1 in cells. Growth fell by 29% versus 96% in control mice.\n"


class RealReader(SmallExtractor):
    """The readers of evitrace, and the small stages."""

    def findings(self, data: bytes, name: str) -> Findings:
        return findings_of(read_bytes(data, name))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.run.work.load_extractor", lambda model=None: RealReader())


def pdf(text: str | None, **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, **options)
    if text is None:
        canvas.rect(50, 50, 300, 400, fill=1)
    else:
        canvas.drawString(72, 700, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def empty() -> bytes:
    return b""


def binary() -> bytes:
    return b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 8


def encrypted() -> bytes:
    return pdf("Xmab inhibits ABC1.", encrypt=StandardEncryption("secret", canPrint=0))


def without_text_layer() -> bytes:
    return pdf(None)


def truncated() -> bytes:
    return pdf("Xmab inhibits ABC1 in cells.")[:400]


def invalid_utf8() -> bytes:
    return "Größe".encode("latin-1") + b" \x81\x8d of the tumour"


def fifty_megabytes_in_one_line() -> bytes:
    return b"Xmab inhibits ABC1 in cells and in mice. " * 1_250_000


BAD: list[tuple[str, Callable[[], bytes]]] = [
    ("empty.txt", empty),
    ("empty.pdf", empty),
    ("binary.pdf", binary),
    ("binary.txt", binary),
    ("encrypted.pdf", encrypted),
    ("scan.pdf", without_text_layer),
    ("truncated.pdf", truncated),
    ("latin.txt", invalid_utf8),
    ("endless.txt", fifty_megabytes_in_one_line),
]


def ingest(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["ingest", *map(str, arguments)], input=stdin)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_line_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf("Xmab inhibits ABC1 in cells."))
    result = ingest(tmp_path / "x.db", tmp_path / "good.pdf")
    assert result.exit_code == 0, result.output
    assert "good.pdf: 1 page, 1 sentences, 1 evidence, 0 claims" in result.output
    assert "1 stored, 0 unchanged, 0 failed" in result.stderr


@pytest.mark.parametrize(("name", "make"), BAD, ids=[name for name, _ in BAD])
def test_bad_document(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(make())
    result = ingest(tmp_path / "x.db", tmp_path / name)
    assert result.exit_code == 1
    assert f"{name}: failed: " in result.stderr
    assert "Traceback" not in result.output
    ((source, code, remedy, stage),) = rows(tmp_path / "x.db", "SELECT source, code, remedy, stage FROM run_errors")
    assert (source, stage) == (name, "read")
    assert code != "internal"
    assert str(remedy) in result.stderr
    assert rows(tmp_path / "x.db", "SELECT count(*) FROM documents") == [(0,)]


def test_missing_file(tmp_path: Path) -> None:
    result = ingest(tmp_path / "x.db", tmp_path / "no.pdf")
    assert result.exit_code == 1
    assert rows(tmp_path / "x.db", "SELECT source, code, sha256 FROM run_errors") == [("no.pdf", "no_file", None)]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_good_document_among_five_bad_ones(tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make in [("a.txt", empty), ("b.pdf", binary), ("c.pdf", encrypted), ("e.pdf", without_text_layer), ("f.txt", invalid_utf8)]:
        (folder / name).write_bytes(make())
    (folder / "d.txt").write_text(GOOD)
    monkeypatch.setattr("extract.run.work.load_extractor", load_real_reader)
    result = ingest(tmp_path / "x.db", folder, "--workers", workers)
    assert result.exit_code == 1
    assert "1 stored, 0 unchanged, 5 failed" in result.stderr
    assert rows(tmp_path / "x.db", "SELECT source FROM documents") == [("d.txt",)]
    errors = rows(tmp_path / "x.db", "SELECT source, code, message, remedy FROM run_errors ORDER BY source")
    assert [source for source, *_ in errors] == ["a.txt", "b.pdf", "c.pdf", "e.pdf", "f.txt"]
    assert all(message and remedy for _, _, message, remedy in errors)
    listed = CliRunner().invoke(main, ["runs", str(tmp_path / "x.db")])
    assert all(str(remedy) in listed.output for *_, remedy in errors)


def load_real_reader(model: str | None = None) -> RealReader:
    """What a worker process loads."""
    return RealReader()


def test_second_time_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    ingest(tmp_path / "x.db", tmp_path / "good.txt")
    before = (tmp_path / "x.db").read_bytes()
    result = ingest(tmp_path / "x.db", tmp_path / "good.txt")
    assert result.exit_code == 0
    assert "good.txt: unchanged" in result.output
    assert (tmp_path / "x.db").read_bytes() == before


def test_standard_input(tmp_path: Path) -> None:
    result = ingest(tmp_path / "x.db", "-", stdin=GOOD.encode())
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "x.db", "SELECT source, format FROM documents") == [("stdin.txt", "text")]


def test_json_lines(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "copy.txt").write_text(GOOD)
    (tmp_path / "bad.txt").write_bytes(b"")
    result = ingest(tmp_path / "x.db", tmp_path, "--jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["source"]: row["status"] for row in found} == {"bad.txt": "failure", "copy.txt": "stored", "good.txt": "duplicate"}
    stored = next(row for row in found if row["status"] == "stored")
    assert (stored["evidence"], stored["claims"], stored["pages"]) == (1, 1, None)


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_for_people(tmp_path: Path, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    assert list(_shown_progress(iter([Unchanged("a.txt", "doc_1"), Unchanged("b.txt", "doc_2")]), 2)) != []
    assert ("1/2" in screen.getvalue()) is terminal


def test_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database at all, whatever it is called")
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(tmp_path / "x.db", tmp_path / "good.txt")
    assert result.exit_code == 1
    assert "not a SQLite database" in result.stderr
    assert (tmp_path / "x.db").read_text() == "no database at all, whatever it is called"


def test_document_in_place_of_the_database(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(tmp_path / "good.txt", tmp_path / "other.txt")
    assert result.exit_code == 2
    assert "The database comes first" in result.stderr
    assert (tmp_path / "good.txt").read_text() == GOOD


def test_newer_database(tmp_path: Path) -> None:
    db = open_for_writing(tmp_path / "x.db")
    db.execute("PRAGMA user_version = 999")
    db.close()
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(tmp_path / "x.db", tmp_path / "good.txt")
    assert result.exit_code == 1
    assert "newer evitrace" in result.stderr
    assert "pip install --upgrade" in result.stderr


def test_missing_model_is_said_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(tmp_path / "x.db", tmp_path / "good.txt", "--model", "en_dream")
    assert result.exit_code == 1
    assert "en_dream: the language model is not installed" in result.stderr
    assert not (tmp_path / "x.db").exists()


SCRIPT = """
import sys
import small_papers
import extract.run.work
from extract.cli import main
from extract.cli.ingest import _shown_progress
def load(model=None):
    return small_papers.load()
extract.run.work.load_extractor = load
if __name__ == "__main__":
    main(sys.argv[1:])
"""


def test_interrupt(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(30):
        (folder / f"paper{i:02}.txt").write_text(f"Paper {i} SLOW\nXmab inhibits ABC1.")
    command = [sys.executable, "-c", SCRIPT, "ingest", tmp_path / "x.db", folder, "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)]), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert first.startswith("paper00.txt: ")
    assert process.returncode == 130
    assert "Interrupted." in errors
    assert "not done: run again to do the rest" in errors
    assert "Traceback" not in errors
    ((stored,),) = rows(tmp_path / "x.db", "SELECT count(*) FROM documents")
    assert 1 <= int(str(stored)) < 30
    assert rows(tmp_path / "x.db", "SELECT finished_at FROM runs") == [(None,)]
    assert CliRunner().invoke(main, ["check", str(tmp_path / "x.db")]).exit_code == 0
