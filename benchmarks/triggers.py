"""Words that annotated corpora mark as saying that something happens, against the words that our patterns know.

The corpora are those of BioNLP 2013 (cancer genetics, pathway curation), brat files as their makers publish them: an event has a trigger,
a type, and arguments that are names or other events.
"""

from __future__ import annotations

import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extract.language import ParseRequest

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.language import Language
    from extract.model.mention import Parse
    from extract.vocabulary import Vocabulary

Span = tuple[int, int]
Word = tuple[str, str]
"""Lemma and part of speech."""
FORMS = {"VERB": ("verbs",), "AUX": ("verbs",), "NOUN": ("nouns", "agents"), "PROPN": ("nouns", "agents"), "ADJ": ("adjectives",)}


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its type, and the spans of its arguments by role; of an argument that is an event, its trigger."""

    id: str
    type: str
    start: int
    end: int
    arguments: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class EventText:
    """A text with the spans of its names (start, end, the corpus' own label) and its events."""

    id: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    events: tuple[Event, ...]


@dataclass(slots=True)
class Used:
    """How a word is used: how often it triggers a type of event, how the arguments hang on it, as what it is written, with which words."""

    count: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    beside: set[Word] = field(default_factory=set)
    example: tuple[str, str] = ("", "")


def read_events(folder: Path) -> Iterator[EventText]:
    """The annotated texts of a folder, by name. Names and triggers in several pieces are left out."""
    for path in sorted(folder.glob("*.txt")):
        spans: dict[str, tuple[int, int, str]] = {}
        stated: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
        names = []
        for suffix in (".a1", ".a2"):
            for line in path.with_suffix(suffix).read_text(encoding="utf-8").splitlines():
                key, *rest = line.split("\t")
                if key.startswith("T") and rest[0].count(" ") == 2:
                    label, start, end = rest[0].split()
                    spans[key] = int(start), int(end), label
                    if suffix == ".a1":
                        names.append(spans[key])
                elif key.startswith("E"):
                    kind, *arguments = rest[0].split()
                    roles = [(re.sub(r"\d+$", "", role), value) for role, value in (each.split(":") for each in arguments)]
                    stated[key] = (*kind.split(":"), roles)  # type: ignore[assignment]
        events = []
        for key, (kind, trigger, roles) in stated.items():
            placed = [(role, stated[value][1] if value in stated else value) for role, value in roles]
            arguments_at = tuple((role, spans[value][:2]) for role, value in placed if value in spans)
            if trigger in spans:
                events.append(Event(key, kind, *spans[trigger][:2], arguments_at))
        yield EventText(path.stem, path.read_bytes().decode("utf-8"), tuple(names), tuple(events))


def used_words(
    texts: Iterable[EventText], language: Language, grammar: EvidenceGrammar, stand_ins: Mapping[str, str]
) -> tuple[dict[str, dict[Word, Used]], Counter[Word]]:
    """By type of event, the words that trigger it; and how often each word occurs at all."""
    found: dict[str, dict[Word, Used]] = defaultdict(lambda: defaultdict(Used))
    everywhere: Counter[Word] = Counter()
    for text in texts:
        counted: set[tuple[str, int, int]] = set()  # several events may share a trigger
        for parse in _parses(text, language, grammar, stand_ins):
            everywhere.update((token.lemma, token.pos) for token in parse.tokens if token.mention is None)
            for event in text.events:
                head = _head(parse, (event.start, event.end)) if parse.start <= event.start and event.end <= parse.end else None
                if head is None or parse.tokens[head].mention is not None:
                    continue
                used = found[event.type][parse.tokens[head].lemma, parse.tokens[head].pos]
                used.example = used.example if used.count else (f"{text.id}:{event.id}", text.text[parse.start : parse.end])
                if (event.type, event.start, event.end) not in counted:
                    counted.add((event.type, event.start, event.end))
                    used.count += 1
                    used.written[text.text[event.start : event.end].lower()] += 1
                    inside = [token for token in parse.tokens if event.start <= token.start < event.end and token.mention is None]
                    used.beside.update((token.lemma, token.pos) for token in inside)
                for role, span in event.arguments:
                    argument = _head(parse, span)
                    relation = None if argument is None else _relation(parse, head, argument)
                    used.relations[f"{role} {relation or '(far)'}"] += 1
    return found, everywhere


def _parses(text: EventText, language: Language, grammar: EvidenceGrammar, stand_ins: Mapping[str, str]) -> Iterator[Parse]:
    requests = []
    for start, end in language.sentence_bounds([text.text])[0]:
        names, last = [], start
        for i, (first, behind, label) in enumerate(text.names):
            if start <= first and behind <= end:
                names.append((first, behind, i, label))
        mentions = []
        for first, behind, i, label in sorted(names, key=lambda name: (name[0], -name[1])):
            if first >= last and label in stand_ins:
                mentions.append((first, behind, grammar.words.stand_in[stand_ins[label]], i))
                last = behind
        requests.append(ParseRequest(start, text.text[start:end], tuple(mentions)))
    yield from language.parse(requests)


def _head(parse: Parse, span: Span) -> int | None:
    """The word of a span on which the others hang."""
    inside = [i for i, token in enumerate(parse.tokens) if token.start < span[1] and span[0] < token.end]
    return next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), None)


def _relation(parse: Parse, head: int, argument: int) -> str | None:
    """How an argument hangs on its trigger, over a preposition or one other word; None where it is farther away."""
    if head == argument:
        return "(one word)"
    for low, high, sign in ((argument, head, ">"), (head, argument, "<")):
        chain: list[int] = []
        i = low
        while i != high and parse.tokens[i].head != i and len(chain) < 4:
            chain.append(i)
            i = parse.tokens[i].head
        if i == high:
            steps = []
            for lower in reversed(chain):
                token = parse.tokens[lower]
                steps.append(token.lemma if token.dep in ("prep", "agent") else "" if token.dep == "pobj" else token.dep)
            return sign + ">".join(filter(None, steps))
    return None


def known_as(word: Word, grammar: EvidenceGrammar) -> str | None:
    """What our patterns take a word for: events that it triggers, or what it says of an argument; None where they do not know it."""
    lemma, pos = word
    events = [f"{event.id}.{form}" for form in FORMS.get(pos, ()) for event in grammar.triggers.get((form, lemma), ())]
    if events:
        return ", ".join(dict.fromkeys(events))
    words = grammar.words
    tables = {"process": words.process, "alteration": {**words.alteration_noun, **words.alteration_modifier}, "direction": words.direction}
    return next((f"({name})" for name, table in tables.items() if lemma in table), None)


def is_known(word: Word, used: Used, grammar: EvidenceGrammar, vocabulary: Vocabulary) -> bool:
    """Whether our patterns know a trigger, by any of its words, or our vocabulary reads it as an outcome."""
    return any(known_as(each, grammar) for each in (word, *used.beside)) or any(map(partial(names_outcome, vocabulary), used.written))


def names_outcome(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text has the name of an outcome in it."""
    return any(candidate.concept.label == "OUTCOME" for match in vocabulary.find(text) for candidate in match.candidates)


def processes(archive: Path, limit: int | None = None) -> Counter[str]:
    """How often each biological process stands on a path from a drug to a disease (DrugMechDB's archive of paths)."""
    found: Counter[str] = Counter()
    with tarfile.open(archive) as tar:
        for member in islice((member for member in tar if member.name.endswith(".yaml")), limit):
            file = tar.extractfile(member)
            text = "" if file is None else file.read().decode("utf-8")
            found.update({name.strip().strip("'\"").lower() for name in re.findall(r"label: BiologicalProcess\n\s+name: (.+)", text)})
    return found
