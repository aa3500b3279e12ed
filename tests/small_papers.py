"""A reader and an extractor small enough to know by heart: one sentence per line, and everything found by its shape.

"Xmab inhibits ABC1 [3]." gives evidence, "Xmab: growth fell by 29% versus 96%." a claim with two values, "REF 3 Smith 2001" an entry
of the reference list. "CRASH", "DIE", "HANG", "GROW" and "SLOW" in a text do what they say to the process that reads it.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.errors import ReadError
from extract.model.claim import Claim, ClaimValue, Quantity
from extract.model.document import Block, Box, Cell, Citation, Document, Line, Reference, Section, Sentence, Table
from extract.model.evidence import Context, Cue, Evidence, Named
from extract.model.findings import Findings
from extract.model.mention import Concept, Mention

VERSIONS = {"code": "0.0.1", "patterns": "p1", "vocabularies": "v1", "model": "none"}


@dataclass(frozen=True)
class SmallExtractor:
    """Finds everything that the docstring of this module names."""

    versions: Mapping[str, str] = field(default_factory=lambda: dict(VERSIONS))

    def findings(self, data: bytes, name: str) -> Findings:
        return findings_of(document_of(data, name))


def load() -> SmallExtractor:
    """What a worker process loads."""
    return SmallExtractor()


def document_of(data: bytes, name: str) -> Document:
    """A document with one block and one printed line for each line of the text."""
    if not data:
        raise ReadError("empty_file", "the file is empty", where=name, remedy="Get the document again.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ReadError("not_text", "is not text", where=name, remedy="Save it as UTF-8.") from error
    if "CRASH" in text:
        raise ZeroDivisionError("the reader has a defect")
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        re.match(r"(a+)+$", "a" * 60 + "b")  # for longer than the universe is old, inside one call into C
    if "GROW" in text:
        bytearray(100_000_000_000)
    if "SLOW" in text:
        time.sleep(0.2)
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    references = tuple(Reference(m[1], m[0], m.start(), m.end(), year=int(m[2])) for m in re.finditer(r"REF (\d+) \D*(\d{4})", text))
    tables = tuple(
        Table(m.start(), m.end(), "A table", 1, tuple(_cells(text, m.start(), m.end())))
        for m in re.finditer(r"[^\n|]+(?:\|[^\n|]+)+", text)
    )
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=f"doc_{sha256[:16]}",
        source=name,
        sha256=sha256,
        format="text",
        text=text,
        blocks=tuple(Block(start, end, "paragraph") for start, end in spans),
        lines=tuple(Line(start, end, Box(1, 10.0, 12.0 * i, 300.0, 12.0 * i + 10)) for i, (start, end) in enumerate(spans)),
        tables=tables,
        references=references,
        title=text.splitlines()[0] or None,
        pages=2,
    )


def findings_of(document: Document) -> Findings:
    """Everything that is found in it."""
    text = document.text
    sections = (Section(0, len(text), "other", None),)
    sentences = tuple(Sentence(b.start, b.end, text[b.start : b.end], 0, i, 1) for i, b in enumerate(document.blocks))
    mentions, concepts = [], set()
    for match in re.finditer(r"\b([A-Z][a-z]*mab)\b|\b([A-Z]{2,5}\d)\b", text):
        concept = Concept(f"X:{match[0]}", match[0], "DRUG" if match[1] else "TARGET", (match[0].lower(),), "small 1")
        concepts.add(concept)
        mentions.append(Mention(*match.span(), match[0], concept.label, concept.name, concept.id, "dictionary", 1.0))
    labels = {reference.label for reference in document.references}
    citations = tuple(Citation(m.start(), m.end(), m[1], m[1] in labels) for m in re.finditer(r"\[(\d+)\]", text))
    evidence, claims, quantities = [], [], []
    for index, sentence in enumerate(sentences):
        evidence += _evidence(text, index, sentence)
        found = [_quantity(match, sentence, index) for match in re.finditer(r"(\d+)%", sentence.text)]
        quantities += found
        if found:
            claims.append(_claim(text, index, sentence, found))
    ordered = tuple(sorted(concepts, key=lambda concept: concept.id))
    return Findings(document, sections, sentences, tuple(mentions), tuple(quantities), tuple(evidence), tuple(claims), citations, ordered)


def _cells(text: str, start: int, end: int) -> list[Cell]:
    cells, at = [], start
    for column, part in enumerate(text[start:end].split("|")):
        cells.append(Cell(0, column, at, at + len(part), part, False))
        at += len(part) + 1
    return cells


def _named(match: re.Match[str], group: int, offset: int) -> Named:
    return Named(match[group], f"X:{match[group]}", offset + match.start(group), offset + match.end(group))


def _evidence(text: str, index: int, sentence: Sentence) -> list[Evidence]:
    rows = []
    for match in re.finditer(r"(\w+mab) (?:does not inhibit|(inhibits)) ([A-Z]{2,5}\d)", sentence.text):
        cue = Cue("trigger", sentence.start + match.end(1) + 1, sentence.start + match.start(3) - 1)
        rows.append(
            Evidence(
                sentence=index,
                start=sentence.start,
                end=sentence.end,
                quote=text[sentence.start : sentence.end],
                drug=_named(match, 1, sentence.start),
                target=_named(match, 3, sentence.start),
                target_alteration=None,
                mechanism="inhibits",
                mechanism_text="inhibits",
                outcome=None,
                outcome_direction=None,
                outcome_text=None,
                negated=match[2] is None,
                certainty="asserted",
                combination=(),
                pattern_id="small.inhibits",
                confidence=0.9,
                cues=(cue,),
                context=Context("in_vitro"),
            )
        )
    return rows


def _quantity(match: re.Match[str], sentence: Sentence, index: int) -> Quantity:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Quantity(start, end, match[0], "estimate", float(match[1]), None, None, None, "%", "%", "finding", index)


def _claim(text: str, index: int, sentence: Sentence, found: list[Quantity]) -> Claim:
    values = tuple(
        ClaimValue("estimate", q.value, None, None, None, "%", "%", q.value, None, None, "single", q.start, q.end) for q in found
    )
    drug = re.match(r"(\w+mab)", sentence.text)
    return Claim(
        sentence=index,
        table=None,
        start=sentence.start,
        end=sentence.end,
        quote=text[sentence.start : sentence.end],
        drug=_named(drug, 1, sentence.start) if drug else None,
        target=None,
        measure="growth_inhibition",
        measure_text="growth",
        comparison="versus" if len(values) > 1 else "none",
        population=None,
        timepoint=None,
        pattern_id="small.percent",
        confidence=0.8,
        values=values,
    )
