"""Marked texts as spaCy documents to learn from: cut into sentences, with our labels, and with what may stand unmarked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from extract.language.definitions import find_long_forms, set_long_forms
from extract.language.recogniser import OPEN, PLAIN, type_of
from extract.training.definitions import TYPES, Corpus

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from extract.training.readers import MarkedText

MEANT = "meant"
"""The group of what the short forms of a text stand for: the long form, for each of their tokens."""
_OURS = {f"={each}": each for each in TYPES}
"""Labels that are ours already."""
_WORDS_AT_LEAST = 12
_SHINGLE = 8


def marked_document(text: MarkedText, corpus: Corpus, pipeline: Pipeline) -> Doc:
    """A text with the spans of the corpus as entities, longest first where they overlap, and the open spans of each type.

    A span that does not begin and end at tokens, or of which the corpus is not sure, is left out, and its type left open on its words.
    """
    doc = pipeline.make_doc(text.text)
    names: list[Span] = []
    loose: list[Span] = [_labelled(doc, 0, len(doc), each) for each in TYPES if not {each, each.split("/")[0]} & corpus.closed]
    spans = [*text.spans, *_inner(text, corpus)]
    for start, end, label in sorted(spans, key=lambda each: (each[0] - each[1], each[0])):
        outer = doc.char_span(start, end, alignment_mode="expand")
        if outer is None or not len(outer):
            continue
        if ours := corpus.labels.get(label) or _OURS.get(label):
            if doc.char_span(start, end) is None or ((unsure := corpus.unsure.get(label)) and unsure.search(text.text[start:end])):
                loose.append(_labelled(doc, outer.start, outer.end, ours))
            elif not any(outer.start < name.end and name.start < outer.end for name in names):
                names.append(_named(doc, outer.start, outer.end, ours + _kind(outer.text, ours, corpus)))
        elif ours := corpus.open.get(label):
            loose.append(_labelled(doc, outer.start, outer.end, ours))
    doc.set_ents(sorted(names, key=lambda span: span.start))
    doc.spans[OPEN] = loose
    doc.user_data[MEANT] = find_long_forms(doc)
    return doc


def _inner(text: MarkedText, corpus: Corpus) -> Iterator[tuple[int, int, str]]:
    for start, end, label in text.spans:
        if (inner := corpus.inner.get(label)) and (match := inner.pattern.match(text.text[start:end])):
            yield start, start + match.end(), f"={inner.label}"


def _kind(name: str, type_: str, corpus: Corpus) -> str:
    """What a corpus that does not tell kinds says of the kind of a name: that it is none, or nothing."""
    words = [word for kind, words in corpus.kinds.items() if kind.split("/")[0] == type_ for word in words]
    is_short_form = not re.search(r"[a-z]{3}", name)
    return f"/{PLAIN}" if words and not is_short_form and not any(word in name.lower() for word in words) else ""


def sentences_of(doc: Doc) -> Iterator[Doc]:
    """The document in pieces of a sentence or more, each with its own entities and open spans. No name is cut."""
    for start, end in _pieces(doc):
        words = [token.text for token in doc[start:end]]
        piece = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc[start:end]])
        piece.set_ents(
            [
                Span(piece, s.start - start, s.end - start, label=s.label_, span_id=s.id_)
                for s in doc.ents
                if start <= s.start and s.end <= end
            ]
        )
        piece.spans[OPEN] = [
            Span(piece, max(s.start, start) - start, min(s.end, end) - start, label=s.label_)
            for s in doc.spans[OPEN]
            if s.start < end and s.end > start
        ]
        piece.user_data[MEANT] = {i - start: long_form for i, long_form in doc.user_data[MEANT].items() if start <= i < end}
        yield piece


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    inside = {i for name in doc.ents for i in range(name.start, name.end - 1)}
    start = 0
    for i in range(len(doc) - 1):
        ends = doc[i].text in ".?!" and doc[i + 1].text[:1].isupper()
        if ends and i not in inside and i + 1 - start >= _WORDS_AT_LEAST:
            yield start, i + 1
            start = i + 1
    if start < len(doc):
        yield start, len(doc)


class Withheld:
    """Knows the text of what is measured on, to keep it out of what is learnt from: corpora share abstracts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._shingles = {shingle for text in texts for shingle in _shingles(text)}

    def holds(self, text: str) -> bool:
        """Whether half of the runs of eight words of a text stand in what is withheld."""
        shingles = _shingles(text)
        return bool(shingles) and 2 * sum(each in self._shingles for each in shingles) >= len(shingles)


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if len(words) >= 4 else set()


def write_sentences(docs: Iterable[Doc], path: Path) -> None:
    """Writes documents with their names and open spans, one a line: spaCy's own store takes a hundred times as long to read."""
    with path.open("w", encoding="utf-8") as out:
        for doc in docs:
            groups = {"names": doc.ents, OPEN: doc.spans[OPEN]}
            marked = {key: [(span.start, span.end, type_of(span)) for span in spans] for key, spans in groups.items()}
            line = {
                "words": [token.text for token in doc],
                "spaces": [int(bool(token.whitespace_)) for token in doc],
                **marked,
                MEANT: doc.user_data[MEANT],
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def marked_sentences(path: str) -> Callable[[Pipeline], Iterator[Example]]:
    """The reader of what `write_sentences` wrote, as a configuration names it. Tokens stay as they were written."""

    def read(pipeline: Pipeline) -> Iterator[Example]:
        with Path(path).open(encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                plain = _plain(pipeline.vocab, entry)
                set_long_forms(plain, {int(i): long_form for i, long_form in entry[MEANT].items()})  # those of the whole text
                yield Example(plain, _marked(pipeline.vocab, entry))

    return read


def _plain(vocab: Vocab, entry: dict[str, Any]) -> Doc:
    return Doc(vocab, words=entry["words"], spaces=[bool(space) for space in entry["spaces"]])


def _marked(vocab: Vocab, entry: dict[str, Any]) -> Doc:
    doc = _plain(vocab, entry)
    doc.set_ents([_named(doc, int(start), int(end), label) for start, end, label in entry["names"]])
    doc.spans[OPEN] = [_labelled(doc, int(start), int(end), label) for start, end, label in entry[OPEN]]
    return doc


def _named(doc: Doc, start: int, end: int, type_: str) -> Span:
    label, _, kind = type_.partition("/")
    return Span(doc, start, end, label=label, span_id=kind)


def _labelled(doc: Doc, start: int, end: int, label: str) -> Span:
    return Span(doc, start, end, label=label)


registry.readers("evitrace.MarkedSentences.v1", func=marked_sentences)
