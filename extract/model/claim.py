"""Numbers with their units, and the findings they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.model.evidence import Context, Named

Use = Literal["finding", "setting", "other"]
ValueKind = Literal["estimate", "range", "confidence_interval", "p_value", "sample_size", "dispersion"]
Role = Literal["treatment", "comparator", "baseline", "single"]
Comparison = Literal["versus", "ratio", "difference", "change", "none"]
Qualifier = Literal["<", "<=", ">", ">=", "~"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range, with its unit as it stands in the text. `text == document.text[start:end]`.

    A range has `low` and `high` and no `value`. `unit` is a UCUM code, `unit_text` the words as written; both are None
    where no unit stands. `kind` says what the grammar read: a plain estimate, a range, an interval, a p-value, ...
    `sentence` is None for a number in a table cell.
    """

    start: int
    end: int
    text: str
    kind: ValueKind
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier | None
    unit: str | None
    unit_text: str | None
    use: Use
    sentence: int | None
    statistic: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """One number of a claim with the group it belongs to. `si_value` is in the canonical unit of the measure."""

    kind: ValueKind
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier | None
    unit: str | None
    unit_text: str | None
    si_value: float | None
    statistic: str | None
    arm: str | None
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A measured finding: what was measured, under which drug, and its values. A comparison is one claim.

    From running text `sentence` is set; from a table `table` is the index among the document's tables and `sentence` is None.
    Every number of `values` stands inside `quote == document.text[start:end]`.
    """

    sentence: int | None
    table: int | None
    start: int
    end: int
    quote: str
    drug: Named | None
    target: Named | None
    measure: str
    measure_text: str | None
    comparison: Comparison
    population: str | None
    timepoint: str | None
    pattern_id: str
    confidence: float
    values: tuple[ClaimValue, ...]
    context: Context = Context()
