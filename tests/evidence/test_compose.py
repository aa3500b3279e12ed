"""The sign algebra: what an event makes of a cause and a theme. No words here, only meanings.

A row of the tables reads: what acts, the event, what it acts on, and the statements that come out.
Short forms: `X` a drug; `T` a target, `T:loss` in a state; `T.expression-` the lowered expression of T; `survival-` lowered survival;
`resistance/X` resistance to X; `X<T` an inhibitor of T; `@T:mutation` a group marked by mutated T.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extract.grammar.evidence import Event, EvidenceGrammar
from extract.model.evidence import Named
from extract.stages.evidence.arguments import Argument, Target
from extract.stages.evidence.compose import Slots, compose, direction_of

_ARGUMENT = re.compile(r"(?P<group>@)?(?P<name>[\w]+)(?P<rest>.*)")
_DRUGS = {"X", "Y"}
_TARGETS = {"T", "U"}
_POLARITY = {"regression": ("tumor_growth", -1), "death": ("survival", -1)}


def named(name: str) -> Named:
    return Named(name, None, ord(name[0]), ord(name[0]) + 1)


def target(name: str, alteration: str | None = None) -> Target:
    return Target(named(name), alteration or None)


def argument(short: str | None, grammar: EvidenceGrammar) -> Argument | None:
    """The argument that a short form stands for."""
    if short is None:
        return None
    match = _ARGUMENT.fullmatch(short)
    assert match is not None
    name, rest = match["name"], match["rest"]
    token = ord(name[0])
    if name in _DRUGS:
        acted = (target(rest[1:]),) if rest.startswith("<") else ()
        partners = (named(rest[1:]),) if rest.startswith("&") else ()
        return Argument("drug", token, drug=named(name), targets=acted, combination=partners)
    if name in _TARGETS and not rest.startswith("."):
        alteration, _, by = rest.removeprefix(":").partition(" by ")
        return Argument(
            "target",
            token,
            target=target(name, alteration),
            targets=(target(name),) if alteration else (),
            drugs=(named(by),) if by else (),
            group=bool(match["group"]),
        )
    concerned = re.search(r"/(\w)", rest)
    drugs = (named(concerned[1]),) if concerned else ()
    direction = 1 if "+" in rest else -1 if "-" in rest else 0
    if name in _TARGETS:
        process = grammar.words.process[rest[1:].rstrip("+-")]
        polarity = process.polarity
        return Argument(
            "outcome", token, outcome=process.outcome, process=process, polarity=polarity, direction=direction, targets=(target(name),)
        )
    outcome, polarity = _POLARITY.get(name, (name, 1))
    return Argument("outcome", token, outcome=outcome, polarity=polarity, direction=direction, drugs=drugs)


def said(slots: Slots) -> str:
    """Slots in one line: drug, target with its state, mechanism, outcome with its direction, partners."""
    parts = [slots.drug.name] if slots.drug else []
    if slots.target:
        parts.append(slots.target.named.name + (f":{slots.target.alteration}" if slots.target.alteration else ""))
    parts += [slots.mechanism] if slots.mechanism else []
    if slots.outcome:
        parts.append(f"{slots.outcome} {direction_of(slots) or '?'}")
    return " ".join([*parts, *(f"with {drug.name}" for drug in slots.combination)])


def event(name: str, grammar: EvidenceGrammar) -> Event:
    return next(each for each in grammar.events if each.id == name)


def check(cause: str | None, name: str, theme: str | None, expected: list[str], grammar: EvidenceGrammar) -> None:
    slots = compose(event(name, grammar), argument(cause, grammar), argument(theme, grammar))
    assert [said(each) for each in slots] == expected


@pytest.mark.parametrize(
    ("cause", "verb", "theme", "expected"),
    [
        # on a target
        ("X", "inhibit", "T", ["X T inhibits"]),
        ("X", "activate", "T", ["X T activates"]),
        ("X", "decrease", "T", ["X T decreases_amount expression decrease"]),
        ("X", "increase", "T", ["X T increases_amount expression increase"]),
        ("X", "degrade", "T", ["X T degrades expression decrease"]),
        ("X&Y", "inhibit", "T", ["X T inhibits with Y"]),
        # on what a target does: the mechanism follows the direction
        ("X", "inhibit", "T.signaling", ["X T inhibits signaling decrease"]),
        ("X", "increase", "T.signaling", ["X T activates signaling increase"]),
        ("X", "inhibit", "T.phosphorylation", ["X T inhibits signaling decrease"]),
        ("X", "decrease", "T.expression", ["X T decreases_amount expression decrease"]),
        ("X", "increase", "T.degradation", ["X T degrades expression decrease"]),
        ("X", "inhibit", "T.degradation", ["X T increases_amount expression increase"]),
        ("X", "inhibit", "T.interaction", ["X T blocks_binding"]),
        # two signs multiply: X inhibited the reduced expression of T
        ("X", "inhibit", "T.expression-", ["X T increases_amount expression increase"]),
        ("X", "increase", "T.expression-", ["X T decreases_amount expression decrease"]),
        # on an outcome
        ("X", "inhibit", "cell_growth", ["X cell_growth decrease"]),
        ("X", "increase", "apoptosis", ["X apoptosis increase"]),
        ("X", "increase", "survival-", ["X survival decrease"]),
        ("X", "inhibit", "survival-", ["X survival increase"]),
        ("X", "increase", "regression", ["X tumor_growth decrease"]),
        ("X", "decrease", "death", ["X survival increase"]),
        ("X<T", "inhibit", "cell_growth", ["X T inhibits cell_growth decrease"]),
        ("X", "inhibit", "resistance/Y", ["X resistance decrease with Y"]),
        # no direction said
        ("X", "affect", "survival", ["X survival ?"]),
        # an effect on a state of a target is what the drug does
        ("X", "increase", "T:loss", ["X T decreases_amount expression decrease"]),
        # an outcome that is only said of a target says nothing without one
        ("X", "inhibit", "signaling", []),
        ("X", "inhibit", "expression", []),
    ],
)
def test_a_drug_acts(cause: str, verb: str, theme: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    check(cause, verb, theme, expected, grammar)


@pytest.mark.parametrize(
    ("cause", "verb", "theme", "expected"),
    [
        ("T:loss", "increase", "resistance/X", ["X T:loss mediates resistance increase"]),
        ("T:overexpression", "inhibit", "apoptosis", ["T:overexpression mediates apoptosis decrease"]),
        ("T:inhibition", "increase", "sensitivity/X", ["X T:inhibition mediates sensitivity increase"]),
        ("T.expression-", "increase", "resistance/X", ["X T:loss mediates resistance increase"]),
        ("T.activation", "increase", "cell_growth", ["T:activation mediates cell_growth increase"]),
        ("T", "activate", "U", ["T activates signaling increase"]),
        ("T", "increase", "U", ["T activates expression increase"]),
        ("T", "inhibit", "U.signaling", ["T inhibits signaling decrease"]),
        ("T", "inhibit", "T", []),  # nothing acts on itself
        ("T", "inhibit", "X", []),  # targets do nothing to drugs
        ("T:inhibition by X", "increase", "apoptosis", ["X T inhibits apoptosis increase"]),  # the drug that inhibits it acts
    ],
)
def test_a_target_acts(cause: str, verb: str, theme: str, expected: list[str], grammar: EvidenceGrammar) -> None:
    check(cause, verb, theme, expected, grammar)


@pytest.mark.parametrize(
    ("cause", "name", "theme", "expected"),
    [
        # link: either side may name the outcome, and no mechanism is said
        ("T:loss", "link", "resistance/X", ["X T:loss resistance increase"]),
        ("resistance/X", "link", "T:loss", ["X T:loss resistance increase"]),
        ("T:loss", "link", "survival-", ["T:loss survival decrease"]),
        ("X", "link", "survival+", ["X survival increase"]),
        ("T", "link", "U", []),
        # need: the target mediates
        ("T", "need", "apoptosis", ["T mediates apoptosis increase"]),
        ("resistance/X", "need", "T", ["X T mediates resistance increase"]),
        # replace: what stands in for the target of a drug makes resistant to the drug
        ("T", "compensate", "U:inhibition by X", ["X T substitutes resistance increase"]),
        ("T", "compensate", "U", []),
        # bind: in either order
        ("X", "bind", "T", ["X T binds"]),
        ("T", "bind", "X", ["X T binds"]),
        ("T", "bind", "U", []),
        # effect: the word names the outcome itself
        ("X", "effective", None, ["X response increase"]),
        ("X", "tolerated", None, ["X toxicity decrease"]),
        ("@T:mutation", "resistant", "X", ["X T:mutation resistance increase"]),
        (None, "sensitive", "X", ["X sensitivity increase"]),
        # compare
        ("X", "higher", "survival", ["X survival increase"]),
        ("X", "lower", "survival", ["X survival decrease"]),
        ("X", "same", "survival", ["X survival unchanged"]),
        ("X", "higher", "death", ["X survival decrease"]),
        ("X", "higher", "expression", []),
        # state: cells show an outcome of the drug that it concerns, a drug shows it of itself
        ("@T:amplification", "show", "resistance/X", ["X T:amplification resistance increase"]),
        (None, "show", "sensitivity-/X", ["X sensitivity decrease"]),
        ("X", "show", "toxicity+", ["X toxicity increase"]),
        ("@T:amplification", "show", "survival", []),
        # nobody says who did it
        (None, "decrease", "T.expression", ["T decreases_amount expression decrease"]),
        (None, "decrease", "survival", []),
    ],
)
def test_other_kinds_of_events(cause: str | None, name: str, theme: str | None, expected: list[str], grammar: EvidenceGrammar) -> None:
    check(cause, name, theme, expected, grammar)


def test_a_statement_fills_two_of_drug_target_and_outcome_and_says_something_of_them(grammar: EvidenceGrammar) -> None:
    shorts = [
        None,
        "X",
        "X<T",
        "X&Y",
        "T",
        "T:loss",
        "U:inhibition by X",
        "@T:mutation",
        "T.expression-",
        "U.signaling",
        "survival-",
        "resistance/X",
    ]
    for each in grammar.events:
        for cause in shorts:
            for theme in shorts:
                for slots in compose(each, argument(cause, grammar), argument(theme, grammar)):
                    assert slots.filled >= 2
                    assert slots.mechanism is not None or slots.outcome is not None
                    assert slots.drug is None or slots.target is None or slots.drug.name != slots.target.named.name
                    assert slots.sign in (-1, 0, 1)
                    assert slots.sign == 0 or slots.outcome is not None


def test_a_substance_is_a_target_only_of_what_is_done_with_it(grammar: EvidenceGrammar) -> None:
    glucose = Target(named("G"), substance=True)
    theme = Argument("target", 9, target=glucose)
    assert list(compose(event("inhibit", grammar), argument("X", grammar), theme)) == []
    assert list(compose(event("bind", grammar), argument("X", grammar), theme)) == []
    release = grammar.words.process["release"]
    outcome = Argument("outcome", 9, outcome=release.outcome, process=release, targets=(glucose,))
    assert [said(slots) for slots in compose(event("inhibit", grammar), argument("X", grammar), outcome)] == [
        "X G decreases_amount other decrease"
    ]


def test_a_group_is_not_acted_on(grammar: EvidenceGrammar) -> None:
    theme = argument("@T:mutation", grammar)
    assert theme is not None
    assert list(compose(event("inhibit", grammar), argument("X", grammar), replace(theme, targets=()))) == []
