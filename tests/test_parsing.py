"""Which sentences are given to the parser, what is hidden from it, and as what it sees the names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from extract.grammar.marked import read_marked
from extract.model.document import Citation, Sentence
from extract.model.mention import Label, Mention
from extract.stages.parsing import grammar_names, parse_sentences

if TYPE_CHECKING:
    from extract.model.mention import Parse
    from extract.run.pipeline import Toolkit

LABELS: dict[str, Label] = {
    "drug": "DRUG",
    "target": "TARGET",
    "chemical": "CHEMICAL",
    "disease": "DISEASE",
    "outcome": "OUTCOME",
    "line": "CELL_LINE",
    "measure": "MEASURE",
}


def mention(start: int, text: str, label: Label, name: str | None = None) -> Mention:
    return Mention(start, start + len(text), text, label, name or text, None, "dictionary", 1.0)


def parsed(toolkit: Toolkit, *marked: str, names: dict[str, str] | None = None) -> tuple[dict[int, Parse], tuple[Mention, ...]]:
    """The parses of these sentences, and the mentions that were marked in them; `<cite>` marks a citation."""
    sentences, mentions, citations, start = [], [], [], 0
    for source in marked:
        read = read_marked(source)
        sentences.append(Sentence(start, start + len(read.text), read.text, None, 0, None))
        for mark in read.marks:
            surface = read.text[mark.start : mark.end]
            if mark.name == "cite":
                citations.append(Citation(mark.start + start, mark.end + start, surface.strip("[]"), False))
            else:
                mentions.append(mention(mark.start + start, surface, LABELS[mark.name], (names or {}).get(surface)))
        start += len(read.text) + 1
    found = parse_sentences(sentences, mentions, citations, toolkit.evidence, toolkit.language)
    return dict(found), tuple(mentions)


def words(parse: Parse) -> list[str]:
    return [token.text for token in parse.tokens]


@pytest.mark.parametrize(
    ("sentence", "worth"),
    [
        pytest.param("<drug>Gefitinib</drug> inhibits <target>EGFR</target>.", True, id="drug and target"),
        pytest.param("<target>HRG</target> activates <target>HER3</target>.", True, id="two targets"),
        pytest.param("<drug>Gefitinib</drug> improves <outcome>survival</outcome>.", True, id="drug and outcome"),
        pytest.param("<drug>Gefitinib</drug> was effective.", True, id="a word that names an outcome by itself"),
        pytest.param("This agent improves <outcome>survival</outcome>.", True, id="a word that stands for a drug, and an outcome"),
        pytest.param("<drug>Gefitinib</drug> is white.", False, id="a drug alone"),
        pytest.param("<outcome>Survival</outcome> was recorded.", False, id="an outcome alone"),
        pytest.param("<disease>Gout</disease> and <line>HeLa</line> are effective.", False, id="neither drug nor target nor outcome"),
        pytest.param("The drug was effective.", False, id="no name at all"),
    ],
)
def test_only_a_sentence_that_can_fill_two_slots_is_parsed(sentence: str, worth: bool, toolkit: Toolkit) -> None:
    found, _ = parsed(toolkit, sentence)
    assert list(found) == ([0] if worth else [])


def test_parses_are_under_the_numbers_of_their_sentences(toolkit: Toolkit) -> None:
    found, mentions = parsed(
        toolkit,
        "<drug>Gefitinib</drug> is white.",
        "<drug>Erlotinib</drug> inhibits <target>EGFR</target>.",
        "Nothing.",
        "<drug>Lapatinib</drug> inhibits <target>HER2</target>.",
    )
    assert list(found) == [1, 3]
    for number, drug, target in ((1, "Erlotinib", "EGFR"), (3, "Lapatinib", "HER2")):
        tokens = [token for token in found[number].tokens if token.mention is not None]
        assert [mentions[token.mention or 0].text for token in tokens] == [drug, target]
        assert [(token.start, token.end) for token in tokens] == [
            (mentions[token.mention or 0].start, mentions[token.mention or 0].end) for token in tokens
        ]


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        pytest.param(
            "<drug>Gefitinib</drug> (30 mg/kg) inhibits <target>EGFR</target>.", {}, ["Gefitinib", "inhibits", "EGFR", "."], id="a dose"
        ),
        pytest.param(
            "<drug>Gefitinib</drug> inhibits <target>EGFR</target> <cite>[12]</cite>.",
            {},
            ["Gefitinib", "inhibits", "EGFR", "."],
            id="a citation",
        ),
        pytest.param(
            "<drug>Gefitinib</drug> inhibits <target>growth receptor</target> (<target>EGFR</target>).",
            {"growth receptor": "EGFR"},
            ["Gefitinib", "inhibits", "growth receptor", "."],
            id="another name for what stands before it",
        ),
        pytest.param(
            "<drug>Gefitinib</drug> inhibits <target>HER2</target> (<target>EGFR</target> too).",
            {},
            ["Gefitinib", "inhibits", "HER2", "(", "EGFR", "too", ")", "."],
            id="a name of its own is not hidden",
        ),
        pytest.param(
            "<drug>(R)-roscovitine</drug> inhibits <target>CDK2</target>.",
            {},
            ["(R)-roscovitine", "inhibits", "CDK2", "."],
            id="a bracket that is part of a name",
        ),
    ],
)
def test_asides_are_hidden(sentence: str, names: dict[str, str], expected: list[str], toolkit: Toolkit) -> None:
    found, _ = parsed(toolkit, sentence, names=names)
    assert words(found[0]) == expected


def test_outcomes_and_measures_are_words_and_no_names(toolkit: Toolkit) -> None:
    found, _ = parsed(toolkit, "<drug>Gefitinib</drug> improved <outcome>overall survival</outcome> and <measure>hazard ratio</measure>.")
    assert words(found[0]) == ["Gefitinib", "improved", "overall", "survival", "and", "hazard", "ratio", "."]


def test_the_grammar_sees_the_target_of_a_drug_class() -> None:
    target = mention(0, "PI3K", "TARGET")
    drug_class = replace(mention(0, "PI3K inhibitors", "DRUG"), parts=(target,))
    drug = mention(20, "gefitinib", "DRUG")
    assert grammar_names((drug_class, drug)) == (target, drug)


def test_parts_that_are_no_targets_change_nothing() -> None:
    drug = replace(mention(0, "sodium valproate", "DRUG"), parts=(mention(0, "sodium", "CHEMICAL"),))
    assert grammar_names((drug,)) == (drug,)
