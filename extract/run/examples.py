"""Running the examples of the evidence patterns through the real stages: what each sentence says must come out, and nothing else.

The marked names are taken as found; everything else in the sentence is read by the vocabulary and the parser as in any document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.grammar.evidence import CueWords
from extract.model.document import Block, Document, Sentence
from extract.model.mention import Mention
from extract.stages.evidence import find_evidence
from extract.stages.mentions import find_mentions
from extract.stages.parsing import parse_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from extract.grammar.evidence import Event, EvidenceGrammar
    from extract.grammar.marked import Marked
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


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence to try: the event or cue that carries it, as an example or (`counter`) as a counterexample."""

    pattern: Event | CueWords
    sentence: Marked
    expected: Mapping[str, Any]
    counter: bool

    @property
    def pattern_id(self) -> str:
        """The id of the event, or `cue ID`."""
        return f"cue {self.pattern.id}" if isinstance(self.pattern, CueWords) else self.pattern.id


def cases(grammar: EvidenceGrammar) -> Iterator[Case]:
    """Every example and counterexample of the evidence patterns, in the order of the files."""
    for event in grammar.events:
        yield from (Case(event, example.sentence, example.expected, False) for example in event.examples)
        yield from (Case(event, example.sentence, example.expected, True) for example in event.counterexamples)
    for cue in grammar.cues:
        yield from (Case(cue, marked, {}, False) for marked in cue.examples)
        yield from (Case(cue, marked, {}, True) for marked in cue.counterexamples)


def complaints(tools: Toolkit) -> Iterator[Complaint]:
    """Every example and counterexample of the evidence patterns that fails, in the order of the files."""
    for case in cases(tools.evidence):
        if (complaint := complaint_about(case, tools)) is not None:
            yield complaint


def complaint_about(case: Case, tools: Toolkit) -> Complaint | None:
    """What is wrong with what comes out of a sentence; None when it is as it must be."""
    rows, parse = read_example(case.sentence, tools)
    if isinstance(case.pattern, CueWords):
        what = _cue_acted(case.pattern, case.sentence, rows) if case.counter else _cue_missed(case.pattern, case.sentence, rows)
    elif case.counter:
        fired = [row.pattern_id for row in rows if _of(case.pattern, row)]
        what = f"{fired} fired on a counterexample" if fired else None
    else:
        what = _wrong(case.pattern, case.sentence, case.expected, rows)
    return Complaint(case.pattern_id, case.sentence.text, what, shown(parse)) if what else None


def read_example(marked: Marked, tools: Toolkit) -> tuple[tuple[Evidence, ...], Parse | None]:
    """The evidence rows of a marked sentence, and its parse (None when it is not worth parsing)."""
    text = marked.text
    document = Document("doc_example", "example", "", "text", text, (Block(0, len(text), "paragraph"),))
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


def _cue_missed(cue: CueWords, sentence: Marked, rows: tuple[Evidence, ...]) -> str | None:
    found = {(c.start, c.end) for row in rows for c in row.cues if c.kind == cue.kind}
    return None if set(sentence.spans("cue")) <= found else f"cues at {sorted(found)}"


def _cue_acted(cue: CueWords, sentence: Marked, rows: tuple[Evidence, ...]) -> str | None:
    acted = any(c.kind == cue.kind and sentence.text[c.start : c.end].lower() in cue.words for row in rows for c in row.cues)
    return "the cue acted in a counterexample" if acted else None


def _wrong(event: Event, marked: Marked, expected: Mapping[str, Any], rows: tuple[Evidence, ...]) -> str | None:
    """What is wrong with the rows of this event, or None."""
    own = [row for row in rows if _of(event, row)]
    if not own:
        return f"nothing came out (others: {[row.pattern_id for row in rows]})"
    text = marked.text
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
    return _unlike(expected, own)


def _trigger(row: Evidence, text: str) -> str:
    return next(text[c.start : c.end] for c in row.cues if c.kind == "trigger")


def _unlike(expected: Mapping[str, Any], rows: list[Evidence]) -> str | None:
    columns = {"direction": "outcome_direction", "alteration": "target_alteration"}
    for row in rows:
        if all(getattr(row, columns.get(key, key)) == value for key, value in expected.items()):
            return None
    found = [(r.mechanism, r.outcome, r.outcome_direction, r.target_alteration, r.negated) for r in rows]
    return f"no row with {dict(expected)}; rows: {found}"
