"""`evitrace show`: what was read, found and skipped in one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.store.rows import Row

_FEW = 10


@click.command("show", short_help="Show what one document gave.")
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("document")
@click.option("--all", "everything", is_flag=True, help=f"Show every row, not the first {_FEW} of each kind.")
def show(db: Path, document: str, everything: bool) -> None:
    """Show what was read, found and skipped in one document of the database DB.

    DOCUMENT is its id, its file name, or the file name without the extension.

    \b
    Example:
      evitrace show evidence.db review
    """
    from extract.store.database import open_for_reading
    from extract.store.queries import claims_of, evidence_of, find_document, outline, skipped

    database = open_for_reading(db)
    found = find_document(database, document)
    own_id = str(found["id"])
    click.echo(found["title"] or found["source"])
    pages = None if found["n_pages"] is None else f"{found['n_pages']} pages"
    known = [found["source"], found["format"], pages, found["doc_type"], found["journal"], found["year"], found["doi"], own_id]
    click.echo(" · ".join(str(part) for part in known if part is not None))
    click.echo("\nSections")
    for section in outline(database, own_id):
        size = f"{section['sentences']} sentences, {section['evidence']} evidence, {section['claims']} claims"
        click.echo(f"  {_page(section)}{section['kind']}: {section['title'] or '(no title)'} ({size})")
    evidence = evidence_of(database, own_id)
    click.echo(f"\nEvidence ({len(evidence)})")
    for row in evidence if everything else evidence[:_FEW]:
        click.echo(f"  {_page(row)}{_statement(row)}")
        click.echo(f"      “{row['quote']}”  {row['pattern_id']} {row['confidence']:.2f}")
    _more(len(evidence), everything)
    claims = claims_of(database, own_id)
    click.echo(f"\nClaims ({len(claims)})")
    for claim, values in claims if everything else claims[:_FEW]:
        about = ", ".join(str(claim[slot]) for slot in ("drug", "target", "population", "timepoint") if claim[slot] is not None)
        click.echo(f"  {_page(claim)}{claim['measure']}{': ' + about if about else ''} = {'; '.join(map(_value, values))}")
        click.echo(f"      “{claim['quote']}”  {claim['pattern_id']} {claim['confidence']:.2f}")
    _more(len(claims), everything)
    click.echo("\nSkipped")
    for what, count in skipped(database, own_id).items():
        if count:
            click.echo(f"  {count} {what}")


def _more(count: int, everything: bool) -> None:
    if count > _FEW and not everything:
        click.echo(f"  ... and {count - _FEW} more: --all")


def _page(row: Row) -> str:
    return "" if row["page"] is None else f"p.{row['page']} "


def _statement(row: Row) -> str:
    target = " ".join(str(row[column]) for column in ("target", "target_alteration") if row[column] is not None)
    mechanism = f"{'not ' if row['negated'] else ''}{row['mechanism'] or '-'}"
    outcome = " ".join(str(row[column]) for column in ("outcome", "outcome_direction") if row[column] is not None)
    return f"{row['drug'] or '-'} | {mechanism} | {target or '-'} | {outcome or '-'} ({row['certainty']}, {row['study_type']})"


def _value(row: Row) -> str:
    number = f"{row['value']:g}" if row["value"] is not None else f"{_bound(row['value_low'])} to {_bound(row['value_high'])}"
    unit = "" if row["unit"] in (None, "1") else f" {row['unit']}"
    kind = "" if row["kind"] in ("estimate", "range") else f" {str(row['kind']).replace('_', ' ')}"
    arm = f" ({row['arm']})" if row["arm"] else ""
    return f"{row['qualifier'] or ''}{number}{unit}{kind}{arm}"


def _bound(value: str | int | float | None) -> str:
    return "?" if value is None else f"{value:g}"
