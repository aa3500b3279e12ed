"""The enriched dependency tree: who does what to whom, also where the sentence does not repeat it."""

from __future__ import annotations

import pytest
from handmade import graph_of, read

from extract.grammar.evidence import EvidenceGrammar

ACTIVE = "drug:imatinib/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:KIT/NNP/dobj>1"
PASSIVE = "target:KIT/NNP/nsubjpass>2 is|be/VBZ/auxpass>2 inhibited|inhibit/VBN/ROOT>2 by/IN/agent>2 drug:imatinib/NNP/pobj>3"
INFINITIVE = "drug:imatinib/NNP/nsubjpass>2 was|be/VBD/auxpass>2 shown|show/VBN/ROOT>2 to/TO/aux>4 inhibit/VB/xcomp>2 target:KIT/NNP/dobj>4"
RELATIVE = """drug:imatinib/NNP/nsubj>5 which/WDT/nsubj>2 inhibits|inhibit/VBZ/relcl>0 target:KIT/NNP/dobj>2 was|be/VBD/aux>5
    used|use/VBN/ROOT>5"""
OBJECT_RELATIVE = "target:KIT/NNP/nsubj>3 drug:imatinib/NNP/nsubj>2 inhibits|inhibit/VBZ/relcl>0 matters|matter/VBZ/ROOT>3"
PARTICIPLE = """drug:imatinib/NNP/nsubj>1 binds|bind/VBZ/ROOT>1 target:KIT/NNP/dobj>1 ,/,/punct>1 inhibiting|inhibit/VBG/advcl>1
    target:MAPK1/NNP/dobj>4"""
REDUCED = "target:KIT/NNP/ROOT>0 inhibited|inhibit/VBN/acl>0 by/IN/agent>1 drug:imatinib/NNP/pobj>2"
TWO_VERBS = """drug:imatinib/NNP/nsubj>1 binds|bind/VBZ/ROOT>1 target:KIT/NNP/dobj>1 and/CC/cc>1 inhibits|inhibit/VBZ/conj>1
    target:ABL1/NNP/dobj>4"""
SHARED_OBJECT = "drug:imatinib/NNP/nsubj>1 binds|bind/VBZ/ROOT>1 and/CC/cc>1 inhibits|inhibit/VBZ/conj>1 target:KIT/NNP/dobj>3"
LISTS = """drug:imatinib/NNP/nsubj>3 and/CC/cc>0 drug:nilotinib/NNP/conj>0 inhibit/VBP/ROOT>3 target:KIT/NNP/dobj>3 ,/,/punct>4
    target:ABL1/NNP/conj>4 and/CC/cc>6 target:PDGFRA/NNP/conj>6"""
CAPABLE = (
    """drug:imatinib/NNP/nsubj>1 is|be/VBZ/ROOT>1 capable/JJ/acomp>1 of/IN/prep>2 inhibiting|inhibit/VBG/pcomp>3 target:KIT/NNP/dobj>4"""
)
ABILITY = "ability/NN/ROOT>0 of/IN/prep>0 drug:imatinib/NNP/pobj>1 to/TO/aux>4 inhibit/VB/acl>0 target:KIT/NNP/dobj>4"
NAME_AS_ADVERB = "drug:imatinib/NNP/nsubj>1 inhibits|inhibit/VBZ/ROOT>1 target:KIT/NNP/npadvmod>1"


@pytest.mark.parametrize(
    ("lines", "verb", "subjects", "objects"),
    [
        pytest.param(ACTIVE, "inhibits", ["imatinib"], ["KIT"], id="active"),
        pytest.param(PASSIVE, "inhibited", [], ["KIT"], id="passive: the subject is the object, who does it stands behind by"),
        pytest.param(INFINITIVE, "inhibit", ["imatinib"], ["KIT"], id="was shown to"),
        pytest.param(RELATIVE, "inhibits", ["imatinib"], ["KIT"], id="which stands for the noun before it"),
        pytest.param(OBJECT_RELATIVE, "inhibits", ["imatinib"], ["KIT"], id="relative clause without a pronoun"),
        pytest.param(PARTICIPLE, "inhibiting", ["imatinib"], ["MAPK1"], id="participle behind a comma"),
        pytest.param(REDUCED, "inhibited", [], ["KIT"], id="past participle behind its noun"),
        pytest.param(TWO_VERBS, "inhibits", ["imatinib"], ["ABL1"], id="second verb inherits the subject"),
        pytest.param(SHARED_OBJECT, "binds", ["imatinib"], ["KIT"], id="first verb shares the object"),
        pytest.param(LISTS, "inhibit", ["imatinib", "nilotinib"], ["KIT", "ABL1", "PDGFRA"], id="lists"),
        pytest.param(CAPABLE, "inhibiting", ["imatinib"], ["KIT"], id="is capable of"),
        pytest.param(ABILITY, "inhibit", ["imatinib"], ["KIT"], id="the ability of X to"),
        pytest.param(NAME_AS_ADVERB, "inhibits", ["imatinib"], ["KIT"], id="a name that the parser took for an adverb"),
    ],
)
def test_logical_arguments_of_a_verb(lines: str, verb: str, subjects: list[str], objects: list[str], grammar: EvidenceGrammar) -> None:
    assert reached(lines, verb, "subject", grammar) == subjects
    assert reached(lines, verb, "object", grammar) == objects


PREDICATE = "drug:imatinib/NNP/nsubj>1 is|be/VBZ/ROOT>1 inhibitor/NN/attr>1 of/IN/prep>2 target:KIT/NNP/pobj>3"
NOT_LINKING = "drug:imatinib/NNP/nsubj>1 replaced|replace/VBD/ROOT>1 inhibitor/NN/dobj>1"
APPOSITION = "drug:imatinib/NNP/ROOT>0 ,/,/punct>0 inhibitor/NN/appos>0"
APPOSED = "inhibitor/NN/ROOT>0 drug:imatinib/NNP/appos>0"
IN_FRONT = "inhibitor/NN/compound>1 drug:imatinib/NNP/ROOT>1"
SUCH_AS = """inhibitors|inhibitor/NNS/ROOT>0 such/JJ/amod>2 as/IN/prep>0 drug:imatinib/NNP/pobj>2 and/CC/cc>3 drug:nilotinib/NNP/conj>3"""
LISTED = "inhibitors|inhibitor/NNS/nsubj>1 include/VBP/ROOT>1 drug:imatinib/NNP/dobj>1 and/CC/cc>2 drug:nilotinib/NNP/conj>2"
MEDIATED = (
    """drug:imatinib/NNP/npadvmod>2 -/HYPH/punct>2 mediated|mediate/VBN/amod>3 inhibition/NN/ROOT>3 of/IN/prep>3 target:KIT/NNP/pobj>4"""
)
HAS_AFFINITY = "drug:imatinib/NNP/nsubj>1 has|have/VBZ/ROOT>1 affinity/NN/dobj>1 for/IN/prep>1 target:KIT/NNP/pobj>3"
LOST_AFFINITY = "drug:imatinib/NNP/nsubj>1 abolished|abolish/VBD/ROOT>1 affinity/NN/dobj>1"
BLOCKED_BY = """activation/NN/nsubjpass>4 of/IN/prep>0 target:KIT/NNP/pobj>1 was|be/VBD/auxpass>4 blocked|block/VBN/ROOT>4 by/IN/agent>4
    drug:imatinib/NNP/pobj>5"""
OF_BY = "inhibition/NN/ROOT>0 of/IN/prep>0 target:KIT/NNP/pobj>1 by/IN/prep>2 drug:imatinib/NNP/pobj>3"
RATHER_THAN = "inhibition/NN/ROOT>0 with/IN/prep>0 drug:imatinib/NNP/pobj>1 rather/RB/advmod>4 than/IN/prep>2 drug:aspirin/NNP/pobj>4"


@pytest.mark.parametrize(
    ("lines", "word", "relation", "expected"),
    [
        pytest.param(PREDICATE, "inhibitor", "attribute_of", ["imatinib"], id="X is an inhibitor"),
        pytest.param(PREDICATE, "inhibitor", "prep:of", ["KIT"], id="inhibitor of Y"),
        pytest.param(NOT_LINKING, "inhibitor", "attribute_of", [], id="X replaced the inhibitor: X is none"),
        pytest.param(APPOSITION, "inhibitor", "appos", ["imatinib"], id="X, an inhibitor"),
        pytest.param(APPOSED, "inhibitor", "appos", ["imatinib"], id="the inhibitor (X)"),
        pytest.param(IN_FRONT, "inhibitor", "appos", ["imatinib"], id="the inhibitor X"),
        pytest.param(SUCH_AS, "inhibitors", "appos", ["imatinib", "nilotinib"], id="inhibitors such as A and B"),
        pytest.param(LISTED, "inhibitors", "appos", ["imatinib", "nilotinib"], id="inhibitors include A and B"),
        pytest.param(MEDIATED, "inhibition", "induced_by", ["imatinib"], id="X-mediated Y, from Y"),
        pytest.param(MEDIATED, "mediated", "driver", ["imatinib"], id="X-mediated Y, from mediated"),
        pytest.param(MEDIATED, "mediated", "driven", ["inhibition"], id="X-mediated Y, what is mediated"),
        pytest.param(HAS_AFFINITY, "affinity", "bearer", ["imatinib"], id="X has affinity"),
        pytest.param(LOST_AFFINITY, "affinity", "bearer", [], id="X abolished the affinity: it is not that of X"),
        pytest.param(HAS_AFFINITY, "affinity", "prep:for", ["KIT"], id="has affinity for Y: the parser hangs Y on has"),
        pytest.param(BLOCKED_BY, "activation", "prep:by", [], id="activation was blocked by X: not an activation by X"),
        pytest.param(OF_BY, "inhibition", "prep:by", ["imatinib"], id="inhibition of Y by X: the parser hangs X on Y"),
        pytest.param(RATHER_THAN, "inhibition", "prep:with", ["imatinib"], id="what stands behind than is not reached"),
    ],
)
def test_relations_of_the_frames(lines: str, word: str, relation: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    assert reached(lines, word, relation, grammar) == expected


def reached(lines: str, word: str, relation: str, grammar: EvidenceGrammar) -> list[str]:
    graph = graph_of(read(lines), grammar)
    at = next(i for i, token in enumerate(graph.tokens) if token.text == word)
    return [graph.tokens[i].text for i in dict.fromkeys(graph.reach(at, relation))]


def test_a_compound_word_gives_the_names_inside_it(grammar: EvidenceGrammar) -> None:
    graph = graph_of(read("target:KIT/NNP/npadvmod>2 -/HYPH/punct>2 mutant/JJ/amod>3 tumours|tumour/NNS/ROOT>3"), grammar)
    assert [graph.tokens[i].text for i in graph.modifiers(3)] == ["mutant", "KIT"]


def test_subtree_is_everything_below_in_text_order(grammar: EvidenceGrammar) -> None:
    graph = graph_of(read(PREDICATE), grammar)
    assert graph.subtree(2) == [2, 3, 4]
    assert graph.subtree(1) == [0, 1, 2, 3, 4]


def test_ancestors_end_at_the_root(grammar: EvidenceGrammar) -> None:
    assert list(graph_of(read(PREDICATE), grammar).ancestors(4)) == [3, 2, 1]
    assert list(graph_of(read(PREDICATE), grammar).ancestors(1)) == []


def test_questions_about_a_cycle_of_clauses_come_to_an_end(grammar: EvidenceGrammar) -> None:
    deep = " ".join(f"be/VB/xcomp>{max(0, i - 1)}" for i in range(40))
    assert graph_of(read(deep), grammar).surface_subjects(39) == []
