"""In whom and how something was observed: the disease, the cell line and the kind of study of each sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.model.evidence import Context

if TYPE_CHECKING:
    from extract.grammar.context import StudyWords
    from extract.model.document import Document, Sentence
    from extract.model.evidence import StudyType
    from extract.model.mention import Mention


def find_contexts(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], studies: Sequence[StudyWords]
) -> tuple[Context, ...]:
    """The context of each sentence.

    A disease that the sentence does not name is that of the title, for a document that is one study (an abstract or article).
    The kind of study is read from the sentence, else it is `review` in a review, else the commonest kind in the document.
    """
    own = [_study_of(sentence.text, studies) for sentence in sentences]
    common: Counter[StudyType] = Counter(kind for kind in own if kind != "unknown")
    usual: StudyType = "unknown"
    if document.doc_type == "review":
        usual = "review"
    elif common:
        usual = min(common, key=lambda kind: (-common[kind], kind))
    diseases = _first_of("DISEASE", sentences, mentions)
    lines = _first_of("CELL_LINE", sentences, mentions)
    title = diseases[0] if sentences and document.doc_type in ("abstract", "article") else None
    return tuple(
        Context(kind if kind != "unknown" else usual, disease or title, line)
        for kind, disease, line in zip(own, diseases, lines, strict=True)
    )


def _study_of(text: str, studies: Sequence[StudyWords]) -> StudyType:
    for study in studies:
        if study.found.search(text):
            return study.value
    return "unknown"


def _first_of(label: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[str | None]:
    """The first name with this label in each sentence."""
    found: list[str | None] = [None] * len(sentences)
    number = 0
    for mention in sorted((m for m in mentions if m.label == label), key=lambda m: m.start):
        while number < len(sentences) and sentences[number].end <= mention.start:
            number += 1
        if number < len(sentences) and sentences[number].start <= mention.start and found[number] is None:
            found[number] = mention.name
    return found
