"""Units: how papers write them, their UCUM codes, and exact conversion between them.

Sizes come from `patterns/units.txt` (a Pint definition file), spellings from `patterns/units.toml`. Conversion is always to a
unit that somebody named; nothing here goes through base units, where mg/kg would cancel out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import PatternError
from extract.grammar.files import checked, read_toml

if TYPE_CHECKING:
    import pint

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_EXPONENT = r"(?:\^?(?:-[1-3]|[23])(?![\d.,]\d|\d)|[⁻−][¹²³1-3]|[²³])?"
_JOINER = r"(?:\s?/\s?|\s+per\s+|\s?[·∙⋅]\s?|\.(?=[a-zµμA-Z])|\s(?=[a-zA-Zµμ]+(?:\^?[-−⁻][1-3¹²³])))"
"""What stands between the parts of "mg/kg", "cells per ml", "mg·kg-1" and "ng mL-1"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as papers write it. `ucum` is its code, `pint` its name in the definition file, `under` its name below a slash."""

    ucum: str
    pint: str
    kind: str
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    after: str | None
    under: str | None
    examples: tuple[str, ...]


class Units:
    """Reads units in texts and converts numbers between them."""

    def __init__(self, units: tuple[Unit, ...], kinds: dict[str, str], definitions: Path) -> None:
        self.units = units
        self._kinds = kinds
        self._definitions = definitions
        self._by_spelling: dict[str, Unit] = {}
        self._pint: dict[str, str] = {}
        self._under: dict[str, str] = {}
        self._kind_of: dict[str, str] = {}
        words, symbols, guarded, bare = [], [], [], []
        for unit in units:
            self._pint.setdefault(unit.ucum, unit.pint)
            self._kind_of.setdefault(unit.ucum, unit.kind)
            if unit.under:
                self._under[unit.ucum] = unit.under
            for word in unit.words:
                for form in (word.lower(), f"{word.lower()}s"):
                    self._by_spelling.setdefault(form, unit)
                if unit.after:
                    guarded.append(rf"{_spaced(word)}s(?={unit.after})")
                    bare.append(rf"{_spaced(word)}s")
                else:
                    words.append(rf"{_spaced(word)}s?")
            for symbol in unit.symbols:
                self._by_spelling[f"={symbol}"] = unit
                symbols.append(re.escape(symbol))
        words.sort(key=lambda pattern: (-len(pattern), pattern))
        symbols.sort(key=lambda pattern: (-len(pattern), pattern))
        symbol = rf"(?:{'|'.join(symbols)})"
        word = rf"(?i:{'|'.join(guarded + words)})"
        atom = rf"(?:{symbol}{_EXPONENT}(?![A-Za-z0-9µμα-ωΑ-Ω])|{word}{_EXPONENT}(?![A-Za-z0-9]))"
        first = rf"(?:%(?![A-Za-z])|{atom})"
        self.regex = rf"{first}(?:{_JOINER}(?:1\.73\s?|100,?000\s|10,?000\s|1,?000\s|100\s)?{atom}){{0,3}}"
        """Regular expression of one unit, for the number grammar to build on."""
        named = rf"(?i:{'|'.join([*words, *bare])})"
        self._part = re.compile(
            rf"({_JOINER})?((?:1\.73\s?)?(?:100,?000\s|10,?000\s|1,?000\s|100\s)?)"
            rf"(?:({symbol})({_EXPONENT})(?![A-Za-z0-9µμα-ωΑ-Ω])|({named})({_EXPONENT})(?![A-Za-z0-9]))"
        )
        self._read: dict[str, tuple[str, str] | None] = {}

    def read(self, text: str) -> tuple[str, str] | None:
        """UCUM code and kind of a unit as written ("mg/kg/day" gives "mg/kg/d", "dose"); None when it is not one."""
        if text not in self._read:
            if len(self._read) > 10_000:
                self._read.clear()
            self._read[text] = self._read_uncached(text)
        return self._read[text]

    def kind(self, ucum: str) -> str:
        """What a UCUM code measures: "share", "time", "molar", ...; "compound" for units made of others that no line names."""
        if ucum not in self._kind_of:
            expression = self._expression(ucum)
            dimension = None if expression is None else str(self._quantity(expression).dimensionality)
            self._kind_of[ucum] = self._kinds.get(dimension or "", "compound")
        return self._kind_of[ucum]

    def convert(self, value: Decimal, source: str, target: str) -> Decimal | None:
        """The number in the unit `target` (both UCUM), exact; None when the units do not measure the same."""
        if source == target:
            return value
        here, there = self._expression(source), self._expression(target)
        if here is None or there is None:
            return None
        quantity = value * self._quantity(here)
        goal = self._quantity(there)
        if quantity.dimensionality != goal.dimensionality:
            return None
        return Decimal(quantity.to(goal.units).magnitude) / Decimal(goal.magnitude)

    def _read_uncached(self, text: str) -> tuple[str, str] | None:
        top: list[str] = []
        bottom: list[str] = []
        position = 0
        while position < len(text):
            match = self._part.match(text, position)
            if match is None:
                return None
            joiner, scale = match[1], match[2]
            name, exponent = (match[3], match[4]) if match[3] is not None else (match[5], match[6])
            unit = (
                self._by_spelling.get(f"={name}")
                or self._by_spelling.get(" ".join(name.lower().replace("-", " ").split()))
                or self._by_spelling.get(name.lower())
            )
            if unit is None:
                return None
            power = (exponent or "").translate(_SUPERSCRIPTS).lstrip("^")
            below = "/" in (joiner or "") or "per" in (joiner or "")
            if power.startswith("-"):
                below, power = True, power[1:]
            code = f"{unit.ucum}{'' if power in ('', '1') else power}"
            if scale.startswith("1.73"):
                code = "{1.73_m2}"
            elif scale.strip():
                bottom.append(scale.strip().replace(",", ""))
            (bottom if below else top).append(code)
            position = match.end()
        if not top:
            return None
        ucum = ".".join(top) + "".join(f"/{code}" for code in bottom)
        return ucum, self.kind(ucum)

    def _expression(self, ucum: str) -> str | None:
        """The Pint expression of a UCUM code, None when a part of it is unknown."""
        if ucum in self._pint:
            return self._pint[ucum]
        head, *rest = ucum.split("/")
        if not rest:
            return self._power(head, self._pint)
        parts = [self._power(code, self._pint) for code in head.split(".")]
        below = [self._power(piece, {**self._pint, **self._under}) for code in rest for piece in code.split(".")]
        if None in parts or None in below:
            return None
        return "*".join(f"({p})" for p in parts if p) + "".join(f"/({p})" for p in below)

    @staticmethod
    def _power(code: str, names: dict[str, str]) -> str | None:
        if code in names:
            return names[code]
        if code.isdigit():
            return code
        match = re.fullmatch(r"(.+?)([23])", code)
        if match and match[1] in names:
            return f"({names[match[1]]})**{match[2]}"
        return None

    def _quantity(self, expression: str) -> Any:
        return Decimal(1) * self._registry.parse_expression(expression)

    @cached_property
    def _registry(self) -> pint.UnitRegistry[Any]:
        import pint

        registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Decimal)
        registry.load_definitions(str(self._definitions))
        return registry


def load_units(folder: Path) -> Units:
    """The units of `units.toml` and `units.txt` in the folder of the patterns.

    Raises PatternError for unknown or missing keys and for units without an example.
    """
    path = folder / "units.toml"
    data = read_toml(path)
    checked(data, required=("unit", "kinds"), optional=(), where=str(path))
    units = []
    for entry in data["unit"]:
        where = f"{path}: unit {entry.get('ucum')}"
        checked(entry, required=("ucum", "pint", "kind", "words", "symbols", "examples"), optional=("after", "under"), where=where)
        if not entry["examples"]:
            raise PatternError("no_examples", "no examples", where=where, remedy="Add one text with the number and unit marked.")
        units.append(
            Unit(
                ucum=entry["ucum"],
                pint=entry["pint"],
                kind=entry["kind"],
                words=tuple(entry["words"]),
                symbols=tuple(entry["symbols"]),
                after=entry.get("after"),
                under=entry.get("under"),
                examples=tuple(entry["examples"]),
            )
        )
    return Units(tuple(units), dict(data["kinds"]), folder / "units.txt")


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]")
