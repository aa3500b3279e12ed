"""Numbers of a text: spans, values, units, and whether they are findings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grammar.claims import load_claim_grammar
from extract.grammar.numbers import Number
from extract.model.claim import Quantity
from extract.model.document import Block, Cell, Citation, Document, Section, Sentence, Table
from extract.model.mention import Label, Mention
from extract.stages.quantities import find_quantities


def read(text: str) -> list[Number]:
    return load_claim_grammar().numbers.read(text)


def quantities(text: str, *names: tuple[str, Label], callouts: tuple[str, ...] = (), section: str = "results") -> tuple[Quantity, ...]:
    document = Document("doc", "test", "", "text", text, (Block(0, len(text), "paragraph"),))
    mentions = tuple(Mention(text.index(n), text.index(n) + len(n), n, label, n, None, "dictionary", 1.0) for n, label in names)
    citations = tuple(Citation(text.index(c), text.index(c) + len(c), c.strip("[]"), True) for c in callouts)
    sections = (Section(0, len(text), section, None),)  # type: ignore[arg-type]
    sentences = (Sentence(0, len(text), text, 0, 0, None),)
    return find_quantities(document, sentences, mentions, citations, load_claim_grammar(), sections)


@pytest.mark.parametrize(
    ("text", "span", "value", "low", "high", "unit", "kind"),
    [
        ("plated at 3-6 x 10<sup>4</sup> cells a dish", "3-6 x 10<sup>4</sup> cells", None, 30000, 60000, "1", "range"),
        ("from 0.3 nM to 30 μM over", "0.3 nM to 30 μM", None, 0.3, 30000, "nmol/L", "range"),
        ("for 5-6 days at", "5-6 days", None, 5, 6, "d", "range"),
        ("values between 3 and 5 mg were", "3 and 5 mg", None, 3, 5, "mg", "range"),
        ("in 12% to 34% of", "12% to 34%", None, 12, 34, "%", "range"),
        ("was 0·85 overall", "0·85", 0.85, None, None, None, "estimate"),
        ("among 12,345 patients", "12,345 patients", 12345, None, None, "1", "estimate"),
        ("up to one-third of them", "one-third", 1 / 3, None, None, None, "estimate"),
        ("(95% CI 1.2-3.4)", "1.2-3.4", None, 1.2, 3.4, None, "confidence_interval"),
        ("(95% confidence interval, -1.8 to -0.5)", "-1.8 to -0.5", None, -1.8, -0.5, None, "confidence_interval"),
        ("(P < 0.001)", "< 0.001", 0.001, None, None, "1", "p_value"),
        ("(p=.03)", ".03", 0.03, None, None, "1", "p_value"),
        ("all patients (n = 93)", "93", 93, None, None, "1", "sample_size"),
        ("was 32 times more active", "32 times", 32, None, None, "{fold}", "estimate"),
        ("a six-fold rise", "six-fold", 6, None, None, "{fold}", "estimate"),
        ("a doubling of survival", "doubling", 2, None, None, "{fold}", "estimate"),
        ("score of −16.2 points", "−16.2", -16.2, None, None, None, "estimate"),
        ("at 1.5 × 10⁶ cells", "1.5 × 10⁶ cells", 1_500_000, None, None, "1", "estimate"),
    ],
)
def test_a_number_is_read_with_its_unit(
    text: str, span: str, value: float | None, low: float | None, high: float | None, unit: str | None, kind: str
) -> None:
    found = {text[n.start : n.end]: n for n in read(text)}
    assert span in found
    number = found[span]
    as_floats = [None if v is None else float(v) for v in (number.value, number.low, number.high)]
    assert as_floats == [value, low, high]
    assert (number.unit, number.kind) == (unit, kind)


def test_a_list_shares_the_unit_that_stands_at_its_end() -> None:
    assert [(n.value, n.unit) for n in read("by 57, 84, and 90 percent, respectively")] == [(57, "%"), (84, "%"), (90, "%")]


def test_a_mean_and_its_deviation_are_two_numbers_of_one_unit() -> None:
    mean, deviation = read("was 19.8 ± 9.5 mm Hg")
    assert (mean.value, mean.unit, mean.kind) == (Decimal("19.8"), "mm[Hg]", "estimate")
    assert (deviation.value, deviation.unit, deviation.kind) == (Decimal("9.5"), "mm[Hg]", "dispersion")


def test_values_are_exact_decimals() -> None:
    assert read("an IC50 of 0.0066 μM")[-1].value == Decimal("0.0066")


@pytest.mark.parametrize(
    "text",
    [
        "HER2, p27kip1, 4D5, BT-474, CD8+ and IC(50)",
        "registered as NCT00398567",
        "in phase 3 trials and stage II disease",
        "approved in 1998 and withdrawn in 2004",
        "see Table 2 and Figure 3",
        "on day 3 of treatment",
        "the 5-HT1A receptor by 2D-NMR",
        "(Z)-3,4,3',5'-tetramethoxystilbene",
        "diluted 1:1000 on 12 March 2004",
        "alpha(1)-adrenergic and [(3)H]-saxitoxin",
        "taken 3 times daily or twice a week",
    ],
)
def test_names_labels_and_dates_are_no_numbers(text: str) -> None:
    assert [text[n.start : n.end] for n in read(text)] == []


def test_callouts_and_names_are_left_out() -> None:
    text = "Seen in 12% of tumours [13] with p95 and IL-2 12."
    found = quantities(text, ("IL-2 12", "TARGET"), callouts=("[13]",))
    assert [q.text for q in found] == ["12%"]


def test_settings_are_told_from_findings() -> None:
    text = "Quetiapine (30 mg/kg) for 24 hours raised the response rate to 44%, with an IC50 of 2 nM."
    uses = {q.text: q.use for q in quantities(text, ("Quetiapine", "DRUG"))}
    assert uses == {"30 mg/kg": "setting", "24 hours": "setting", "44%": "finding", "2 nM": "finding"}


def test_numbers_of_methods_are_settings() -> None:
    text = "Cell viability of 80% was required."
    assert [q.use for q in quantities(text, section="methods")] == ["setting"]
    assert [q.use for q in quantities(text)] == ["finding"]


def test_numbers_of_table_cells_have_no_sentence() -> None:
    text = "Cell line\tIC50 (nM)\nSKBR3\t2.5"
    at = text.index("2.5")
    table = Table(0, len(text), None, None, (Cell(0, 1, 10, 19, "IC50 (nM)", True), Cell(1, 1, at, at + 3, "2.5", False)))
    document = Document("doc", "test", "", "text", text, (Block(0, len(text), "table"),), tables=(table,))
    (found,) = find_quantities(document, (), (), (), load_claim_grammar())
    assert (found.text, found.value, found.sentence) == ("2.5", 2.5, None)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 .,-–±×x^%()[]<>=~μµMmgkglLnNpP/toand·'\"\ue000\n") | st.characters(), max_size=120))
def test_any_text_is_read_without_failing_and_spans_hold(text: str) -> None:
    for number in read(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.value is not None or (number.low is not None and number.high is not None)
    for quantity in quantities(text):
        assert quantity.text == text[quantity.start : quantity.end]


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["%", "months", "nM", "mg/kg", "mm Hg", "kDa", "weeks"]))
def test_what_is_written_is_read(value: Decimal, unit: str) -> None:
    (number,) = read(f"It was {value} {unit} in all.")
    assert number.value == value
    assert number.unit_text == unit


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from(["-", " to ", "–"]), st.sampled_from(["%", " weeks", " nM"]))
def test_a_range_that_is_written_is_read(low: int, width: int, joint: str, unit: str) -> None:
    (number,) = read(f"in {low}{joint}{low + width}{unit} overall")
    assert (number.low, number.high) == (low, low + width)


@given(st.integers(1, 999_999_999))
def test_thousands_with_commas_are_read(value: int) -> None:
    (number,) = read(f"among {value:,} patients")
    assert number.value == value


@pytest.mark.parametrize("piece", ["1 ", "1", "1,", "1-", "(1", "one ", "< ", "95% CI ", "P = ", "0.5 vs ", "mg/", "1 mg "])
def test_long_runs_are_read_in_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert isinstance(read(text), list)
