"""Texts of any length are cut to pieces that are short enough, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.language.pieces import pieces


@given(st.text(st.sampled_from("ab. \n"), max_size=300), st.integers(2, 40))
def test_pieces_are_the_text_and_are_short(text: str, most: int) -> None:
    found = list(pieces(text, most))
    assert "".join(piece for _, piece in found) == text
    assert all(len(piece) <= most and text[start : start + len(piece)] == piece for start, piece in found)


def test_a_cut_is_behind_a_sentence_else_a_word_else_anywhere() -> None:
    assert [piece for _, piece in pieces("One is here. Two is there now", 20)] == ["One is here. ", "Two is there now"]
    assert [piece for _, piece in pieces("one is here and two is", 12)] == ["one is here ", "and two is"]
    assert [piece for _, piece in pieces("x" * 25, 10)] == ["x" * 10, "x" * 10, "x" * 5]
    assert list(pieces("short")) == [(0, "short")]


def test_what_is_too_long_for_a_word_is_cut() -> None:
    assert [len(piece) for _, piece in pieces("a word, " + "(" * 1200 + " and another")] == [508, 500, 212]
