"""Callouts in the running text: which entries of the reference list a document cites, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model.document import Citation, Document

_ITEM = r"[1-9]\d{0,2}(?:\s?[-–—−]\s?\d{1,3})?"
_CALLOUT = re.compile(rf"\[\s?(?P<labels>{_ITEM}(?:\s?[,;]\s?{_ITEM})*)\s?\](?![a-z0-9(]|[A-Z](?![a-z])|-\w)")
_RAISED = re.compile(rf"(?<=[a-z\]).,;:”\"’%])\^(?P<labels>{_ITEM}(?:[,;]\s?{_ITEM})*)(?![\w^]|\.\d)")
_LONGEST_RANGE = 60
_SENTENCE_BEARING = ("title", "heading", "paragraph", "list_item", "caption", "footnote", "table")


def callout_spans(text: str) -> list[tuple[int, int]]:
    """Spans of bracketed and raised callouts in a text: "[13]", "[12-15]", "[5,7,9-11]", "trial.^12,13".

    Brackets of chemistry ("[3H]", "[(3)H]-") and powers ("10^3", "m^2") are none.
    """
    return [(match.start(), match.end()) for match in _matches(text)]


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every callout of the document outside its reference list, one Citation for each label, in text order.

    A callout whose label has no entry in the reference list stays, unresolved. Raised numbers count only where the reference
    list has their labels, since units carry raised numbers too.
    """
    known = frozenset(reference.label for reference in document.references)
    found: list[Citation] = []
    for block in document.blocks:
        if block.kind not in _SENTENCE_BEARING:
            continue
        for match in _matches(document.text[block.start : block.end]):
            labels = list(_labels(match["labels"]))
            if match.group().startswith("^") and not known.issuperset(labels):
                continue
            start, end = block.start + match.start(), block.start + match.end()
            found.extend(Citation(start, end, label, label in known) for label in labels)
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    matches = [*_CALLOUT.finditer(text)]
    if "^" in text:
        matches += [match for match in _RAISED.finditer(text) if _is_after_a_word(text, match.start())]
    return iter(sorted(matches, key=lambda match: match.start()))


def _is_after_a_word(text: str, at: int) -> bool:
    """Whether what stands before a raised number is a word or the end of a clause, not a unit such as "mm" or a digit."""
    before = re.search(r"[^\s^]*$", text[:at])
    token = before.group() if before else ""
    letters = re.sub(r"[^A-Za-z]+$", "", token)
    return len(letters) > 3 or (bool(token) and token[-1] in '.,;:)]”"’%' and bool(letters))


def _labels(written: str) -> Iterator[str]:
    """The single labels of a callout, ranges spelt out: "5,7,9-11" gives 5, 7, 9, 10, 11."""
    for item in re.split(r"[,;]", written):
        bounds = [int(number) for number in re.findall(r"\d+", item)]
        if len(bounds) == 2 and 0 < bounds[1] - bounds[0] <= _LONGEST_RANGE:
            yield from (str(label) for label in range(bounds[0], bounds[1] + 1))
        else:
            yield from (str(label) for label in bounds)
