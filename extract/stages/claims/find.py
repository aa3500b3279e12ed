"""From the quantities of a sentence to claims: findings that are compared with each other stand in one claim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.model.claim import Claim, ClaimValue
from extract.model.document import Sentence
from extract.model.evidence import Named
from extract.stages.claims.arms import Arms, Placed, arm_names
from extract.stages.claims.masking import Masked, mask
from extract.stages.claims.naming import Topics, drug_of, measure_of, statistic_of, timepoint_of, unit_kind
from extract.stages.claims.quoting import Quote
from extract.stages.claims.tables import find_table_claims
from extract.stages.quantities import table_passages

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.grammar.measures import MeasureName
    from extract.model.claim import Comparison, Quantity, Role
    from extract.model.document import Document, Section
    from extract.model.mention import Mention, Parse
    from extract.stages.claims.naming import NamedMeasure

_MOST_FINDINGS = 60
"""A "sentence" with more findings is a table that was read as text: which number belongs to what cannot be told."""
_FEWEST_WORDS = 3
_FEWEST_GAPS = 2
"""Numbers with nothing but space between them stand in columns, not in sentences."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_BOTH = re.compile(r"\b(?:both|each)\s+(?:were\s+|was\s+|of\s+)?(?:approximately\s+|about\s+)?\Z", re.IGNORECASE)
_AND = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:and|or)\s+(?:[a-z]+\s+){0,2}", re.IGNORECASE)
_LISTED = frozenset(("TARGET", "CHEMICAL", "CELL_LINE", "VARIANT"))
_BY_THEMSELVES = frozenset(("fold", "molecular_mass", "count"))
_POTENCIES = frozenset(("ic50", "ec50", "gi50", "ki", "kd"))
_RATIOS = frozenset(("hazard_ratio", "odds_ratio", "relative_risk"))


def find_claims(
    document: Document,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    parses: Mapping[int, Parse],
    tools: ClaimGrammar,
) -> tuple[Claim, ...]:
    """The measured findings of a document in text order, from sentences and from tables.

    Every number of a claim stands in its quote; numbers that the text does not show as such are left out.
    """
    topics = Topics(document, mentions)
    claims: list[Claim] = []
    by_sentence: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        if quantity.sentence is not None:
            by_sentence.setdefault(quantity.sentence, []).append(quantity)
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    starts = [m.start for m in ordered]
    for index in sorted(by_sentence):
        sentence = sentences[index]
        inside = ordered[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end)]
        claims.extend(_SentenceClaims(index, sentence, by_sentence[index], inside, topics, tools).claims())
    loose = [quantity for quantity in quantities if quantity.sentence is None]
    for passage in table_passages(document):
        numbers = [q for q in loose if passage.start <= q.start and q.end <= passage.end]
        if not numbers:
            continue
        inside = ordered[bisect_left(starts, passage.start) : bisect_right(starts, passage.end)]
        shown = Sentence(passage.start, passage.end, passage.text, None, -1, None)
        found = _SentenceClaims(None, shown, numbers, inside, topics, tools).claims()
        claims.extend(replace(claim, table=passage.table) for claim in found if claim.measure_text is not None)
    claims.extend(find_table_claims(document, sections, mentions, quantities, tools))
    return tuple(sorted(claims, key=lambda c: (c.start, c.end, c.values[0].start, c.measure)))


class _SentenceClaims:
    """The claims of one sentence."""

    def __init__(
        self,
        index: int | None,
        sentence: Sentence,
        quantities: list[Quantity],
        mentions: Sequence[Mention],
        topics: Topics,
        tools: ClaimGrammar,
    ) -> None:
        self._index = index
        self._sentence = sentence
        self._text = sentence.text
        self._mentions = mentions
        self._topics = topics
        self._tools = tools
        self._all = quantities
        self._masked: Masked = mask(sentence.text, sentence.start, quantities, tools.numbers)
        self._shown = Quote(sentence.text, tools.numbers.patterns.words)
        self._placed: list[Placed] = []
        self._targets: dict[int, Named] = {}
        self._measures: list[NamedMeasure] = []

    def claims(self) -> list[Claim]:
        """One claim for each comparison or lone finding."""
        if not 0 < len(self._masked.values) <= _MOST_FINDINGS or not self._is_prose():
            return []
        offset = self._sentence.start
        drugs = [(m.start - offset, m.end - offset) for m in self._mentions if m.label == "DRUG"]
        names = arm_names(self._text, drugs, self._tools)
        found = self._tools.measures.names(self._text)
        self._measures = [measure_of(self._text, value, offset, found, self._tools) for value in self._masked.values]
        others = [(m.start - offset, m.end - offset) for m in self._mentions if m.label in _LISTED]
        spans = [(name.start, name.end) for name in found]
        outcomes = spans + [(m.start - offset, m.end - offset) for m in self._mentions if m.label == "OUTCOME"]
        shown = self._masked.without_names(spans, self._tools.comparisons.times_apart)
        self._placed = Arms(shown, names, self._tools, [m.value for m in self._measures], others, outcomes, _RATIOS).fill()
        self._tell_targets()
        self._inherit()
        self._share_both(found)
        return self._with_treatments([claim for group in self._groups() if (claim := self._claim(group)) is not None])

    @staticmethod
    def _with_treatments(claims: list[Claim]) -> list[Claim]:
        """A ratio without a group of its own is about the drug and the treated group of the comparison before it."""
        compared: Claim | None = None
        found = []
        for claim in claims:
            if claim.measure in _RATIOS and compared is not None and all(value.arm is None for value in claim.values):
                arm = next((value.arm for value in compared.values if value.role == "treatment"), None)
                values = tuple(replace(value, arm=arm, role="treatment") for value in claim.values) if arm else claim.values
                found.append(replace(claim, drug=compared.drug, values=values))
                continue
            compared = claim if len({value.arm for value in claim.values if value.kind == "estimate"}) > 1 else compared
            found.append(claim)
        return found

    def _is_prose(self) -> bool:
        """Whether words outweigh numbers: cells of a table that was read as text say nothing by themselves."""
        words = len(_WORD.findall(self._text))
        findings = len(self._masked.values)
        if sum(not self._document_gap(*pair).strip() for pair in pairwise(self._all)) >= _FEWEST_GAPS:
            return False
        return words >= _FEWEST_WORDS and (findings <= 10 or words >= 3 * findings)

    def _document_gap(self, first: Quantity, second: Quantity) -> str:
        """What stands between two numbers; "." for numbers that touch or overlap."""
        start = self._sentence.start
        return self._text[first.end - start : second.start - start] or "."

    def _share_both(self, names: list[MeasureName]) -> None:
        """A number of two measures is two findings: "time to progression and survival (both 36.9 weeks)"."""
        for i, value in enumerate(self._masked.values):
            before = self._text[: value.start - self._sentence.start]
            if _BOTH.search(before) is None:
                continue
            kind = unit_kind(value, self._tools)
            fitting = [n for n in names if n.end <= len(before) and kind in n.measure.kinds and n.measure.value != self._measures[i].value]
            mine = self._measures[i]
            if fitting and _AND.fullmatch(self._text[fitting[-1].end : mine.start]):
                other = fitting[-1]
                words = self._text[other.start : other.end]
                self._measures.append(replace(mine, value=other.measure.value, text=words, start=other.start, end=other.end))
                self._placed.append(replace(self._placed[i], comparison_group=None))
                self._masked = replace(self._masked, values=(*self._masked.values, value))

    def _tell_targets(self) -> None:
        """A potency is of a drug against a target: "an IC50 of 3 nM for EGFR and 9 nM for HER2" compares no groups."""
        for i, place in enumerate(self._placed):
            if place.arm is None or self._measures[i].value not in _POTENCIES:
                continue
            start, end = place.arm[0] + self._sentence.start, place.arm[1] + self._sentence.start
            for m in self._mentions:
                if m.label == "TARGET" and start <= m.start and m.end == end and 3 * len(m.text) >= end - start:
                    self._targets[i] = Named(m.name, m.concept_id, m.start, m.end)
                    qualified = m.start > start
                    self._placed[i] = Placed(place.arm if qualified else None, "single", place.way, None)
                    break

    def _inherit(self) -> None:
        """A finding without a group has that of its neighbour with the same measure, when the sentence names no other group."""
        arms = {place.arm for place in self._placed if place.arm is not None}
        if len(arms) != 1:
            return
        for i in range(1, len(self._placed)):
            same = self._measures[i].value == self._measures[i - 1].value
            if self._placed[i].arm is None and same and self._measures[i].value not in _RATIOS and self._placed[i].comparison_group is None:
                self._placed[i].arm = self._placed[i - 1].arm

    def _groups(self) -> list[list[int]]:
        """Findings that belong together: joined by a way of speaking, or of the same measure and unit for different groups."""
        groups: list[list[int]] = []
        for i in range(len(self._placed)):
            group = next((g for g in reversed(groups) if self._belongs(i, g)), None)
            if group is None:
                groups.append([i])
            else:
                group.append(i)
        return groups

    def _belongs(self, i: int, group: list[int]) -> bool:
        mine, last = self._placed[i], group[-1]
        joined = {self._placed[j].comparison_group for j in group}
        if mine.comparison_group is not None and mine.comparison_group in joined:
            return True
        first = self._masked.values[i], self._masked.values[last]
        if i in self._targets or last in self._targets:
            return False
        if mine.arm is None or self._placed[last].arm is None or self._measures[i].value != self._measures[last].value:
            return False
        if first[0].unit != first[1].unit or first[0].kind != first[1].kind:
            return False
        if mine.comparison_group is not None and i > 0 and self._placed[i - 1].comparison_group == mine.comparison_group:
            return False
        mine_words = self._text[slice(*mine.arm)].lower()
        theirs = [self._text[slice(*arm)].lower() for j in group if (arm := self._placed[j].arm) is not None]
        return not any(mine_words.startswith(words) or words.startswith(mine_words) for words in theirs)

    def _claim(self, group: list[int]) -> Claim | None:
        start, end = self._sentence.start, self._sentence.end
        quote = self._text
        shown = self._shown
        values: list[ClaimValue] = []
        roles = self._roles(group)
        for i, role in zip(group, roles, strict=True):
            quantity, place = self._masked.values[i], self._placed[i]
            if not shown.shows(quantity):
                continue
            arm = self._text[slice(*place.arm)] if place.arm is not None else None
            values.append(self._value(quantity, i, arm or None, role))
            for owner, satellite in self._masked.satellites:
                if owner == i and shown.shows(satellite):
                    values.append(self._value(satellite, i, arm or None, role))
        if not any(value.kind in ("estimate", "range") for value in values):
            return None
        if group[0] == 0:
            values.extend(self._value(s, 0, None, "treatment") for owner, s in self._masked.satellites if owner is None and shown.shows(s))
        measure = self._measures[group[0]]
        compared = len(group) > 1 or self._placed[group[0]].arm is not None
        if measure.text is None and not compared and not self._is_finding_by_itself(self._masked.values[group[0]]):
            return None
        way = next((self._placed[i].way for i in group if self._placed[i].way is not None), None)
        drug = drug_of(
            self._sentence,
            self._mentions,
            self._masked.values[group[0]],
            [self._placed[i].arm for i in group],
            roles,
            self._topics,
            self._tools,
        )
        target = self._targets.get(group[0]) or self._nearest("TARGET", self._masked.values[group[0]])
        first = self._masked.values[group[0]]
        return Claim(
            sentence=self._index,
            table=None,
            start=start,
            end=end,
            quote=quote,
            drug=drug,
            target=target,
            measure=measure.value,
            measure_text=measure.text,
            comparison=self._comparison(group, measure),
            population=None,
            timepoint=timepoint_of(self._text, first.start - start, first.end - start, self._tools),
            pattern_id=way.id if way else "single",
            confidence=round((way.confidence if way else 0.5) * measure.confidence, 3),
            values=tuple(sorted(values, key=lambda v: (v.start, v.end, v.kind))),
        )

    def _is_finding_by_itself(self, quantity: Quantity) -> bool:
        """Whether a number needs no measure: a fold, a molecular mass, a count, a share of people or samples."""
        kind = unit_kind(quantity, self._tools)
        start, end = quantity.start - self._sentence.start, quantity.end - self._sentence.start
        if kind == "share":
            return self._tools.comparisons.is_share_of_something(self._text, start, end)
        return kind in _BY_THEMSELVES

    def _value(self, quantity: Quantity, i: int, arm: str | None, role: Role) -> ClaimValue:
        unit = quantity.unit or "1"
        measure = self._measures[i]
        si: Decimal | None = None
        if quantity.value is not None and quantity.kind in ("estimate", "dispersion"):
            si = self._tools.measures.canonical(measure.value, Decimal(repr(quantity.value)), unit)
        return ClaimValue(
            kind=quantity.kind,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            qualifier=quantity.qualifier,
            unit=unit,
            unit_text=quantity.unit_text,
            si_value=None if si is None else float(si),
            statistic=quantity.statistic or statistic_of(self._text, self._sentence.start, quantity, measure, self._tools),
            arm=arm,
            role=role,
            start=quantity.start,
            end=quantity.end,
        )

    def _roles(self, group: list[int]) -> list[Role]:
        """Treatment or comparator: by the words of the group, else the first one is the treatment."""
        if len(group) == 1:
            place = self._placed[group[0]]
            return [place.role or ("treatment" if place.arm is not None else "single")]
        arms = [self._text[slice(*arm)] if (arm := self._placed[i].arm) is not None else "" for i in group]
        compared = [bool(self._tools.groups.comparator.search(arm)) for arm in arms]
        roles: list[Role] = []
        for n, i in enumerate(group):
            given = self._placed[i].role
            if given is not None:
                roles.append(given)
            elif any(compared) and not all(compared):
                roles.append("comparator" if compared[n] else "treatment")
            else:
                roles.append("treatment" if n == 0 or (arms[n] and arms[n] == arms[0]) else "comparator")
        return roles

    def _comparison(self, group: list[int], measure: NamedMeasure) -> Comparison:
        first = self._masked.values[group[0]]
        for i in group:
            way = self._placed[i].way
            if way is not None and way.comparison is not None and len(group) > 1:
                return way.comparison
        if measure.value in _RATIOS:
            return "ratio"
        if len(group) > 1:
            return "versus"
        kind = self._tools.units.kind(first.unit) if first.unit and first.unit_text else ("fold" if first.unit == "{fold}" else "none")
        own = self._tools.comparisons.of(self._text, first.start - self._sentence.start, first.end - self._sentence.start, kind)
        return own or "none"

    def _nearest(self, label: str, quantity: Quantity) -> Named | None:
        best = min(
            (m for m in self._mentions if m.label == label and m.end <= self._sentence.end),
            key=lambda m: (min(abs(m.start - quantity.end), abs(quantity.start - m.end)), m.start),
            default=None,
        )
        return None if best is None else Named(best.name, best.concept_id, best.start, best.end)
