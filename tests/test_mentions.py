"""Names in documents: what is found, which of two overlapping names wins, what an abbreviation means."""

from __future__ import annotations

import itertools

import pytest

from extract.language import Language
from extract.model.document import Block, Cell, Document, Sentence, Table
from extract.model.mention import Mention
from extract.resources import patterns_folder
from extract.stages.mentions import concepts_of, find_mentions, names_in
from extract.stages.mentions.conflicts import without_overlaps
from extract.stages.mentions.drugs import used_as_drug
from extract.stages.mentions.shapes import compounds, shaped
from extract.vocabulary import Vocabulary
from extract.vocabulary.shapes import Compound, DrugCue, Generic, KindRule, NoName, Shape, ShapeRules, Trim, load_shapes, marked

VOCABULARY = Vocabulary.load(patterns_folder() / "vocab")
LANGUAGE = Language()
RULES = VOCABULARY.shapes


def read(text: str) -> tuple[Mention, ...]:
    """The names of a text that is one paragraph and one sentence."""
    document = Document("d", "d", "", "text", text, (Block(0, len(text), "paragraph"),))
    return find_mentions(document, (Sentence(0, len(text), text, None, 0, None),), VOCABULARY, LANGUAGE)


def found(text: str, *labels: str) -> list[tuple[str, str, str | None]]:
    return [(m.text, m.label, m.concept_id) for m in read(text) if not labels or m.label in labels]


def texts(text: str, *labels: str) -> list[str]:
    return [words for words, _, _ in found(text, *labels)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HER2-overexpressing breast cancer", [("HER2", "TARGET", "HGNC:3430"), ("breast cancer", "DISEASE", "MESH:D001943")]),
        ("PI3K/Akt/mTOR", [("PI3K", "TARGET", "FPLX:PI3K"), ("Akt", "TARGET", "FPLX:AKT"), ("mTOR", "TARGET", "HGNC:3942")]),
        ("the erbB-2 gene and c-erbB2", [("erbB-2", "TARGET", "HGNC:3430"), ("c-erbB2", "TARGET", "HGNC:3430")]),
        ("HER-2/neu and IGF-IR", [("HER-2/neu", "TARGET", "HGNC:3430"), ("IGF-IR", "TARGET", "HGNC:5465")]),
        ("a D(2) receptor in rats", [("D(2) receptor", "TARGET", "HGNC:3023"), ("rats", "ORGANISM", "NCBITaxon:10116")]),
        ("MCF-7 cells grew", [("MCF-7", "CELL_LINE", "CVCL:0031")]),
        ("anti-HER2 serum", [("HER2", "TARGET", "HGNC:3430")]),
        ("the p95HER2 fragment", [("p95HER2", "TARGET", None)]),
        ("dopamine and glucose", [("dopamine", "CHEMICAL", "CHEBI:18243"), ("glucose", "CHEMICAL", "CHEBI:17234")]),
        ("the placebo group of the trial", []),
    ],
)
def test_names_are_found(text: str, names: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == names


def test_a_resistant_cell_gives_drug_and_outcome() -> None:
    mentions = read("Trastuzumab-resistant cells were refractory.")
    assert [(m.text, m.label, m.value) for m in mentions] == [
        ("Trastuzumab", "DRUG", None),
        ("resistant", "OUTCOME", "resistance"),
        ("refractory", "OUTCOME", "resistance"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "value", "polarity"),
    [
        ("Longer progression-free survival was seen.", "progression-free survival", "progression", -1),
        ("Overall survival improved.", "Overall survival", "survival", 1),
        ("Mortality fell.", "Mortality", "survival", -1),
        ("It inhibited tumour growth.", "tumour growth", "tumor_growth", 1),
        ("Regression of the mass was seen.", "Regression", "tumor_growth", -1),
        ("Cytotoxicity was strong.", "Cytotoxicity", "cell_growth", -1),
    ],
)
def test_outcomes_carry_value_and_polarity(text: str, words: str, value: str, polarity: int) -> None:
    outcome = next(m for m in read(text) if m.label == "OUTCOME")
    assert (outcome.text, outcome.value, outcome.polarity) == (words, value, polarity)


def test_an_outcome_yields_to_a_name_that_it_overlaps() -> None:
    assert found("breast tumour growth") == [("breast tumour", "DISEASE", "MESH:D001943"), ("growth", "OUTCOME", None)]


def test_an_outcome_keeps_the_disorder_that_it_names() -> None:
    mention = read("The patients had nausea.")[-1]
    assert (mention.label, mention.value) == ("OUTCOME", "toxicity")
    assert [(part.label, part.concept_id) for part in mention.parts] == [("DISEASE", "MESH:D009325")]


@pytest.mark.parametrize(
    ("text", "compound", "parts"),
    [
        ("PI3K inhibitors were given.", "PI3K inhibitors", ["PI3K"]),
        ("PI3K/mTOR inhibitors were given.", "PI3K/mTOR inhibitors", ["PI3K", "mTOR"]),
        ("Selective COX-2 inhibitors were given.", "Selective COX-2 inhibitors", ["COX-2"]),
        ("An alpha2-adrenergic receptor agonist was given.", "alpha2-adrenergic receptor agonist", ["alpha2-adrenergic receptor"]),
        ("Anti-HER2 antibodies were given.", "Anti-HER2 antibodies", ["HER2"]),
    ],
)
def test_a_class_named_by_its_target_keeps_the_target(text: str, compound: str, parts: list[str]) -> None:
    mention = read(text)[0]
    assert (mention.text, mention.label, [part.text for part in mention.parts]) == (compound, "DRUG", parts)


def test_a_defined_short_form_means_its_definition_everywhere() -> None:
    text = "Breast cancer (BC) is common. Estrogen receptor alpha (ERA) is lost in BC. ERA and BCs."
    assert found(text, "DISEASE", "TARGET") == [
        ("Breast cancer", "DISEASE", "MESH:D001943"),
        ("BC", "DISEASE", "MESH:D001943"),
        ("Estrogen receptor alpha", "TARGET", "HGNC:3467"),
        ("ERA", "TARGET", "HGNC:3467"),
        ("BC", "DISEASE", "MESH:D001943"),
        ("ERA", "TARGET", "HGNC:3467"),
        ("BCs", "DISEASE", "MESH:D001943"),
    ]


def test_a_definition_overrides_the_dictionary() -> None:
    assert texts("The motivational enhancement therapy (MET) arm. MET was better.", "TARGET") == []
    assert texts("MET was amplified.", "TARGET") == ["MET"]


def test_a_definition_with_another_label_overrides_the_label() -> None:
    assert found("Pulmonary arterial hypertension (PAH) worsened. PAH is rare.", "DISEASE", "TARGET") == [
        ("Pulmonary arterial hypertension", "DISEASE", "MESH:D000081029"),
        ("PAH", "DISEASE", "MESH:D000081029"),
        ("PAH", "DISEASE", "MESH:D000081029"),
    ]


def test_a_short_form_beside_a_name_is_a_definition() -> None:
    assert texts("We gave nitroglycerin (NTG; 5 mg). NTG-induced headache followed.", "DRUG") == ["nitroglycerin", "NTG", "NTG"]


def test_an_unknown_long_form_is_not_grounded() -> None:
    mentions = read("The zorbin-linked quaking disease (ZQD) spread. ZQD is rare.")
    assert [(m.text, m.label, m.concept_id, m.method) for m in mentions] == [
        ("zorbin-linked quaking disease", "DISEASE", None, "abbreviation"),
        ("ZQD", "DISEASE", None, "abbreviation"),
        ("ZQD", "DISEASE", None, "abbreviation"),
    ]


def test_a_code_called_cells_is_a_cell_line_everywhere() -> None:
    assert found("We tested QZD441 cells. In QZD441 the effect was lost.") == [
        ("QZD441", "CELL_LINE", None),
        ("QZD441", "CELL_LINE", None),
    ]


def test_the_longer_name_wins_and_nothing_overlaps() -> None:
    long = Mention(0, 10, "abcdefghij", "DRUG", "x", None, "pattern", 0.5)
    short = Mention(4, 8, "efgh", "TARGET", "y", None, "dictionary", 1.0)
    defined = Mention(4, 8, "efgh", "DISEASE", "z", None, "abbreviation", 0.9)
    assert without_overlaps([short, long]) == (long,)
    assert without_overlaps([short, defined]) == (defined,)


def test_mentions_stay_inside_their_unit() -> None:
    text = "Lapatinib and growth hormone. Receptor X.\n\nHER2\tlapatinib\n\n1. Trastuzumab paper."
    end = text.index(". Receptor") + 1
    blocks = (Block(0, 41, "paragraph"), Block(43, 57, "table"), Block(59, len(text), "reference"))
    table = Table(43, 57, None, None, (Cell(0, 0, 43, 47, "HER2", False), Cell(0, 1, 48, 57, "lapatinib", False)))
    document = Document("d", "d", "", "text", text, blocks, tables=(table,))
    sentences = (Sentence(0, end, text[0:end], None, 0, None), Sentence(end + 1, 41, text[end + 1 : 41], None, 0, None))
    mentions = find_mentions(document, sentences, VOCABULARY, LANGUAGE)
    names = [m.text for m in mentions if m.concept_id is not None]
    assert names == ["Lapatinib", "growth hormone", "HER2", "lapatinib"]
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert [c.id for c in concepts_of(mentions, VOCABULARY)] == ["CHEBI:49603", "HGNC:3430", "HGNC:4261"]


def test_no_mention_overlaps_another_in_a_dense_text() -> None:
    text = (
        "Anti-HER2 antibody-dependent cellular cytotoxicity (ADCC), HER2/HER3 dimer, tumor growth factor receptor inhibitors, "
        "5-HT(2A)/D(2) receptor antagonists and (E)-3,4,3',5'-tetramethoxystilbene in MCF-7/HER2 breast cancer cell growth."
    )
    mentions = names_in(text, VOCABULARY)
    assert all(one.end <= two.start for one, two in itertools.pairwise(mentions))
    assert all(text[m.start : m.end] == m.text for m in mentions)


ALL_SHAPES = [pytest.param(rule, id=rule.id) for rule in RULES.shapes]
ALL_COMPOUNDS = [pytest.param(rule, id=rule.id) for rule in RULES.compounds]
ALL_HEADS = [pytest.param(rule, id=rule.id) for rule in RULES.heads]


@pytest.mark.parametrize("rule", ALL_SHAPES)
def test_a_shape_finds_its_examples_and_not_its_counterexamples(rule: Shape) -> None:
    alone = ShapeRules(shapes=(rule,))
    for example in rule.examples:
        assert tuple((m.start, m.end, m.label) for m in shaped(example.text, alone)) == example.spans, example.text
    for text in rule.counterexamples:
        assert [m.text for m in shaped(text, alone)] == [], text


@pytest.mark.parametrize("rule", ALL_COMPOUNDS)
def test_a_compound_finds_its_examples_and_not_its_counterexamples(rule: Compound) -> None:
    alone = ShapeRules(compounds=(rule,))
    for example in rule.examples:
        inner = names_in(example.text, VOCABULARY)
        inner = tuple(part for m in inner for part in (m.parts or (m,)))
        spans = {(m.start, m.end, m.label) for m in without_overlaps(compounds(example.text, inner, alone))}
        assert spans == set(example.spans), example.text
    for text in rule.counterexamples:
        inner = tuple(part for m in names_in(text, VOCABULARY) for part in (m.parts or (m,)))
        assert list(compounds(text, inner, alone)) == [], text


@pytest.mark.parametrize("rule", ALL_HEADS)
def test_a_head_finds_its_examples_and_not_its_counterexamples(rule: Shape) -> None:
    for example in rule.examples:
        mentions = [m for m in read(example.text) if m.method == "abbreviation"]
        assert tuple((m.start, m.end, m.label) for m in mentions) == example.spans, example.text
    for text in rule.counterexamples:
        assert [m.text for m in read(text) if m.method == "abbreviation"] == [], text


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.kinds])
def test_a_kind_has_its_examples_and_not_its_counterexamples(rule: KindRule) -> None:
    alone = ShapeRules(kinds=(rule,))
    assert [alone.kind(rule.label, name) for name in rule.examples] == [rule.kind] * len(rule.examples)
    assert [name for name in rule.counterexamples if alone.kind(rule.label, name)] == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.trims])
def test_a_trim_cuts_its_examples_and_not_its_counterexamples(rule: Trim) -> None:
    alone = ShapeRules(trims=(rule,))
    for name, stays in rule.examples:
        start, end = alone.trimmed(rule.label, name, 0, len(name))
        assert name[start:end] == stays
    for name in rule.counterexamples:
        assert alone.trimmed(rule.label, name, 0, len(name)) == (0, len(name)), name


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.drug_cues])
def test_a_drug_cue_finds_its_examples_and_not_its_counterexamples(rule: DrugCue) -> None:
    alone = ShapeRules(drug_cues=(rule,))
    for example, expected in [(e, True) for e in rule.examples] + [(e, False) for e in rule.counterexamples]:
        assert example.spans, example.text
        for start, end, _ in example.spans:
            assert used_as_drug(example.text, start, end, alone) is expected, example.text


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.generic])
def test_generic_words_match_their_examples_and_not_their_counterexamples(rule: Generic) -> None:
    alone = ShapeRules(generic=(rule,))
    assert [words for words in rule.examples if not alone.is_generic(rule.label, words)] == []
    assert [words for words in rule.counterexamples if alone.is_generic(rule.label, words)] == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.blocks])
def test_a_block_finds_its_examples_and_not_its_counterexamples(rule: NoName) -> None:
    for example in rule.examples:
        assert tuple((*m.span(), rule.label) for m in rule.regex.finditer(example.text)) == example.spans, example.text
    for text in rule.counterexamples:
        assert rule.regex.search(text) is None, text


def test_marked_reads_spans() -> None:
    example = marked("<drug>Imatinib</drug> inhibits <target>ABL1</target>.")
    assert (example.text, example.spans) == ("Imatinib inhibits ABL1.", ((0, 8, "DRUG"), (18, 22, "TARGET")))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("[[shap]]\nid = 'x'", "unknown tables"),
        ("[[shape]]\nid='x'\nwhy='w'\nlabel='DRUG'\nregex='a'\nexamples=[]\ncounterexamples=['b']", "at least one example"),
        ("[[shape]]\nid='x'\nwhy='w'\nlabel='GENE'\nregex='a'\nexamples=['a']\ncounterexamples=['b']", "label"),
        ("[[shape]]\nid='x'\nwhy='w'\nlabel='DRUG'\nregex='('\nexamples=['a']\ncounterexamples=['b']", "regex"),
        ("[[shape]]\nid='x'\nwhy='w'\nlabel='DRUG'\nregexp='a'\nregex='a'\nexamples=['a']\ncounterexamples=['b']", "unknown keys"),
    ],
)
def test_a_bad_rule_is_refused(source: str, complaint: str) -> None:
    from extract.errors import PatternError

    with pytest.raises(PatternError, match=complaint):
        load_shapes(source, patterns_folder() / "names.toml")
