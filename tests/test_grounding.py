"""What names stand for: listed, defined, told by the document, rewritten, alike - and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.grammar.grounding import load_grounding
from extract.model.mention import Mention
from extract.resources import patterns_folder
from extract.stages.mentions import concepts_of
from extract.stages.mentions.explained import explained
from extract.stages.mentions.grounding import ground, groundings
from extract.stages.mentions.likest import difference, signatures
from extract.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.model.mention import Label
    from extract.stages.mentions.grounding import Grounding

VOCABULARY = Vocabulary.load(patterns_folder() / "vocab")


def mentions(*names: tuple[str, Label]) -> tuple[Mention, ...]:
    """Names of a document, a line each."""
    return tuple(Mention(100 * i, 100 * i + len(name), name, label, name, None, "model", 1.0) for i, (name, label) in enumerate(names))


def grounding(name: str, label: Label, *others: tuple[str, Label], definitions: Mapping[str, str] | None = None) -> Grounding:
    return groundings(mentions((name, label), *others), definitions or {}, VOCABULARY)[0][1]


def curie(name: str, label: Label, *others: tuple[str, Label], definitions: Mapping[str, str] | None = None) -> str | None:
    chosen = grounding(name, label, *others, definitions=definitions).chosen
    return None if chosen is None else chosen.concept.id


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("erbB-2", "HGNC:3430"),
        ("HER-2/neu", "HGNC:3430"),
        ("Her2/neu", "HGNC:3430"),
        ("c-erbB2", "HGNC:3430"),
        ("HER2 gene", "HGNC:3430"),
        ("IGF-IR", "HGNC:5465"),
        ("insulin-like growth factor-I receptor", "HGNC:5465"),
        ("type I IGF receptor", "HGNC:5465"),
        ("IGF-I", "HGNC:5464"),
        ("interleukin 2", "HGNC:6001"),
        ("interleukin-10", "HGNC:5962"),
        ("TNF-alpha", "HGNC:11892"),
        ("TNF-a", "HGNC:11892"),
        ("TNFα", "HGNC:11892"),
        ("p53", "HGNC:11998"),
        ("EGFR", "HGNC:3236"),
        ("caspase III", "HGNC:1504"),
        ("PKCα", "HGNC:9393"),
        ("Akt1", "HGNC:391"),
        ("VEGF-A", "HGNC:12680"),
        ("VEGF receptor 2", "HGNC:6307"),
        ("receptor for insulin", "HGNC:6091"),
        ("dusp1", "HGNC:3064"),
    ],
)
def test_a_gene_in_any_spelling(name: str, identifier: str) -> None:
    assert curie(name, "TARGET") == identifier


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("PI3K", "FPLX:PI3K"),
        ("AKT", "FPLX:AKT"),
        ("HER family", "FPLX:ERBB"),
        ("ErbB receptors", "FPLX:ERBB"),
        ("VEGF", "FPLX:VEGF"),
        ("phospho-ERK", "FPLX:ERK"),
    ],
)
def test_a_family_is_not_its_member(name: str, identifier: str) -> None:
    assert curie(name, "TARGET") == identifier


def test_numbers_tell_names_apart() -> None:
    names = ("interleukin-1", "interleukin-10", "IL-2", "IL-21", "IGF-I", "IGF-IR", "TNF-alpha", "TNF-beta", "caspase-3", "caspase-8")
    found = [curie(name, "TARGET") for name in names]
    assert None not in found
    assert len(set(found)) == len(names)


@pytest.mark.parametrize(
    ("name", "label", "identifier", "method"),
    [
        ("cancer of the breast", "DISEASE", "MESH:D001943", "rewritten"),
        ("breast tumours", "DISEASE", "MESH:D001943", "spelling"),
        ("hypotensive", "DISEASE", "MESH:D007022", "rewritten"),
        ("thromboembolic", "DISEASE", "MESH:D013923", "rewritten"),
        ("5-aza-2-deoxy cytidine", "CHEMICAL", "MESH:D000077209", "fuzzy"),
        ("hyperkalemia", "DISEASE", "MESH:D006947", "name"),
        ("hypokalemia", "DISEASE", "MESH:D007008", "name"),
        ("[3H]dopamine", "CHEMICAL", "CHEBI:18243", "rewritten"),
        ("gefitinib", "CHEMICAL", "CHEBI:49668", "name"),
        ("MCF7 cells", "CELL_LINE", "CVCL:0031", "rewritten"),
        ("zorbin-deficient mice", "ORGANISM", "NCBITaxon:10090", "rewritten"),
        ("PATIENTS", "ORGANISM", "NCBITaxon:9606", "rewritten"),
    ],
)
def test_the_method_is_kept(name: str, label: Label, identifier: str, method: str) -> None:
    found = grounding(name, label)
    assert found.chosen is not None
    assert (found.chosen.concept.id, found.method) == (identifier, method)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("cancer of the zorb", "DISEASE"),
        ("zorbin-induced syndrome", "DISEASE"),
        ("EGFR", "DISEASE"),
        ("breast cancer", "TARGET"),
        ("CAT", "DISEASE"),
        ("interleukin-99", "TARGET"),
        ("zinc zorbate", "CHEMICAL"),
    ],
)
def test_what_is_unknown_or_of_another_kind_is_not_grounded(name: str, label: Label) -> None:
    assert curie(name, label) is None


def test_a_short_form_means_what_the_document_says() -> None:
    assert curie("ER", "TARGET", definitions={"ER": "estrogen receptor"}) == "FPLX:ESR"
    assert grounding("ER", "TARGET", definitions={"ER": "estrogen receptor"}).method == "definition"
    assert curie("ER", "TARGET", definitions={"ER": "endoplasmic reticulum"}) is None
    assert curie("ILC", "TARGET", definitions={"ILC": "invasive lobular carcinoma"}) is None, "an alias of CCL27"
    assert curie("CINs", "DISEASE", definitions={"CIN": "cancer of the breast"}) == "MESH:D001943"


def test_a_symbol_keeps_its_meaning_where_its_long_form_is_written_oddly() -> None:
    assert curie("VEGFR1", "TARGET", definitions={"VEGFR1": "first receptor of the endothelial factor"}) == "HGNC:3763"
    assert curie("ADHD", "DISEASE", definitions={"ADHD": "all dogs hate dinosaurs"}) is None, "diseases are not known by their symbols"


def test_a_name_with_a_short_form_in_it_is_spelled_out() -> None:
    assert curie("QZ resistance syndrome", "DISEASE", definitions={"QZ": "thyroid hormone"}) == curie(
        "thyroid hormone resistance syndrome", "DISEASE"
    )


def test_an_ambiguous_symbol_is_told_by_what_else_is_named() -> None:
    alone = grounding("p14", "TARGET")
    assert (alone.chosen, alone.method, alone.ambiguous) == (None, None, True)
    assert {"HGNC:1787", "HGNC:19985"} <= {rival.concept.id for rival in alone.rivals}
    told = grounding("p14", "TARGET", ("CDKN2A", "TARGET"))
    assert told.chosen is not None
    assert (told.chosen.concept.id, told.method) == ("HGNC:1787", "context")
    assert curie("p14", "TARGET", ("CDKN2A", "TARGET"), ("LAMTOR2", "TARGET")) is None, "two of the candidates are named"


def test_parts_are_grounded_and_their_concepts_kept() -> None:
    part = Mention(0, 4, "PI3K", "TARGET", "PI3K", None, "dictionary", 1.0)
    whole = Mention(0, 15, "PI3K inhibitors", "DRUG", "PI3K inhibitors", None, "pattern", 0.8, parts=(part,))
    (found,) = ground((whole,), "PI3K inhibitors", {}, VOCABULARY)
    assert found.parts[0].concept_id == "FPLX:PI3K"
    assert found.parts[0].grounded_by == "name"
    assert "FPLX:PI3K" in {concept.id for concept in concepts_of((found,), VOCABULARY)}


def test_a_grounding_has_a_score_and_no_grounding_has_none() -> None:
    known, unknown = ground(mentions(("gefitinib", "DRUG"), ("zorbinib", "DRUG")), "", {}, VOCABULARY)
    assert known.grounding_score is not None
    assert 0.8 < known.grounding_score <= 1
    assert (unknown.concept_id, unknown.grounded_by, unknown.grounding_score) == (None, None, None)
    assert unknown.name == "zorbinib"


def test_what_was_not_chosen_says_why() -> None:
    def reasons(name: str, label: Label, definitions: Mapping[str, str] | None = None) -> dict[str, str]:
        (entry,) = explained(mentions((name, label)), definitions or {}, VOCABULARY)
        return {candidate.concept.id: why for candidate, why in entry.refused}

    assert reasons("p14", "TARGET")["HGNC:1787"] == "others are as likely"
    assert reasons("VEGF", "TARGET")["HGNC:12680"] == "it is a member of the family that has the name"
    assert "not a DISEASE" in reasons("EGFR", "DISEASE")["HGNC:3236"]
    assert "defines" in reasons("ER", "TARGET", {"ER": "endoplasmic reticulum"})["FPLX:ESR"]


@pytest.mark.parametrize("rule", load_grounding().rewritings, ids=lambda rule: rule.id)
def test_the_examples_of_each_rewriting(rule: object) -> None:
    for before, after in rule.examples:  # type: ignore[attr-defined]
        assert rule.of(before) == after  # type: ignore[attr-defined]
    for name in rule.counterexamples:  # type: ignore[attr-defined]
        assert rule.of(name) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("non small cell cancer", "nonsmall cell cancer", "spacing"),
        ("zorbin receptor beta", "beta zorbin receptor", "order"),
        ("resistance to zorbin hormone", "zorbin hormone resistance", "order"),
        ("pentylenetetrazol", "pentylenetetrazole", "letters"),
        ("interleukin 1", "interleukin 10", None),
        ("igf 1 receptor", "igf 1", None),
        ("zorbin alpha", "zorbin beta", None),
        ("hyperkalemia", "hypokalemia", None),
        ("vitamin b", "vitamin d", None),
        ("lung cancer", "skin cancer", None),
    ],
)
def test_in_what_names_may_differ(one: str, other: str, kind: str | None) -> None:
    assert difference(one, other) == kind
    assert difference(other, one) == kind
    assert kind is None or signatures(one) & signatures(other), "names that may be alike are asked about"
