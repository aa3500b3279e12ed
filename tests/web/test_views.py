"""What the views show, asked in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.store import views
from extract.store.database import open_for_writing


@pytest.fixture
def db(library: Path) -> Iterator[Database]:
    connection = sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True)
    yield Database(connection)
    connection.close()


def row(db: Database, sql: str) -> dict[str, object]:
    (only,) = db.query(sql)
    return only


def test_evidence_reads_in_words(db: Database) -> None:
    shown = row(db, "select * from evidence_browse where target = 'PTEN'")
    assert (shown["alteration"], shown["outcome"], shown["direction"], shown["stated_as"]) == (
        "loss",
        "sensitivity",
        "↓ decrease",
        "asserted",
    )
    assert (shown["document"], shown["page"], shown["section"]) == ("Why tumours stop answering to trastuzumab", 2, "Findings")
    assert shown["combined_with"] == "paclitaxel, carboplatin"
    assert shown["link"] == "https://doi.org/10.1000/1"


def test_denied_evidence_says_not(db: Database) -> None:
    assert row(db, "select stated_as from evidence_browse where cell_line = 'BT474'") == {"stated_as": "asserted not"}
    assert row(db, "select stated_as from evidence_browse where outcome = 'signaling'") == {"stated_as": "suggested"}


def test_the_newest_curation_counts(db: Database) -> None:
    assert row(db, "select curation from evidence_browse where target = 'PTEN'") == {"curation": "accept"}
    counted = row(db, "select accepted, rejected from patterns_overview where finds = 'evidence'")
    assert counted == {"accepted": 1, "rejected": 0}


def test_evidence_names_what_the_text_cites(db: Database) -> None:
    assert row(db, "select cites from evidence_browse where mechanism = 'binds'")["cites"] == "[1] Author 1 et al. A study that is cited."


def test_evidence_stands_in_reading_order(db: Database) -> None:
    order = [(each["document_id"], each["rowid"]) for each in db.query("select document_id, rowid from evidence_browse")]
    assert order == [("doc-report", 4), ("doc-report", 5), ("doc-review", 1), ("doc-review", 2), ("doc-review", 3)]


def test_arms_of_a_comparison_stand_side_by_side(db: Database) -> None:
    shown = row(db, "select * from claims_browse where treatment_value = 29")
    assert (shown["treatment_arm"], shown["treatment"]) == ("mice without the Fc receptor", "29 %")
    assert (shown["comparator_arm"], shown["comparator"], shown["comparator_value"]) == ("control mice", "96 %", 96)
    assert shown["further_values"] is None


def test_a_third_group_is_a_further_value(db: Database) -> None:
    shown = row(db, "select * from claims_browse where treatment_value = 57")
    assert (shown["treatment_arm"], shown["comparator"]) == ("heregulin", None)
    assert shown["further_values"] == "84 % (EGF); 90 % (betacellulin)"


def test_ranges_intervals_and_p_values_are_shown(db: Database) -> None:
    shown = row(db, "select * from claims_browse where measure = 'response_rate'")
    assert (shown["treatment"], shown["treatment_value"], shown["n"]) == ("15–26 %", None, "114")
    shown = row(db, "select * from claims_browse where measure = 'time_to_progression'")
    assert (shown["treatment"], shown["comparator"]) == ("8.4 mo", "4.4 mo")
    assert (shown["confidence_interval"], shown["p_value"]) == ("0.34–0.71", "< 0.001")


def test_a_claim_from_a_table_has_page_and_caption(db: Database) -> None:
    shown = row(db, "select page, section from claims_browse where cell_line = 'SKBR3'")
    assert shown == {"page": 2, "section": "Table 1. Half maximal concentrations"}


def test_potency_is_sorted_by_the_converted_value(db: Database) -> None:
    found = [(each["value_shown"], each["cell_line"]) for each in db.query("select * from ic50_by_cell_line")]
    assert found == [("25 nmol/L", "SKBR3"), ("0.1 umol/L", "BT474")]


def test_overviews_count(db: Database) -> None:
    assert row(db, "select documents, evidence, claims, targets from drugs_overview where drug = 'trastuzumab'") == {
        "documents": 2,
        "evidence": 4,
        "claims": 3,
        "targets": 3,
    }
    assert row(db, "select evidence, claims, numbers from documents_overview where document_id = 'doc-review'") == {
        "evidence": 3,
        "claims": 3,
        "numbers": 7,
    }


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"outcome_direction": "increase"}, {"outcome_direction": "decrease"}, "opposite directions"),
        ({"outcome_direction": "decrease"}, {"outcome_direction": "unchanged"}, "a change against no change"),
        ({"outcome_direction": "increase"}, {"outcome_direction": "increase", "negated": 1}, "the second denies what the first states"),
        ({"outcome": None, "mechanism": "inhibits"}, {"outcome": None, "mechanism": "activates"}, "opposite mechanisms"),
        (
            {"outcome": None, "mechanism": "binds"},
            {"outcome": None, "mechanism": "binds", "negated": 1},
            "the second denies what the first states",
        ),
        (
            {"outcome": "other", "outcome_text": "Uptake", "outcome_direction": "increase"},
            {"outcome": "other", "outcome_text": "uptake", "outcome_direction": "decrease"},
            "opposite directions",
        ),
        (
            {"outcome": "other", "outcome_text": "uptake", "outcome_direction": "increase"},
            {"outcome": "other", "outcome_text": "release", "outcome_direction": "decrease"},
            None,
        ),
        (
            {"outcome_direction": "increase", "sentence_id": "s"},
            {"outcome_direction": "decrease", "sentence_id": "s"},
            None,
        ),
        ({"outcome_direction": "increase"}, {"outcome_direction": "increase"}, None),
        ({"outcome_direction": "increase"}, {"outcome_direction": "decrease", "negated": 1}, None),
        ({"outcome_direction": "increase", "negated": 1}, {"outcome_direction": "decrease", "negated": 1}, None),
        ({"outcome_direction": "increase"}, {"outcome_direction": "decrease", "target": "AKT1"}, None),
        ({"outcome_direction": "increase"}, {"outcome_direction": "decrease", "drug": "lapatinib"}, None),
        ({"outcome_direction": "increase", "target_alteration": "loss"}, {"outcome_direction": "decrease"}, None),
        ({"outcome": None, "mechanism": "inhibits"}, {"outcome": None, "mechanism": "binds"}, None),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_what_contradicts(tmp_path: Path, first: dict[str, object], second: dict[str, object], why: str | None, swapped: bool) -> None:
    db = open_for_writing(tmp_path / "pairs.db")
    document = {"id": "d", "source": "d.txt", "sha256": "0", "format": "text", "doc_type": "unknown", "text": "It does. It does not."}
    db.table("documents").insert(document)
    db.table("sentences").insert({"id": "s", "document_id": "d", "start": 0, "end": 8, "text": "It does."})
    default = {
        "document_id": "d",
        "start": 0,
        "end": 8,
        "quote": "It does.",
        "drug": "Trastuzumab",
        "target": "HER2",
        "outcome": "apoptosis",
    }
    default |= {"negated": 0, "certainty": "asserted", "study_type": "unknown", "pattern_id": "p", "confidence": 0.5}
    slots = dict.fromkeys(("outcome_direction", "outcome_text", "mechanism", "target_alteration", "sentence_id"))
    for own_id, statement in zip(("a", "b"), (second, first) if swapped else (first, second), strict=True):
        db.table("evidence").insert(default | slots | {"id": own_id} | statement)
    assert [pair["why"] for pair in db.query("select why from contradictions")] == ([why] if why else [])


def test_names_match_by_concept_or_by_letters(tmp_path: Path, db: Database) -> None:
    pair = row(db, "select drug, target, first_quote, second_quote from contradictions")
    assert pair == {
        "drug": "trastuzumab",
        "target": "IGF1R",
        "first_quote": "IGF1R raised resistance to Herceptin",
        "second_quote": "IGF1R did not raise resistance to trastuzumab",
    }


def test_views_are_made_once_and_renewed_when_their_definition_changes(tmp_path: Path) -> None:
    db = open_for_writing(tmp_path / "views.db")

    def version() -> int:
        return int(db.execute("pragma schema_version").fetchone()[0])

    made = version()
    views.apply(db)
    assert version() == made
    db.execute("drop view evidence_browse")
    db.execute("create view evidence_browse as select 1 as old")
    db.execute("create view of_my_own as select 2 as mine")
    views.apply(db)
    assert "quote" in db.view("evidence_browse").columns_dict
    assert row(db, "select mine from of_my_own") == {"mine": 2}
