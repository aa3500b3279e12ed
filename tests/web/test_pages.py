"""Plain Datasette, given nothing but the metadata, shows every table, view and question."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from extract.web.descriptions import describe
from extract.web.metadata import metadata_for, pages_worth_opening
from extract.web.questions import load_questions

RELATIONS = [each.relation.name for each in describe()]
VIEWS = [each.relation.name for each in describe() if each.relation.kind == "view"]


@pytest.fixture(scope="module")
def datasette(library: Path) -> Datasette:
    return Datasette([str(library)], metadata=metadata_for("library"))


def get(datasette: Datasette, path: str) -> str:
    response = asyncio.run(datasette.client.get(path, follow_redirects=True))
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return str(response.text)


def ask(datasette: Datasette, question: str, **fields: str) -> list[dict[str, Any]]:
    every = {field: "" for known in load_questions() if known.name == question for field in known.fields}
    path = f"/library/{question}.json?" + urlencode(every | fields | {"_shape": "array"})
    rows: list[dict[str, Any]] = asyncio.run(datasette.client.get(path)).json()
    return rows


@pytest.mark.parametrize("name", RELATIONS)
def test_table_or_view_is_shown_with_its_description(datasette: Datasette, name: str) -> None:
    page = get(datasette, f"/library/{name}")
    table = metadata_for("library")["databases"]["library"]["tables"][name]
    assert 'class="metadata-description"' in page
    assert all(f"<dt>{column}</dt>" in page for column in table["columns"])
    assert "Data license:" in page


@pytest.mark.parametrize("name", VIEWS)
def test_every_column_of_a_view_can_be_sorted_by(datasette: Datasette, name: str) -> None:
    for column in metadata_for("library")["databases"]["library"]["tables"][name]["columns"]:
        get(datasette, f"/library/{name}.json?_sort={column}")


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_question_answers_its_example(datasette: Datasette, question: Any) -> None:
    page = get(datasette, f"/library/{question.name}?{question.query_string()}")
    assert f"{question.title}</h1>" in page
    assert "0 results" not in page
    assert ask(datasette, question.name, **dict(question.example))


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_question_with_empty_fields_shows_everything(datasette: Datasette, question: Any) -> None:
    everything = ask(datasette, question.name)
    assert len(everything) >= len(ask(datasette, question.name, **dict(question.example)))


@pytest.mark.parametrize("drug", ["trastuzumab", "TRASTUZUMAB", "Herceptin", "herceptin ", "trastu%"])
@pytest.mark.parametrize("target", ["ERBB2", "her2", "HER2/neu"])
def test_names_are_found_by_any_synonym_in_any_case(datasette: Datasette, drug: str, target: str) -> None:
    (found,) = ask(datasette, "evidence_for_drug_and_target", drug=drug, target=target)
    assert (found["drug"], found["target"], found["mechanism"], found["page"]) == ("trastuzumab", "ERBB2", "binds", 1)


def test_resistance_is_grouped_by_target(datasette: Datasette) -> None:
    found = [(row["target"], row["outcome"], row["stated_as"]) for row in ask(datasette, "resistance_to_drug", drug="Herceptin")]
    assert found == [
        ("IGF1R", "resistance", "asserted"),
        ("IGF1R", "resistance", "asserted not"),
        ("PTEN", "sensitivity", "asserted"),
    ]


@pytest.mark.parametrize("measure", ["growth_inhibition", "growth inhibition", "Growth inhibition"])
def test_a_measure_may_be_written_with_spaces(datasette: Datasette, measure: str) -> None:
    assert [row["treatment"] for row in ask(datasette, "claims_about_measure", measure=measure)] == ["29 %", "57 %"]


def test_only_comparisons_answer_the_question_for_arms(datasette: Datasette) -> None:
    (found,) = ask(datasette, "arms_compared_for_drug", drug="trastuzumab")
    assert (found["treatment"], found["comparator"]) == ("29 %", "96 %")


def test_contradictions_are_found_for_a_synonym(datasette: Datasette) -> None:
    (found,) = ask(datasette, "what_contradicts", drug="Herceptin", target="IGF-IR")
    assert found["why"] == "the second denies what the first states"


@pytest.mark.parametrize(("view", "words", "expected"), [("evidence_browse", "sensitive", 1), ("claims_browse", "heregulin", 1)])
def test_search_box_of_a_view_searches_the_quotes(datasette: Datasette, view: str, words: str, expected: int) -> None:
    assert 'name="_search"' in get(datasette, f"/library/{view}")
    found = asyncio.run(datasette.client.get(f"/library/{view}.json?_shape=array&_search={words}")).json()
    assert len(found) == expected


def test_filters_of_facets_find_their_rows(datasette: Datasette) -> None:
    for path in ("evidence_browse.json?outcome=resistance", "claims_browse.json?page=3", "drugs_overview.json?documents=2"):
        found = asyncio.run(datasette.client.get(f"/library/{path}&_shape=array")).json()
        assert len(found) == 2, path


def test_rows_of_other_tables_are_shown_by_their_label(datasette: Datasette) -> None:
    page = get(datasette, "/library/evidence")
    assert ">Why tumours stop answering to trastuzumab</a>" in page
    assert ">ERBB2</a>" in page


def test_front_page_and_database_page_lead_to_the_views(datasette: Datasette) -> None:
    for path in ("/", "/library"):
        page = get(datasette, path)
        assert "Everything here was read by a program." in page
        for address, shows in pages_worth_opening("library"):
            assert address.replace("&", "&amp;") in page
            assert shows in page
    assert all(f'href="/library/{view}"' in get(datasette, "/library") for view in VIEWS)


def test_pages_worth_opening_open_and_show_rows(datasette: Datasette) -> None:
    pages = pages_worth_opening("library")
    assert len(pages) == 3
    for address, _ in pages:
        assert "trastuzumab" in get(datasette, address)


def test_hidden_tables_are_kept_out_of_the_list(datasette: Datasette) -> None:
    page = get(datasette, "/library")
    assert 'href="/library/evidence"' in page
    assert "evidence_fts" not in page
    assert "run_documents" not in page
