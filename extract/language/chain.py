"""A chain of labels over the words of a sentence (conditional random field), learnt also where labels are only partly known.

A corpus that marks diseases alone says of an unmarked word that it is no disease, not that it is no gene. Training raises the total
probability of all label sequences that agree with what the corpus says (Tsuboi et al., COLING 2008:897-904), so that corpora with
different labels train one model and no label has to be invented.

Arrays are time first: scores (T, B, K) for T words of B sentences and K labels, padded at their ends with the label 0, which is O.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Allowed = NDArray[np.bool_]

IMPOSSIBLE = np.float32(-1e4)


def labels_of(types: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a word: O, and for each type the first (B), an inner (I) and the last (L) word of a name, and the only one (U)."""
    return ("O", *(f"{part}-{each}" for each in types for part in "BILU"))


def possible_steps(labels: tuple[str, ...]) -> Allowed:
    """Whether the second label may follow the first: a name that is begun goes on until it ends."""
    inside = np.array([[name[0] in "BI" for name in labels]])
    goes_on = np.array([[name[0] in "IL" for name in labels]])
    same = np.array([[a[2:] == b[2:] for b in labels] for a in labels])
    return np.where(inside.T, goes_on & same, ~goes_on)


def best_labels(scores: Scores, steps: Scores) -> NDArray[np.intp]:
    """The likeliest labels (T, B) under word scores and step scores (K, K); impossible steps carry IMPOSSIBLE. Viterbi's method."""
    length, sentences, _ = scores.shape
    best = np.empty_like(scores)
    best[0] = scores[0] + steps[0]
    for t in range(1, length):
        best[t] = (best[t - 1][:, :, None] + steps).max(axis=1) + scores[t]
    path = np.empty((length, sentences), dtype=np.intp)
    path[-1] = best[-1].argmax(axis=1)
    for t in range(length - 1, 0, -1):
        path[t - 1] = (best[t - 1] + steps.T[path[t]]).argmax(axis=1)
    return path


def chain_gradient(scores: Scores, steps: Scores, allowed: Allowed) -> tuple[float, Scores, Scores]:
    """Minus the log likelihood of the allowed labels, and its gradient by the scores and by the steps.

    `allowed` (T, B, K) says which labels agree with the annotation. At least one sequence must agree; padding allows label 0 alone.
    """
    free_total, free_words, free_steps = _expectations(scores, steps, None)
    held_total, held_words, held_steps = _expectations(scores, steps, allowed)
    return float(free_total - held_total), free_words - held_words, free_steps - held_steps


def _expectations(scores: Scores, steps: Scores, allowed: Allowed | None) -> tuple[np.float64, Scores, Scores]:
    """Log of the sum over label sequences, the probability of each label at each word, and how often each step is expected."""
    length = len(scores)
    top = scores.max(axis=2, keepdims=True)
    words = np.exp(scores - top)
    if allowed is not None:
        words = words * allowed
    step = np.exp(steps)
    forward = np.empty_like(words)
    scale = np.empty(words.shape[:2], dtype=np.float32)
    reached = words[0] * step[0]
    for t in range(length):
        if t:
            reached = (forward[t - 1] @ step) * words[t]
        scale[t] = np.maximum(reached.sum(axis=1), 1e-30)
        forward[t] = reached / scale[t][:, None]
    total = np.log(scale.astype(np.float64)).sum() + top.astype(np.float64).sum()
    backward = np.ones_like(forward[0])
    marginal = np.empty_like(forward)
    marginal[-1] = forward[-1]
    expected = np.zeros_like(steps)
    for t in range(length - 1, 0, -1):
        ahead = words[t] * backward / scale[t][:, None]
        expected += step * (forward[t - 1].T @ ahead)
        backward = ahead @ step.T
        marginal[t - 1] = forward[t - 1] * backward
    expected[0] += marginal[0].sum(axis=0)
    return total, marginal, expected
