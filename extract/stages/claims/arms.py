"""Which number belongs to which group of the study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extract.stages.claims.masking import VALUE

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar, Way
    from extract.model.claim import Role
    from extract.stages.claims.masking import Masked, View

_BETWEEN = re.compile(
    r"\s*,?\s+(?:and|or|versus|vs\.?|than|compared\s+(?:with|to))\s+(?:with\s+|in\s+|for\s+|the\s+|to\s+)*|\s*[,;]\s+|\s*/\s*"
)
_EDGE = re.compile(
    r"^(?:[\s,;:(\[]|(?:the|a|an|those|that|only|both|all|each|with|in|for|among|of|by|on|from|than|and|to|was|were|while|whereas)\s)+|[\s,;:(\[]+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(in|among|with|for|after|of|by|on|to|following|under)\s+(?:(?!\b(?:in|among|with|for|after|by|on|to|and|or)\b)[\w-]+\s+){0,5}\Z"
)
_CLAUSE = re.compile(r"[;:]\s|\b(?:while|whereas|but)\s|\bthat\s(?!(?:was|were|had|have|received|did)\b)|\ue000.*?\band\s")
_SENTENCE_PART = re.compile(r"[;:]\s|\b(?:while|whereas|but)\s|\bthat\s(?!(?:was|were|had|have|received|did)\b)")
_PART_END = re.compile(r"[;\ue000]|\b(?:versus|vs|compared|than|while|whereas|respectively)\b")
_PART_OF = re.compile(r"\s(?:of|in|from)\s(?:the\s|both\s|all\s)?")
_LOOK_BACK = 240
_DOSES = re.compile(
    r"\s*(?:at\s+)?\(?\s*(\d[\d.,]*(?:\s?(?!and\b|or\b)[a-zµμ]+(?:/[a-z]+)?)?(?:(?:,|,?\s+(?:and|or))\s+\d[\d.,]*(?:\s?(?!and\b|or\b)[a-zµμ]+(?:/[a-z]+)?)?)+)"
)


@dataclass(frozen=True, slots=True)
class ArmName:
    """The name of a group in a sentence (offsets into the sentence); `drug` when it is a drug, else words such as "placebo group"."""

    start: int
    end: int
    text: str
    drug: bool


@dataclass(slots=True)
class Placed:
    """A finding with its group: what the ways of speaking found out about it."""

    arm: tuple[int, int] | None = None
    role: Role | None = None
    way: Way | None = None
    comparison_group: int | None = None


@dataclass(slots=True)
class Arms:
    """Groups of the findings of one sentence, filled in by the ways of speaking from the surest to the weakest.

    `names` are names of groups, `others` names of anything else that a list of numbers may be about, `measures` the measure of
    each finding, `outcomes` what is measured: no group is named by that alone. A number of one of the measures `ratios` belongs to
    the comparison of two groups: only words that stand directly at it give it a group.
    """

    masked: Masked
    names: Sequence[ArmName]
    grammar: ClaimGrammar
    measures: Sequence[str]
    others: Sequence[tuple[int, int]]
    outcomes: Sequence[tuple[int, int]]
    ratios: frozenset[str] = frozenset()
    placed: list[Placed] = field(default_factory=list)
    _view: View = field(init=False)
    _groups: int = 0
    _carrying: bool = False
    _lists: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.placed = [Placed() for _ in self.masked.values]
        self._view = self.masked.view()
        self.names = [replace(n, start=self._view.here(n.start), end=self._view.here(n.end)) for n in self.names]
        self.outcomes = [(self._view.here(start), self._view.here(end)) for start, end in self.outcomes]
        self.others = [(self._view.here(start), self._view.here(end)) for start, end in self.others]

    def fill(self) -> list[Placed]:
        """The findings with their groups."""
        *ways, last = self.grammar.ways
        for way in ways:
            self._read(way)
        self._carrying = True
        for way in ways:
            if way.joins:
                self._read(way)
        self._read(last)
        self._share()
        for place in self.placed:
            place.arm = None if place.arm is None else self._view.there(place.arm)
        return self.placed

    def _share(self) -> None:
        """Both ends of a change have one group; a list without groups has those of another list of its length, or its subject's."""
        lists = list(self._lists)
        for n, indices in enumerate(lists):
            places = [self.placed[i] for i in indices]
            arms = [place.arm for place in places]
            way = places[0].way
            if way is not None and way.comparison == "change":
                known = next((arm for arm in arms if arm is not None), None)
                for place in places:
                    place.arm = place.arm or known
                continue
            if any(arm is not None for arm in arms) or len({self.measures[i] for i in indices}) > 1:
                continue
            for other in (*reversed(lists[:n]), *lists[n + 1 :]):
                theirs = [self.placed[i].arm for i in other]
                if len(other) == len(indices) and None not in theirs and len(set(theirs)) == len(theirs):
                    for place, arm in zip(places, theirs, strict=True):
                        place.arm = arm
                    break
            else:
                places[0].arm = self._subject(indices[0])

    def _subject(self, i: int) -> tuple[int, int] | None:
        """The only group that the clause of a finding names before it; it is the one that was treated."""
        at = self._position(i)
        floor = max((m.end() for m in _SENTENCE_PART.finditer(self._view.text, 0, at)), default=0)
        named = [n for n in self.names if floor <= n.start and n.end <= at and not self.grammar.groups.baseline.search(n.text)]
        if len({n.text.lower() for n in named}) != 1 or self.grammar.groups.comparator.search(named[0].text):
            return None
        return named[0].start, named[0].end

    def _position(self, i: int) -> int:
        """Where a finding stands in the view."""
        at = -1
        for _ in range(i + 1):
            at = self._view.text.index(VALUE, at + 1)
        return at

    def _read(self, way: Way) -> None:
        """Applies a way wherever it fits. The last way of all takes every number that is left."""
        position = 0
        while (match := way.regex.search(self._view.text, position)) is not None:
            before = None
            if way.before is not None:
                end = match.start() if way.look != "bracket" else self._view.text.rfind("(", 0, match.start() + 1)
                before = way.before.search(self._view.text, max(0, end - _LOOK_BACK), max(0, end))
            if way.before is None or before is not None:
                self._apply(way, match, before)
            position = _first_value(match) + 1

    def _apply(self, way: Way, match: re.Match[str], before: re.Match[str] | None) -> None:
        groups = match.groupdict()
        lists = [self._view.indices_in(match.start(name), match.end(name)) for name in ("vs", "vs1", "vs2") if groups.get(name)]
        if lists:
            indices = [i for indices in lists for i in indices]
        else:
            indices = [i for name in ("v1", "v2") if groups.get(name) for i in self._view.indices_in(*match.span(name))]
        if not indices or (any(self.placed[i].way is not None for i in indices) and not self._completes(way, indices)):
            return
        if way.pair and len({self.measures[i] for i in indices}) > 1:
            return
        if (way.look is not None or way.before is not None) and any(self.measures[i] in self.ratios for i in indices) and len(indices) == 1:
            return
        if way.measures and not {self.measures[i] for i in indices} <= way.measures:
            return
        arms = self._arms(way, match, before, len(indices))
        if arms is None:
            return
        joined = None
        if way.joins:
            known = [self.placed[i].comparison_group for i in indices if self.placed[i].comparison_group is not None]
            joined = known[0] if known else self._groups
            self._groups += not known
            self._lists.append(tuple(indices))
        for n, i in enumerate(indices):
            place = self.placed[i]
            if place.arm is None:
                place.arm = arms[n]
            place.way = place.way or way
            place.role = place.role or (way.roles[n] if n < len(way.roles) else None)
            place.comparison_group = joined if place.comparison_group is None else place.comparison_group

    def _completes(self, way: Way, indices: list[int]) -> bool:
        """A weaker way may still give a group to numbers of a comparison whose groups were not found."""
        if way.joins or any(self.placed[i].arm is not None for i in indices):
            return False
        return not (way.look == "clause" and any(self.placed[i].comparison_group is not None for i in indices))

    def _arms(self, way: Way, match: re.Match[str], before: re.Match[str] | None, count: int) -> list[tuple[int, int] | None] | None:
        """The spans of the groups, one for each number; None when the way does not apply."""
        if way.look is not None:
            return self._looked_up(way, match, count)
        groups = {**(before.groupdict() if before else {}), **match.groupdict()}
        spans = {name: (before if before and name in before.re.groupindex else match).span(name) for name, text in groups.items() if text}
        if "as" in spans:
            split = self._split(*spans["as"], count, way.loose)
            return list(split) if split else None
        if "a" in spans:
            span = self._trim(*spans["a"])
            return [span] * count if self._is_arm(span, way.loose) else None
        found: list[tuple[int, int] | None] = []
        for n in ("1", "2"):
            if f"vs{n}" not in spans and f"v{n}" not in spans:
                continue
            size = len(self._view.indices_in(*spans[f"vs{n}"])) if f"vs{n}" in spans else 1
            arm = self._trim(*spans[f"a{n}"]) if f"a{n}" in spans else None
            if arm is not None and not self._is_arm(arm, way.loose):
                return None
            found.extend([arm] * size)
        if way.other == "alike" and found[0] is None:
            found[0] = self._counterpart(spans["v1"][0], found[1])
        elif way.other == "subject" and found[treated := way.roles.index("treatment")] is None:
            found[treated] = self._treated(spans["v1"][0], found[1 - treated])
        return found if any(arm is not None for arm in found) or not (way.before or "a1" in groups) else None

    def _looked_up(self, way: Way, match: re.Match[str], count: int) -> list[tuple[int, int] | None] | None:
        """Groups that are found by their names, before or behind the numbers."""
        at = _first_value(match)
        if way.look == "behind":
            floor = match.end()
            stop = next((m.start() for m in _PART_END.finditer(self._view.text, floor)), len(self._view.text))
            for name in self.names:
                if (
                    floor <= name.start
                    and name.end <= stop
                    and _PREPOSITION.search(self._view.text, max(floor, name.start - 60), name.start)
                ):
                    return [self._whole(name, floor)]
            return None
        if way.look == "earlier":
            earlier = [arms for n in reversed(self._lists) if len(n) == count and None not in (arms := [self.placed[i].arm for i in n])]
            return earlier[0] if earlier else None
        if way.look == "clause":
            floor = max((m.end() for m in _CLAUSE.finditer(self._view.text, 0, at)), default=0)
            names = [name for name in self.names if floor <= name.start and name.end <= at]
            names = [name for name in names if not self.grammar.groups.baseline.search(name.text)]
            if not names:
                floor = max((m.end() for m in _SENTENCE_PART.finditer(self._view.text, 0, at)), default=0)
                names = [name for name in self.names if floor <= name.start and name.end <= at]
            return [(names[0].start, names[0].end)] * count if names else None
        end = self._view.text.rfind("(", 0, at) if way.look == "bracket" else match.start()
        floor = max(0, end - _LOOK_BACK, self._view.text.rfind(";", 0, end) + 1)
        return self._last_named(way, floor, end, count)

    def _last_named(self, way: Way, start: int, end: int, count: int) -> list[tuple[int, int] | None] | None:
        """The last groups named in a span, as many as there are numbers; groups of an earlier list when none is named."""
        inside = [n for n in self.names if start <= n.start and n.end <= end and not self.grammar.groups.baseline.search(n.text)]
        spans = [span for name in inside for span in self._with_doses(name)]
        distinct: list[tuple[int, int]] = []
        for span in reversed(spans):
            if self._view.text[slice(*span)].lower() not in {self._view.text[slice(*d)].lower() for d in distinct}:
                distinct.insert(0, span)
        if len(distinct) >= count:
            return list(distinct[-count:])
        others = [span for span in self.others if start <= span[0] and span[1] <= end]
        if not way.pair and len(others) >= count:
            return list(others[-count:])
        if not self._carrying:
            return None
        for earlier in reversed(self._lists):
            if len(earlier) == count and (arms := [self.placed[i].arm for i in earlier]) and None not in arms:
                return arms
        return [None] * count if way.pair else None

    def _whole(self, name: ArmName, floor: int) -> tuple[int, int]:
        """The words of a group from behind the preposition that leads it in."""
        lead = _PREPOSITION.search(self._view.text, max(floor, name.start - 60), name.start)
        return self._trim(lead.end(1) if lead else name.start, name.end)

    def _with_doses(self, name: ArmName) -> list[tuple[int, int]]:
        """A drug with several doses is several groups: "rofecoxib (25 mg or 50 mg)"."""
        match = _DOSES.match(self._view.text, name.end) if name.drug else None
        if match is None:
            return [(name.start, name.end)]
        pieces = list(re.finditer(r"\d[\d.,]*(?:\s?(?!and\b|or\b)[a-zµμ]+(?:/[a-z]+)?)?", match[1]))
        spans = [(match.start(1) + piece.start(), match.start(1) + piece.end()) for piece in pieces]
        return [(name.start, spans[0][1]), *spans[1:]]

    def _split(self, start: int, end: int, count: int, loose: bool) -> list[tuple[int, int]] | None:
        """The words of several groups taken apart, when there are as many groups as numbers."""
        text = self._view.text
        spans, at = [], start
        for joint in _BETWEEN.finditer(text, start, end):
            spans.append((at, joint.start()))
            at = joint.end()
        spans.append((at, end))
        trimmed = [self._trim(*span) for span in spans]
        trimmed = [span for span in trimmed if span[1] > span[0]]
        if len(trimmed) == count and all(self._is_arm(span, loose) for span in trimmed):
            return trimmed
        named = [name for name in self.names if start <= name.start and name.end <= end]
        spans = [span for name in named for span in self._with_doses(name)]
        return spans if len(spans) == count else None

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self._view.text
        while (match := _EDGE.search(text[start:end])) is not None and match.group():
            if match.start() == 0:
                start += match.end()
            else:
                end = start + match.start()
        return start, max(start, end)

    def _is_arm(self, span: tuple[int, int], loose: bool) -> bool:
        words = self._view.text[span[0] : span[1]]
        if len(words) < 1 or self.grammar.groups.not_arm.search(words):
            return False
        if any(name.start < span[1] and span[0] < name.end for name in self.names):
            return True
        return loose and not any(start < span[1] and span[0] < end for start, end in self.outcomes)

    def _counterpart(self, before: int, other: tuple[int, int] | None) -> tuple[int, int] | None:
        """The group that is compared with `other`, named earlier in the sentence: of the same people or animals if possible."""
        if other is None:
            return None
        other_words = set(re.findall(r"[a-z]+", self._view.text[slice(*other)].lower()))
        earlier = [name for name in self.names if name.end <= before]
        alike = [name for name in earlier if not name.drug and other_words & set(re.findall(r"[a-z]+", name.text.lower()))]
        drugs = any(name.drug for name in self.names if name.start < other[1] and other[0] < name.end)
        pick = alike or [name for name in earlier if name.drug == drugs] or earlier
        return (pick[0].start, pick[0].end) if pick else None

    def _treated(self, before: int, other: tuple[int, int] | None) -> tuple[int, int] | None:
        """The group or drug that the clause is about: the first one before a place that is not `other` and was not merely added to."""
        floor = max((m.end() for m in _SENTENCE_PART.finditer(self._view.text, 0, before)), default=0)
        known = "" if other is None else self._view.text[slice(*other)].lower()
        named = [n for n in self.names if floor <= n.start and n.end <= before and n.text.lower() != known]
        given = [n for n in named if self._is_given(n)]
        pick = [n for n in given if n.drug] or given
        return (pick[0].start, pick[0].end) if pick else None

    def _is_given(self, name: ArmName) -> bool:
        """Whether a group or drug is not one that came before, or that the treatment was added to."""
        before, groups = self._view.text[max(0, name.start - 60) : name.start], self.grammar.groups
        around = f"{before}D{self._view.text[name.end : name.end + 16]}"
        return groups.background.search(before) is None and groups.not_given.search(around) is None


def arm_names(sentence: str, drugs: Sequence[tuple[int, int]], grammar: ClaimGrammar) -> list[ArmName]:
    """The names of groups in a sentence: drugs, and words such as "the placebo group"; a drug inside a longer name is part of it."""
    groups = [ArmName(m.start(), m.end(), m.group(), False) for m in grammar.groups.name.finditer(sentence)]
    groups = [g for g in groups if grammar.groups.not_arm.search(g.text) is None]
    names = list(groups)
    for start, end in _combined(sentence, drugs):
        if not any(g.start <= start and end <= g.end for g in groups):
            names.append(ArmName(start, end, sentence[start:end], True))
    merged: list[ArmName] = []
    for name in sorted(names, key=lambda name: (name.start, name.end)):
        last = merged[-1] if merged else None
        if last is not None and not last.drug and not name.drug and _PART_OF.fullmatch(sentence, last.end, name.start):
            merged[-1] = ArmName(last.start, name.end, sentence[last.start : name.end], False)
        else:
            merged.append(name)
    return merged


def _combined(sentence: str, drugs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drugs given together as one span: "combination lapatinib and capecitabine", "A plus B", "A/B"."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(drugs):
        if spans:
            before = sentence[max(0, spans[-1][0] - 16) : spans[-1][0]].lower()
            between = sentence[spans[-1][1] : start].lower()
            together = between.strip() in ("plus", "+", "/", "-", "–", "in combination with", "combined with")
            if together or (
                between.strip() in ("and", "with") and before.rstrip().endswith(("combination", "combination of", "combining", "combined"))
            ):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def _first_value(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return min(match.start(name) for name in ("v1", "vs", "vs1") if groups.get(name))
