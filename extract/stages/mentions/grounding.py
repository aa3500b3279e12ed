"""What each name stands for: the one place where a mention gets its concept, and says how.

The ways, the surer before the less sure; the first that leaves a single concept decides:

1. `definition`  the document says what a short form means, and that stands for a concept. What the authors say beats every list.
2. `name`        the name is written as a vocabulary lists it; `spelling` when case, hyphens, Greek letters, numerals, plural differ.
3. `context`     several concepts have the name, and exactly one of them is named in full somewhere else in the document.

A mention grounds only to concepts of its own kind: a disease to diseases, drugs and chemicals to either. What stays ambiguous is not
grounded. A family of proteins is a concept of its own and never stands for one of its members, nor a member for its family.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.model.mention import GroundingMethod, Label, Mention
    from extract.vocabulary import Candidate, Vocabulary

_KIN: dict[Label, frozenset[Label]] = {"DRUG": frozenset({"DRUG", "CHEMICAL"}), "CHEMICAL": frozenset({"DRUG", "CHEMICAL"})}
_FULL = 6
"""A name of at least so many letters names its concept in full: it tells what its short forms in the document mean."""


@dataclass(frozen=True, slots=True)
class Grounding:
    """The candidate that a name stands for and how that was told; both are None where it could not be told.

    `rivals` are the candidates that were not chosen, best first.
    """

    chosen: Candidate | None
    method: GroundingMethod | None
    rivals: tuple[Candidate, ...]


def ground(mentions: Iterable[Mention], text: str, definitions: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions of a document and their parts, each with the concept that it stands for, or with none.

    `definitions` holds the short forms that the document defines with their long forms as written.
    """
    mentions = tuple(mentions)
    context = _Context(mentions, definitions, vocabulary)
    return tuple(_grounded(mention, context) for mention in mentions)


def grounding_of(mention: Mention, mentions: Sequence[Mention], definitions: Mapping[str, str], vocabulary: Vocabulary) -> Grounding:
    """For `explain`: what a mention stands for among the others of its document, with the concepts that were not chosen."""
    return _Context(tuple(mentions), definitions, vocabulary).decide(mention.text, mention.label)


class _Context:
    """What a document says that helps to tell what its names stand for."""

    def __init__(self, mentions: Sequence[Mention], definitions: Mapping[str, str], vocabulary: Vocabulary) -> None:
        self._definitions = definitions
        self._vocabulary = vocabulary
        self._decided: dict[tuple[str, Label], Grounding] = {}
        self._named: frozenset[str] = frozenset()
        self._named = frozenset(
            found.chosen.concept.id
            for mention in _with_parts(mentions)
            if sum(c.isalpha() for c in mention.text) >= _FULL
            and (found := self._listed(mention.text, mention.label)).chosen is not None
            and found.chosen is not None
        )

    def decide(self, surface: str, label: Label) -> Grounding:
        """What a name stands for in this document."""
        known = self._decided.get((surface, label))
        if known is None:
            known = self._decided[surface, label] = self._decision(surface, label)
        return known

    def _decision(self, surface: str, label: Label) -> Grounding:
        listed = self._listed(surface, label)
        long = self._definitions.get(surface) or self._definitions.get(surface.removesuffix("s"))
        if long is not None:
            meant = self._listed(long, label)
            if meant.chosen is not None:
                return Grounding(meant.chosen, "definition", tuple(c for c in listed.rivals if c.concept.id != meant.chosen.concept.id))
        return listed

    def _listed(self, surface: str, label: Label) -> Grounding:
        kin = _KIN.get(label, frozenset({label}))
        candidates = tuple(c for c in self._vocabulary.meanings(surface) if c.concept.label in kin)
        if not candidates:
            return Grounding(None, None, ())
        best = [c for c in candidates if c.rank == candidates[0].rank]
        chosen = best[0] if len({c.concept.id for c in best}) == 1 else None
        method: GroundingMethod = "name" if candidates[0].how == "exact" else "spelling"
        if chosen is None:
            told = [c for c in best if c.concept.id in self._named]
            if len({c.concept.id for c in told}) == 1:
                chosen, method = told[0], "context"
        if chosen is None:
            return Grounding(None, None, candidates)
        return Grounding(chosen, method, tuple(c for c in candidates if c is not chosen))


def _grounded(mention: Mention, context: _Context) -> Mention:
    parts = tuple(_grounded(part, context) for part in mention.parts)
    found = context.decide(mention.text, mention.label)
    if found.chosen is None:
        return replace(mention, parts=parts, concept_id=None, grounded_by=None, grounding_score=None)
    concept = found.chosen.concept
    return replace(
        mention,
        parts=parts,
        name=concept.name,
        concept_id=concept.id or None,
        value=concept.value,
        polarity=concept.polarity,
        grounded_by=found.method if concept.id else None,
        grounding_score=(1.0 if found.method == "name" else 0.9) if concept.id else None,
    )


def _with_parts(mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        yield mention
        yield from mention.parts
