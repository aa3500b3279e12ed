"""Text that nobody can read is told from text in any language, and from what is no prose."""

from __future__ import annotations

import random
import string

import pytest

from extract.grammar.legible import load_legible
from extract.read.legible import why_illegible

KNOWN = load_legible()
PROSE = KNOWN.counterexamples[0]


@pytest.mark.parametrize("sentence", KNOWN.examples)
def test_page_of_an_example_is_illegible(sentence: str) -> None:
    assert why_illegible(" ".join([sentence] * 20))


@pytest.mark.parametrize("sentence", KNOWN.counterexamples)
def test_page_of_a_counterexample_is_legible(sentence: str) -> None:
    assert why_illegible(" ".join([sentence] * 20)) is None


@pytest.mark.parametrize("places", [-29, -3, -1, 1, 3, 5, 13, 31, 200, 0x2000])
def test_letters_moved_by_any_number_of_places(places: int) -> None:
    moved = " ".join("".join(chr(ord(c) + places) for c in word) for word in PROSE.split())
    reason = why_illegible(" ".join([moved] * 20))
    assert reason is not None
    assert why_illegible(" ".join([moved] * 2)) is None or "stand for no letter" in reason  # too short to tell


def test_most_random_alphabets_are_found_and_no_text_is_taken_for_one() -> None:
    dice = random.Random(3)
    found = 0
    for _ in range(100):
        letters = list(string.ascii_lowercase)
        dice.shuffle(letters)
        cipher = PROSE.lower().translate(str.maketrans(string.ascii_lowercase, "".join(letters)))
        found += why_illegible(" ".join([cipher] * 20)) is not None
    assert found >= 50


def test_a_page_with_some_unreadable_lines_is_read() -> None:
    assert why_illegible(" ".join([PROSE] * 20 + [KNOWN.examples[0]] * 8)) is None
