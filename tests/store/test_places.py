"""Every span of a text has its place on the page: inside its boxes stand the words of the span, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_papers import document_of, findings_of
from sqlite_utils import Database

from extract.model.document import Box, Document, Line, PlacedWord
from extract.model.findings import Findings
from extract.read import read_path
from extract.store.database import open_for_writing
from extract.store.places import boxes_of, words_as_json
from extract.store.rows import rows_of
from extract.store.writing import run_record, start_run, store_document

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "trastuzumab_resistance" / "documents"
RUN = run_record({"code": "1"}, [])


@dataclass(frozen=True, repr=False)
class Shelf:
    """The bundled PDFs in a database, and what pdfplumber sees on their pages: the middle of each letter and digit."""

    db: Database
    documents: dict[str, Document]
    printed: dict[tuple[str, int], list[tuple[float, float, str]]]


def solid(text: str) -> str:
    """Letters and digits alone: spaces, hyphens and signs of the text may differ from those on the page."""
    return "".join(character for character in text if character.isalnum())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    db = open_for_writing(tmp_path_factory.mktemp("places") / "x.db")
    start_run(db, RUN, "2020-01-01T00:00:00Z")
    documents, printed = {}, {}
    for path in sorted(DOCUMENTS.glob("*.pdf")):
        document = documents[path.stem] = read_path(path)
        store_document(db, rows_of(Findings(document, (), (), (), (), (), (), (), ())), RUN)
        with pdfplumber.open(path, unicode_norm="NFKC") as pdf:
            for page in pdf.pages:
                printed[path.stem, page.page_number] = [
                    ((letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2, solid(letter["text"]))
                    for letter in page.chars
                ]
    yield Shelf(db, documents, printed)
    db.close()


def words_in(shelf: Shelf, name: str, boxes: list[Box]) -> str:
    """The letters and digits that stand in the boxes, each box from left to right."""
    return "".join(
        letters
        for box in boxes
        for x, y, letters in sorted(shelf.printed[name, box.page])
        if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
    )


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", ["her2_drug_guide", "resistance_review"])
def test_boxes_hold_the_words_of_the_span(shelf: Shelf, name: str, data: st.DataObject) -> None:
    document = shelf.documents[name]
    block = data.draw(st.sampled_from(document.blocks))
    words = list(re.finditer(r"\S+", document.text[block.start : block.end]))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 60)))
    start, end = block.start + words[first].start(), block.start + words[last].end()
    assert words_in(shelf, name, boxes_of(shelf.db, document.id, start, end)) == solid(document.text[start:end])


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", ["her2_drug_guide", "resistance_review"])
def test_part_of_a_word_has_the_box_of_the_word(shelf: Shelf, name: str, data: st.DataObject) -> None:
    document = shelf.documents[name]
    start = data.draw(st.integers(0, len(document.text) - 2))
    end = data.draw(st.integers(start + 1, min(len(document.text), start + 40)))
    found = words_in(shelf, name, boxes_of(shelf.db, document.id, start, end))
    assert solid(document.text[start:end]) in found
    wider = [start, end]
    while wider[0] > 0 and not document.text[wider[0]].isspace():
        wider[0] -= 1
    while wider[1] < len(document.text) and not document.text[wider[1] - 1].isspace():
        wider[1] += 1
    assert found in solid(document.text[slice(*wider)])


def test_every_block_of_the_bundled_papers_is_where_its_words_are(shelf: Shelf) -> None:
    for name, document in shelf.documents.items():
        for block in document.blocks:
            boxes = boxes_of(shelf.db, document.id, block.start, block.end)
            assert words_in(shelf, name, boxes) == solid(document.text[block.start : block.end])


def test_cells_of_a_table_have_places_of_their_own(shelf: Shelf) -> None:
    for name, document in shelf.documents.items():
        for cell in (cell for table in document.tables for cell in table.cells):
            boxes = boxes_of(shelf.db, document.id, cell.start, cell.end)
            assert boxes
            assert words_in(shelf, name, boxes) == solid(cell.text)


# ------------------------------------------------------------------------------------------------- a line made by hand

TEXT = "Xmab bound ABC1 firmly"
LINE = Line(
    0,
    len(TEXT),
    Box(2, 10.0, 100.0, 110.0, 110.0),
    (
        PlacedWord(0, Box(2, 10.0, 100.0, 30.0, 110.0)),
        PlacedWord(5, Box(2, 33.0, 100.0, 55.0, 110.0)),
        PlacedWord(11, Box(2, 58.0, 100.2, 80.0, 109.9)),
        PlacedWord(16, Box(2, 10.0, 112.0, 40.0, 121.0)),
    ),
)


@pytest.fixture
def by_hand(tmp_path: Path) -> tuple[Database, str]:
    return _stored(tmp_path, LINE)


def _stored(folder: Path, *lines: Line) -> tuple[Database, str]:
    db = open_for_writing(folder / "x.db")
    findings = findings_of(document_of(TEXT.encode(), "x.txt"))
    document = replace(findings.document, lines=lines)
    start_run(db, RUN, "2020-01-01T00:00:00Z")
    store_document(db, rows_of(replace(findings, document=document)), RUN)
    return db, document.id


@pytest.mark.parametrize(
    ("words", "boxes"),
    [
        ("Xmab", [(10.0, 100.0, 30.0, 110.0)]),
        ("ma", [(10.0, 100.0, 30.0, 110.0)]),
        ("bound ABC1", [(33.0, 100.0, 80.0, 110.0)]),
        (" bound ", [(33.0, 100.0, 55.0, 110.0)]),
        (" ", []),
        ("ABC1 firmly", [(58.0, 100.0, 80.0, 110.0), (10.0, 112.0, 40.0, 121.0)]),
    ],
)
def test_boxes_of_words(by_hand: tuple[Database, str], words: str, boxes: list[tuple[float, ...]]) -> None:
    db, own_id = by_hand
    at = TEXT.index(words)
    found = boxes_of(db, own_id, at, at + len(words))
    assert [(box.x0, box.top, box.x1, box.bottom) for box in found] == boxes
    assert all(box.page == 2 for box in found)


def test_words_are_kept_short() -> None:
    assert words_as_json(LINE) == "[[0,10.0,30.0],[5,33.0,55.0],[11,58.0,80.0],[16,10.0,40.0,112.0,121.0]]"
    assert words_as_json(replace(LINE, words=())) is None


def test_line_whose_words_are_not_known_is_shown_whole(tmp_path: Path) -> None:
    db, own_id = _stored(tmp_path, replace(LINE, words=()))
    assert boxes_of(db, own_id, 5, 10) == [LINE.box]


def test_text_without_pages_has_no_places(tmp_path: Path) -> None:
    db, own_id = _stored(tmp_path, replace(LINE, box=None, words=()))
    assert boxes_of(db, own_id, 0, 10) == []
    assert boxes_of(db, "doc_none", 0, 10) == []
