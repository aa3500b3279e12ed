"""How well the names that a model finds agree with those that annotators marked: exact spans, by characters, for each type."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.language.recogniser import type_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language as Pipeline

    from extract.training.definitions import Corpus


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of names of one type in one corpus: right ones, found ones, marked ones."""

    corpus: str
    type: str
    right: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.marked)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.marked)

    def __str__(self) -> str:
        return (
            f"{self.corpus:12} {self.type:10} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
            f"  ({self.marked} marked, {self.found} found)"
        )


def measure_names(model: Pipeline, corpora: Iterable[Corpus], folder: Path) -> Iterator[Agreement]:
    """The agreement for each corpus and type that it marks."""
    for corpus in corpora:
        texts = list(corpus.texts(folder))
        counts: dict[str, Counter[str]] = {each: Counter() for each in sorted(set(corpus.labels.values()))}
        for text, doc in zip(texts, model.pipe(each.text for each in texts), strict=True):
            marked = {(start, end, corpus.labels[label]) for start, end, label in text.spans if label in corpus.labels}
            for type_, count in counts.items():
                ours = {(span.start_char, span.end_char, type_) for span in doc.ents if type_ in (span.label_, type_of(span))}
                theirs = {mark for mark in marked if mark[2] == type_}
                count.update(right=len(ours & theirs), found=len(ours), marked=len(theirs))
        for type_, count in counts.items():
            yield Agreement(corpus.name, type_, count["right"], count["found"], count["marked"])


def performance_of(agreements: Iterable[Agreement]) -> dict[str, dict[str, dict[str, float]]]:
    """The agreements as the note of a model keeps them: by corpus and type, three decimals."""
    table: dict[str, dict[str, dict[str, float]]] = {}
    for each in agreements:
        table.setdefault(each.corpus, {})[each.type] = {"p": round(each.precision, 3), "r": round(each.recall, 3), "f": round(each.f1, 3)}
    return table
