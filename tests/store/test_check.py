"""Numbers that are written in a quote; the promises themselves are tested through the command."""

from __future__ import annotations

import doctest

import pytest

from extract.store import check, ids


@pytest.mark.parametrize("module", [check, ids])
def test_examples_in_the_documentation(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fell by 29%", 29),
        ("a ratio of 0.81 (95% CI, 0.70–0.94)", 0.94),
        ("pH 7·4", 7.4),
        ("1,234 patients", 1234),
        ("2 x 10^3 cells", 2000),
        ("5 × 10⁻⁹ M", 5e-9),
        ("forty-two patients", 42),
        ("half of the patients", 0.5),
        ("a change of −12.5%", 12.5),
    ],
)
def test_number_is_found(text: str, number: float) -> None:
    assert any(abs(found - number) < 1e-12 for found in check.numbers_in(text))


def test_number_that_is_not_there() -> None:
    assert 30.0 not in check.numbers_in("fell by 29% in often-treated mice")
    assert check.numbers_in("no number, someone said") == set()
