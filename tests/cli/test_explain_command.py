"""`evitrace explain`: what is found in a text, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from extract.cli import main

if TYPE_CHECKING:
    from extract.run.pipeline import Toolkit


@pytest.fixture(autouse=True)
def loaded(toolkit: Toolkit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools are those that the test session has loaded, instead of new ones for every call."""
    monkeypatch.setattr("extract.run.pipeline.Toolkit.load", lambda *_: toolkit)


def explain(text: str, *options: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["explain", text, *options], input=stdin)
    assert "Traceback" not in result.output
    return result


def test_every_mention_pattern_and_cue_with_its_span() -> None:
    text = "Gefitinib did not inhibit HER3."
    lines = explain(text).output.splitlines()
    assert [line.split(": ")[0] for line in lines if line.startswith("mention")] == [
        "mention   0-9 DRUG 'Gefitinib'",
        "mention   26-30 TARGET 'HER3'",
    ]
    row = next(line for line in lines if line.startswith("evidence"))
    assert "inhibit.verb" in row
    assert "drug gefitinib, target ERBB3, mechanism inhibits, negated True" in row
    assert [line.split() for line in lines if line.startswith("  ")] == [["trigger", "18-25", "'inhibit'"], ["negation", "14-17", "'not'"]]
    assert text[18:25] == "inhibit"


def test_what_a_name_stands_for_how_and_why_not_for_something_else() -> None:
    lines = explain("Gefitinib and VEGF inhibitors act on p14.").output.splitlines()
    named = [line for line in lines if line.startswith(("mention", "  part"))]
    assert "gefitinib (CHEBI:49668, spelling 0." in named[0]
    assert named[2].startswith("  part    14-18 TARGET 'VEGF': VEGF (FPLX:VEGF, name 0."), "the target in a class of drugs"
    member = next(line for line in lines if line.startswith("  not") and "HGNC:12680" in line)
    assert member.endswith("it is a member of the family that has the name")
    at = next(number for number, line in enumerate(lines) if "'p14'" in line)
    assert "not grounded" in lines[at]
    assert "CDKN2A (HGNC:1787; HGNC" in lines[at + 1]
    assert lines[at + 1].endswith("others are as likely")


def test_numbers_and_claims() -> None:
    lines = explain("The response rate was 27% with gefitinib versus 12% with docetaxel.").output.splitlines()
    assert [line.split()[1:3] for line in lines if line.startswith("quantity")] == [["22-25", "'27%':"], ["48-51", "'12%':"]]
    claim = next(line for line in lines if line.startswith("claim"))
    assert "response_rate" in claim
    assert "versus" in claim


def test_text_from_standard_input() -> None:
    assert explain("-", stdin="Gefitinib did not inhibit HER3.").output == explain("Gefitinib did not inhibit HER3.").output


def test_grammar_of_each_sentence_on_request() -> None:
    text = "Gefitinib inhibited HER3. It rained. Erlotinib inhibited EGFR."
    assert not [line for line in explain(text).output.splitlines() if line.startswith("grammar")]
    grammar = [line for line in explain(text, "--grammar").output.splitlines() if line.startswith("grammar")]
    assert len(grammar) == 2, "a sentence that states nothing is not parsed"
    assert "0:Gefitinib/" in grammar[0]
    assert "1:inhibited/VBD/ROOT>1" in grammar[0]


def test_grammar_is_the_one_that_the_patterns_saw() -> None:
    (grammar,) = [
        line for line in explain("PI3K inhibitors blocked apoptosis.", "--grammar").output.splitlines() if line.startswith("grammar")
    ]
    assert "0:PI3K/" in grammar
    assert "1:inhibitors/" in grammar


def test_nothing_found_is_said() -> None:
    assert explain("It rained.").output == "nothing found\n"


@pytest.mark.parametrize("text", ["", "-"])
def test_an_empty_text_is_refused_with_a_remedy(text: str) -> None:
    result = explain(text, stdin="")
    assert result.exit_code == 1
    assert "empty" in result.output


def test_without_a_text_the_usage_is_shown() -> None:
    result = CliRunner().invoke(main, ["explain"])
    assert result.exit_code == 2
    assert "TEXT" in result.output
