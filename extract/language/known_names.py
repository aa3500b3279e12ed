"""Marks where a text has a name of a dictionary or what is written like a variant, as one more thing that the recogniser sees of a word.

A mark is no finding: names that are words as well ("rest", "cat") are marked too, and the recogniser learns what a mark is worth in
its surroundings. Dictionary and shapes are part of the model, so that the same model finds the same names whatever the data files become.
A short form that the text defines has the mark of its long form, if there is one.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy.attrs import IDX  # type: ignore[import-not-found]
from spacy.language import Language as Pipeline
from spacy.pipeline import Pipe
from spacy.strings import get_string_id

from extract.language.brackets import whole
from extract.language.definitions import long_forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc

_KEY = "evitrace_known_names"
_FILE = "names.txt.gz"
_CHANGE = "V"
"""The letter for the kind of what is written like a variant."""
_SHORT = 4
"""Up to this length a name counts only as it is written: "CAT" is a gene, "cat" is not."""
_LONGEST = 10


def marks_of(doc: Doc) -> NDArray[np.uint64]:
    """The mark of each token: 0 where no known name runs."""
    marks = doc.user_data.get(_KEY)
    return np.zeros(len(doc), dtype=np.uint64) if marks is None else cast("NDArray[np.uint64]", marks)


@Pipeline.factory("evitrace_known_names")
class KnownNames(Pipe):
    """Leaves on each document the marks of the names it has. The longest name that begins at a word counts, and a shape that is no name."""

    def __init__(self, nlp: Pipeline, name: str) -> None:
        self.name = name
        self._tokenizer = nlp.tokenizer
        self._kinds: dict[str, str] = {}
        self._reach: dict[str, int] = {}
        self._set_shapes(())

    def learn(self, names: Iterable[tuple[str, str]], shapes: Iterable[str] = ()) -> None:
        """Takes in names, each with the letters of its kinds, and the expressions for what is written like a variant."""
        kinds: dict[str, set[str]] = {}
        for name, kind in names:
            words = self._words(name)
            if 0 < len(words) <= _LONGEST and len(name) > 1:
                kinds.setdefault(_key(words), set()).update(kind)
        self._set_kinds({key: "".join(sorted(each)) for key, each in kinds.items()})
        self._set_shapes(tuple(shapes))

    def _words(self, name: str) -> list[str]:
        return [token.text for token in self._tokenizer(name) if not token.is_space]

    def _set_kinds(self, kinds: dict[str, str]) -> None:
        self._kinds = kinds
        self._reach = {}
        for key in kinds:
            first, length = key.split(" ", 1)[0], key.count(" ") + 1
            self._reach[first] = max(length, self._reach.get(first, 0))

    def _set_shapes(self, shapes: tuple[str, ...]) -> None:
        self._shapes = shapes
        self._shape = re.compile("|".join(shapes)) if shapes else None

    def __call__(self, doc: Doc) -> Doc:
        marks = np.zeros(len(doc), dtype=np.uint64)
        names = list(self._names(doc))
        within = {(start, at) for start, end, _ in names for at in range(start, end + 1)}
        changes = [change for change in self._changes(doc) if change[:2] not in within]  # "T47D" is written like one and is a cell line
        for start, end, kind in (*names, *changes, *self._short_forms(doc)):
            for i in range(start, end):
                place = "U" if end - start == 1 else "B" if i == start else "L" if i == end - 1 else "I"
                marks[i] = get_string_id(place + kind)
        doc.user_data[_KEY] = marks
        return doc

    def _names(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        words = [token.text for token in doc]
        lower = [word.lower() for word in words]
        at = 0
        while at < len(words):
            reach = max(self._reach.get(lower[at], 0), self._reach.get(words[at], 0))
            for length in range(min(reach, len(words) - at), 0, -1):
                if kind := self._kinds.get(_key(words[at : at + length])):
                    yield at, at + length, kind
                    at += length
                    break
            else:
                at += 1

    def _changes(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        if self._shape is None or not len(doc):
            return
        text = doc.text
        starts: list[int] = []
        for match in self._shape.finditer(text):
            starts = starts or doc.to_array(IDX).tolist()
            start, end = whole(text, match.start(), match.end())
            yield bisect_right(starts, start) - 1, bisect_left(starts, end), _CHANGE

    def _short_forms(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        tokens = sorted(long_forms_of(doc).items())
        kinds = {long_form: self._kind_of(long_form) for _, long_form in tokens}
        for i, (token, long_form) in enumerate(tokens):
            if (token - 1, long_form) not in tokens[max(0, i - 1) : i] and (kind := kinds[long_form]):
                end = i + 1
                while end < len(tokens) and tokens[end] == (token + end - i, long_form):
                    end += 1
                yield token, token + end - i, kind

    def _kind_of(self, long_form: str) -> str | None:
        """The kind of the longest known name that a long form ends with."""
        words = self._words(long_form)
        return next((kind for at in range(len(words)) if (kind := self._kinds.get(_key(words[at:])))), None)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        lines = ["\t".join(self._shapes), *(f"{key}\t{kind}" for key, kind in sorted(self._kinds.items()))]
        return gzip.compress("\n".join(lines).encode(), mtime=0)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> KnownNames:
        shapes, *names = gzip.decompress(data).decode().split("\n")
        self._set_kinds(dict(name.split("\t", 1) for name in names))
        self._set_shapes(tuple(shapes.split("\t")) if shapes else ())
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KnownNames:
        return self.from_bytes((Path(path) / _FILE).read_bytes())


def _key(words: list[str]) -> str:
    joined = " ".join(words)
    return joined if len(joined) <= _SHORT else joined.lower()
