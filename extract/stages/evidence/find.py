"""The evidence stage: from parsed sentences with their mentions to statements with negation, certainty and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from extract.model.evidence import Cue, Evidence, Named
from extract.stages.evidence.compose import direction_of
from extract.stages.evidence.events import Statement, statements
from extract.stages.evidence.graph import Graph
from extract.stages.evidence.reader import Reader
from extract.stages.parsing import grammar_names

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.model.document import Sentence
    from extract.model.mention import Mention, Parse


def find_evidence(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    parses: Mapping[int, Parse],
    grammar: EvidenceGrammar,
) -> tuple[Evidence, ...]:
    """The statements of all parsed sentences (`parses` by sentence index), in text order, each once.

    The names that the parser was given are those of `grammar_names`; `Token.mention` is an index into them.
    """
    by_sentence = _by_sentence(sentences, mentions)
    names = grammar_names(mentions)
    found: list[Evidence] = []
    previous: tuple[Named, ...] = ()
    block = None
    for number, sentence in enumerate(sentences):
        inside = by_sentence[number]
        if sentence.block != block:
            block, previous = sentence.block, ()
        subjects: list[Named] = []
        if number in parses:
            graph = Graph(parses[number], grammar.words)
            outcomes = [m for m in inside if m.label == "OUTCOME"]
            classes = [m for m in inside if m.label == "DRUG" and m.parts]
            reader = Reader(graph, names, outcomes, grammar, sentence.text, sentence.start, previous, classes)
            roots = [i for i, token in enumerate(graph.tokens) if token.head == i]
            subjects = [a.drug for root in roots for a in reader.read(graph.reach(root, "surface_subject")) if a.drug is not None]
            found.extend(_rows(number, sentence, statements(graph, reader, grammar), graph, previous))
        drugs = [Named(m.name, m.concept_id, m.start, m.end) for m in inside if m.label == "DRUG"]
        previous = tuple(dict.fromkeys((*subjects, *drugs))) or previous
    return tuple(found)


def _by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    found: list[list[Mention]] = [[] for _ in sentences]
    number = 0
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        while number < len(sentences) and sentences[number].end <= mention.start:
            number += 1
        if number < len(sentences) and sentences[number].start <= mention.start:
            found[number].append(mention)
    return found


def _rows(number: int, sentence: Sentence, stated: Iterable[Statement], graph: Graph, antecedents: tuple[Named, ...]) -> list[Evidence]:
    """One row for each different statement; where two patterns say the same the more confident one stays."""
    rows: dict[tuple[object, ...], Evidence] = {}
    for statement in stated:
        row = _row(number, sentence, statement, graph, antecedents)
        key = (
            row.drug and row.drug.name,
            row.target and row.target.name,
            row.target_alteration,
            row.mechanism,
            row.outcome,
            row.outcome_direction,
            row.negated,
        )
        if key not in rows or rows[key].confidence < row.confidence:
            rows[key] = row
    return list(rows.values())


def _row(number: int, sentence: Sentence, statement: Statement, graph: Graph, antecedents: tuple[Named, ...]) -> Evidence:
    slots, truth = statement.slots, statement.truth
    trigger = graph.tokens[statement.trigger]
    negated, direction = truth.negated, direction_of(slots)
    if negated and slots.outcome and statement.event.sign == 0 and statement.event.kind in ("act", "occur"):
        negated, direction = False, "unchanged"
    confidence = statement.frame.confidence
    if slots.drug in antecedents:
        confidence *= 0.8
    return Evidence(
        sentence=number,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        drug=slots.drug,
        target=slots.target.named if slots.target else None,
        target_alteration=slots.target.alteration if slots.target else None,
        mechanism=slots.mechanism,
        mechanism_text=trigger.text if slots.mechanism else None,
        outcome=slots.outcome,
        outcome_direction=direction if slots.outcome else None,
        outcome_text=(slots.outcome_text or trigger.text) if slots.outcome else None,
        negated=negated,
        certainty=truth.certainty,
        combination=tuple(d.name for d in slots.combination),
        pattern_id=f"{statement.event.id}.{statement.frame.id}",
        confidence=round(confidence, 3),
        cues=(Cue("trigger", trigger.start, trigger.end), *truth.cues),
    )
