"""What a noun phrase means: a drug, a target in a state, or an outcome with its direction and what it concerns."""

from __future__ import annotations

import pytest
from handmade import graph_of, read

from extract.grammar.evidence import EvidenceGrammar
from extract.model.evidence import Named
from extract.stages.evidence.arguments import Argument
from extract.stages.evidence.reader import Reader

BEFORE = (Named("nilotinib", None, 900, 909), Named("sunitinib", None, 920, 929))


def arguments(lines: str, head: str, grammar: EvidenceGrammar, antecedents: tuple[Named, ...] = ()) -> list[Argument]:
    """What the phrase below the word `head` means."""
    sentence = read(lines)
    graph = graph_of(sentence, grammar)
    reader = Reader(graph, sentence.mentions, sentence.outcomes, grammar, sentence.text, 0, antecedents)
    return reader.read([next(i for i, token in enumerate(graph.tokens) if token.text == head)])


def meaning(argument: Argument) -> str:
    """An argument in short: `drug imatinib with docetaxel`, `target KIT:loss`, `outcome resistance+ to imatinib of KIT`."""
    if argument.drug is not None:
        acted = [f"against {target.named.name}" for target in argument.targets]
        return " ".join(["drug", argument.drug.name, *acted, *(f"with {drug.name}" for drug in argument.combination)])
    if argument.kind == "target" and argument.target is not None:
        parts = ["group" if argument.group else "target", argument.target.named.name]
        return " ".join(parts) + (f":{argument.target.alteration}" if argument.target.alteration else "")
    said = {1: "+", -1: "-"}.get(argument.direction, "")
    concerned = [f"to {drug.name}" for drug in argument.drugs]
    concerned += [f"of {target.named.name}" + (f":{target.alteration}" if target.alteration else "") for target in argument.targets]
    return " ".join([f"outcome {argument.outcome}{said}", *concerned])


TREATMENT = "treatment/NN/ROOT>0 with/IN/prep>0 drug:imatinib/NNP/pobj>1"
THERAPY = "drug:imatinib/NNP/compound>1 therapy/NN/ROOT>1"
COMBINATION = "combination/NN/ROOT>0 of/IN/prep>0 drug:imatinib/NNP/pobj>1 and/CC/cc>2 drug:docetaxel/NNP/conj>2"
PLUS = "drug:imatinib/NNP/ROOT>0 plus/CC/cc>0 drug:docetaxel/NNP/conj>0"
IN_COMBINATION = "drug:imatinib/NNP/ROOT>0 in/IN/prep>0 combination/NN/pobj>1 with/IN/prep>2 drug:docetaxel/NNP/pobj>3"
COMBINED = "drug:imatinib/NNP/ROOT>0 combined|combine/VBN/acl>0 with/IN/prep>1 drug:docetaxel/NNP/pobj>2"
ADDING = "adding|add/VBG/ROOT>0 drug:imatinib/NNP/dobj>0 to/IN/prep>0 drug:docetaxel/NNP/pobj>2"
CLASS = "target:PI3K/NNP/compound>1 inhibitors|inhibitor/NNS/ROOT>1"
CLASS_OF = "inhibitor/NN/ROOT>0 of/IN/prep>0 target:KIT/NNP/pobj>1"
NAMED_CLASS = "target:KIT/NNP/compound>1 inhibitor/NN/compound>2 drug:imatinib/NNP/ROOT>2"
MEMBERS = "inhibitors|inhibitor/NNS/ROOT>0 such/JJ/amod>2 as/IN/prep>0 drug:imatinib/NNP/pobj>2 and/CC/cc>3 drug:nilotinib/NNP/conj>3"
PATIENTS = "patients|patient/NNS/ROOT>0 receiving|receive/VBG/acl>0 drug:imatinib/NNP/dobj>1"
TREATED = "drug:imatinib/NNP/npadvmod>2 -/HYPH/punct>2 treated|treat/VBN/amod>3 cells|cell/NNS/ROOT>3"


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        pytest.param("drug:imatinib/NNP/ROOT>0", "imatinib", ["drug imatinib"], id="a name"),
        pytest.param(TREATMENT, "treatment", ["drug imatinib"], id="treatment with X"),
        pytest.param(THERAPY, "therapy", ["drug imatinib"], id="X therapy"),
        pytest.param(
            COMBINATION, "combination", ["drug imatinib with docetaxel", "drug docetaxel with imatinib"], id="combination of X and Y"
        ),
        pytest.param(PLUS, "imatinib", ["drug imatinib with docetaxel"], id="X plus Y"),
        pytest.param(IN_COMBINATION, "imatinib", ["drug imatinib with docetaxel"], id="X in combination with Y"),
        pytest.param(COMBINED, "imatinib", ["drug imatinib with docetaxel"], id="X combined with Y"),
        pytest.param(ADDING, "adding", ["drug imatinib with docetaxel"], id="adding X to Y"),
        pytest.param(CLASS, "inhibitors", ["drug PI3K inhibitors against PI3K"], id="class in front"),
        pytest.param(CLASS_OF, "inhibitor", ["drug inhibitor of KIT against KIT"], id="class behind"),
        pytest.param(NAMED_CLASS, "inhibitor", ["drug imatinib against KIT"], id="a class with its name is the name"),
        pytest.param(MEMBERS, "inhibitors", ["drug imatinib", "drug nilotinib"], id="members of a class"),
        pytest.param(PATIENTS, "patients", ["drug imatinib"], id="patients receiving X"),
        pytest.param(TREATED, "cells", ["drug imatinib"], id="X-treated cells"),
    ],
)
def test_drugs(lines: str, head: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    assert sorted(map(meaning, arguments(lines, head, grammar))) == sorted(expected)


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        pytest.param("this/DT/det>1 agent/NN/ROOT>1", "agent", ["drug nilotinib"], id="this agent: the drug named last"),
        pytest.param("these/DT/det>1 drugs|drug/NNS/ROOT>1", "drugs", ["drug nilotinib", "drug sunitinib"], id="these drugs: all of them"),
        pytest.param("it/PRP/ROOT>0", "it", ["drug nilotinib"], id="it"),
        pytest.param("an|a/DT/det>1 agent/NN/ROOT>1", "agent", [], id="an agent: nobody named before"),
        pytest.param("the/DT/det>2 first/JJ/amod>2 agent/NN/ROOT>2", "agent", [], id="a described agent is another one"),
    ],
)
def test_words_that_stand_for_a_drug_named_before(lines: str, head: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    assert sorted(map(meaning, arguments(lines, head, grammar, BEFORE))) == expected


LOSS_OF = "loss/NN/ROOT>0 of/IN/prep>0 target:PTEN/NNP/pobj>1"
MUTATIONS = "target:KIT/NNP/compound>1 mutations|mutation/NNS/ROOT>1"
SIRNA = "siRNA/NN/ROOT>0 against/IN/prep>0 target:AKT1/NNP/pobj>1"
SILENCING = "silencing|silence/VBG/ROOT>0 of/IN/prep>0 target:AKT1/NNP/pobj>1 and/CC/cc>2 target:AKT2/NNP/conj>2"
MUTANT = "mutant/JJ/amod>1 target:KIT/NNP/ROOT>1"
DEFICIENT = "target:PTEN/NNP/npadvmod>2 -/HYPH/punct>2 deficient/JJ/amod>3 tumours|tumour/NNS/ROOT>3"
WITH_MUTATIONS = "patients|patient/NNS/ROOT>0 with/IN/prep>0 target:KIT/NNP/compound>3 mutations|mutation/NNS/pobj>1"
PATHWAY = "target:PI3K/NNP/compound>1 pathway/NN/ROOT>1"
KINASE = "target:kinase/NN/ROOT>0"


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        pytest.param("target:KIT/NNP/ROOT>0", "KIT", ["target KIT"], id="a name"),
        pytest.param("variant:L858R/NNP/ROOT>0", "L858R", ["target L858R:mutation"], id="a variant is a mutation"),
        pytest.param(LOSS_OF, "loss", ["target PTEN:loss"], id="loss of X"),
        pytest.param(MUTATIONS, "mutations", ["target KIT:mutation"], id="X mutations"),
        pytest.param(SIRNA, "siRNA", ["target AKT1:loss"], id="siRNA against X is not a drug"),
        pytest.param(SILENCING, "silencing", ["target AKT1:loss", "target AKT2:loss"], id="silencing of X and Y"),
        pytest.param(MUTANT, "KIT", ["target KIT:mutation"], id="mutant X"),
        pytest.param(DEFICIENT, "tumours", ["group PTEN:loss"], id="X-deficient tumours"),
        pytest.param(WITH_MUTATIONS, "patients", ["group KIT:mutation"], id="patients with X mutations"),
        pytest.param(PATHWAY, "pathway", ["target PI3K"], id="X pathway"),
        pytest.param(KINASE, "kinase", [], id="a kind of molecule is no target"),
    ],
)
def test_targets_and_their_states(lines: str, head: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    assert list(map(meaning, arguments(lines, head, grammar))) == expected


RESISTANCE_TO = "outcome:resistance/NN/ROOT>0 to/IN/prep>0 drug:imatinib/NNP/pobj>1"
POOR_SURVIVAL = "poor/JJ/amod>1 outcome:survival/NN/ROOT>1"
INCREASE_IN = "increase/NN/ROOT>0 in/IN/prep>0 outcome:apoptosis/NN/pobj>1"
INHIBITION_OF = "inhibition/NN/ROOT>0 of/IN/prep>0 outcome:growth/NN/pobj>1"
DEVELOPMENT = "development/NN/ROOT>0 of/IN/prep>0 outcome:resistance/NN/pobj>1 to/IN/prep>2 drug:imatinib/NNP/pobj>3"
EXPRESSION = "reduced|reduce/VBN/amod>1 expression/NN/ROOT>1 of/IN/prep>1 target:PTEN/NNP/pobj>2"
SIGNALING = "target:KIT/NNP/compound>1 signaling/NN/ROOT>1"
IN_GROUP = """outcome:survival/NN/ROOT>0 of/IN/prep>0 patients|patient/NNS/pobj>1 with/IN/prep>2 target:KIT/NNP/compound>5
    mutations|mutation/NNS/pobj>3"""
SHARED_HEAD = "target:TNF/NNP/ROOT>0 and/CC/cc>0 target:IL6/NNP/compound>3 release/NN/conj>0"


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        pytest.param(RESISTANCE_TO, "resistance", ["outcome resistance to imatinib"], id="resistance to X"),
        pytest.param(POOR_SURVIVAL, "survival", ["outcome survival-"], id="poor survival"),
        pytest.param(INCREASE_IN, "increase", ["outcome apoptosis+"], id="an increase in apoptosis"),
        pytest.param(INHIBITION_OF, "inhibition", ["outcome cell_growth-"], id="inhibition of growth"),
        pytest.param(DEVELOPMENT, "development", ["outcome resistance to imatinib"], id="development of resistance to X"),
        pytest.param(EXPRESSION, "expression", ["outcome expression- of PTEN"], id="reduced expression of X"),
        pytest.param(SIGNALING, "signaling", ["outcome signaling of KIT"], id="X signaling"),
        pytest.param(IN_GROUP, "survival", ["outcome survival of KIT:mutation"], id="survival of patients with X mutations"),
        pytest.param(SHARED_HEAD, "TNF", ["outcome other of TNF"], id="TNF and IL6 release, from TNF"),
    ],
)
def test_outcomes_and_what_they_concern(lines: str, head: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    assert list(map(meaning, arguments(lines, head, grammar))) == expected


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ("increased|increase/VBN/amod>1 expression/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "overexpression"),
        ("reduced|reduce/VBN/amod>1 expression/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "loss"),
        ("the/DT/det>1 expression/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", None),
        ("the/DT/det>1 overexpression/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "overexpression"),
        ("the/DT/det>1 downregulation/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "loss"),
        ("reduced|reduce/VBN/amod>1 signaling/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "inhibition"),
        ("the/DT/det>1 activation/NN/ROOT>1 of/IN/prep>1 target:KIT/NNP/pobj>2", "activation"),
    ],
)
def test_a_process_that_goes_up_or_down_is_a_state_of_its_target(lines: str, state: str | None, grammar: EvidenceGrammar) -> None:
    head = read(lines).parse.tokens[1].text
    (argument,) = arguments(lines, head, grammar)
    assert [(target.named.name, target.alteration) for target in argument.states] == [("KIT", state)]


def test_the_trigger_is_not_read_as_its_own_argument(grammar: EvidenceGrammar) -> None:
    sentence = read(INHIBITION_OF)
    graph = graph_of(sentence, grammar)
    reader = Reader(graph, sentence.mentions, sentence.outcomes, grammar, sentence.text, 0)
    assert reader.read([0], trigger=0) == []


def test_names_are_given_once_and_in_text_order(grammar: EvidenceGrammar) -> None:
    sentence = read("drug:imatinib/NNP/ROOT>0 and/CC/cc>0 drug:nilotinib/NNP/conj>0")
    graph = graph_of(sentence, grammar)
    reader = Reader(graph, sentence.mentions, (), grammar, sentence.text, 0)
    assert [meaning(argument) for argument in reader.read([2, 0, 2])] == ["drug imatinib", "drug nilotinib"]
