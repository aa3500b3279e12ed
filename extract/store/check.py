"""The promises of the public contract, checked on a database that may have been changed by others."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.grammar.number_words import NumberWords, load_number_words
from extract.resources import patterns_folder
from extract.store.contract import vocabularies
from extract.store.queries import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

QUOTED = {
    "sentences": "text",
    "mentions": "text",
    "quantities": "text",
    "evidence": "quote",
    "quantitative_claims": "quote",
    "evidence_cues": "text",
}
"""Tables with a span, and the column that holds the text of it."""
LISTS = {"concepts": "synonyms", "evidence": "combination"}
_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_POWER = re.compile(r"(\d+(?:\.\d+)?)\s*[x*]\s*10\s*\^?\s*(-?\d+)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "·": ".", "×": "x", "\u2009": " ", "\u00a0": " ", "\u202f": " "})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken promise: what was promised, in how many places it is broken, and one of them."""

    promise: str
    count: int
    example: str


def check(db: Database) -> list[Breach]:
    """The broken promises of a database; an empty list when it keeps all of them."""
    breaches = []
    for promise, places in _promises(db):
        try:
            found = list(places)
        except sqlite3.DatabaseError as error:  # so damaged that it cannot be asked
            found = [str(error)]
        if found:
            breaches.append(Breach(promise, len(found), found[0]))
    return breaches


def promises(db: Database) -> int:
    """How many promises are checked."""
    return sum(1 for _ in _promises(db))


def _promises(db: Database) -> Iterator[tuple[str, Iterator[str]]]:
    yield "the file is whole", _from_pragma(db, "integrity_check", lambda row: str(row[0]), "ok")
    yield "every reference points to a row", _from_pragma(db, "foreign_key_check", lambda row: f"{row[0]} row {row[1]} → {row[2]}")
    yield "documents are in Unicode NFC", _not_normal(db)
    for table, column in QUOTED.items():
        yield f"{table}.{column} is the text at its offsets", _misquoted(db, table, column)
    for table, columns in vocabularies().items():
        for column, values in columns.items():
            yield f"{table}.{column} is in its vocabulary", _outside(db, table, column, list(values))
    for table in db.table_names():
        if not table.startswith(("sqlite_", "_")) and "_fts" not in table:
            yield f"no text of {table} is empty", _empty(db, table)
    for promise, sql in _ROWS_THAT_BREAK.items():
        yield promise, (str(row[0]) for row in db.conn.execute(sql))
    for table, column in LISTS.items():
        yield f"{table}.{column} is a JSON array", _not_lists(db, table, column)
    yield "a concept is named by a CURIE", _not_curies(db)
    yield "the numbers of a claim stand in its quote", _strays(db)


_ROWS_THAT_BREAK = {
    "evidence fills two of drug, target and outcome": """SELECT id FROM evidence
        WHERE (drug IS NOT NULL) + (target IS NOT NULL) + (outcome IS NOT NULL) < 2""",
    "evidence names its pattern and its confidence": """SELECT id FROM evidence
        WHERE pattern_id IS NULL OR confidence IS NULL OR confidence NOT BETWEEN 0 AND 1""",
    "a claim names its pattern and its confidence": """SELECT id FROM quantitative_claims
        WHERE pattern_id IS NULL OR confidence IS NULL OR confidence NOT BETWEEN 0 AND 1""",
    "a claim has a value": "SELECT id FROM quantitative_claims WHERE id NOT IN (SELECT claim_id FROM claim_values)",
    "a claim stands in a sentence or in a table": """SELECT id FROM quantitative_claims
        WHERE (sentence_id IS NULL) = (table_id IS NULL)""",
    "a value is one number, or a range with an end": """SELECT id FROM claim_values
        WHERE (value IS NULL) = (value_low IS NULL AND value_high IS NULL)""",
    "the values of a claim are numbered from 0": """SELECT claim_id FROM claim_values
        GROUP BY claim_id HAVING min(position) <> 0 OR max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*)""",
    "evidence stands inside its sentence": """SELECT e.id FROM evidence e JOIN sentences s ON s.id = e.sentence_id
        WHERE e.start < s.start OR e."end" > s."end" OR e.document_id <> s.document_id""",
    "a mention stands inside its sentence": """SELECT m.id FROM mentions m JOIN sentences s ON s.id = m.sentence_id
        WHERE m.start < s.start OR m."end" > s."end" OR m.document_id <> s.document_id""",
    "every document is the work of a known run": """SELECT id FROM documents
        WHERE id NOT IN (SELECT document_id FROM extractions JOIN runs ON runs.id = run_id)""",
    "curations are guarded against change": """SELECT 'trigger ' || column1 || ' is missing' FROM
        (VALUES ('curations_no_update'), ('curations_no_delete'), ('curations_no_replace'))
        WHERE column1 NOT IN (SELECT name FROM sqlite_master WHERE type = 'trigger')""",
}


def _from_pragma(db: Database, pragma: str, shown: Callable[[tuple[object, ...]], str], good: str | None = None) -> Iterator[str]:
    for row in db.conn.execute(f"PRAGMA {pragma}"):
        if shown(row) != good:
            yield shown(row)


def _not_normal(db: Database) -> Iterator[str]:
    for own_id, text in db.conn.execute("SELECT id, text FROM documents"):
        if not unicodedata.is_normalized("NFC", text):
            yield own_id


def _misquoted(db: Database, table: str, column: str) -> Iterator[str]:
    sql = f'SELECT id, start, "end", "{column}" FROM "{table}" WHERE document_id = ?'
    for document_id, text in db.conn.execute("SELECT id, text FROM documents"):
        for own_id, start, end, quote in db.conn.execute(sql, [document_id]):
            if text[start:end] != quote:
                yield f"{own_id}: {quote!r}"


def _outside(db: Database, table: str, column: str, values: list[str]) -> Iterator[str]:
    sql = f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" NOT IN (SELECT value FROM json_each(?))'
    for own_id, value in db.conn.execute(sql, [json.dumps(values)]):
        yield f"{own_id}: {value!r}"


def _empty(db: Database, table: str) -> Iterator[str]:
    for column in db.table(table).columns:
        for (rowid,) in db.conn.execute(f'SELECT rowid FROM "{table}" WHERE "{column.name}" = \'\''):
            yield f"column {column.name}, row {rowid}"


def _not_lists(db: Database, table: str, column: str) -> Iterator[str]:
    for own_id, text in db.conn.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'):
        try:
            good = isinstance(json.loads(text), list)
        except ValueError:
            good = False
        if not good:
            yield f"{own_id}: {text!r}"


def _not_curies(db: Database) -> Iterator[str]:
    for (own_id,) in db.conn.execute("SELECT id FROM concepts"):
        if not re.fullmatch(r"[A-Za-z][\w.]*:\S+", own_id):
            yield own_id


def _strays(db: Database) -> Iterator[str]:
    """Values whose number is not written in the quote of their claim, in digits or in words."""
    sql = """SELECT v.id, v.value, v.value_low, v.value_high, c.quote FROM claim_values v
             JOIN quantitative_claims c ON c.id = v.claim_id ORDER BY v.id"""
    for row in rows(db, sql):
        written = numbers_in(str(row["quote"]))
        for column in ("value", "value_low", "value_high"):
            number = row[column]
            if isinstance(number, int | float) and not any(abs(abs(number) - other) <= 1e-9 * max(1.0, other) for other in written):
                yield f"{row['id']}: {number:g} in {row['quote']!r}"


def numbers_in(text: str) -> set[float]:
    """All numbers that are written in a text, without their signs.

    >>> sorted(numbers_in("57, 84 and ninety percent of 1,200 in 2 × 10³ cells"))
    [2.0, 3.0, 10.0, 57.0, 84.0, 90.0, 1200.0, 2000.0]
    """
    plain = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda match: "10^" + match[1].translate(_SUPERSCRIPTS), text.translate(_SIGNS))
    found = {float(numeral.replace(",", "")) for numeral in _NUMERAL.findall(plain)}
    found |= {float(base) * 10 ** int(power) for base, power in _POWER.findall(plain)}
    words = _words()
    for match in re.finditer(rf"(?<![A-Za-z]){words.regex}", text):
        number = words.value(match.group())
        if number is not None:
            found.add(float(number.value))
    return found


@cache
def _words() -> NumberWords:
    return load_number_words(patterns_folder() / "numbers" / "words.toml")
