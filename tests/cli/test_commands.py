"""The command line as a whole: quick, described, and without tracebacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extract.cli import main

VERBS = main.list_commands(click.Context(main))
HEAVY = {"spacy", "scispacy", "pint", "pdfplumber", "sqlite_utils", "datasette", "numpy", "ahocorasick_rs", "tqdm", "multiprocessing"}


def test_the_verbs_of_the_readme_exist() -> None:
    assert {"check", "doctor", "ingest", "runs", "serve", "show"} <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_has_an_example(verb: str, flag: str) -> None:
    result = CliRunner().invoke(main, [verb, flag])
    assert result.exit_code == 0
    assert f"evitrace {verb}" in result.output.split("Example", 1)[-1]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_described(verb: str) -> None:
    command = main.get_command(click.Context(main), verb)
    assert command is not None
    assert command.get_short_help_str().endswith(".")
    assert [p.name for p in command.params if isinstance(p, click.Option) and not p.help] == []


def test_help_loads_nothing_heavy() -> None:
    script = "import sys; from extract.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {name for name in done.stderr.split() if name.split(".")[0] in HEAVY} == set()
    assert all(f"  {verb} " in done.stdout for verb in VERBS)


def test_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "extract", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("evitrace, version ")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["ingest"], ["ingest", "x.db"], ["show", "x.db"], ["ingest", "x.db", "a", "--workers", "0"]]
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


@pytest.mark.parametrize("verb", ["check", "runs", "serve", "show"])
def test_missing_database_is_1_with_a_remedy(verb: str, tmp_path: Path) -> None:
    arguments = [verb, str(tmp_path / "x.db"), *(["paper"] if verb == "show" else [])]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "no such database" in result.output
    assert "evitrace ingest" in result.output
    assert "Traceback" not in result.output


def test_traceback_only_when_asked_for(tmp_path: Path) -> None:
    assert "Traceback" in CliRunner().invoke(main, ["-v", "check", str(tmp_path / "x.db")]).output


def test_defect_is_named_without_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("extract.store.database.open_for_reading", broken)
    result = CliRunner().invoke(main, ["check", str(tmp_path / "x.db")])
    assert result.exit_code == 1
    assert "ZeroDivisionError: a defect" in result.output
    assert "Traceback" not in result.output
