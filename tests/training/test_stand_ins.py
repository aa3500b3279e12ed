"""Nouns that stand for names in the trees that the parser learns from. The sentence and its tree are made up."""

from __future__ import annotations

import random

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.training.stand_ins import STAND_INS, with_stand_ins

ROWS = [
    ("The", "DT", 2, "det"), ("old", "JJ", 2, "amod"), ("drug", "NN", 3, "nsubj"), ("lowered", "VBD", 3, "ROOT"),
    ("glucose", "NN", 5, "compound"), ("levels", "NNS", 3, "dobj"), ("in", "IN", 3, "prep"), ("mice", "NNS", 6, "pobj"),
    ("that", "WDT", 9, "dep"), ("ate", "VBD", 7, "relcl"), (".", ".", 3, "punct"),
]  # fmt: skip


@pytest.fixture
def doc() -> Doc:
    words, tags, heads, labels = zip(*ROWS, strict=True)
    return Doc(Vocab(), words=list(words), tags=list(tags), heads=list(heads), deps=list(labels))


@pytest.mark.parametrize("seed", range(20))
def test_phrases_become_nouns_and_the_rest_of_the_tree_stays(doc: Doc, seed: int) -> None:
    changed = with_stand_ins(doc, random.Random(seed))
    standing = [token for token in changed if token.text in STAND_INS]
    assert all(token.tag_ == "NN" and token.dep_ in ("nsubj", "dobj", "pobj", "compound") for token in standing)
    verb = next(token for token in changed if token.text == "lowered")
    assert [child.dep_ for child in verb.children] == ["nsubj", "dobj", "prep", "punct"]
    assert verb.head == verb
    assert [token.text for token in changed if token.text in ("that", "ate", ".")] == ["that", "ate", "."]
    assert len(changed) == len(doc) - sum(token.text not in {each.text for each in changed} for token in doc) + len(standing)


def test_every_place_is_filled_sometimes(doc: Doc) -> None:
    places = {token.dep_ for seed in range(40) for token in with_stand_ins(doc, random.Random(seed)) if token.text in STAND_INS}
    assert places == {"nsubj", "dobj", "pobj", "compound"}
