"""Which rows of two databases are one statement that changed."""

from __future__ import annotations

import pytest

from extract.store.statements import Statement, same_statements

TRIGGER = {"trigger": frozenset([(10, 18)])}


def evidence(
    drug: str | None, target: str | None, outcome: str | None, *, span: tuple[int, int] = (0, 60), spans=TRIGGER, **columns: object
) -> Statement:
    row = {"id": "ev_1", "drug": drug, "drug_id": None, "target": target, "target_id": None, "outcome": outcome, "mechanism": "inhibits"}
    return Statement(row | columns, *span, spans)  # type: ignore[operator]


def claim(*numbers: tuple[int, int], measure: str = "overall_survival") -> Statement:
    return Statement({"id": "cl_1", "measure": measure}, 0, 90, {"value": frozenset(numbers)})


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (evidence("gefitinib", "EGFR", None, mechanism="binds"), True),
        (evidence("gefitinib", "EGFR", "apoptosis"), True),
        (evidence("gefitinib", "EGFR", None, span=(70, 90)), False),
        (evidence("gefitinib", "EGFR", None, spans={}), True),
        (evidence("gefitinib", "ERBB2", None), True),  # the same trigger now acts on another target
        (evidence("gefitinib", "ERBB2", None, spans={"trigger": frozenset([(40, 48)])}), False),
        (evidence("erlotinib", "ERBB2", None), False),
        (evidence("gefitinib", None, "apoptosis", spans={}), False),
    ],
)
def test_evidence(other: Statement, same: bool) -> None:
    pairs, lost, gained = same_statements("evidence", [evidence("gefitinib", "EGFR", None)], [other])
    assert (len(pairs), len(lost), len(gained)) == ((1, 0, 0) if same else (0, 1, 1))


def test_a_name_that_is_grounded_otherwise_is_the_same_words() -> None:
    spans = {**TRIGGER, "target": frozenset([(20, 25)])}
    one, other = (
        evidence("gefitinib", "ErbB1", None, spans=spans),
        evidence("gefitinib", "EGFR", None, spans=spans | {"trigger": frozenset()}),
    )
    assert same_statements("evidence", [one], [other])[0] == [(one, other)]


def test_the_nearest_rows_are_paired() -> None:
    rows = [evidence("gefitinib", name, None) for name in ("EGFR", "ERBB2", "ERBB3")]
    now = [evidence("gefitinib", name, None, mechanism="binds") for name in ("ERBB3", "ERBB4", "EGFR")]
    pairs, lost, gained = same_statements("evidence", rows, now)
    assert [(one.row["target"], other.row["target"]) for one, other in pairs] == [("EGFR", "EGFR"), ("ERBB2", "ERBB4"), ("ERBB3", "ERBB3")]
    assert not lost
    assert not gained


def test_claims_are_matched_by_the_places_of_their_numbers() -> None:
    both, one, elsewhere = claim((5, 7), (20, 22)), claim((5, 7), measure="relapse_rate"), claim((50, 52))
    pairs, lost, gained = same_statements("quantitative_claims", [both], [one, elsewhere])
    assert pairs == [(both, one)]
    assert (lost, gained) == ([], [elsewhere])
    assert same_statements("quantitative_claims", [both], [one, both])[0] == [(both, both)]
