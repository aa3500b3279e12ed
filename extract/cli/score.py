"""`evitrace score`: how a database compares with hand-made annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.score.tally import Mistake


@click.command("score", short_help="Compare a database with annotations.")
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Print every wrong and every missed item first.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def score(db: Path, gold: Path, errors: bool, as_json: bool) -> None:
    """Compare the database DB with the annotations in the folder GOLD.

    GOLD holds one DOCUMENT.jsonl per annotated document; DOCUMENT is the name of the ingested file without its extension. Annotated facts
    with "essential": false are neither missed nor wrong.

    \b
    Example:
      evitrace score demo.db corpora/trastuzumab_resistance/gold --errors
    """
    from extract.score import score_database

    report = score_database(db, gold)
    if errors:
        for mistake in report.mistakes:
            click.echo(_shown(mistake), err=as_json)
    if as_json:
        click.echo(json.dumps(report.figures(), indent=2))
    else:
        for line in report.lines():
            click.echo(line)


def _shown(mistake: Mistake) -> str:
    pattern = f" [{mistake.pattern_id}]" if mistake.pattern_id else ""
    return f"{mistake.kind.upper()} {mistake.document} {mistake.what}: {mistake.fact} :: {mistake.quote[:160]!r}{pattern}"
