"""Whether a number can be checked against its quote: it must stand there in digits or in a simple number word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.grammar.number_words import NumberWords
    from extract.model.claim import Quantity

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_POWER = re.compile(r"(\d+(?:\.\d+)?)\s*x\s*10\s*(?:\^|<sup>)?\s*(-?\d{1,3})(?!\d)")
_PLAIN = str.maketrans({"−": "-", "·": ".", "×": "x", "\u2009": " ", "\u00a0": " "})


class Quote:
    """The words a claim rests on, and the numbers that stand in them."""

    def __init__(self, text: str, words: NumberWords) -> None:
        plain = text.translate(_PLAIN)
        self._shown = {float(match.replace(",", "")) for match in _DIGITS.findall(plain)}
        self._shown |= {float(base) * 10.0 ** int(power) for base, power in _POWER.findall(plain)}
        self._shown |= words.shown(plain)

    def shows(self, quantity: Quantity) -> bool:
        """Whether every number of the quantity stands in the quote as a reader would find it."""
        numbers = (quantity.value, quantity.low, quantity.high)
        return all(self._shows(abs(number)) for number in numbers if number is not None)

    def _shows(self, number: float) -> bool:
        return any(abs(number - shown) <= 1e-9 * max(1.0, shown) for shown in self._shown)
