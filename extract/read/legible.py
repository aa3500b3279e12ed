"""Whether what a file gives as its text is one: letters that a broken font map put in the place of others are none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from extract.grammar.legible import LegibleText, load_legible

_CODE = re.compile(r"\(cid:\d+\)")
_NO_LETTERS = frozenset({"Cc", "Cn", "Co", "Cs", "So"})
_MOST_NO_LETTERS = 0.2
_FEW = 20
"""So many signs that are no letters may stand in any text."""
_LEAST_WORDS = 50
"""Fewer words tell nothing."""
_LEAST_SHIFTED, _LEAST_DIFFERENT, _SHIFTED_SHARE = 6, 3, 0.03
_OUT_OF_PLACE_SHARE = 0.5
_LEAST_VOWELS, _MOST_WITHOUT, _FEW_KNOWN = 0.27, 0.15, 0.01
_KNOWN_SHARE = 0.08
"""With more words that are known, text needs no closer look: all of the running text in a known language has twice as many."""
_SHORTEST, _LONGEST = 5, 20
_EDGES = ".,:;()[]'\"!?-–"


def why_illegible(text: str, known: LegibleText | None = None) -> str | None:
    """What shows that the text cannot be read by anybody, None when nothing does."""
    known = known or load_legible()
    tokens = Counter(text.split())
    count = tokens.total()
    characters = Counter("".join((_CODE.sub("\ue000", text) if "(cid:" in text else text).split()))
    bad = sum(n for c, n in characters.items() if c == "\ufffd" or unicodedata.category(c) in _NO_LETTERS)
    if bad > max(_FEW, _MOST_NO_LETTERS * characters.total()):
        return f"{bad} of {characters.total()} characters stand for no letter"
    if count < _LEAST_WORDS or sum(n for token, n in tokens.items() if token in known.words) > _KNOWN_SHARE * count:
        return None
    if shift := _shift(tokens, count, known):
        return f"every letter is another one, moved by {abs(shift)} places"
    long = {token: n for token, n in tokens.items() if len(token) > 2}
    odd = sum(n for token, n in long.items() if any(c in known.out_of_place for c in token.strip(_EDGES) or token))
    letters = sum(n for c, n in characters.items() if c.isalpha())
    if odd > _OUT_OF_PLACE_SHARE * max(_LEAST_WORDS, sum(long.values())) and letters < 0.5 * characters.total():
        return "signs stand in the place of letters"
    if _without_vowels(tokens, count, known):
        return "the words lack the vowels that words need"
    return None


def _shift(tokens: Mapping[str, int], count: int, known: LegibleText) -> int:
    """By how many places all letters are moved, 0 when they are not."""
    votes: Counter[int] = Counter()
    different: Counter[int] = Counter()
    first_of = _shapes(known.words)
    for token, n in tokens.items():
        if 2 < len(token) < 8:
            for first in first_of.get(_shape(token), ()):
                votes[ord(token[0]) - first] += n
                different[ord(token[0]) - first] += 1
    right = votes.pop(0, 0)
    places, found = max(votes.items(), key=lambda item: (item[1], -abs(item[0]), item[0]), default=(0, 0))
    sure = found >= _LEAST_SHIFTED and different[places] >= _LEAST_DIFFERENT
    return places if sure and found >= _SHIFTED_SHARE * count and found > 2 * right else 0


@cache
def _shapes(words: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
    """The first letters of words by what their letters are to each other, which no shift changes."""
    found: dict[str, tuple[int, ...]] = {}
    for word in sorted(words):
        found[_shape(word)] = (*found.get(_shape(word), ()), ord(word[0]))
    return found


def _shape(word: str) -> str:
    return " ".join([str(ord(c) - ord(word[0])) for c in word[1:]])


def _without_vowels(tokens: Mapping[str, int], count: int, known: LegibleText) -> bool:
    """Whether most tokens look like words in Latin letters, and too few of these have the vowels that words have."""
    words = letters = vowels = without = 0
    for token, n in tokens.items():
        token = token.strip(_EDGES)
        if not (_SHORTEST <= len(token) <= _LONGEST and token.isalpha() and token[1:].islower()):
            continue
        plain = token.lower() if token.isascii() else unicodedata.normalize("NFD", token.lower()).encode("ascii", "ignore").decode()
        if len(set(plain)) < 3:
            continue
        own = sum(c in known.vowels for c in plain)
        words, letters, vowels, without = words + n, letters + n * len(plain), vowels + n * own, without + n * (own == 0)
    if words < max(_LEAST_WORDS, 0.3 * count):
        return False
    right = sum(n for token, n in tokens.items() if token.lower() in known.words)
    return vowels < _LEAST_VOWELS * letters and without > _MOST_WITHOUT * words and right < _FEW_KNOWN * count
