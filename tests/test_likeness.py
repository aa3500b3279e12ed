"""Likeness of names: scispaCy's candidate generator over names of our own."""

from __future__ import annotations

import pytest

from extract.language.likeness import Likeness

NAMES = [
    ("Z:1", "zorbin receptor beta"),
    ("Z:1", "beta zorbinase"),
    ("Z:2", "zorbin receptor gamma"),
    ("Z:3", "karditis of the zorb"),
    ("Z:4", "beta zorbinase"),
]


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(NAMES)


def test_the_likest_name_of_each_concept_comes_first(likeness: Likeness) -> None:
    found = likeness.most_like("zorbin receptors beta")
    assert [alike.identifier for alike in found][:2] == ["Z:1", "Z:2"]
    assert found[0].name == "zorbin receptor beta"
    assert 0 < found[1].likeness < found[0].likeness < 1


def test_the_same_letters_are_fully_alike_and_shared_names_give_all_their_concepts(likeness: Likeness) -> None:
    found = likeness.most_like("beta zorbinase")
    assert {alike.identifier for alike in found if alike.likeness == 1} == {"Z:1", "Z:4"}


def test_a_name_without_common_letters_is_like_none(likeness: Likeness) -> None:
    assert likeness.most_like("qqq") == ()


def test_the_answer_does_not_depend_on_the_order_of_the_names(likeness: Likeness) -> None:
    turned = Likeness(list(reversed(NAMES)))
    assert turned.most_like("zorbin receptor") == likeness.most_like("zorbin receptor")
