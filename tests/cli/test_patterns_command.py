"""`evitrace patterns`: the list of the patterns, and the run of their examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from extract.cli import main
from extract.run.examples import Complaint

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.grammar.evidence import EvidenceGrammar
    from extract.run.pipeline import Toolkit


def patterns(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["patterns", *arguments])


def test_list_names_every_event_with_its_reason_and_words(grammar: EvidenceGrammar) -> None:
    result = patterns("list")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    for event in grammar.events:
        at = next(i for i, line in enumerate(lines) if line.split()[:1] == [event.id] and event.why in line)
        words = {word for forms in event.words.values() for word in forms}
        assert set(lines[at + 1].strip().split(", ")) == words


def test_list_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the tools were loaded")

    monkeypatch.setattr("extract.run.pipeline.Toolkit.load", refuse)
    assert patterns("list").exit_code == 0


def test_all_examples_hold(toolkit: Toolkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.run.pipeline.Toolkit.load", lambda: toolkit)
    result = patterns("test")
    assert result.output == "all examples hold\n"
    assert result.exit_code == 0


def test_a_failing_example_is_shown_with_its_parse(toolkit: Toolkit, monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(_: Toolkit) -> Iterator[Complaint]:
        yield Complaint("befriend", "Aspirin befriended EGFR.", "nothing came out (others: [])", "0:Aspirin/NNP/nsubj>1")

    monkeypatch.setattr("extract.run.pipeline.Toolkit.load", lambda: toolkit)
    monkeypatch.setattr("extract.run.examples.complaints", complain)
    result = patterns("test")
    assert result.exit_code == 1
    shown = ["befriend: Aspirin befriended EGFR.", "nothing came out (others: [])", "0:Aspirin/NNP/nsubj>1", "1 examples failed"]
    assert [line.strip() for line in result.output.splitlines()] == shown


def test_examples_of_claims_are_run_as_well(toolkit: Toolkit, monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(grammar: ClaimGrammar) -> Iterator[Complaint]:
        assert grammar is toolkit.claims
        yield Complaint("both_sides", "It was 12% with alphamab.", "no value", "")

    monkeypatch.setattr("extract.run.pipeline.Toolkit.load", lambda: toolkit)
    monkeypatch.setattr("extract.run.claim_examples.claim_complaints", complain)
    result = patterns("test")
    assert result.exit_code == 1
    assert "both_sides: It was 12% with alphamab." in result.output.splitlines()


@pytest.mark.parametrize("arguments", [["nonsense"], ["list", "extra"]])
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert patterns(*arguments).exit_code == 2
