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


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its score, where it stands, what it says and the words that it was read from."""

    pattern: str
    score: Score
    document: str
    said: str
    quote: str


Scores = dict[str, dict[str, Score]]
"""Pattern → corpus → its score there."""
_FEW = 5


def possible_patterns(grammar: EvidenceGrammar) -> list[str]:
    """The ids that a row may carry: each event in each frame that serves its kind and its words."""
    return [
        f"{event.id}.{frame.id}"
        for event in grammar.events
        for frame in grammar.frames
        if event.kind in frame.kinds and frame.form in event.words
    ]


def score_passage(passage: reach.Passage, findings: Findings, predict: reach.Predict, mapping: Mapping[str, Any]) -> Iterator[Judged]:
    """Each row of a passage with its score."""
    groups = frozenset(mapping["labels"].values())
    for row in findings.evidence:
        alone = reach.compare(passage.labels, predict(replace(findings, evidence=(row,)), mapping["agrees"]), groups)
        score = Score(1, alone.predicted_labelled_names, min(alone.right, alone.predicted_labelled_names))
        yield _judged(row, score, passage.name)


def score_gold(gold: GoldDocument, findings: Findings) -> Iterator[Judged]:
    """Each row of an annotated paper with its score: every pair of slots is judged."""
    document = FoundDocument(gold.name, findings.document.text, (), ())
    for row in findings.evidence:
        pairs = score_evidence(gold, replace(document, evidence=(_found(row, findings),))).all_pairs
        yield _judged(row, Score(1, pairs.predicted, pairs.right), gold.name)


def _judged(row: Evidence, score: Score, document: str) -> Judged:
    target = None if row.target is None else " ".join(filter(None, (row.target.name, row.target_alteration)))
    mechanism = f"{'not ' if row.negated else ''}{row.mechanism}"
    slots = (None if row.drug is None else row.drug.name, mechanism, target, " ".join(filter(None, (row.outcome, row.outcome_direction))))
    return Judged(row.pattern_id, score, document.removesuffix(".txt"), " | ".join(slot or "-" for slot in slots), row.quote)


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


def summed(judged: Mapping[str, Iterable[Judged]]) -> Scores:
    """The scores of each pattern on each corpus."""
    scores: Scores = {}
    for corpus, rows in judged.items():
        for row in rows:
            here = scores.setdefault(row.pattern, {})
            here[corpus] = here.get(corpus, Score()) + row.score
    return scores


def score_lines(judged: Mapping[str, Sequence[Judged]], possible: Sequence[str], top: int | None, sentences: bool) -> Iterator[str]:
    """The table of scores by corpus, the patterns that never fired, and those that were wrong most often, with some of their rows."""
    scores = summed(judged)
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
            wrong = [row for rows in judged.values() for row in rows if row.pattern == pattern and row.score.wrong]
            for row in wrong[:_FEW] if sentences else ():
                yield f"      {row.document}: {row.said}\n          “{' '.join(row.quote.split())}”"


def share(part: int, whole: int) -> str:
    """A share to three places, six characters wide; a dash where there is nothing to share."""
    return f"{part / whole:6.3f}" if whole else "     -"
