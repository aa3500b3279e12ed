"""Every number of the running text and of table cells, with its unit and whether it is a finding or a setting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.grammar.uses import Surroundings
from extract.model.claim import Quantity

if TYPE_CHECKING:
    from extract.grammar.claims import ClaimGrammar
    from extract.grammar.measures import MeasureName
    from extract.grammar.numbers import Number
    from extract.model.claim import Use
    from extract.model.document import Citation, Document, Section, Sentence
    from extract.model.mention import Mention

_PASSAGE_END = re.compile(r"(?<=[a-z\d)\]][.;])\s+(?=[A-Z])")
_WORD = re.compile(r"[A-Za-z]{2,}")
_BEHIND_NUMBER = re.compile(r"(?<=\d)\s*%?\s*\((\d{1,4})\)")
_FEWEST_WORDS = 8
_NOT_NUMBERS = frozenset(("DRUG", "CHEMICAL", "TARGET", "CELL_LINE", "VARIANT", "CELL_TYPE", "ORGANISM", "DISEASE"))
_LONGEST_SENTENCE = 10_000
"""Characters. What is longer is a dump of data that some reader took for text, and holds no findings."""


def find_quantities(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
    tools: ClaimGrammar,
    sections: Sequence[Section] = (),
) -> tuple[Quantity, ...]:
    """The quantities of sentences and table cells in text order.

    Citation callouts, digits of names (mentions), labels, dates and identifiers are left out.
    """
    hidden = sorted(
        [(c.start, c.end) for c in citations] + [(m.start, m.end) for m in mentions if m.label in _NOT_NUMBERS and _has_digit(m.text)]
    )
    drugs = sorted((m.start, m.end) for m in mentions if m.label in ("DRUG", "CHEMICAL"))
    found: list[Quantity] = []
    for index, sentence in enumerate(sentences):
        if len(sentence.text) > _LONGEST_SENTENCE:
            continue
        numbers = _clear(tools.numbers.read(sentence.text), sentence.start, hidden)
        if not numbers:
            continue
        inside = tuple((a - sentence.start, b - sentence.start) for a, b in _within(drugs, sentence.start, sentence.end))
        where = Surroundings(sentence.text, inside, _describes_methods(sentence, sections))
        names = tools.measures.names(sentence.text)
        for number in numbers:
            found.append(_quantity(document, number, sentence.start, index, _use(number, names, where, tools)))
    for passage in table_passages(document):
        where = Surroundings(passage.text, (), False)
        names = tools.measures.names(passage.text)
        for number in _clear(tools.numbers.read(passage.text), passage.start, hidden):
            found.append(_quantity(document, number, passage.start, None, _use(number, names, where, tools)))
    for table in document.tables:
        for cell in table.cells:
            if cell.header or not _has_digit(cell.text):
                continue
            for number in _clear(_numbers_of_cell(cell.text, tools), cell.start, hidden):
                found.append(_quantity(document, number, cell.start, None, "finding"))
    unique = {(q.start, q.end, q.kind): q for q in found}
    return tuple(sorted(unique.values(), key=lambda q: (q.start, q.end, q.kind)))


def _numbers_of_cell(text: str, tools: ClaimGrammar) -> list[Number]:
    """The numbers of a cell. A bare number in brackets behind another, which may be a callout in a sentence, is one here: "12 (24)"."""
    numbers = tools.numbers.read(text)
    for match in _BEHIND_NUMBER.finditer(text):
        start, end = match.span(1)
        if not any(number.start < end and start < number.end for number in numbers):
            numbers += [replace(n, start=n.start + start, end=n.end + start, lead=n.lead + start) for n in tools.numbers.read(match[1])]
    return sorted(numbers, key=lambda number: number.start)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence inside a table whose cells are not known; `table` is the index among the document's tables."""

    table: int
    start: int
    end: int
    text: str


def table_passages(document: Document) -> Iterator[Passage]:
    """The sentences in tables that a reader found but could not take apart: their words run across the columns."""
    for index, table in enumerate(document.tables):
        if table.cells:
            continue
        start = table.start
        bounds = [match.end() for match in _PASSAGE_END.finditer(document.text, table.start, table.end)]
        for end in [*bounds, table.end]:
            text = document.text[start:end].rstrip()
            lead = len(text) - len(text.lstrip())
            if len(_WORD.findall(text)) >= _FEWEST_WORDS and len(text) <= _LONGEST_SENTENCE:
                yield Passage(index, start + lead, start + len(text), text.lstrip())
            start = end


def _describes_methods(sentence: Sentence, sections: Sequence[Section]) -> bool:
    return sentence.section is not None and sentence.section < len(sections) and sections[sentence.section].kind == "methods"


def _use(number: Number, names: list[MeasureName], where: Surroundings, tools: ClaimGrammar) -> Use:
    name = tools.measures.nearest(names, where.text, number.start, number.end, number.measures or "none", number.value)
    if number.kind in ("p_value", "confidence_interval", "sample_size", "dispersion"):
        return "setting" if where.methods else "finding"
    return tools.uses.use(number, name, where)


def _quantity(document: Document, number: Number, offset: int, sentence: int | None, use: Use) -> Quantity:
    start, end = offset + number.start, offset + number.end
    return Quantity(
        start=start,
        end=end,
        text=document.text[start:end],
        kind=number.kind,
        value=None if number.value is None else float(number.value),
        low=None if number.low is None else float(number.low),
        high=None if number.high is None else float(number.high),
        qualifier=number.qualifier,
        unit=number.unit,
        unit_text=number.unit_text,
        use=use,
        sentence=sentence,
        statistic=number.statistic,
    )


def _clear(numbers: list[Number], offset: int, hidden: list[tuple[int, int]]) -> list[Number]:
    """The numbers that overlap no callout and no name."""
    return [n for n in numbers if not _within(hidden, offset + n.start, offset + n.end)]


def _within(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans that overlap start:end, from a sorted list."""
    at = bisect_right(spans, (start, start))
    first = at
    while first > 0 and at - first < 8 and spans[first - 1][1] > start:
        first -= 1
    found = []
    for span in spans[max(0, first - 1) :]:
        if span[0] >= end:
            break
        if span[1] > start:
            found.append(span)
    return found


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
