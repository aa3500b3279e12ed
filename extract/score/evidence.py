"""Evidence against annotations: by pairs of filled slots, and by whole statements.

A row with a drug, a target and an outcome states three pairs: drug-target, drug-outcome, target-outcome. A pair is right when an
annotation whose quote overlaps the row has the same names in those slots and, where the outcome takes part, the same outcome, the same
negation and, if the annotation gives one, the same direction. A whole statement is right when one annotation agrees with every slot that
the row fills.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extract.score.database import FoundDocument, FoundEvidence
from extract.score.gold import GoldDocument, GoldEvidence
from extract.score.names import Span, Squeezed, overlap, share_a_name
from extract.score.tally import Mistake, Share, Tally

Pair = Literal["drug-target", "drug-outcome", "target-outcome"]
PAIRS: tuple[Pair, ...] = ("drug-target", "drug-outcome", "target-outcome")


@dataclass(frozen=True, slots=True)
class EvidenceScore:
    """Pairs of each kind, whole statements, and the share of right drug-target pairs that name a right mechanism."""

    pairs: dict[Pair, Tally] = field(default_factory=lambda: dict.fromkeys(PAIRS, Tally()))
    statements: Tally = Tally()
    mechanism: Share = Share()
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: EvidenceScore) -> EvidenceScore:
        return EvidenceScore(
            {kind: self.pairs[kind] + other.pairs[kind] for kind in PAIRS},
            self.statements + other.statements,
            self.mechanism + other.mechanism,
            self.mistakes + other.mistakes,
        )

    @property
    def all_pairs(self) -> Tally:
        """The pairs of the three kinds together."""
        return sum(self.pairs.values(), Tally())


def score_evidence(gold: GoldDocument, found: FoundDocument | None) -> EvidenceScore:
    """The evidence of one document compared with its annotations; a document that is not there has found nothing."""
    if found is None:
        return _missed(gold, recalled=set(), recalled_whole=set())
    squeezed = Squeezed(found.text)
    places = tuple(squeezed.everywhere(fact.quote) for fact in gold.evidence)
    score = EvidenceScore()
    seen: set[tuple[object, ...]] = set()
    recalled: set[tuple[int, Pair]] = set()
    recalled_whole: set[int] = set()
    for row in found.evidence:
        span = squeezed.span(row.start, row.end)
        near = tuple(i for i, spans in enumerate(places) if any(overlap(span, place) for place in spans))
        for kind in _pairs_of_row(row):
            key = _identity(kind, span, row)
            if key in seen:
                continue
            seen.add(key)
            hits = tuple(i for i in near if _pair_agrees(kind, gold.evidence[i], row))
            recalled.update((i, kind) for i in hits)
            score += _scored_pair(kind, row, tuple(gold.evidence[i] for i in hits), gold.name)
        whole = tuple(i for i in near if _statement_agrees(gold.evidence[i], row))
        recalled_whole.update(i for i in whole if _fills_as_much(row, gold.evidence[i]))
        score += EvidenceScore(statements=Tally(right=bool(whole), predicted=1))
    return score + _missed(gold, recalled, recalled_whole)


def _pairs_of_row(row: FoundEvidence) -> Iterator[Pair]:
    if row.drug_names and row.target_names:
        yield "drug-target"
    if row.drug_names and row.outcome:
        yield "drug-outcome"
    if row.target_names and row.outcome:
        yield "target-outcome"


def _pairs_of_gold(fact: GoldEvidence) -> Iterator[Pair]:
    if fact.drug and fact.target:
        yield "drug-target"
    if fact.drug and fact.outcome:
        yield "drug-outcome"
    if fact.target and fact.outcome:
        yield "target-outcome"


def _identity(kind: Pair, span: Span, row: FoundEvidence) -> tuple[object, ...]:
    """What makes two pairs one: several rows may state the same pair at the same place, and it counts once."""
    return (
        kind,
        span,
        None if kind == "target-outcome" else row.drug,
        None if kind == "drug-outcome" else row.target,
        None if kind == "drug-target" else (row.outcome, row.outcome_direction, row.negated),
    )


def _outcome_agrees(fact: GoldEvidence, row: FoundEvidence) -> bool:
    if row.outcome not in fact.outcome or row.negated != fact.negated:
        return False
    return not fact.outcome_direction or row.outcome_direction == fact.outcome_direction


def _pair_agrees(kind: Pair, fact: GoldEvidence, row: FoundEvidence) -> bool:
    drug = kind == "target-outcome" or share_a_name(fact.drug, row.drug_names)
    target = kind == "drug-outcome" or share_a_name(fact.target, row.target_names)
    return drug and target and (kind == "drug-target" or _outcome_agrees(fact, row))


def _statement_agrees(fact: GoldEvidence, row: FoundEvidence) -> bool:
    return (
        (not row.drug_names or share_a_name(fact.drug, row.drug_names))
        and (not row.target_names or share_a_name(fact.target, row.target_names))
        and (not row.outcome or _outcome_agrees(fact, row))
        and (not row.mechanism or not fact.mechanism or row.mechanism in fact.mechanism)
    )


def _fills_as_much(row: FoundEvidence, fact: GoldEvidence) -> bool:
    return (
        bool(fact.drug) <= bool(row.drug_names) and bool(fact.target) <= bool(row.target_names) and bool(fact.outcome) <= bool(row.outcome)
    )


def _scored_pair(kind: Pair, row: FoundEvidence, hits: tuple[GoldEvidence, ...], document: str) -> EvidenceScore:
    mistakes: tuple[Mistake, ...] = ()
    mechanism = Share()
    if not hits:
        negation = "not " if row.negated else ""
        fact = f"{row.drug} | {row.target} | {row.mechanism} | {negation}{row.outcome} {row.outcome_direction}"
        mistakes = (Mistake("wrong", document, kind, fact, row.quote, row.pattern_id),)
    elif kind == "drug-target" and row.mechanism:
        wanted = [fact for fact in hits if fact.mechanism]
        mechanism = Share(any(row.mechanism in fact.mechanism for fact in wanted), bool(wanted))
    return EvidenceScore(_one(kind, Tally(right=bool(hits), predicted=1)), mechanism=mechanism, mistakes=mistakes)


def _missed(gold: GoldDocument, recalled: set[tuple[int, Pair]], recalled_whole: set[int]) -> EvidenceScore:
    """The annotated side: every essential annotation, found or not."""
    score = EvidenceScore()
    for i, fact in enumerate(gold.evidence):
        if not fact.essential:
            continue
        score += EvidenceScore(statements=Tally(found=i in recalled_whole, annotated=1))
        for kind in _pairs_of_gold(fact):
            found = (i, kind) in recalled
            mistakes = () if found else (Mistake("missed", gold.name, kind, _shown(fact), fact.quote),)
            score += EvidenceScore(_one(kind, Tally(found=found, annotated=1)), mistakes=mistakes)
    return score


def _shown(fact: GoldEvidence) -> str:
    drug, target, mechanism, outcome = ((names or (None,))[0] for names in (fact.drug, fact.target, fact.mechanism, fact.outcome))
    return f"{drug} | {target} | {mechanism} | {'not ' if fact.negated else ''}{outcome} {fact.outcome_direction}"


def _one(kind: Pair, tally: Tally) -> dict[Pair, Tally]:
    return {**dict.fromkeys(PAIRS, Tally()), kind: tally}
