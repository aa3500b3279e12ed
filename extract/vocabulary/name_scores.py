"""How far a found name can be trusted: `patterns/name_scores.tsv`, counted on annotated texts, as a frozen table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import PatternError
from extract.resources import patterns_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS = ("label", "sources", "form", "rival", "right", "seen")
_ANY = "*"
_WEIGHT = 4
"""So many cases of the wider kind count along with those of a kind: what was seen twice is not yet known."""
_UNSEEN = 0.6
"""What is believed of names with evidence that was never seen."""


class Evidence(NamedTuple):
    """What speaks for a name. The head of `patterns/name_scores.tsv` says which values there are.

    `label` (DRUG counts as CHEMICAL), `sources` that found it ("model+curated"), its `form` (short, word, phrase, long), and how it lies
    to the `rival`, a name of the other reading of the text ("longer other": that one is longer and has another label; "none").
    """

    label: str
    sources: str
    form: str
    rival: str


@dataclass(frozen=True, slots=True)
class NameScores:
    """For each kind of evidence, how many of the names seen with it annotators had marked: right ones and all."""

    counts: Mapping[Evidence, tuple[int, int]]

    def score(self, evidence: Evidence) -> float:
        """The share (0..1) of names with such evidence that are right; where few were seen, drawn towards that of wider kinds."""
        score, known = _UNSEEN, 0
        for kind in reversed(_widened(evidence)):
            right, seen = self.counts.get(kind, (0, 0))
            if seen != known:  # else the narrower kind is all that was seen of the wider, and is not counted again
                score, known = (right + _WEIGHT * score) / (seen + _WEIGHT), seen
        return score


@cache
def load_name_scores(path: Path | None = None) -> NameScores:
    """The table of a file, or of this installation. Raises PatternError for a line that cannot be understood."""
    path = path or patterns_folder() / "name_scores.tsv"
    lines = [
        (number, line)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise PatternError("bad_scores", "the column names differ", where=str(path), remedy=f"Columns, tab separated: {' '.join(COLUMNS)}")
    rows = []
    for number, line in lines[1:]:
        columns = line.split("\t")
        if len(columns) != len(COLUMNS) or not (columns[4].isdigit() and columns[5].isdigit() and int(columns[4]) <= int(columns[5])):
            raise PatternError(
                "bad_scores", f"a line that cannot be understood: {line[:60]!r}", where=f"{path}:{number}", remedy="Count again."
            )
        rows.append((Evidence(*columns[:4]), int(columns[4]), int(columns[5])))
    return counted(rows)


def counted(rows: Iterable[tuple[Evidence, int, int]]) -> NameScores:
    """The table of counts: what is right and what was seen for each kind of evidence, summed for the wider kinds."""
    right: Counter[Evidence] = Counter()
    seen: Counter[Evidence] = Counter()
    for evidence, good, all_ in rows:
        for kind in _widened(evidence):
            right[kind] += good
            seen[kind] += all_
    return NameScores({kind: (right[kind], seen[kind]) for kind in seen})


def _widened(evidence: Evidence) -> tuple[Evidence, ...]:
    """The evidence, then without its form, then without its rival: ever wider kinds."""
    wider = evidence._replace(form=_ANY)
    return evidence, wider, wider._replace(rival=_ANY)
