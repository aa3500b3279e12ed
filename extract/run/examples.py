"""Running the examples of the evidence patterns through the real stages: what each sentence says must come out, and nothing else.

The marked names are taken as found; everything else in the sentence is read by the vocabulary and the parser as in any document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model.document import Document, Sentence
from extract.model.mention import Mention
from extract.stages.evidence import find_evidence
from extract.stages.mentions import find_mentions
from extract.stages.parsing import parse_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from extract.grammar.evidence import Event, Example
    from extract.grammar.marked import Marked
    from extract.model.document import Block
    from extract.model.evidence import Evidence
    from extract.model.mention import Label, Parse
    from extract.run.pipeline import Toolkit

_LABELS: Mapping[str, Label] = {"drug": "DRUG", "target": "TARGET", "outcome": "OUTCOME"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """An example that does not come out as it must: which pattern, which sentence, what is wrong, and the parse to see why."""

    pattern_id: str
    sentence: str
    what: str
    tokens: str


def complaints(tools: Toolkit) -> Iterator[Complaint]:
    """Every example and counterexample of the evidence patterns that fails, in the order of the files."""
    for event in tools.evidence.events:
        for example in event.examples:
            rows, parse = read_example(example.sentence, tools)
            if what := _wrong(event, example, rows):
                yield Complaint(event.id, example.sentence.text, what, shown(parse))
        for example in event.counterexamples:
            rows, parse = read_example(example.sentence, tools)
            if fired := [row.pattern_id for row in rows if _of(event, row)]:
                yield Complaint(event.id, example.sentence.text, f"{fired} fired on a counterexample", shown(parse))
    for cue in tools.evidence.cues:
        for marked in cue.examples:
            rows, parse = read_example(marked, tools)
            found = {(c.start, c.end) for row in rows for c in row.cues if c.kind == cue.kind}
            if not set(marked.spans("cue")) <= found:
                yield Complaint(f"cue {cue.id}", marked.text, f"cues at {sorted(found)}", shown(parse))
        for marked in cue.counterexamples:
            rows, parse = read_example(marked, tools)
            if any(c.kind == cue.kind and marked.text[c.start : c.end].lower() in cue.words for row in rows for c in row.cues):
                yield Complaint(f"cue {cue.id}", marked.text, "the cue acted in a counterexample", shown(parse))


def read_example(marked: Marked, tools: Toolkit) -> tuple[tuple[Evidence, ...], Parse | None]:
    """The evidence rows of a marked sentence, and its parse (None when it is not worth parsing)."""
    text = marked.text
    document = Document("doc_example", "example", "", "text", text, (_paragraph(text),))
    sentence = Sentence(0, len(text), text, None, 0, None)
    names = tuple(m for mark in marked.marks if mark.name in _LABELS and (m := _mention(text, mark.start, mark.end, mark.name, tools)))
    others = find_mentions(document, (sentence,), tools.vocabulary, tools.language)
    free = (m for m in others if not any(m.start < n.end and n.start < m.end for n in names))
    mentions = tuple(sorted((*names, *free), key=lambda m: (m.start, m.end)))
    parses = parse_sentences((sentence,), mentions, (), tools.evidence, tools.language)
    return find_evidence((sentence,), mentions, parses, tools.evidence), parses.get(0)


def shown(parse: Parse | None) -> str:
    """A parse on one line: word/tag/dependency>head."""
    if parse is None:
        return "(not parsed)"
    return " ".join(f"{i}:{t.text}/{t.tag}/{t.dep}>{t.head}" for i, t in enumerate(parse.tokens))


def _paragraph(text: str) -> Block:
    from extract.model.document import Block

    return Block(0, len(text), "paragraph")


def _mention(text: str, start: int, end: int, name: str, tools: Toolkit) -> Mention | None:
    """The mention of a marked span; None for an outcome that only the patterns know ("effective")."""
    surface = text[start:end]
    label = _LABELS[name]
    if label != "OUTCOME":
        return Mention(start, end, surface, label, surface, None, "pattern", 1.0)
    for candidate in tools.vocabulary.candidates(surface):
        concept = candidate.concept
        if concept.label == "OUTCOME":
            return Mention(start, end, surface, label, concept.name, concept.id, "dictionary", 1.0, concept.value, concept.polarity)
    return None


def _of(event: Event, row: Evidence) -> bool:
    return row.pattern_id.rpartition(".")[0] == event.id


def _wrong(event: Event, example: Example, rows: tuple[Evidence, ...]) -> str | None:
    """What is wrong with the rows of this event, or None."""
    own = [row for row in rows if _of(event, row)]
    if not own:
        return f"nothing came out (others: {[row.pattern_id for row in rows]})"
    marked, text = example.sentence, example.sentence.text
    for name in ("drug", "target"):
        found = {(slot.start, slot.end) for row in own if (slot := getattr(row, name)) is not None}
        if found != set(marked.spans(name)):
            return f"{name} spans {sorted(text[s:e] for s, e in found)}"
    outcomes = {row.outcome_text for row in own if row.outcome_text and row.outcome_text != _trigger(row, text)}
    wanted = {text[s:e] for s, e in marked.spans("outcome")} - {_trigger(row, text) for row in own}
    if wanted - outcomes:
        return f"outcomes {sorted(outcomes)}"
    triggers = {(c.start, c.end) for row in own for c in row.cues if c.kind == "trigger"}
    if marked.spans("trigger") and triggers != set(marked.spans("trigger")):
        return f"triggers {sorted(text[s:e] for s, e in triggers)}"
    return _unlike(example.expected, own)


def _trigger(row: Evidence, text: str) -> str:
    return next(text[c.start : c.end] for c in row.cues if c.kind == "trigger")


def _unlike(expected: Mapping[str, Any], rows: list[Evidence]) -> str | None:
    columns = {"direction": "outcome_direction", "alteration": "target_alteration"}
    for row in rows:
        if all(getattr(row, columns.get(key, key)) == value for key, value in expected.items()):
            return None
    found = [(r.mechanism, r.outcome, r.outcome_direction, r.target_alteration, r.negated) for r in rows]
    return f"no row with {dict(expected)}; rows: {found}"
