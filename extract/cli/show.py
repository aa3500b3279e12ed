"""`evitrace show`: what was read, found and skipped in one document, and where a row stands on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.cli._passage import draw_passage, show_passage

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.store.rows import Row

_FEW = 10


@click.command("show", short_help="Show what one document gave, or one row and its place on the page.")
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("what", metavar="DOCUMENT|ROW_ID")
@click.option("--all", "everything", is_flag=True, help=f"Show every row of a document, not the first {_FEW} of each kind.")
@click.option("--png", type=click.Path(path_type=Path, dir_okay=False), help="Draw the page with the row highlighted, to this file.")
@click.option("--pdf", type=click.Path(path_type=Path), help="The original PDF, or a folder that it is in.")
def show(db: Path, what: str, everything: bool, png: Path | None, pdf: Path | None) -> None:
    """Show what was read, found and skipped in one document of the database DB; or one row of it, in its paragraph, with its place.

    DOCUMENT is the id of a document, its file name, or the file name without the extension. ROW_ID is the id of a row: of evidence, a
    claim, a value, a number, a name, a sentence, a cell of a table, and so on.

    With --png the page of the original PDF is drawn with the words of the row highlighted. The PDF is looked for in the current folder
    and in that of the database, and must have the bytes that were read.

    \b
    Example:
      evitrace show evidence.db review
      evitrace show evidence.db ev_0a1b2c3d4e5f6071 --png page.png
    """
    from extract.store.database import open_for_reading
    from extract.store.passages import find_passage, title_passage
    from extract.store.queries import find_document

    database = open_for_reading(db)
    passage = find_passage(database, what)
    if passage is not None:
        show_passage(database, passage)
    else:
        found = find_document(database, what)
        if png is None:
            _show_document(database, found, everything)
        passage = title_passage(found)
    if png is not None:
        draw_passage(database, passage, png, pdf, [Path(), db.resolve().parent])


def _show_document(database: Database, found: Row, everything: bool) -> None:
    from extract.store.queries import claims_of, evidence_of, outline, skipped

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
