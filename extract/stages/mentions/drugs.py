"""Drug or chemical: what a substance is that no list knows, told by what is done with it in the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.model.mention import Mention
    from extract.vocabulary import ShapeRules

_REACH = 60


def drugs_told(text: str, mentions: Sequence[Mention], long_forms: Mapping[str, str], rules: ShapeRules) -> tuple[Mention, ...]:
    """The mentions, where a substance that no list knows is a DRUG everywhere when it is used as one anywhere: "treated with X".

    A short form and its long form are one substance.
    """
    unlisted = [m for m in mentions if m.label == "CHEMICAL" and m.method != "dictionary" and m.concept_id is None]
    given = {_substance(m, long_forms) for m in unlisted if used_as_drug(text, m.start, m.end, rules)}
    given |= {_substance(m, long_forms) for m in mentions if m.label == "DRUG"}
    found = set(map(id, unlisted))
    return tuple(replace(m, label="DRUG") if id(m) in found and _substance(m, long_forms) in given else m for m in mentions)


def used_as_drug(text: str, start: int, end: int, rules: ShapeRules) -> bool:
    """Whether what stands right before or after a substance says that it is given to somebody, or works as a drug does."""
    before = text[max(0, start - _REACH) : start]
    return any(
        cue.before.search(before) is not None
        if cue.before is not None
        else cue.after is not None and cue.after.match(text, end) is not None
        for cue in rules.drug_cues
    )


def _substance(mention: Mention, long_forms: Mapping[str, str]) -> str:
    words = mention.text
    return long_forms.get(words, words).lower()
