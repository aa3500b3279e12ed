"""What was measured, under which drug, and when: the words around a finding that name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model.evidence import Named

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.grammar.measures import MeasureName
    from extract.model.claim import Quantity, Role
    from extract.model.document import Document, Sentence
    from extract.model.mention import Mention

_FALLBACK = {
    "share": ("frequency", 0.6),
    "fold": ("fold_change", 0.9),
    "molecular_mass": ("molecular_weight", 0.9),
    "count": ("frequency", 0.6),
}


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """The measure of a finding, its words as written (None when no words name it) and their span in the sentence."""

    value: str
    text: str | None
    start: int
    end: int
    statistic: str | None
    confidence: float


def measure_of(text: str, quantity: Quantity, offset: int, names: list[MeasureName], tools: ClaimGrammar) -> NamedMeasure:
    """The measure that a finding belongs to, by the nearest name that fits its unit; without one, by the unit alone."""
    start, end = quantity.start - offset, quantity.end - offset
    kind = unit_kind(quantity, tools)
    name = tools.measures.nearest(names, text, start, end, kind, quantity.value)
    if name is not None and not name.measure.setting:
        return NamedMeasure(name.measure.value, text[name.start : name.end], name.start, name.end, name.measure.statistic, 1.0)
    value, confidence = _FALLBACK.get(kind, ("other", 0.5))
    return NamedMeasure(value, None, start, start, None, confidence)


def unit_kind(quantity: Quantity, tools: ClaimGrammar) -> str:
    """What the unit of a quantity measures; "none" without a unit."""
    if quantity.unit == "{fold}":
        return "fold"
    if quantity.unit is None:
        return "none"
    if quantity.unit == "1" and quantity.unit_text is None:
        return "count"
    return tools.units.kind(quantity.unit)


def statistic_of(text: str, offset: int, quantity: Quantity, measure: NamedMeasure, tools: ClaimGrammar) -> str | None:
    """Mean, median, rate or ratio, as the words between measure and number say."""
    if quantity.kind not in ("estimate", "range"):
        return None
    if measure.statistic:
        return measure.statistic
    start = quantity.start - offset
    words = text[max(0, min(measure.start, start) - 40) : max(measure.end, start)]
    best: tuple[int, str] | None = None
    for name, regex in tools.comparisons.statistics:
        for match in regex.finditer(words):
            if best is None or match.start() > best[0]:
                best = (match.start(), name)
    return best[1] if best else None


def timepoint_of(text: str, start: int, end: int, tools: ClaimGrammar) -> str | None:
    """The time of the measurement, as written: the mention of a time that is nearest to the number in its part of the sentence."""
    best: tuple[int, str] | None = None
    for regex in tools.comparisons.timepoints:
        for match in regex.finditer(text):
            a, b = match.span("t")
            if a < end and start < b:
                continue
            between = text[b:start] if b <= start else text[end:a]
            distance = len(between) + 200 * between.count(";")
            if best is None or distance < best[0]:
                best = (distance, match["t"])
    return best[1] if best else None


class Topics:
    """Which drug a passage is about when a sentence names none: its heading, the sentences before it, the title."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._drugs = sorted((m for m in mentions if m.label == "DRUG"), key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._drugs]
        self._headings = [block for block in document.blocks if block.kind in ("heading", "title")]

    def between(self, start: int, end: int) -> list[Mention]:
        """The drugs named in a span."""
        return self._drugs[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]

    def topic(self, sentence: Sentence) -> Mention | None:
        """The drug of the heading above, else the commonest of the paragraph so far, else that of the title."""
        for block in reversed(self._headings):
            if block.end <= sentence.start and block.kind == "heading" and (named := self.between(block.start, block.end)):
                return named[0]
            if block.end <= sentence.start and block.kind == "heading":
                break
        blocks = self._document.blocks
        if 0 <= sentence.block < len(blocks) and (named := self.between(blocks[sentence.block].start, sentence.start)):
            return _commonest(named)
        title = next((block for block in self._document.blocks if block.kind == "title"), None)
        if title is not None and (named := self.between(title.start, title.end)):
            return named[0]
        return None


def drug_of(
    sentence: Sentence,
    mentions: Sequence[Mention],
    value: Quantity,
    arms: Sequence[tuple[int, int] | None],
    roles: Sequence[Role],
    topics: Topics,
    tools: ClaimGrammar,
) -> Named | None:
    """The drug that a claim is about, None when no drug can be told.

    That of the treatment arm which the comparator does not have too, else the first one given in the clause before the number, else
    one named behind it; drugs of the comparator, drugs only named ("after progression on X") and what the treatment was added to
    come last. A sentence without a drug of its own is about the drug of its passage.
    """
    inside = [m for m in mentions if m.label == "DRUG" and m.end <= sentence.end and not tools.groups.comparator.fullmatch(m.text)]
    spans = {
        role: [(arm[0] + sentence.start, arm[1] + sentence.start) for arm, r in zip(arms, roles, strict=True) if arm and r == role]
        for role in roles
    }
    compared = [m for m in inside if any(a <= m.start and m.end <= b for a, b in spans.get("comparator", ()))]
    shared = {_key(m) for m in compared}
    of_arm = [m for role in roles if role != "comparator" for a, b in spans.get(role, ()) for m in inside if a <= m.start and m.end <= b]
    of_arm = [m for m in of_arm if not _only_named(m, sentence, tools)]
    given = [m for m in inside if m not in compared and not _only_named(m, sentence, tools) and not _added_to(m, sentence, tools)]
    generic = tools.groups.generic
    tiers = (
        [m for m in of_arm if _key(m) not in shared and not generic.fullmatch(m.text)],
        [m for m in of_arm if not generic.search(m.text)],
        [m for m in given if _key(m) not in shared and not generic.search(m.text)],
        [topic] if (topic := topics.topic(sentence)) is not None and not generic.fullmatch(topic.text) else [],
        of_arm,
        given,
        [m for m in inside if not _only_named(m, sentence, tools)],
        inside,
    )
    for tier in tiers:
        if tier:
            return _named(_nearest(tier, value, sentence))
    return None


def _nearest(drugs: list[Mention], value: Quantity, sentence: Sentence) -> Mention:
    """The first drug of the number's clause before the number, else the first before it, else the first behind it."""
    before = [m for m in drugs if m.end <= value.start]
    at = value.start - sentence.start
    clause = sentence.start + max(sentence.text.rfind("; ", 0, at), sentence.text.rfind(" while ", 0, at), 0)
    near = [m for m in before if m.start >= clause]
    return (near or before or drugs)[0]


def _key(drug: Mention) -> str:
    return drug.concept_id or drug.name.lower()


def _only_named(drug: Mention, sentence: Sentence, tools: ClaimGrammar) -> bool:
    """Whether the drug is not what was given: "trastuzumab-resistant", "no prior trastuzumab", "after progression on trastuzumab"."""
    start, end = drug.start - sentence.start, drug.end - sentence.start
    around = f"{sentence.text[max(0, start - 60) : start]}D{sentence.text[end : end + 16]}"
    return tools.groups.not_given.search(around) is not None


def _added_to(drug: Mention, sentence: Sentence, tools: ClaimGrammar) -> bool:
    """Whether the drug is what the treatment was added to: "added to trastuzumab and capecitabine, tucatinib"."""
    start = drug.start - sentence.start
    return tools.groups.background.search(sentence.text[max(0, start - 60) : start]) is not None


def _named(mention: Mention) -> Named:
    return Named(mention.name, mention.concept_id, mention.start, mention.end)


def _commonest(mentions: Sequence[Mention]) -> Mention:
    counts = Counter(_key(m) for m in mentions)
    return min(mentions, key=lambda m: (-counts[_key(m)], m.start))
