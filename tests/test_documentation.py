"""The documentation is true: commands, options, targets and files that it names exist, and the SQL that it shows runs."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extract import __version__
from extract.cli import main
from extract.store.database import open_for_writing

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "tests/README.md", "benchmarks/README.md")]
COMMANDS = main.list_commands(click.Context(main))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def page(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The code blocks of a page: language and content. Indented ones have no language."""
    yield from ((match[1], match[2]) for match in _FENCE.finditer(text))
    yield from (("", match[0]) for match in _INDENTED.finditer(_FENCE.sub("", text)))


def command_lines(text: str) -> Iterator[str]:
    """What follows `evitrace` on every line of code that runs it."""
    for _, block in blocks(text):
        for line in block.splitlines():
            for part in re.split(r"\s\|\s|\s#\s", line.strip().removeprefix("$ ")):
                words = part.strip().split(maxsplit=1)
                if words and Path(words[0]).name == "evitrace":
                    yield words[1] if len(words) > 1 else ""


def parse(line: str) -> None:
    """Take a command line apart as the program would, without running it. Raises click.UsageError."""
    words = shlex.split(line, comments=True)
    context: click.Context | None = None
    command: click.Command = main
    while isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            return
        name = words.pop(0)
        context = click.Context(command, parent=context, info_name=command.name)
        found = command.get_command(context, name)
        if found is None:
            raise click.UsageError(f"there is no command {name}")
        command = found
    command.make_context(command.name, words, parent=context)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_says_what_it_does_and_shows_it(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    help_text = command.help or ""
    examples = re.findall(r"^ *(?:[^|\n]*\| )?evitrace (.*)$", help_text.partition("Example")[2], re.MULTILINE)
    assert examples, f"evitrace {name} --help has no example"
    for example in examples:
        parse(example.split(" | ")[0])
    assert command.short_help or help_text
    nameless = [parameter.name for parameter in command.params if isinstance(parameter, click.Option) and not parameter.help]
    assert nameless == [], "every option has help"


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str) -> None:
    assert re.search(rf"evitrace {name}\b", page(ROOT / "README.md")), f"the README does not say what evitrace {name} is for"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_a_page_shows_exist(path: Path) -> None:
    text = page(path)
    for line in command_lines(text):
        parse(line)
    for span in _CODE.findall(text):
        if span.startswith("evitrace ") and not re.search(r"\b[A-Z]+\b", span):
            parse(span.removeprefix("evitrace "))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_that_a_page_names_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", page(ROOT / "Makefile"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", " ".join([*_CODE.findall(page(path)), *(block for _, block in blocks(page(path)))])))
    assert named <= targets


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_page_names_exist(path: Path) -> None:
    text = _FENCE.sub("", page(path))
    links = [link.split("#")[0] for link in _LINK.findall(text) if "://" not in link]
    assert [link for link in links if link and not (path.parent / link).exists()] == []
    folders = r"(?:extract|patterns|corpora|tests|benchmarks|docs)/[\w./-]*"
    spans = [span for span in _CODE.findall(text) if re.fullmatch(folders, span)]
    assert [span for span in spans if not (ROOT / span).exists()] == []


def test_sql_that_the_readme_shows_runs(tmp_path: Path) -> None:
    database = open_for_writing(tmp_path / "empty.db")
    queries = [content for language, content in blocks(page(ROOT / "README.md")) if language == "sql"]
    assert queries
    for query in queries:
        columns = [column[0] for column in database.execute(query).description]
        assert columns


def test_examples_of_the_readme_are_what_comes_out(tmp_path: Path) -> None:
    text = page(ROOT / "README.md")
    quotes = [" ".join(quote.replace("\n>", " ").split()) for quote in re.findall(r"^> (.+(?:\n> .+)*)$", text, re.MULTILINE)]
    tables = re.findall(r"^> .+\n\n(.+)\n-[-|]+\n((?:.* \| .*\n)+)", text, re.MULTILINE)
    assert len(quotes) == len(tables) == 2
    paper, made = tmp_path / "paper.txt", tmp_path / "made.db"
    paper.write_text("\n\n".join(quotes) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["ingest", str(made), str(paper), "--workers", "1"])
    assert done.exit_code == 0, done.output
    sources = ("evidence", "quantitative_claims c join claim_values v on v.claim_id = c.id")
    with closing(sqlite3.connect(made)) as connection:
        for (header, rows), source in zip(tables, sources, strict=True):
            found = {
                tuple(_shown(cell) for cell in row) for row in connection.execute(f"select {header.replace(' | ', ', ')} from {source}")
            }
            shown = {tuple(cell.strip() for cell in row.split("|")) for row in rows.splitlines()}
            assert shown <= found


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell)


def test_make_demo_points_at_pages_that_exist(tmp_path: Path) -> None:
    pages = re.findall(r"\$\(PAGES\)/(\w+)", page(ROOT / "Makefile"))
    assert len(pages) == 3
    database = open_for_writing(tmp_path / "empty.db")
    assert set(pages) <= {*database.table_names(), *database.view_names()}


def test_changelog_knows_the_version() -> None:
    text = page(ROOT / "CHANGELOG.md")
    assert "## [Unreleased]" in text
    assert __version__ in text
