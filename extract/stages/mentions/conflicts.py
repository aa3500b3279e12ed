"""Who wins where names overlap.

1. A short form that the document defines beats everything it touches: what the authors say it means, it means.
2. The longer name beats the shorter.
3. At equal length: dictionary before shape rule; among shapes the earlier rule.
4. A name beats an outcome that it overlaps, unless the outcome contains the whole name ("tumour growth" over "tumour");
   the outcome may come back with fewer words ("breast tumour growth" gives the disease and "growth").
No two mentions overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.model.mention import Mention

_ORDER = {"abbreviation": 0, "dictionary": 1, "model": 2, "pattern": 3}


def without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that win, in text order."""
    names: list[Mention] = []
    outcomes: list[Mention] = []
    for mention in mentions:
        (outcomes if mention.label == "OUTCOME" else names).append(mention)
    taken: list[Mention] = []
    owner: dict[int, int] = {}
    inside = _contained(names, outcomes)
    for mention in sorted((m for i, m in enumerate(names) if i not in inside), key=_strength):
        _take(mention, taken, owner)
    for mention in sorted(outcomes, key=_strength):
        _take(mention, taken, owner)
    for mention in sorted((m for i, m in enumerate(names) if i in inside), key=_strength):
        _take(mention, taken, owner)
    return tuple(sorted(taken, key=lambda m: m.start))


def _strength(mention: Mention) -> tuple[int, int, int, float, int]:
    defined = 0 if mention.method == "abbreviation" else 1
    return defined, mention.start - mention.end, _ORDER[mention.method], -mention.score, mention.start


def _take(mention: Mention, taken: list[Mention], owner: dict[int, int]) -> None:
    span = range(mention.start, mention.end)
    if not any(position in owner for position in span):
        owner.update((position, len(taken)) for position in span)
        taken.append(mention)


def _contained(names: list[Mention], outcomes: list[Mention]) -> set[int]:
    """Numbers of the names that lie inside an outcome, or cover exactly the same words as one with a better score."""
    found: set[int] = set()
    order = sorted(range(len(names)), key=lambda i: names[i].start)
    at = 0
    for outcome in sorted(outcomes, key=lambda o: o.start):
        while at < len(order) and names[order[at]].start < outcome.start:
            at += 1
        here = at
        while here < len(order) and names[order[here]].start < outcome.end:
            name = names[order[here]]
            same_words = (name.start, name.end) == (outcome.start, outcome.end)
            if name.end <= outcome.end and name.method != "abbreviation" and (not same_words or outcome.score >= name.score):
                found.add(order[here])
            here += 1
    return found
