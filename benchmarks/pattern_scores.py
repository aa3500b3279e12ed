"""How often each pattern fires, and how often it is right where a corpus can judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import reach

from extract.score.database import FoundDocument, FoundEvidence
from extract.score.evidence import score_evidence

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.model.evidence import Evidence, Named
    from extract.model.findings import Findings
    from extract.score.gold import GoldDocument


@dataclass(frozen=True, slots=True)
class Score:
    """Rows that a pattern gave, judgements that a corpus makes of them, and the good ones among these."""

    fired: int = 0
    judged: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.fired + other.fired, self.judged + other.judged, self.right + other.right)

    @property
    def wrong(self) -> int:
        """Judgements that are not good."""
        return self.judged - self.right


Scores = dict[str, dict[str, Score]]
"""Pattern → corpus → its score there."""


def possible_patterns(grammar: EvidenceGrammar) -> list[str]:
    """The ids that a row may carry: each event in each frame that serves its kind and its words."""
    return [
        f"{event.id}.{frame.id}"
        for event in grammar.events
        for frame in grammar.frames
        if event.kind in frame.kinds and frame.form in event.words
    ]


def score_passage(
    passage: reach.Passage, findings: Findings, predict: reach.Predict, mapping: Mapping[str, Any]
) -> Iterator[tuple[str, Score]]:
    """The score of each row of a passage, by its pattern."""
    groups = frozenset(mapping["labels"].values())
    for row in findings.evidence:
        alone = reach.compare(passage.labels, predict(replace(findings, evidence=(row,)), mapping["agrees"]), groups)
        yield row.pattern_id, Score(1, alone.predicted_labelled_names, min(alone.right, alone.predicted_labelled_names))


def score_gold(gold: GoldDocument, findings: Findings) -> Iterator[tuple[str, Score]]:
    """The score of each row of an annotated paper, by its pattern: every pair of slots is judged."""
    document = FoundDocument(gold.name, findings.document.text, (), ())
    for row in findings.evidence:
        pairs = score_evidence(gold, replace(document, evidence=(_found(row, findings),))).all_pairs
        yield row.pattern_id, Score(1, pairs.predicted, pairs.right)


def _found(row: Evidence, findings: Findings) -> FoundEvidence:
    return FoundEvidence(
        start=row.start,
        end=row.end,
        quote=row.quote,
        drug=None if row.drug is None else row.drug.name,
        drug_names=_names(row.drug, findings),
        target=None if row.target is None else row.target.name,
        target_names=_names(row.target, findings),
        mechanism=row.mechanism,
        outcome=row.outcome,
        outcome_direction=row.outcome_direction,
        negated=row.negated,
        pattern_id=row.pattern_id,
    )


def _names(named: Named | None, findings: Findings) -> frozenset[str]:
    """Every name of a slot, also those that the document calls its concept by."""
    if named is None:
        return frozenset()
    called = {mention.text for mention in findings.mentions if mention.concept_id and mention.concept_id == named.concept_id}
    return reach.spellings(named, findings) | called


def scored(found: Iterable[tuple[str, Score]], corpus: str, scores: Scores) -> None:
    """Add scores to those of a corpus."""
    for pattern, score in found:
        here = scores.setdefault(pattern, {})
        here[corpus] = here.get(corpus, Score()) + score


def score_lines(scores: Scores, possible: Sequence[str], top: int | None) -> Iterator[str]:
    """The table of scores, the patterns that never fired, and those that were wrong most often."""
    corpora = sorted({corpus for here in scores.values() for corpus in here})
    total = {pattern: sum(here.values(), Score()) for pattern, here in scores.items()}
    yield f"{'pattern':32} {'fired':>6} {'judged':>6} {'right':>6} {'prec.':>6}   {'  '.join(f'{corpus:>16}' for corpus in corpora)}"
    for pattern, score in sorted(total.items(), key=lambda item: (-item[1].fired, item[0])):
        here = (scores[pattern].get(corpus, Score()) for corpus in corpora)
        shown = "  ".join(f"{f'{one.right}/{one.judged} of {one.fired}':>16}" for one in here)
        yield f"{pattern:32} {score.fired:6} {score.judged:6} {score.right:6} {share(score.right, score.judged)}   {shown}"
    whole = sum(total.values(), Score())
    yield f"{'all':32} {whole.fired:6} {whole.judged:6} {whole.right:6} {share(whole.right, whole.judged)}"
    never = [pattern for pattern in possible if pattern not in total]
    yield f"\nnever fired ({len(never)} of {len(possible)}): {', '.join(never)}"
    yield "\nwrong most often: wrong judgements of all judgements"
    for pattern, score in sorted(total.items(), key=lambda item: (-item[1].wrong, item[0]))[:top]:
        if score.wrong:
            yield f"  {pattern:32} {score.wrong:5} of {score.judged}"


def share(part: int, whole: int) -> str:
    """A share to three places, six characters wide; a dash where there is nothing to share."""
    return f"{part / whole:6.3f}" if whole else "     -"
