"""The recogniser of names: its tokens, its dictionary, and learning from partly labelled sentences."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import fix_random_seed

from extract.language import features
from extract.language.brackets import whole
from extract.language.definitions import find_long_forms, head_of, long_forms_of, set_long_forms
from extract.language.known_names import KnownNames, marks_of
from extract.language.names import tell_short_forms
from extract.language.recogniser import OPEN, PLAIN, Recogniser, score_names
from extract.language.tokenizer import make_tokenizer
from extract.training.joining import unite
from extract.training.vocabulary import Shape, variant_shapes

TYPES = ["CHEMICAL", "DISEASE", "DISEASE/CANCER", "TARGET"]
MODEL = {
    "@architectures": "evitrace.ChainScores.v1",
    "types": TYPES,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "evitrace.WordFeatures.v1",
            "width": 32,
            "table_width": 16,
            "rows": [500, 200, 200, 100, 100, 100, 50, 50],
        },
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 32, "depth": 1, "window_size": 1, "maxout_pieces": 2},
    },
}


@pytest.fixture
def pipeline() -> Pipeline:
    fix_random_seed(0)
    pipeline = spacy.blank("en")
    pipeline.tokenizer = make_tokenizer(pipeline)
    return pipeline


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("HER2-overexpressing", "HER2 - overexpressing"),
        ("EGFR/HER2 (95% CI, 1.2-3.4)", "EGFR / HER2 ( 95 % CI , 1.2 - 3.4 )"),
        ("vitamin D. Then", "vitamin D . Then"),
        ("Na(+) and Ca2+", "Na ( + ) and Ca2 +"),
        ("the patient's 12,345 cells", "the patient 's 12,345 cells"),
        ("at 37°C, e.g. p<0.05.", "at 37 °C , e.g. p < 0.05 ."),
        ("Hes and Id wed", "Hes and Id wed"),
        ("(http://www.a-b.org/x?y=1).", "( http://www.a-b.org/x?y=1 ) ."),
        ("cisplatin,taxol", "cisplatin , taxol"),
    ],
)
def test_words_come_apart_at_their_joints(pipeline: Pipeline, text: str, tokens: str) -> None:
    assert [token.text for token in pipeline.tokenizer(text)] == tokens.split()


def test_a_dictionary_marks_the_longest_name_and_short_ones_as_written(pipeline: Pipeline, tmp_path: Path) -> None:
    known = KnownNames(pipeline, "known_names")
    known.learn([("acetic acid", "C"), ("Acetic acid ester", "C"), ("CAT", "T"), ("CAT", "O")])
    known.to_disk(tmp_path)
    again = KnownNames(pipeline, "known_names").from_disk(tmp_path)
    doc = again(pipeline.make_doc("Acetic acid ester, acetic acid, CAT or cat"))
    marked = [bool(mark) for mark in marks_of(doc)]
    assert [token.text for token, mark in zip(doc, marked, strict=True) if mark] == ["Acetic", "acid", "ester", "acetic", "acid", "CAT"]
    assert marks_of(doc)[0] == marks_of(doc)[4], "the first words of two names of a kind look alike"
    assert marks_of(doc)[0] != marks_of(doc)[1]


@pytest.mark.parametrize(
    ("text", "short", "meant"),
    [
        ("Cutaneous melanoma (CM) grew. No CM left.", "CM CM", "Cutaneous melanoma"),
        ("Breast cancer (BC) differs from BCs in mice.", "BC BCs", "Breast cancer"),
        ("the liver fatty acid binding protein (L-FABP) and L-FABP", "L - FABP L - FABP", "liver fatty acid binding protein"),
        ("nitric oxide (NO; 5%) and NO", "NO NO", "nitric oxide"),
        ("The cells (CM) grew", "", ""),
        ("in all cases (n = 5)", "", ""),
    ],
)
def test_short_forms_are_found_with_their_long_forms(pipeline: Pipeline, text: str, short: str, meant: str) -> None:
    doc = pipeline.make_doc(text)
    found = find_long_forms(doc)
    assert [doc[i].text for i in found] == short.split()
    assert set(found.values()) == ({meant} if meant else set())


def test_each_part_of_a_text_is_told_what_the_others_define(pipeline: Pipeline) -> None:
    docs = [pipeline.make_doc(text) for text in ("heart failure (HF) was seen", "HF and CM, not L-CM")]
    tell_short_forms(docs, pipeline, {"CM": "cutaneous melanoma", "L-CM": "lentigo"})
    assert [[(doc[i].text, long_form) for i, long_form in sorted(long_forms_of(doc).items())] for doc in docs] == [
        [("HF", "heart failure")],
        [("HF", "heart failure"), ("CM", "cutaneous melanoma"), ("L", "lentigo"), ("-", "lentigo"), ("CM", "lentigo")],
    ]


@pytest.mark.parametrize(
    ("long_form", "head"), [("cutaneous melanoma", "melanoma"), ("cyclin-dependent kinase 4", "kinase"), ("H2 B3", "H2 B3")]
)
def test_the_last_word_of_a_long_form_tells_what_it_is(long_form: str, head: str) -> None:
    assert head_of(long_form) == head


def test_a_defined_short_form_is_seen_as_its_long_form(pipeline: Pipeline) -> None:
    known = KnownNames(pipeline, "known_names")
    known.learn([("melanoma", "D"), ("CM", "T")])
    text = "cutaneous melanoma (CM) and CM, not XY"
    plain, told = pipeline.make_doc(text), pipeline.make_doc(text)
    set_long_forms(told, find_long_forms(told))
    marks, told_marks = marks_of(known(plain)), marks_of(known(told))
    assert marks[1] != marks[3]
    assert told_marks[1] == told_marks[3] == told_marks[6], "CM has the mark of a melanoma"
    columns = features.letter_columns().predict([told]).dataXd
    melanoma, short, other = columns[1], columns[3], columns[9]
    assert list(short[:5]) == list(melanoma[:5]), "form, beginning and ending of the long form"
    assert short[5] == other[5], "a shape of its own"
    assert short[7]
    assert not melanoma[7]


@pytest.mark.parametrize("shape", variant_shapes(), ids=lambda shape: shape.id)
def test_shapes_of_variants_find_the_marked_parts(shape: Shape) -> None:
    for example in shape.examples:
        before, marked, after = example.partition("«")[0], example.partition("«")[2].rpartition("»")[0], example.rpartition("»")[2]
        parts = marked.split("» and «")
        text = before + " and ".join(parts) + after
        assert [match.group() for match in re.finditer(shape.regex, text)] == parts
    for text in shape.counterexamples:
        assert re.search(shape.regex, text) is None


def test_what_is_written_like_a_variant_is_marked(pipeline: Pipeline, tmp_path: Path) -> None:
    known = KnownNames(pipeline, "known_names")
    known.learn([("T47D", "L")], (shape.regex for shape in variant_shapes()))
    known.to_disk(tmp_path)
    doc = KnownNames(pipeline, "known_names").from_disk(tmp_path)(pipeline.make_doc("Both (p.Ser77Val) and V600E, c.5_6delAG, T47D"))
    marks = marks_of(doc)
    assert [token.text for token, mark in zip(doc, marks, strict=True) if mark] == ["p.Ser77Val", "V600E", "c.5", "_", "6delAG", "T47D"]
    assert marks[2] == marks[5]
    assert marks[5] != marks[11], "a name that is written like a variant is a name"


@pytest.mark.parametrize(
    ("text", "part", "kept"),
    [
        ("beta(1-42) rose", "beta(1-42", "beta(1-42)"),
        ("(arginine 150)", "arginine 150)", "arginine 150"),
        ("[(3)H", "[(3)H", "(3)H"),
        ("(3)H", "(3)H", "(3)H"),
        ("a (b", "(", "("),
    ],
)
def test_names_have_whole_brackets(text: str, part: str, kept: str) -> None:
    at = text.index(part)
    start, end = whole(text, at, at + len(part))
    assert text[start:end] == kept


def _example(pipeline: Pipeline, text: str, names: dict[str, str], loose: str = "") -> Example:
    gold = pipeline.make_doc(text)
    gold.set_ents([Span(gold, token.i, token.i + 1, label=names[token.text]) for token in gold if token.text in names])
    gold.spans[OPEN] = [Span(gold, 0, len(gold), label=loose)] if loose else []
    return Example(pipeline.make_doc(text), gold)


def test_corpora_that_mark_one_type_each_teach_both(pipeline: Pipeline, tmp_path: Path) -> None:
    drugs, genes = ("gefitinib", "lapatinib", "taxol", "cisplatin"), ("EGFR", "HER2", "KIT", "MET")
    sentences = [(f"{drug} blocks {gene} in cells", drug, gene) for drug in drugs for gene in genes if (drug, gene) != ("taxol", "KIT")]
    examples = [_example(pipeline, "erlotinib blocks RET in cells", {"erlotinib": "CHEMICAL", "RET": "TARGET"})]
    examples += [_example(pipeline, text, {drug: "CHEMICAL"}, "TARGET") for text, drug, _ in sentences[::2]]
    examples += [_example(pipeline, text, {gene: "TARGET"}, "CHEMICAL") for text, _, gene in sentences[1::2]]
    component = pipeline.add_pipe("evitrace_recogniser", name="recogniser", config={"model": MODEL})
    assert isinstance(component, Recogniser)
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(60):
        pipeline.update(examples, sgd=optimizer, drop=0.0)
    doc = pipeline("taxol blocks KIT in cells")
    assert [(name.text, name.label_) for name in doc.ents] == [("taxol", "CHEMICAL"), ("KIT", "TARGET")]

    pipeline.to_disk(tmp_path)
    again = spacy.load(tmp_path)("taxol blocks KIT in cells")
    assert [(name.text, name.label_) for name in again.ents] == [("taxol", "CHEMICAL"), ("KIT", "TARGET")]
    assert [len(doc.ents) for doc in pipeline.pipe(["", "taxol blocks KIT in cells"])] == [0, 2]


def test_members_together_say_the_mean_of_what_each_says(tmp_path: Path) -> None:
    examples, models = [], []
    for seed in (0, 1):
        fix_random_seed(seed)
        pipeline = spacy.blank("en")
        pipeline.add_pipe("evitrace_recogniser", name="recogniser", config={"model": MODEL})
        examples = [_example(pipeline, "taxol blocks KIT in cells", {"taxol": "CHEMICAL", "KIT": "TARGET"})]
        optimizer = pipeline.initialize(lambda examples=examples: examples)
        for _ in range(20):
            pipeline.update(examples, sgd=optimizer)
        models.append(pipeline)
    united = unite(models)
    united.to_disk(tmp_path)
    doc = models[0].make_doc("cisplatin blocks RET")
    scores = [model.get_pipe("recogniser").model.predict([doc])[0] for model in (*models, united, spacy.load(tmp_path))]
    assert not np.allclose(scores[0], scores[1])
    for together in scores[2:]:
        assert np.allclose(together, (scores[0] + scores[1]) / 2, atol=1e-6)
    assert [name.text for name in united("taxol blocks KIT in cells").ents] == ["taxol", "KIT"]


def test_open_types_count_only_where_they_are_right(pipeline: Pipeline) -> None:
    example = _example(pipeline, "gefitinib blocks EGFR", {"gefitinib": "CHEMICAL"}, "TARGET")
    predicted = example.predicted
    predicted.set_ents(
        [Span(predicted, 0, 1, label="CHEMICAL"), Span(predicted, 1, 2, label="CHEMICAL"), Span(predicted, 2, 3, label="TARGET")]
    )
    scores = score_names([example])
    assert scores["names_p"] == 0.5
    assert scores["names_r"] == 1.0


def test_a_kind_of_a_type_is_told_where_a_corpus_tells_it(pipeline: Pipeline) -> None:
    def example(text: str, name: str, kind: str) -> Example:
        gold = pipeline.make_doc(text)
        at = next(token.i for token in gold if token.text == name)
        gold.set_ents([Span(gold, at, at + 1, label="DISEASE", span_id=kind)])
        if kind:  # this corpus marks cancers alone
            gold.spans[OPEN] = [Span(gold, 0, len(gold), label="DISEASE")]
        return Example(pipeline.make_doc(text), gold)

    cancers, others = ("lymphoma", "melanoma", "sarcoma", "glioma"), ("asthma", "eczema", "gout", "fever")
    examples = [example(f"patients with {name} came", name, "CANCER") for name in cancers[:3]]
    examples += [example(f"patients with {name} came", name, "") for name in (*cancers, *others)]
    component = pipeline.add_pipe("evitrace_recogniser", name="recogniser", config={"model": MODEL})
    assert isinstance(component, Recogniser)
    allowed = component.allowed_labels(examples[-1])[2]
    assert [component.names[i] for i in allowed.nonzero()[0]] == ["U-DISEASE", "U-DISEASE/CANCER"]
    plain = component.allowed_labels(example("patients with gout came", "gout", PLAIN))[2]
    assert [component.names[i] for i in plain.nonzero()[0]] == ["U-DISEASE"]
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(60):
        pipeline.update(examples, sgd=optimizer, drop=0.0)
    (name,) = pipeline("patients with melanoma came").ents
    assert (name.label_, name.id_) == ("DISEASE", "CANCER")
    assert [each.label_ for each in pipeline("patients with gout came").ents] == ["DISEASE"]
