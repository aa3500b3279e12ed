"""What a number measures: the phrases of `patterns/measures.toml` near it, and the unit in which its kind is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import PatternError
from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml

if TYPE_CHECKING:
    from extract.grammar.units import Units

_BEHIND_COST = 25
"""A phrase after the number must be this much nearer (characters) than one before it."""
_BREAK_COST = 60
_STOP_COST = 400
_BREAK = re.compile(r",\s+(?:and|but|while|whereas|with|which)\b|\s(?:while|whereas|but)\s|[()\[\]]")
_STOP = re.compile(r";|\.\s+[A-Z(]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A controlled measure: phrases that name it, kinds of unit its numbers have, canonical units of its `si_value`."""

    value: str
    kinds: frozenset[str]
    canonical: tuple[str, ...]
    phrases: tuple[str, ...]
    exact: tuple[str, ...]
    weight: int
    statistic: str | None
    setting: bool
    lowest: float | None
    highest: float | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def may_be(self, value: Decimal | float) -> bool:
        """Whether a number can be of this measure: no correlation is 12."""
        return (self.lowest is None or value >= self.lowest) and (self.highest is None or value <= self.highest)


@dataclass(frozen=True, slots=True)
class MeasureName:
    """A phrase in a text that names a measure."""

    start: int
    end: int
    measure: Measure


class Measures:
    """Finds names of measures in texts."""

    def __init__(self, measures: tuple[Measure, ...], units: Units) -> None:
        self.measures = measures
        self._units = units
        self._regexes = [(measure, _regex(measure)) for measure in measures]
        self._by_value = {measure.value: measure for measure in reversed(measures) if not measure.setting}

    def __getitem__(self, value: str) -> Measure:
        return self._by_value[value]

    def names(self, text: str) -> list[MeasureName]:
        """Every name of a measure in a text, in order; of names that lie inside another one only the longest."""
        found = [
            MeasureName(match.start(), match.end(), measure)
            for measure, regex in self._regexes
            for match in regex.finditer(text)
            if match.group()
        ]
        kept: list[MeasureName] = []
        for name in sorted(found, key=lambda n: (n.start - n.end, n.start, n.measure.value)):
            if not any(k.start <= name.start and name.end <= k.end and (k.end - k.start) > (name.end - name.start) for k in kept):
                kept.append(name)
        return sorted(kept, key=lambda n: (n.start, n.end, n.measure.value))

    @staticmethod
    def nearest(
        names: list[MeasureName], text: str, start: int, end: int, kind: str, value: Decimal | float | None = None
    ) -> MeasureName | None:
        """The name that the number at `start`:`end`, whose unit is of `kind`, belongs to; None when none fits."""
        best: tuple[float, int, MeasureName] | None = None
        for name in names:
            if kind not in name.measure.kinds or (name.start < end and start < name.end):
                continue
            if value is not None and not name.measure.may_be(value):
                continue
            if name.end <= start:
                between, cost = text[name.end : start], 0.0
            else:
                between, cost = text[end : name.start], float(_BEHIND_COST)
            cost += (
                len(between)
                - name.measure.weight
                + _BREAK_COST * len(_BREAK.findall(between)) / 2
                + _STOP_COST * len(_STOP.findall(between))
            )
            if best is None or (cost, name.start) < best[:2]:
                best = (cost, name.start, name)
        return best[2] if best else None

    def canonical(self, measure: str, value: Decimal, unit: str) -> Decimal | None:
        """The number in the measure's canonical unit, exact; None when the unit is of another kind."""
        for target in self._by_value[measure].canonical if measure in self._by_value else ():
            converted = self._units.convert(value, unit, target)
            if converted is not None:
                return converted
        return None


def load_measures(path: Path, units: Units, allowed: frozenset[str]) -> Measures:
    """The measures of `patterns/measures.toml`; `allowed` are the controlled values of the contract.

    Raises PatternError for unknown keys and values, and measures without examples and counterexamples.
    """
    data = read_toml(path)
    checked(data, required=("measure",), optional=(), where=str(path))
    measures = []
    for entry in data["measure"]:
        where = f"{path}: {entry.get('value')}"
        checked(
            entry,
            required=("value", "kinds", "canonical", "phrases", "exact", "examples", "counterexamples"),
            optional=("weight", "statistic", "setting", "lowest", "highest"),
            where=where,
        )
        with_examples(entry, where)
        if entry["value"] not in allowed:
            raise PatternError(
                "unknown_value", "not a measure of the contract", where=where, remedy="Add it to patterns/contract.toml first."
            )
        measures.append(
            Measure(
                value=entry["value"],
                kinds=frozenset(entry["kinds"]),
                canonical=tuple(entry["canonical"]),
                phrases=tuple(entry["phrases"]),
                exact=tuple(entry["exact"]),
                weight=entry.get("weight", 0),
                statistic=entry.get("statistic"),
                setting=entry.get("setting", False),
                lowest=entry.get("lowest"),
                highest=entry.get("highest"),
                examples=tuple(entry["examples"]),
                counterexamples=tuple(entry["counterexamples"]),
            )
        )
    try:
        return Measures(tuple(measures), units)
    except re.error as error:
        raise PatternError(
            "bad_expression", f"not a regular expression: {error}", where=str(path), remedy="Mend the expression."
        ) from error


def _regex(measure: Measure) -> re.Pattern[str]:
    parts = []
    if measure.phrases:
        parts.append(rf"(?i:(?:{'|'.join(measure.phrases)})s?)")
    if measure.exact:
        parts.append(rf"(?:{'|'.join(measure.exact)})")
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})(?![A-Za-z0-9])")
