"""Numbers against annotations: found at all, found with measure, arm and drug, and kept together where they are compared.

An annotated number is found by a predicted one of the same kind, value and unit whose claim overlaps the annotation's quote. Each
annotation is found once; of several that fit, a prediction takes the one that agrees with most of its measure, arm and drug.
Only estimates and ranges count. p-values, sample sizes and the like are matched so that they do not take another's place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from extract.score.database import FoundDocument, FoundValue
from extract.score.gold import GoldDocument, GoldValue
from extract.score.names import Span, Squeezed, overlap, plain, share_a_name, squeeze, unit_code
from extract.score.tally import Mistake, Share, Tally

Field = Literal["measure", "arm", "drug"]
FIELDS: tuple[Field, ...] = ("measure", "arm", "drug")

_WORD = re.compile(r"[a-z0-9.%]+")
_SHARED_WORDS = 0.5
"""Share of a quote's words that a claim repeats when it counts as overlapping a quote that is not in the text as it stands."""


@dataclass(frozen=True, slots=True)
class ValueScore:
    """Numbers found, numbers found with everything right (`strict`), each field on its own, comparisons kept in one claim."""

    values: Tally = Tally()
    strict: Tally = Tally()
    fields: dict[Field, Share] = field(default_factory=lambda: dict.fromkeys(FIELDS, Share()))
    together: Share = Share()
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: ValueScore) -> ValueScore:
        return ValueScore(
            self.values + other.values,
            self.strict + other.strict,
            {name: self.fields[name] + other.fields[name] for name in FIELDS},
            self.together + other.together,
            self.mistakes + other.mistakes,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an annotation stands: the span of its quote, None when the text has it in another order, and the quote's words."""

    span: Span | None
    words: frozenset[str]


def score_values(gold: GoldDocument, found: FoundDocument | None) -> ValueScore:
    """The numbers of one document compared with its annotations; a document that is not there has found nothing."""
    if found is None:
        return _missed(gold, claims={}, strict=set())
    squeezed = Squeezed(found.text)
    places = tuple(_Place(squeezed.first(fact.quote), _words(fact.quote)) for fact in gold.values)
    score = ValueScore()
    claims: dict[int, str] = {}
    strict: set[int] = set()
    for row in found.values:
        span = squeezed.span(row.start, row.end)
        fitting = [
            i for i, fact in enumerate(gold.values) if i not in claims and _same_number(fact, row) and _same_place(places[i], span, row)
        ]
        if not fitting:
            score += _wrong(row, gold.name)
            continue
        best = max(fitting, key=lambda i: sum(_agreement(gold.values[i], row).values()))
        claims[best] = row.claim_id
        fact, agreement = gold.values[best], _agreement(gold.values[best], row)
        if not _counts(row.kind):
            continue
        whole = all(agreement.values())
        if whole:
            strict.add(best)
        fields = {name: Share(agreement[name], 1) if getattr(fact, name) else Share() for name in FIELDS}
        score += ValueScore(Tally(right=1, predicted=1), Tally(right=whole, predicted=1), fields)
    return score + _missed(gold, claims, strict)


def _counts(kind: str) -> bool:
    return kind in ("estimate", "range")


def _group(kind: str) -> str:
    """Ranges and confidence intervals are one kind: texts often do not say which of them they give."""
    return "interval" if kind in ("range", "confidence_interval") else kind


def _words(quote: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(quote)))


def _same(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a))


def _same_number(fact: GoldValue, row: FoundValue) -> bool:
    if _group(fact.kind) != _group(row.kind) or unit_code(fact.unit) != unit_code(row.unit):
        return False
    if fact.value is not None:
        return _same(fact.value, row.value)
    low, high = _same(fact.low, row.low), _same(fact.high, row.high)
    return (low and high) if None not in (fact.low, fact.high) else (low or high)


def _same_place(place: _Place, span: Span, row: FoundValue) -> bool:
    if place.span is not None:
        return overlap(span, place.span)
    return len(place.words & _words(row.quote)) >= _SHARED_WORDS * len(place.words)


def _agreement(fact: GoldValue, row: FoundValue) -> dict[Field, bool]:
    """Which fields of the claim agree with the annotation; one that the annotation leaves empty does."""
    drugs = row.drug_names | ({row.arm} if row.arm else set())
    return {
        "measure": not fact.measure or row.measure in fact.measure,
        "arm": not fact.arm or any(_same_arm(arm, row.arm) for arm in fact.arm),
        "drug": not fact.drug or share_a_name(fact.drug, drugs),
    }


def _same_arm(annotated: str, found: str | None) -> bool:
    if not found:
        return False
    a, b = squeeze(annotated), squeeze(found)
    return a in b or b in a


def _wrong(row: FoundValue, document: str) -> ValueScore:
    if not _counts(row.kind):
        return ValueScore()
    fact = f"{_number(row.value, row.low, row.high)} {row.unit} {row.measure}, arm {row.arm}"
    one = Tally(predicted=1)
    return ValueScore(one, one, mistakes=(Mistake("wrong", document, "value", fact, row.quote, row.pattern_id),))


def _missed(gold: GoldDocument, claims: dict[int, str], strict: set[int]) -> ValueScore:
    """The annotated side: every essential number, found or not. `claims` says which claim found which annotation."""
    score = ValueScore()
    compared: dict[str, list[int]] = defaultdict(list)
    for i, fact in enumerate(gold.values):
        if not (fact.essential and _counts(fact.kind)):
            continue
        compared[fact.claim].append(i)
        mistakes: tuple[Mistake, ...] = ()
        if i not in claims:
            measure, arm = ((names or (None,))[0] for names in (fact.measure, fact.arm))
            shown = f"{_number(fact.value, fact.low, fact.high)} {fact.unit} {measure}, arm {arm}"
            mistakes = (Mistake("missed", gold.name, "value", shown, fact.quote),)
        score += ValueScore(Tally(found=i in claims, annotated=1), Tally(found=i in strict, annotated=1), mistakes=mistakes)
    for members in compared.values():
        if len(members) > 1:
            one_claim = all(i in claims for i in members) and len({claims[i] for i in members}) == 1
            score += ValueScore(together=Share(one_claim, 1))
    return score


def _number(value: float | None, low: float | None, high: float | None) -> str:
    return f"{value:g}" if value is not None else "-".join("" if end is None else f"{end:g}" for end in (low, high))
