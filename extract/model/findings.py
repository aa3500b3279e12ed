"""Everything found in one document: what a worker hands to the writer."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.claim import Claim, Quantity
from extract.model.document import Citation, Document, Section, Sentence
from extract.model.evidence import Evidence
from extract.model.mention import Concept, Mention


@dataclass(frozen=True, slots=True)
class Findings:
    """The layers of one document, each in text order. Indices in them (`sentence`, `section`, `table`) point into these tuples.

    `concepts` are the vocabulary entries that the mentions are grounded to.
    """

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    concepts: tuple[Concept, ...]
