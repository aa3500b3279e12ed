"""The dependency trees of CRAFT as spaCy documents, one for each paragraph or for a few sentences of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_FORM, _TAG, _HEAD, _LABEL, _MISC = 1, 4, 6, 7, 9


def read_treebank(folder: Path, vocab: Vocab, *, words: int | None = None) -> Iterator[Doc]:
    """Paragraphs of every .conllu file of a folder, with tags, heads and labels. The label of a root is written as spaCy writes it.

    With `words`, a paragraph is cut between sentences as soon as it has so many: learning from long ones takes very long.
    """
    for path in sorted(folder.glob("*.conllu")):
        sentences: list[list[list[str]]] = []
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            lines = block.splitlines()
            long = words is not None and sum(map(len, sentences)) >= words
            if sentences and (long or any(line.startswith("# newpar") for line in lines)):
                yield _document(sentences, vocab)
                sentences = []
            sentences.append([line.split("\t") for line in lines if not line.startswith("#")])
        yield _document(sentences, vocab)


def _document(sentences: list[list[list[str]]], vocab: Vocab) -> Doc:
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    for rows in sentences:
        first = len(words)
        for i, row in enumerate(rows):
            words.append(row[_FORM])
            spaces.append("SpaceAfter=No" not in row[_MISC])
            tags.append(row[_TAG])
            heads.append(first + (int(row[_HEAD]) - 1 if row[_HEAD] != "0" else i))
            labels.append("ROOT" if row[_HEAD] == "0" else row[_LABEL])
        spaces[-1] = True
    return Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=labels)
