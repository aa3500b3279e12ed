"""What an argument of a statement means: a drug, a target with its state, or an outcome with what it concerns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extract.grammar.evidence import Process
    from extract.model.evidence import Named

DRUGS = frozenset({"DRUG"})
TARGETS = frozenset({"TARGET"})
SUBSTANCES = frozenset({"CHEMICAL"})
"""Labels of the mentions that can fill a slot."""
DEPTH = 6
"""How deep a noun phrase is read: every step of the reading goes one deeper, so that no phrase is read for ever."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target with the state in which it is spoken of. A `substance` is a chemical: a target only of release and the like."""

    named: Named
    alteration: str | None = None
    substance: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """What a noun phrase means. One of `drug`, `target`, `outcome`/`process` is what it is about; the rest goes with it.

    `direction` is +1 or -1 when the phrase itself says which way it goes ("reduced survival"), else 0.
    `drugs` and `targets` are those that an outcome concerns; `combination` are drugs given together with `drug`.
    """

    kind: Literal["drug", "target", "outcome"]
    token: int
    drug: Named | None = None
    target: Target | None = None
    outcome: str | None = None
    outcome_text: str | None = None
    process: Process | None = None
    polarity: int = 1
    direction: int = 0
    drugs: tuple[Named, ...] = ()
    targets: tuple[Target, ...] = ()
    combination: tuple[Named, ...] = ()
    group: bool = False

    @property
    def states(self) -> tuple[Target, ...]:
        """The targets that this argument names, in the state in which it puts them: "increased HER2 levels" is HER2 overexpressed."""
        if self.target is not None:
            return (self.target,)
        if self.process is None:
            return ()
        direction = self.direction or int(self.process.stated)
        state = self.process.states.get(direction * self.process.polarity)
        return tuple(replace(target, alteration=target.alteration or state) for target in self.targets)
