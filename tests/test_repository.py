"""The promises of the repository itself: its layout, its layers, its locks, its metadata, and a command line that starts at once."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from extract.resources import patterns_folder

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "extract").rglob("*.py"))
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
HEAVY = ["spacy", "scispacy", "pdfplumber", "datasette", "sqlite_utils", "pint", "ahocorasick_rs", "numpy"]
LONGEST_MODULE = 400


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[str]:
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    return listed.stdout.splitlines()


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_top_level_shows_the_architecture() -> None:
    entries = {path.split("/")[0] for path in tracked()}
    needed = {"pyproject.toml", "extract", "corpora", "patterns", "tests", "datasette_metadata.json"}
    needed |= {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".ci", "requirements.txt", "requirements-dev.txt"}
    assert entries >= needed
    assert entries - needed <= {".gitignore", "benchmarks", "docs"}, "a new entry at the top needs a good reason, and a line here"


def test_code_and_data_live_apart() -> None:
    code = [path for path in tracked() if path.startswith("patterns/") and path.endswith(".py")]
    assert code == [], "patterns/ holds data only"
    others = [path for path in tracked() if path.startswith("extract/") and not path.endswith((".py", ".sql", ".typed"))]
    assert [path for path in others if not path.startswith(("extract/web/", "extract/training/", "extract/language/model/"))] == [], (
        "extract/ holds code; only the web pages have texts of their own, the training its settings, and the model its weights"
    )


def test_distribution_metadata(project: dict[str, Any]) -> None:
    about = project["project"]
    assert (about["name"], about["license"], about["requires-python"]) == ("evitrace", "Apache-2.0", ">=3.11,<3.13")
    assert about["scripts"] == {"evitrace": "extract.cli:main"}
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["extract"]
    assert project["tool"]["mypy"]["strict"] is True
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_language_and_training_know_the_language_libraries() -> None:
    importing = re.compile(r"^\s*(?:import|from) (?:spacy|scispacy)\b", re.MULTILINE)
    knowing = {name_of(path).split("/")[1] for path in MODULES if importing.search(path.read_text(encoding="utf-8"))}
    assert knowing <= {"language", "training"}, "only what uses the language model and what trains it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_described_and_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), f"{name_of(path)} does not say what it gives back"
    assert source.count("\n") <= LONGEST_MODULE, f"{name_of(path)} is asking to become two"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_has_a_telling_name(path: Path) -> None:
    assert not {"utils", "util", "helpers", "helper", "manager", "misc", "common"} & set(path.with_suffix("").parts[-2:])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_everything_and_names_no_address(lock: Path) -> None:
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert not [line for line in lines if "://" in line or "@" in line or line.startswith("-")]
    entries = "\n".join(lines).replace("\\\n", " ").splitlines()
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


def test_locks_agree_and_hold_every_declared_dependency(project: dict[str, Any]) -> None:
    runtime, development = (dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS)
    assert runtime.items() <= development.items(), "run make lock"
    extras = project["project"]["optional-dependencies"]
    declared = {"runtime": [*project["project"]["dependencies"], *extras["build"]], "development": extras["dev"]}
    for wanted, lock in zip(declared.values(), (runtime, development), strict=True):
        names = {re.split(r"[<>=!~\[; ]", requirement)[0].lower() for requirement in wanted}
        assert names <= set(lock), "run make lock"


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from click.testing import CliRunner
from extract.cli import main
for arguments in (["--help"], *([name, "--help"] for name in main.list_commands(None))):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    print(arguments[0], *sorted(set(sys.modules) & set({HEAVY})))
"""
    lines = python(code).split("\n")
    assert [line for line in lines if len(line.split()) > 1] == []
    assert len(lines) > 5


def test_a_wheel_carries_the_code_the_patterns_and_the_metadata(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, capture_output=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("evitrace-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    wanted = {f"extract/data/{path}" for path in tracked() if path.startswith("patterns/") or path == "datasette_metadata.json"}
    wanted |= {path for path in tracked() if path.startswith("extract/")}
    assert wanted <= held
    code = "from extract.resources import patterns_folder; print(patterns_folder())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "installed", capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == tmp_path / "installed/extract/data/patterns"


def test_a_checkout_reads_its_own_patterns() -> None:
    assert patterns_folder() == ROOT / "patterns"
