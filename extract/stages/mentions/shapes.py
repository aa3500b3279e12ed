"""Mentions by shape rule, and compounds: names made of another name ("PI3K inhibitors")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.model.mention import Kind
    from extract.vocabulary import ShapeRules

_REACH = 40
_JOINTS = ("/", "-", "–")


def shaped(text: str, rules: ShapeRules) -> Iterator[Mention]:
    """Every name that a shape rule sees in a text."""
    for number, shape in enumerate(rules.shapes):
        for match in shape.regex.finditer(text):
            start, end = match.span("name") if "name" in shape.regex.groupindex else match.span()
            words = text[start:end]
            if words.lower() not in shape.excluded and words.count("(") == words.count(")") and words.count("[") == words.count("]"):
                yield Mention(start, end, words, shape.label, words, None, "pattern", 0.8 - number / 100)


def agreed(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, where a code that is called cells once is a cell line wherever it stands: "ZB12 cells ... in ZB12"."""
    mentions = list(mentions)
    lines = {m.text for m in mentions if m.label == "CELL_LINE" and m.method == "pattern"}
    return [replace(m, label="CELL_LINE") if m.method == "pattern" and m.text in lines else m for m in mentions]


def compounds(text: str, mentions: Iterable[Mention], rules: ShapeRules) -> Iterator[Mention]:
    """Every compound that one of the mentions stands in; its `parts` hold that mention."""
    for mention in mentions:
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
            words = text[start:end]
            kind: Kind | None = "CLASS" if rule.label == "DRUG" else None
            yield Mention(start, end, words, rule.label, words, None, "pattern", 0.8, parts=(mention,), kind=kind)


def joined(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with the names that a slash joins to a compound drawn into it: "PI3K/mTOR inhibitors" has two parts."""
    found: list[Mention] = []
    for mention in mentions:
        parts = list(mention.parts)
        start = mention.start
        while parts and mention.label == "DRUG" and found and found[-1].label == parts[-1].label and text[found[-1].end : start] in _JOINTS:
            parts.insert(0, found.pop())
            start = parts[0].start
        if start != mention.start:
            words = text[start : mention.end]
            mention = Mention(
                start, mention.end, words, mention.label, words, None, "pattern", mention.score, parts=tuple(parts), kind=mention.kind
            )
        found.append(mention)
    return tuple(found)
