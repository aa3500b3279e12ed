"""Trees of Universal Dependencies drawn as the general English models draw them. The sentences and their trees are made up."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language.labels import general_tree

Row = tuple[str, str, int, str]
"""Word, tag, index of the head, label."""

PASSIVE: list[Row] = [
    ("EGFR", "NN", 2, "nsubjpass"), ("is", "VBZ", 2, "auxpass"), ("blocked", "VBN", 2, "ROOT"), ("by", "IN", 4, "case"),
    ("drugs", "NNS", 2, "nmod"),
]  # fmt: skip
NOUNS: list[Row] = [
    ("Loss", "NN", 5, "nsubj"), ("of", "IN", 2, "case"), ("PTEN", "NN", 0, "nmod"), ("in", "IN", 4, "case"), ("cells", "NNS", 0, "nmod"),
    ("matters", "VBZ", 5, "ROOT"),
]  # fmt: skip
COPULA: list[Row] = [
    ("Aspirin", "NN", 3, "nsubj"), ("is", "VBZ", 3, "cop"), ("an", "DT", 3, "det"), ("inhibitor", "NN", 3, "ROOT"), ("of", "IN", 5, "case"),
    ("PTGS1", "NN", 3, "nmod"), (".", ".", 3, "punct"),
]  # fmt: skip
ADJECTIVE: list[Row] = [
    ("that", "IN", 3, "mark"), ("it", "PRP", 3, "nsubj"), ("was", "VBD", 3, "cop"), ("active", "JJ", 5, "ccomp"), ("we", "PRP", 5, "nsubj"),
    ("found", "VBD", 5, "ROOT"),
]  # fmt: skip
BEHIND_COPULA: list[Row] = [("It", "PRP", 3, "nsubj"), ("is", "VBZ", 3, "cop"), ("under", "IN", 3, "case"), ("control", "NN", 3, "ROOT")]
OTHER_NAMES: list[Row] = [
    ("cells", "NNS", 0, "ROOT"),
    ("that", "WDT", 2, "nsubj"),
    ("died", "VBD", 0, "acl:relcl"),
    ("his", "PRP$", 0, "nmod:poss"),
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(PASSIVE, [(2, "nsubjpass"), (2, "auxpass"), (2, "ROOT"), (2, "agent"), (3, "pobj")], id="agent of a passive"),
        pytest.param(
            NOUNS, [(5, "nsubj"), (0, "prep"), (1, "pobj"), (0, "prep"), (3, "pobj"), (5, "ROOT")], id="prepositions behind a noun"
        ),
        pytest.param(
            COPULA, [(1, "nsubj"), (1, "ROOT"), (3, "det"), (1, "attr"), (3, "prep"), (4, "pobj"), (1, "punct")], id="what somebody is"
        ),
        pytest.param(ADJECTIVE, [(2, "mark"), (2, "nsubj"), (5, "ccomp"), (2, "acomp"), (5, "nsubj"), (5, "ROOT")], id="how something is"),
        pytest.param(BEHIND_COPULA, [(1, "nsubj"), (1, "ROOT"), (1, "prep"), (2, "pobj")], id="a preposition behind is"),
        pytest.param(OTHER_NAMES, [(0, "ROOT"), (2, "nsubj"), (0, "relcl"), (0, "poss")], id="other names of labels"),
    ],
)
def test_trees_are_redrawn(rows: list[Row], expected: list[tuple[int, str]]) -> None:
    words, tags, heads, labels = zip(*rows, strict=True)
    doc = Doc(Vocab(), words=list(words), tags=list(tags), heads=list(heads), deps=list(labels))
    assert general_tree(doc, "universal") == expected
    assert general_tree(doc, "general") == list(zip(heads, labels, strict=True))
