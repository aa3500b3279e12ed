"""The scorer: what counts as the same name and number, what a figure means, and agreement with the reference scorer."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.cli.score import score as score_command
from extract.errors import EvitraceError, StoreError
from extract.score import Report, score_database
from extract.score.names import Squeezed, overlap, same_name, squeeze, unit_code
from extract.score.tally import Share, Tally

SHARED = Path(__file__).resolve().parents[1] / "../shared"

TEXT = (
    "Lapatinib blocked HER2 signalling in SKBR3 cells. It did not block EGFR.\n\n"
    "Tumours shrank by 29% in the knock-out mice versus 96% in the control mice (p < 0.01)."
)
FACT = {
    "kind": "evidence",
    "quote": "Lapatinib blocked HER2 signalling in SKBR3 cells.",
    "drug": ["lapatinib"],
    "target": ["HER2", "ERBB2"],
    "mechanism": ["inhibits"],
    "outcome": ["signaling"],
    "outcome_direction": "decrease",
    "negated": 0,
    "essential": True,
}
ROW = {
    "quote": "Lapatinib blocked HER2 signalling",
    "drug": "lapatinib",
    "target": "ERBB2",
    "mechanism": "inhibits",
    "outcome": "signaling",
    "outcome_direction": "decrease",
    "negated": 0,
}
NUMBER = {
    "kind": "value",
    "claim": "c1",
    "quote": "Tumours shrank by 29% in the knock-out mice versus 96% in the control mice",
    "value": 29,
    "low": None,
    "high": None,
    "unit": "%",
    "vkind": "estimate",
    "measure": ["growth_inhibition"],
    "arm": ["knock-out mice"],
    "drug": [],
    "essential": True,
}
OTHER_ARM = NUMBER | {"value": 96, "arm": ["control mice"]}
CLAIM = {"quote": NUMBER["quote"], "measure": "growth_inhibition"}


class Case:
    """A database of one document, and annotations for it."""

    def __init__(self, folder: Path, text: str = TEXT, name: str = "paper") -> None:
        self.database, self.gold, self.text = folder / "made.db", folder / "gold", text
        self.gold.mkdir(exist_ok=True)
        self.name = name
        self._rows = 0
        with sqlite3.connect(self.database) as connection:
            connection.executescript("""
                create table if not exists documents (id text primary key, source text, text text);
                create table if not exists concepts (id text primary key, name text, synonyms text);
                create table if not exists mentions (document_id text, text text, concept_id text);
                create table if not exists evidence (id text primary key, document_id text, start integer, end integer, quote text,
                    drug text, drug_id text, target text, target_id text, mechanism text, outcome text, outcome_direction text,
                    negated integer, pattern_id text);
                create table if not exists quantitative_claims (id text primary key, document_id text, start integer, end integer,
                    quote text, drug text, drug_id text, measure text, pattern_id text);
                create table if not exists claim_values (id text primary key, claim_id text, position integer, kind text, value real,
                    value_low real, value_high real, unit text, arm text);
            """)
        self._insert("documents", {"id": name, "source": f"/papers/{name}.txt", "text": text})

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns = ", ".join(row)
        with sqlite3.connect(self.database) as connection:
            connection.execute(f"insert into {table} ({columns}) values ({', '.join('?' * len(row))})", list(row.values()))

    def _placed(self, row: dict[str, Any]) -> dict[str, Any]:
        self._rows += 1
        start = self.text.index(row["quote"])
        place = {"id": f"{self.name}.{self._rows}", "document_id": self.name, "start": start, "end": start + len(row["quote"])}
        return place | {"pattern_id": "made.up"} | row

    def concept(self, identifier: str, name: str, *synonyms: str, spelled: str | None = None) -> None:
        self._insert("concepts", {"id": identifier, "name": name, "synonyms": json.dumps(synonyms)})
        if spelled:
            self._insert("mentions", {"document_id": self.name, "text": spelled, "concept_id": identifier})

    def evidence(self, *rows: dict[str, Any]) -> None:
        for row in rows:
            self._insert("evidence", self._placed(row))

    def claim(self, claim: dict[str, Any], *values: dict[str, Any]) -> None:
        placed = self._placed(claim)
        self._insert("quantitative_claims", placed)
        for position, value in enumerate(values):
            row = {"id": f"{placed['id']}.{position}", "claim_id": placed["id"], "position": position, "kind": "estimate", "unit": "%"}
            self._insert("claim_values", row | value)

    def annotate(self, *facts: dict[str, Any]) -> None:
        (self.gold / f"{self.name}.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")

    def score(self) -> Report:
        return score_database(self.database, self.gold)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("HER-2", "her2", True),
        ("TGF-β", "TGF-beta", True),
        ("HER2 receptor", "HER2", False),  # the shorter one is less than half of the longer one
        ("HER2 gene", "HER2", True),
        ("PI3K inhibitors", "PI3K inhibitor", True),
        ("EGF", "EGFR", False),  # too short to count as a part
        ("", "HER2", False),
        ("naïve", "naive", True),
    ],
)
def test_names_are_compared_without_case_spaces_and_punctuation(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@pytest.mark.parametrize(
    ("unit", "code"),
    [("nM", "nmol/L"), ("μM", "umol/L"), ("µmol/L", "umol/L"), ("months", "mo"), (None, "1"), ("fold", "1"), ("mg/kg", "mg/kg")],
)
def test_units_are_compared_by_code(unit: str | None, code: str) -> None:
    assert unit_code(unit) == code


def test_squeezed_text_keeps_track_of_offsets() -> None:
    text = "β-Blockers, e.g.\npropranolol"
    squeezed = Squeezed(text)
    start = text.index("propranolol")
    a, b = squeezed.span(start, len(text))
    assert squeezed.text[a:b] == "propranolol"
    assert squeezed.first("PROPRA- nolol") == (a, b)
    assert squeezed.first("atenolol") is None
    assert squeezed.span(0, 1) == (0, len("beta"))


def test_a_quote_is_found_everywhere_and_by_its_longest_run_of_words() -> None:
    squeezed = Squeezed("one two three. one two three. four five Page 7 six seven eight")
    assert len(squeezed.everywhere("one two three")) == 2
    (place,) = squeezed.everywhere("four five six seven eight")
    assert squeezed.text[slice(*place)] == "sixseveneight"
    assert squeezed.everywhere("nothing of the kind stands here") == ()


@pytest.mark.parametrize(
    ("a", "b", "shares"), [((0, 10), (5, 15), True), ((0, 10), (6, 20), False), ((0, 100), (40, 42), True), ((0, 5), (5, 9), False)]
)
def test_spans_overlap_by_half_of_the_shorter(a: tuple[int, int], b: tuple[int, int], shares: bool) -> None:
    assert overlap(a, b) is shares
    assert overlap(b, a) is shares


def test_figures_of_nothing_are_zero_or_none() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1, Share().ratio) == (0.0, 0.0, 0.0, None)
    both = Tally(1, 2, 1, 4)
    assert (both.precision, both.recall, round(both.f1, 3)) == (0.5, 0.25, 0.333)


def test_a_right_row_scores_all_its_pairs(case: Case) -> None:
    case.annotate(FACT)
    case.evidence(ROW)
    report = case.score()
    assert report.evidence.all_pairs == Tally(3, 3, 3, 3)
    assert report.evidence.statements == Tally(1, 1, 1, 1)
    assert report.evidence.mechanism == Share(1, 1)
    assert report.mistakes == ()


def test_names_known_to_the_vocabulary_and_the_document_count(case: Case) -> None:
    case.concept("CHEBI:49603", "lapatinib", "GW572016", spelled="Tykerb")
    case.annotate(FACT | {"drug": ["Tykerb"], "outcome": []})
    case.evidence(ROW | {"drug_id": "CHEBI:49603", "outcome": None, "outcome_direction": None})
    assert case.score().evidence.pairs["drug-target"] == Tally(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"outcome_direction": "increase"}, {"drug-target"}),
        ({"negated": 1}, {"drug-target"}),
        ({"target": "EGFR"}, {"drug-outcome"}),
        ({"quote": "It did not block EGFR."}, set()),  # elsewhere in the text
    ],
)
def test_what_makes_a_pair_wrong(case: Case, change: dict[str, Any], right: set[str]) -> None:
    case.annotate(FACT)
    case.evidence(ROW | change)
    report = case.score()
    assert {kind for kind, tally in report.evidence.pairs.items() if tally.right} == right
    assert report.evidence.statements == Tally(0, 1, 0, 1)
    assert {mistake.what for mistake in report.mistakes if mistake.kind == "wrong"} == {*report.evidence.pairs} - right
    assert {mistake.what for mistake in report.mistakes if mistake.kind == "missed"} == {*report.evidence.pairs} - right


def test_a_wrong_mechanism_spoils_the_statement_but_not_the_pair(case: Case) -> None:
    case.annotate(FACT)
    case.evidence(ROW | {"mechanism": "activates"})
    report = case.score()
    assert report.evidence.pairs["drug-target"].right == 1
    assert report.evidence.mechanism == Share(0, 1)
    assert report.evidence.statements.right == 0


def test_part_of_a_statement_is_right_but_does_not_find_the_whole(case: Case) -> None:
    case.annotate(FACT)
    case.evidence(ROW | {"outcome": None, "outcome_direction": None})
    assert case.score().evidence.statements == Tally(right=1, predicted=1, found=0, annotated=1)


def test_the_same_pair_at_the_same_place_counts_once(case: Case) -> None:
    case.annotate(FACT)
    case.evidence(ROW, ROW | {"mechanism": "binds"})
    assert case.score().evidence.all_pairs == Tally(3, 3, 3, 3)


def test_facts_that_are_not_essential_are_neither_missed_nor_wrong(case: Case) -> None:
    case.annotate(FACT | {"essential": False})
    assert case.score().evidence.all_pairs == Tally()
    case.evidence(ROW)
    assert case.score().evidence.all_pairs == Tally(right=3, predicted=3)


def test_a_comparison_in_one_claim(case: Case) -> None:
    case.annotate(NUMBER, OTHER_ARM)
    case.claim(CLAIM, {"value": 29, "arm": "the knock-out mice"}, {"value": 96, "arm": "control mice"})
    report = case.score()
    assert report.claims.values == report.claims.strict == Tally(2, 2, 2, 2)
    assert report.claims.together == Share(1, 1)
    assert report.claims.fields == {"measure": Share(2, 2), "arm": Share(2, 2), "drug": Share()}


def test_a_comparison_torn_apart(case: Case) -> None:
    case.annotate(NUMBER, OTHER_ARM)
    case.claim(CLAIM, {"value": 29, "arm": "knock-out mice"})
    case.claim(CLAIM, {"value": 96, "arm": "knock-out mice"})
    report = case.score()
    assert report.claims.values == Tally(2, 2, 2, 2)
    assert report.claims.strict == Tally(1, 2, 1, 2)
    assert report.claims.together == Share(0, 1)


def test_a_number_is_found_once(case: Case) -> None:
    case.annotate(NUMBER)
    case.claim(CLAIM, {"value": 29, "arm": "knock-out mice"}, {"value": 29, "arm": "knock-out mice"})
    report = case.score()
    assert report.claims.values == Tally(1, 2, 1, 1)
    assert [mistake.kind for mistake in report.mistakes] == ["wrong"]


@pytest.mark.parametrize("change", [{"value": 30}, {"unit": "mo"}, {"kind": "sample_size"}])
def test_another_number_unit_or_kind_is_not_the_annotated_one(case: Case, change: dict[str, Any]) -> None:
    case.annotate(NUMBER)
    case.claim(CLAIM, {"value": 29} | change)
    assert case.score().claims.values.found == 0


def test_p_values_count_for_nothing(case: Case) -> None:
    case.annotate(NUMBER | {"vkind": "p_value", "value": 0.01, "unit": "1", "essential": False})
    case.claim(CLAIM, {"kind": "p_value", "value": 0.01, "unit": "1"}, {"kind": "p_value", "value": 0.05, "unit": "1"})
    report = case.score()
    assert report.claims.values == Tally()
    assert report.mistakes == ()


def test_a_range_is_found_by_both_ends(case: Case) -> None:
    case.annotate(NUMBER | {"vkind": "range", "value": None, "low": 12, "high": 34})
    case.claim(CLAIM, {"kind": "confidence_interval", "value_low": 12, "value_high": 34})
    assert case.score().claims.values == Tally(right=0, predicted=0, found=1, annotated=1)


def test_a_document_that_is_not_in_the_database_is_missed_as_a_whole(case: Case) -> None:
    case.name = "elsewhere"
    case.annotate(FACT, NUMBER, OTHER_ARM)
    report = case.score()
    assert report.missing == ("elsewhere",)
    assert report.evidence.all_pairs == Tally(annotated=3)
    assert report.claims.values == Tally(annotated=2)
    assert report.claims.together == Share(0, 1)


def test_command_prints_a_table_json_and_mistakes(case: Case) -> None:
    case.annotate(FACT, NUMBER)
    case.evidence(ROW | {"target": "EGFR"})
    arguments = [str(case.database), str(case.gold)]
    table = CliRunner().invoke(score_command, [*arguments, "--errors"])
    assert table.exit_code == 0, table.output
    assert "WRONG paper drug-target: lapatinib | EGFR | inhibits" in table.output
    assert "[made.up]" in table.output
    assert "MISSED paper value: 29 % growth_inhibition" in table.output
    figures = json.loads(CliRunner().invoke(score_command, [*arguments, "--json"]).stdout)
    assert figures["evidence"]["pairs"] == {"precision": 0.333, "recall": 0.333, "f1": 0.333, "predicted": 3, "annotated": 3}
    assert figures["claims"]["comparisons_kept_together"] == "0/0"


def test_errors_name_the_line_and_the_way_out(case: Case, tmp_path: Path) -> None:
    with pytest.raises(EvitraceError, match=r"no annotations here.*Name a folder"):
        case.score()
    (case.gold / "paper.jsonl").write_text('\n{"kind": "evidence", "quote": "no slots"}\n', encoding="utf-8")
    with pytest.raises(EvitraceError, match=r"paper\.jsonl:2: .*not an annotation"):
        case.score()
    case.annotate(FACT)
    (tmp_path / "text.db").write_text("this is no database, whatever its name says", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read as a database"):
        score_database(tmp_path / "text.db", case.gold)


# Agreement with the reference scorer


def _disturbed(dice: random.Random, gold: Iterable[dict[str, Any]], case: Case) -> None:
    """Fill a database with annotations as a careless reader would: some left out, some changed, some invented."""
    for fact in gold:
        quote = next((piece for piece in (fact["quote"], fact["quote"][:60], fact["quote"][:20]) if piece in case.text), None)
        if quote is None or dice.random() < 0.3:
            continue
        if fact["kind"] == "evidence":
            row = {
                "quote": quote,
                "drug": dice.choice([*fact["drug"] * 4, None]),
                "target": dice.choice([*fact["target"] * 4, "KRAS", None]),
                "mechanism": dice.choice([*fact["mechanism"] * 4, "binds", None]),
                "outcome": dice.choice([*fact["outcome"] * 4, "apoptosis", None]),
                "outcome_direction": dice.choice([fact["outcome_direction"], fact["outcome_direction"], "increase"]),
                "negated": dice.choice([fact["negated"], fact["negated"], 1]),
            }
            case.evidence(*[row] * dice.choice([1, 1, 2]))
        else:
            value = {
                "kind": dice.choice([fact["vkind"], fact["vkind"], "confidence_interval"]),
                "value": fact["value"],
                "value_low": fact["low"],
                "value_high": dice.choice([fact["high"], fact["high"], 3.5]),
                "unit": dice.choice([fact["unit"], fact["unit"], "mo"]),
                "arm": dice.choice([*fact["arm"], "placebo", None]),
            }
            claim = {
                "quote": quote,
                "measure": dice.choice([*fact["measure"], "other"]),
                "drug": dice.choice([*fact["drug"], "aspirin", None]),
            }
            case.claim(claim, *[value] * dice.choice([1, 1, 2]))


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "score/score.py").exists(), reason="the reference scorer is not beside this checkout")
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_those_of_the_reference_scorer(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for path in sorted((SHARED / "gold/dev").glob("*.jsonl"))[:-1]:  # the last one goes missing
        case = Case(tmp_path, (SHARED / f"dev_texts/{path.stem}.txt").read_text(encoding="utf-8"), path.stem)
        _disturbed(dice, map(json.loads, path.read_text(encoding="utf-8").splitlines()), case)
    command = [sys.executable, str(SHARED / "score/score.py"), str(case.database), str(SHARED / "gold/dev"), "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figures = score_database(case.database, SHARED / "gold/dev").figures()
    assert figures == reference
    assert reference["evidence"]["pairs"]["f1"] > 0.2, "the comparison says nothing about a database that is nearly all wrong"
    assert reference["claims"]["values"]["f1"] > 0.2


def test_squeeze_keeps_letters_digits_and_percent_signs() -> None:
    assert squeeze("29 % of (κ-chain)") == "29%ofkappachain"
