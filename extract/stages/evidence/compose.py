"""From a cause, an event and a theme to the slots of statements.

The tables of `patterns/evidence/` say what words mean; this module says how meanings combine. It is the sign algebra of the
project: the direction of an outcome is the event's sign times the direction that the theme's own words give it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.grammar.evidence import Event
    from extract.model.evidence import Direction, Named
    from extract.stages.evidence.arguments import Argument, Target

_ABOUT_A_DRUG = frozenset({"resistance", "sensitivity", "response"})
_OF_A_TARGET = frozenset({"signaling", "expression"})
"""Outcomes that say nothing without the target that they are of."""
_STATE_AS_EFFECT = {
    "inhibition": ("inhibits", "signaling", -1),
    "loss": ("decreases_amount", "expression", -1),
    "overexpression": ("increases_amount", "expression", 1),
    "activation": ("activates", "signaling", 1),
}
"""What a drug does that leads to a state of a target: mechanism, outcome and its direction."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The filled slots of one statement. `sign` is the direction of the outcome: +1, -1 or 0 when none is said.

    `unchanged` when the outcome is said to stay as it is.
    """

    drug: Named | None = None
    target: Target | None = None
    mechanism: str | None = None
    outcome: str | None = None
    outcome_text: str | None = None
    sign: int = 0
    combination: tuple[Named, ...] = ()
    unchanged: bool = False

    @property
    def filled(self) -> int:
        """How many of drug, target and outcome are filled."""
        return sum(slot is not None for slot in (self.drug, self.target, self.outcome))


def direction_of(slots: Slots) -> Direction | None:
    """The direction column of filled slots."""
    if slots.unchanged:
        return "unchanged"
    return {1: "increase", -1: "decrease"}.get(slots.sign)  # type: ignore[return-value]


def compose(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """The statements that an event makes of one cause and one theme; every one has two of drug, target and outcome."""
    for slots in _RULES[event.kind](event, cause, theme):
        says = slots.mechanism is not None or slots.outcome is not None
        if says and slots.filled >= 2 and (slots.drug is None or slots.target is None or slots.drug.name != slots.target.named.name):
            yield slots


def _act(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    if theme is None:
        return
    if cause is None:
        yield from _changed(event, theme)
        return
    if cause.kind == "drug":
        yield from _drug_acts(event, cause, theme)
    elif cause.kind == "target" and cause.drugs:  # "inhibition of HER2 by X restored ..."
        for drug in cause.drugs:
            yield from _drug_acts(event, replace(cause, kind="drug", drug=drug, drugs=()), theme)
    else:
        for target in _acting(cause):
            yield from _target_acts(event, target, theme)


def _changed(event: Event, theme: Argument) -> Iterator[Slots]:
    """What happened to a target when nobody says who did it: "expression of X was reduced", "downregulation of X was seen"."""
    if theme.process is None or theme.kind != "outcome" or event.sign == 0:
        return
    sign = event.sign * (theme.direction or 1)
    mechanism = theme.process.up if sign > 0 else theme.process.down
    for target in theme.targets:
        for drug in theme.drugs or (None,):
            yield Slots(drug, target, mechanism, theme.process.outcome, theme.outcome_text, sign * theme.process.polarity)


def _seen(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """Someone saw which way a target went: "we observed downregulation of X"."""
    process = None if theme is None else theme.process
    if cause is None and theme is not None and process is not None and (theme.direction or process.stated):
        yield from _changed(event, theme)


def _state(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """Someone shows an outcome: a drug shows it of itself, cells or patients show it of the drug that it concerns."""
    if theme is None:
        return
    if theme.outcome == "other":
        return
    if cause is not None and cause.kind == "drug":
        yield from _drug_acts(event, cause, theme)
    elif cause is not None and cause.kind == "target" and not cause.group:
        yield from _act(event, cause, theme)
    elif theme.kind == "outcome" and theme.outcome in _ABOUT_A_DRUG:
        target = cause.target if cause is not None else None
        for drug in theme.drugs:
            yield Slots(drug, target, None, theme.outcome, theme.outcome_text, (theme.direction or 1) * theme.polarity)


def _drug_acts(event: Event, cause: Argument, theme: Argument) -> Iterator[Slots]:
    drug = cause.drug
    sign = event.sign * (theme.direction or 1)
    if theme.kind == "target" and theme.target is not None:
        if theme.target.alteration in _STATE_AS_EFFECT and theme.targets:
            mechanism, effect_on, effect = _STATE_AS_EFFECT[theme.target.alteration]
            if event.sign > 0:
                yield Slots(drug, theme.targets[0], mechanism, effect_on, theme.outcome_text, effect, cause.combination)
        elif event.mechanism != "other" and not theme.group and not theme.target.substance:
            outcome = "expression" if event.amount else None
            yield Slots(drug, theme.target, event.mechanism, outcome, theme.outcome_text, event.sign if outcome else 0, cause.combination)
    elif theme.process is not None and theme.targets:
        yield from _on_process(event, cause, theme, sign)
    elif theme.outcome is not None and theme.outcome not in _OF_A_TARGET:
        partners = tuple(d for d in dict.fromkeys((*cause.combination, *theme.drugs)) if d != drug)
        own = cause.targets or theme.targets
        target = own[0] if own else None
        yield Slots(drug, target, "inhibits" if cause.targets else None, theme.outcome, theme.outcome_text, sign * theme.polarity, partners)


def _on_process(event: Event, cause: Argument, theme: Argument, sign: int) -> Iterator[Slots]:
    process = theme.process
    if process is None:
        return
    mechanism = process.up if sign > 0 else process.down if sign < 0 else None
    partners = tuple(d for d in dict.fromkeys((*cause.combination, *theme.drugs)) if d != cause.drug)
    for target in theme.targets:
        yield Slots(cause.drug, target, mechanism, process.outcome, theme.outcome_text, sign * process.polarity, partners)


def _target_acts(event: Event, target: Target, theme: Argument) -> Iterator[Slots]:
    sign = event.sign * (theme.direction or 1)
    mechanism = event.mechanism if event.kind == "need" else "mediates"
    if theme.kind == "drug":
        return
    if theme.kind == "target" or (theme.process is not None and theme.targets):
        if theme.group or (event.sign == 0 and event.mechanism) or any(t.named == target.named for t in _targets(theme)):
            return
        outcome = theme.process.outcome if theme.process else "expression" if event.amount else "signaling"
        acts = ("activates" if sign > 0 else "inhibits") if event.sign else event.mechanism
        polarity = theme.process.polarity if theme.process else 1
        for drug in theme.drugs or (None,):
            yield Slots(drug, target, acts, outcome, theme.outcome_text, sign * polarity)
    elif theme.outcome is not None and theme.outcome not in _OF_A_TARGET:
        for drug in theme.drugs or (None,):
            yield Slots(drug, target, mechanism, theme.outcome, theme.outcome_text, sign * theme.polarity)


def _targets(argument: Argument) -> tuple[Target, ...]:
    if argument.kind == "target" and argument.target is not None:
        return (argument.target,)
    return argument.targets


def _acting(argument: Argument) -> Iterator[Target]:
    """The targets that may be a cause, in their states; a substance never is."""
    return (target for target in argument.states if not target.substance)


def _link(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """Either side may name the outcome: "resistance is associated with loss of X", "loss of X is associated with resistance"."""
    if cause is None or theme is None:
        return
    if _names_outcome(cause) and not _names_outcome(theme):
        cause, theme = theme, cause
    if not _names_outcome(theme) or theme.outcome is None or theme.outcome in _OF_A_TARGET:
        return
    sign = (theme.direction or 1) * theme.polarity
    if cause.kind == "drug":
        partners = tuple(d for d in (*cause.combination, *theme.drugs) if d != cause.drug)
        yield Slots(cause.drug, theme.targets[0] if theme.targets else None, None, theme.outcome, theme.outcome_text, sign, partners)
        return
    for target in _acting(cause):
        for drug in theme.drugs or cause.drugs or (None,):
            yield Slots(drug, target, None, theme.outcome, theme.outcome_text, sign)


def _names_outcome(argument: Argument) -> bool:
    return argument.kind == "outcome" and (argument.process is None or not argument.targets)


def _need(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    if cause is None or theme is None:
        return
    if cause.kind == "outcome" and not cause.targets and theme.kind == "target":
        cause, theme = theme, cause
    if cause.kind == "drug":
        if theme.kind == "outcome" and not theme.targets:
            yield Slots(
                cause.drug, None, None, theme.outcome, theme.outcome_text, (theme.direction or 1) * theme.polarity, cause.combination
            )
        return
    for target in _acting(cause):
        yield from _target_acts(event, target, theme)


def _replace(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """A signal that stands in for a target that a drug blocks makes resistant to the drug."""
    if cause is None or theme is None or not theme.drugs:
        return
    for target in _acting(cause):
        for drug in theme.drugs:
            yield Slots(drug, target, event.mechanism, "resistance", None, 1)


def _bind(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    if cause is None or theme is None:
        return
    if cause.kind == "target" and theme.kind == "drug":
        cause, theme = theme, cause
    bound = theme.target if theme.kind == "target" and not theme.group else None
    if cause.kind == "drug" and bound is not None and not bound.substance:
        yield Slots(cause.drug, theme.targets[0] if theme.targets else bound, event.mechanism)


def _effect(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    if event.outcome in _ABOUT_A_DRUG and event.outcome != "response":
        if theme is None or theme.drug is None:
            return
        if cause is not None and cause.kind == "drug":  # "X rendered the cells sensitive to Y"
            yield Slots(cause.drug, None, None, event.outcome, None, event.sign, (theme.drug,))
            return
        target = cause.target if cause is not None and cause.kind == "target" else None
        yield Slots(theme.drug, target, None, event.outcome, None, event.sign)
    elif cause is not None and cause.kind == "drug" and theme is not None and theme.kind == "target" and not theme.group:
        yield Slots(cause.drug, theme.target, "inhibits")
    elif cause is not None and cause.kind == "drug":
        target = cause.targets[0] if cause.targets else None
        yield Slots(cause.drug, target, "inhibits" if target else None, event.outcome, None, event.sign, cause.combination)


def _occur(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """An outcome happens under a drug, or that of a drug does not differ: "nausea occurred with X", "the toxicity of X did not differ"."""
    if theme is None or theme.kind != "outcome" or theme.outcome is None or theme.outcome in _OF_A_TARGET:
        return
    concerned = (cause.drug,) if cause is not None and cause.kind == "drug" else theme.drugs
    for drug in concerned:
        yield Slots(drug, None, None, theme.outcome, theme.outcome_text, event.sign * (theme.direction or 1) * theme.polarity)


def _compare(event: Event, cause: Argument | None, theme: Argument | None) -> Iterator[Slots]:
    """An outcome is higher, lower or the same under a drug: "survival was longer with X than with Y"."""
    if cause is None or theme is None or cause.kind != "drug" or theme.kind != "outcome" or theme.outcome is None:
        return
    target = theme.targets[0] if theme.targets else None
    if target is None and theme.outcome in _OF_A_TARGET:
        return
    sign = event.sign * theme.polarity
    yield Slots(cause.drug, target, None, theme.outcome, theme.outcome_text, sign, cause.combination, unchanged=event.sign == 0)


_RULES = {
    "act": _act,
    "held": _act,
    "seen": _seen,
    "state": _state,
    "link": _link,
    "need": _need,
    "replace": _replace,
    "bind": _bind,
    "effect": _effect,
    "compare": _compare,
    "occur": _occur,
}
