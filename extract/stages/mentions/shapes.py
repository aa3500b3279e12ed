"""Mentions by shape rule, and compounds: names made of another name ("PI3K inhibitors")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.vocabulary import ShapeRules

_REACH = 60


def shaped(text: str, rules: ShapeRules) -> Iterator[Mention]:
    """Every name that a shape rule sees in a text."""
    for number, shape in enumerate(rules.shapes):
        for match in shape.regex.finditer(text):
            start, end = match.span("name") if "name" in shape.regex.groupindex else match.span()
            words = text[start:end]
            if words.lower() not in shape.excluded:
                yield Mention(start, end, words, shape.label, words, None, "pattern", 0.8 - number / 100)


def compounded(text: str, mentions: tuple[Mention, ...], rules: ShapeRules) -> tuple[Mention, ...]:
    """The mentions, with those that stand in a compound replaced by the compound; its `parts` are what it is made of."""
    found: list[Mention] = []
    for mention in mentions:
        whole = _compound_of(text, mention, rules)
        if whole is None:
            found.append(mention)
            continue
        parts = [mention]
        while found and found[-1].label == mention.label and text[found[-1].end : whole.start] in ("/", "-", "–"):
            parts.insert(0, found.pop())
            whole = replace(whole, start=parts[0].start)
        if found and found[-1].end > whole.start:
            found.append(mention)
            continue
        words = text[whole.start : whole.end]
        found.append(replace(whole, text=words, name=words, parts=tuple(parts)))
    return _apart(found)


def _compound_of(text: str, mention: Mention, rules: ShapeRules) -> Mention | None:
    for rule in rules.compounds:
        if mention.label not in rule.inner:
            continue
        start, end = mention.start, mention.end
        if rule.before is not None:
            before = rule.before.search(text[max(0, start - _REACH) : start])
            if before is None:
                continue
            start -= len(before.group())
        if rule.after is not None:
            after = rule.after.match(text, end)
            if after is None:
                continue
            end = after.end()
        return Mention(start, end, text[start:end], rule.label, text[start:end], None, "pattern", 0.8)
    return None


def _apart(mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions less those that a compound before them has swallowed."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)
