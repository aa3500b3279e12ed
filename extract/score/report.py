"""The figures of a whole database, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.score.database import read_found
from extract.score.evidence import PAIRS, EvidenceScore, score_evidence
from extract.score.gold import load_gold
from extract.score.tally import Mistake, Share, Tally
from extract.score.values import FIELDS, ValueScore, score_values

Figures = dict[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """How a database compares with annotations. `missing` names annotated documents that the database does not have."""

    documents: int
    missing: tuple[str, ...]
    evidence: EvidenceScore
    claims: ValueScore

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything predicted that is not annotated, and everything annotated that was not predicted."""
        return self.evidence.mistakes + self.claims.mistakes

    def tallies(self) -> dict[str, Tally]:
        """Precision and recall by what they are about, in the order in which they are shown."""
        pairs = {str(kind): self.evidence.pairs[kind] for kind in PAIRS}
        return {
            "pairs": self.evidence.all_pairs,
            "tuples": self.evidence.statements,
            **pairs,
            "values": self.claims.values,
            "values_strict": self.claims.strict,
        }

    def shares(self) -> dict[str, Share]:
        """The other figures: how many of all."""
        fields = {f"{name}_accuracy": self.claims.fields[name] for name in FIELDS}
        return {"mechanism_accuracy": self.evidence.mechanism, **fields, "comparisons_kept_together": self.claims.together}

    def figures(self) -> Figures:
        """All figures, rounded to three decimals, as JSON takes them."""
        tallies = {name: _rounded(tally) for name, tally in self.tallies().items()}
        shares = {name: None if share.ratio is None else round(share.ratio, 3) for name, share in self.shares().items()}
        together = self.claims.together
        return {
            "documents": self.documents,
            "documents_missing": list(self.missing),
            "evidence": {name: tallies[name] for name in ("pairs", "tuples", *PAIRS)}
            | {"mechanism_accuracy": shares["mechanism_accuracy"]},
            "claims": {name: tallies[name] for name in ("values", "values_strict")}
            | {f"{name}_accuracy": shares[f"{name}_accuracy"] for name in FIELDS}
            | {"comparisons_kept_together": f"{together.good}/{together.all}"},
        }

    def lines(self) -> Iterator[str]:
        """A table for a terminal."""
        yield f"{self.documents} annotated documents, {len(self.missing)} of them not in the database{_listed(self.missing)}"
        yield f"{'':<26} {'precision':>9} {'recall':>9} {'F1':>9} {'predicted':>10} {'annotated':>10}"
        for name, tally in self.tallies().items():
            yield f"{name:<26} {tally.precision:>9.3f} {tally.recall:>9.3f} {tally.f1:>9.3f} {tally.predicted:>10} {tally.annotated:>10}"
        for name, share in self.shares().items():
            yield f"{name:<26} {'-' if share.ratio is None else f'{share.ratio:.3f}':>9}   {share.good} of {share.all}"


def score_database(database: Path, gold: Path) -> Report:
    """The figures of a database against the annotations of a folder. Documents without annotations do not count.

    Raises EvitraceError for a folder without annotations, StoreError for a file that is not a database.
    """
    annotated = load_gold(gold)
    found = read_found(database, frozenset(document.name for document in annotated))
    evidence, claims = EvidenceScore(), ValueScore()
    for document in annotated:
        evidence += score_evidence(document, found.get(document.name))
        claims += score_values(document, found.get(document.name))
    missing = tuple(document.name for document in annotated if document.name not in found)
    return Report(len(annotated), missing, evidence, claims)


def _rounded(tally: Tally) -> Figures:
    return {
        "precision": round(tally.precision, 3),
        "recall": round(tally.recall, 3),
        "f1": round(tally.f1, 3),
        "predicted": tally.predicted,
        "annotated": tally.annotated,
    }


def _listed(names: tuple[str, ...]) -> str:
    return f": {', '.join(names)}" if names else ""
