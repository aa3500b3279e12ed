"""Whether a number can be checked against its quote: it must stand there in digits or in a simple number word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.model.claim import Quantity

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_POWER = re.compile(r"(\d+(?:\.\d+)?)\s*x\s*10\s*(?:\^|<sup>)?\s*(-?\d+)")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_OTHERS = {
    "hundred": 100.0,
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "once": 1.0,
    "twice": 2.0,
    "double": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
}
_FOLDS = {"twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0}
_WORDS = {
    **{word: float(n) for n, word in enumerate(_ONES)},
    **{word: 10.0 * n for n, word in enumerate(_TENS, start=2)},
    **_OTHERS,
    **_FOLDS,
}


def stands_in(quantity: Quantity, quote: str) -> bool:
    """Whether every number of the quantity stands in the quote as a reader would find it."""
    found = _numbers(quote)
    return all(
        any(abs(abs(number) - shown) <= 1e-9 * max(1.0, shown) for shown in found)
        for number in (quantity.value, quantity.low, quantity.high)
        if number is not None
    )


def _numbers(quote: str) -> set[float]:
    plain = quote.replace("−", "-").replace("·", ".").replace("×", "x").replace("\u2009", " ").replace("\u00a0", " ")
    found = {float(match.replace(",", "")) for match in _DIGITS.findall(plain)}
    found |= {float(base) * 10.0 ** int(power) for base, power in _POWER.findall(plain) if len(power) < 4}
    words = re.findall(r"[a-z]+", plain.lower())
    found |= {_WORDS[word] for word in words if word in _WORDS}
    found |= {_WORDS[a] + _WORDS[b] for a, b in zip(words, words[1:], strict=False) if a in _TENS and 0 < _WORDS.get(b, 0) < 10}
    return found
