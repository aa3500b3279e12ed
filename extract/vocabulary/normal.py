"""One spelling for all spellings of a name: "HER-2/neu", "HER2 neu" and "Her-2/Neu" have the key " her 2 neu ".

A text is cut into atoms (runs of letters, runs of digits, single Greek letters); each atom is rewritten on its own, so a
key can be searched in a text's key and every hit mapped back to offsets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
    "XI": "11",
    "XII": "12",
}
_FOLDED = str.maketrans(
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝßµ₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹ϕϵ",
    "aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUYβμ01234567890123456789φε",
)
_ATOM = re.compile(r"['’]s(?![A-Za-z0-9])|[A-Za-z]+|[0-9]+|[Α-Ωα-ω]")
_FIRST = re.compile(r"[A-Za-z]+|[0-9]+|[Α-Ωα-ω]")
_SPELLED_GREEK = re.compile(r"(?<![a-z])(alpha|beta|gamma|delta|epsilon|zeta|kappa|lambda|sigma|omega|theta)(?![a-z])")
_PLURAL_SYMBOL = re.compile(r"[A-Za-z]*[A-Z]s")


@dataclass(frozen=True, slots=True)
class Normal:
    """The key of a text, one space before and after each atom, with the way back to the text.

    `starts` and `ends` give, for a position in the key at which an atom of the text starts or ends, the offset in the text. An atom may
    be several words of the key ("TNFalpha" is "tnf alpha"): `order` gives the number of the word that starts at a position, and
    `word_ends` where in the key each word ends.
    """

    key: str
    starts: Mapping[int, int]
    ends: Mapping[int, int]
    order: Mapping[int, int]
    word_ends: Sequence[int]

    def end_of(self, word: int) -> int | None:
        """Where in the key a word ends, or None when there is no such word or the text goes on without a break there."""
        if word >= len(self.word_ends):
            return None
        position = self.word_ends[word]
        return position if position in self.ends else None


class Normaliser:
    """Rewrites names and texts to keys. `spelling` replaces parts of words ("tumour" by "tumor")."""

    def __init__(self, spelling: Iterable[tuple[str, str]] = ()) -> None:
        self._spelling = dict(spelling)
        self._spelling_parts = (
            re.compile("|".join(map(re.escape, sorted(self._spelling, key=lambda part: (-len(part), part))))) if self._spelling else None
        )
        self._known: dict[str, str] = {}

    def key(self, name: str) -> str:
        """The key of a name, or "" when the name has neither letter nor digit."""
        known = self._known
        atoms = [
            known.get(raw) or self._rewritten(raw)
            for raw in _ATOM.findall(name if name.isascii() else name.translate(_FOLDED))
            if raw[0] not in "'’"
        ]
        return f" {' '.join(atoms)} " if atoms else ""

    def text(self, text: str) -> Normal:
        """The key of a running text with the way back to its offsets."""
        known = self._known
        parts, starts, ends, order = [""], {}, {}, {}
        word_ends: list[int] = []
        position = 1
        for match in _ATOM.finditer(text if text.isascii() else text.translate(_FOLDED)):
            raw = match.group()
            if raw[0] in "'’":
                continue
            atom = known.get(raw) or self._rewritten(raw)
            parts.append(atom)
            starts[position] = match.start()
            order[position] = len(word_ends)
            if " " in atom:
                for at, character in enumerate(atom, position):
                    if character == " ":
                        word_ends.append(at)
            position += len(atom)
            word_ends.append(position)
            ends[position] = match.end()
            position += 1
        parts.append("")
        return Normal(" ".join(parts), starts, ends, order, word_ends)

    def first_atom(self, name: str) -> str:
        """The first word of a name's key, or "" when the name has neither letter nor digit. Cheaper than the key."""
        match = _FIRST.search(name if name.isascii() else name.translate(_FOLDED))
        if match is None:
            return ""
        raw = match.group()
        atom = self._known.get(raw) or self._rewritten(raw)
        return atom if " " not in atom else atom[: atom.index(" ")]

    def _rewritten(self, raw: str) -> str:
        atom = _ROMAN.get(raw) or GREEK.get(raw.lower())
        if atom is None:
            atom = raw
            if not atom.islower() and not atom.isupper():
                atom = " ".join(_SPELLED_GREEK.sub(r" \1 ", atom).split())
            if _PLURAL_SYMBOL.fullmatch(atom) and len(atom) > 2:
                atom = atom[:-1]
            atom = atom.lower()
            if self._spelling_parts:
                atom = self._spelling_parts.sub(lambda match: self._spelling[match.group()], atom)
            if not raw.isupper() and len(atom) > 4:
                atom = _singular(atom)
        if len(self._known) < 500_000:
            self._known[raw] = atom
        return atom


def _singular(word: str) -> str:
    if word[-1] != "s" or word[-2:] in ("ss", "us", "is"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "uses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]
