"""The grammar of statements: events, frames, cues and argument words, as read from `patterns/evidence/`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from extract.errors import PatternError
from extract.grammar.contract import controlled_values
from extract.grammar.files import Table, checked, read_toml, unique
from extract.grammar.marked import Marked, read_marked

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["act", "occur", "seen", "held", "state", "link", "need", "replace", "bind", "effect", "compare"]
CueKind = Literal["negation", "hedge", "hypothesis", "null"]
_FORMS = ("verbs", "nouns", "agents", "adjectives")
_EXPECTED = ("mechanism", "outcome", "direction", "alteration", "negated", "certainty")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked sentence and the values that its row must have; no values for a counterexample."""

    sentence: Marked
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that can be said of a cause and a theme, with all its trigger words. See `events.toml` for the keys."""

    id: str
    why: str
    kind: Kind
    sign: int
    mechanism: str | None
    amount: bool
    outcome: str | None
    marked: frozenset[str]
    theme: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where cause and theme hang on a trigger of one form. See `frames.toml`."""

    id: str
    why: str
    form: str
    kinds: frozenset[str]
    pos: frozenset[str]
    cause: tuple[str, ...]
    theme: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words that negate, weaken or null a statement. See `cues.toml`."""

    id: str
    kind: CueKind
    where: frozenset[str]
    words: frozenset[str]
    examples: tuple[Marked, ...]
    counterexamples: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """What can be done to a target, as a noun: the outcome it names and the mechanism when it is raised or lowered.

    `states` are the alterations of a target whose process is raised (1) or lowered (-1); `stated` when the noun alone says so.
    """

    id: str
    outcome: str | None
    polarity: int
    up: str
    down: str
    of_target: bool
    states: Mapping[int, str]
    stated: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Lemma tables from which arguments are read. See `words.toml`."""

    transparent: frozenset[str]
    group: frozenset[str]
    process: Mapping[str, Process]
    alteration_noun: Mapping[str, str]
    alteration_modifier: Mapping[str, str]
    direction: Mapping[str, int]
    anaphor_drug: frozenset[str]
    anaphor_determiner: frozenset[str]
    anaphor_pronoun: frozenset[str]
    anaphor_ending: Mapping[str, tuple[str, ...]]
    outcome_of: frozenset[str]
    giving: frozenset[str]
    weaker: frozenset[str]
    generic: frozenset[str]
    receiving: frozenset[str]
    listing: frozenset[str]
    partitive: frozenset[str]
    of_drug: frozenset[str]
    making: frozenset[str]
    shown: Mapping[str, str]
    joined: re.Pattern[str]
    prefixes: tuple[str, ...]
    bearing: frozenset[str]
    linking: frozenset[str]
    inverse: frozenset[str]
    stand_in: Mapping[str, str]

    @property
    def anaphor_words(self) -> frozenset[str]:
        """Every word that may stand for a name."""
        return self.anaphor_drug | self.anaphor_pronoun


@dataclass(frozen=True, slots=True)
class EvidenceGrammar:
    """Everything `patterns/evidence/` says. `triggers` maps (form, lemma) to the events it may fire.

    `hinted` finds words that stand for a name ("this agent") or name an outcome by themselves ("effective").
    """

    events: tuple[Event, ...]
    frames: tuple[Frame, ...]
    cues: tuple[CueWords, ...]
    words: Words
    triggers: Mapping[tuple[str, str], tuple[Event, ...]] = field(repr=False)

    hinted: re.Pattern[str] = field(repr=False)
    marks: frozenset[str] = field(repr=False)


def load_evidence_grammar(patterns: Path) -> EvidenceGrammar:
    """The grammar in `patterns/evidence/`.

    Raises PatternError for unknown keys, unknown controlled values, duplicate ids, and events or cues without
    examples and counterexamples.
    """
    folder = patterns / "evidence"
    controlled = {column: controlled_values(patterns, "evidence", column) for column in ("mechanism", "outcome", "target_alteration")}
    events = tuple(_event(table, str(folder / "events.toml"), controlled) for table in read_toml(folder / "events.toml")["event"])
    unique((event.id for event in events), str(folder / "events.toml"))
    frames = [_frame(table, str(folder / "frames.toml")) for table in read_toml(folder / "frames.toml")["frame"]]
    unique((frame.id for frame in frames), str(folder / "frames.toml"))
    cues = tuple(_cue(table, str(folder / "cues.toml")) for table in read_toml(folder / "cues.toml")["cue"])
    unique((cue.id for cue in cues), str(folder / "cues.toml"))
    triggers: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        for form, forms in event.words.items():
            for word in sorted(forms):
                triggers.setdefault((form, word), []).append(event)
    words = _words(read_toml(folder / "words.toml"), str(folder / "words.toml"), controlled)
    return EvidenceGrammar(
        events,
        tuple(frames),
        cues,
        words,
        {key: tuple(found) for key, found in triggers.items()},
        _hints(events, words),
        frozenset(word for event in events for word in event.marked),
    )


def _hints(events: Sequence[Event], words: Words) -> re.Pattern[str]:
    """Finds a word that stands for a name, or one of an event that names its outcome itself, in any of its forms."""
    effects = {word for event in events if event.kind == "effect" for each in event.words.values() for word in each}
    alternatives = "|".join(re.escape(word.removesuffix("e")) for word in sorted(effects | words.anaphor_words))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?:e|s|es|d|ed)?(?![\w-])", re.IGNORECASE)


def _event(table: Table, where: str, controlled: Mapping[str, frozenset[str]]) -> Event:
    where = f"{where}: event {table.get('id', '?')}"
    checked(
        table,
        required=("id", "why", "kind", "sign", "examples", "counterexamples"),
        optional=("mechanism", "amount", "outcome", "marked", "theme", *_FORMS),
        where=where,
    )
    for column in ("mechanism", "outcome"):
        if table.get(column) is not None and table[column] not in controlled[column]:
            raise PatternError(
                "unknown_value", f"{column} {table[column]!r} is not controlled", where=where, remedy="See patterns/contract.toml"
            )
    if not table["examples"] or not table["counterexamples"]:
        raise PatternError("no_examples", "examples and counterexamples are needed", where=where, remedy="Add at least one of each")
    return Event(
        id=table["id"],
        why=table["why"],
        kind=table["kind"],
        sign=table["sign"],
        mechanism=table.get("mechanism"),
        amount=table.get("amount", False),
        outcome=table.get("outcome"),
        marked=frozenset(table.get("marked", ())),
        theme=tuple(table.get("theme", ("object",))),
        words={form: frozenset(table[form]) for form in _FORMS if form in table},
        examples=tuple(_example(entry, where) for entry in table["examples"]),
        counterexamples=tuple(_example(entry, where) for entry in table["counterexamples"]),
    )


def _example(entry: str | Table, where: str) -> Example:
    if isinstance(entry, str):
        return Example(read_marked(entry), {})
    checked(entry, required=("text",), optional=_EXPECTED, where=where)
    return Example(read_marked(entry["text"]), {key: value for key, value in entry.items() if key != "text"})


def _frame(table: Table, where: str) -> Frame:
    where = f"{where}: frame {table.get('id', '?')}"
    checked(table, required=("form", "id", "kinds", "why", "pos", "cause", "theme", "confidence"), optional=(), where=where)
    return Frame(
        id=table["id"],
        why=table["why"],
        form=table["form"],
        kinds=frozenset(table["kinds"]),
        pos=frozenset(table["pos"]),
        cause=tuple(table["cause"]),
        theme=tuple(table["theme"]),
        confidence=table["confidence"],
    )


def _cue(table: Table, where: str) -> CueWords:
    where = f"{where}: cue {table.get('id', '?')}"
    checked(table, required=("id", "kind", "where", "words", "examples", "counterexamples"), optional=(), where=where)
    if not table["examples"] or not table["counterexamples"]:
        raise PatternError("no_examples", "examples and counterexamples are needed", where=where, remedy="Add at least one of each")
    return CueWords(
        id=table["id"],
        kind=table["kind"],
        where=frozenset(table["where"]),
        words=frozenset(table["words"]),
        examples=tuple(read_marked(text) for text in table["examples"]),
        counterexamples=tuple(read_marked(text) for text in table["counterexamples"]),
    )


def _words(tables: Table, where: str, controlled: Mapping[str, frozenset[str]]) -> Words:
    checked(
        tables,
        required=(
            "transparent",
            "group",
            "process",
            "alteration",
            "direction",
            "anaphor",
            "giving",
            "generic",
            "receiving",
            "listing",
            "partitive",
            "of_drug",
            "making",
            "shown",
            "joined",
            "prefix",
            "bearing",
            "weaker",
            "linking",
            "inverse",
            "stand_in",
        ),
        optional=(),
        where=where,
    )
    processes: dict[str, Process] = {}
    for table in tables["process"]:
        here = f"{where}: process {table.get('id', '?')}"
        checked(
            table,
            required=("id", "words", "up", "down"),
            optional=("outcome", "polarity", "of_target", "raised", "lowered", "stated"),
            where=here,
        )
        states = {1: table["raised"], -1: table["lowered"]} if "raised" in table else {}
        process = Process(
            id=table["id"],
            outcome=table.get("outcome"),
            polarity=table.get("polarity", 1),
            up=table["up"],
            down=table["down"],
            of_target=table.get("of_target", True),
            states=states,
            stated=table.get("stated", False),
        )
        if {process.up, process.down} - controlled["mechanism"]:
            raise PatternError("unknown_value", "up or down is not a controlled mechanism", where=here, remedy="See patterns/contract.toml")
        processes.update(dict.fromkeys(table["words"], process))
    nouns: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    for table in tables["alteration"]:
        here = f"{where}: alteration {table.get('id', '?')}"
        checked(table, required=("id", "noun", "modifier"), optional=(), where=here)
        if table["id"] not in controlled["target_alteration"]:
            raise PatternError("unknown_value", "not a controlled alteration", where=here, remedy="See patterns/contract.toml")
        nouns.update(dict.fromkeys(table["noun"], table["id"]))
        modifiers.update(dict.fromkeys(table["modifier"], table["id"]))
    return Words(
        transparent=frozenset(tables["transparent"]["words"]),
        group=frozenset(tables["group"]["words"]),
        process=processes,
        alteration_noun=nouns,
        alteration_modifier=modifiers,
        direction=dict.fromkeys(tables["direction"]["up"], 1) | dict.fromkeys(tables["direction"]["down"], -1),
        anaphor_drug=frozenset(tables["anaphor"]["drug"]),
        anaphor_determiner=frozenset(tables["anaphor"]["determiner"]),
        anaphor_pronoun=frozenset(tables["anaphor"]["pronoun"]),
        anaphor_ending={word: tuple(endings) for word, endings in tables["anaphor"]["ending"].items()},
        outcome_of=frozenset(tables["transparent"]["of_outcome"]),
        giving=frozenset(tables["giving"]["words"]),
        receiving=frozenset(tables["receiving"]["words"]),
        listing=frozenset(tables["listing"]["words"]),
        partitive=frozenset(tables["partitive"]["words"]),
        of_drug=frozenset(tables["of_drug"]["words"]),
        making=frozenset(tables["making"]["words"]),
        shown=tables["shown"],
        prefixes=tuple(tables["prefix"]["words"]),
        joined=re.compile(
            rf"(?<![\w-])(?:({'|'.join(tables['joined']['words'])})-(?=[a-z])([a-z]+)|({'|'.join(tables['shown'])})(?![\w-]))",
            re.IGNORECASE,
        ),
        bearing=frozenset(tables["bearing"]["words"]),
        generic=frozenset(tables["generic"]["words"]),
        weaker=frozenset(tables["weaker"]["words"]),
        linking=frozenset(tables["linking"]["words"]),
        inverse=frozenset(tables["inverse"]["words"]),
        stand_in=tables["stand_in"],
    )
