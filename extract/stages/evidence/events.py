"""Finding the triggers of a sentence, their arguments, and the statements that they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING

from extract.stages.evidence.compose import Slots, compose
from extract.stages.evidence.names import class_word
from extract.stages.evidence.targets import groups_at
from extract.stages.evidence.truth import Truth, truth_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.evidence import Event, EvidenceGrammar, Frame
    from extract.stages.evidence.arguments import Argument, Target
    from extract.stages.evidence.graph import Graph
    from extract.stages.evidence.reader import Reader


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with what made it: the trigger token, the event and the frame that fired, and its truth."""

    slots: Slots
    event: Event
    frame: Frame
    trigger: int
    truth: Truth


def statements(graph: Graph, reader: Reader, grammar: EvidenceGrammar) -> Iterator[Statement]:
    """Every statement of the sentence, in the order of its triggers."""
    for i, token in enumerate(graph.tokens):
        mention = reader.mention(i)
        word = token.lemma if mention is None else class_word(reader, mention)
        for frame in grammar.frames:
            if word is None or token.pos not in frame.pos or (mention is not None and frame.form != "agents"):
                continue
            for event in grammar.triggers.get((frame.form, word), ()):
                if event.kind in frame.kinds and _is_marked(graph, event, i, grammar.marks):
                    yield from _fire(graph, reader, grammar, i, event, frame)


def _is_marked(graph: Graph, event: Event, i: int, marks: frozenset[str]) -> bool:
    """Whether the trigger carries an adjective that the event asks for ("inhibitory effect"); if it asks for none, whether it has none."""
    adjectives = {graph.tokens[c].lemma for c in graph.kids(i, "amod", "compound")}
    return not adjectives.isdisjoint(event.marked) if event.marked else adjectives.isdisjoint(marks)


def _fire(graph: Graph, reader: Reader, grammar: EvidenceGrammar, i: int, event: Event, frame: Frame) -> Iterator[Statement]:
    less = any(graph.tokens[c].lemma in grammar.words.weaker for c in graph.kids(i, "advmod"))
    if less and event.kind != "compare":
        return
    causes = [_acting(cause) for cause in _arguments(graph, reader, i, frame.cause)]
    own = (event.theme if relation == "theme" else (relation,) for relation in frame.theme)
    taken = frozenset(cause.token for cause in causes)
    themes = _arguments(graph, reader, i, tuple(chain.from_iterable(own)), taken)
    crowd = _population(graph, reader, i, themes)
    inverse = -1 if less or any(graph.tokens[c].lemma in grammar.words.inverse for c in graph.kids(i, "advmod")) else 1
    for cause, theme in product(causes or (None,), themes or (None,)):
        if cause is not None and theme is not None and cause.token == theme.token:
            continue
        if frame.form == "agents" and (cause is None or cause.kind != "drug"):
            continue
        if cause is None and frame.form != "verbs":
            continue
        heads = tuple(argument.token for argument in (cause, theme) if argument is not None)
        truth = truth_of(graph, grammar, i, heads)
        bare = event.outcome == "response" or (theme is not None and theme.outcome == "response")
        if bare and any(graph.in_doing(t) for t in (i, *(() if theme is None else (theme.token,)))):
            continue  # "effective in preventing relapse": the gerund says what the response is
        for slots in compose(event, cause, theme):
            if slots.target is None and slots.outcome is not None and crowd is not None:
                slots = replace(slots, target=crowd)
            yield Statement(replace(slots, sign=slots.sign * inverse), event, frame, i, truth)


def _acting(cause: Argument) -> Argument:
    """A cause; a chemical that acts on something is a drug there, whatever else it is."""
    if cause.target is not None and cause.target.substance:
        return replace(cause, kind="drug", drug=cause.target.named, target=None)
    return cause


def _arguments(graph: Graph, reader: Reader, i: int, relations: tuple[str, ...], taken: frozenset[int] = frozenset()) -> list[Argument]:
    """The arguments of the first relation that yields any: relations stand in order of preference. `taken` tokens are not read."""
    for relation in relations:
        if found := reader.read((t for t in graph.reach(i, relation) if t not in taken), trigger=i):
            return found
    return []


def _population(graph: Graph, reader: Reader, i: int, themes: list[Argument]) -> Target | None:
    """The altered target that marks the patients or cells in which something happens: "in patients with HER2-positive tumours"."""
    for token in (i, *(theme.token for theme in themes)):
        for group in groups_at(reader, token):
            if group.target is not None:
                return group.target
    return None
