"""Who wins where names overlap.

1. The longer name beats the shorter.
2. At equal length: a short form that the document defines, since what the authors say it means, it means; then the dictionary;
   then shape rules, the earlier before the later.
3. A defined short form that means nothing here silences the names that it touches (before they come here).
4. A name beats an outcome that it overlaps, unless the outcome contains the whole name ("tumour growth" over "tumour");
   the outcome may come back with fewer words ("breast tumour growth" gives the disease and "growth").
No two mentions overlap.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
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


def with_parts(mentions: Iterable[Mention], candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, where they won over names inside them with these as their parts.

    A drug class of the vocabulary gets the parts of the compound that it is ("selective COX-2 inhibitors" holds COX-2), an outcome the
    disorders that it names ("nausea").
    """
    inner = sorted((c for c in candidates if c.label == "DISEASE" or (c.label == "DRUG" and c.parts)), key=lambda c: c.start)
    starts = [candidate.start for candidate in inner]
    found = []
    for mention in mentions:
        if mention.label in ("OUTCOME", "DRUG") and not mention.parts:
            near = inner[bisect.bisect_left(starts, mention.start) : bisect.bisect_left(starts, mention.end)]
            if mention.label == "OUTCOME":
                parts = without_overlaps(c for c in near if c.label == "DISEASE" and c.end <= mention.end)
            else:
                parts = next((c.parts for c in near if c.label == "DRUG" and c.end == mention.end), ())
            mention = replace(mention, parts=parts)
        found.append(mention)
    return tuple(found)


def _strength(mention: Mention) -> tuple[int, int, float, int]:
    return mention.start - mention.end, _ORDER[mention.method], -mention.score, mention.start


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
