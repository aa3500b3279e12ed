"""A sentence as the ways of speaking see it: findings are one sign each, and what only qualifies them has vanished.

The masked text has the length of the sentence, so that every offset stays true.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.grammar.numbers import NumberGrammar
    from extract.model.claim import Quantity

VALUE, MORE, FILL = "\ue000", "\ue001", "\ue009"
_LEVEL = re.compile(r"(?:,\s*)?\b9\d(?:\.\d+)?\s?(?:%|percent|per\s+cent)?[-\s]*\Z")
_EMPTY = re.compile(
    rf"[(\[](?:[\s,;:=]|\b[a-zA-Z-]+\b(?=[^()\[\]]{{0,40}}{FILL}))*{FILL}[\s,;:=.{FILL}]*(?:\b(?:SD|SE|SEM|for|all|both|each|vs|trend|test|in)\b[\s,;.{FILL}]*)*[)\]]"
)
_BRACKET = re.compile(rf"[(\[][^()\[\]]*{VALUE}[^()\[\]]*[)\]]")
_LEADING = re.compile(r"\b(?:both|all|each|mean|median|average|respectively)\b(?=[^()]*\ue000)", re.IGNORECASE)
_CALLOUT = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_SPREAD_NAME = re.compile(r"[(\[]\s?(?:SD|SE|SEM|s\.d\.|s\.e\.m?\.?)\s?[)\]]")
_TOGETHER = re.compile(r"\s?(?:/|of|out\s+of|of\s+the)\s?")


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text, the findings in it, and the quantities that qualify one of them (index of the finding, or None)."""

    text: str
    values: tuple[Quantity, ...]
    satellites: tuple[tuple[int | None, Quantity], ...]

    def without_names(self, spans: Sequence[tuple[int, int]], times: Sequence[re.Pattern[str]]) -> Masked:
        """The same, without times ("at 3 months") and the names of measures in brackets beside findings.

        "(median survival 4 months)" becomes "(4 months)".
        """
        text = self.text
        for regex in times:
            text = regex.sub(lambda match: match.group() if VALUE in match.group() else FILL * len(match.group()), text)
        for bracket in _BRACKET.finditer(text):
            for start, end in spans:
                if bracket.start() < start and end < bracket.end() and VALUE not in text[start:end]:
                    text = text[:start] + FILL * (end - start) + text[end:]
            inner = _LEADING.sub(lambda match: FILL * len(match.group()), text[bracket.start() : bracket.end()])
            text = text[: bracket.start()] + inner + text[bracket.end() :]
        return Masked(text, self.values, self.satellites)

    def view(self) -> View:
        """What the ways of speaking read: a finding is one sign, and every gap is one space."""
        signs: list[str] = []
        back: list[int] = []
        for at, sign in enumerate(self.text):
            if sign == MORE:
                continue
            shown = " " if sign == FILL or sign.isspace() else sign
            if shown == " " and signs and signs[-1] == " ":
                continue
            signs.append(shown)
            back.append(at)
        return View("".join(signs), tuple(back), len(self.text))


@dataclass(frozen=True, slots=True)
class View:
    """The short form of a masked sentence, and for each of its signs the offset into the sentence."""

    text: str
    back: tuple[int, ...]
    length: int

    def here(self, offset: int) -> int:
        """The offset into the view of an offset into the sentence."""
        return bisect_left(self.back, offset)

    def there(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span of the sentence that a span of the view shows."""
        start = self.back[span[0]] if span[0] < len(self.back) else self.length
        end = self.back[span[1] - 1] + 1 if span[1] > span[0] else start
        return start, end

    def indices_in(self, start: int, end: int) -> list[int]:
        """The findings that begin in a span of the view, as indices into the findings of the sentence."""
        first = self.text.count(VALUE, 0, start)
        return list(range(first, first + self.text.count(VALUE, start, end)))


def mask(text: str, offset: int, quantities: Sequence[Quantity], numbers: NumberGrammar) -> Masked:
    """The masked sentence. `offset` is where its text begins in the document."""
    signs = list(text)
    values: list[Quantity] = []
    satellites: list[tuple[int | None, Quantity]] = []
    for i, quantity in enumerate(quantities):
        start, end = quantity.start - offset, quantity.end - offset
        following = quantities[i + 1] if i + 1 < len(quantities) else None
        if quantity.use != "finding":
            if following is None or following.use != "finding":
                continue
            if _repeats_share(text, offset, quantity, following, quantities):
                signs[start : following.start - offset] = FILL * (following.start - quantity.start)
                continue
            if not _counts_share(text, offset, quantity, following):
                continue
        if following is not None and _counts_share(text, offset, quantity, following):
            for at in range(start, following.start - offset):
                signs[at] = FILL
            closing = re.match(r"\s?[)\]]", text[following.end - offset :])
            signs[following.end - offset : following.end - offset + (closing.end() if closing else 0)] = FILL * (
                closing.end() if closing else 0
            )
            continue
        if quantity.kind in ("estimate", "range") and not _repeats_share(text, offset, quantity, following, quantities):
            signs[start:end] = [VALUE, *[MORE] * (end - start - 1)]
            values.append(quantity)
            continue
        if quantity.kind == "estimate" and following is not None:
            end = following.end - offset
        lead = numbers.lead(text, start) if quantity.kind != "dispersion" else start
        level = _LEVEL.search(text, max(0, lead - 16), lead)
        lead = level.start() if level else lead
        if quantity.kind == "dispersion" and values:
            lead = min(lead, values[-1].end - offset) if start - (values[-1].end - offset) < 16 else lead
            closing = re.match(r"\s?[)\]]", text[end : end + 2])
            end += closing.end() if closing and re.search(r"[(\[]", text[lead:start]) else 0
            unit = f" {quantity.unit_text}" if quantity.unit_text else ""
            end += len(unit) if unit and text.startswith(unit, end) else 0
        for at in range(lead, end):
            if signs[at] not in (VALUE, MORE):
                signs[at] = FILL
        if quantity.kind not in ("estimate", "range"):
            satellites.append((len(values) - 1 if values else None, quantity))
    masked = _SPREAD_NAME.sub(lambda match: FILL * len(match.group()), "".join(signs))
    masked = _CALLOUT.sub(lambda match: FILL * len(match.group()), masked)
    for _ in range(2):
        masked = _EMPTY.sub(lambda match: FILL * len(match.group()), masked)
    return Masked(masked, tuple(values), tuple(satellites))


def _counts_share(text: str, offset: int, quantity: Quantity, following: Quantity) -> bool:
    """Whether the number is the count of the percentage in brackets behind it: "499 (18%)"."""
    if quantity.kind not in ("estimate", "sample_size") or quantity.unit not in (None, "1") or following.unit != "%":
        return False
    return re.fullmatch(r"\s?[(\[]\s?", text[quantity.end - offset : following.start - offset]) is not None


def _repeats_share(text: str, offset: int, quantity: Quantity, following: Quantity | None, quantities: Sequence[Quantity]) -> bool:
    """Whether the number is the count in "80.8% (21/26)": the percentage beside it says the same."""
    if following is None or following.kind != "sample_size" or quantity.kind != "estimate":
        return False
    if _TOGETHER.fullmatch(text, quantity.end - offset, following.start - offset) is None:
        return False
    return any(
        other.unit == "%" and (0 <= quantity.start - other.end <= 4 or 0 <= other.start - following.end <= 24) for other in quantities
    )
