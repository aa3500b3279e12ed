"""Which names are looked for in texts: not those that `never.tsv` rules out, and none too short to mean one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from extract.vocabulary.normal import Normaliser

_SHORTEST = 3
_LONGEST_EXACT = 4


def is_too_short(name: str) -> bool:
    """Whether a name has so few letters that it only answers when something else says that it is a name."""
    return len(name) < _SHORTEST and name.isalpha()


@dataclass(frozen=True, slots=True)
class Never:
    """The forms of `never.tsv`, and the keys of those that are ruled out however they are written."""

    forms: frozenset[str]
    keys: frozenset[str]
    normaliser: Normaliser

    @classmethod
    def of(cls, forms: Collection[str], normaliser: Normaliser) -> Never:
        """The rule for these forms. One in small letters that is not short holds for every way to write it."""
        keys = frozenset(normaliser.key(form) for form in forms if form.islower() and len(form) > _LONGEST_EXACT)
        return cls(frozenset(forms), keys, normaliser)

    def rules_out(self, surface: str) -> bool:
        """Whether a surface is never a name."""
        return surface in self.forms or self.normaliser.key(surface) in self.keys
