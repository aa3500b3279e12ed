"""The number grammar: every number of a text with its unit, as declared in `patterns/numbers/*.toml`.

A scanner stops where a number can begin (a digit, a number word) and tries the declared shapes there, in their order. It looks
back over a bounded window and every shape is bounded, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.number_shapes import NumberPatterns, Shape
    from extract.model.claim import Qualifier, ValueKind

_WINDOW = 72
_INTERVAL_GAP = 10
_DIGIT = re.compile(r"[0-9]")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or range, read from a text: the span of number and unit, exact values, the shape that read it.

    `lead` is where the words begin that belong to the shape ("P", "95% CI", "n ="); `measures` is the kind of the unit.
    `partner` is the start of the estimate that a dispersion, interval or size was read with; `spread` says that an estimate
    was read with its dispersion or interval.
    """

    start: int
    end: int
    lead: int
    shape: str
    kind: ValueKind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier | None
    unit: str | None
    unit_text: str | None
    measures: str | None
    statistic: str | None
    partner: int | None = None
    spread: bool = False


class NumberGrammar:
    """Reads the numbers of a text."""

    def __init__(self, patterns: NumberPatterns) -> None:
        self.patterns = patterns
        self._anchor = re.compile(rf"[0-9]|(?<![A-Za-z0-9\-]){patterns.words.first}(?![A-Za-z])")
        self._sign = re.compile(rf"(?:{patterns.sign_regex}\s?|(?<![\w%)\]])[-−–‐‑])?(?:(?<![\w.·])[.·])?\Z")

    def read(self, text: str) -> list[Number]:
        """Numbers in text order; labels, dates, identifiers and digits of names are left out."""
        found: list[Number] = []
        position = 0
        while (hit := self._anchor.search(text, position)) is not None:
            start = self._start(text, hit.start(), position)
            if start is None or self._inside_name(text, hit.start(), start):
                position = _skip(text, hit.start())
                continue
            for numbers, end in self._tries(text, start, hit.start()):
                found.extend(numbers)
                position = end
                break
            else:
                position = _skip(text, hit.start())
        followed = [self._with_interval(*pair) for pair in pairwise([*found, None])]
        return self._share_units(text, followed)

    @staticmethod
    def _with_interval(number: Number | None, after: Number | None) -> Number:
        """The number, marked when its confidence interval stands directly behind it."""
        assert number is not None
        interval = (
            after is not None and after.kind in ("confidence_interval", "dispersion") and 0 <= after.lead - number.end <= _INTERVAL_GAP
        )
        return replace(number, spread=True) if interval and number.kind == "estimate" else number

    def lead(self, text: str, start: int) -> int:
        """Where the words begin that announce the number at `start` ("P", "95% CI", "n ="); `start` when there are none."""
        window = text[max(0, start - _WINDOW) : start]
        for shape in self.patterns.shapes:
            if shape.before is not None and shape.gives != "range" and (match := shape.before.search(window)) is not None:
                return start - (len(window) - match.start())
        return start

    def _start(self, text: str, at: int, floor: int) -> int | None:
        if not _DIGIT.match(text, at):
            return at
        window = max(floor, at - 12)
        match = self._sign.search(text, window, at)
        return match.start() if match else at

    @staticmethod
    def _inside_name(text: str, at: int, start: int) -> bool:
        """Whether the digit belongs to a name: HER2, BT-474, IC(50), Smad3/4, 3,4,3'-."""
        if start < at and not text[start].isspace():
            return start > 0 and (text[start - 1].isalnum() and text[start] in "-−–‐‑")
        if at == 0:
            return False
        last = text[at - 1]
        before = text[at - 2] if at > 1 else " "
        if last.isalnum() or last in "_#$£€'’′^":
            return True
        if last in "-‐‑–" and (before.isalpha() or before in ")]’'′"):
            return True
        if last in "/." and before.isalnum():
            return True
        if last == "," and before.isdigit():
            return True
        if last in "([" and (before.isalpha() or before == ")"):
            return re.match(r"[0-9]{1,3}[+\-−]?[A-Za-z]{0,2}[)\]]", text[at : at + 8]) is not None
        return False

    def _tries(self, text: str, start: int, digit: int) -> Iterator[tuple[list[Number], int]]:
        window = text[max(0, start - _WINDOW) : start]
        for shape in self.patterns.shapes:
            lead = start
            if shape.before is not None:
                before = shape.before.search(window)
                if before is None:
                    continue
                lead = start - (len(window) - before.start())
            match = shape.regex.match(text, start)
            if match is None or match.end() <= digit:
                continue
            if shape.gives == "none":
                yield [], match.end()
                return
            numbers = self._numbers(shape, match, lead)
            if not numbers:
                continue
            if shape.gives in ("estimate", "range") and self._blocked(text, numbers, match, window):
                yield [], _skip(text, max(match.end() - 1, digit))
                return
            yield numbers, match.end()
            return

    def _blocked(self, text: str, numbers: list[Number], match: re.Match[str], window: str) -> bool:
        bare = numbers[0].unit_text is None
        surface = match.group().strip()
        if bare and surface.lower() in self.patterns.pronouns:
            return True
        for rule in self.patterns.blocked:
            if not bare and (rule.unit == "none" or (rule.unit == "counted" and numbers[0].measures != "count")):
                continue
            if rule.whole is not None and rule.whole.fullmatch(surface) is None:
                continue
            if rule.after is not None and rule.after.match(text, match.end()) is None:
                continue
            if rule.before is not None and rule.before.search(window[-40:]) is None:
                continue
            return True
        return False

    def _numbers(self, shape: Shape, match: re.Match[str], lead: int) -> list[Number]:
        groups = match.groupdict()
        unit_name = next((name for name in ("unit", "unit_b", "unit_c", "low_unit") if groups.get(name)), None)
        unit_text = groups[unit_name] if unit_name else None
        unit, measures = self._unit(unit_text)
        if unit_text is not None and unit is None:
            return []
        scale = self._scale(groups.get("scale"))
        value, fold = self._value(groups.get("value"), scale)
        low, _ = self._value(groups.get("low"), scale)
        high, _ = self._value(groups.get("high"), scale)
        if value is None and (low is None or high is None):
            return []
        if low is not None and high is not None and groups.get("low_unit") and groups.get("unit") and groups["low_unit"] != groups["unit"]:
            unit_text = match.string[match.start("low_unit") : match.end("unit")]
            low_unit, measures = self._unit(groups["low_unit"])
            converted = self.patterns.units.convert(high, unit or "", low_unit or "")
            if converted is None:
                return []
            unit, high, unit_text = low_unit, converted, groups["low_unit"]
        if shape.ordered and low is not None and high is not None and low >= high:
            return []
        if fold and unit is None:
            unit, measures = "{fold}", "fold"
        sign = self.patterns.sign_of((groups.get("sign") or "").strip())
        if sign is None:
            sign = self.patterns.qualifier_before(match.string[max(0, match.start() - 30) : match.start()])
        first = Number(
            start=match.start(),
            end=match.end(),
            lead=lead,
            shape=shape.id,
            kind=shape.gives,  # type: ignore[arg-type]
            value=value,
            low=low,
            high=high,
            qualifier=sign,
            unit=unit or shape.unit,
            unit_text=unit_text,
            measures=measures,
            statistic=shape.statistic,
        )
        return self._with_second(shape, match, first)

    def _with_second(self, shape: Shape, match: re.Match[str], first: Number) -> list[Number]:
        """The number alone, or with the second one of its shape, each with its own span."""
        if shape.second is None:
            lead_space = len(match.group()) - len(match.group().lstrip())
            return [replace(first, start=first.start + lead_space)]
        groups = match.groupdict()
        name = next((name for name in ("second", "second_b", "second_c", "second_low") if groups.get(name)), None)
        if name is None:
            return [first]
        value, low, high = None, None, None
        if name == "second_low":
            low, high = self._value(groups["second_low"], 0)[0], self._value(groups["second_high"], 0)[0]
            start, end = match.start("second_low"), match.end("second_high")
            if low is None or high is None or first.value is None or not low <= first.value <= high:
                return []
        else:
            value = self._value(groups[name], 0)[0]
            start, end = match.start(name), match.end(name)
            if value is None or (shape.ordered and first.value is not None and value < first.value):
                return []
        unit_name = next((u for u in ("unit", "unit_b", "unit_c") if groups.get(u)), None)
        if unit_name and end <= match.start(unit_name) and not match.string[end : match.start(unit_name)].replace("-", "").strip():
            end = match.end(unit_name)
        own_end = match.end("low_unit") if groups.get("low_unit") else match.end("value")
        own = replace(first, end=own_end, spread=shape.second in ("dispersion", "confidence_interval"))
        return [
            own,
            Number(
                start,
                end,
                start,
                shape.id,
                shape.second,
                value,
                low,
                high,
                None,
                first.unit,
                first.unit_text,
                first.measures,
                None,
                own.start,
            ),
        ]

    def _unit(self, text: str | None) -> tuple[str | None, str | None]:
        read = self.patterns.units.read(text) if text else None
        return read if read else (None, None)

    def _value(self, text: str | None, scale: int) -> tuple[Decimal | None, bool]:
        if text is None:
            return None, False
        if text[-1].isdigit():
            plain = re.sub(r"[\s,]", "", text).replace("·", ".").replace("∙", ".")
            plain = re.sub(r"^[−–‐‑]", "-", plain)
            try:
                return Decimal(plain).scaleb(scale), False
            except InvalidOperation:
                return None, False
        word = self.patterns.words.value(text)
        return (None, False) if word is None else (word.value, word.fold)

    @staticmethod
    def _scale(text: str | None) -> int:
        return int(text.translate(_POWERS)) if text else 0

    def _share_units(self, text: str, numbers: list[Number]) -> list[Number]:
        """Lists name their unit once, at the end: "57, 84, and 90 percent"."""
        shared = list(numbers)
        for i in range(len(shared) - 2, -1, -1):
            here, there = shared[i], shared[i + 1]
            if here.unit_text is not None or here.unit is not None or here.kind not in ("estimate", "range", "dispersion"):
                continue
            if here.kind != "dispersion" and there.partner == here.start:
                source: Number | None = there if there.unit_text else None
            else:
                joined = there.kind in ("estimate", "range") and self.patterns.link.fullmatch(text, here.end, there.start)
                source = there if joined else None
            if source is not None and source.unit_text is not None:
                shared[i] = replace(here, unit=source.unit, unit_text=source.unit_text, measures=source.measures)
        return shared


def _skip(text: str, at: int) -> int:
    """The end of the run of letters and digits around `at`: nothing in it can begin another number."""
    end = at + 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return end
