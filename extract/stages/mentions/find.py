"""From a document to its mentions: candidates of all sources, the rule for conflicts, grounding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.mention import Concept, Mention
from extract.stages.mentions.abbreviations import Definition, definitions_beside, find_definitions, told_by_model, uses
from extract.stages.mentions.conflicts import decided, read_by_lists, weighed, with_parts, without_overlaps
from extract.stages.mentions.drugs import drugs_told
from extract.stages.mentions.grounding import ground
from extract.stages.mentions.readings import NAMED, Candidate, listed, mended, seen_by_model
from extract.stages.mentions.shapes import agreed, compounds, joined, shaped
from extract.stages.mentions.spans import Spans
from extract.vocabulary.name_scores import load_name_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.language import Language
    from extract.model.document import Document, Sentence
    from extract.vocabulary import ShapeRules, Vocabulary


def find_mentions(document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary, language: Language) -> tuple[Mention, ...]:
    """The names in a document, in text order, none overlapping: in sentences, headings and table cells, not in the reference list.

    A mention never crosses the border of a sentence, block or table cell. A short form that the document defines means, in all
    of the document, what its definition says.
    """
    units = _units(document, sentences)
    defined = find_definitions(document, vocabulary, language)
    passages = list(_passages(document))
    long_forms = {short: definition.long for short, definition in defined.items()}
    found = language.names([document.text[start:end] for start, end in passages], long_forms)
    placed = [(start, names) for (start, _), names in zip(passages, found, strict=True)]
    model = list(seen_by_model(placed, document.text))
    return names_in(document.text, vocabulary, defined, model, units)


def names_in(
    text: str,
    vocabulary: Vocabulary,
    definitions: Mapping[str, Definition] | None = None,
    model: Sequence[Candidate] | None = None,
    units: Spans | None = None,
) -> tuple[Mention, ...]:
    """The names in a bare text, none overlapping, given the short forms that it defines and the names that the model sees.

    Without a model the lists alone decide.
    """
    known, candidates, others = found_in(text, vocabulary, definitions or {}, model or (), units)
    names = read_by_lists(candidates) if model is None else decided(weighed(candidates), load_name_scores())
    whole = {(name.start, name.end) for name in names}
    spelled = {(c.mention.start, c.mention.end): c.mention for c in reversed(candidates) if c.source != "model"}
    made = [spelled.get((m.start, m.end), m) for m in compounds(text, names, vocabulary.shapes)]
    laid = [m for m in (*others, *made) if (m.start, m.end) not in whole or m.label not in NAMED]
    mentions = joined(text, with_parts(without_overlaps((*names, *laid)), names))
    long_forms = {short: definition.long for short, definition in known.items()}
    return drugs_told(text, ground(mentions, text, long_forms, vocabulary), long_forms, vocabulary.shapes)


def found_in(
    text: str, vocabulary: Vocabulary, definitions: Mapping[str, Definition], model: Sequence[Candidate], units: Spans | None
) -> tuple[dict[str, Definition], list[Candidate], list[Mention]]:
    """The short forms defined, the candidates of all sources, and what only the vocabulary knows: outcomes, classes of drugs."""
    shapes = vocabulary.shapes

    def inside(candidate: Candidate) -> bool:
        return units is None or units.hold(candidate.mention.start, candidate.mention.end)

    known = dict(definitions)
    lists = [_of_kind(candidate, shapes) for candidate in listed(vocabulary.find(text)) if inside(candidate)]
    known.update(definitions_beside(text, [candidate.mention for candidate in lists], known, vocabulary))
    known = told_by_model(known, [candidate.mention for candidate in model])
    abbreviated, silenced = _defined(text, known)
    silent = Spans(silenced)
    blocks = [(rule, match) for rule in shapes.blocks for match in rule.regex.finditer(text)]
    blocked = Spans(match.span() for rule, match in blocks if rule.lists)

    def may_stand(mention: Mention) -> bool:
        return not silent.touches(mention.start, mention.end) and not blocked.hold(mention.start, mention.end)

    loud = [candidate for candidate in lists if may_stand(candidate.mention)]
    by_shape = [m for m in agreed(shaped(text, shapes)) if may_stand(m) and not vocabulary.is_never(m.text)]
    others = [c for c in loud if _only_listed(c.mention)]
    names = [c for c in loud if c.mention.label in NAMED]
    names += [c for m in by_shape if inside(c := Candidate(m, "pattern"))]
    for candidate in (_of_kind(Candidate(m, "abbreviation"), shapes) for m in abbreviated):
        if inside(candidate):
            (others if _only_listed(candidate.mention) else names).append(candidate)
    model = [c for c in mended(model, text, names, read_by_lists(names), [match for _, match in blocks], shapes) if inside(c)]
    nameless = set(silenced)
    model = [replace(c, undefined=True) if (c.mention.start, c.mention.end) in nameless else c for c in model]
    return known, [*names, *model], [candidate.mention for candidate in others]


def concepts_of(mentions: Iterable[Mention], vocabulary: Vocabulary) -> tuple[Concept, ...]:
    """The concepts that the mentions and their parts are grounded to, each once, in the order of their CURIEs."""
    wanted = {part.concept_id for mention in mentions for part in (mention, *mention.parts) if part.concept_id is not None}
    found = (vocabulary.concept(identifier) for identifier in sorted(wanted))
    return tuple(concept for concept in found if concept is not None)


def _only_listed(mention: Mention) -> bool:
    """Whether it is of what the model knows nothing of: outcomes and the like, classes of drugs."""
    return mention.label not in NAMED or mention.kind == "CLASS"


def _of_kind(candidate: Candidate, shapes: ShapeRules) -> Candidate:
    mention = candidate.mention
    kind = mention.kind or shapes.kind(mention.label, mention.text) or shapes.kind(mention.label, mention.name)
    return candidate if kind is None else replace(candidate, mention=replace(mention, kind=kind))


def _passages(document: Document) -> Iterator[tuple[int, int]]:
    """The stretches that the model reads: blocks of text, and the cells of tables."""
    yield from (span for _, span in _read_blocks(document))
    for table in document.tables:
        yield from ((cell.start, cell.end) for cell in table.cells if any(c.isalpha() for c in cell.text))


def _read_blocks(document: Document) -> Iterator[tuple[int, tuple[int, int]]]:
    """Number and span of each block whose names count: no reference, no address, and no table, whose cells are read one by one."""
    tables = Spans([(table.start, table.end) for table in document.tables if table.cells])
    for number, block in enumerate(document.blocks):
        if block.kind not in ("reference", "address") and not tables.touches(block.start, block.end):
            yield number, (block.start, block.end)


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


def _units(document: Document, sentences: Sequence[Sentence]) -> Spans:
    """The stretches of text that a mention may not leave: sentences, and blocks and table cells that have no sentences."""
    with_sentences = {sentence.block for sentence in sentences}
    cells = [(cell.start, cell.end) for table in document.tables for cell in table.cells]
    blocks = [span for number, span in _read_blocks(document) if number not in with_sentences]
    return Spans([*((sentence.start, sentence.end) for sentence in sentences), *cells, *blocks])
