"""`evitrace doctor`: is everything installed that is needed?"""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sqlite3
import sys
from collections.abc import Callable
from functools import partial

import click

from extract.cli._model import MODEL_HELP


@click.command("doctor", short_help="Check the installation.")
@click.option("--model", help=MODEL_HELP)
@click.pass_context
def doctor(ctx: click.Context, model: str | None) -> None:
    """Check the installation: Python, packages, SQLite, patterns, the language model. Exits with 1 when something is missing.

    \b
    Example:
      evitrace doctor
    """
    healthy = True
    looks: dict[str, Callable[[], str]] = {**_LOOKS, "language model": partial(_model, model)}
    for name, look in looks.items():
        try:
            click.echo(f"ok      {name}: {look()}")
        except Exception as error:  # a report on an installation must reach its end, whatever is broken
            healthy = False
            click.echo(f"broken  {name}: {error or type(error).__name__}")
    if not healthy:
        ctx.exit(1)


def _python() -> str:
    if not (3, 11) <= sys.version_info[:2] <= (3, 12):
        raise RuntimeError(f"{platform.python_version()}: install Python 3.11 or 3.12")
    return f"{platform.python_version()} on {platform.platform()}"


def _packages() -> str:
    found, missing = [], []
    for requirement in importlib.metadata.requires("evitrace") or ():
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}. Run: pip install {' '.join(missing)}")
    return ", ".join(found)


def _sqlite() -> str:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        connection.execute("SELECT json_valid('[]')")
    except sqlite3.OperationalError as error:
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} without FTS5 or JSON ({error}): use a Python built with them") from error
    return f"{sqlite3.sqlite_version} with FTS5"


def _model(name: str | None) -> str:
    from extract.language import DEFAULT_MODEL, Language, ParseRequest

    language = Language(name or DEFAULT_MODEL)
    text = "Lapatinib inhibits HER2. It is given daily."
    bounds = language.sentence_bounds([text])[0]
    if len(bounds) != 2:
        raise RuntimeError(f"{len(bounds)} sentences instead of two in: {text}")
    first = text[: bounds[0][1]]
    (parse,) = language.parse([ParseRequest(0, first)])
    if "nsubj" not in {token.dep for token in parse.tokens}:
        raise RuntimeError(f"no subject found in: {first}")
    if not language.names([first])[0]:
        raise RuntimeError(f"no name found in: {first}")
    lines = (*language.description, f"recorded as {language.version}", *language.notes)
    return "".join(f"\n          {line}" for line in lines).strip()


def _patterns() -> str:
    from extract.resources import patterns_folder
    from extract.run.work import load_extractor

    versions = load_extractor().versions
    return f"{patterns_folder()} ({', '.join(f'{part} {version}' for part, version in sorted(versions.items()))})"


def _metadata() -> str:
    import json

    from extract.resources import metadata_file

    json.loads(metadata_file().read_text(encoding="utf-8"))
    return str(metadata_file())


_LOOKS: dict[str, Callable[[], str]] = {
    "python": _python,
    "packages": _packages,
    "sqlite": _sqlite,
    "patterns": _patterns,
    "datasette metadata": _metadata,
}
