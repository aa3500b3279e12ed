"""Two readings of a text: the names that lists, definitions and shapes know, and those that the model sees."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.grammar.english import load_english
from extract.model.mention import Mention
from extract.stages.mentions.spans import Spans

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Sequence

    from extract.language.names import FoundName
    from extract.model.mention import Kind, Label
    from extract.vocabulary import Match, ShapeRules

_SHORT = 4
_COMMON = 3.5
"""Zipf frequency from which on a word is taken for English first: three in a million."""
_BRACKETS = (("(", ")"), ("[", "]"))
NAMED: frozenset[Label] = frozenset({"TARGET", "CHEMICAL", "DRUG", "DISEASE", "ORGANISM", "CELL_LINE", "VARIANT"})
"""The labels that both readings give. Outcomes, measures, cell types and populations come from the vocabulary alone."""
_LABEL_OF: dict[str, Label] = {label: label for label in NAMED}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may stand in the text, and by what it was found: `curated` or `derived` list, `abbreviation`, `pattern`, `model`.

    `undefined` is a short form whose long form, which the document tells, is no name that the lists or the model know.
    """

    mention: Mention
    source: str
    undefined: bool = False


def family(label: str) -> str:
    """The label, where drugs and chemicals are one: which of them a substance is here is decided after what is its name."""
    return "CHEMICAL" if label == "DRUG" else label


def form(words: str) -> str:
    """What a name looks like: `short`, an English `word`, several words (`phrase`), or `long`."""
    if len(words) <= _SHORT:
        return "short"
    if not words.isalpha():
        return "phrase" if " " in words else "long"
    return "word" if load_english().get(words.lower(), 0.0) >= _COMMON else "long"


def listed(matches: Iterable[Match]) -> Iterator[Candidate]:
    """What each match of the vocabulary may stand for: its best meaning, then the best of each other label."""
    for match in matches:
        seen: set[str] = set()
        for candidate in match.candidates:
            label = candidate.concept.label
            if family(label) in seen:
                continue
            single = match if not seen else replace(match, candidates=(candidate,))
            source = "curated" if candidate.by_hand else "derived"
            if seen and source == "derived" and match.candidates[0].by_hand:
                break  # what is meant by a name that was listed by hand is said there
            seen.add(family(label))
            yield Candidate(_mention(single), source)


def seen_by_model(found: Iterable[tuple[int, tuple[FoundName, ...]]], text: str) -> Iterator[Candidate]:
    """The names of the model, given by the offset of each text that it was shown; one whose brackets cannot be made whole is none."""
    for offset, names in found:
        for name in names:
            label = _LABEL_OF.get(name.label)
            span = _whole(text, offset + name.start, offset + name.end)
            if label is not None and span is not None and any(c.isalpha() for c in text[slice(*span)]):
                start, end = span
                kind: Kind | None = "CANCER" if name.kind == "CANCER" else None
                yield Candidate(Mention(start, end, text[start:end], label, text[start:end], None, "model", 0.5, kind=kind), "model")


def mended(
    model: Sequence[Candidate],
    text: str,
    lists: Sequence[Candidate],
    read: Sequence[Mention],
    blocked: Sequence[re.Match[str]],
    shapes: ShapeRules,
) -> Iterator[Candidate]:
    """The names of the model, mended: without words at the ends that are no part of a name, and each of several names by itself.

    `lists` are the candidates of the lists, `read` their reading of the text, `blocked` what holds no name.
    """
    known = {(c.mention.start, c.mention.end) for c in lists if c.mention.label in NAMED}
    labels = {c.mention.text: c.mention.label for c in (*reversed(model), *lists)}
    strings = {match.group() for match in blocked}
    nameless = Spans(match.span() for match in blocked)
    starts = [mention.start for mention in read]
    for candidate in model:
        mention = candidate.mention
        start, end = shapes.trimmed(mention.label, text, mention.start, mention.end)
        if text[start:end] in strings or nameless.hold(start, end):
            continue
        near = read[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
        inside = [name for name in near if name.end <= end and name.label == mention.label]
        spans = [(start, end)]
        if (start, end) not in known and inside and shapes.is_generic(mention.label, _left(text, start, end, inside)):
            spans = [(name.start, name.end) for name in inside]
        for a, b in (piece for span in spans for piece in _joined_by_slash(text, *span, known, labels)):
            label = mention.label if (a, b) in spans else labels[text[a:b]]
            yield replace(candidate, mention=replace(mention, start=a, end=b, text=text[a:b], label=label, name=text[a:b]))


def _left(text: str, start: int, end: int, inside: Sequence[Mention]) -> str:
    """What stands in a span beside the names inside it."""
    edges = [start, *(edge for name in inside for edge in (name.start, name.end)), end]
    return " ".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))


def _joined_by_slash(text: str, start: int, end: int, known: set[tuple[int, int]], names: Container[str]) -> list[tuple[int, int]]:
    """The spans of the names that slashes join ("Na/ZRB"), where each is a name elsewhere and the whole is none that is listed."""
    words = text[start:end]
    if "/" not in words or (start, end) in known:
        return [(start, end)]
    spans = []
    at = start
    for piece in words.split("/"):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans if all(text[a:b] in names for a, b in spans) else [(start, end)]


def _whole(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span whose brackets pair up: with one more that follows or precedes it, or without one at its edge; None where that fails."""
    for open_, close in _BRACKETS:
        words = text[start:end]
        over = words.count(open_) - words.count(close)
        if over == 1 and text[end : end + 1] == close:
            end += 1
        elif over == 1 and words[0] == open_:
            start += 1
        elif over == -1 and start and text[start - 1] == open_:
            start -= 1
        elif over == -1 and words[-1] == close:
            end -= 1
        elif over:
            return None
    return (start, end) if start < end else None


def _mention(match: Match) -> Mention:
    best, concept = match.candidates[0], match.concept
    score = (1.0 if best.by_hand else 0.9) - (0.0 if best.how == "exact" else 0.02) - (0.2 if concept is None else 0.0)
    if concept is None:
        return Mention(match.start, match.end, match.text, match.label, match.text, None, "dictionary", round(score, 2))
    return Mention(
        match.start,
        match.end,
        match.text,
        match.label,
        concept.name,
        concept.id or None,
        "dictionary",
        round(score, 2),
        concept.value,
        concept.polarity,
    )
