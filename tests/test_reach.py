"""The benchmark on public corpora: reading their formats, and what counts as agreement. All data here is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import reach

from extract.model.document import Document
from extract.model.evidence import Evidence, Named
from extract.model.findings import Findings
from extract.model.mention import Concept
from extract.score.names import Squeezed

GROUPS = {"INHIBITOR": "CPR:4", "ACTIVATOR": "CPR:3"}
AGREES = {"inhibits": ["CPR:4", "CPR:6"], "activates": ["CPR:3"]}
SENTENCE = "Gefitinib blocks EGFR."


def prediction(*names: str, groups: tuple[str, ...] = ("CPR:4",), span: tuple[int, int] = (0, 19)) -> reach.Prediction:
    return reach.Prediction(*span, tuple(frozenset([name]) for name in names), frozenset(groups))


LABEL = reach.Label(0, 19, ("EGFR", "Gefitinib"), "CPR:4")


def test_chemprot_labels_are_placed_in_their_abstracts(tmp_path: Path) -> None:
    abstracts = ["1\tA title\tNothing is labelled here.", f"2\tAnother title\tFirst this. {SENTENCE} Zinc is carried by ZIP4."]
    (tmp_path / "chemprot_development_abstracts.tsv").write_text("\n".join(abstracts) + "\n", encoding="utf-8")
    marked = [
        {"text": "[[ Gefitinib ]] blocks << EGFR >>.", "label": "INHIBITOR"},
        {"text": "<< Zinc >>  is carried by [[ ZIP4 ]].", "label": "SUBSTRATE"},
        {"text": "<< Aspirin >> blocks [[ PTGS1 ]] in a text that is not there.", "label": "INHIBITOR"},
    ]
    (tmp_path / "dev.txt").write_text("\n".join(map(json.dumps, marked)) + "\n", encoding="utf-8")
    (passage,) = reach.chemprot(tmp_path, GROUPS)
    assert passage.name == "2.txt"
    squeezed = Squeezed(passage.text).text
    found = [(squeezed[label.start : label.end], label.names, label.group) for label in passage.labels]
    assert found == [("gefitinibblocksegfr", ("EGFR", "Gefitinib"), "CPR:4"), ("zinciscarriedbyzip4", ("ZIP4", "Zinc"), "")]


def test_civicmine_labels_name_the_gene(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text("KRAS mutation predicts resistance to cetuximab in colorectal cancer.", encoding="utf-8")
    (tmp_path / "7.a1").write_text("T1\tgene 0 4\tKRAS\nT2\tdrug 37 46\tcetuximab\nT3\tcancer 50 67\tcolorectal cancer\n", encoding="utf-8")
    (tmp_path / "7.a2").write_text("R1\tPredictive cancer:T3 drug:T2 gene:T1\nR2\tAssociatedVariant gene:T1\n", encoding="utf-8")
    (passage,) = reach.civicmine(tmp_path, {"Predictive": "Predictive"})
    assert [(label.names, label.group) for label in passage.labels] == [(("KRAS",), "Predictive")]


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (prediction("gefitinib", "EGFR"), (1, 1, 1)),
        (prediction("EGFR", "gefitinib"), (1, 1, 1)),
        (prediction("gefitinib", "EGFR", groups=("CPR:3",)), (0, 1, 1)),
        (prediction("gefitinib", "ERBB2"), (0, 0, 0)),
        (prediction("gefitinib", "EGFR", span=(40, 60)), (0, 0, 0)),
    ],
)
def test_a_prediction_agrees_in_names_and_group_at_the_same_place(predicted: reach.Prediction, expected: tuple[int, int, int]) -> None:
    found = reach.compare([LABEL], [predicted], frozenset(GROUPS.values()))
    assert (found.right, found.right_names, found.predicted_labelled_names) == expected
    assert (found.found, found.found_names) == expected[:2]
    assert (found.predicted, found.labelled) == (1, 1)


def test_labels_of_other_groups_only_tell_which_names_are_labelled() -> None:
    other = reach.Label(0, 19, ("EGFR", "Gefitinib"), "")
    found = reach.compare([other], [prediction("gefitinib", "EGFR")], frozenset(GROUPS.values()))
    assert found == reach.Reach(predicted=1, predicted_labelled_names=1)


def test_a_label_found_twice_counts_once() -> None:
    found = reach.compare([LABEL], [prediction("gefitinib", "EGFR"), prediction("Gefitinib", "EGFR", span=(0, 10))], frozenset(["CPR:4"]))
    assert (found.right, found.found) == (2, 1)
    assert "precision            1.000" in "\n".join((found + reach.Reach()).lines())


def test_predictions_know_the_synonyms_of_a_concept() -> None:
    concept = Concept("CHEBI:49668", "gefitinib", "DRUG", ("ZD1839",), "made for this test")
    row = Evidence(
        sentence=0,
        start=0,
        end=len(SENTENCE),
        quote=SENTENCE,
        drug=Named("gefitinib", "CHEBI:49668", 0, 9),
        target=Named("EGFR", None, 17, 21),
        target_alteration=None,
        mechanism="inhibits",
        mechanism_text="blocks",
        outcome=None,
        outcome_direction=None,
        outcome_text=None,
        negated=False,
        certainty="asserted",
        combination=(),
        pattern_id="made.up",
        confidence=1.0,
    )
    document = Document("d", "d.txt", "0", "text", SENTENCE, ())
    findings = Findings(document, (), (), (), (), (row,), (), (), (concept,))
    (predicted,) = reach.pairs_predicted(findings, AGREES)
    assert predicted.names == (frozenset({"gefitinib", "ZD1839", "Gefitinib"}), frozenset({"EGFR"}))
    assert predicted.groups == {"CPR:4", "CPR:6"}
    assert reach.outcomes_predicted(findings, AGREES) == frozenset()
