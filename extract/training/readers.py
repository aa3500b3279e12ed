"""Readers of annotated corpora, each as its makers publish it: texts with the spans that annotators marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SENTENCE_START = r"(?:^|(?<=[.:;?!]\s)|(?<=[.:;?!]\s\s))"
_NAME = r"(\S(?:(?:(?![.:;?!]\s).){0,118}?[^\s.:;?!])?)"
"""What may stand for the word "chemical" or "gene" in a sentence whose names were blinded."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and its marked spans: start, end (code points, half-open) and the corpus' own label. Spans may overlap."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_pubtator(path: Path) -> Iterator[MarkedText]:
    """Title and abstract of each record of a PubTator file, joined by a space as its offsets count them."""
    for record in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = record.splitlines()
        text = " ".join(line.split("|", 2)[2] for line in lines[:2])
        columns = (line.split("\t") for line in lines[2:])
        yield MarkedText(text, tuple((int(c[1]), int(c[2]), c[4]) for c in columns if len(c) >= 5 and c[1].isdigit()))


def read_brat(folder: Path) -> Iterator[MarkedText]:
    """Each text of a folder with the text-bound annotations of its .a1 or .ann file; those in several pieces are left out."""
    for path in sorted(folder.glob("*.txt")):
        annotations = next(p for p in (path.with_suffix(".a1"), path.with_suffix(".ann")) if p.exists())
        spans = []
        for line in annotations.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                label, *bounds = line.split("\t")[1].split()
                if len(bounds) == 2:
                    spans.append((int(bounds[0]), int(bounds[1]), label))
        yield MarkedText(path.read_bytes().decode("utf-8"), tuple(spans))


def read_iob(path: Path) -> Iterator[MarkedText]:
    """Each sentence of a file with a word and its label (B-X, I-X, O) a line; words are joined by spaces."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        position, words, spans = 0, [], []
        for line in block.splitlines():
            word, label = line.split("\t")[:2]
            words.append(word)
            if label.startswith("B-"):
                spans.append((position, position + len(word), label[2:]))
            elif label.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], position + len(word), spans[-1][2])
            position += len(word) + 1
        yield MarkedText(" ".join(words), tuple(spans))


def read_pairs(abstracts: Path, pairs: Path) -> Iterator[MarkedText]:
    """Sentences of ChemProt with all their chemicals and genes, found again from the sentences in which these were blinded.

    Every name of a blinded sentence is the word "chemical" or "gene"; the words between them, looked up in the abstract, give the
    spans. A sentence that cannot be found, or in which not both kinds are left, is left out.
    """
    texts = {}
    for line in abstracts.read_text(encoding="utf-8").splitlines():
        number, title, abstract = line.split("\t")
        texts[number] = f"{title} {abstract}"
    sentences: dict[str, set[str]] = defaultdict(set)
    for line in pairs.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        sentences[columns[-1]].add(columns[5])
    for number in sorted(sentences):
        for blinded in sorted(sentences[number]):
            found = _unblind(texts.get(number, ""), blinded.split())
            if found:
                yield found


def _unblind(text: str, words: list[str]) -> MarkedText | None:
    pattern, names = [], []
    for word in words:
        if word in ("chemical", "gene"):
            names.append(word)
            pattern.append(_NAME)
        else:
            pattern.append(r"\s*".join(re.escape(letter) for letter in word))
    if len(set(names)) < 2 or len(names) > 30:  # one name inside another hides a type; very long lists take very long to find
        return None
    match = re.search(_SENTENCE_START + r"\s*".join(pattern), text)
    if match is None:
        return None
    start = match.start()
    return MarkedText(match.group(), tuple((match.start(i) - start, match.end(i) - start, name) for i, name in enumerate(names, 1)))
