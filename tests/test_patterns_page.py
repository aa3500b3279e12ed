"""docs/patterns.md: its list is up to date, its worked example works, and what it says of its own sentence is so."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.grammar import listing
from extract.grammar.evidence import load_evidence_grammar
from extract.read import read_bytes
from extract.resources import patterns_folder
from extract.run.examples import cases, complaint_about
from extract.run.pipeline import extract_findings

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.run.pipeline import Toolkit

TEXT = listing.PAGE.read_text(encoding="utf-8")


def test_the_list_is_up_to_date() -> None:
    assert listing.main(["--check"]) == 0, "stale: run python -m extract.grammar.listing"


def test_a_stale_list_is_told_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "patterns.md"
    page.write_text(TEXT.replace("### inhibit\n", "### something old\n"), encoding="utf-8")
    monkeypatch.setattr(listing, "PAGE", page)
    assert listing.main(["--check"]) == 1
    assert "patterns.md is stale: run python -m extract.grammar.listing" in capsys.readouterr().err
    assert listing.main([]) == 0
    assert page.read_text(encoding="utf-8") == TEXT


def test_a_page_without_the_marker_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="has no line"):
        listing.page_with("# Another page\n", "list")


def test_every_event_frame_and_cue_is_listed(grammar: EvidenceGrammar) -> None:
    for event in grammar.events:
        assert f"### {event.id}\n\n{event.why}" in TEXT
        assert all(word in TEXT for words in event.words.values() for word in words)
    assert all(f"| `{each.id}` |" in TEXT for each in (*grammar.frames, *grammar.cues))


def test_the_worked_example_works(tmp_path: Path, toolkit: Toolkit) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    shutil.copytree(patterns_folder() / "evidence", tmp_path / "evidence")
    shutil.copy(patterns_folder() / "contract.toml", tmp_path)
    with (tmp_path / "evidence" / "events.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{block}")
    tools = replace(toolkit, evidence=load_evidence_grammar(tmp_path))
    added = [case for case in cases(tools.evidence) if case.pattern_id == "sequester"]
    assert len(added) == 3
    assert [complaint for case in added if (complaint := complaint_about(case, tools))] == []
    for sentence in (
        "IL6 is sequestered by siltuximab.",
        "Siltuximab was shown to capture IL6.",
        "Siltuximab, which captures IL6, was given.",
    ):
        found = extract_findings(read_bytes(sentence.encode(), "x.txt"), tools).evidence
        assert [(row.mechanism, row.pattern_id) for row in found] == [("blocks_binding", "sequester.verb")]


def test_the_sentence_on_its_way_gives_the_row_that_the_page_names(toolkit: Toolkit) -> None:
    sentence = re.findall(r"^> (.+)$", TEXT, re.MULTILINE)[0]
    (row,) = extract_findings(read_bytes(sentence.encode(), "x.txt"), toolkit).evidence
    assert (row.mechanism, row.outcome, row.outcome_direction, row.negated) == ("inhibits", "signaling", "decrease", True)
    assert row.pattern_id == "inhibit.verb"
    assert f"`{row.pattern_id}`" in TEXT


def test_files_that_the_page_names_exist() -> None:
    root = listing.PAGE.parents[1]
    head = TEXT.partition("## Events")[0]
    named = re.findall(r"`((?:patterns|extract)/[\w./]+)`", head)
    assert named
    assert [path for path in named if not (root / path).exists()] == []
    assert [name for name in re.findall(r"`(\w+\.py)`", head) if not (root / "extract" / "stages" / "evidence" / name).exists()] == []
    assert [name for name in re.findall(r"`(\w+\.toml)`", head) if not (root / "patterns" / "evidence" / name).exists()] == []
