"""`evitrace ingest`: documents into a database."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.cli._model import MODEL_HELP, say_notes

if TYPE_CHECKING:
    from extract.run.outcome import Outcome


@click.command("ingest", short_help="Read documents into a database.")
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("things", nargs=-1, required=True, metavar="FILES|FOLDERS|-")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes that read documents. Default: as many as pay for their start, at most 4."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="The work on a document that takes longer is stopped, and the document recorded as failed.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=500),
    default=4000,
    show_default=True,
    metavar="MB",
    help="The memory that a process that reads documents may take.",
)
@click.option("--model", help=MODEL_HELP)
@click.option("--jsonl", is_flag=True, help="Print one JSON object per document on standard output.")
@click.pass_context
def ingest(
    ctx: click.Context,
    db: Path,
    things: tuple[str, ...],
    workers: int | None,
    time_limit: float,
    memory_limit: int,
    model: str | None,
    jsonl: bool,
) -> None:
    """Read documents into the database DB, which is made when it does not exist.

    PDF, text, Markdown, JATS XML, XML of BioMed Central, PubMed XML and PubTator are read, also packed with gzip. A file of many
    records becomes many documents, called FILE#PMID. From a folder are taken the .pdf, .txt, .md, .markdown, .xml, .nxml and
    .pubtator files in it and in the folders in it, packed or not; - reads a document from standard input. Running again is
    always safe: a document that is stored already, made with the same versions, is left alone. The decisions of curators are
    never touched. Exits with 1 when any document failed; the others are stored all the same.

    \b
    Example:
      evitrace ingest evidence.db papers/ notes.md
      pdftotext paper.pdf - | evitrace ingest evidence.db -
    """
    from extract.run.ingest import ingest as run
    from extract.run.outcome import Failure
    from extract.run.sources import SUFFIXES, find_sources
    from extract.run.work import load_extractor
    from extract.run.worker import Limits
    from extract.store.database import open_for_writing

    if db.suffix.lower() in SUFFIXES:
        raise click.UsageError(f"The database comes first, and {db} has the name of a document: evitrace ingest evidence.db {db}")
    say_notes(model)
    database = open_for_writing(db)
    sources = find_sources(things, sys.stdin.buffer)
    tally: Counter[str] = Counter()
    interrupted = False
    outcomes = run(database, sources, partial(load_extractor, model), workers=workers, limits=Limits(time_limit, memory_limit))
    try:
        for outcome in _shown_progress(outcomes, len(sources)):
            tally[type(outcome).__name__.lower()] += 1
            _print(outcome, jsonl=jsonl, verbose=ctx.find_root().params.get("verbose", False))
    except KeyboardInterrupt:
        interrupted = True
    finally:
        database.close()
    rest = len(sources) - sum(tally.values())
    parts = [f"{tally['stored']} stored", f"{tally['unchanged']} unchanged", f"{tally['failure']} failed"]
    parts += [f"{tally['duplicate']} given twice"] if tally["duplicate"] else []
    parts += [f"{rest} not done: run again to do the rest"] if rest else []
    click.echo(f"{'Interrupted. ' if interrupted else ''}{db}: {', '.join(parts)}.", err=True)
    if interrupted:
        ctx.exit(130)
    if any(isinstance(source, Failure) for source in sources) or tally["failure"]:
        click.echo(f"Why: evitrace runs {db}", err=True)
        ctx.exit(1)


def _shown_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, with a progress bar on standard error when a person looks at it."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="document", file=sys.stderr, leave=False) as bar:
        for outcome in outcomes:
            bar.clear()
            yield outcome
            bar.update()
            bar.refresh()


def _print(outcome: Outcome, *, jsonl: bool, verbose: bool) -> None:
    from extract.run.outcome import Failure

    if jsonl:
        click.echo(json.dumps(_as_json(outcome), ensure_ascii=False))
    elif not isinstance(outcome, Failure):
        click.echo(_line(outcome))
    if isinstance(outcome, Failure):
        click.echo(f"{outcome.source}: failed: {outcome.message}\n    {outcome.remedy}", err=True)
        if verbose and outcome.trace:
            click.echo(outcome.trace, err=True)


def _line(outcome: Outcome) -> str:
    from extract.run.outcome import Duplicate, Stored

    if isinstance(outcome, Stored):
        counts = outcome.counts
        pages = "" if counts.pages is None else f"{counts.pages} {'page' if counts.pages == 1 else 'pages'}, "
        problems = f", problems: {'; '.join(counts.problems)}" if counts.problems else ""
        return f"{outcome.source}: {pages}{counts.sentences} sentences, {counts.evidence} evidence, {counts.claims} claims{problems}"
    if isinstance(outcome, Duplicate):
        return f"{outcome.source}: the same bytes as {outcome.same_as}, stored once"
    return f"{outcome.source}: unchanged"


def _as_json(outcome: Outcome) -> dict[str, object]:
    from dataclasses import asdict

    row = asdict(outcome)
    row.pop("trace", None)
    return {"status": type(outcome).__name__.lower(), **row.pop("counts", {}), **row}
