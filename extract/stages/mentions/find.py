"""From a document to its mentions: dictionary, defined abbreviations, shapes, then the rule for conflicts."""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.mention import Concept, Mention
from extract.stages.mentions.abbreviations import Definition, definitions_beside, find_definitions, uses
from extract.stages.mentions.conflicts import with_parts, without_overlaps
from extract.stages.mentions.shapes import agreed, compounds, joined, shaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.language import Language
    from extract.model.document import Document, Sentence
    from extract.vocabulary import Candidate, Match, Vocabulary

_CURATED = 100
"""Files of a lower priority number are written by hand: what they say is surer."""


def find_mentions(document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary, language: Language) -> tuple[Mention, ...]:
    """The names in a document, in text order, none overlapping: in sentences, headings and table cells, not in the reference list.

    A mention never crosses the border of a sentence, block or table cell. A short form that the document defines means, in all
    of the document, what its definition says, and is no mention when the definition means nothing to the vocabulary.
    """
    units = _Units(document, sentences)
    found = names_in(document.text, vocabulary, find_definitions(document, vocabulary, language), units)
    return tuple(mention for mention in found if units.contains(mention.start, mention.end))


def names_in(
    text: str, vocabulary: Vocabulary, definitions: Mapping[str, Definition] | None = None, units: _Units | None = None
) -> tuple[Mention, ...]:
    """The names in a bare text, none overlapping, given the short forms that it defines."""
    known = dict(definitions or {})
    listed = [mention for match in vocabulary.find(text) for mention in _mentions(match)]
    if units is not None:
        listed = [mention for mention in listed if units.contains(mention.start, mention.end)]
    known.update(definitions_beside(text, listed, known, vocabulary))
    abbreviated, silenced = _defined(text, known)
    silent = _Spans(silenced)
    candidates = [mention for mention in listed if not silent.touches(mention.start, mention.end)]
    candidates += [
        m for m in agreed(shaped(text, vocabulary.shapes)) if not silent.touches(m.start, m.end) and not vocabulary.is_never(m.text)
    ]
    candidates += abbreviated
    candidates += compounds(text, candidates, vocabulary.shapes)
    return joined(text, with_parts(without_overlaps(candidates), candidates))


def concepts_of(mentions: Iterable[Mention], vocabulary: Vocabulary) -> tuple[Concept, ...]:
    """The concepts that the mentions and their parts are grounded to, each once, in the order of their CURIEs."""
    wanted = {part.concept_id for mention in mentions for part in (mention, *mention.parts) if part.concept_id is not None}
    found = (vocabulary.concept(identifier) for identifier in sorted(wanted))
    return tuple(concept for concept in found if concept is not None)


def why(text: str, vocabulary: Vocabulary, language: Language) -> tuple[tuple[Mention, tuple[Candidate, ...]], ...]:
    """For `explain`: the mentions of a text, each with the concepts that its words may stand for, best first."""
    from extract.model.document import Block, Document, Sentence

    block = Block(0, len(text), "paragraph")
    document = Document("explain", "explain", "", "text", text, (block,))
    mentions = find_mentions(document, (Sentence(0, len(text), text, None, 0, None),), vocabulary, language)
    return tuple((mention, vocabulary.candidates(mention.text)) for mention in mentions)


def _mentions(match: Match) -> Iterator[Mention]:
    """What a match stands for, and the disorder that an outcome's words name besides ("nausea")."""
    yield _mention(match)
    if match.label == "OUTCOME":
        disorder = next((c for c in match.candidates if c.concept.label == "DISEASE"), None)
        if disorder is not None:
            yield _mention(replace(match, candidates=(disorder,)))


def _mention(match: Match) -> Mention:
    best, concept = match.candidates[0], match.concept
    score = (1.0 if best.rank[0] < _CURATED else 0.9) - (0.0 if best.how == "exact" else 0.02) - (0.2 if concept is None else 0.0)
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


def _defined(text: str, definitions: Mapping[str, Definition]) -> tuple[list[Mention], list[tuple[int, int]]]:
    """Mentions of the defined short forms and of long forms that no list holds, and the spans of short forms that mean nothing here."""
    mentions: list[Mention] = []
    silenced: list[tuple[int, int]] = []
    for use in uses(text, definitions):
        definition = definitions[use.group("short")]
        if definition.label is None:
            silenced.append(use.span())
        else:
            mentions.append(_of_definition(*use.span(), use.group(), definition))
            before = text.rfind(definition.long, max(0, use.start() - len(definition.long) - 3), use.start())
            if definition.concept is None and before >= 0:
                mentions.append(_of_definition(before, before + len(definition.long), definition.long, definition))
    return mentions, silenced


def _of_definition(start: int, end: int, words: str, definition: Definition) -> Mention:
    assert definition.label is not None
    if definition.concept is None:
        return Mention(start, end, words, definition.label, definition.long, None, "abbreviation", 0.7)
    concept = definition.concept.concept
    return Mention(
        start, end, words, concept.label, concept.name, concept.id or None, "abbreviation", 0.95, concept.value, concept.polarity
    )


class _Spans:
    """Spans that do not overlap, to be asked whether something touches one."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def touches(self, start: int, end: int) -> bool:
        at = bisect.bisect_left(self._starts, end) - 1
        return at >= 0 and self._spans[at][1] > start


class _Units:
    """The stretches of text that a mention may not leave: sentences, and blocks and table cells that have no sentences."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self._spans = sorted(set(self._found(document, sentences)))
        self._starts = [start for start, _ in self._spans]

    @staticmethod
    def _found(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
        yield from ((sentence.start, sentence.end) for sentence in sentences)
        with_sentences = {sentence.block for sentence in sentences}
        cells = [(cell.start, cell.end) for table in document.tables for cell in table.cells]
        yield from cells
        tables = _Spans([(table.start, table.end) for table in document.tables if table.cells])
        for number, block in enumerate(document.blocks):
            if number not in with_sentences and block.kind not in ("reference", "address") and not tables.touches(block.start, block.end):
                yield block.start, block.end

    def contains(self, start: int, end: int) -> bool:
        at = bisect.bisect_right(self._starts, start) - 1
        return at >= 0 and self._spans[at][1] >= end
