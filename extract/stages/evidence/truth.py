"""How a statement is stated: denied, weakened, only thought of. Cues act on the trigger of the statement, not on its names.

After ConText (Harkema et al., J Biomed Inform 2009;42:839-51), with scope given by the dependency tree instead of a window of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model.evidence import Certainty, Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.evidence import CueWords, EvidenceGrammar
    from extract.stages.evidence.graph import Graph

_SELF = frozenset({"mark", "neg", "aux", "advmod", "det", "preconj", "cc", "amod", "predet"})
_CLAUSE = frozenset({"xcomp", "ccomp", "pcomp", "acl", "attr", "acomp", "dobj", "nsubj", "nsubjpass", "oprd", "pobj", "prep"})
_WEAKENED_WITH = frozenset({"advcl", "conj", "relcl"})


@dataclass(frozen=True, slots=True)
class Truth:
    """What the cues around a trigger say, and where they stand."""

    negated: bool
    certainty: Certainty
    cues: tuple[Cue, ...]


def truth_of(graph: Graph, grammar: EvidenceGrammar, trigger: int, arguments: tuple[int, ...]) -> Truth:
    """The truth of the statement that `trigger` makes of its `arguments` (token indices of their heads)."""
    found: dict[int, CueWords] = {}
    for place, i in _places(graph, trigger, arguments):
        words = (graph.tokens[i].lemma, graph.tokens[i].text.lower())
        for cue in grammar.cues:
            if place in cue.where and not cue.words.isdisjoint(words) and not _only(graph, i):
                found.setdefault(i, cue)
    kinds = [cue.kind for cue in found.values()]
    certainty: Certainty = "hypothesized" if "hypothesis" in kinds else "suggested" if "hedge" in kinds else "asserted"
    cues = tuple(Cue(cue.kind, graph.tokens[i].start, graph.tokens[i].end) for i, cue in sorted(found.items()))
    return Truth(kinds.count("negation") % 2 == 1, certainty, cues)


def _places(graph: Graph, trigger: int, arguments: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """(place, token) of every word that may change the truth of the statement."""
    for argument in arguments:
        for c in (*graph.kids(argument, "neg", "det", "preconj", "predet"), *_in_list(graph, argument)):
            yield "argument", c
    current, weakened_only = trigger, False
    while True:
        for c in graph.kids(current, *_SELF):
            if graph.tokens[c].dep == "cc" and current != trigger:
                continue
            if not (weakened_only and graph.tokens[c].dep in ("neg", "det")):
                yield "self", c
                yield from (("self", g) for g in graph.kids(c, "neg", "det") if graph.tokens[c].dep == "advmod")  # "no longer"
        token = graph.tokens[current]
        if token.head == current:
            return
        joined = token.dep == "conj" and any(graph.tokens[c].lemma in ("or", "nor") for c in graph.kids(token.head, "cc"))
        if token.dep in _WEAKENED_WITH and not joined:
            weakened_only = True
        elif token.dep not in _CLAUSE and not joined:
            return
        if token.dep == "pobj" and graph.tokens[token.head].lemma not in ("without", "of", "to", "in"):
            return
        current = token.head
        if not weakened_only or token.dep != "conj":
            yield "above", current


def _in_list(graph: Graph, argument: int) -> Iterator[int]:
    """What negates one name of a list: the "neither" of "neither A nor B" for B, the "not" of "A but not B"."""
    first = graph.subtree(argument)[0]
    before = graph.tokens[first - 1] if first else None
    if graph.tokens[argument].dep != "conj" or before is None:
        return
    if before.dep != "cc":
        yield first - 1
    elif before.lemma == "nor":
        top = argument
        while graph.tokens[top].dep == "conj":
            top = graph.tokens[top].head
        yield from graph.kids(top, "det", "preconj")


def _only(graph: Graph, i: int) -> bool:
    """Whether this is the "not" of "not only"."""
    return i + 1 < len(graph.tokens) and graph.tokens[i + 1].lemma == "only"
