"""Which listed names are most like a name, letter by letter: scispaCy's CandidateGenerator over a knowledge base of our own.

Names are compared by their groups of three characters, weighed by how rare these are (tf-idf), with the exact product instead of an
approximate index: the same answer on every machine, nothing to download.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_COUNT = 8
"""So many names are looked at; more than one may belong to the same concept."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A listed name that is like another, with the identifier of its concept; `likeness` is in 0..1, 1 for the same letters."""

    identifier: str
    name: str
    likeness: float


class Likeness:
    """Names with the identifiers of their concepts, indexed once. Raises ValueError when there is no name."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        from scispacy.candidate_generation import CandidateGenerator
        from scispacy.linking_utils import Entity, KnowledgeBase
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

        of: dict[str, list[str]] = defaultdict(list)
        for identifier, name in names:
            of[identifier].append(name)
        base = KnowledgeBase([Entity(identifier, aliases[0], aliases) for identifier, aliases in of.items()])
        aliases = sorted(base.alias_to_cuis)
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
        index = _Product(vectorizer.fit_transform(aliases))
        self._generator = CandidateGenerator(index, vectorizer, aliases, base)

    def most_like(self, name: str) -> tuple[Alike, ...]:
        """The listed names that are most like a name, the likest first; of a concept only its likest."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (candidates,) = self._generator([name], _COUNT)
        found = []
        for candidate in candidates:
            likest = max(range(len(candidate.aliases)), key=lambda i: (candidate.similarities[i], candidate.aliases[i]))
            found.append(Alike(candidate.concept_id, candidate.aliases[likest], round(float(candidate.similarities[likest]), 4)))
        return tuple(sorted(found, key=lambda alike: (-alike.likeness, alike.identifier)))


class _Product:
    """What the generator asks an index of nearest neighbours, answered exactly by one sparse product."""

    def __init__(self, vectors: Any) -> None:
        self._vectors = vectors.T.tocsr()

    def knnQueryBatch(self, queries: Any, k: int) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """For each row of the queries the numbers of the `k` nearest names and their distances (0 for the same), nearest first."""
        found = []
        for row in (queries @ self._vectors).tocsr():
            order = np.lexsort((row.indices, -row.data))[:k]
            found.append((row.indices[order], 1.0 - row.data[order]))
        return found
