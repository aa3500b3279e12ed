"""Names in texts by the biomedical model, as offsets and labels; no spaCy object comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.language.own import MODEL_FOLDER, load_own_model

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language as Pipeline

_GRAMMAR = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that the model found: span in the text given, label, and a kind within the label ("CANCER") or nothing."""

    start: int
    end: int
    label: str
    kind: str | None


@cache
def _recogniser(folder: Path) -> Pipeline:
    return load_own_model(folder, without=_GRAMMAR)


def find_names(texts: Iterable[str], folder: Path = MODEL_FOLDER) -> Iterator[tuple[FoundName, ...]]:
    """The names of each text, in order and without overlaps: genes and proteins, chemicals, diseases, organisms, cell lines, variants.

    Give it whole texts, where there are: a short form is understood where the same text defines it. Raises EvitraceError where the
    model is missing.
    """
    for doc in _recogniser(folder).pipe(texts, batch_size=64):
        yield tuple(FoundName(span.start_char, span.end_char, span.label_, span.id_ or None) for span in doc.ents)
