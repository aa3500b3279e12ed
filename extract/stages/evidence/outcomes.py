"""Reading outcomes and processes, with the drugs and targets that they concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.stages.evidence import drugs, targets
from extract.stages.evidence.arguments import Argument

if TYPE_CHECKING:
    from extract.stages.evidence.reader import Reader


def outcome(reader: Reader, i: int, depth: int, trigger: int) -> Argument:
    """A named outcome with its direction, the drugs that it concerns, and the altered targets of those in whom it happens."""
    mention = reader.outcome_heads[i]
    altered = tuple(a.target for a in targets.groups_at(reader, i) if a.target is not None)
    return Argument(
        "outcome",
        i,
        outcome=mention.value,
        outcome_text=mention.text,
        polarity=mention.polarity,
        direction=reader.direction(i),
        drugs=tuple(drugs.drugs_of(reader, i, depth, trigger)),
        targets=altered,
    )


def outcomes_at(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """The outcome that a noun names, and those that share the noun: "reduced disease-free and overall survival" are two, both reduced."""
    shortened = [c for c in reader.graph.modifiers(i) if c in reader.outcome_heads]
    found = [outcome(reader, c, depth, trigger) for c in (i, *shortened)]
    shared = next((argument.direction for argument in found if argument.direction), 0)
    return [replace(argument, direction=argument.direction or shared) for argument in found]


def answer(reader: Reader, i: int, depth: int, trigger: int) -> Argument | None:
    """The response to a drug, for nouns that mean it only next to one ("response to X", "efficacy of X")."""
    concerned = tuple(drugs.drugs_of(reader, i, depth, trigger))
    if not concerned:
        return None
    altered = tuple(a.target for a in targets.groups_at(reader, i) if a.target is not None)
    text = reader.graph.tokens[i].text
    return Argument("outcome", i, outcome="response", outcome_text=text, direction=reader.direction(i), drugs=concerned, targets=altered)


def process(reader: Reader, i: int, depth: int, trigger: int) -> Argument:
    """What is done to targets, as a noun: "the expression of X". Without targets it is only a word of the language."""
    process = reader.entry(reader.words.process, i)
    assert process is not None
    return Argument(
        "outcome",
        i,
        outcome=process.outcome,
        outcome_text=reader.graph.tokens[i].text,
        process=process,
        polarity=process.polarity,
        direction=reader.direction(i),
        drugs=tuple(drugs.drugs_of(reader, i, depth, trigger)),
        targets=tuple(targets.targets_of(reader, i, depth, trigger)) if process.of_target else (),
    )


def nested(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """A noun that says which way the outcome behind it goes: "inhibition of growth", "an increase in survival"."""
    events = [e for e in reader.grammar.triggers.get(("nouns", reader.graph.tokens[i].lemma), ()) if e.kind == "act" and e.sign]
    if not events:
        return []
    heads = [o for word, o in reader.graph.prepositions(i) if word in ("of", "in")] or reader.graph.kids(i, "compound", "nmod")
    found = [a for head in heads for c in reader.graph.conjuncts(head) for a in reader.one(c, depth + 1, trigger)]
    return [replace(a, direction=events[0].sign * (a.direction or 1)) for a in found if a.kind == "outcome"]


def through(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """A noun that means what hangs on it: "treatment with X", "X therapy", "the ability of X"."""
    heads = [o for word, o in reader.graph.prepositions(i) if word in ("of", "with", "to", "for", "in")] + reader.graph.kids(i, "appos")
    front = frozenset(reader.graph.modifiers(i))
    names_outcome = reader.among(reader.words.outcome_of, i)
    found: list[Argument] = []
    direction = reader.direction(i)
    for head in (*heads, *sorted(front)):
        for c in reader.graph.conjuncts(head):
            arguments = reader.one(c, depth + 1, trigger)
            found.extend(a for a in arguments if a.kind != "outcome" or head not in front or names_outcome)
    if direction:
        found = [replace(a, direction=a.direction or direction) if a.kind == "outcome" else a for a in found]
    if reader.graph.tokens[i].lemma == "combination":
        given = [a.drug for a in found if a.drug is not None]
        found = [replace(a, combination=tuple(d for d in given if d != a.drug)) if a.drug else a for a in found]
    return found
