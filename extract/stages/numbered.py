"""Callouts by number: "[13]", "[12-15]", a raised "13,14", "(13)", and what only looks like one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extract.grammar.citing import load_citing
from extract.model.document import Block, Citation, Document

_ITEM = r"[1-9]\d{0,2}(?:\s?[-–—−]\s?\d{1,3})?"
_LIST = rf"{_ITEM}(?:\s?[,;]\s?{_ITEM})*"
_ITEMS = rf"(?P<labels>{_LIST})"
_SQUARE = re.compile(rf"\[\s?(?P<labels>{_LIST}(?:\s?\]\s?[-–—−]\s?\[\s?\d{{1,3}})?)\s?\](?P<tight>(?=[a-z0-9(]|[A-Z](?![a-z])|-\w))?")
_RAISED = re.compile(rf"(?<=[^\W_\d^]|[\]).,;:”\"’'%®™*]|\d)\^{_ITEMS}(?![\w^+−]|\.\d)")
_SMALL = re.compile('(?<=[^\\W_\\d]|[\\]).,;:”"’%®™*])(?P<labels>[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}(?:[,;⁻–-][¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})*)(?![\\w⁺⁻])')
_GLUED = re.compile(
    rf"(?:(?<=[a-z]{{2}}[.,;:])|(?<=[a-z][)”][.,;:])|(?<=[a-z]{{2}}[)”])|(?<=[a-z]{{4}})|(?<=%)){_ITEMS}(?=$|[\s)]|[.,;:](?=\s|$))"
)
_ROUND = re.compile(rf"(?:(?<=\S )|(?<=[a-z]{{3}}))\(\s?{_ITEMS}\s?\)(?![\w(-])")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NOTE_NUMBER = re.compile(r"(?:^|[.;]\s)\^?(\d{1,2})(?=[.)]?\s?[A-Z])")
_NUMBER_BEFORE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?(?:%|[a-z]{1,6})?\s?$")
_ENUMERATED = re.compile(r"(?:[:;,.]|\b(?:and|or|are|were|is|to|that|by|of|we|in))\s$")
_LONGEST_RANGE = 60
_HIGHEST_POWER = 3
FEW = 3
"""Fewer callouts than this do not show the way in which a document cites."""
_FEW_AHEAD = 5
"""How many entries a list in the order of its callouts may be ahead of itself."""
_FEWEST_GLUED = 8
"""Numbers that stand at words without a mark are callouts only where that many agree."""


def bracketed_and_raised(text: str) -> Iterator[re.Match[str]]:
    """The callouts in square brackets and in raised print; the group `labels` is what they call.

    Brackets of chemistry ("[3H]", "[(3)H]-"), intervals ("95% CI [2, 5]", "a median of 4 [2, 5]") and powers ("10^3", "m^2") are none.
    """
    yield from (match for match in _square(text) if match["tight"] is None)
    yield from _raised(text)


def numbered_citations(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> Iterator[Citation]:
    """The callouts by number in some blocks of a document, one Citation for each label; `known` are the labels of its list.

    Raised numbers, numbers in round brackets and numbers glued to words are callouts only in a document whose list has their labels
    and which does not cite in square brackets.
    """
    matches = [
        (block, match)
        for block in blocks
        for match in _square(_words(document, block))
        if not _in_a_cell(document, block, match) and (match["tight"] is None or (_is_spaced(match) and known.issuperset(_labels(match))))
    ]
    if sum(known.issuperset(_labels(match)) for block, match in matches if block.kind != "table") < FEW:
        for others in (_raised_of(document, blocks), _round_of(document, blocks), _glued_of(document, blocks)):
            resolved = [(block, match) for block, match in others if known.issuperset(_labels(match))]
            if _is_way_of_citing(resolved, others, known):
                matches += resolved
                break
    for block, match in sorted(matches, key=lambda each: each[0].start + each[1].start()):
        for label in _labels(match):
            yield Citation(block.start + match.start(), block.start + match.end(), label, label in known)


def _words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def _is_spaced(match: re.Match[str]) -> bool:
    """Whether a bracket to which the next word is glued stands apart from the word before: "found [8]was", not "benzo[1,2]furan"."""
    return re.search(r"(?:^|[\s.,;])$", match.string[: match.start()]) is not None and match.string[match.end()] not in "0123456789-"


def _in_a_cell(document: Document, block: Block, match: re.Match[str]) -> bool:
    """Whether a bracket stands behind a number in a table, where it holds a range or a share."""
    return block.kind == "table" and _NUMBER_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()]) is not None


def _is_way_of_citing(
    resolved: Sequence[tuple[Block, re.Match[str]]], every: Sequence[tuple[Block, re.Match[str]]], known: frozenset[str]
) -> bool:
    """Whether these matches are how the document cites: nearly all have an entry, and they call a good part of the list.

    One raised number is enough where it calls all of a very short list.
    """
    called = {label for _, match in resolved for label in _labels(match)}
    return bool(called) and len(resolved) > 0.8 * len(every) and (len(called) >= 0.3 * len(known))


def _raised_of(document: Document, blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    found = []
    for block in blocks:
        text = _words(document, block)
        matches = list(_raised(text))
        if block.kind == "table":
            marks = _note_marks(document, block, matches)
            found += [(block, match) for match in matches if not marks.issuperset(_labels(match))]
        elif not _names_authors(text, matches):
            found += [(block, match) for match in matches]
    return found


def _note_marks(document: Document, block: Block, matches: Sequence[re.Match[str]]) -> frozenset[str]:
    """The numbers that call notes of a table: those before its notes, and all where they count from 1."""
    tables = [table for table in document.tables if block.start <= table.start < block.end]
    marks = {mark.mark for table in tables for cell in table.cells for mark in cell.marks}
    marks |= {number[1] for table in tables for note in table.notes for number in _NOTE_NUMBER.finditer(note)}
    numbers = {label for match in matches for label in _labels(match)}
    return frozenset(marks | numbers if _count_up(numbers) else marks)


def _count_up(numbers: set[str]) -> bool:
    """Whether these numbers are those from 1 upwards, of which the first may have been lost."""
    return any(numbers == {str(number) for number in range(first, first + len(numbers))} for first in (1, 2))


def _names_authors(text: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether a block is the line of the authors: most of its raised numbers stand behind names, and it has no sentence."""
    named = [match for match in matches if re.search(r"\b[A-Z][\w’'-]+[*†‡§,]*$", text[: match.start()])]
    return bool(matches) and len(named) > 0.6 * len(matches) and re.search(r"[a-z]{2}[.?!](?:\s|\^|$)", text) is None


def _round_of(document: Document, blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    found = []
    for block in blocks:
        if block.kind not in ("table", "title", "heading"):
            text = _words(document, block)
            matches = [match for match in _ROUND.finditer(text) if not _is_something_else(text, match) and not _is_count(text, match)]
            points = _enumeration(text, matches)
            found += [(block, match) for match in matches if match not in points]
    return _in_order(found)


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Whether a single number in round brackets says in figures what the words before it say."""
    return match["labels"].isdigit() and load_citing().is_count(text[max(0, match.start() - 24) : match.end("labels")])


def _in_order(found: list[tuple[Block, re.Match[str]]]) -> list[tuple[Block, re.Match[str]]]:
    """The callouts without numbers that leap far ahead of the list, where the document calls its entries in their order.

    Such a number ("aged 54 (42)") is called long before those that come first in the list.
    """
    labels = [[int(label) for label in _labels(match)] for _, match in found]
    firsts = list(dict.fromkeys(itertools.chain.from_iterable(labels)))
    rising = sum(after > before for before, after in itertools.pairwise(firsts))
    if len(firsts) < _FEWEST_GLUED or rising < 0.7 * (len(firsts) - 1):
        return found
    kept, highest = [], 0
    for place, (each, called) in enumerate(zip(found, labels, strict=True)):
        later = {label for others in labels[place + 1 :] for label in others}
        between = range(highest + 1, min(called))
        if len(between) > _FEW_AHEAD and sum(label in later for label in between) > 0.5 * len(between):
            continue
        highest = max(highest, *called)
        kept.append(each)
    return kept


def _enumeration(text: str, matches: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The numbers that count points, "(1) whether …; (2) where …": from 1 or 2 upwards, each before what it counts."""
    points: list[re.Match[str]] = []
    for match in matches:
        follows = match["labels"] == str(int(points[-1]["labels"]) + 1) if points else match["labels"] in ("1", "2")
        begins = _ENUMERATED.search(text[max(0, match.start() - 8) : match.start()])
        if follows and begins and re.match(r"\s?\w", text[match.end() :]):
            points.append(match)
    return points if len(points) > 1 else []


def _glued_of(document: Document, blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    """Numbers glued to the words before them, as a text that lost its raised print has them; none where they are not in order."""
    found = [
        (block, match) for block in blocks if block.kind in ("paragraph", "list_item") for match in _GLUED.finditer(_words(document, block))
    ]
    firsts = list(dict.fromkeys(int(label) for _, match in found for label in _labels(match)))
    rising = sum(after > before for before, after in itertools.pairwise(firsts))
    return found if len(found) >= _FEWEST_GLUED and rising > 0.8 * (len(firsts) - 1) and firsts[0] <= FEW else []


def _square(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _SQUARE.finditer(text) if not _is_something_else(text, match))


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """Whether numbers in brackets are an interval: by the words before, or by a number before that lies between the two."""
    before = text[max(0, match.start() - 60) : match.start()]
    if load_citing().is_no_citing(before):
        return True
    bounds = re.fullmatch(r"(\d+)\s?[,;–—-]\s?(\d+)", match["labels"])
    middle = _NUMBER_BEFORE.search(before)
    return bounds is not None and middle is not None and int(bounds[1]) <= float(middle[1]) <= int(bounds[2])


def _raised(text: str) -> Iterator[re.Match[str]]:
    if "^" in text:
        yield from (match for match in _RAISED.finditer(text) if _is_after_a_word(text, match.start(), _highest(match)))
    yield from (match for match in _SMALL.finditer(text) if _is_after_a_word(text, match.start(), _highest(match)))


def _highest(match: re.Match[str]) -> int:
    return max(int(label) for label in _labels(match))


def _is_after_a_word(text: str, at: int, highest: int) -> bool:
    """Whether what stands before a raised number is a word, a name, a year or the end of a clause: no unit and no other number.

    Units are raised to the third power at most.
    """
    before = re.search(r"(?:(?P<number>\d)\s)?(?P<token>[^\s^]*)$", text[max(0, at - 60) : at])
    token = before["token"] if before else ""
    if re.search(r"[a-z]{2}\W*$|\d%$", token, re.I) and token[-1:] in ".,;:)]”\"’'%®™*":
        return True
    if re.search(r"\d[)\]]?[.,;:]$", token) or (highest > _HIGHEST_POWER and re.search(r"\d\)$|\d\.\d+$", token)):
        return True  # no number is raised to a power behind a stop, and no decimal to a high one
    if re.fullmatch(r"\(?(?:19|20)\d\d", token):
        return True
    letters = re.search(r"[^\W\d_]+(?:-?\d{1,2})?(?=\W*$)", token)
    if letters is None:
        return False
    if highest > _HIGHEST_POWER and len(token) > 1:
        return True
    is_unit = len(letters.group()) < 4 and letters.group().islower() and (before is None or before["number"] is not None or "/" in token)
    return len(letters.group()) > 2 and not is_unit


def _labels(match: re.Match[str]) -> Iterator[str]:
    """The single labels of a callout, ranges spelt out: "5,7,9-11" gives 5, 7, 9, 10, 11."""
    for item in re.split(r"[,;]", match["labels"].translate(_DIGITS)):
        bounds = [int(number) for number in re.findall(r"\d+", item)]
        if len(bounds) == 2 and 0 < bounds[1] - bounds[0] <= _LONGEST_RANGE:
            yield from (str(label) for label in range(bounds[0], bounds[1] + 1))
        else:
            yield from (str(label) for label in bounds)
