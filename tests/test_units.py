"""Units: spellings to UCUM, exact conversion, one canonical unit for each kind of measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.claims import load_claim_grammar
from extract.grammar.units import Units


@pytest.fixture(scope="module")
def units() -> Units:
    return load_claim_grammar().units


@pytest.mark.parametrize(
    ("text", "ucum", "kind"),
    [
        ("months", "mo", "time"),
        ("μM", "umol/L", "molar"),
        ("µM", "umol/L", "molar"),
        ("microM", "umol/L", "molar"),
        ("mg/kg", "mg/kg", "dose"),
        ("mg/kg/day", "mg/kg/d", "dose"),
        ("mg kg-1", "mg/kg", "dose"),
        ("ng mL-1", "ng/mL", "mass_concentration"),
        ("cells per ml", "1/mL", "count_concentration"),
        ("mm³", "mm3", "volume"),
        ("mm Hg", "mm[Hg]", "pressure"),
        ("mL/min/1.73 m2", "mL/min/{1.73_m2}", "compound"),
        ("per cent", "%", "share"),
        ("kDa", "kDa", "molecular_mass"),
    ],
)
def test_a_unit_as_written_gets_its_code_and_kind(units: Units, text: str, ucum: str, kind: str) -> None:
    assert units.read(text) == (ucum, kind)


@pytest.mark.parametrize("text", ["mice5", "xyz", "mg//kg", ""])
def test_what_is_no_unit_is_not_read(units: Units, text: str) -> None:
    assert units.read(text) is None


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("9.8", "umol/L", "nmol/L", "9800"),
        ("0.0066", "umol/L", "nmol/L", "6.6"),
        ("2", "a", "mo", "24"),
        ("0.1", "nmol/L", "umol/L", "0.0001"),
        ("5", "mg/kg", "ug/kg", "5000"),
        ("150", "mm3", "uL", "150"),
    ],
)
def test_conversion_is_exact(units: Units, value: str, source: str, target: str, expected: str) -> None:
    assert units.convert(Decimal(value), source, target) == Decimal(expected)


@pytest.mark.parametrize(("source", "target"), [("mg/kg", "%"), ("%", "1"), ("{fold}", "1"), ("mg", "mo"), ("mg/kg", "1"), ("kDa", "g")])
def test_units_of_another_kind_do_not_convert(units: Units, source: str, target: str) -> None:
    assert units.convert(Decimal(1), source, target) is None


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_there_and_back_is_the_same_number(value: Decimal) -> None:
    units = load_claim_grammar().units
    there = units.convert(value, "umol/L", "nmol/L")
    assert there is not None
    assert units.convert(there, "nmol/L", "umol/L") == value


def test_each_measure_has_one_canonical_unit_for_a_kind() -> None:
    measures = load_claim_grammar().measures
    assert measures.canonical("ic50", Decimal("0.02"), "umol/L") == Decimal(20)
    assert measures.canonical("overall_survival", Decimal(2), "a") == Decimal(24)
    assert measures.canonical("overall_survival", Decimal(40), "%") == Decimal(40)
    assert measures.canonical("hazard_ratio", Decimal("0.67"), "1") == Decimal("0.67")
    assert measures.canonical("ic50", Decimal(2), "mo") is None


def test_every_unit_of_the_file_is_known_to_pint() -> None:
    units = load_claim_grammar().units
    for unit in units.units:
        assert units.convert(Decimal(3), unit.ucum, unit.ucum) == Decimal(3), unit.ucum
        assert units.kind(f"{unit.ucum}/d"), unit.ucum
