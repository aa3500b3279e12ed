"""Callouts in the running text: which entries of the reference list a document cites, and where."""

from __future__ import annotations

from extract.model.document import Citation, Document
from extract.stages.author_year import author_year_citations
from extract.stages.numbered import FEW, bracketed_and_raised, numbered_citations

_SENTENCE_BEARING = ("title", "heading", "paragraph", "list_item", "caption", "footnote", "table")


def callout_spans(text: str) -> list[tuple[int, int]]:
    """Spans of bracketed and raised callouts in a text: "[13]", "[12-15]", "[5,7,9-11]", "trial.^12,13"."""
    return sorted(match.span() for match in bracketed_and_raised(text))


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every callout of the document outside its reference list, one Citation for each label, in text order.

    A callout whose label has no entry in the reference list stays, unresolved, and work that has none because it is not published
    is labelled "unpublished".
    """
    known = frozenset(reference.label for reference in document.references)
    blocks = [block for block in document.blocks if block.kind in _SENTENCE_BEARING]
    numbered = list(numbered_citations(document, blocks, known))
    by_number = all(label.isdigit() for label in known) and sum(citation.resolved for citation in numbered) >= FEW
    found = [*numbered, *author_year_citations(document, blocks, by_number=by_number)]
    order = {citation: place for place, citation in reversed(list(enumerate(found)))}
    return tuple(sorted(order, key=lambda citation: (citation.start, citation.end, order[citation])))
