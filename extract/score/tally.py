"""Counts that add up over documents, and the figures they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of what was predicted is right, and how much of what was annotated was found.

    The two sides are counted apart, because several predictions can be right for one annotation and the other way round.
    """

    right: int = 0
    predicted: int = 0
    found: int = 0
    annotated: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.annotated + other.annotated)

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 0 when nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated that was found; 0 when nothing is annotated."""
        return self.found / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all."""

    good: int = 0
    all: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.good + other.good, self.all + other.all)

    @property
    def ratio(self) -> float | None:
        """Good ones among all, None when there is none at all."""
        return self.good / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One item that was predicted and is not annotated (wrong), or is annotated and was not predicted (missed)."""

    kind: Literal["wrong", "missed"]
    document: str
    what: str
    fact: str
    quote: str
    pattern_id: str | None = None
