"""Who wins where names overlap. This is the one place where that is decided, in three steps.

1. The lists make one reading of the text: dictionary, defined short forms and shapes. The longer name beats the shorter; at equal
   length a short form that the document defines wins, since what the authors say it means, it means; then the dictionary; then shape
   rules, the earlier before the later. A defined short form that means nothing here silences the listed names that it touches.
2. The model makes another. Where both have a name it is sure. Where they differ, each name is weighed by the share of such names that
   annotators had marked: names of its label, found by the same sources, of the same form (short, an English word, a phrase), lying in
   the same way to the other reading's name (`patterns/name_scores.tsv`, counted on annotated texts). The better name wins, at equal
   shares the longer; what was right in less than 45 of a hundred cases is dropped.
   Three cases need no counting. A name that was listed by hand stands where the model sees none, and is whole: the model's shorter names
   inside it ("neu" in "HER-2/neu") yield to it. So is any listed name with one of another label inside ("dopamine" in "dopamine
   transporter"). A code that is called cells is a cell line.
3. What only the vocabulary knows is laid over the names so found: classes of drugs, outcomes, measures, cell types, populations.
   The longer wins. A name beats an outcome that it overlaps, unless the outcome contains the whole name ("tumour growth" over
   "tumour"); the outcome may come back with fewer words ("breast tumour growth" gives the disease and "growth").

No two mentions overlap.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.stages.mentions.readings import NAMED, Candidate, family, form
from extract.stages.mentions.spans import Overlaps
from extract.vocabulary.name_scores import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.model.mention import Mention
    from extract.vocabulary.name_scores import NameScores

_ORDER = {"abbreviation": 0, "dictionary": 1, "model": 2, "pattern": 3}
_SOURCES = ("abbreviation", "curated", "derived", "pattern")
_LOWEST = 0.45
_RELATIONS = ("same", "longer", "shorter", "beside")
_HELD = {"OUTCOME": frozenset({"DISEASE"}), "DRUG": frozenset({"TARGET", "DRUG", "CHEMICAL"})}
"""Which names become parts of a longer one."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name with what speaks for it."""

    mention: Mention
    evidence: Evidence


def read_by_lists(candidates: Iterable[Candidate]) -> tuple[Mention, ...]:
    """The reading of the lists: a listed name with its best meaning, which comes first; classes of drugs are laid over it later."""
    best: dict[tuple[int, int, str], Mention] = {}
    for candidate in candidates:
        mention = candidate.mention
        if candidate.source != "model" and mention.kind != "CLASS":
            best.setdefault((mention.start, mention.end, mention.method), mention)
    return without_overlaps(best.values())


def weighed(candidates: Iterable[Candidate]) -> list[Weighed]:
    """The names of both readings, each with what speaks for it, in text order."""
    candidates = [c for c in candidates if c.mention.label in NAMED]
    support: dict[tuple[int, int, str], dict[str, Mention]] = defaultdict(dict)
    for candidate in candidates:
        mention = candidate.mention
        sources = support[mention.start, mention.end, family(mention.label)]
        if candidate.source not in sources or mention.score > sources[candidate.source].score:
            sources[candidate.source] = mention
    model = {key for key, sources in support.items() if "model" in sources}
    lists = {_key(m) for m in read_by_lists(candidates)}
    undefined = {_key(c.mention) for c in candidates if c.undefined}
    rivals = {True: Overlaps(lists - model), False: Overlaps(model - lists)}
    found = []
    for key in sorted(model | lists):
        sources = support[key]
        rival = "undefined" if key in undefined else _rival(key, rivals[key in model])
        mention = next(sources[source] for source in (*_SOURCES, "model") if source in sources)
        if "model" in sources:
            mention = replace(mention, kind=sources["model"].kind)
        best = [source for source in _SOURCES if source in sources]
        shape = best[-1:] if best[-1:] == ["pattern"] else []
        names = "+".join(dict.fromkeys((*(["model"] if key in model else []), *best[:1], *shape)))
        found.append(Weighed(mention, Evidence(key[2], names, form(mention.text), rival)))
    return found


def decided(names: Sequence[Weighed], scores: NameScores) -> tuple[Mention, ...]:
    """The names that win, in text order, each with its score."""
    scored = [(_score(name, scores), name.mention) for name in names]
    taken: list[Mention] = []
    owner: dict[int, int] = {}
    for score, mention in sorted(scored, key=lambda pair: (-pair[0], pair[1].start - pair[1].end, pair[1].start, pair[1].label)):
        if score >= _LOWEST:
            _take(replace(mention, score=round(score, 2)), taken, owner)
    return tuple(sorted(taken, key=lambda m: m.start))


def _score(name: Weighed, scores: NameScores) -> float:
    label, sources, _, rival = name.evidence
    if sources == "curated" and rival in ("none", f"shorter {label}", "shorter other"):
        return 1.0
    if (sources == "derived" and rival == "shorter other") or (sources == "pattern" and label == "CELL_LINE"):
        return 0.9
    return scores.score(name.evidence)


def _key(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, family(mention.label)


def _rival(key: tuple[int, int, str], others: Overlaps) -> str:
    """How a name lies to the one of the other reading that overlaps it, the nearest relation first."""
    start, end, label = key
    found = []
    for start_, end_, label_ in others.of(start, end):
        same, inside, around = (start_, end_) == (start, end), start_ <= start and end <= end_, start <= start_ and end_ <= end
        relation = "same" if same else "longer" if inside else "shorter" if around else "beside"
        found.append((_RELATIONS.index(relation), label_ != label, f"{relation} {label_ if same or label_ == label else 'other'}"))
    return min(found)[2] if found else "none"


def without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that win by length and kind (steps 1 and 3), in text order."""
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


def with_parts(mentions: Iterable[Mention], names: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, where they won over names inside them with these as their parts.

    A drug class gets the target or compound that it is named by ("selective COX-2 inhibitors" holds COX-2), an outcome the disorders that
    it names ("nausea").
    """
    starts = [name.start for name in names]
    found = []
    for mention in mentions:
        held = _HELD.get(mention.label)
        if held and not mention.parts:
            near = names[bisect.bisect_left(starts, mention.start) : bisect.bisect_left(starts, mention.end)]
            parts = tuple(n for n in near if n.label in held and n.end <= mention.end and (n.start, n.end, n.label) != _span(mention))
            mention = replace(mention, parts=parts)
        found.append(mention)
    return tuple(found)


def _span(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.label


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
