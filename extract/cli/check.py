"""`evitrace check`: does a database keep its promises?"""

from __future__ import annotations

from pathlib import Path

import click


@click.command("check", short_help="Check that a database keeps its promises.")
@click.argument("db", type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, db: Path) -> None:
    """Check that the database DB keeps the promises of the public contract.

    Offsets give the quoted text, controlled columns hold their vocabulary, numbers stand in their quotes, no id points nowhere,
    no text is empty, the file is whole. Prints one line for each broken promise with an example, and exits with 1 if there is any.

    \b
    Example:
      evitrace check evidence.db
    """
    from extract.store.check import check as breaches_of
    from extract.store.check import promises
    from extract.store.database import open_for_reading

    database = open_for_reading(db)
    breaches = breaches_of(database)
    for breach in breaches:
        click.echo(f"broken: {breach.promise}: {breach.count}, for example {breach.example[:300]}")
    counted = ", ".join(
        f"{database.table(name).count} {name.replace('_', ' ')}" for name in ("documents", "evidence", "quantitative_claims")
    )
    click.echo(f"{counted}: {promises(database) - len(breaches)} promises kept, {len(breaches)} broken.")
    if breaches:
        ctx.exit(1)
