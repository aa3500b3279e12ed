"""The declared shapes of numbers, the words before them, and what is no number: loaded from `patterns/numbers/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from extract.errors import PatternError
from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml, unique
from extract.grammar.number_words import NumberWords, load_number_words
from extract.model.claim import Qualifier, ValueKind

if TYPE_CHECKING:
    from extract.grammar.units import Units

_MACRO = re.compile(r"\{([A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a number: what must stand before it, what it looks like, and the kinds of the numbers it gives."""

    id: str
    why: str
    gives: str
    before: re.Pattern[str] | None
    regex: re.Pattern[str]
    second: ValueKind | None
    unit: str | None
    statistic: str | None
    ordered: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocked:
    """A surrounding in which digits are no number."""

    id: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    unit: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualifierWords:
    """Words and signs that bound a number or make it approximate."""

    id: str
    sign: Qualifier
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class NumberPatterns:
    """Everything that the number grammar knows."""

    def __init__(
        self,
        units: Units,
        words: NumberWords,
        qualifiers: tuple[QualifierWords, ...],
        shapes: list[dict[str, Any]],
        blocked: list[dict[str, Any]],
        macros: dict[str, str],
    ) -> None:
        self.units = units
        self.words = words
        self.qualifiers = qualifiers
        self.pronouns = frozenset(("one",))
        self._signs: dict[str, Qualifier] = {symbol: q.sign for q in qualifiers for symbol in q.symbols}
        self._before: dict[str, Qualifier] = {" ".join(word.split()): q.sign for q in qualifiers for word in q.words}
        symbols = sorted(self._signs, key=lambda symbol: (-len(symbol), symbol))
        self.sign_regex = "(?:" + "|".join(re.escape(symbol) for symbol in symbols) + ")"
        spelled = sorted(self._before, key=lambda word: (-len(word), word))
        self._qualifier = re.compile(rf"(?i)(?<![a-z])({'|'.join(re.escape(word) for word in spelled)})\s+(?:a\s+|an\s+|the\s+)?\Z")
        self._macros = {"UNIT": units.regex, "WORD": words.regex, "SIGN": self.sign_regex, **macros}
        self.link = re.compile(f"(?:{self._expand(macros['LINK'])}|{self._expand(macros['APART'])})")
        self.shapes = tuple(self._shape(entry) for entry in shapes)
        self.blocked = tuple(self._block(entry) for entry in blocked)

    def sign_of(self, symbol: str) -> Qualifier | None:
        """What a sign means (">/=" is ">=")."""
        return self._signs.get(symbol)

    def qualifier_before(self, text: str) -> Qualifier | None:
        """What the last words of a text say about the number that follows ("no more than" is "<=")."""
        match = self._qualifier.search(text)
        return self._before[" ".join(match[1].lower().split())] if match else None

    def _expand(self, regex: str) -> str:
        for _ in range(5):
            expanded = _MACRO.sub(lambda match: self._macros.get(match[1], match[0]), regex)
            if expanded == regex:
                break
            regex = expanded
        return regex

    def _shape(self, entry: dict[str, Any]) -> Shape:
        return Shape(
            id=entry["id"],
            why=entry["why"],
            gives=entry["gives"],
            before=re.compile(f"(?:{self._expand(entry['before'])})\\Z") if "before" in entry else None,
            regex=re.compile(self._expand(entry["regex"])),
            second=entry.get("second"),
            unit=entry.get("unit"),
            statistic=entry.get("statistic"),
            ordered=entry.get("ordered", False),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
        )

    def _block(self, entry: dict[str, Any]) -> Blocked:
        return Blocked(
            id=entry["id"],
            before=re.compile(f"(?:{entry['before']})\\Z") if "before" in entry else None,
            after=re.compile(entry["after"]) if "after" in entry else None,
            whole=re.compile(entry["whole"]) if "whole" in entry else None,
            unit=entry.get("unit", "none"),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
        )


def load_number_patterns(folder: Path, units: Units) -> NumberPatterns:
    """The patterns of `patterns/numbers/`.

    Raises PatternError for unknown keys, repeated ids, patterns without examples and counterexamples, and bad expressions.
    """
    folder = folder / "numbers"
    shapes = read_toml(folder / "shapes.toml")
    checked(shapes, required=("macros", "shape"), optional=(), where=str(folder / "shapes.toml"))
    blocked = read_toml(folder / "blocked.toml")
    checked(blocked, required=("blocked",), optional=(), where=str(folder / "blocked.toml"))
    signs = read_toml(folder / "qualifiers.toml")
    checked(signs, required=("qualifier",), optional=(), where=str(folder / "qualifiers.toml"))
    kinds = {*get_args(ValueKind), "none"}
    for entry in shapes["shape"]:
        where = f"{folder / 'shapes.toml'}: {entry.get('id')}"
        optional = ("before", "second", "unit", "statistic", "ordered")
        checked(entry, required=("id", "why", "gives", "regex", "examples", "counterexamples"), optional=optional, where=where)
        with_examples(entry, where)
        if entry["gives"] not in kinds or entry.get("second", "none") not in kinds:
            raise PatternError(
                "unknown_value", f"not a kind of number: {entry['gives']}", where=where, remedy=f"Use one of {sorted(kinds)}."
            )
    for entry in blocked["blocked"]:
        where = f"{folder / 'blocked.toml'}: {entry.get('id')}"
        checked(entry, required=("id", "why", "examples", "counterexamples"), optional=("before", "after", "whole", "unit"), where=where)
        with_examples(entry, where)
        if entry.get("unit", "none") not in ("none", "counted", "any"):
            raise PatternError("unknown_value", "unknown unit", where=where, remedy="Use none, counted or any")
    qualifiers = []
    for entry in signs["qualifier"]:
        where = f"{folder / 'qualifiers.toml'}: {entry.get('id')}"
        checked(entry, required=("id", "sign", "words", "symbols", "examples", "counterexamples"), optional=(), where=where)
        with_examples(entry, where)
        if entry["sign"] not in get_args(Qualifier):
            raise PatternError("unknown_value", f"not a sign: {entry['sign']}", where=where, remedy=f"Use one of {get_args(Qualifier)}.")
        lists = {key: tuple(entry[key]) for key in ("words", "symbols", "examples", "counterexamples")}
        qualifiers.append(QualifierWords(id=entry["id"], sign=entry["sign"], **lists))
    unique((e["id"] for e in [*shapes["shape"], *blocked["blocked"], *signs["qualifier"]]), str(folder))
    try:
        return NumberPatterns(
            units, load_number_words(folder / "words.toml"), tuple(qualifiers), shapes["shape"], blocked["blocked"], dict(shapes["macros"])
        )
    except (re.error, KeyError) as error:
        raise PatternError(
            "bad_expression", f"not a regular expression: {error}", where=str(folder), remedy="Mend the expression."
        ) from error
