"""Rows of a document: what their ids depend on, and what they do not."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_papers import document_of, findings_of

from extract.model.document import Box, Cell, Document, NoteMark, Table
from extract.model.evidence import Context
from extract.model.findings import Findings
from extract.store.rows import DERIVED_TABLES, DocumentRows, rows_of

PAPER = """A short paper
Xmab inhibits ABC1 [1].
Xmab: growth fell by 29% versus 96% [2].
Cells | 5 | 7
REF 1 Smith 2001
"""


def paper(text: str = PAPER) -> Findings:
    return findings_of(document_of(text.encode(), "paper.txt"))


def ids(rows: DocumentRows) -> dict[str, set[object]]:
    return {table: {row["id"] for row in found} for table, found in rows.tables.items()}


def test_every_table_has_rows() -> None:
    rows = rows_of(paper())
    assert set(rows.tables) == set(DERIVED_TABLES)
    assert {table: len(found) for table, found in rows.tables.items() if table not in ("lines", "sentences")} == {
        "sections": 1,
        "tables": 1,
        "cells": 3,
        "bibliography": 1,
        "mentions": 3,
        "quantities": 2,
        "evidence": 1,
        "evidence_cues": 3,
        "quantitative_claims": 1,
        "claim_values": 2,
        "citations": 4,
    }


def test_citations_name_what_stands_with_them() -> None:
    rows = rows_of(paper()).tables
    (entry,) = rows["bibliography"]
    (evidence,), (claim,) = rows["evidence"], rows["quantitative_claims"]
    found = [(row["label"], row["bibliography_id"], row["evidence_id"], row["claim_id"]) for row in rows["citations"]]
    assert found == [
        ("1", entry["id"], None, None),
        ("1", entry["id"], evidence["id"], None),
        ("2", None, None, None),
        ("2", None, None, claim["id"]),
    ]
    assert all(row["sentence_id"] for row in rows["citations"])


def test_name_outside_of_sentences_has_none() -> None:
    findings = paper("Xmab\nYmab grows")
    rows = rows_of(replace(findings, sentences=findings.sentences[1:]))
    assert [row["sentence_id"] is None for row in rows.tables["mentions"]] == [True, False]


def test_no_empty_text() -> None:
    findings = paper()
    bare = replace(findings.document, title="", journal="", doi="")
    rows = rows_of(replace(findings, document=bare))
    every = [rows.document, *(row for found in rows.tables.values() for row in found)]
    texts = [value for row in every for value in row.values() if isinstance(value, str)]
    assert "" not in texts
    assert rows.document["title"] is None


def test_numbers_are_real() -> None:
    assert [type(row["value"]) for row in rows_of(paper()).tables["claim_values"]] == [float, float]


def test_surest_of_equal_statements_stays() -> None:
    findings = paper()
    (statement,) = findings.evidence
    twice = (replace(statement, confidence=0.3, pattern_id="a"), statement, replace(statement, pattern_id="z"))
    (row,) = rows_of(replace(findings, evidence=twice)).tables["evidence"]
    assert (row["confidence"], row["pattern_id"]) == (0.9, "small.inhibits")


def test_id_does_not_depend_on_pattern_confidence_or_context() -> None:
    findings = paper()
    (statement,) = findings.evidence
    other = replace(statement, confidence=0.1, pattern_id="other", context=Context("clinical", "breast cancer"))
    assert ids(rows_of(replace(findings, evidence=(other,))))["evidence"] == ids(rows_of(findings))["evidence"]


def test_id_depends_on_what_is_said() -> None:
    findings = paper()
    (statement,) = findings.evidence
    changes = [
        {"negated": True},
        {"mechanism": "binds"},
        {"outcome": "apoptosis"},
        {"start": 3},
        {"combination": ("Ymab",)},
        {"target": None},
    ]
    variants = [statement, *(replace(statement, **change) for change in changes)]
    found = {frozenset(ids(rows_of(replace(findings, evidence=(variant,))))["evidence"]) for variant in variants}
    assert len(found) == len(variants)


def test_ids_of_a_known_paper_never_change() -> None:
    """A new id would part curators' decisions from their rows: change it only with a migration of the curations."""
    rows = rows_of(paper()).tables
    assert rows["evidence"][0]["id"] == "ev_4944ffbc30a6a390"
    assert rows["quantitative_claims"][0]["id"] == "cl_97a622b899c49bdb"
    assert rows["mentions"][0]["id"] == "men_3084363b83186c85"


LINES = st.sampled_from(
    ["Xmab inhibits ABC1 [1].", "Ymab does not inhibit DE2.", "Zmab: 5% versus 7% [9].", "Nothing.", "REF 1 Li 1999", "a | b"]
)


@given(st.lists(LINES, min_size=1, max_size=8), st.randoms())
def test_rows_do_not_depend_on_the_order_or_number_of_findings(lines: list[str], random) -> None:
    findings = paper("\n".join(lines))
    layers = {name: list(getattr(findings, name)) * 2 for name in ("mentions", "quantities", "evidence", "claims", "citations", "concepts")}
    for layer in layers.values():
        random.shuffle(layer)
    shuffled = replace(findings, **{name: tuple(layer) for name, layer in layers.items()})
    straight, mixed = rows_of(findings), rows_of(shuffled)

    def by_id(rows: DocumentRows) -> dict[str, list[dict[str, object]]]:
        return {table: sorted(found, key=lambda row: str(row["id"])) for table, found in rows.tables.items()}

    assert by_id(straight) == by_id(mixed)
    assert straight.concepts == mixed.concepts
    for found in straight.tables.values():
        assert len({row["id"] for row in found}) == len(found)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_quotes_are_the_text_at_their_offsets(lines: list[str]) -> None:
    rows = rows_of(paper("\n".join(lines)))
    text = str(rows.document["text"])
    for table, column in (("evidence", "quote"), ("quantitative_claims", "quote"), ("mentions", "text"), ("evidence_cues", "text")):
        for row in rows.tables[table]:
            assert text[row["start"] : row["end"]] == row[column]


def test_cells_are_stored_with_what_names_them() -> None:
    page = "Table 2. Response\n\nArm\tORR (%)\nNatalizumab\t45*\n\nNotes: * Confirmed."
    at = page.index("45")
    box = Box(3, 10.0, 20.0, 30.0, 28.0)
    cell = Cell(1, 1, at, at + 2, "45", False, 1, 2, ("Efficacy", "Natalizumab"), ("ORR (%)",), "%", (NoteMark("*", "Confirmed."),), box)
    table = Table(page.index("Arm"), at + 3, "Table 2. Response", 3, (cell,), "Table 2", ("* Confirmed.",), (3, 4))
    document = Document("doc_1", "a.txt", "0" * 64, "text", page, (), tables=(table,))
    tables = rows_of(Findings(document, (), (), (), (), (), (), (), ())).tables
    (row,) = tables["cells"]
    assert json.loads(str(row["row_path"])) == ["Efficacy", "Natalizumab"]
    assert json.loads(str(row["column_path"])) == ["ORR (%)"]
    assert json.loads(str(row["marks"])) == [{"mark": "*", "note": "Confirmed."}]
    assert (row["unit"], row["row_span"], row["column_span"], row["page"], row["x0"], row["bottom"]) == ("%", 1, 2, 3, 10.0, 28.0)
    (stored,) = tables["tables"]
    assert (stored["label"], stored["page"], stored["last_page"], json.loads(str(stored["notes"]))) == ("Table 2", 3, 4, ["* Confirmed."])
