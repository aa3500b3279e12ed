"""docs/vocabularies.md: its tables are up to date, and what it shows of relations is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.resources import patterns_folder
from extract.vocabulary import listing

TEXT = listing.PAGE.read_text(encoding="utf-8")


def test_the_tables_are_up_to_date() -> None:
    assert listing.main(["--check"]) == 0, "stale: run python -m extract.vocabulary.listing"


def test_every_file_has_its_row() -> None:
    files = {path.name for folder in ("vocab", "relations") for path in (patterns_folder() / folder).iterdir()}
    assert files - set(re.findall(r"\| `([^`]+)` \|", TEXT)) == {"never.tsv", "spelling.tsv"}


def test_the_example_in_python_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    relations, lapatinib = names["relations"], names["lapatinib"]
    assert {"HGNC:3236", "HGNC:3430"} <= {relation.other for relation in relations.targets_of(lapatinib.id)}  # type: ignore[attr-defined]
    assert "tyrosine kinase inhibitor" in {relation.name for relation in relations.classes_of(lapatinib)}  # type: ignore[attr-defined]


def test_a_stale_page_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(TEXT + "more\n", encoding="utf-8")
    monkeypatch.setattr(listing, "PAGE", page)
    assert listing.main(["--check"]) == 1
    assert listing.main([]) == 0
    assert page.read_text(encoding="utf-8") == TEXT
