"""Which names are worth searching for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = re.compile(r"[A-Za-z]+|\d+")
_TAIL = re.compile(r"\s[(\[][^)\]]*[)\]]$")
_DISORDER = re.compile(
    r"(?:itis|osis|oma|oses|emia|aemia|pathy|trophy|plasia|penia|algia|ism|uria|ia|iasis|sclerosis|rrhea|plegia|edema|cele)s?$"
)
_WORD = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][a-z]{2,}|[A-Z]{5,})(?![A-Za-z0-9])")
LONGEST = 60


def symbol_is_safe(symbol: str, english: frozenset[str], *, alias: bool) -> bool:
    """Whether a gene symbol can be searched for in its own case without finding mostly other things.

    Measured on abbreviations that papers define: symbols of three letters, and aliases of letters alone, mean something else as
    often as not; with a digit they rarely do.
    """
    letters = sum(c.isalpha() for c in symbol)
    digits = sum(c.isdigit() for c in symbol)
    if letters == 0 or len(symbol) < 3 or symbol.lower() in english:
        return False
    if digits == 0:
        return letters > (6 if alias else 3)
    return not (alias and len(symbol) <= 3 and symbol[0] not in "pP")


def name_is_safe(name: str, english: frozenset[str] = frozenset()) -> bool:
    """Whether a name written out is long enough, short enough and not a common word of `english`."""
    if not 4 <= len(name) <= LONGEST or not any(c.isalpha() for c in name) or _TAIL.search(name):
        return False
    parts = _PARTS.findall(name.lower())
    if sum(len(part) for part in parts if part.isalpha()) < 4:
        return False
    return not (len(parts) == 1 and parts[0] in english)


def names_a_disorder(name: str, *, own: bool) -> bool:
    """Whether a name of an ontology can stand for its disease in a text: several words, or one that ends as names of disorders do."""
    words = name.split()
    return (len(words) > 1 and not name.isupper()) or own or bool(len(name) > 5 and name.islower() and _DISORDER.search(name))


def straight(name: str) -> str:
    """An inverted name of a thesaurus the way it is spoken: "Antigens, CD34" to "CD34 Antigens"."""
    head, comma, rest = name.partition(", ")
    return f"{rest} {head}" if comma and ", " not in rest else name


def in_sentence_case(name: str) -> str:
    """A name that a thesaurus prints in capitals or title case, as it is written in the middle of a sentence."""
    return _WORD.sub(lambda word: word.group().lower() if word.group().istitle() or len(word.group()) > 4 else word.group(), name)


def names_a_tumor(name: str) -> bool:
    """Whether a name of one small word says what grows, not which protein: an alias "chondrosarcoma" of a gene."""
    return " " not in name and name.islower() and bool(_DISORDER.search(name))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetition, in their order."""
    return tuple(dict.fromkeys(names))
