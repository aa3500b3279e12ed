"""Whole sentences through the parser and the stage: the ways of speaking that are known to be hard.

The names are marked, so that no vocabulary decides. A row reads: drug, target with its state, mechanism, outcome with its direction, then
what was said of it: `denied`, `suggested`, `hypothesized`, `with` partners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.grammar.marked import read_marked
from extract.read import read_bytes
from extract.run.examples import read_example, shown
from extract.run.pipeline import extract_findings

if TYPE_CHECKING:
    from extract.model.evidence import Evidence
    from extract.run.pipeline import Toolkit


def said(row: Evidence) -> str:
    parts = [row.drug.name.lower()] if row.drug else []
    if row.target:
        parts.append(row.target.name + (f":{row.target_alteration}" if row.target_alteration else ""))
    parts += [row.mechanism] if row.mechanism else []
    if row.outcome:
        parts.append(f"{row.outcome} {row.outcome_direction or '?'}")
    parts += ["denied"] if row.negated else []
    parts += [row.certainty] if row.certainty != "asserted" else []
    return " ".join([*parts, *(f"with {name.lower()}" for name in row.combination)])


VOICES = [
    ("<drug>Gefitinib</drug> inhibited <target>EGFR</target>.", ["gefitinib EGFR inhibits"]),
    ("<target>EGFR</target> was inhibited by <drug>gefitinib</drug>.", ["gefitinib EGFR inhibits"]),
    ("<drug>Gefitinib</drug>, which inhibits <target>EGFR</target>, was given daily.", ["gefitinib EGFR inhibits"]),
    (
        "<drug>Gefitinib</drug> binds <target>EGFR</target>, inhibiting <target>MAPK1</target>.",
        ["gefitinib EGFR binds", "gefitinib MAPK1 inhibits"],
    ),
    ("Inhibition of <target>EGFR</target> by <drug>gefitinib</drug> was rapid.", ["gefitinib EGFR inhibits"]),
    ("The ability of <drug>gefitinib</drug> to inhibit <target>EGFR</target> is known.", ["gefitinib EGFR inhibits"]),
    (
        "<drug>Lapatinib</drug> is a dual inhibitor of <target>EGFR</target> and <target>HER2</target>.",
        ["lapatinib EGFR inhibits", "lapatinib HER2 inhibits"],
    ),
    ("The <target>EGFR</target> inhibitor <drug>gefitinib</drug> was given.", ["gefitinib EGFR inhibits"]),
    ("<drug>Bevacizumab</drug>, a monoclonal antibody against <target>VEGF</target>, was added.", ["bevacizumab VEGF binds"]),
    (
        "<drug>Gefitinib</drug> and <drug>erlotinib</drug> inhibited <target>EGFR</target> and <target>HER2</target>.",
        ["gefitinib EGFR inhibits", "gefitinib HER2 inhibits", "erlotinib EGFR inhibits", "erlotinib HER2 inhibits"],
    ),
    (
        "Treatment with <drug>gefitinib</drug> blocked the phosphorylation of <target>EGFR</target>.",
        ["gefitinib EGFR inhibits signaling decrease"],
    ),
]

TARGETS_AND_OUTCOMES = [
    ("siRNA against <target>AKT1</target> blocked <outcome>angiogenesis</outcome>.", ["AKT1:loss mediates angiogenesis decrease"]),
    ("<target>KIT</target> is required for <outcome>angiogenesis</outcome>.", ["KIT mediates angiogenesis increase"]),
    (
        "<target>ABCB1</target>-mediated <outcome>resistance</outcome> to <drug>doxorubicin</drug> was common.",
        ["doxorubicin ABCB1 mediates resistance increase"],
    ),
    (
        "<outcome>Resistance</outcome> to <drug>cetuximab</drug> was associated with loss of <target>PTEN</target>.",
        ["cetuximab PTEN:loss resistance increase"],
    ),
    (
        "Loss of <target>PTEN</target> was associated with <outcome>resistance</outcome> to <drug>cetuximab</drug>.",
        ["cetuximab PTEN:loss resistance increase"],
    ),
    ("<target>PTEN</target>-deficient tumours were resistant to <drug>cetuximab</drug>.", ["cetuximab PTEN:loss resistance increase"]),
    (
        "Overexpression of <target>IGF1R</target> reduced <outcome>sensitivity</outcome> to <drug>lapatinib</drug>.",
        ["lapatinib IGF1R:overexpression mediates sensitivity decrease"],
    ),
    (
        "High levels of <target>AXL</target> predicted shorter <outcome>overall survival</outcome>.",
        ["AXL:overexpression survival decrease"],
    ),
    (
        "<drug>Gefitinib</drug>-induced <outcome>apoptosis</outcome> was blocked by overexpression of <target>BCL2</target>.",
        ["gefitinib BCL2:overexpression mediates apoptosis decrease"],
    ),
    (
        "<drug>Erlotinib</drug> improved <outcome>overall survival</outcome> in patients with mutations of <target>EGFR</target>.",
        ["erlotinib EGFR:mutation survival increase"],
    ),
    ("<drug>Gefitinib</drug> reversed the inhibition of <outcome>apoptosis</outcome>.", ["gefitinib apoptosis increase"]),
]

TRUTH = [
    ("<drug>Gefitinib</drug> did not inhibit <target>HER3</target>.", ["gefitinib HER3 inhibits denied"]),
    ("<drug>Gefitinib</drug> failed to inhibit <target>HER3</target>.", ["gefitinib HER3 inhibits denied"]),
    ("<drug>Gefitinib</drug> did not fail to inhibit <target>EGFR</target>.", ["gefitinib EGFR inhibits"]),
    ("There was no evidence that <drug>gefitinib</drug> inhibits <target>HER3</target>.", ["gefitinib HER3 inhibits denied"]),
    (
        "<drug>Gefitinib</drug> inhibited not only <target>EGFR</target> but also <target>HER2</target>.",
        ["gefitinib EGFR inhibits", "gefitinib HER2 inhibits"],
    ),
    (
        "<drug>Gefitinib</drug> inhibited <target>EGFR</target> but not <target>HER3</target>.",
        ["gefitinib EGFR inhibits", "gefitinib HER3 inhibits denied"],
    ),
    (
        "<drug>Gefitinib</drug> inhibited neither <target>HER3</target> nor <target>MET</target>.",
        ["gefitinib HER3 inhibits denied", "gefitinib MET inhibits denied"],
    ),
    (
        "Neither <drug>gefitinib</drug> nor <drug>erlotinib</drug> inhibited <target>HER3</target>.",
        ["gefitinib HER3 inhibits denied", "erlotinib HER3 inhibits denied"],
    ),
    ("<drug>Gefitinib</drug> may inhibit <target>HER3</target>.", ["gefitinib HER3 inhibits suggested"]),
    ("We tested whether <drug>gefitinib</drug> inhibits <target>HER3</target>.", ["gefitinib HER3 inhibits hypothesized"]),
    ("<drug>Aspirin</drug> did not affect <outcome>overall survival</outcome>.", ["aspirin survival unchanged"]),
    ("<drug>Aspirin</drug> had no effect on <outcome>overall survival</outcome>.", ["aspirin survival unchanged"]),
    ("<drug>Thrombin</drug> did not cleave <target>PAR4</target>.", ["thrombin PAR4 cleaves denied"]),
]

COMPARISONS_AND_PARTNERS = [
    (
        "<outcome>Survival</outcome> was longer with <drug>docetaxel</drug> than with <drug>mitoxantrone</drug>.",
        ["docetaxel survival increase"],
    ),
    ("<outcome>Survival</outcome> was similar with <drug>docetaxel</drug> and placebo.", ["docetaxel survival unchanged"]),
    ("Patients treated with <drug>gefitinib</drug> had longer <outcome>survival</outcome>.", ["gefitinib survival increase"]),
    ("<drug>Sorafenib</drug> was more effective than placebo.", ["sorafenib response increase"]),
    (
        "<drug>Docetaxel</drug> plus <drug>ramucirumab</drug> improved <outcome>overall survival</outcome>.",
        ["docetaxel survival increase with ramucirumab", "ramucirumab survival increase with docetaxel"],
    ),
    (
        "<drug>Docetaxel</drug> in combination with <drug>ramucirumab</drug> improved <outcome>overall survival</outcome>.",
        ["docetaxel survival increase with ramucirumab"],
    ),
    (
        "Adding <drug>ramucirumab</drug> to <drug>docetaxel</drug> improved <outcome>overall survival</outcome>.",
        ["ramucirumab survival increase with docetaxel"],
    ),
    (
        "<target>PI3K</target> inhibitors suppressed the <outcome>proliferation</outcome> of these cells.",
        ["pi3k inhibitors PI3K inhibits cell_growth decrease"],
    ),
    (
        "<target>MEK</target> inhibitors such as <drug>trametinib</drug> reduced <outcome>tumor growth</outcome>.",
        ["trametinib MEK inhibits", "trametinib MEK inhibits tumor_growth decrease"],
    ),
]

NOTHING = [
    "<drug>Aspirin</drug> affected <target>EGFR</target>.",
    "<drug>Sorafenib</drug> was less effective than <drug>sunitinib</drug>.",
    "<drug>Gefitinib</drug> was given to patients with mutations of <target>EGFR</target>.",
    "Cells were treated with <drug>gefitinib</drug> before <target>AKT1</target> was measured.",
    "<drug>Gefitinib</drug> was used in cells in which <target>HER3</target> was silenced.",
    "The effect of <drug>gefitinib</drug> on <outcome>overall survival</outcome> was studied.",
    "<drug>Gefitinib</drug> and <target>EGFR</target> are shown in blue.",
]


@pytest.mark.parametrize(("sentence", "expected"), [*VOICES, *TARGETS_AND_OUTCOMES, *TRUTH, *COMPARISONS_AND_PARTNERS])
def test_what_a_sentence_says(sentence: str, expected: list[str], toolkit: Toolkit) -> None:
    rows, parse = read_example(read_marked(sentence), toolkit)
    assert sorted(map(said, rows)) == sorted(expected), shown(parse)


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_sentence_that_states_nothing(sentence: str, toolkit: Toolkit) -> None:
    rows, parse = read_example(read_marked(sentence), toolkit)
    assert list(map(said, rows)) == [], shown(parse)


def test_what_activates_a_target_is_not_the_drug_that_blocks_the_activation(toolkit: Toolkit) -> None:
    sentence = "<target>EGFR</target>-mediated activation of <target>AKT1</target> was blocked by <drug>gefitinib</drug>."
    rows, _ = read_example(read_marked(sentence), toolkit)
    assert [said(row) for row in rows if row.drug] == ["gefitinib AKT1 inhibits signaling decrease"]


TWO_SENTENCES = "Erlotinib was given to nine patients. {} inhibited EGFR in all of them."


@pytest.mark.parametrize("words", ["This drug", "The drug", "It", "This agent"])
def test_words_that_stand_for_the_drug_of_the_sentence_before(words: str, toolkit: Toolkit) -> None:
    found = extract_findings(read_bytes(TWO_SENTENCES.format(words).encode(), "paper.txt"), toolkit)
    assert [said(row) for row in found.evidence] == ["erlotinib EGFR inhibits"]
    plain = extract_findings(read_bytes(TWO_SENTENCES.format("Erlotinib").encode(), "paper.txt"), toolkit)
    assert found.evidence[0].confidence < plain.evidence[0].confidence


def test_another_paragraph_has_no_drug_to_stand_for(toolkit: Toolkit) -> None:
    text = TWO_SENTENCES.format("This drug").replace(" This", "\n\nThis")
    assert extract_findings(read_bytes(text.encode(), "paper.txt"), toolkit).evidence == ()


def test_a_row_shows_what_made_it(toolkit: Toolkit) -> None:
    marked = read_marked("<drug>Gefitinib</drug> did <cue>not</cue> <trigger>inhibit</trigger> <target>HER3</target>.")
    (row,), _ = read_example(marked, toolkit)
    assert row.pattern_id == "inhibit.verb"
    assert row.mechanism_text == "inhibit"
    assert row.quote == marked.text
    assert [(cue.kind, cue.start, cue.end) for cue in row.cues] == [
        ("trigger", *marked.spans("trigger")[0]),
        ("negation", *marked.spans("cue")[0]),
    ]
    assert 0 < row.confidence <= 1


def test_the_same_statement_twice_in_a_sentence_is_one_row(toolkit: Toolkit) -> None:
    marked = read_marked("<drug>Gefitinib</drug> inhibits <target>EGFR</target>, and <drug>Gefitinib</drug> blocks <target>EGFR</target>.")
    rows, _ = read_example(marked, toolkit)
    assert [said(row) for row in rows] == ["gefitinib EGFR inhibits"]
