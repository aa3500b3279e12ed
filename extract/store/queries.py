"""Questions to a database that the command line asks."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from extract.errors import StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.store.rows import Row


def rows(db: Database, sql: str, *values: str | int | None) -> list[Row]:
    """The rows of a query, by column."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def find_document(db: Database, name: str) -> Row:
    """The document with that id, file name, or file name without its extension. Raises StoreError when there is not just one."""
    documents = rows(db, "SELECT * FROM documents ORDER BY source, id")
    for names in (
        lambda row: (row["id"],),
        lambda row: (row["source"],),
        lambda row: (PurePath(str(row["source"])).stem, PurePath(str(row["source"])).name),
    ):
        found = [row for row in documents if name in names(row)]
        if len(found) == 1:
            return found[0]
        if found:
            remedy = "Name it by its id: " + ", ".join(str(row["id"]) for row in found[:5])
            raise StoreError("ambiguous_document", f"{len(found)} documents have that name", where=name, remedy=remedy)
    some = ", ".join(str(row["source"]) for row in documents[:10]) + (", ..." if len(documents) > 10 else "")
    raise StoreError("no_document", "is not in the database", where=name, remedy=f"It holds: {some or 'no documents'}.")


def outline(db: Database, document_id: str) -> list[Row]:
    """The sections of a document in order, each with its first page and the number of sentences, evidence rows and claims in it."""
    return rows(
        db,
        """SELECT s.title, s.kind, min(t.page) AS page, count(DISTINCT t.id) AS sentences,
                  count(DISTINCT e.id) AS evidence, count(DISTINCT c.id) AS claims
           FROM sections s LEFT JOIN sentences t ON t.section_id = s.id
           LEFT JOIN evidence e ON e.sentence_id = t.id LEFT JOIN quantitative_claims c ON c.sentence_id = t.id
           WHERE s.document_id = ? GROUP BY s.id ORDER BY s.start, s."end" DESC""",
        document_id,
    )


def evidence_of(db: Database, document_id: str) -> list[Row]:
    """The evidence rows of a document in text order, with their pages."""
    return rows(
        db,
        """SELECT e.*, s.page FROM evidence e LEFT JOIN sentences s ON s.id = sentence_id
           WHERE e.document_id = ? ORDER BY e.start, e."end", e.id""",
        document_id,
    )


def claims_of(db: Database, document_id: str) -> list[tuple[Row, list[Row]]]:
    """The claims of a document in text order, each with its values."""
    claims = rows(
        db,
        """SELECT c.*, coalesce(s.page, t.page) AS page FROM quantitative_claims c
           LEFT JOIN sentences s ON s.id = c.sentence_id LEFT JOIN tables t ON t.id = c.table_id
           WHERE c.document_id = ? ORDER BY c.start, c."end", c.id""",
        document_id,
    )
    values = rows(db, "SELECT * FROM claim_values WHERE document_id = ? ORDER BY claim_id, position", document_id)
    return [(claim, [value for value in values if value["claim_id"] == claim["id"]]) for claim in claims]


def skipped(db: Database, document_id: str) -> dict[str, int]:
    """What was read in a document and gave no row, counted: its name → how often."""
    questions = {
        "sentences without evidence or claim": """SELECT count(*) FROM sentences s WHERE document_id = ?
            AND NOT EXISTS (SELECT 1 FROM evidence WHERE sentence_id = s.id)
            AND NOT EXISTS (SELECT 1 FROM quantitative_claims WHERE sentence_id = s.id)""",
        "names that are not grounded": "SELECT count(*) FROM mentions WHERE document_id = ? AND concept_id IS NULL",
        "numbers that are settings": "SELECT count(*) FROM quantities WHERE document_id = ? AND use = 'setting'",
        "numbers of no known use": "SELECT count(*) FROM quantities WHERE document_id = ? AND use = 'other'",
        "tables whose cells were not read": """SELECT count(*) FROM tables t WHERE document_id = ?
            AND NOT EXISTS (SELECT 1 FROM cells WHERE table_id = t.id)""",
        "callouts without a reference": """SELECT count(DISTINCT label) FROM citations WHERE document_id = ?
            AND bibliography_id IS NULL""",
    }
    return {name: int(db.conn.execute(sql, [document_id]).fetchone()[0]) for name, sql in questions.items()}


def runs(db: Database) -> list[tuple[Row, list[Row]]]:
    """All runs, the latest first, each with its errors."""
    found = rows(
        db,
        """SELECT r.*, (SELECT count(*) FROM run_documents WHERE run_id = r.id) AS documents
           FROM runs r ORDER BY started_at DESC, rowid DESC""",
    )
    errors = rows(db, "SELECT * FROM run_errors ORDER BY source, code, id")
    return [(run, [error for error in errors if error["run_id"] == run["id"]]) for run in found]
