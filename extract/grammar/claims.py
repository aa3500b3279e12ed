"""How papers tell numbers and groups together: the patterns of `patterns/claims/`, and everything that reads numbers as one object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from extract.errors import PatternError
from extract.grammar.contract import controlled_values
from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml, unique
from extract.grammar.measures import Measures, load_measures
from extract.grammar.number_shapes import load_number_patterns
from extract.grammar.numbers import NumberGrammar
from extract.grammar.units import Units, load_units
from extract.grammar.uses import Uses, load_uses
from extract.model.claim import Comparison, Role
from extract.resources import patterns_folder

if TYPE_CHECKING:
    from pathlib import Path

Look = Literal["before", "bracket", "clause", "behind", "earlier"]
Other = Literal["alike", "subject"]
_MACRO = re.compile(r"\{([A-Z]+|_)\}")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of saying which number belongs to which group."""

    id: str
    why: str
    regex: re.Pattern[str]
    joins: bool
    comparison: Comparison | None
    roles: tuple[Role, ...]
    before: re.Pattern[str] | None
    look: Look | None
    pair: bool
    loose: bool
    other: Other | None
    measures: frozenset[str]
    confidence: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Words that name the groups of a study. `name` matches one name; the others test a name that was found."""

    name: re.Pattern[str]
    comparator: re.Pattern[str]
    baseline: re.Pattern[str]
    not_arm: re.Pattern[str]
    generic: re.Pattern[str]
    not_given: re.Pattern[str]
    background: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words around a number that say what kind of comparison it states."""

    id: str
    comparison: Comparison
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    kinds: frozenset[str] | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Kinds of comparison, statistics and times of measurement."""

    cues: tuple[Cue, ...]
    statistics: tuple[tuple[str, re.Pattern[str]], ...]
    timepoints: tuple[re.Pattern[str], ...]
    times_apart: tuple[re.Pattern[str], ...]
    share_after: re.Pattern[str]
    share_before: re.Pattern[str]
    share_examples: tuple[str, ...]
    share_counterexamples: tuple[str, ...]

    def is_share_of_something(self, text: str, start: int, end: int) -> bool:
        """Whether the percentage at start:end is the frequency of something among people, animals or samples."""
        before = self.share_before.search(text[max(0, start - 40) : start])
        return before is not None or self.share_after.match(text, end) is not None

    def of(self, text: str, start: int, end: int, kind: str) -> Comparison | None:
        """The comparison that the number at start:end states by itself, None when it is a plain value."""
        window = text[max(0, start - 110) : start]
        for cue in self.cues:
            if cue.kinds is not None and kind not in cue.kinds:
                continue
            if cue.after is not None and cue.after.match(text, end) is None:
                continue
            if cue.before is not None and cue.before.search(window) is None:
                continue
            return cue.comparison
        return None


@dataclass(frozen=True, slots=True)
class TableWords:
    """Which columns of a table hold no findings, and what an empty cell says."""

    skip: re.Pattern[str]
    absent: re.Pattern[str]
    labels: re.Pattern[str]
    arms: re.Pattern[str]
    intervals: re.Pattern[str]
    shares: re.Pattern[str]
    spreads: re.Pattern[str]
    arm_words: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimGrammar:
    """All that reads quantities and claims: numbers, units, measures, uses of numbers, groups and ways of speaking."""

    numbers: NumberGrammar
    units: Units
    measures: Measures
    uses: Uses
    groups: Groups
    comparisons: Comparisons
    tables: TableWords
    ways: tuple[Way, ...]


@cache
def load_claim_grammar(folder: Path | None = None) -> ClaimGrammar:
    """The grammar as declared in the folder of the patterns (the one of the installation when None).

    Raises PatternError for files that break their format.
    """
    folder = folder or patterns_folder()
    units = load_units(folder)
    return ClaimGrammar(
        numbers=NumberGrammar(load_number_patterns(folder, units)),
        units=units,
        measures=load_measures(folder / "measures.toml", units, controlled_values(folder, "quantitative_claims", "measure")),
        uses=load_uses(folder / "claims" / "uses.toml"),
        groups=load_groups(folder / "claims" / "groups.toml"),
        comparisons=load_comparisons(folder / "claims" / "comparisons.toml"),
        tables=load_table_words(folder / "claims" / "tables.toml"),
        ways=load_ways(folder / "claims" / "ways.toml"),
    )


def load_groups(path: Path) -> Groups:
    """The words of `patterns/claims/groups.toml`. Raises PatternError when the file breaks its format."""
    data = read_toml(path)
    lists = (
        "heads",
        "people",
        "tails",
        "verbs",
        "clause",
        "alone",
        "comparators",
        "baselines",
        "not_arms",
        "generic",
        "not_given",
        "background",
    )
    checked(data, required=(*lists, "examples", "counterexamples"), optional=(), where=str(path))
    with_examples(data, str(path))
    stop = r"(?:in|of|with|for|and|the|a|an|was|were|than|by|among|to|or|on|vs|versus|from|both|between|all|at|had|versus|that|which)\b"
    numbered = r"(?:group|arm|cohort)\s+(?:[A-Z]|\d|I{1,3}|IV)"
    word = r"[\w/+.\-®\"“”]+"
    ended = rf"(?=\s?[,;:.()\[\]\uE000]|\s(?:and|than|was|were|versus|vs|had|compared|in|at|{_words(data['verbs'])})\b|$)"
    part = rf"(?!{stop}|\d+\s|(?:{_words(data['clause'])})\b){word}\s+"
    heads = rf"(?:{part}){{0,4}}{part}{_words(data['heads'])}s?"
    people = rf"{_words(data['people'])}\s+{_words(data['tails'])}\s+{word}(?:\s+{word}){{0,13}}?{ended}"
    try:
        return Groups(
            name=re.compile(rf"(?i)(?<![\w-])(?:{people}|{numbered}|{heads}|{_words(data['alone'])})(?![\w-])"),
            comparator=re.compile(rf"(?i){_either(data['comparators'])}"),
            baseline=re.compile(rf"(?i){_either(data['baselines'])}"),
            not_arm=re.compile(rf"(?i){_either(data['not_arms'])}"),
            generic=re.compile(rf"(?i){_either(data['generic'])}"),
            not_given=re.compile(_either(data["not_given"])),
            background=re.compile(rf"(?i){_either(data['background'])}\Z"),
            examples=tuple(data["examples"]),
            counterexamples=tuple(data["counterexamples"]),
        )
    except re.error as error:
        raise PatternError("bad_expression", f"not a regular expression: {error}", where=str(path), remedy="Mend the expression") from error


def load_comparisons(path: Path) -> Comparisons:
    """The cues of `patterns/claims/comparisons.toml`. Raises PatternError when the file breaks its format."""
    data = read_toml(path)
    checked(data, required=("cue", "shares", "statistics", "timepoints"), optional=(), where=str(path))
    unique((entry.get("id", "") for entry in data["cue"]), str(path))
    checked(data["shares"], required=("after", "before", "examples", "counterexamples"), optional=(), where=f"{path}: shares")
    with_examples(data["shares"], f"{path}: shares")
    cues = []
    try:
        for entry in data["cue"]:
            where = f"{path}: {entry.get('id')}"
            checked(
                entry,
                required=("id", "why", "comparison", "examples", "counterexamples"),
                optional=("before", "after", "kinds"),
                where=where,
            )
            with_examples(entry, where)
            if entry["comparison"] not in get_args(Comparison):
                raise PatternError("unknown_value", "unknown comparison", where=where, remedy="Use the values of patterns/contract.toml")
            cues.append(
                Cue(
                    id=entry["id"],
                    comparison=entry["comparison"],
                    before=re.compile(f"(?:{entry['before']})\\Z") if "before" in entry else None,
                    after=re.compile(entry["after"]) if "after" in entry else None,
                    kinds=frozenset(entry["kinds"]) if "kinds" in entry else None,
                    examples=tuple(entry["examples"]),
                    counterexamples=tuple(entry["counterexamples"]),
                )
            )
        return Comparisons(
            tuple(cues),
            tuple((name, re.compile(regex)) for name, regex in data["statistics"].items()),
            tuple(re.compile(regex) for regex in data["timepoints"]["patterns"]),
            tuple(re.compile(regex) for regex in data["timepoints"]["apart"]),
            re.compile(data["shares"]["after"]),
            re.compile(f"(?:{data['shares']['before']})\\Z"),
            tuple(data["shares"]["examples"]),
            tuple(data["shares"]["counterexamples"]),
        )
    except re.error as error:
        raise PatternError("bad_expression", f"not a regular expression: {error}", where=str(path), remedy="Mend the expression") from error


def load_table_words(path: Path) -> TableWords:
    """The words of `patterns/claims/tables.toml`. Raises PatternError when the file breaks its format."""
    data = read_toml(path)
    expressions = ("skip", "absent", "labels", "arms", "intervals", "shares", "spreads")
    checked(
        data,
        required=(*expressions, "arm_words", "examples", "counterexamples"),
        optional=(),
        where=str(path),
    )
    with_examples(data, str(path))
    try:
        found = {key: re.compile(f"(?i){_either(data[key])}") for key in expressions}
    except re.error as error:
        raise PatternError("bad_expression", f"not a regular expression: {error}", where=str(path), remedy="Mend the expression") from error
    return TableWords(
        **found, arm_words=frozenset(data["arm_words"]), examples=tuple(data["examples"]), counterexamples=tuple(data["counterexamples"])
    )


def load_ways(path: Path) -> tuple[Way, ...]:
    """The ways of speaking of `patterns/claims/ways.toml`.

    Raises PatternError for unknown keys, repeated ids and ways without examples and counterexamples.
    """
    data = read_toml(path)
    checked(data, required=("macros", "way"), optional=(), where=str(path))
    unique((entry.get("id", "") for entry in data["way"]), str(path))
    return tuple(_way(entry, dict(data["macros"]), f"{path}: {entry.get('id')}") for entry in data["way"])


def _way(entry: dict[str, Any], macros: dict[str, str], where: str) -> Way:
    checked(
        entry,
        required=("id", "why", "regex", "confidence", "examples", "counterexamples"),
        optional=("joins", "comparison", "roles", "before", "look", "pair", "loose", "other", "measures"),
        where=where,
    )
    with_examples(entry, where)
    roles = tuple(entry.get("roles", "").split())
    if entry.get("comparison", "none") not in get_args(Comparison) or not set(roles) <= set(get_args(Role)):
        raise PatternError("unknown_value", "unknown comparison or role", where=where, remedy="Use the values of patterns/contract.toml")
    macros = {**macros, "VS": "{V}(?:{SEP}{V})+"}
    if entry.get("look", "before") not in get_args(Look):
        raise PatternError("unknown_value", f"no look called {entry['look']}", where=where, remedy=f"Use one of {get_args(Look)}")
    if entry.get("other", "alike") not in get_args(Other):
        raise PatternError("unknown_value", f"no group called {entry['other']}", where=where, remedy=f"Use one of {get_args(Other)}")
    try:
        compiled = re.compile(f"(?i){_expanded(entry['regex'], macros)}")
        before = re.compile(f"(?i)(?:{_expanded(entry['before'], macros)})\\Z") if "before" in entry else None
    except re.error as error:
        raise PatternError("bad_expression", f"not a regular expression: {error}", where=where, remedy="Mend the expression") from error
    return Way(
        id=entry["id"],
        why=entry["why"],
        regex=compiled,
        joins=entry.get("joins", False),
        comparison=entry.get("comparison"),
        roles=roles,
        before=before,
        look=entry.get("look"),
        pair=entry.get("pair", False),
        loose=entry.get("loose", False),
        other=entry.get("other"),
        measures=frozenset(entry.get("measures", ())),
        confidence=float(entry["confidence"]),
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _expanded(regex: str, macros: dict[str, str]) -> str:
    for _ in range(6):
        regex = _MACRO.sub(lambda match: macros[match[1]] if match[1] in macros else match[0], regex)
    return regex


def _words(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def _either(expressions: list[str]) -> str:
    return "(?:" + "|".join(expressions) + ")"
