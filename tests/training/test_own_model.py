"""The model that comes with evitrace: it is there, small, says its licence, and knows what anybody would know."""

from __future__ import annotations

import pytest
from spacy.language import Language as Pipeline

from extract.language.names import find_names
from extract.language.own import MODEL_FOLDER, load_own_model

pytestmark = pytest.mark.skipif(not (MODEL_FOLDER / "config.cfg").exists(), reason="the weights are not in this checkout")


@pytest.fixture(scope="module")
def model() -> Pipeline:
    return load_own_model()


def test_it_is_small_and_says_its_licence() -> None:
    files = [path for path in MODEL_FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 40_000_000
    assert "CC BY-SA 3.0" in (MODEL_FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lapatinib inhibits HER2 in breast cancer.", [("Lapatinib", "CHEMICAL"), ("HER2", "TARGET"), ("breast cancer", "DISEASE")]),
        ("Aspirin causes asthma in mice.", [("Aspirin", "CHEMICAL"), ("asthma", "DISEASE"), ("mice", "ORGANISM")]),
        ("The weather was fine on all days.", []),
        ("", []),
    ],
)
def test_it_finds_plain_names(text: str, names: list[tuple[str, str]], model: Pipeline) -> None:
    (found,) = find_names([text], model)
    assert [(text[name.start : name.end], name.label) for name in found] == names


def test_a_cancer_is_told_from_other_diseases(model: Pipeline) -> None:
    cancer, other = find_names(["She had lung cancer.", "She had asthma."], model)
    assert [name.kind for name in cancer] == ["CANCER"]
    assert [name.kind for name in other] == [None]


def test_it_parses_and_has_lemmas(model: Pipeline) -> None:
    doc = model("The drug inhibited two kinases. They died.")
    assert [sentence.text for sentence in doc.sents] == ["The drug inhibited two kinases.", "They died."]
    assert [(t.text, t.dep_, t.head.text) for t in doc if t.dep_ in ("nsubj", "dobj")] == [
        ("drug", "nsubj", "inhibited"), ("kinases", "dobj", "inhibited"), ("They", "nsubj", "died"),
    ]  # fmt: skip
    assert (doc[2].lemma_, doc[2].pos_, doc[4].lemma_) == ("inhibit", "VERB", "kinase")


def test_the_same_text_gives_the_same_names_alone_and_among_others(model: Pipeline) -> None:
    texts = ["Imatinib inhibits KIT.", "Nothing here.", "Patients with gout took allopurinol daily for a year and felt better."]
    assert find_names(texts, model) == [find_names([text], model)[0] for text in texts]
