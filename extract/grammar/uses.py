"""Whether a number is a finding or a setting: the rules of `patterns/claims/uses.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from extract.errors import PatternError
from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml, unique
from extract.model.claim import Use

if TYPE_CHECKING:
    from extract.grammar.measures import MeasureName
    from extract.grammar.numbers import Number

_WINDOW = 90
_NEAR = 40
"""A name of a measure that ends at most so many characters before a number is said of it."""
_EXPRESSIONS = ("before", "after", "sentence", "number")
_OTHER_KEYS = ("kinds", "named", "unnamed", "of", "after_drug", "before_drug", "bracket", "spread", "unless", "methods")


@dataclass(frozen=True, slots=True)
class Rule:
    """A surrounding that decides the use of a number; what is None or false is not asked."""

    id: str
    use: Use
    kinds: frozenset[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    number: re.Pattern[str] | None
    named: int | None
    unnamed: bool
    of: frozenset[str] | None
    after_drug: bool
    before_drug: bool
    bracket: bool
    spread: bool
    unless: frozenset[str]
    methods: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a number stands: its sentence, the spans of drugs and chemicals in it, and whether methods are described."""

    text: str
    drugs: tuple[tuple[int, int], ...]
    methods: bool


class Uses:
    """Decides the use of numbers."""

    def __init__(self, rules: tuple[Rule, ...], defaults: dict[str, str]) -> None:
        self.rules = rules
        self.defaults = defaults
        self._sentence = ""
        self._spoken: dict[str, bool] = {}

    def use(self, number: Number, name: MeasureName | None, where: Surroundings) -> Use:
        """The use of a number; `name` is the name of the measure that it belongs to, None when there is none."""
        kind = number.measures or "none"
        for rule in self.rules:
            if rule.kinds is not None and kind not in rule.kinds:
                continue
            if self._fits(rule, number, name, where):
                return rule.use
        default = self.defaults.get(kind, "other")
        if default == "measured":
            return "finding" if name is not None and not name.measure.setting else "setting" if kind != "none" else "other"
        return "finding" if default == "finding" else "setting" if default == "setting" else "other"

    def _speaks(self, rule: Rule, text: str) -> bool:
        """Whether the sentence has the words of the rule; asked once for all numbers of a sentence."""
        if rule.sentence is None:
            return True
        if self._sentence != text:
            self._sentence, self._spoken = text, {}
        if rule.id not in self._spoken:
            self._spoken[rule.id] = rule.sentence.search(text) is not None
        return self._spoken[rule.id]

    def _fits(self, rule: Rule, number: Number, name: MeasureName | None, where: Surroundings) -> bool:
        text, start, end = where.text, number.start, number.end
        if rule.spread and not number.spread:
            return False
        if rule.methods and not where.methods:
            return False
        if rule.number is not None and rule.number.fullmatch(text, start, end) is None:
            return False
        if rule.after_drug and not any(_joined(text, drug_end, start, rule.bracket) for _, drug_end in where.drugs):
            return False
        if rule.before_drug and not any(_joined(text, end, drug_start, rule.bracket) for drug_start, _ in where.drugs):
            return False
        if name is not None and name.measure.value in rule.unless:
            return False
        if rule.of is not None and (name is None or name.measure.value not in rule.of):
            return False
        before = None if name is None or name.measure.setting or name.end > start else start - name.end
        if (rule.named is not None and (before is None or before > rule.named)) or (
            rule.unnamed and before is not None and before <= _NEAR
        ):
            return False
        if rule.after is not None and rule.after.match(text, end) is None:
            return False
        if rule.before is not None and rule.before.search(text[max(0, start - _WINDOW) : start]) is None:
            return False
        return self._speaks(rule, text)


def load_uses(path: Path) -> Uses:
    """The rules of `patterns/claims/uses.toml`.

    Raises PatternError for unknown keys, repeated ids, and rules without examples and counterexamples.
    """
    data = read_toml(path)
    checked(data, required=("defaults", "rule"), optional=(), where=str(path))
    for kind, default in data["defaults"].items():
        if default not in ("finding", "measured", "setting", "other"):
            raise PatternError(
                "unknown_value", f"{kind}: no use called {default}", where=str(path), remedy="Use finding, measured, setting or other"
            )
    unique((entry.get("id", "") for entry in data["rule"]), str(path))
    return Uses(tuple(_rule(entry, f"{path}: {entry.get('id')}") for entry in data["rule"]), dict(data["defaults"]))


def _rule(entry: dict[str, Any], where: str) -> Rule:
    checked(entry, required=("id", "why", "use", "examples", "counterexamples"), optional=(*_EXPRESSIONS, *_OTHER_KEYS), where=where)
    with_examples(entry, where)
    if entry["use"] not in get_args(Use):
        raise PatternError("unknown_value", f"no use called {entry['use']}", where=where, remedy=f"Use one of {get_args(Use)}")
    try:
        expressions = {key: re.compile(entry[key]) if key in entry else None for key in ("after", "sentence", "number")}
        before = re.compile(f"(?:{entry['before']})\\Z") if "before" in entry else None
    except re.error as error:
        raise PatternError("bad_expression", f"not a regular expression: {error}", where=where, remedy="Mend the expression") from error
    return Rule(
        id=entry["id"],
        use=entry["use"],
        kinds=frozenset(entry["kinds"]) if "kinds" in entry else None,
        before=before,
        named=entry.get("named"),
        unnamed=entry.get("unnamed", False),
        of=frozenset(entry["of"]) if "of" in entry else None,
        after_drug=entry.get("after_drug", False),
        before_drug=entry.get("before_drug", False),
        bracket=entry.get("bracket", False),
        spread=entry.get("spread", False),
        unless=frozenset(entry.get("unless", ())),
        methods=entry.get("methods", False),
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
        **expressions,
    )


def _joined(text: str, left: int, right: int, bracket: bool) -> bool:
    """Whether nothing but space, or "of" and an opening bracket if allowed, stands between two spans that follow each other."""
    if not 0 <= right - left <= 5:
        return False
    between = text[left:right].strip()
    return between in ("", "-") or (bracket and between in ("(", "of"))
