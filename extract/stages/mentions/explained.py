"""Why each name of a document stands for what it stands for, and why not for something else: for `evitrace explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.stages.mentions.grounding import groundings, is_collapse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.model.mention import Mention
    from extract.stages.mentions.grounding import Grounding
    from extract.vocabulary import Candidate, Vocabulary

_NOT_CHOSEN = {
    "definition": "the document defines the short form otherwise",
    "context": "the document names the other in full",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A mention or a part of one, and the concepts that it was not grounded to, each with the reason."""

    mention: Mention
    refused: tuple[tuple[Candidate, str], ...]


def explained(mentions: Sequence[Mention], definitions: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Explained, ...]:
    """Each mention of a document and each part of one with the concepts that its words may stand for too, best first."""
    found = []
    for mention, grounding in groundings(mentions, definitions, vocabulary):
        refused = [(rival, _why_not(rival, grounding)) for rival in grounding.rivals]
        seen = {rival.concept for rival in grounding.rivals} | ({grounding.chosen.concept} if grounding.chosen is not None else set())
        if grounding.chosen is None or grounding.method != "name":
            others = [candidate for candidate in vocabulary.meanings(mention.text) if candidate.concept not in seen]
            refused += [
                (c, _of_others(c, mention)) for c in others if grounding.chosen is None or c.concept.id != grounding.chosen.concept.id
            ]
        found.append(Explained(mention, tuple(refused)))
    return tuple(found)


def _of_others(candidate: Candidate, mention: Mention) -> str:
    """Why a candidate was not even considered."""
    return (
        "its name is written in other letters" if candidate.how == "loose" else f"it is a {candidate.concept.label}, not a {mention.label}"
    )


def _why_not(rival: Candidate, grounding: Grounding) -> str:
    chosen = grounding.chosen
    if chosen is None:
        return "others are as likely" if grounding.ambiguous else "the document defines the short form as something that no list has"
    if grounding.method in _NOT_CHOSEN:
        return _NOT_CHOSEN[grounding.method]
    if is_collapse(rival, (chosen,)):
        return "it is a member of the family that has the name"
    if rival.rank[0] > chosen.rank[0]:
        return "its list comes after the other's"
    if rival.rank[1] > chosen.rank[1]:
        return "its name is written otherwise"
    return "the name is a synonym of it and the other's own" if rival.rank[2] > chosen.rank[2] else "others are as likely"
