"""Files of many records: each record is a document, and one that fails does not stop the others."""

from __future__ import annotations

import gzip
import io
import sqlite3
from pathlib import Path

import pytest
from small_papers import SmallExtractor, findings_of

from extract.model.findings import Findings
from extract.read import read_bytes
from extract.run.ingest import ingest
from extract.run.outcome import Duplicate, Failure, Outcome, Stored, Unchanged
from extract.run.sources import Source, find_sources
from extract.store.database import open_for_writing


class RealReader(SmallExtractor):
    """The readers of evitrace, and the small stages."""

    def findings(self, data: bytes, name: str) -> Findings:
        return findings_of(read_bytes(data, name))


def load() -> RealReader:
    """What a worker process loads."""
    return RealReader()


def record(pmid: int, words: str = "Xmab inhibits ABC1 in cells.") -> str:
    title = f"<ArticleTitle>Paper {pmid}</ArticleTitle>" if words else ""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>{title}"
        f"<Abstract><AbstractText>{words}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
    )


def write(path: Path, *records: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    data = f"<?xml version='1.0'?><PubmedArticleSet>{''.join(records)}</PubmedArticleSet>".encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def run(database: Path, *things: Path | str, stdin: bytes = b"", workers: int = 1) -> list[Outcome]:
    db = open_for_writing(database)
    try:
        return list(ingest(db, find_sources(map(str, things), io.BytesIO(stdin)), load, workers=workers))
    finally:
        db.close()


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(database)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_each_record_is_a_document(tmp_path: Path) -> None:
    outcomes = run(tmp_path / "x.db", write(tmp_path / "batch.xml", record(1), record(2), record(3)))
    assert [(type(outcome), outcome.source) for outcome in outcomes] == [(Stored, f"batch.xml#{i}") for i in (1, 2, 3)]
    found = rows(tmp_path / "x.db", "SELECT source, format, pmid, title FROM documents ORDER BY source")
    assert found == [(f"batch.xml#{i}", "pubmed_xml", str(i), f"Paper {i}") for i in (1, 2, 3)]
    again = run(tmp_path / "x.db", tmp_path / "batch.xml")
    assert [type(outcome) for outcome in again] == [Unchanged] * 3


def test_the_same_record_in_two_files_is_stored_once(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.xml", record(1), record(2))
    write(tmp_path / "in" / "b.xml.gz", record(2), record(3))
    outcomes = run(tmp_path / "x.db", tmp_path / "in")
    assert sorted(outcome.source for outcome in outcomes if isinstance(outcome, Stored)) == ["a.xml#1", "a.xml#2", "b.xml.gz#3"]
    assert [(o.source, o.same_as) for o in outcomes if isinstance(o, Duplicate)] == [("b.xml.gz#2", "a.xml#2")]


def test_a_record_that_fails_is_named_and_does_not_stop_the_others(tmp_path: Path) -> None:
    outcomes = run(tmp_path / "x.db", write(tmp_path / "batch.xml", record(1), record(2, words=""), record(3)))
    assert [type(outcome) for outcome in outcomes] == [Stored, Failure, Stored]
    assert rows(tmp_path / "x.db", "SELECT source, code FROM run_errors") == [("batch.xml#2", "no_text")]


def test_records_before_the_damage_are_stored(tmp_path: Path) -> None:
    path = write(tmp_path / "batch.xml", record(1), record(2), record(3))
    path.write_bytes(path.read_bytes()[:-120])
    outcomes = run(tmp_path / "x.db", path)
    assert sorted(outcome.source for outcome in outcomes if isinstance(outcome, Stored)) == ["batch.xml#1", "batch.xml#2"]
    assert rows(tmp_path / "x.db", "SELECT source, code FROM run_errors") == [("batch.xml", "truncated_xml")]


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(tmp_path: Path, packed: bool) -> None:
    data = write(tmp_path / ("b.xml.gz" if packed else "b.xml"), record(1), record(2)).read_bytes()
    assert [outcome.source for outcome in run(tmp_path / "x.db", "-", stdin=data)] == ["stdin.txt#1", "stdin.txt#2"]


def test_rows_do_not_depend_on_the_number_of_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    path = write(tmp_path / "batch.xml", *(record(i) for i in range(1, 7)))
    for workers in (1, 2):
        run(tmp_path / f"{workers}.db", path, workers=workers)
    sql = "SELECT id, source, sha256, text FROM documents ORDER BY rowid"
    assert rows(tmp_path / "1.db", sql) == rows(tmp_path / "2.db", sql)


def test_a_paper_is_read_only_when_its_turn_comes(tmp_path: Path) -> None:
    xml = b"<article><body><p>Xmab inhibits ABC1.</p></body></article>"
    (tmp_path / "paper.nxml").write_bytes(xml)
    (tmp_path / "packed.nxml.gz").write_bytes(gzip.compress(xml))
    plain, packed = (find_sources([str(tmp_path / name)], io.BytesIO())[0] for name in ("paper.nxml", "packed.nxml.gz"))
    assert isinstance(plain, Source)
    assert isinstance(packed, Source)
    assert plain.data is None
    assert packed.sha256 == plain.sha256 == read_bytes(xml, "paper.nxml").sha256


def test_a_file_of_one_record_keeps_its_name(tmp_path: Path) -> None:
    (outcome,) = run(tmp_path / "x.db", write(tmp_path / "12345.xml", record(12345)))
    assert outcome.source == "12345.xml"
