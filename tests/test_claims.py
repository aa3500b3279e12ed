"""Measured findings: values with their arms, measures, drugs and comparisons, from sentences and from tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grammar.claims import load_claim_grammar
from extract.model.claim import Claim
from extract.model.document import Block, Document, Section, Sentence, Table
from extract.model.mention import Label, Mention
from extract.read.hyphens import Hyphens
from extract.read.parts import Part, Printed, compose
from extract.read.tables.grid import Grid
from extract.run.claim_examples import claim_complaints
from extract.stages.claims import find_claims
from extract.stages.claims.quoting import Quote
from extract.stages.quantities import find_quantities

Names = dict[str, Label]


def mentions_in(text: str, names: Names) -> tuple[Mention, ...]:
    found = []
    for name, label in names.items():
        at = text.find(name)
        while at >= 0:
            found.append(Mention(at, at + len(name), name, label, name.lower(), None, "dictionary", 1.0))
            at = text.find(name, at + 1)
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def claims(*paragraphs: str, names: Names | None = None, kinds: tuple[str, ...] = (), section: str = "results") -> tuple[Claim, ...]:
    """The claims of a document whose paragraphs are one sentence each."""
    text = "\n\n".join(paragraphs)
    blocks, sentences, at = [], [], 0
    for number, paragraph in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        blocks.append(Block(at, at + len(paragraph), kind))  # type: ignore[arg-type]
        if kind in ("paragraph", "title"):
            sentences.append(Sentence(at, at + len(paragraph), paragraph, 0, number, None))
        at += len(paragraph) + 2
    document = Document("doc", "test", "", "text", text, tuple(blocks))
    sections = (Section(0, len(text), section, None),)  # type: ignore[arg-type]
    mentions = mentions_in(text, names or {})
    grammar = load_claim_grammar()
    quantities = find_quantities(document, sentences, mentions, (), grammar, sections)
    found = find_claims(document, sections, sentences, mentions, quantities, {}, grammar)
    assert all(text[claim.start : claim.end] == claim.quote for claim in found)
    return found


def arms(claim: Claim) -> list[tuple[float | None, str | None]]:
    return [(value.value, value.arm) for value in claim.values if value.kind == "estimate"]


def test_a_genotype_comparison_is_one_claim_with_both_arms() -> None:
    text = (
        "Mice that were null for the activating receptor lost most of the benefit, with merely 31% tumor growth inhibition seen"
        " versus 92% in control mice."
    )
    (claim,) = claims(text, names={"trastuzumab": "DRUG"})
    assert (claim.measure, claim.comparison) == ("growth_inhibition", "versus")
    assert arms(claim) == [(31.0, "Mice that were null for the activating receptor"), (92.0, "control mice")]
    assert [value.role for value in claim.values] == ["treatment", "comparator"]


def test_doses_of_one_drug_are_arms_of_their_own() -> None:
    text = "Rash was seen in 21% and 33%, 27%, and 12% of the alphamab at 4 and 8 mg, betamab, and placebo groups, respectively."
    (claim,) = claims(text, names={"alphamab": "DRUG", "betamab": "DRUG", "placebo": "DRUG"})
    assert [value for value, _ in arms(claim)] == [21, 33, 27, 12]
    assert [arm for _, arm in arms(claim)] == ["alphamab at 4", "8 mg", "betamab", "placebo groups"]
    assert claim.drug is not None
    assert claim.drug.name == "alphamab"


def test_a_later_pair_without_names_has_the_arms_of_the_first() -> None:
    text = "Falls were rarer with alphamab than with betamab after 10 weeks (6.1% versus 18.4%) and 20 weeks (8.7% versus 31.5%)."
    first, second = claims(text, names={"alphamab": "DRUG", "betamab": "DRUG"})
    assert arms(first) == [(6.1, "alphamab"), (18.4, "betamab")]
    assert arms(second) == [(8.7, "alphamab"), (31.5, "betamab")]


def test_a_number_of_two_measures_is_two_claims_each_with_its_comparator() -> None:
    text = (
        "Combination alphamab and betamab lengthened median time to progression and median progression-free survival (both 28.5 weeks)"
        " compared with betamab alone (median time to progression 16.2 weeks and progression-free survival 14.3 weeks)."
    )
    found = {claim.measure: arms(claim) for claim in claims(text, names={"alphamab": "DRUG", "betamab": "DRUG"})}
    assert found == {
        "time_to_progression": [(28.5, "alphamab and betamab"), (16.2, "betamab alone")],
        "progression_free_survival": [(28.5, "alphamab and betamab"), (14.3, "betamab alone")],
    }


def test_p_values_and_intervals_belong_to_the_value_before_them() -> None:
    text = "The hazard ratio for death was 0.67 (95% CI 0.52-0.86; P = 0.002) with alphamab."
    (claim,) = claims(text, names={"alphamab": "DRUG"})
    assert (claim.measure, claim.comparison) == ("hazard_ratio", "ratio")
    kinds = {value.kind: (value.value, value.low, value.high) for value in claim.values}
    assert kinds == {"estimate": (0.67, None, None), "confidence_interval": (None, 0.52, 0.86), "p_value": (0.002, None, None)}
    assert claim.drug is not None


def test_a_change_from_baseline_has_its_roles() -> None:
    (claim,) = claims("HbA1c fell from 9.1% to 7.2% with alphamab.", names={"alphamab": "DRUG"})
    assert claim.comparison == "change"
    assert [(value.value, value.role) for value in claim.values] == [(9.1, "baseline"), (7.2, "treatment")]


def test_a_ratio_belongs_to_the_comparison_and_not_to_the_last_group() -> None:
    text = (
        "Overall survival was 21.9 months in the betamab group and 17.4 months in the placebo group (hazard ratio, 0.66; 95% CI, 0.50"
        " to 0.88; P = 0.005)."
    )
    first, ratio = claims(text, names={"betamab": "DRUG", "placebo": "DRUG"})
    assert arms(first) == [(21.9, "betamab group"), (17.4, "placebo group")]
    assert (ratio.measure, ratio.comparison, arms(ratio)) == ("hazard_ratio", "ratio", [(0.66, "betamab group")])
    assert {value.role for value in ratio.values} == {"treatment"}
    assert ratio.drug is not None
    assert ratio.drug.name == "betamab"


def test_states_of_the_animals_are_arms_and_the_drug_is_constant() -> None:
    text = (
        "Betamab inhibited tumor growth by only 31% when the mice lacked the receptor, compared with 92% in control mice whose"
        " receptor was intact [4]."
    )
    (claim,) = claims(text, names={"Betamab": "DRUG"})
    assert (claim.measure, claim.comparison) == ("growth_inhibition", "versus")
    assert arms(claim) == [(31.0, "mice lacked the receptor"), (92.0, "control mice whose receptor was intact")]
    assert [value.role for value in claim.values] == ["treatment", "comparator"]
    assert claim.drug is not None
    assert claim.drug.name == "betamab"


def test_what_rises_between_groups_is_two_values_and_no_range() -> None:
    text = "Added to alphamab, betamab prolonged overall survival from 12.4 to 18.5 months and raised the response rate from 32% to 50%."
    found = {claim.measure: claim for claim in claims(text, names={"alphamab": "DRUG", "betamab": "DRUG"})}
    assert [value.value for value in found["overall_survival"].values] == [12.4, 18.5]
    assert [value.role for value in found["overall_survival"].values] == ["comparator", "treatment"]
    assert arms(found["response_rate"])[1] == (50.0, "betamab")
    assert {claim.drug.name for claim in found.values() if claim.drug} == {"betamab"}


def test_a_potency_has_its_target_and_no_arm() -> None:
    found = claims(
        "Betamab had an IC50 of 0.5 nM for EGFR and 14 nM for HER2.", names={"Betamab": "DRUG", "EGFR": "TARGET", "HER2": "TARGET"}
    )
    assert [(arms(claim), claim.target.name if claim.target else None) for claim in found] == [
        ([(0.5, None)], "egfr"),
        ([(14.0, None)], "her2"),
    ]


def test_drugs_given_before_are_not_the_drug_of_the_claim() -> None:
    text = "In patients who had progressed after gammamab, an alkaloid and alphamab, the response rate to betamab was 12%."
    (claim,) = claims(text, names={"alphamab": "DRUG", "betamab": "DRUG", "gammamab": "DRUG"})
    assert claim.drug is not None
    assert claim.drug.name == "betamab"


@pytest.mark.parametrize(
    ("text", "measure", "unit", "canonical"),
    [
        ("Alphamab bound with an IC50 of 0.02 μM.", "ic50", "umol/L", 20.0),
        ("Median overall survival was 2 years with alphamab.", "overall_survival", "a", 24.0),
        ("The objective response rate to alphamab was 34%.", "response_rate", "%", 34.0),
        ("A 95 kDa fragment of the receptor was seen.", "molecular_weight", "kDa", 95.0),
        ("The terminal half-life of alphamab was 12 hours.", "duration", "h", 0.5),
    ],
)
def test_a_measure_is_named_and_has_a_canonical_value(text: str, measure: str, unit: str, canonical: float) -> None:
    (claim,) = claims(text)
    (value,) = claim.values
    assert (claim.measure, value.unit, value.si_value) == (measure, unit, canonical)


def test_a_sentence_without_a_drug_is_about_the_drug_of_its_heading() -> None:
    found = claims("Alphamab", "Partial responses were seen in 12% of patients.", names={"Alphamab": "DRUG"}, kinds=("heading",))
    assert [claim.drug.name if claim.drug else None for claim in found] == ["alphamab"]


def test_a_drug_that_is_only_named_is_not_the_drug_of_the_claim() -> None:
    text = "In betamab-resistant disease the response rate to alphamab was 12%."
    (claim,) = claims(text, names={"alphamab": "DRUG", "betamab": "DRUG"})
    assert claim.drug is not None
    assert claim.drug.name == "alphamab"


@pytest.mark.parametrize(
    "text",
    [
        "Quetiapine (30 mg/kg) was given for 24 hours at 37 °C.",
        "Cells were grown in 10% fetal calf serum with 5% CO2.",
        "P < 0.05 was considered significant.",
        "In all, 93 patients were enrolled at 8 centres between 2001 and 2004.",
        "The effect was tested (F(1, 22) = 8.08).",
        "Each item is scored from 0 to 3.",
        "Scores are scored between 0 and 500.",
        "Secondary endpoints included the share of patients with an HbA1c below 7.0%.",
        "Time with glucose below 3.9 mmol/L was recorded for everybody.",
        "The device was 98% accurate throughout.",
        "All 222 participants had progressed after chemotherapy.",
        "The intra-assay precision of serum glucose was 3.1%.",
        "44%",
        "Weight 66.27 65.57 12.30 45.10 was 12% in all columns 3.20 4.50.",
    ],
)
def test_settings_and_tests_and_columns_give_no_claims(text: str) -> None:
    assert claims(text, names={"Quetiapine": "DRUG"}) == ()


def test_numbers_of_methods_give_no_claims() -> None:
    assert claims("A response rate of 30% was assumed.", section="methods") == ()


def test_a_number_that_a_reader_cannot_find_in_the_quote_is_left_out() -> None:
    assert claims("Seven hundred seventy-five deaths occurred in all.") == ()
    assert [value.value for claim in claims("Twenty-five deaths occurred in all.") for value in claim.values] == [25.0]


def test_a_quote_shows_digits_and_simple_words() -> None:
    words = load_claim_grammar().numbers.patterns.words
    (claim,) = claims("The response rate was 34%.")
    (value,) = claim.values
    shown = find_quantities(
        Document("d", "t", "", "text", "a rate of 34%", (Block(0, 13, "paragraph"),)),
        (Sentence(0, 13, "a rate of 34%", None, 0, None),),
        (),
        (),
        load_claim_grammar(),
    )
    assert value.value == 34
    assert Quote("thirty-four per cent", words).shows(shown[0])
    assert not Quote("a third of them", words).shows(shown[0])


def table_document(rows: list[list[str]], caption: str | None) -> Document:
    parts = [Part("caption", (Printed(caption),))] if caption else []
    composed = compose([*parts, Part("table", grid=Grid.of_words(rows))], Hyphens(()))
    return Document("doc", "test", "", "text", composed.text, composed.blocks, tables=composed.tables)


def table_claims(rows: list[list[str]], caption: str | None = None, names: Names | None = None) -> tuple[Claim, ...]:
    return claims_of(table_document(rows, caption), names)


def claims_of(document: Document, names: Names | None = None) -> tuple[Claim, ...]:
    mentions = mentions_in(document.text, names or {})
    grammar = load_claim_grammar()
    quantities = find_quantities(document, (), mentions, (), grammar)
    return find_claims(document, (), (), mentions, quantities, {}, grammar)


def test_a_cell_has_its_measure_and_unit_from_the_header_and_absent_values_give_nothing() -> None:
    rows = [["Cell line", "Sensitivity", "Alphamab IC50 (nM)"], ["SKBR3", "High", "2"], ["JIMT-1", "None", "Not specified"]]
    (claim,) = table_claims(rows, names={"Alphamab": "DRUG"})
    (value,) = claim.values
    assert (claim.measure, value.value, value.unit, claim.sentence, claim.table) == ("ic50", 2.0, "nmol/L", None, 0)
    assert claim.quote == "SKBR3\tHigh\t2"
    assert claim.drug is not None
    assert claim.drug.name == "alphamab"


def test_two_arms_inside_one_cell_are_one_comparison() -> None:
    rows = [
        ["Trial", "Phase", "Endpoint", "Result"],
        ["T1", "3", "Disease-free survival at 2 years", "93.9% (alphamab) vs. 91.6% (placebo)"],
    ]
    (claim,) = table_claims(rows, names={"alphamab": "DRUG"})
    assert (claim.measure, claim.comparison) == ("disease_free_survival", "versus")
    assert [(v.value, v.arm, v.role) for v in claim.values] == [(93.9, "alphamab", "treatment"), (91.6, "placebo", "comparator")]


def test_columns_that_are_groups_are_compared_along_the_row() -> None:
    rows = [
        ["Outcome", "Alphamab (n = 50)", "Placebo (n = 48)"],
        ["Median overall survival, months", "14.2", "9.8"],
        ["Nausea", "12%", "8%"],
    ]
    survival, nausea = table_claims(rows, names={"Alphamab": "DRUG", "Placebo": "DRUG"})
    assert (survival.measure, survival.pattern_id) == ("overall_survival", "table.row")
    assert [(v.value, v.unit, v.arm, v.role) for v in survival.values] == [
        (14.2, "mo", "Alphamab", "treatment"),
        (9.8, "mo", "Placebo", "comparator"),
    ]
    assert [(v.value, v.role) for v in nausea.values] == [(12.0, "treatment"), (8.0, "comparator")]


def test_cells_that_name_the_groups_are_the_arms_and_a_ratio_has_no_unit_of_the_caption() -> None:
    rows = [
        ["Trial", "Experimental arm", "Control arm", "Experimental", "Control", "Hazard ratio (95% CI)"],
        ["ONE", "Alphamab + betamab", "Betamab", "9.6", "6.4", "0.65 (0.55–0.77)"],
    ]
    caption = "Table 2. Median progression-free survival (months)"
    medians, ratio = table_claims(rows, caption, {"Alphamab": "DRUG", "betamab": "DRUG", "Betamab": "DRUG"})
    assert (medians.measure, medians.comparison) == ("progression_free_survival", "versus")
    assert arms(medians) == [(9.6, "Alphamab + betamab"), (6.4, "Betamab")]
    assert [(value.unit, value.role) for value in medians.values] == [("mo", "treatment"), ("mo", "comparator")]
    assert (ratio.measure, ratio.comparison) == ("hazard_ratio", "ratio")
    assert [(value.kind, value.unit) for value in ratio.values] == [("estimate", "1"), ("confidence_interval", "1")]
    assert [claim.drug.name for claim in (medians, ratio) if claim.drug] == ["alphamab", "alphamab"]


def test_a_number_of_patients_with_its_share_is_the_share_in_the_group_above() -> None:
    rows = [
        ["", "Alphamab (n = 50)", "Placebo (n = 48)"],
        ["", "n (%)", "n (%)"],
        ["Adverse events", "", ""],
        ["Nausea", "12 (24)", "8 (17)"],
    ]
    document = table_document(rows, "Table 3. Safety")
    (table,) = document.tables
    assert [cell.row_path for cell in table.cells if cell.text == "12 (24)"] == [("Adverse events", "Nausea")]
    (nausea,) = claims_of(document, {"Alphamab": "DRUG"})
    assert [(v.value, v.unit, v.arm, v.role) for v in nausea.values] == [
        (24.0, "%", "Alphamab", "treatment"),
        (17.0, "%", "Placebo", "comparator"),
    ]


def test_the_number_in_brackets_behind_a_mean_is_its_deviation() -> None:
    rows = [["Group", "Tumour volume (mm3), mean (SD)"], ["Alphamab", "120 (14)"], ["Vehicle", "310 (22)"]]
    first, second = table_claims(rows, names={"Alphamab": "DRUG"})
    assert [(v.kind, v.value, v.arm) for v in first.values] == [("estimate", 120.0, "Alphamab"), ("dispersion", 14.0, "Alphamab")]
    assert [(v.value, v.arm) for v in second.values] == [(310.0, "Vehicle"), (22.0, "Vehicle")]


def test_sentences_in_a_table_without_cells_are_read() -> None:
    text = "Mechanism Example\nLigands reduced the growth inhibitory effect of alphamab by 57, 84, and 90 percent, respectively."
    table = Table(0, len(text), "Table 1", None, ())
    document = Document("doc", "test", "", "text", text, (Block(0, len(text), "table"),), tables=(table,))
    grammar = load_claim_grammar()
    mentions = mentions_in(text, {"alphamab": "DRUG"})
    found = find_claims(document, (), (), mentions, find_quantities(document, (), mentions, (), grammar), {}, grammar)
    assert [v.value for claim in found for v in claim.values] == [57.0, 84.0, 90.0]
    assert {(claim.sentence, claim.table, claim.measure) for claim in found} == {(None, 0, "growth_inhibition")}


def test_the_same_text_gives_the_same_claims() -> None:
    text = "The response rate was 12% with alphamab and 7% with placebo (P = 0.03)."
    assert claims(text, names={"alphamab": "DRUG"}) == claims(text, names={"alphamab": "DRUG"})


def test_each_pattern_says_who_it_is() -> None:
    grammar = load_claim_grammar()
    assert len({way.id for way in grammar.ways}) == len(grammar.ways)
    assert all(0 < way.confidence <= 1 for way in grammar.ways)
    assert list(claim_complaints(grammar)) == []


_SPEECH = """
12% 3.4 (5%) versus vs. and respectively , ; ( ) in the placebo group with alphamab than 95% CI 1.2-3.4 P < 0.05 n = 9 months median
survival response rate was from to both 4 ± 2 hazard ratio patients adverse events compared
"""
_WORDS = st.sampled_from(_SPEECH.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_any_sentence_gives_claims_whose_numbers_stand_in_their_quotes(text: str) -> None:
    for claim in claims(text or "x", names={"alphamab": "DRUG"}):
        assert claim.values
        assert 0 <= claim.confidence <= 1
        for value in claim.values:
            assert claim.start <= value.start < value.end <= claim.end
            assert value.arm is None or (value.arm.strip() == value.arm and value.arm)
            numbers = [n for n in (value.value, value.low, value.high) if n is not None]
            assert numbers
            assert all(f"{abs(n):g}" in claim.quote for n in numbers)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_text_gives_claims_without_failing(text: str) -> None:
    for claim in claims(text or "x"):
        assert claim.quote
