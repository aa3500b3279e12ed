"""What the recogniser of names sees of a word: its form, beginning, ending and shape, and whether a known name runs here.

A short form that the text defines is seen as the last word of its long form, with its own shape, and with its own form beside.

Registered with spaCy as the architecture "evitrace.WordFeatures.v1". What depends on the form of a word alone is worked out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.strings import get_string_id
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, ragged2list, with_array
from thinc.types import Floats2d, Ragged

from extract.language.definitions import head_of, long_forms_of
from extract.language.known_names import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ENDS = (4, 3)
"""How many letters of a word's beginning and ending are seen."""
_FORM, _SHAPE = 0, 1 + 2 * len(_ENDS)
"""The columns of the form itself and of its shape; beginnings and endings are between them."""
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
    ends = [get_string_id(part) for length in _ENDS for part in ("^" + lower[:length], lower[-length:] + "$")]
    return np.array([lexeme.lower, *ends, lexeme.shape], dtype=np.uint64)


def letter_columns() -> Model[list[Doc], Ragged]:
    """Hashes of the form, beginnings, endings and shape of each word, of the mark that a dictionary left, and of a defined short form.

    In training some words are shown without their form, at the rate of dropout, so that names are not learnt by heart.
    """
    forms = _Forms(_letters)

    def forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Ragged, Callable[[Ragged], list[Any]]]:
        marks = np.concatenate([marks_of(doc) for doc in docs])
        short = np.zeros(len(marks), dtype=np.uint64)
        letters = forms.rows(docs)
        start = 0
        for doc in docs:
            for token, long_form in long_forms_of(doc).items():
                row = letters[start + token]
                short[start + token] = row[_FORM]
                row[_FORM:_SHAPE] = _letters(doc.vocab, doc.vocab.strings.add(head_of(long_form)))[_FORM:_SHAPE]
            start += len(doc)
        if is_train:
            hidden = np.random.random((2, len(letters))) < model.attrs["dropout_rate"]
            letters[hidden[0], _FORM] = 0
            short[hidden[1]] = 0
        columns = np.concatenate([letters, marks[:, None], short[:, None]], axis=1)
        return Ragged(model.ops.asarray(columns), model.ops.asarray1i([len(doc) for doc in docs])), lambda gradient: []

    return Model("letter_columns", forward, attrs={"dropout_rate": 0.0})


def word_features(width: int, table_width: int, rows: list[int]) -> Model[list[Doc], list[Floats2d]]:
    """Each word as a vector of `width`. `rows`: sizes of the tables for form, two beginnings and endings, shape, mark, short form.

    The vectors in the tables have `table_width`, which is most of what the model weighs.
    """
    tables: list[Model[Any, Any]] = [HashEmbed(table_width, count, column=column, seed=column + 1) for column, count in enumerate(rows)]
    letters: Model[list[Doc], Ragged] = chain(letter_columns(), with_array(concatenate(*tables)))
    mixed: Model[Any, Any] = with_array(Maxout(width, table_width * len(tables), nP=3, dropout=0.0, normalize=True))
    return chain(letters, mixed, ragged2list())


registry.architectures("evitrace.WordFeatures.v1", func=word_features)
