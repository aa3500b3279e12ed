"""`evitrace runs`: what was run, with which versions, and what failed."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("runs", short_help="List what was run and what failed.")
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Print one JSON object per run on standard output.")
def runs(db: Path, jsonl: bool) -> None:
    """List the runs that filled the database DB, the latest first, with the reason of each failure.

    \b
    Example:
      evitrace runs evidence.db
    """
    import json

    from extract.store.database import open_for_reading
    from extract.store.queries import runs as all_runs

    for run, errors in all_runs(open_for_reading(db)):
        if jsonl:
            click.echo(json.dumps({**run, "errors": errors}, ensure_ascii=False))
            continue
        state = f"finished {run['finished_at']}" if run["finished_at"] else "not finished"
        click.echo(f"{run['id']}: started {run['started_at']}, {state}, {run['documents']} documents, {len(errors)} errors")
        versions = [f"{part} {run[column]}" for part, column in _VERSIONS.items() if run[column] is not None]
        click.echo(f"    {', '.join(versions)}")
        for error in errors:
            click.echo(f"    {error['source']}: {error['message']} [{error['code']}, {error['stage']}]\n        {error['remedy']}")


_VERSIONS = {"code": "code_version", "patterns": "patterns_version", "vocabularies": "vocabularies_version", "model": "model"}
