"""`evitrace diff`: rows gained, lost and changed between two databases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.cli._group import FAILURE

if TYPE_CHECKING:
    from extract.store.diff import Difference, DocumentDiff, Holdings, Kind
    from extract.store.rows import Row
    from extract.store.statements import Table

_TABLES: Mapping[str, tuple[Table, ...]] = {
    "evidence": ("evidence",),
    "claims": ("quantitative_claims",),
    "all": ("evidence", "quantitative_claims"),
}
_FEW = 10
_LONG = 160
_SIGNS: Mapping[Kind, str] = {"gained": "+", "lost": "-", "changed": "~"}
_FAILED = 2


@click.command("diff", short_help="Compare two databases: rows gained, lost and changed.")
@click.argument("old", metavar="OLD.db", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.db", type=click.Path(path_type=Path))
@click.option("--table", type=click.Choice(list(_TABLES)), default="all", show_default=True, help="Compare these rows alone.")
@click.option("--limit", type=click.IntRange(min=0), default=_FEW, show_default=True, help="Print that many rows of each document.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines: first a summary, then each row that differs.")
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, table: str, limit: int, as_json: bool) -> None:
    """Compare the databases OLD.db and NEW.db: rows gained, lost and changed, in each document, for each pattern and in all.

    A row is matched by what it states and where, not by its id: one whose mechanism, direction or confidence is another now is one changed
    row. Documents that only one database has, and versions that differ, are said first. Exits with 0 when the same documents give the same
    rows, with 1 when they differ, with 2 when a database cannot be read.

    \b
    Example:
      evitrace diff before.db after.db --table evidence --limit 3
    """
    ctx.meta[FAILURE] = _FAILED
    from extract.store.database import open_for_reading
    from extract.store.diff import columns_of_one, compare, holdings

    before, after = (open_for_reading(path, older=True) for path in (old, new))
    were, are = holdings(before), holdings(after)
    tables = _TABLES[table]
    documents = [document for document in compare(before, after, tables) if document.differs or document.same]
    odd_columns = columns_of_one(before, after, tables)
    differs = were.documents.keys() != are.documents.keys() or any(document.differs for document in documents)
    if as_json:
        _print_json(were, are, documents, tables)
    else:
        for name, path, held in (("OLD", old, were), ("NEW", new, are)):
            click.echo(f"{name} {path}: {_held(held, tables)}")
        for line in [*_odd_documents(were, are), *_odd_versions(were, are), *_odd_columns(odd_columns)]:
            click.echo(line)
        _print_documents(documents, tables, limit)
        _print_totals(documents, tables)
    if differs:
        ctx.exit(1)


def _held(held: Holdings, tables: Iterable[Table]) -> str:
    return ", ".join([f"{len(held.documents)} documents", *(f"{held.rows[table]} {_words(table)}" for table in tables)])


def _odd_documents(were: Holdings, are: Holdings) -> list[str]:
    """Documents of one side. The same name with other bytes is another document."""
    lines = []
    for name, own, other in (("OLD", were, are), ("NEW", are, were)):
        sources = sorted(source for own_id, source in own.documents.items() if own_id not in other.documents)
        known = set(other.documents.values())
        shown = [f"{source} (its bytes differ)" if source in known else source for source in sources]
        if shown:
            more = f", and {len(shown) - _FEW} more" if len(shown) > _FEW else ""
            lines.append(f"only in {name}: {len(shown)} documents: {', '.join(shown[:_FEW])}{more}; their rows are not compared")
    return lines


def _odd_versions(were: Holdings, are: Holdings) -> list[str]:
    """What was made by other versions."""
    if set(were.versions) == set(are.versions):
        return []
    before, now = ({part: sorted({dict(v).get(part, "-") for v in held.versions}) for part in _parts(were, are)} for held in (were, are))
    return [f"{part}: {', '.join(before[part])} -> {', '.join(now[part])}" for part in before if before[part] != now[part]]


def _parts(were: Holdings, are: Holdings) -> list[str]:
    return list(dict.fromkeys(part for held in (were, are) for stated in held.versions for part, _ in stated))


def _odd_columns(odd: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"only {name.upper()} has the columns {', '.join(columns)}: not compared" for name, columns in odd.items() if columns]


def _print_documents(documents: Iterable[DocumentDiff], tables: Iterable[Table], limit: int) -> None:
    for document in documents:
        if not document.differs:
            continue
        counted = ", ".join(f"{_words(table)} {_counted(document, table)}" for table in tables)
        read = " (its text is read otherwise: offsets and ids are not compared)" if document.text_differs else ""
        click.echo(f"\n{document.source}: {counted}{read}")
        for difference in document.differences[:limit]:
            click.echo(f"  {_SIGNS[difference.kind]} {_stated(difference)}")
            click.echo(f"      “{_short(difference.row['quote'])}”")
            for column, (before, now) in difference.changes().items():
                click.echo(f"      {column}: {_shown(before)} -> {_shown(now)}")
        if len(document.differences) > limit:
            click.echo(f"  ... and {len(document.differences) - limit} more: --limit")


def _print_totals(documents: list[DocumentDiff], tables: Iterable[Table]) -> None:
    from extract.store.diff import patterns_changed

    differences = [difference for document in documents for difference in document.differences]
    patterns = patterns_changed(differences)
    if patterns:
        click.echo(f"\n{'pattern':40} {'gained':>7} {'lost':>7} {'changed':>7}")
        for pattern, counts in patterns.items():
            click.echo(f"{pattern:40} {counts['gained']:7} {counts['lost']:7} {counts['changed']:7}")
    columns = Counter(column for difference in differences for column in difference.columns)
    if columns:
        changes = ", ".join(f"{column} {count}" for column, count in sorted(columns.items(), key=lambda item: (-item[1], item[0])))
        click.echo(f"\ncolumns of changed rows: {changes}")
    click.echo("")
    for table in tables:
        totals = _totals(documents, table)
        click.echo(f"{_words(table)}: {', '.join(f'{count} {kind}' for kind, count in totals.items())}")


def _totals(documents: Iterable[DocumentDiff], table: Table) -> dict[str, int]:
    documents = list(documents)
    changes: dict[str, int] = {kind: sum(document.count(table, kind) for document in documents) for kind in _SIGNS}
    return {**changes, "same": sum(document.same.get(table, 0) for document in documents)}


def _counted(document: DocumentDiff, table: Table) -> str:
    return " ".join(f"{sign}{document.count(table, kind)}" for kind, sign in _SIGNS.items())


def _stated(difference: Difference) -> str:
    row = difference.row
    if difference.table == "quantitative_claims":
        said = f"{row['measure']}{': ' + str(row['drug']) if row['drug'] else ''} = {row['values']}"
    else:
        target = " ".join(str(row[column]) for column in ("target", "target_alteration") if row[column] is not None)
        outcome = " ".join(str(row[column]) for column in ("outcome", "outcome_direction") if row[column] is not None)
        said = f"{row['drug'] or '-'} | {'not ' if row['negated'] else ''}{row['mechanism'] or '-'} | {target or '-'} | {outcome or '-'}"
    return f"{row['id']} {said} [{row['pattern_id']} {row['confidence']}]"


def _print_json(were: Holdings, are: Holdings, documents: list[DocumentDiff], tables: Iterable[Table]) -> None:
    from extract.store.diff import patterns_changed

    differences = [difference for document in documents for difference in document.differences]
    summary = {
        "documents": {
            "only_old": sorted(source for own_id, source in were.documents.items() if own_id not in are.documents),
            "only_new": sorted(source for own_id, source in are.documents.items() if own_id not in were.documents),
            "text_differs": [document.source for document in documents if document.text_differs],
            "compared": len(documents),
        },
        "versions": {name: [{**dict(v), "documents": n} for v, n in held.versions.items()] for name, held in (("old", were), ("new", are))},
        "rows": {table: _totals(documents, table) for table in tables},
        "patterns": {pattern: dict(sorted(counts.items())) for pattern, counts in patterns_changed(differences).items()},
    }
    click.echo(json.dumps({"kind": "summary", **summary}, ensure_ascii=False))
    for document in documents:
        for difference in document.differences:
            line = {"kind": difference.kind, "table": difference.table, "document": document.source}
            click.echo(json.dumps({**line, "changes": difference.changes(), "row": _full(difference.row)}, ensure_ascii=False))


def _full(row: Row) -> Row:
    return {column: value for column, value in row.items() if value is not None}


def _words(table: Table) -> str:
    return "evidence" if table == "evidence" else "claims"


def _shown(value: object) -> str:
    return "-" if value is None else _short(value)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."
