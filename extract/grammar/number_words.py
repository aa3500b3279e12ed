"""Numbers in words: "seven hundred seventy-five", "one-third", "doubling"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from extract.errors import PatternError
from extract.grammar.examples import with_examples
from extract.grammar.files import checked, read_toml

_TABLES = ("ones", "tens", "scales", "parts", "folds")
_PLAIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class WordNumber:
    """The value of a number in words; `fold` is true for words that are a factor by themselves ("twice")."""

    value: Decimal
    fold: bool
    fraction: bool


class NumberWords:
    """Finds and evaluates numbers in words. `regex` matches one, `first` the words that one can begin with."""

    def __init__(
        self, tables: dict[str, dict[str, int]], plain: dict[str, float], examples: tuple[str, ...], counterexamples: tuple[str, ...]
    ) -> None:
        self._tables = tables
        self._plain = {**{word: float(n) for table in ("ones", "tens") for word, n in tables[table].items()}, **plain}
        self.examples = examples
        self.counterexamples = counterexamples
        small = _either([*tables["tens"], *tables["ones"]])
        tens, ones = _either(tables["tens"]), _either(tables["ones"])
        tail = rf"(?:{tens}(?:[-\s]{ones})?|{ones})"
        scale = _either(tables["scales"])
        fraction = rf"(?:{ones}[-\s]{_either(tables['parts'])}|half(?=\s+(?:of|the)\b))"
        fold = _either(tables["folds"])
        whole = rf"{tail}(?:\s{scale}(?:\s(?:and\s)?{tail}(?:\s{scale})?)*)?"
        self.regex = rf"(?i:(?:{fraction}|{fold}|{whole})(?![A-Za-z]))"
        self.first = rf"(?i:{small}|half|{fold})"

    def value(self, text: str) -> WordNumber | None:
        """The number that the words say, None when they are not a number."""
        text = text.lower()
        if text in self._tables["folds"]:
            return WordNumber(Decimal(self._tables["folds"][text]), fold=True, fraction=False)
        words = re.split(r"[-\s]+", text)
        if words[-1] in self._tables["parts"]:
            top = self._sum(words[:-1]) if len(words) > 1 else Decimal(1)
            return None if top is None else WordNumber(top / Decimal(self._tables["parts"][words[-1]]), fold=False, fraction=True)
        total = self._sum([word for word in words if word != "and"])
        return None if total is None else WordNumber(total, fold=False, fraction=False)

    def shown(self, text: str) -> set[float]:
        """The numbers that a reader finds in the words of a text without reckoning: "seven", "twenty-five", "half"."""
        words = _PLAIN.findall(text.lower())
        found = {self._plain[word] for word in words if word in self._plain}
        for ten, one in pairwise(words):
            if ten in self._tables["tens"] and 0 < self._tables["ones"].get(one, 0) < 10:
                found.add(float(self._tables["tens"][ten] + self._tables["ones"][one]))
        return found

    def _sum(self, words: list[str]) -> Decimal | None:
        total = current = 0
        for word in words:
            if word in self._tables["scales"]:
                factor = self._tables["scales"][word]
                current = max(current, 1) * factor
                if factor > 100:
                    total, current = total + current, 0
            elif word in self._tables["ones"] or word in self._tables["tens"]:
                current += self._tables["ones"].get(word) or self._tables["tens"][word]
            else:
                return None
        return Decimal(total + current) if words else None


def load_number_words(path: Path) -> NumberWords:
    """The words of `patterns/numbers/words.toml`.

    Raises PatternError for unknown or missing keys and missing examples.
    """
    data = read_toml(path)
    checked(data, required=(*_TABLES, "plain", "examples", "counterexamples"), optional=(), where=str(path))
    with_examples(data, str(path))
    for table in _TABLES:
        for word, value in data[table].items():
            if not isinstance(value, int) or value <= 0:
                raise PatternError(
                    "bad_value", f"{word} is no positive whole number", where=f"{path}: {table}", remedy="Write a whole number."
                )
    plain = {word: float(value) for word, value in data["plain"].items()}
    return NumberWords({table: dict(data[table]) for table in _TABLES}, plain, tuple(data["examples"]), tuple(data["counterexamples"]))


def _either(words: dict[str, int] | list[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word))) + ")"
