"""Drug-target-mechanism-outcome statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["increase", "decrease", "unchanged"]
Certainty = Literal["asserted", "suggested", "hypothesized"]
StudyType = Literal["in_vitro", "in_vivo", "clinical", "meta_analysis", "review", "unknown"]


@dataclass(frozen=True, slots=True)
class Named:
    """What fills a slot: the name shown, its concept (None when not grounded) and the span it was read from."""

    name: str
    concept_id: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that negate, weaken or null a statement, or fire a pattern: what they do and where they stand."""

    kind: Literal["trigger", "negation", "hedge", "hypothesis", "null", "alteration"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """In whom and how a statement was observed."""

    study_type: StudyType = "unknown"
    disease: str | None = None
    cell_line: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One drug-target-mechanism-outcome statement; at least two of drug, target and outcome are filled.

    `start`/`end` is the span that states it, inside sentence number `sentence`. Controlled columns hold the values
    listed in `patterns/contract.toml`. `combination` names other drugs given together. `confidence` is in 0..1.
    """

    sentence: int
    start: int
    end: int
    quote: str
    drug: Named | None
    target: Named | None
    target_alteration: str | None
    mechanism: str | None
    mechanism_text: str | None
    outcome: str | None
    outcome_direction: Direction | None
    outcome_text: str | None
    negated: bool
    certainty: Certainty
    combination: tuple[str, ...]
    pattern_id: str
    confidence: float
    cues: tuple[Cue, ...] = ()
    context: Context = Context()
