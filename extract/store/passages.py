"""The row that an id names, and the words of the document that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.store.queries import rows
from extract.store.rows import DERIVED_TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.store.rows import Row

Span = tuple[int, int]

_AROUND = (("claim_id", "quantitative_claims"), ("evidence_id", "evidence"), ("sentence_id", "sentences"))
"""Where the quote of a row is that is a part of another row, or stands in one."""
_MARKS = {
    "evidence": 'SELECT start, "end" FROM evidence_cues WHERE evidence_id = ? ORDER BY start, "end"',
    "quantitative_claims": 'SELECT start, "end" FROM claim_values WHERE claim_id = ? ORDER BY start, "end"',
}
_WHOLE = ("evidence", "quantitative_claims", "sentences", "sections", "tables")
"""Tables whose rows are quotes themselves."""
_BETWEEN_PARAGRAPHS = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A row with its document, the `quote` that supports it, and the words in the quote that it was read from.

    The quote of a name, a number or a value is the sentence or the row of a table around it. Spans are offsets into the text of the
    document. `quote` is None for a row that does not say where it stands.
    """

    table: str
    row: Row
    document: Row
    quote: Span | None
    marks: tuple[Span, ...] = ()

    @property
    def own(self) -> Span | None:
        """The words of the row itself: those between its start and its end, the title of a document."""
        return self.quote if self.table == "documents" else _span(self.row)


def find_passage(db: Database, row_id: str) -> Passage | None:
    """The row of that id with the words it speaks of, None when no row has it."""
    for table in DERIVED_TABLES:
        found = rows(db, f'SELECT * FROM "{table}" WHERE id = ?', row_id)
        if found:
            return _passage(db, table, found[0])
    return None


def title_passage(document: Row) -> Passage:
    """A document with the place of its title."""
    title = str(document["title"] or "")
    at = str(document["text"]).find(title) if title else -1
    return Passage("documents", document, document, None if at < 0 else (at, at + len(title)))


def paragraph_around(text: str, span: Span) -> Span:
    """The paragraph, or the whole table, that a span of a document stands in; from the first to the last where it crosses some."""
    before = text.rfind(_BETWEEN_PARAGRAPHS, 0, span[0])
    after = text.find(_BETWEEN_PARAGRAPHS, span[1])
    return (0 if before < 0 else before + len(_BETWEEN_PARAGRAPHS)), (len(text) if after < 0 else after)


def _passage(db: Database, table: str, row: Row) -> Passage:
    document = rows(db, "SELECT * FROM documents WHERE id = ?", str(row["document_id"]))[0]
    own = _span(row)
    if table in _WHOLE or own is None:
        marks = [_span(mark) for mark in rows(db, _MARKS[table], str(row["id"]))] if table in _MARKS else []
        return Passage(table, row, document, own, tuple(dict.fromkeys(mark for mark in marks if mark is not None)))
    for column, parent in _AROUND:
        around = rows(db, f'SELECT start, "end" FROM "{parent}" WHERE id = ?', str(row[column])) if row.get(column) else []
        if around:
            return Passage(table, row, document, _span(around[0]), (own,))
    return Passage(table, row, document, own)


def _span(row: Row) -> Span | None:
    start, end = row["start"], row["end"]
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None
