"""What the recogniser of names sees of a word: its form, beginning, ending and shape, its vector, and whether a known name runs here.

Registered with spaCy as the architecture "evitrace.WordFeatures.v1". What depends on the form of a word alone is worked out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.strings import get_string_id
from spacy.util import registry
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, concatenate, ragged2list, with_array
from thinc.types import Floats2d, Ragged

from extract.language.definitions import long_forms_of
from extract.language.known_names import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PREFIX, _SUFFIX = 4, 4
_FORM = 0
"""The column of the form itself."""
_MOST_FORMS = 200_000


class _Forms:
    """Word forms met so far and what is known of each, one row of a growing table for each form."""

    def __init__(self, describe: Callable[[Vocab, int], NDArray[Any]]) -> None:
        self._describe = describe
        self._row_of: dict[int, int] = {}
        self._table: NDArray[Any] | None = None

    def rows(self, docs: list[Doc]) -> NDArray[Any]:
        """What is known of the words of the documents, one row for each word."""
        forms = np.concatenate([doc.to_array(ORTH) for doc in docs]).tolist()
        row_of, vocab = self._row_of, docs[0].vocab
        if len(row_of) > _MOST_FORMS:
            row_of.clear()
        for form in forms:
            if form not in row_of:
                self._add(form, self._describe(vocab, form))
        assert self._table is not None
        return self._table[[row_of[form] for form in forms]]

    def _add(self, form: int, row: NDArray[Any]) -> None:
        at = len(self._row_of)
        if self._table is None:
            self._table = np.zeros((1024, len(row)), dtype=row.dtype)
        elif at >= len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[at] = row
        self._row_of[form] = at


def _letters(vocab: Vocab, form: int) -> NDArray[np.uint64]:
    lexeme = vocab[form]
    lower = lexeme.lower_
    return np.array(
        [lexeme.lower, get_string_id("^" + lower[:_PREFIX]), get_string_id(lower[-_SUFFIX:] + "$"), lexeme.shape], dtype=np.uint64
    )


def _vector(vocab: Vocab, form: int) -> NDArray[np.float32]:
    return np.asarray(vocab.vectors.get_batch([vocab[form].lower])[0], dtype=np.float32)


def _meant(doc: Doc) -> NDArray[np.uint64]:
    heads = np.zeros(len(doc), dtype=np.uint64)
    for token, head in long_forms_of(doc).items():
        heads[token] = head
    return heads


def _letter_columns() -> Model[list[Doc], Ragged]:
    """Hashes of the form, beginning, ending and shape of each word, of the mark that a dictionary left, and of what a short form means.

    In training some words are shown without their form, at the rate of dropout, so that names are not learnt by heart.
    """
    forms = _Forms(_letters)

    def forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Ragged, Callable[[Ragged], list[Any]]]:
        marks = np.concatenate([marks_of(doc) for doc in docs])
        meant = np.concatenate([_meant(doc) for doc in docs])
        letters = forms.rows(docs)
        if is_train:
            letters[np.random.random(len(letters)) < model.attrs["dropout_rate"], _FORM] = 0
        columns = np.concatenate([letters, marks[:, None], meant[:, None]], axis=1)
        return Ragged(model.ops.asarray(columns), model.ops.asarray1i([len(doc) for doc in docs])), lambda gradient: []

    return Model("letter_columns", forward, attrs={"dropout_rate": 0.0})


def _vector_columns() -> Model[list[Doc], Ragged]:
    """The word vectors of the vocabulary, by small letters."""
    forms = _Forms(_vector)

    def forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Ragged, Callable[[Ragged], list[Any]]]:
        vectors: Any = forms.rows(docs)
        return Ragged(vectors, model.ops.asarray1i([len(doc) for doc in docs])), lambda gradient: []

    return Model("vector_columns", forward)


def word_features(width: int, table_width: int, rows: list[int], vector_width: int) -> Model[list[Doc], list[Floats2d]]:
    """Each word as a vector of `width`. `rows`: sizes of the tables for form, beginning, ending, shape, dictionary mark, long form.

    The vectors in the tables have `table_width`, which is most of what the model weighs.

    `vector_width` is that of the word vectors in the vocabulary; 0 uses none.
    """
    tables: list[Model[Any, Any]] = [HashEmbed(table_width, count, column=column, seed=column + 1) for column, count in enumerate(rows)]
    letters: Model[list[Doc], Ragged] = chain(_letter_columns(), with_array(concatenate(*tables)))
    parts = [letters]
    if vector_width:
        parts.append(chain(_vector_columns(), with_array(Linear(width, vector_width))))
    joined = concatenate(*parts) if len(parts) > 1 else letters
    mixed: Model[Any, Any] = with_array(
        Maxout(width, table_width * len(tables) + width * (vector_width > 0), nP=3, dropout=0.0, normalize=True)
    )
    return chain(joined, mixed, ragged2list())


registry.architectures("evitrace.WordFeatures.v1", func=word_features)
