"""Sentences of a treebank in which one noun stands for a whole phrase, as the parser sees names when it is used.

Names are shown to the parser as nouns that stand for them ("Aspirin"), in all places that a phrase can have. In the treebank a bare noun is
mostly part of a longer one, so that "Aspirin lowered mortality" would be read like "insulin-lowered glucose".
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STAND_INS = ("Aspirin", "Glucose", "Insulin")
"""The nouns that patterns/evidence/words.toml has for drugs, chemicals and targets."""

_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr"})
_INSIDE = frozenset({"compound", "nmod"})
_BEFORE_NOUNS = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "punct", "npadvmod", "case", "quantmod", "advmod"})
_MORE_THAN_WORDS = frozenset({"cc", "conj", "relcl", "acl", "prep"})
_MOST_WORDS = 4
_PHRASES, _WORDS, _ARTICLES = 0.5, 0.4, 0.2
"""Shares of phrases and of single words that are replaced, and of articles that stay before them."""


def with_stand_ins(doc: Doc, chance: random.Random) -> Doc:
    """The same sentences with some noun phrases, and some nouns inside others, each replaced by a noun that stands for a name."""
    from spacy.tokens import Doc

    shown: dict[int, str] = {}
    gone: set[int] = set()
    for token in doc:
        if not str(token.tag_).startswith("NN") or token.i in gone:
            continue
        kids = [child for child in token.children if child.i < token.i]
        before = {word.i for child in kids for word in child.subtree}
        if token.dep_ in _INSIDE or (token.dep_ == "npadvmod" and token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "HYPH"):
            if not kids and chance.random() < _WORDS:
                shown[token.i] = chance.choice(STAND_INS)
        elif token.dep_ in _PLACES and _is_plain(token, kids, before) and before.isdisjoint(shown) and chance.random() < _PHRASES:
            articles = {child.i for child in kids if child.dep_ == "det"} if chance.random() < _ARTICLES else set()
            gone |= before - articles
            shown[token.i] = chance.choice(STAND_INS)
    kept = [token for token in doc if token.i not in gone]
    place = {token.i: i for i, token in enumerate(kept)}
    return Doc(
        doc.vocab,
        words=[shown.get(token.i, token.text) for token in kept],
        spaces=[bool(token.whitespace_) for token in kept],
        tags=["NN" if token.i in shown else token.tag_ for token in kept],
        heads=[place[token.head.i] for token in kept],
        deps=[token.dep_ for token in kept],
    )


def _is_plain(noun: Token, kids: list[Token], before: set[int]) -> bool:
    """Whether what stands before a noun describes it in a few words."""
    if len(before) > _MOST_WORDS or (before and min(before) != noun.left_edge.i):
        return False
    return all(kid.dep_ in _BEFORE_NOUNS for kid in kids) and not any(noun.doc[i].dep_ in _MORE_THAN_WORDS for i in before)
