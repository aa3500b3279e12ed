"""Labels of CRAFT's scheme turned into those of the general English models."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language.labels import general_labels

Row = tuple[str, str, int, str]
"""Word, tag, index of the head, label."""

RELATIVE: list[Row] = [("cells", "NNS", 0, "ROOT"), ("that", "WDT", 2, "dep"), ("died", "VBD", 0, "relcl")]
RELATIVE_PASSIVE: list[Row] = [
    ("cells", "NNS", 0, "ROOT"), ("which", "WDT", 3, "dep"), ("were", "VBD", 3, "auxpass"), ("killed", "VBN", 0, "relcl"),
]  # fmt: skip
RELATIVE_OBJECT: list[Row] = [
    ("cells", "NNS", 0, "ROOT"), ("that", "WDT", 3, "dep"), ("we", "PRP", 3, "nsubj"), ("killed", "VBD", 0, "relcl"),
]  # fmt: skip
BRACKETS: list[Row] = [("drug", "NN", 0, "ROOT"), ("(", "-LRB-", 2, "punct"), ("taxol", "NN", 0, "parataxis"), (")", "-RRB-", 2, "punct")]
AGENT: list[Row] = [("killed", "VBN", 0, "ROOT"), ("by", "IN", 0, "prep"), ("taxol", "NN", 1, "pobj")]
ACTIVE: list[Row] = [("killed", "VBN", 0, "ROOT"), ("cells", "NNS", 0, "dobj"), ("by", "IN", 0, "prep"), ("lysis", "NN", 2, "pobj")]


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        (RELATIVE, {1: "nsubj"}),
        (RELATIVE_PASSIVE, {1: "nsubjpass"}),
        (RELATIVE_OBJECT, {1: "dobj"}),
        (BRACKETS, {2: "appos"}),
        (AGENT, {1: "agent"}),
        (ACTIVE, {}),
    ],
)
def test_only_the_labels_that_differ_change(rows: list[Row], changed: dict[int, str]) -> None:
    words, tags, heads, labels = zip(*rows, strict=True)
    doc = Doc(Vocab(), words=list(words), tags=list(tags), heads=list(heads), deps=list(labels))
    assert general_labels(doc) == [changed.get(i, label) for i, label in enumerate(labels)]
