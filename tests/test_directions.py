"""The benchmark of directions: which questions are asked, and how an answer is read from rows. All data here is made up."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import directions
import pytest

from extract.model.claim import Claim, ClaimValue, Quantity
from extract.model.document import Document
from extract.model.evidence import Evidence, Named
from extract.model.findings import Findings

SENTENCE = "Pain scores were lower with aspirin than with ibuprofen."
QUESTION = directions.Question("1", "PMC1", "aspirin 300 mg", "ibuprofen tablets", "pain score", SENTENCE, "decrease")
OUTCOME = directions.Outcome(frozenset(["pain", "score"]))
COLUMNS = ["PromptID", "PMCID", "Valid Label", "Label", "Evidence Start", "Evidence End", "Outcome", "Intervention", "Comparator"]


def findings(*found: Evidence | Claim | Quantity) -> Findings:
    document = Document(id="d", source="d.txt", sha256="0", format="text", text=SENTENCE, blocks=(), lines=(), tables=(), references=())
    kinds = (Quantity, Evidence, Claim)
    quantities, evidence, claims = (tuple(row for row in found if isinstance(row, kind)) for kind in kinds)
    return Findings(document, (), (), (), quantities, evidence, claims, (), ())  # type: ignore[arg-type]


def evidence(
    outcome: str, direction: directions.Direction, drug: str = "aspirin", *, text: str | None = None, negated: bool = False
) -> Evidence:
    named = Named(drug, None, 0, 4)
    return Evidence(
        0, 0, len(SENTENCE), SENTENCE, named, None, None, None, None, outcome, direction, text, negated, "asserted", (), "small.verb", 0.9
    )


def value(number: float | None, role: str, arm: str | None = None, kind: str = "estimate", **columns: object) -> ClaimValue:
    base = ClaimValue(kind, number, None, None, None, "%", "%", number, None, arm, role, 0, 4)  # type: ignore[arg-type]
    return replace(base, **columns)  # type: ignore[arg-type]


def claim(*values: ClaimValue, measure: str = "score") -> Claim:
    return Claim(0, None, 0, 40, SENTENCE[:40], None, None, measure, "pain score", "versus", None, None, "sides", 0.9, values)


P_SMALL = value(0.01, "single", kind="p_value")
P_LARGE = value(0.4, "single", kind="p_value")
ARMS = (value(20, "treatment", "aspirin"), value(30, "comparator", "ibuprofen"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([evidence("response", "decrease")], ("decrease", "evidence")),
        ([evidence("response", "increase", negated=True)], ("unchanged", "evidence")),
        ([evidence("response", "increase", drug="ibuprofen")], ("decrease", "evidence")),
        ([evidence("response", "decrease"), evidence("survival", "increase")], None),
        ([evidence("other", "decrease", text="pain"), evidence("survival", "increase")], ("decrease", "evidence")),
        ([claim(*ARMS)], ("decrease", "claims")),
        ([claim(*ARMS, P_SMALL)], ("decrease", "claims")),
        ([claim(*ARMS, P_LARGE)], ("unchanged", "claims")),
        ([claim(*(replace(v, arm="ibuprofen" if v.role == "treatment" else "aspirin") for v in ARMS))], ("increase", "claims")),
        ([claim(ARMS[0])], None),
        ([claim(value(0.6, "single"), measure="odds_ratio")], ("decrease", "claims")),
        (
            [claim(value(0.6, "single"), value(None, "single", kind="confidence_interval", low=0.3, high=1.2), measure="odds_ratio")],
            ("unchanged", "claims"),
        ),
        ([Quantity(0, 4, "Pain", "p_value", 0.3, None, None, "=", None, None, "finding", 0)], ("unchanged", "p-values")),
        ([Quantity(0, 4, "Pain", "p_value", 0.03, None, None, "=", None, None, "finding", 0)], None),
    ],
)
def test_answer(rows: list[Evidence | Claim | Quantity], expected: tuple[str, str] | None) -> None:
    found = directions.answer(QUESTION, OUTCOME, findings(*rows))
    assert (found and (found.direction, found.source)) == expected


def test_an_outcome_that_the_prompt_calls_by_its_opposite() -> None:
    asked = directions.Outcome(frozenset(["progression-free", "survival"]), (("progression", -1),))
    found = directions.answer(QUESTION, asked, findings(evidence("progression", "decrease")))
    assert found == directions.Answer("increase", "evidence")


def test_questions_are_prompts_whose_label_nobody_doubts(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "PMC7.txt").write_text(f"{SENTENCE} Nausea was as common.", encoding="utf-8")
    first, second = (str(len(SENTENCE)), str(len(SENTENCE) + 1)), str(len(SENTENCE) + 22)
    rows = [
        ["1", "7", "True", "significantly decreased", "0", first[0], "pain &amp; fever", "aspirin", "ibuprofen"],
        ["1", "7", "True", "significantly decreased", "0", first[0], "pain &amp; fever", "aspirin", "ibuprofen"],
        ["2", "7", "True", "no significant difference", first[1], second, "nausea", "aspirin", "ibuprofen"],
        ["2", "7", "True", "significantly increase", first[1], second, "nausea", "aspirin", "ibuprofen"],
        ["3", "7", "False", "significantly increased", "0", first[0], "nausea", "aspirin", "ibuprofen"],
    ]
    with (tmp_path / "validation.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    (question,) = directions.questions(tmp_path, "validation")
    assert (question.prompt, question.outcome, question.sentence, question.direction) == ("1", "pain & fever", SENTENCE, "decrease")


def test_report_counts_questions_without_an_answer() -> None:
    asked = [QUESTION, QUESTION, replace(QUESTION, direction="unchanged"), QUESTION]
    answers = [directions.Answer("decrease", "claims"), directions.Answer("increase", "evidence"), None, None]
    lines = "\n".join(directions.report(asked, answers))
    assert "coverage              0.500" in lines
    assert "accuracy of answers   0.500" in lines
    assert "right of all          0.250   always 'decrease': 0.750" in lines
    assert f"  decrease    {1:12}{1:12}{0:12}{1:12}" in lines
