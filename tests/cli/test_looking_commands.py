"""Commands that look at a database: show, check, runs, serve; and doctor, that looks at the installation."""

from __future__ import annotations

import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_papers import load

from extract.cli import doctor as doctor_module
from extract.cli import main
from extract.run.ingest import ingest
from extract.run.sources import find_sources
from extract.store.database import open_for_writing

PAPER = "On Xmab\nXmab inhibits ABC1 [1].\nXmab does not inhibit DE2 [7].\nYmab: growth fell by 29% versus 96%.\nREF 1 Smith 2001"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "paper.txt").write_text(PAPER)
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    database = open_for_writing(tmp_path / "x.db")
    list(ingest(database, find_sources([str(tmp_path)], io.BytesIO()), load))
    database.close()
    return tmp_path / "x.db"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", ["paper", "paper.txt"])
def test_show(db: Path, name: str) -> None:
    result = call("show", db, name)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("On Xmab\npaper.txt · text · 2 pages · unknown · doc_")
    assert "p.1 Xmab | inhibits | ABC1 | - (asserted, in_vitro)" in result.output
    assert "p.1 Xmab | not inhibits | DE2 | - (asserted, in_vitro)" in result.output
    assert "p.1 growth_inhibition: Ymab = 29 %; 96 %" in result.output
    assert "“Ymab: growth fell by 29% versus 96%.”  small.percent 0.80" in result.output
    assert "2 sentences without evidence or claim" in result.output
    assert "1 callouts without a reference" in result.output


def test_show_by_id(db: Path) -> None:
    connection = sqlite3.connect(db)
    (own_id,) = connection.execute("SELECT id FROM documents").fetchone()
    connection.close()
    assert call("show", db, own_id).output == call("show", db, "paper").output


def test_show_unknown_document_names_those_there_are(db: Path) -> None:
    result = call("show", db, "papper")
    assert result.exit_code == 1
    assert "papper: is not in the database" in result.output
    assert "It holds: paper.txt." in result.output


def test_runs(db: Path) -> None:
    result = call("runs", db)
    assert "1 documents, 1 errors" in result.output
    assert "code 0.0.1, patterns p1, vocabularies v1, model none" in result.output
    assert "bad.txt: is not text [not_text, read]\n        Save it as UTF-8." in result.output
    (run,) = map(json.loads, call("runs", db, "--jsonl").output.splitlines())
    assert [error["source"] for error in run["errors"]] == ["bad.txt"]


def test_check_good(db: Path) -> None:
    result = call("check", db)
    assert result.exit_code == 0, result.output
    assert "1 documents, 2 evidence, 1 quantitative claims" in result.output
    assert "0 broken" in result.output


@pytest.mark.parametrize(
    ("damage", "promise"),
    [
        ("UPDATE evidence SET start = start + 1", "evidence.quote is the text at its offsets"),
        ("UPDATE evidence SET mechanism = 'hits'", "evidence.mechanism is in its vocabulary"),
        ("UPDATE evidence SET drug = ''", "no text of evidence is empty"),
        ("UPDATE evidence SET drug = NULL", "evidence fills two of drug, target and outcome"),
        ("UPDATE evidence SET confidence = 2", "evidence names its pattern and its confidence"),
        ("UPDATE evidence SET combination = '{}'", "evidence.combination is a JSON array"),
        ("UPDATE evidence SET sentence_id = 'sen_none'", "every reference points to a row"),
        ("UPDATE claim_values SET value = 30 WHERE value = 29", "the numbers of a claim stand in its quote"),
        ("UPDATE claim_values SET value = NULL", "a value is one number, or a range with an end"),
        ("UPDATE claim_values SET position = 5", "the values of a claim are numbered from 0"),
        ("UPDATE concepts SET id = 'X and more'", "a concept is named by a CURIE"),
        ("DELETE FROM claim_values", "a claim has a value"),
        ("DELETE FROM extractions", "every document is the work of a known run"),
        ("DROP TRIGGER curations_no_delete", "curations are guarded against change"),
    ],
)
def test_check_finds(db: Path, damage: str, promise: str) -> None:
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    if damage.startswith("UPDATE concepts"):
        damage += " WHERE name = 'Xmab'"
    connection.execute(damage)
    connection.commit()
    connection.close()
    result = call("check", db)
    assert result.exit_code == 1
    assert f"broken: {promise}: " in result.output


def test_check_of_a_damaged_file(db: Path) -> None:
    size = db.stat().st_size
    with db.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\x99" * (size // 4))
    result = call("check", db)
    assert result.exit_code == 1
    assert "broken: the file is whole" in result.output or "is damaged" in result.output
    assert "Traceback" not in result.output


def test_doctor_reports_all_and_fails_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise RuntimeError("not installed. Run: pip install it")

    monkeypatch.setattr(
        "extract.cli.doctor._LOOKS", {"python": doctor_module._python, "packages": missing, "sqlite": doctor_module._sqlite}
    )
    result = call("doctor")
    assert result.exit_code == 1
    looked_at = [line.split(":")[0] for line in result.output.splitlines() if line.startswith(("ok", "broken"))]
    assert looked_at == ["ok      python", "broken  packages", "ok      sqlite", "ok      language model"]


def test_doctor_here() -> None:
    result = call("doctor")
    assert result.exit_code == 0, result.output
    assert "broken" not in result.output


def test_serve(db: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "extract", "serve", str(db), "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address == f"http://127.0.0.1:{port}/x"
        page = _page(f"{address}/evidence.json?_shape=array")
        assert {row["target"] for row in json.loads(page)} == {"ABC1", "DE2"}
        assert "On Xmab" in _page(f"{address}/documents")
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_serve_on_a_port_that_is_taken(db: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = call("serve", db, "--port", port)
    assert result.exit_code == 1
    assert f"--port {port + 1}" in result.output


def _page(address: str) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")
