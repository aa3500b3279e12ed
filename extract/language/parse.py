"""From a sentence and its mentions to tokens with tags and dependencies, through a spaCy `Doc` that stays in here.

A parser stumbles over "(Z)-3,4,3',5'-tetramethoxystilbene", and over names of many words. Each mention is therefore given to it
as one noun that stands for it ("Aspirin"), and callouts such as "[12-15]" are hidden from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.language.labels import general_tree
from extract.model.mention import Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from extract.language.known_models import Scheme

_JOINTS = re.compile(r"[-–/]")


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """A sentence to parse: its text and document offset, spans that become one token, and spans to hide.

    `mentions` are (start, end, stand-in word, index of the mention), in order, not overlapping, in document offsets.
    `joined` are (start, end, form to show) of words that the tokenizer would part at their hyphens; they overlap no mention.
    """

    start: int
    text: str
    mentions: tuple[tuple[int, int, str, int], ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    joined: tuple[tuple[int, int, str], ...] = ()


def docs_of(requests: Iterable[ParseRequest], parser: Pipeline) -> Iterator[tuple[Doc, tuple[ParseRequest, list[_Word]]]]:
    """An unparsed spaCy document for each request, with the words it was made of."""
    from spacy.tokens import Doc

    for request in requests:
        words = list(_words_of(request, parser))
        spaces = [i + 1 < len(words) and words[i + 1].start > word.end for i, word in enumerate(words)]
        yield Doc(parser.vocab, words=[word.shown for word in words], spaces=spaces), (request, words)


def parse_of(doc: Doc, made_of: tuple[ParseRequest, list[_Word]], scheme: Scheme) -> Parse:
    """The frozen tokens of a parsed spaCy document, its tree in the scheme of the general English models."""
    request, words = made_of
    tree = general_tree(doc, scheme, frozenset(i for i, word in enumerate(words) if word.mention is not None))
    tokens = tuple(
        Token(
            start=word.start,
            end=word.end,
            text=request.text[word.start - request.start : word.end - request.start],
            lemma=token.lemma_.lower() if word.mention is None else request.text[word.start - request.start : word.end - request.start],
            tag=token.tag_,
            pos=token.pos_,
            dep=label,
            head=head,
            mention=word.mention,
        )
        for word, token, (head, label) in zip(words, doc, tree, strict=True)
    )
    return Parse(request.start, request.start + len(request.text), tokens)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    shown: str
    mention: int | None = None


def _words_of(request: ParseRequest, parser: Pipeline) -> Iterator[_Word]:
    visible = list(request.text)
    for start, end in request.hidden:
        for i in range(max(0, start - request.start), min(len(visible), end - request.start)):
            visible[i] = " "
    text = "".join(visible)
    position = 0
    whole: list[tuple[int, int, str, int | None]] = [
        *request.mentions,
        *((start, end, shown, None) for start, end, shown in request.joined),
    ]
    for start, end, stand_in, index in sorted(whole, key=lambda each: each[:2]):
        yield from _plain_words(text, position, start - request.start, request.start, parser)
        yield _Word(start, end, stand_in, index)
        position = end - request.start
    yield from _plain_words(text, position, len(text), request.start, parser)


def _plain_words(text: str, start: int, end: int, offset: int, parser: Pipeline) -> Iterator[_Word]:
    """Words between two mentions; a hyphen or slash that joins them to a mention is a word of its own."""
    head = start
    while head < end and _JOINTS.match(text[head]):
        yield _Word(offset + head, offset + head + 1, text[head])
        head += 1
    tail = end
    while tail > head and end < len(text) and _JOINTS.match(text[tail - 1]):
        tail -= 1
    for token in parser.tokenizer(text[head:tail]):
        if not token.is_space:
            at = offset + head + token.idx
            yield _Word(at, at + len(token.text), token.text)
    for i in range(tail, end):
        yield _Word(offset + i, offset + i + 1, text[i])
