"""Chains of labels against brute force over all label sequences."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from extract.language.chain import IMPOSSIBLE, best_labels, chain_gradient, labels_of, possible_steps

LABELS = labels_of(("X",))
STEPS_POSSIBLE = possible_steps(LABELS)


def _random_case(seed: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    source = np.random.default_rng(seed)
    scores = source.normal(size=(length + 1, 1, len(LABELS))).astype(np.float32)
    scores[-1] = IMPOSSIBLE
    scores[-1, :, 0] = 0
    steps = np.where(STEPS_POSSIBLE, source.normal(size=STEPS_POSSIBLE.shape), IMPOSSIBLE).astype(np.float32)
    return scores, steps


def _value(path: tuple[int, ...], scores: np.ndarray, steps: np.ndarray) -> float:
    return float(sum(scores[t, 0, k] for t, k in enumerate(path)) + sum(steps[a, b] for a, b in zip((0, *path), path, strict=False)))


def _paths(length: int) -> list[tuple[int, ...]]:
    return [(*path, 0) for path in product(range(len(LABELS)), repeat=length)]


def test_a_name_that_is_begun_goes_on_until_it_ends() -> None:
    allowed = {f"{a}>{b}" for i, a in enumerate(LABELS) for j, b in enumerate(LABELS) if STEPS_POSSIBLE[i, j]}
    assert allowed == {
        "O>O", "O>B-X", "O>U-X", "B-X>I-X", "B-X>L-X", "I-X>I-X", "I-X>L-X", "L-X>O", "L-X>B-X", "L-X>U-X", "U-X>O", "U-X>B-X", "U-X>U-X",
    }  # fmt: skip


def test_names_of_two_types_do_not_mix() -> None:
    labels = labels_of(("X", "Y"))
    steps = possible_steps(labels)
    assert not steps[labels.index("B-X"), labels.index("L-Y")]
    assert steps[labels.index("L-X"), labels.index("B-Y")]


@pytest.mark.parametrize("seed", range(5))
def test_the_best_labels_are_those_of_brute_force(seed: int) -> None:
    scores, steps = _random_case(seed, 4)
    best = max(_paths(4), key=lambda path: _value(path, scores, steps))
    assert tuple(best_labels(scores, steps)[:, 0]) == best


@pytest.mark.parametrize("seed", range(5))
def test_loss_and_gradient_are_those_of_brute_force(seed: int) -> None:
    scores, steps = _random_case(seed, 3)
    allowed = np.zeros(scores.shape, dtype=bool)
    allowed[..., 0] = True
    allowed[1, 0] = True  # the second word may be anything, the others are no names
    loss, by_scores, _ = chain_gradient(scores, steps, allowed)

    paths = _paths(3)
    weights = np.exp([_value(path, scores, steps) for path in paths])
    held = np.array([all(allowed[t, 0, k] for t, k in enumerate(path)) for path in paths])
    assert loss == pytest.approx(np.log(weights.sum() / weights[held].sum()), abs=1e-4)
    for t, label in product(range(3), range(len(LABELS))):
        with_it = np.array([path[t] == label for path in paths])
        expected = weights[with_it].sum() / weights.sum() - weights[with_it & held].sum() / weights[held].sum()
        assert by_scores[t, 0, label] == pytest.approx(expected, abs=1e-4)


def test_where_everything_is_allowed_there_is_nothing_to_learn() -> None:
    scores, steps = _random_case(0, 3)
    allowed = np.ones(scores.shape, dtype=bool)
    allowed[-1, :, 1:] = False
    loss, by_scores, by_steps = chain_gradient(scores, steps, allowed)
    assert loss == pytest.approx(0, abs=1e-5)
    assert np.abs(by_scores).max() < 1e-5
    assert np.abs(by_steps).max() < 1e-5
