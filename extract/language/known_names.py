"""Marks where a text has a name of a dictionary, as one more thing that the recogniser sees of a word.

A mark is no finding: names that are words as well ("rest", "cat") are marked too, and the recogniser learns what a mark is worth in
its surroundings. The dictionary is part of the model, so that the same model finds the same names whatever the vocabularies become.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy.language import Language as Pipeline
from spacy.pipeline import Pipe
from spacy.strings import get_string_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from spacy.tokens import Doc

_KEY = "evitrace_known_names"
_FILE = "names.txt.gz"
_SHORT = 4
"""Up to this length a name counts only as it is written: "CAT" is a gene, "cat" is not."""
_LONGEST = 10


def marks_of(doc: Doc) -> NDArray[np.uint64]:
    """The mark of each token: 0 where no known name runs."""
    marks = doc.user_data.get(_KEY)
    return np.zeros(len(doc), dtype=np.uint64) if marks is None else cast("NDArray[np.uint64]", marks)


@Pipeline.factory("evitrace_known_names")
class KnownNames(Pipe):
    """Leaves on each document the marks of the names it has. The longest name that begins at a word counts."""

    def __init__(self, nlp: Pipeline, name: str) -> None:
        self.name = name
        self._kinds: dict[str, str] = {}
        self._reach: dict[str, int] = {}

    def learn(self, names: Iterable[tuple[str, str]], nlp: Pipeline) -> None:
        """Takes in names, each with the letters of its kinds."""
        kinds: dict[str, set[str]] = {}
        for name, kind in names:
            words = [token.text for token in nlp.tokenizer(name) if not token.is_space]
            if 0 < len(words) <= _LONGEST and len(name) > 1:
                kinds.setdefault(_key(words), set()).update(kind)
        self._set({key: "".join(sorted(each)) for key, each in kinds.items()})

    def _set(self, kinds: dict[str, str]) -> None:
        self._kinds = kinds
        self._reach = {}
        for key in kinds:
            first, length = key.split(" ", 1)[0], key.count(" ") + 1
            self._reach[first] = max(length, self._reach.get(first, 0))

    def __call__(self, doc: Doc) -> Doc:
        words = [token.text for token in doc]
        lower = [word.lower() for word in words]
        marks = np.zeros(len(words), dtype=np.uint64)
        at = 0
        while at < len(words):
            reach = max(self._reach.get(lower[at], 0), self._reach.get(words[at], 0))
            length = 0
            for length in range(min(reach, len(words) - at), 0, -1):
                kind = self._kinds.get(_key(words[at : at + length]))
                if kind:
                    for i in range(length):
                        place = "U" if length == 1 else "B" if i == 0 else "L" if i == length - 1 else "I"
                        marks[at + i] = get_string_id(place + kind)
                    break
            else:
                length = 0
            at += max(length, 1)
        doc.user_data[_KEY] = marks
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return gzip.compress("".join(f"{key}\t{kind}\n" for key, kind in sorted(self._kinds.items())).encode(), mtime=0)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> KnownNames:
        self._set(dict(line.split("\t", 1) for line in gzip.decompress(data).decode().splitlines()))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KnownNames:
        return self.from_bytes((Path(path) / _FILE).read_bytes())


def _key(words: list[str]) -> str:
    joined = " ".join(words)
    return joined if len(joined) <= _SHORT else joined.lower()
