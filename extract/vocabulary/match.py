"""Names of the vocabulary in a text: one Aho-Corasick pass over the text's key, then a check of how each name was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extract.model.mention import Concept, Label

How = Literal["exact", "case", "spelling", "loose"]
"""`loose`: letters in another case than the name is listed in, which tells nothing unless something else says that this is a name."""

SHORT = 5
"""Names with at most so many letters are written in their own case: `CAT` is not "cat"."""

_BUILT = 100
"""The lowest priority number of the files that are built from terminologies."""

_PUNCTUATION = re.compile(r"[,;:.!?\"“”=<>]")
_LETTERS = re.compile(r"[A-Za-zΑ-ω]+")
_ASIDE = re.compile(r"\s[(\[]")
_JOINT = re.compile(r"[-/(]")
_INNER_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a surface may stand for, and why: the name it came by, how that was written, how good the source is.

    `rank` is lower for better: priority of the file, then exact writing, then a concept's own name before its synonyms.
    """

    concept: Concept
    name: str
    how: How
    rank: tuple[int, int, int]

    @property
    def by_hand(self) -> bool:
        """Whether a file that is written by hand lists it; what these say is surer than what was built from terminologies."""
        return self.rank[0] < _BUILT


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the vocabulary in a text; `candidates` best first. The label is that of the best.

    `concept` is None when several concepts are equally good: the name is ambiguous.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]

    @property
    def label(self) -> Label:
        return self.candidates[0].concept.label

    @property
    def concept(self) -> Concept | None:
        best = self.candidates[0]
        rivals = [
            c
            for c in self.candidates[1:]
            if c.rank == best.rank and c.concept.label == best.concept.label and c.concept.id != best.concept.id
        ]
        return None if rivals else best.concept


def written_as(surface: str, name: str, free_case: bool) -> How | None:
    """How a surface with the same key writes a name, or None when it is too far from it to be that name."""
    if surface == name:
        return "exact"
    if _PUNCTUATION.findall(surface) != _PUNCTUATION.findall(name) or not may_be_written_as(surface, name):
        return None
    surface_letters, name_letters = "".join(_LETTERS.findall(surface)), "".join(_LETTERS.findall(name))
    if (
        len(name_letters) <= SHORT
        and _INNER_SPACE.search(surface)
        and not (_INNER_SPACE.search(name) or (free_case and _JOINT.search(name)))
    ):
        return None  # "Akt 1" in "Akt 1 h later" is not AKT1
    how: How = "case" if surface.lower() == name.lower() else "spelling"
    if len(name_letters) > SHORT or surface_letters in (name_letters, name_letters + "s"):
        return how
    if free_case and len(name_letters) > 1 and any(c.isdigit() for c in name):
        return how
    if surface_letters.lower() not in (name_letters.lower(), name_letters.lower() + "s"):
        return how if len(name_letters) > 3 else None
    if name_letters.islower():
        return how if surface_letters == name_letters.capitalize() or (surface_letters.isupper() and len(name_letters) > 3) else None
    if name_letters.istitle():
        return how if surface_letters.isupper() and len(name_letters) > 3 else None
    if any(c.isdigit() for c in name) and len(name_letters) > 2 and surface_letters in (name_letters.upper(), name_letters.capitalize()):
        return how
    return None


def may_be_written_as(surface: str, name: str) -> bool:
    """Whether a surface with the same key may be the name at all, however its letters are written."""
    if ("+" in name) != ("+" in surface):
        return False  # "K" is not "K+"
    # "anxiety/depression" are two, and so are "hyperplasia (BPH)"
    return not (("/" in surface and "/" not in name) or (_ASIDE.search(surface) and not _ASIDE.search(name)))
