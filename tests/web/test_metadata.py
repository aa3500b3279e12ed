"""The metadata and the schema page are up to date, complete and honest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from extract.errors import PatternError
from extract.store.database import open_for_writing
from extract.web import metadata
from extract.web.descriptions import describe, describe_schema
from extract.web.metadata import generated_files, metadata_for, pages_worth_opening
from extract.web.questions import load_questions
from extract.web.schema import Column, Relation

THINGS = Relation("things", "table", (Column("id", "TEXT", None), Column("colour", "TEXT", None)))
COMPLETE = {"about": "One row per thing.", "columns": {"id": "Which.", "colour": "What colour."}}


@pytest.mark.parametrize("path", generated_files(), ids=lambda path: path.name)
def test_generated_file_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated_files()[path], "stale: run python -m extract.web.metadata"


def test_check_says_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stale = tmp_path / "new" / "page.md"
    monkeypatch.setattr(metadata, "generated_files", lambda: {stale: "text"})
    assert metadata.main(["--check"]) == 1
    assert "page.md is stale: run python -m extract.web.metadata" in capsys.readouterr().err
    assert metadata.main([]) == 0
    assert stale.read_text(encoding="utf-8") == "text"
    assert metadata.main(["--check"]) == 0


def test_every_table_view_and_column_of_a_database_is_described(tmp_path: Path) -> None:
    db = open_for_writing(tmp_path / "new.db")
    tables = metadata_for("new")["databases"]["new"]["tables"]
    names = [*db.table_names(), *db.view_names()]
    assert sorted(tables) == sorted(names)
    for name in names:
        assert len(tables[name]["description"]) > 10
        assert list(tables[name]["columns"]) == list(_columns(db, name)), name
        assert all(text.strip().endswith((".", "...")) for text in tables[name]["columns"].values()), name


def _columns(db: Database, name: str) -> Iterator[str]:
    return (column[1] for column in db.execute(f'pragma table_info("{name}")').fetchall())


def test_sorting_facets_labels_and_search_name_what_exists(tmp_path: Path) -> None:
    db = open_for_writing(tmp_path / "new.db")
    for name, table in metadata_for("new")["databases"]["new"]["tables"].items():
        used = [*table.get("facets", []), *(table[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in table)]
        assert set(used) <= set(_columns(db, name)), name
        assert table.get("fts_table", "evidence_fts") in db.table_names()


def test_internal_tables_are_hidden() -> None:
    hidden = {each.relation.name for each in describe() if each.hidden}
    assert {"evidence_fts", "documents_fts_data", "_sqlite_migrations"} <= hidden
    assert not {"evidence", "quantitative_claims", "evidence_browse"} & hidden


def test_controlled_columns_list_their_values() -> None:
    tables = metadata_for("demo")["databases"]["demo"]["tables"]
    for table, column in (("evidence", "outcome_direction"), ("claims_browse", "comparison")):
        assert "One of: " in tables[table]["columns"][column]
    assert tables["evidence"]["columns"]["outcome_direction"].endswith("One of: increase, decrease, unchanged.")


def test_licence_and_source_are_on_every_table_and_no_units_anywhere() -> None:
    database = metadata_for("demo")["databases"]["demo"]
    for shown in [*database["tables"].values(), *database["queries"].values()]:
        assert shown["license"]
        assert shown["source"]
    assert "units" not in set(_keys(database)), "Datasette would scale the numbers"


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            if key != "columns":
                yield from _keys(inner)


def test_the_limits_are_said_where_people_arrive() -> None:
    shown = metadata_for("demo")
    for place in (shown, shown["databases"]["demo"]):
        assert "read by a program" in place["description_html"]
        assert "Read the quote" in place["description_html"]


def test_metadata_fits_the_name_of_the_database() -> None:
    shown = metadata_for("my papers.2024")
    assert list(shown["databases"]) == ["my papers.2024"]
    assert pages_worth_opening("my papers.2024")[0][0] == "/my+papers~2E2024/evidence_browse"
    assert "{database}" not in json.dumps(shown)


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (COMPLETE | {"columns": {"id": "Which."}}, "undescribed_column"),
        (COMPLETE | {"columns": COMPLETE["columns"] | {"size": "How big."}}, "unknown_column"),
        (COMPLETE | {"sort": "size"}, "unknown_column"),
        (COMPLETE | {"facets": ["size"]}, "unknown_column"),
        (COMPLETE | {"title": "Things"}, "unknown_key"),
        ({"columns": COMPLETE["columns"]}, "missing_key"),
        (None, "undescribed_table"),
    ],
)
def test_incomplete_descriptions_are_refused(block: Mapping[str, Any] | None, code: str) -> None:
    with pytest.raises(PatternError) as caught:
        describe_schema([THINGS], {"things": block} if block else {}, where="here")
    assert caught.value.code == code


def test_descriptions_of_what_does_not_exist_are_refused() -> None:
    with pytest.raises(PatternError, match="ghosts"):
        describe_schema([THINGS], {"things": COMPLETE, "ghosts": COMPLETE}, where="here")


def test_a_view_borrows_the_words_of_its_table() -> None:
    view = Relation("things_shown", "view", THINGS.columns)
    borrowed = {"about": "To read.", "columns": {"colour": "In words."}, "columns_from": ["things"]}
    described = describe_schema([THINGS, view], {"things": COMPLETE, "things_shown": borrowed}, where="here")[1]
    assert described.columns == {"id": "Which.", "colour": "In words."}


def test_there_are_five_questions_and_each_can_be_tried() -> None:
    questions = load_questions()
    assert len(questions) == 5
    assert all(any(value for _, value in question.example) for question in questions)


def test_a_question_whose_fields_do_not_fit_its_sql_is_refused(tmp_path: Path) -> None:
    entry = '[[question]]\nname = "q"\ntitle = "Q"\nabout = "Q."\nfields = ["drug"]\nexample = { drug = "x" }\n'
    (tmp_path / "questions.toml").write_text(entry, encoding="utf-8")
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "q.sql").write_text("select :drug, :target", encoding="utf-8")
    with pytest.raises(PatternError, match="parameters"):
        load_questions(tmp_path)
