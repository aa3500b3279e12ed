"""The schema, as ordered migrations. The tables and columns of the public contract, and these besides:

    lines            one printed line of a document, or one row of a table: start, end, page, x0, top, x1, bottom (PDF points from
                     the top left), words (see `extract.store.places`)
    tables, cells    the tables of a document: label, caption, notes, page, last_page, start, end; row_number, column_number (0-based),
                     row_span, column_span, header 0/1, text, row_path, column_path, unit, marks, page, x0, top, x1, bottom
    evidence_cues    what an evidence row was read from: kind (trigger, negation, hedge, ..., drug, target), start, end, text
    citations        one row per callout and sentence, evidence row or claim that stands with it: label, bibliography_id
                     (NULL when the document has no such entry), sentence_id, evidence_id, claim_id, start, end
    quantities       also kind (estimate, range, ...) and statistic; mentions also grounding_method and grounding_score
    run_documents    which documents were given to a run
    extractions      which run wrote the rows of a document, and the fingerprint of the versions that made them

Offsets are 0-based, end-exclusive, into documents.text. Truth values are 0/1, numbers REAL, lists JSON arrays, times ISO-8601 UTC.
Ids are hashes of content (`extract.store.ids`), except that curations are numbered. `documents`, `sentences`, `evidence` and
`quantitative_claims` have an FTS5 index `<table>_fts` (stemmed) which triggers keep in step.

A released migration is never edited; a change is a new one at the end. `PRAGMA user_version` is the number of migrations applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from extract import __version__
from extract.store.tables import DOCUMENT, create_table, part_of, refers_to

if TYPE_CHECKING:
    from sqlite_utils import Database

ID = "TEXT NOT NULL PRIMARY KEY"
OWNED = {"id": ID, "document_id": DOCUMENT}
SPAN = {"start": "INTEGER NOT NULL", "end": "INTEGER NOT NULL"}
SLOTS = {"drug": "TEXT", "drug_id": refers_to("concepts"), "target": "TEXT", "target_id": refers_to("concepts")}
NUMBER = {"value": "REAL", "value_low": "REAL", "value_high": "REAL", "qualifier": "TEXT", "unit": "TEXT", "unit_text": "TEXT"}

FORWARD = "end > start AND start >= 0"
CONFIDENCE = "confidence BETWEEN 0 AND 1"
RANGE = "value IS NULL OR (value_low IS NULL AND value_high IS NULL)"


class _Migrations(Migrations):
    """Records the version that applied a migration where sqlite-utils records the time: equal input gives equal databases."""

    def _record_applied(self, db: Database, name: str) -> None:
        row = {"migration_set": self.name, "name": name, "applied_at": f"evitrace {__version__}"}
        db.table(self.migrations_table).insert(row)


migrations = _Migrations("evitrace")


def names() -> list[str]:
    """The names of all migrations of this version, in order."""
    return [migration.name for migration in migrations._migrations]


@migrations()
def m001_documents(db: Database) -> None:
    """Documents and the layers of their text."""
    create_table(
        db,
        "documents",
        {
            "id": ID,
            "source": "TEXT NOT NULL",
            "sha256": "TEXT NOT NULL",
            "format": "TEXT NOT NULL",
            "title": "TEXT",
            "year": "INTEGER",
            "journal": "TEXT",
            "doi": "TEXT",
            "pmid": "TEXT",
            "pmcid": "TEXT",
            "doc_type": "TEXT NOT NULL",
            "n_pages": "INTEGER",
            "text": "TEXT NOT NULL",
        },
        indexes=["sha256", "source"],
    )
    create_table(
        db,
        "sections",
        {
            **OWNED,
            "parent_id": refers_to("sections"),
            "title": "TEXT",
            "kind": "TEXT NOT NULL",
            **SPAN,
        },
        checks=[FORWARD],
    )
    create_table(
        db,
        "sentences",
        {
            **OWNED,
            "section_id": refers_to("sections"),
            **SPAN,
            "page": "INTEGER",
            "text": "TEXT NOT NULL",
        },
        checks=[FORWARD],
    )
    create_table(
        db,
        "lines",
        {
            **OWNED,
            **SPAN,
            "page": "INTEGER",
            "x0": "REAL",
            "top": "REAL",
            "x1": "REAL",
            "bottom": "REAL",
        },
    )
    create_table(
        db,
        "tables",
        {
            **OWNED,
            "caption": "TEXT",
            "page": "INTEGER",
            **SPAN,
        },
    )
    create_table(
        db,
        "cells",
        {
            **OWNED,
            "table_id": part_of("tables"),
            "row_number": "INTEGER NOT NULL",
            "column_number": "INTEGER NOT NULL",
            "header": "INTEGER NOT NULL CHECK (header IN (0, 1))",
            **SPAN,
            "text": "TEXT",
        },
    )
    create_table(
        db,
        "bibliography",
        {
            **OWNED,
            "label": "TEXT NOT NULL",
            "text": "TEXT NOT NULL",
            "doi": "TEXT",
            "pmid": "TEXT",
            "year": "INTEGER",
            "start": "INTEGER",
            "end": "INTEGER",
        },
    )


@migrations()
def m002_findings(db: Database) -> None:
    """What is found in the text: names, numbers, evidence and claims."""
    create_table(
        db,
        "concepts",
        {
            "id": ID,
            "name": "TEXT NOT NULL",
            "label": "TEXT NOT NULL",
            "synonyms": "TEXT CHECK (synonyms IS NULL OR json_valid(synonyms))",
            "source": "TEXT",
        },
        indexes=["label", "name"],
    )
    create_table(
        db,
        "mentions",
        {
            **OWNED,
            "sentence_id": refers_to("sentences"),
            **SPAN,
            "text": "TEXT NOT NULL",
            "label": "TEXT NOT NULL",
            "concept_id": refers_to("concepts"),
            "method": "TEXT NOT NULL",
            "score": "REAL",
        },
        checks=[FORWARD, "score BETWEEN 0 AND 1"],
        indexes=["label"],
    )
    create_table(
        db,
        "quantities",
        {
            **OWNED,
            "sentence_id": refers_to("sentences"),
            **SPAN,
            "text": "TEXT NOT NULL",
            "kind": "TEXT",
            **NUMBER,
            "statistic": "TEXT",
            "use": "TEXT NOT NULL",
        },
        checks=[FORWARD, RANGE],
        indexes=["unit"],
    )
    create_table(
        db,
        "evidence",
        {
            **OWNED,
            "sentence_id": refers_to("sentences"),
            **SPAN,
            "quote": "TEXT NOT NULL",
            **SLOTS,
            "target_alteration": "TEXT",
            "mechanism": "TEXT",
            "mechanism_text": "TEXT",
            "outcome": "TEXT",
            "outcome_direction": "TEXT",
            "outcome_text": "TEXT",
            "negated": "INTEGER NOT NULL CHECK (negated IN (0, 1))",
            "certainty": "TEXT NOT NULL",
            "study_type": "TEXT NOT NULL",
            "disease": "TEXT",
            "cell_line": "TEXT",
            "combination": "TEXT CHECK (combination IS NULL OR json_valid(combination))",
            "pattern_id": "TEXT NOT NULL",
            "confidence": "REAL NOT NULL",
        },
        checks=[FORWARD, CONFIDENCE, "(drug IS NOT NULL) + (target IS NOT NULL) + (outcome IS NOT NULL) >= 2"],
        indexes=["drug", "target", "mechanism", "outcome", "pattern_id"],
    )
    create_table(
        db,
        "evidence_cues",
        {
            **OWNED,
            "evidence_id": part_of("evidence"),
            "kind": "TEXT NOT NULL",
            **SPAN,
            "text": "TEXT NOT NULL",
        },
        checks=[FORWARD],
    )
    create_table(
        db,
        "quantitative_claims",
        {
            **OWNED,
            "sentence_id": refers_to("sentences"),
            "table_id": refers_to("tables"),
            **SPAN,
            "quote": "TEXT NOT NULL",
            **SLOTS,
            "measure": "TEXT NOT NULL",
            "measure_text": "TEXT",
            "comparison": "TEXT NOT NULL",
            "disease": "TEXT",
            "cell_line": "TEXT",
            "population": "TEXT",
            "timepoint": "TEXT",
            "pattern_id": "TEXT NOT NULL",
            "confidence": "REAL NOT NULL",
        },
        checks=[FORWARD, CONFIDENCE],
        indexes=["drug", "target", "measure", "pattern_id"],
    )
    create_table(
        db,
        "claim_values",
        {
            **OWNED,
            "claim_id": part_of("quantitative_claims"),
            "position": "INTEGER NOT NULL",
            "kind": "TEXT NOT NULL",
            **NUMBER,
            "si_value": "REAL",
            "statistic": "TEXT",
            "arm": "TEXT",
            "role": "TEXT NOT NULL",
            **SPAN,
        },
        checks=[FORWARD, RANGE],
        indexes=["unit"],
    )
    create_table(
        db,
        "citations",
        {
            **OWNED,
            "bibliography_id": refers_to("bibliography"),
            "label": "TEXT NOT NULL",
            "sentence_id": refers_to("sentences"),
            "evidence_id": refers_to("evidence"),
            "claim_id": refers_to("quantitative_claims"),
            **SPAN,
        },
        checks=[FORWARD],
    )


@migrations()
def m003_curations(db: Database) -> None:
    """Decisions of curators. They name a row by table and id without a reference: they outlive a row that is no longer found."""
    create_table(
        db,
        "curations",
        {
            "id": "INTEGER NOT NULL PRIMARY KEY",
            "row_table": "TEXT NOT NULL",
            "row_id": "TEXT NOT NULL",
            "decision": "TEXT NOT NULL",
            "changes": "TEXT CHECK (changes IS NULL OR json_valid(changes))",
            "curator": "TEXT",
            "note": "TEXT",
            "created_at": "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        },
        indexes=["row_table, row_id"],
    )
    refusal = "BEGIN SELECT RAISE(ABORT, 'curations are append-only: add a new decision instead'); END"
    db.execute(f"CREATE TRIGGER curations_no_update BEFORE UPDATE ON curations {refusal}")
    db.execute(f"CREATE TRIGGER curations_no_delete BEFORE DELETE ON curations {refusal}")
    taken = "WHEN EXISTS (SELECT 1 FROM curations WHERE id = new.id)"
    db.execute(f"CREATE TRIGGER curations_no_replace BEFORE INSERT ON curations {taken} {refusal}")


@migrations()
def m004_runs(db: Database) -> None:
    """What was run, with which versions, and what failed."""
    create_table(
        db,
        "runs",
        {
            "id": ID,
            "started_at": "TEXT NOT NULL",
            "finished_at": "TEXT",
            "code_version": "TEXT",
            "patterns_version": "TEXT",
            "vocabularies_version": "TEXT",
            "model": "TEXT",
        },
    )
    create_table(
        db,
        "run_errors",
        {
            "id": ID,
            "run_id": part_of("runs"),
            "source": "TEXT NOT NULL",
            "sha256": "TEXT",
            "code": "TEXT NOT NULL",
            "message": "TEXT NOT NULL",
            "remedy": "TEXT NOT NULL",
            "stage": "TEXT NOT NULL",
            "at": "TEXT NOT NULL",
        },
    )
    create_table(db, "run_documents", {"id": ID, "run_id": part_of("runs"), "document_id": DOCUMENT})
    extraction = {"document_id": f"{DOCUMENT} PRIMARY KEY", "run_id": part_of("runs"), "fingerprint": "TEXT NOT NULL"}
    create_table(db, "extractions", extraction)


@migrations()
def m005_search(db: Database) -> None:
    """Full-text search."""
    for table, columns in (
        ("documents", ("title", "text")),
        ("sentences", ("text",)),
        ("evidence", ("quote", "drug", "target", "outcome_text")),
        ("quantitative_claims", ("quote", "drug", "target", "measure_text")),
    ):
        db.table(table).enable_fts(columns, create_triggers=True, tokenize="porter unicode61")


@migrations()
def m006_words_of_lines(db: Database) -> None:
    """The place of each word on its line, so that any span of the text can be shown on the page."""
    db.execute('ALTER TABLE "lines" ADD COLUMN "words" TEXT CHECK (words IS NULL OR json_valid(words))')


@migrations()
def m007_names_of_cells(db: Database) -> None:
    """What names each cell of a table, the notes that it calls, and where it is printed."""
    for column in ("row_path", "column_path", "marks"):
        db.execute(f'ALTER TABLE "cells" ADD COLUMN "{column}" TEXT CHECK ({column} IS NULL OR json_valid({column}))')
    for column in ("row_span", "column_span", "page"):
        db.execute(f'ALTER TABLE "cells" ADD COLUMN "{column}" INTEGER')
    for column in ("x0", "top", "x1", "bottom"):
        db.execute(f'ALTER TABLE "cells" ADD COLUMN "{column}" REAL')
    db.execute("""ALTER TABLE "cells" ADD COLUMN "unit" TEXT CHECK (unit <> '')""")
    db.execute("""ALTER TABLE "tables" ADD COLUMN "label" TEXT CHECK (label <> '')""")
    db.execute('ALTER TABLE "tables" ADD COLUMN "notes" TEXT CHECK (notes IS NULL OR json_valid(notes))')
    db.execute('ALTER TABLE "tables" ADD COLUMN "last_page" INTEGER')


@migrations()
def m008_how_names_were_grounded(db: Database) -> None:
    """How a name came to its concept, and how far that is trusted."""
    db.execute("""ALTER TABLE "mentions" ADD COLUMN "grounding_method" TEXT CHECK (grounding_method <> '')""")
    db.execute('ALTER TABLE "mentions" ADD COLUMN "grounding_score" REAL CHECK (grounding_score BETWEEN 0 AND 1)')
