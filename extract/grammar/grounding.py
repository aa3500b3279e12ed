"""Rules of `patterns/grounding.toml`: how a name may be rewritten before it is looked up, and how far each way of grounding is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from extract.errors import PatternError
from extract.grammar.files import checked, compiled, read_toml, unique
from extract.model.mention import GroundingMethod, Label
from extract.resources import patterns_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extract.grammar.files import Table

Difference = Literal["spacing", "order", "letters"]

_ARROW = " -> "
_EACH = "@"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A way to say a name otherwise without changing what it names. `examples` are pairs of a name and what it becomes."""

    id: str
    why: str
    labels: frozenset[Label]
    find: re.Pattern[str]
    put: str
    each: Mapping[str, str]
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[str, ...]

    def of(self, name: str) -> str | None:
        """The name rewritten, or None where the rule does not apply."""
        match = self.find.search(name)
        if match is None:
            return None
        put = self.put
        if self.each:
            word = self.each.get(match.group("each").lower())
            if word is None:
                return None
            put = put.replace(_EACH, word)
        rewritten = f"{name[: match.start()]}{match.expand(put)}{name[match.end() :]}".strip()
        return rewritten if rewritten and rewritten != name else None


@dataclass(frozen=True, slots=True)
class Allowance:
    """The least likeness (0..1) at which a name is grounded by likeness, and in what it may differ from the listed name."""

    least: float
    differences: frozenset[Difference]


@dataclass(frozen=True, slots=True)
class GroundingRules:
    """The rewritings in the order in which they are tried, and the share of right groundings of each way and label.

    A label without an entry in `likeness` is never grounded by likeness. `aside` are words, and `common` beginnings of words, that names
    of different things share.
    """

    rewritings: tuple[Rewriting, ...]
    scores: Mapping[tuple[GroundingMethod, Label], float]
    likeness: Mapping[Label, Allowance]
    aside: frozenset[str]
    common: frozenset[str]

    def score(self, method: GroundingMethod, label: Label) -> float:
        """How far (0..1) a grounding of a label by a method is trusted; where it was never measured, as the method's worst label."""
        known = self.scores.get((method, label))
        return known if known is not None else min((s for (m, _), s in self.scores.items() if m == method), default=0.5)


@cache
def load_grounding(path: Path | None = None) -> GroundingRules:
    """The rules of a file, or of this installation. Raises PatternError for unknown keys, a doubled id or a rule without examples."""
    path = path or patterns_folder() / "grounding.toml"
    tables = checked(read_toml(path), required=("words", "rewriting", "score"), optional=("likeness",), where=str(path))
    rewritings = tuple(_rewriting(entry, path) for entry in tables["rewriting"])
    unique((rule.id for rule in rewritings), str(path))
    scores: dict[tuple[GroundingMethod, Label], float] = {}
    for entry in tables["score"]:
        where = f"{path}: score"
        entry = checked(entry, required=("method", "label", "right", "of"), optional=(), where=where)
        _known(entry["method"], get_args(GroundingMethod), where)
        _known(entry["label"], get_args(Label), where)
        # One of each kind is added, so that what was measured on few names is not held for certain.
        scores[entry["method"], entry["label"]] = round((entry["right"] + 1) / (entry["of"] + 2), 2)
    likeness: dict[Label, Allowance] = {}
    for entry in tables.get("likeness", ()):
        where = f"{path}: likeness"
        entry = checked(entry, required=("label", "least", "differences", "why"), optional=(), where=where)
        for value, values in ((entry["label"], get_args(Label)), *((each, get_args(Difference)) for each in entry["differences"])):
            _known(value, values, where)
        likeness[entry["label"]] = Allowance(float(entry["least"]), frozenset(entry["differences"]))
    words = checked(tables["words"], required=("aside", "common"), optional=(), where=f"{path}: words")
    return GroundingRules(rewritings, scores, likeness, frozenset(words["aside"]), frozenset(words["common"]))


def _rewriting(entry: Table, path: Path) -> Rewriting:
    where = f"{path}: {entry.get('id', 'a rewriting without id')}"
    entry = checked(entry, required=("id", "why", "labels", "find", "put", "examples", "counterexamples"), optional=("each",), where=where)
    for label in entry["labels"]:
        _known(label, get_args(Label), where)
    if not entry["examples"] or not entry["counterexamples"] or not all(_ARROW in example for example in entry["examples"]):
        raise PatternError("no_examples", "needs examples (name -> name) and counterexamples", where=where, remedy="Add them.")
    pairs = (example.split(_ARROW) for example in entry["examples"])
    find = compiled(entry["find"], where)
    if bool(entry.get("each")) != ("each" in find.groupindex):
        raise PatternError("bad_each", "a table `each` and a group (?P<each>...) belong together", where=where, remedy="Add the other.")
    return Rewriting(
        id=entry["id"],
        why=entry["why"],
        labels=frozenset(entry["labels"]),
        find=find,
        put=entry["put"],
        each=dict(entry.get("each", {})),
        examples=tuple((before, after) for before, after in pairs),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _known(value: str, values: tuple[str, ...], where: str) -> None:
    if value not in values:
        raise PatternError("unknown_value", f"{value!r} is none of {', '.join(values)}", where=where, remedy="Use one of them.")
