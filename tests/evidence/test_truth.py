"""Negation, weakening and hypothesis act on the trigger of a statement, through the tree and not through a window of words."""

from __future__ import annotations

import pytest
from handmade import graph_of, read

from extract.grammar.evidence import EvidenceGrammar
from extract.stages.evidence.truth import Truth, truth_of

PLAIN = "drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:Y/NNP/dobj>1"
NOT = "drug:X/NNP/nsubj>3 does|do/VBZ/aux>3 not/RB/neg>3 inhibit/VB/ROOT>3 target:Y/NNP/dobj>3"
NOT_ONLY = """drug:X/NNP/nsubj>4 does|do/VBZ/aux>4 not/RB/preconj>4 only/RB/advmod>2 inhibit/VB/ROOT>4 target:Y/NNP/dobj>4"""
NO_NOUN = "no/DT/det>1 inhibition/NN/nsubjpass>5 of/IN/prep>1 target:Y/NNP/pobj>2 was|be/VBD/auxpass>5 seen|see/VBN/ROOT>5"
NO_EFFECT = "drug:X/NNP/nsubj>1 had|have/VBD/ROOT>1 no/DT/det>3 effect/NN/dobj>1 on/IN/prep>3 target:Y/NNP/pobj>4"
FAILED = "drug:X/NNP/nsubj>1 failed|fail/VBD/ROOT>1 to/TO/aux>3 inhibit/VB/xcomp>1 target:Y/NNP/dobj>3"
DOUBLE = """drug:X/NNP/nsubj>3 did|do/VBD/aux>3 not/RB/neg>3 fail/VB/ROOT>3 to/TO/aux>5 inhibit/VB/xcomp>3 target:Y/NNP/dobj>5"""
INABILITY = "inability/NN/ROOT>0 of/IN/prep>0 drug:X/NNP/pobj>1 to/TO/aux>4 inhibit/VB/acl>0 target:Y/NNP/dobj>4"
NO_EVIDENCE = """there/EX/expl>1 is|be/VBZ/ROOT>1 no/DT/det>3 evidence/NN/attr>1 that/IN/mark>6 drug:X/NNP/nsubj>6
    inhibits|inhibit/VBZ/acl>3 target:Y/NNP/dobj>6"""
NEITHER = """neither/CC/preconj>1 drug:X/NNP/nsubj>4 nor/CC/cc>1 drug:Z/NNP/conj>1 inhibits|inhibit/VBZ/ROOT>4 target:Y/NNP/dobj>4"""
NEITHER_LAST = """drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 neither/CC/preconj>3 target:Y/NNP/dobj>1 nor/CC/cc>3 target:W/NNP/conj>3"""
BUT_NOT = "drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:Y/NNP/dobj>1 but/CC/cc>2 not/RB/neg>5 target:W/NNP/conj>2"
BUT_NOT_LOOSE = "drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:Y/NNP/dobj>1 but/CC/cc>2 not/RB/conj>2 target:W/NNP/conj>2"
NOT_OR = """drug:X/NNP/nsubj>3 does|do/VBZ/aux>3 not/RB/neg>3 inhibit/VB/ROOT>3 target:Y/NNP/dobj>3 nor/CC/cc>4 target:W/NNP/conj>4"""
OTHER_CLAUSE = """drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:Y/NNP/dobj>1 and/CC/cc>1 does|do/VBZ/aux>6 not/RB/neg>6
    bind/VB/conj>1 target:W/NNP/dobj>6"""
MAY = "drug:X/NNP/nsubj>2 may/MD/aux>2 inhibit/VB/ROOT>2 target:Y/NNP/dobj>2"
SUGGEST = "data/NNS/nsubj>1 suggest/VBP/ROOT>1 that/IN/mark>4 drug:X/NNP/nsubj>4 inhibits|inhibit/VBZ/ccomp>1 target:Y/NNP/dobj>4"
SUGGESTING = (
    """drug:X/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:Y/NNP/dobj>1 ,/,/punct>1 suggesting|suggest/VBG/advcl>1 use/NN/dobj>4"""
)
TESTED = "we/PRP/nsubj>1 tested|test/VBD/ROOT>1 whether/IN/mark>4 drug:X/NNP/nsubj>4 inhibits|inhibit/VBZ/ccomp>1 target:Y/NNP/dobj>4"
WHETHER = """whether/IN/mark>2 drug:X/NNP/nsubj>2 inhibits|inhibit/VBZ/csubj>5 target:Y/NNP/dobj>2 is|be/VBZ/aux>5 open/JJ/ROOT>5"""
MAY_NOT = "drug:X/NNP/nsubj>3 may/MD/aux>3 not/RB/neg>3 inhibit/VB/ROOT>3 target:Y/NNP/dobj>3"
PROPOSED_MAY = """we/PRP/nsubj>1 propose/VBP/ROOT>1 that/IN/mark>5 drug:X/NNP/nsubj>5 may/MD/aux>5 inhibit/VB/ccomp>1 target:Y/NNP/dobj>5"""


@pytest.mark.parametrize(
    ("lines", "trigger", "arguments", "negated", "certainty"),
    [
        pytest.param(PLAIN, "inhibits", "XY", False, "asserted", id="plain"),
        pytest.param(NOT, "inhibit", "XY", True, "asserted", id="not"),
        pytest.param(NOT_ONLY, "inhibit", "XY", False, "asserted", id="not only"),
        pytest.param(NO_NOUN, "inhibition", "Y", True, "asserted", id="no inhibition of Y"),
        pytest.param(NO_EFFECT, "effect", "XY", True, "asserted", id="had no effect on Y"),
        pytest.param(FAILED, "inhibit", "XY", True, "asserted", id="failed to"),
        pytest.param(DOUBLE, "inhibit", "XY", False, "asserted", id="did not fail to: two denials are none"),
        pytest.param(INABILITY, "inhibit", "XY", True, "asserted", id="the inability of X to"),
        pytest.param(NO_EVIDENCE, "inhibits", "XY", True, "asserted", id="no evidence that"),
        pytest.param(NEITHER, "inhibits", "XY", True, "asserted", id="neither X nor Z: X"),
        pytest.param(NEITHER, "inhibits", "ZY", True, "asserted", id="neither X nor Z: Z"),
        pytest.param(NEITHER_LAST, "inhibits", "XY", True, "asserted", id="neither Y nor W: Y"),
        pytest.param(NEITHER_LAST, "inhibits", "XW", True, "asserted", id="neither Y nor W: W"),
        pytest.param(BUT_NOT, "inhibits", "XY", False, "asserted", id="Y but not W: Y"),
        pytest.param(BUT_NOT, "inhibits", "XW", True, "asserted", id="Y but not W: W"),
        pytest.param(BUT_NOT_LOOSE, "inhibits", "XY", False, "asserted", id="Y but not W, not hung on W: Y"),
        pytest.param(BUT_NOT_LOOSE, "inhibits", "XW", True, "asserted", id="Y but not W, not hung on W: W"),
        pytest.param(NOT_OR, "inhibit", "XW", True, "asserted", id="not Y nor W: one denial, said twice"),
        pytest.param(OTHER_CLAUSE, "inhibits", "XY", False, "asserted", id="a denial of another verb"),
        pytest.param(OTHER_CLAUSE, "bind", "XW", True, "asserted", id="a denial of the second verb"),
        pytest.param(MAY, "inhibit", "XY", False, "suggested", id="may"),
        pytest.param(SUGGEST, "inhibits", "XY", False, "suggested", id="data suggest that"),
        pytest.param(SUGGESTING, "inhibits", "XY", False, "asserted", id="what it suggests comes after it"),
        pytest.param(TESTED, "inhibits", "XY", False, "hypothesized", id="we tested whether"),
        pytest.param(WHETHER, "inhibits", "XY", False, "hypothesized", id="whether X inhibits Y is open"),
        pytest.param(MAY_NOT, "inhibit", "XY", True, "suggested", id="may not"),
        pytest.param(PROPOSED_MAY, "inhibit", "XY", False, "hypothesized", id="the weakest word counts"),
    ],
)
def test_truth(lines: str, trigger: str, arguments: str, negated: bool, certainty: str, grammar: EvidenceGrammar) -> None:
    found = truth(lines, trigger, arguments, grammar)
    assert (found.negated, found.certainty) == (negated, certainty)


def truth(lines: str, trigger: str, arguments: str, grammar: EvidenceGrammar) -> Truth:
    graph = graph_of(read(lines), grammar)
    at = {token.text: i for i, token in enumerate(graph.tokens)}
    return truth_of(graph, grammar, at[trigger], tuple(at[name] for name in arguments))


def test_cues_stand_where_their_words_stand(grammar: EvidenceGrammar) -> None:
    sentence = read(MAY_NOT)
    found = truth(MAY_NOT, "inhibit", "XY", grammar)
    assert [(cue.kind, sentence.text[cue.start : cue.end]) for cue in found.cues] == [("hedge", "may"), ("negation", "not")]
