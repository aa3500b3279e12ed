"""Trees of our own model where they cannot be right, mended. The sentences and their trees are made up."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language.labels import general_tree

Row = tuple[str, str, int, str]
"""Word, tag, index of the head, label."""

FINITE: list[Row] = [
    ("Aspirin", "NN", 1, "nsubj"), ("lowered", "VBD", 2, "amod"), ("mortality", "NN", 2, "ROOT"), ("in", "IN", 2, "prep"),
    ("mice", "NNS", 3, "pobj"),
]  # fmt: skip
PARTICIPLE: list[Row] = [
    ("We", "PRP", 1, "nsubj"), ("saw", "VBD", 1, "ROOT"), ("that", "IN", 5, "mark"), ("Aspirin", "NN", 5, "nmod"),
    ("lowered", "VBN", 5, "amod"), ("pain", "NN", 1, "ccomp"), (".", ".", 1, "punct"),
]  # fmt: skip
HYPHEN: list[Row] = [
    ("Aspirin", "NN", 2, "npadvmod"), ("-", "HYPH", 2, "punct"), ("treated", "VBN", 3, "amod"),
    ("mice", "NNS", 3, "ROOT"), (".", ".", 3, "punct"),
]  # fmt: skip
DOSE: list[Row] = [
    ("Aspirin", "NN", 4, "nmod"), ("60", "CD", 3, "quantmod"), ("-", "HYPH", 3, "punct"), ("120", "CD", 4, "nummod"),
    ("mg", "NN", 6, "nsubj"), ("daily", "RB", 6, "advmod"), ("helped", "VBD", 6, "ROOT"),
]  # fmt: skip
KIND: list[Row] = [
    ("The", "DT", 1, "det"), ("inhibitor", "NN", 3, "nsubj"), ("Aspirin", "NN", 1, "appos"), ("helped", "VBD", 3, "ROOT"),
]  # fmt: skip

APPOSED: list[Row] = [
    ("Aspirin", "NN", 0, "ROOT"), ("lowered", "VBD", 2, "amod"), ("pain", "NN", 0, "appos"), (".", ".", 0, "punct"),
]  # fmt: skip
ADVERB: list[Row] = [("Nausea", "NN", 1, "advmod"), ("occurred", "VBD", 1, "ROOT"), ("often", "RB", 1, "advmod")]
WHETHER: list[Row] = [
    ("Whether", "IN", 2, "mark"), ("it", "PRP", 2, "nsubj"), ("lowers", "VBZ", 2, "ROOT"), ("pain", "NN", 5, "nsubjpass"),
    ("is", "VBZ", 5, "auxpass"), ("known", "VBN", 2, "ccomp"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "names", "expected"),
    [
        pytest.param(FINITE, {0}, {1: (1, "ROOT"), 2: (1, "dobj")}, id="a finite verb is no attribute"),
        pytest.param(PARTICIPLE, {3}, {2: (4, "mark"), 3: (4, "nsubj"), 4: (1, "ccomp"), 5: (4, "dobj")}, id="a clause has a verb"),
        pytest.param(APPOSED, {0}, {0: (1, "nsubj"), 1: (1, "ROOT"), 2: (1, "dobj")}, id="what stands behind the verb is its object"),
        pytest.param(ADVERB, set(), {0: (1, "nsubj")}, id="a noun before a verb is its subject"),
        pytest.param(WHETHER, set(), {2: (5, "csubjpass"), 3: (2, "dobj"), 5: (5, "ROOT")}, id="a clause with whether is no sentence"),
        pytest.param(HYPHEN, {0}, {}, id="a participle behind a hyphen stays one"),
        pytest.param(DOSE, {0}, {0: (6, "nsubj"), 4: (0, "appos")}, id="a name before its dose"),
        pytest.param(DOSE, set(), {}, id="other nouns before numbers stay"),
        pytest.param(KIND, {2}, {1: (2, "compound"), 2: (3, "nsubj")}, id="a name behind its kind"),
        pytest.param(KIND, set(), {}, id="other nouns behind nouns stay"),
    ],
)
def test_trees_are_mended(rows: list[Row], names: set[int], expected: dict[int, tuple[int, str]]) -> None:
    words, tags, heads, labels = zip(*rows, strict=True)
    doc = Doc(Vocab(), words=list(words), tags=list(tags), heads=list(heads), deps=list(labels))
    found = general_tree(doc, "craft", names)
    changed = {i: each for i, each in enumerate(found) if each != (heads[i], labels[i])}
    assert {i: each for i, each in changed.items() if labels[i] not in ("prep", "punct")} == expected
