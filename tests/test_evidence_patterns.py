"""Every example and counterexample of the evidence patterns, one test each, and what the loader of the patterns refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.errors import PatternError
from extract.grammar.evidence import load_evidence_grammar
from extract.resources import patterns_folder
from extract.run.examples import Case, cases, complaint_about

if TYPE_CHECKING:
    from extract.run.pipeline import Toolkit

CASES = list(cases(load_evidence_grammar(patterns_folder())))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.pattern_id}: {'NOT ' if case.counter else ''}{case.sentence.text}".replace(".", "") for case in CASES]
)
def test_example(case: Case, toolkit: Toolkit) -> None:
    complaint = complaint_about(case, toolkit)
    assert complaint is None, f"{complaint.what}\n{complaint.tokens}" if complaint else ""


def test_a_failing_example_is_told_with_its_parse(toolkit: Toolkit) -> None:
    case = next(case for case in CASES if case.pattern_id == "inhibit" and not case.counter)
    wrong = Case(case.pattern, case.sentence, {"mechanism": "degrades"}, counter=False)
    complaint = complaint_about(wrong, toolkit)
    assert complaint is not None
    assert "degrades" in complaint.what
    assert "inhibits" in complaint.what
    assert "/nsubj>" in complaint.tokens
    counter = complaint_about(Case(case.pattern, case.sentence, {}, counter=True), toolkit)
    assert counter is not None
    assert counter.what == "['inhibit.verb'] fired on a counterexample"


EVENT = """
[[event]]
id = "{id}"
why = "A made-up event"
kind = "act"
sign = 1
mechanism = "{mechanism}"
verbs = ["befriend"]
examples = {examples}
counterexamples = ["<drug>Aspirin</drug> has friends."]
{more}
"""


def event(
    id: str = "befriend",
    mechanism: str = "activates",
    examples: str = '["<drug>Aspirin</drug> befriended <target>EGFR</target>."]',
    more: str = "",
) -> str:
    return EVENT.format(id=id, mechanism=mechanism, examples=examples, more=more)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, Callable[[str], str]], Path]:
    """The patterns of this installation with one file changed."""
    folder = tmp_path / "patterns"
    shutil.copytree(patterns_folder() / "evidence", folder / "evidence")
    shutil.copy(patterns_folder() / "contract.toml", folder)

    def change(name: str, how: Callable[[str], str]) -> Path:
        path = folder / "evidence" / name
        path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8")
        return folder

    return change


def test_an_event_that_is_added_is_loaded(changed: Callable[[str, Callable[[str], str]], Path]) -> None:
    grammar = load_evidence_grammar(changed("events.toml", lambda text: text + event()))
    assert [each.id for each in grammar.triggers["verbs", "befriend"]] == ["befriend"]


@pytest.mark.parametrize(
    ("file", "more", "code", "words"),
    [
        ("events.toml", event(more='friends = ["EGFR"]'), "unknown_key", ["event befriend", "friends"]),
        ("events.toml", event(id="inhibit"), "duplicate_id", ["'inhibit'"]),
        ("events.toml", event(examples="[]"), "no_examples", ["event befriend"]),
        ("events.toml", event(mechanism="likes"), "unknown_value", ["'likes'", "contract.toml"]),
        ("events.toml", event(more='outcome = "joy"'), "unknown_value", ["'joy'"]),
        ("events.toml", event(examples='[{ text = "Aspirin befriended EGFR.", mood = "good" }]'), "unknown_key", ["mood"]),
        ("events.toml", event(examples='["<drug>Aspirin befriended EGFR."]'), "bad_mark", ["never closed"]),
        ("events.toml", '[[event]]\nid = "bare"\n', "missing_key", ["event bare", "examples", "why"]),
        ("events.toml", "[[event]\n", "bad_toml", ["events.toml"]),
        ("frames.toml", '[[frame]]\nid = "verb"\ncolour = "red"\n', "unknown_key", ["frame verb", "colour"]),
        (
            "cues.toml",
            '[[cue]]\nid = "nay"\nkind = "negation"\nwhere = ["self"]\nwords = ["nay"]\n',
            "missing_key",
            ["cue nay", "examples"],
        ),
        (
            "cues.toml",
            '[[cue]]\nid = "nay"\nkind = "negation"\nwhere = ["self"]\nwords = ["nay"]\nexamples = []\ncounterexamples = ["Nay."]\n',
            "no_examples",
            ["cue nay"],
        ),
        ("words.toml", '[[process]]\nid = "joy"\nwords = ["joy"]\nup = "delights"\ndown = "inhibits"\n', "unknown_value", ["process joy"]),
        ("words.toml", '[[alteration]]\nid = "joy"\nnoun = []\nmodifier = []\n', "unknown_value", ["alteration joy"]),
        ("words.toml", '[colours]\nwords = ["red"]\n', "unknown_key", ["colours"]),
    ],
)
def test_what_the_loader_refuses(
    file: str, more: str, code: str, words: list[str], changed: Callable[[str, Callable[[str], str]], Path]
) -> None:
    with pytest.raises(PatternError) as raised:
        load_evidence_grammar(changed(file, lambda text: f"{text}\n{more}"))
    assert raised.value.code == code
    assert file in raised.value.where or code == "bad_mark"
    assert all(word in str(raised.value) for word in words)
    assert raised.value.remedy


def test_a_missing_file_is_named(changed: Callable[[str, Callable[[str], str]], Path]) -> None:
    folder = changed("events.toml", lambda text: text)
    (folder / "evidence" / "frames.toml").unlink()
    with pytest.raises(PatternError, match=r"frames\.toml: the file is missing"):
        load_evidence_grammar(folder)
