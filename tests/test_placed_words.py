"""The packed words of a line are the words that went in."""

from __future__ import annotations

import pickle
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model.document import Box, PlacedWord
from extract.model.placed_words import PlacedWords
from extract.read.pdf.page import Word, points
from extract.read.places import placed_words

LINE = PlacedWords(7, array("i", [0, 100, 2000, 150, 2100, 6, 181, 2003, 260, 2099]))
WORDS = (PlacedWord(0, Box(7, 10.0, 200.0, 15.0, 210.0)), PlacedWord(6, Box(7, 18.1, 200.3, 26.0, 209.9)))


def test_words_are_made_when_asked_for() -> None:
    assert len(LINE) == 2
    assert (LINE[0], LINE[-1]) == WORDS
    assert LINE[1:] == WORDS[1:]
    assert list(LINE) == list(WORDS)
    with pytest.raises(IndexError):
        LINE[2]


def test_packed_words_compare_as_their_words() -> None:
    assert LINE == WORDS
    assert hash(LINE) == hash(WORDS)
    assert repr(LINE) == repr(WORDS)
    assert PlacedWords(7, array("i")) == ()
    assert pickle.loads(pickle.dumps(LINE)) == LINE


def test_places_are_kept_to_a_tenth_of_a_point() -> None:
    word = Word("dose", 10.04, 20.06, 30.0, 31.96, 10.0, "Times")
    (placed,) = placed_words([word], "dose", 40, 3)
    assert placed == PlacedWord(40, Box(3, 10.0, 20.1, 30.0, 32.0))


@given(st.lists(st.floats(-500, 5000)))
def test_coordinates_are_shared_and_hardly_moved(values: list[float]) -> None:
    placed = points(values)
    assert all(0 <= value - place <= 1 / 64 for value, place in zip(values, placed, strict=True))
    assert all(one is other for one, other in zip(placed, points(values), strict=True) if 0 <= one < 1000)
