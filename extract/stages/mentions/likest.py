"""Grounding by likeness, the last resort: a long name that no list has, almost the same letters as one that a list has.

Likeness of letters alone is dangerous: "interleukin-1" is 0.95 like "interleukin-10". So what remains different must be of a kind that
`patterns/grounding.toml` allows for the label, each measured: only spaces (`spacing`), only the order of the words (`order`), or the end
or inside of a single long word (`letters`). Numbers, Greek letters and words of one or two letters must be the same.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.grammar.grounding import load_grounding
from extract.vocabulary import Candidate
from extract.vocabulary.normal import GREEK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.grounding import Difference
    from extract.language.likeness import Likeness
    from extract.model.mention import Label
    from extract.vocabulary import Vocabulary

LETTERS = 8
"""Names of fewer letters are never grounded by likeness."""
_TELLING = 2
_LONG_WORD = 6
_STEM = 4
_ALIKE = 0.85


def likest(name: str, label: Label, kin: frozenset[Label], vocabulary: Vocabulary) -> Candidate | None:
    """The concept of a label of `kin` with a name that is almost the same, or None where there is none or more than one."""
    allowed = load_grounding().likeness.get(label)
    if allowed is None or sum(character.isalpha() for character in name) < LETTERS:
        return None
    key = vocabulary.key(name).strip()
    if signatures(key).isdisjoint(_listed_signatures(vocabulary, kin)):
        return None
    found = [
        alike
        for alike in _index(vocabulary, kin).most_like(key)
        if alike.likeness >= allowed.least and difference(key, alike.name) in allowed.differences
    ]
    if not found or (len(found) > 1 and found[1].likeness == found[0].likeness):
        return None
    concept = vocabulary.concept(found[0].identifier)
    return None if concept is None else Candidate(concept, found[0].name, "loose", (0, 0, 0))


def difference(one: str, other: str) -> Difference | None:
    """In what two names, given as keys, differ; None when in more than one thing or in something that tells names apart."""
    words, others = _words(one), _words(other)
    if Counter(filter(_tells, words)) != Counter(filter(_tells, others)):
        return None
    if "".join(words) == "".join(others):
        return "spacing"
    left, right = list((Counter(words) - Counter(others)).elements()), list((Counter(others) - Counter(words)).elements())
    if not left and not right:
        return "order"
    return "letters" if len(left) == len(right) == 1 and _nearly(left[0], right[0]) else None


def _words(key: str) -> list[str]:
    aside = load_grounding().aside
    return [word for word in key.split() if word not in aside]


def _tells(word: str) -> bool:
    """Whether a word alone can make it another name: a number, a letter, a Greek letter in full."""
    return len(word) <= _TELLING or not word.isalpha() or word in GREEK.values()


def _nearly(one: str, other: str) -> bool:
    """Whether two long words begin alike ("hypo" and "hyper" do not) and have nearly the same letters."""
    if min(len(one), len(other)) < _LONG_WORD or one[:_STEM] != other[:_STEM]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def signatures(key: str) -> set[str]:
    """What two names have in common if they differ in an allowed way. Cheap: most names are refused without asking for likeness."""
    words = _words(key)
    return {"".join(words), " ".join(sorted(word[:_STEM] if len(word) >= _LONG_WORD else word for word in words))}


@lru_cache(maxsize=8)
def _listed_signatures(vocabulary: Vocabulary, labels: frozenset[Label]) -> frozenset[str]:
    return frozenset(signature for _, key in _long_names(vocabulary, labels) for signature in signatures(key))


@lru_cache(maxsize=8)
def _index(vocabulary: Vocabulary, labels: frozenset[Label]) -> Likeness:
    """The index of the long names of the labels. Made once in a process, when the first name asks for it: a few seconds."""
    from extract.language.likeness import Likeness

    return Likeness(_long_names(vocabulary, labels))


def _long_names(vocabulary: Vocabulary, labels: frozenset[Label]) -> Iterator[tuple[str, str]]:
    for curie, name in vocabulary.names(labels):
        key = vocabulary.key(name).strip() if len(name) >= LETTERS else ""
        if sum(character.isalpha() for character in key) >= LETTERS:
            yield curie, key
