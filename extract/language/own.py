"""The biomedical model that comes with evitrace: tags, trees, lemmas and names, trained by `python -m extract.training`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import EvitraceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language as Pipeline

MODEL_FOLDER = Path(__file__).with_name("model")


@contextmanager
def fast_arithmetic() -> Iterator[None]:
    """Models made or loaded inside multiply matrices by numpy's library, up to three times as fast as spaCy's own on new processors."""
    from thinc.api import use_ops

    with use_ops("numpy", use_blis=False):
        yield


def load_own_model(folder: Path = MODEL_FOLDER) -> Pipeline:
    """The model as a spaCy pipeline. Raises EvitraceError where there is none."""
    import spacy

    from extract.language import definitions, features, known_names, recogniser, tokenizer  # noqa: F401  registers the parts that the model is made of

    if not (folder / "config.cfg").exists():
        raise EvitraceError(
            "no_model", "the biomedical model is not there", where=str(folder), remedy="Train it: python -m extract.training CORPORA"
        )
    with fast_arithmetic():
        return spacy.load(folder)
