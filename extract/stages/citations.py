"""Callouts in the running text: which entries of the reference list a document cites, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.grammar.citing import load_citing
from extract.model.document import Block, Citation, Document
from extract.stages.author_year import author_year_citations

_ITEM = r"[1-9]\d{0,2}(?:\s?[-–—−]\s?\d{1,3})?"
_ITEMS = rf"(?P<labels>{_ITEM}(?:\s?[,;]\s?{_ITEM})*)"
_CALLOUT = re.compile(rf"\[\s?{_ITEMS}\s?\](?![a-z0-9(]|[A-Z](?![a-z])|-\w)")
_RAISED = re.compile(rf"(?<=[a-z\]).,;:”\"’%])\^{_ITEMS}(?![\w^]|\.\d)")
_ROUND = re.compile(rf"(?<=[\w.,;”\"’] )\(\s?{_ITEMS}\s?\)(?![\w(-])")
_LONGEST_RANGE = 60
_FEW = 3
"""Fewer callouts than this do not show the way in which a document cites."""
_SENTENCE_BEARING = ("title", "heading", "paragraph", "list_item", "caption", "footnote", "table")


def callout_spans(text: str) -> list[tuple[int, int]]:
    """Spans of bracketed and raised callouts in a text: "[13]", "[12-15]", "[5,7,9-11]", "trial.^12,13".

    Brackets of chemistry ("[3H]", "[(3)H]-"), intervals ("95% CI [2, 5]") and powers ("10^3", "m^2") are none.
    """
    return sorted((match.start(), match.end()) for match in (*_bracketed(text), *_raised(text)))


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every callout of the document outside its reference list, one Citation for each label, in text order.

    A callout whose label has no entry in the reference list stays, unresolved, and work that has none because it is not published
    is labelled "unpublished". Raised numbers and numbers in round brackets are callouts only in a document whose list has their
    labels and which does not cite in square brackets.
    """
    known = frozenset(reference.label for reference in document.references)
    blocks = [block for block in document.blocks if block.kind in _SENTENCE_BEARING]
    found = list(_numbered(document, blocks, known))
    found += author_year_citations(document, blocks)
    return tuple(sorted(set(found), key=lambda citation: (citation.start, citation.end, found.index(citation))))


def _numbered(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> Iterator[Citation]:
    square = [(block, match) for block in blocks for match in _bracketed(document.text[block.start : block.end])]
    matches = square
    if sum(known.issuperset(_labels(match["labels"])) for _, match in square) < _FEW:
        for others in (_raised_of(document, blocks), _round_of(document, blocks)):
            resolved = [(block, match) for block, match in others if known.issuperset(_labels(match["labels"]))]
            if _is_way_of_citing(resolved, others, known):
                matches = [*square, *resolved]
                break
    for block, match in sorted(matches, key=lambda each: each[0].start + each[1].start()):
        start, end = block.start + match.start(), block.start + match.end()
        for label in _labels(match["labels"]):
            yield Citation(start, end, label, label in known)


def _is_way_of_citing(
    resolved: Sequence[tuple[Block, re.Match[str]]], every: Sequence[tuple[Block, re.Match[str]]], known: frozenset[str]
) -> bool:
    """Whether these matches are how the document cites: nearly all have an entry, and they call a good part of the list.

    One raised number is enough where it calls all of a very short list.
    """
    called = {label for _, match in resolved for label in _labels(match["labels"])}
    return bool(called) and len(resolved) > 0.8 * len(every) and (len(called) >= 0.3 * len(known))


def _raised_of(document: Document, blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    found = []
    for block in blocks:
        text = document.text[block.start : block.end]
        matches = list(_raised(text))
        if not _names_authors(text, matches):
            found += [(block, match) for match in matches]
    return found


def _names_authors(text: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether a block is the line of the authors: most of its raised numbers stand behind names, and it has no sentence."""
    named = [match for match in matches if re.search(r"\b[A-Z][\w’'-]+[*†‡§,]*$", text[: match.start()])]
    return bool(matches) and len(named) > 0.6 * len(matches) and re.search(r"[a-z]{2}[.?!](?:\s|\^|$)", text) is None


def _round_of(document: Document, blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    found = []
    for block in blocks:
        if block.kind not in ("table", "title", "heading"):
            text = document.text[block.start : block.end]
            found += [(block, match) for match in _ROUND.finditer(text) if not load_citing().is_no_citing(text[: match.start()])]
    return found


def _bracketed(text: str) -> Iterator[re.Match[str]]:
    ways = load_citing()
    return (match for match in _CALLOUT.finditer(text) if not ways.is_no_citing(text[max(0, match.start() - 60) : match.start()]))


def _raised(text: str) -> Iterator[re.Match[str]]:
    if "^" in text:
        yield from (match for match in _RAISED.finditer(text) if _is_after_a_word(text, match.start()))


def _is_after_a_word(text: str, at: int) -> bool:
    """Whether what stands before a raised number is a word or the end of a clause, not a unit such as "mm" or "km" or a digit."""
    before = re.search(r"[^\s^]*$", text[max(0, at - 60) : at])
    token = before.group() if before else ""
    word = re.search(r"[A-Za-z]+(?=[^A-Za-z]*$)", token)
    return word is not None and (len(word.group()) > 3 or token[-1] in '.,;:)]”"’%')


def _labels(written: str) -> Iterator[str]:
    """The single labels of a callout, ranges spelt out: "5,7,9-11" gives 5, 7, 9, 10, 11."""
    for item in re.split(r"[,;]", written):
        bounds = [int(number) for number in re.findall(r"\d+", item)]
        if len(bounds) == 2 and 0 < bounds[1] - bounds[0] <= _LONGEST_RANGE:
            yield from (str(label) for label in range(bounds[0], bounds[1] + 1))
        else:
            yield from (str(label) for label in bounds)
