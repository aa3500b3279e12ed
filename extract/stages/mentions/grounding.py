"""What each name stands for: the one place where a mention gets its concept, and says how.

The ways, in this order; the first that leaves a single concept decides:

1. `definition`  the document says what a short form means, and that stands for a concept. What the authors say beats every list; where
                 no list knows the long form, the short form keeps its listed meaning if the long form shares its words or it is a symbol.
2. `name`        the name is written as a vocabulary lists it; `spelling` where case, hyphens, Greek letters, numerals or plural differ.
3. `context`     several concepts have the name, and exactly one of them is also named in full in the document.
4. `rewritten`   a rule of `patterns/grounding.toml` says the name otherwise ("cancer of the breast"), and that is listed.
5. `fuzzy`       nothing so far, and one listed name is almost the same letters: only long names, only labels for which it was measured.

A mention grounds only to concepts of its own kind: a disease to diseases, drugs and chemicals to either. What stays ambiguous is not
grounded. A family of proteins is a concept of its own and never stands for one of its members, nor a member for its family.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.grammar.grounding import load_grounding
from extract.stages.mentions.likest import likest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.model.mention import Concept, GroundingMethod, Label, Mention
    from extract.vocabulary import Candidate, Vocabulary

_KIN: dict[Label, frozenset[Label]] = {"DRUG": frozenset({"DRUG", "CHEMICAL"}), "CHEMICAL": frozenset({"DRUG", "CHEMICAL"})}
_FAMILY, _GENE = "FPLX:", "HGNC:"
_FULL = 5
"""A name of at least so many letters and digits, if it has one meaning only, tells what ambiguous names in the document mean."""
_DEPTH = 3
"""So many rewritings may follow each other."""
_SYMBOLS: frozenset[Label] = frozenset({"TARGET", "DRUG", "CHEMICAL", "CELL_LINE"})
_SYMBOL = 4
"""A symbol of at least so many characters means what everybody means by it, also where its long form is written in a way that no list
knows; shorter ones, and short forms of diseases, mean whatever their authors want."""
_LONG_WORD = 4
_STEM = 5
_LOOSE = 2


@dataclass(frozen=True, slots=True)
class Grounding:
    """The candidate that a name stands for and how that was told; both are None where it could not be told.

    `rivals` are the candidates that were not chosen, best first. `ambiguous` says that more than one is as good as the others.
    """

    chosen: Candidate | None
    method: GroundingMethod | None
    rivals: tuple[Candidate, ...]
    ambiguous: bool = False


_NOTHING = Grounding(None, None, ())


def ground(mentions: Iterable[Mention], text: str, definitions: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions of a document and their parts, each with the concept that it stands for, or with none.

    `definitions` holds the short forms that the document defines with their long forms as written.
    """
    mentions = tuple(mentions)
    context = _Context(mentions, definitions, vocabulary)
    return tuple(_grounded(mention, context) for mention in mentions)


def groundings(
    mentions: Sequence[Mention], definitions: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[tuple[Mention, Grounding], ...]:
    """Each mention of a document and each of their parts with how it is grounded."""
    context = _Context(mentions, definitions, vocabulary)
    return tuple((mention, context.decide(mention.text, mention.label)) for mention in _with_parts(mentions))


def is_collapse(candidate: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a candidate is a gene that only shares the name of its family ("VEGF" for VEGFA), which is among the candidates."""
    return (
        candidate.concept.id.startswith(_GENE)
        and candidate.rank[2] > 0
        and any(other.concept.id.startswith(_FAMILY) and other.rank[1] <= candidate.rank[1] for other in candidates)
    )


class _Context:
    """What a document says that helps to tell what its names stand for."""

    def __init__(self, mentions: Sequence[Mention], definitions: Mapping[str, str], vocabulary: Vocabulary) -> None:
        self._definitions = definitions
        self._vocabulary = vocabulary
        self._rules = load_grounding()
        self._decided: dict[tuple[str, Label], Grounding] = {}
        self._named: frozenset[str] = frozenset()
        full = {(m.text, m.label) for m in _with_parts(mentions) if sum(c.isalnum() for c in m.text) >= _FULL}
        full |= {(long, m.label) for m in _with_parts(mentions) if (long := self._long_form(m.text)) is not None}
        found = (self._listed(text, label).chosen for text, label in full)
        self._named = frozenset(candidate.concept.id for candidate in found if candidate is not None)

    def decide(self, surface: str, label: Label) -> Grounding:
        """What a name stands for in this document."""
        known = self._decided.get((surface, label))
        if known is None:
            known = self._decided[surface, label] = self._decision(surface, label)
        return known

    def score(self, method: GroundingMethod, label: Label) -> float:
        """How far a grounding by a method is to be trusted."""
        return self._rules.score(method, label)

    def _decision(self, surface: str, label: Label) -> Grounding:
        long = self._long_form(surface)
        if long is None:
            return self._in_words(surface, label)
        meant, listed = self._in_words(long, label), self._listed(surface, label)
        if meant.chosen is not None:
            return Grounding(meant.chosen, "definition", _others(listed, meant.chosen.concept))
        if listed.chosen is not None:
            if self._agrees(long, listed.chosen.concept):
                return replace(listed, method="definition")
            if label in _SYMBOLS and len(surface) >= _SYMBOL:
                return listed
        return Grounding(None, None, (*meant.rivals, *_all(listed)), meant.ambiguous)

    def _long_form(self, surface: str) -> str | None:
        return self._definitions.get(surface) or self._definitions.get(surface.removesuffix("s"))

    def _agrees(self, long: str, concept: Concept) -> bool:
        """Whether most of the words of a long form are in the names of a concept."""
        words = self._stems(long)
        return bool(words) and 2 * len(words & self._stems(" ".join((concept.name, *concept.synonyms)))) > len(words)

    def _stems(self, name: str) -> set[str]:
        return {word[:_STEM] for word in self._vocabulary.key(name).split() if len(word) >= _LONG_WORD}

    def _in_words(self, surface: str, label: Label) -> Grounding:
        listed = self._listed(surface, label)
        if listed.chosen is not None or listed.rivals:
            return listed
        for name in self._rewritings(surface, label):
            found = _NOTHING if self._vocabulary.is_never(name) else self._listed(name, label)
            if found.chosen is not None:
                return replace(found, method="rewritten")
            if found.rivals:
                return found
        alike = likest(surface, label, _kin(label), self._vocabulary)
        return _NOTHING if alike is None else Grounding(alike, "fuzzy", ())

    def _rewritings(self, surface: str, label: Label) -> Iterator[str]:
        """What the rules make of a name, the fewest rewritings first."""
        spelled_out = self._spelled_out(surface)
        seen, level = {surface, *spelled_out}, [surface, *spelled_out]
        yield from spelled_out
        for _ in range(_DEPTH):
            made = [new for name in level for rule in self._rules.rewritings if label in rule.labels and (new := rule.of(name)) is not None]
            level = [name for name in dict.fromkeys(made) if name not in seen]
            seen.update(level)
            yield from level

    def _spelled_out(self, surface: str) -> list[str]:
        """A name of several words with a short form among them in full: "VEGF receptor 2" where the document defines VEGF."""
        words = surface.split()
        long = [self._definitions.get(word, word) for word in words]
        return [" ".join(long)] if len(words) > 1 and long != words else []

    def _listed(self, surface: str, label: Label) -> Grounding:
        candidates = tuple(c for c in self._vocabulary.meanings(surface) if c.concept.label in _kin(label))
        if not candidates:
            return _NOTHING
        if any(c.rank[1] < _LOOSE for c in candidates):
            candidates = tuple(c for c in candidates if c.rank[1] < _LOOSE)
        able = [c for c in candidates if not is_collapse(c, candidates)]
        best = [c for c in able if c.rank == able[0].rank]
        chosen = best[0] if len({c.concept.id for c in best}) == 1 else None
        method: GroundingMethod = "name" if best[0].how == "exact" else "spelling"
        if chosen is None:
            told = [c for c in candidates if c.concept.id in self._named]
            if len({c.concept.id for c in told}) == 1:
                chosen, method = told[0], "context"
        if chosen is None:
            return Grounding(None, None, candidates, ambiguous=True)
        return Grounding(chosen, method, tuple(c for c in candidates if c.concept.id != chosen.concept.id))


def _grounded(mention: Mention, context: _Context) -> Mention:
    parts = tuple(_grounded(part, context) for part in mention.parts)
    found = context.decide(mention.text, mention.label)
    if found.chosen is None or found.method is None:
        return replace(mention, parts=parts, concept_id=None, grounded_by=None, grounding_score=None)
    concept = found.chosen.concept
    return replace(
        mention,
        parts=parts,
        name=concept.name,
        concept_id=concept.id or None,
        value=concept.value,
        polarity=concept.polarity,
        grounded_by=found.method if concept.id else None,
        grounding_score=context.score(found.method, mention.label) if concept.id else None,
    )


def _kin(label: Label) -> frozenset[Label]:
    return _KIN.get(label, frozenset({label}))


def _all(found: Grounding) -> tuple[Candidate, ...]:
    return found.rivals if found.chosen is None else (found.chosen, *found.rivals)


def _others(found: Grounding, concept: Concept) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in _all(found) if candidate.concept.id != concept.id)


def _with_parts(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield mention
        yield from _with_parts(mention.parts)
