"""Loading of the language models, each on first use: importing spaCy costs more than most commands take."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from extract.language.abbreviations import Abbreviation, find_abbreviations
from extract.language.names import NAME_COMPONENTS, FoundName, find_names
from extract.language.others import OtherModel, content_hash, find_model
from extract.language.own import MODEL_FOLDER, load_own_model
from extract.language.parse import ParseRequest, docs_of, parse_of
from extract.language.pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

    from extract.language.known_models import Scheme
    from extract.model.mention import Parse

DEFAULT_MODEL = "en_biomedical"
"""The model that comes with evitrace. Another state of it, in a folder, takes its place altogether."""

_BEYOND_TREES = (*NAME_COMPONENTS, "tagger", "attribute_ruler", "lemmatizer")


class Language:
    """Sentence bounds, names, abbreviations and the grammar of sentences, by our own model.

    `model` names one that others have made, an installed spaCy package or a folder. It then parses, if it can, and finds the names
    whose labels it knows; the rest is still done by ours. Raises EvitraceError when there is no such model.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._folder = MODEL_FOLDER
        self._other: OtherModel | None = None
        if model != DEFAULT_MODEL:
            other = find_model(model)
            if other.package == DEFAULT_MODEL:
                self._folder = other.folder
            else:
                self._other = other

    @cached_property
    def version(self) -> str:
        """Names and versions of the models and of what runs them, for the record of a run."""
        meta = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        own = f"{DEFAULT_MODEL}=={meta['version']}+{content_hash(self._folder)}"
        models = [own] if self._other is None else [self._other.version, own]
        return " ".join((*models, *(f"{name}=={importlib.metadata.version(name)}" for name in ("scispacy", "spacy"))))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know of the model that was named: each a sentence."""
        if self._other is None or not self._other.ignored_labels:
            return ()
        ignored = ", ".join(self._other.ignored_labels)
        return (f"{self.model}: no names are taken with the labels {ignored}, for patterns/models.toml does not say what they mean.",)

    @property
    def description(self) -> tuple[str, ...]:
        """What each model in use does, its labels and its licence: a line for each."""
        meta = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        own = f"{DEFAULT_MODEL} {meta['version']} ({meta['license']}): sentences"
        trees = self._other is not None and self._other.trees is not None
        theirs = {} if self._other is None else self._other.meaning
        own += "" if trees else ", grammar"
        labels = sorted(set(meta["labels"]["recogniser"]) - set(theirs.values()))
        lines = [f"{own}, names ({', '.join(labels)})" if labels else own]
        if self._other is not None:
            does = ["grammar"] if trees else []
            does += [f"names ({', '.join(f'{theirs[label]} from {label}' for label in sorted(theirs))})"] if theirs else []
            lines.append(f"{self._other.package} {self._other.meta.get('version')} ({self._other.licence}): {', '.join(does) or 'nothing'}")
        return tuple(lines)

    @cached_property
    def _own(self) -> Pipeline:
        return load_own_model(self._folder)

    @cached_property
    def _grammar(self) -> tuple[Pipeline, Scheme]:
        """The pipeline that parses, and the scheme of its trees."""
        if self._other is not None and self._other.trees is not None:
            return self._other.pipeline, self._other.trees
        return self._own, "craft"

    def sentence_bounds(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Half-open spans of the sentences of each text, without the white space around them, by the trees of our own model."""
        bounds: list[list[tuple[int, int]]] = []
        for doc in self._own.pipe(texts, batch_size=64, disable=_BEYOND_TREES):
            words = [[token for token in sentence if not token.is_space] for sentence in doc.sents]
            bounds.append([(each[0].idx, each[-1].idx + len(each[-1])) for each in words if each])
        return bounds

    def abbreviations(self, text: str) -> tuple[Abbreviation, ...]:
        """Abbreviations that the text defines, "long form (SF)", by the method of Schwartz and Hearst (2003).

        Cost grows faster than the length: a text that is longer than a paragraph is taken in pieces.
        """
        return tuple(found.moved(by) for by, piece in pieces(text) for found in find_abbreviations(piece))

    def names(self, texts: Sequence[str], long_forms: Mapping[str, str] | None = None) -> list[tuple[FoundName, ...]]:
        """The names of each text of one document (paragraphs, captions, cells), with our labels, without overlaps.

        `long_forms` are the short forms of the document with what each stands for: they hold in all texts.
        """
        if self._other is None or not self._other.meaning:
            return find_names(texts, self._own, long_forms)
        theirs = self._other.find_names(texts)
        finds = {meaning.partition("/")[0] for meaning in self._other.meaning.values()}
        ours = find_names(texts, self._own, long_forms)
        return [_together(a, [name for name in b if name.label not in finds]) for a, b in zip(theirs, ours, strict=True)]

    def parse(self, requests: Iterable[ParseRequest]) -> Iterator[Parse]:
        """The grammar of each requested sentence, in order. Every mention becomes one token."""
        parser, scheme = self._grammar
        prepared = docs_of(requests, parser)
        unneeded = [name for name in parser.pipe_names if "doc.ents" in parser.get_pipe_meta(name).assigns or name in NAME_COMPONENTS]
        for doc, request in parser.pipe(((doc, request) for doc, request in prepared), as_tuples=True, batch_size=64, disable=unneeded):
            yield parse_of(doc, request, scheme)


def _together(first: Sequence[FoundName], second: Iterable[FoundName]) -> tuple[FoundName, ...]:
    """Names of both, in order; one of the second that overlaps one of the first is left out."""
    taken = set[int]().union(*(range(name.start, name.end) for name in first))
    rest = [name for name in second if taken.isdisjoint(range(name.start, name.end))]
    return tuple(sorted([*first, *rest], key=lambda name: (name.start, name.end)))
