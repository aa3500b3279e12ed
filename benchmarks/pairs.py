"""Pairs of names that a corpus relates, or says that it does not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reach import CHEMPROT_FILES

NO_RELATION = "none"
_BLINDED = re.compile(r"(?<![a-z])(chemical|gene)(?![a-z])")
_NAME = r"\S(?:[^.:;?!\n]{0,80}?[^\s.:;?!])?"
_START = r"(?:^|(?<=[.:;?!]\s)|(?<=\n\n))"
_MOST_NAMES = 16


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: its span, and the kind that the corpus gives it."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class PairSentence:
    """A sentence of a document with its names; `pairs` are two indices into `names`, and the corpus' label for the two.

    `document` is the name of a file with `whole` in it.
    """

    document: str
    whole: str
    text: str
    names: tuple[Name, ...]
    pairs: tuple[tuple[int, int, str], ...]


def chemprot_pairs(folder: Path, groups: Iterable[str], part: str = "training") -> Iterator[PairSentence]:
    """The sentences of ChemProt in which all chemical-gene pairs are labelled, related or not.

    The corpus gives them with every name replaced by its kind; each is found again in its abstract. A pair whose place cannot be told is
    left out, and so is a sentence with more than sixteen names.
    """
    abstracts = {}
    for line in (folder / CHEMPROT_FILES[part][0]).read_text(encoding="utf-8").splitlines():
        number, title, abstract = line.split("\t", 2)
        abstracts[number] = f"{title}\n\n{abstract}\n"
    sentences: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for line in (folder / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        sentences[columns[-1], columns[5]].append(columns)
    labels = frozenset(groups)
    for (number, blinded), rows in sentences.items():
        words = blinded.split()
        found = _unblinded(abstracts.get(number, ""), words)
        if found is None:
            continue
        text, spans = found
        names: dict[tuple[int, str], Name] = {}
        for row in rows:
            for word, kind in ((int(row[3]), "CHEMICAL"), (int(row[4]), "GENE")):
                name = _named(words, spans, word, kind)
                if name is not None:
                    names[word, kind] = name
        alone = [name for name in names.values() if not any(name != other and _holds(other, name) for other in names.values())]
        index = {name: i for i, name in enumerate(sorted(set(alone), key=lambda name: name.start))}
        pairs = {}
        for row in rows:
            one, other = names.get((int(row[3]), "CHEMICAL")), names.get((int(row[4]), "GENE"))
            if one in index and other in index:
                pairs[index[one], index[other]] = row[0] if row[0] in labels else NO_RELATION
        if pairs:
            yield PairSentence(
                f"{number}.txt", abstracts[number], text, tuple(index), tuple((a, b, label) for (a, b), label in pairs.items())
            )


def civicmine_pairs(folder: Path, labels: Iterable[str]) -> Iterator[PairSentence]:
    """The sentences of CIViCmine's training part: each gene with each drug and each cancer.

    A gene that is predictive is related to the drug, one that is prognostic to the cancer.
    """
    wanted = {"Predictive": "drug", "Prognostic": "cancer"}
    kinds = {wanted[label] for label in labels if label in wanted}
    for path in sorted(folder.rglob("*.a1"), key=lambda path: path.name):
        keys, names = [], []
        for line in path.read_text(encoding="utf-8").splitlines():
            key, where, _ = line.split("\t", 2)
            kind, start, end = where.split()[0], int(where.split()[1]), int(where.split()[-1])
            keys.append(key)
            names.append(Name(start, end, kind))
        related: dict[tuple[str, str], str] = {}
        for line in path.with_suffix(".a2").read_text(encoding="utf-8").splitlines():
            label, *arguments = line.split("\t")[1].split()
            roles = dict(argument.split(":") for argument in arguments)
            if wanted.get(label) in kinds and "gene" in roles and wanted[label] in roles:
                related[roles["gene"], roles[wanted[label]]] = label
        pairs = tuple(
            (a, b, related.get((keys[a], keys[b]), NO_RELATION))
            for a, one in enumerate(names)
            for b, other in enumerate(names)
            if one.kind == "gene" and other.kind in kinds
        )
        if pairs:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield PairSentence(f"civic-{path.stem}.txt", text, text, tuple(names), pairs)


def _named(words: Sequence[str], spans: Sequence[tuple[int, int]], word: int, kind: str) -> Name | None:
    """The name that a label places at a blinded word; where this is the head of a longer name, with the blinded word in front of it."""
    if word >= len(words):
        return None
    blinded = _BLINDED.search(words[word])
    if blinded is not None:
        return Name(*spans[word], kind) if blinded[1] == kind.lower() else None
    if word and _BLINDED.search(words[word - 1]):
        return Name(spans[word - 1][0], spans[word][1], kind)
    return None


def _holds(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end and (one.end - one.start, -one.start) > (other.end - other.start, -other.start)


def _unblinded(text: str, words: Sequence[str]) -> tuple[str, list[tuple[int, int]]] | None:
    """The sentence in a text, and where each blinded word stands in it (the name alone, of a word such as "gene-induced")."""
    if sum(len(_BLINDED.findall(word)) for word in words) > _MOST_NAMES:
        return None
    pattern = []
    for word in words:
        parts = _BLINDED.split(word)
        written = [_NAME if i % 2 else r"\s*".join(map(re.escape, part)) for i, part in enumerate(parts)]
        if len(parts) == 1:
            pattern.append(f"({written[0]})")
        else:  # the first name of the word
            pattern.append(rf"{written[0]}\s*({written[1]})\s*{''.join(written[2:])}")
    match = re.search(_START + r"\s*".join(pattern), text, re.IGNORECASE)
    if match is None:
        return None
    return match[0], [(match.start(i + 1) - match.start(), match.end(i + 1) - match.start()) for i in range(len(words))]
