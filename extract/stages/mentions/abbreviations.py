"""Short forms that the document defines: every use of them means what the definition says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.grammar.grounding import load_grounding
from extract.stages.mentions.readings import family

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.language import Language
    from extract.model.document import Document
    from extract.model.mention import Label, Mention
    from extract.vocabulary import Candidate, Vocabulary

_PROSE = ("title", "heading", "paragraph", "list_item", "caption", "footnote", "table")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_STEM = 5
_MOST_OF = 0.6
_HEADS = frozenset({"DISEASE", "TARGET"})
_LETTERS_ONLY = 5
"""Short forms of up to so many letters and no digit mean whatever their authors want; longer ones what everybody means by them."""

_BESIDE = re.compile(r"\s?\((?P<short>[A-Za-z0-9][\w+/-]{1,9})(?=[);:,])")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and its long form as written, with what it stands for.

    `label` is None when it is no name. `concept` is the concept when all of the long form names it, else None: not grounded.
    `long_end` is where the long form ends in the text, None where that is not known.
    """

    short: str
    long: str
    label: Label | None
    concept: Candidate | None = None
    long_end: int | None = None


def find_definitions(document: Document, vocabulary: Vocabulary, language: Language) -> dict[str, Definition]:
    """The short forms of a document; where one is defined twice the first definition holds."""
    found: dict[str, Definition] = {}
    for block in document.blocks:
        if block.kind not in _PROSE:
            continue
        text = document.text[block.start : block.end]
        if "(" not in text:
            continue
        for use in language.abbreviations(text):
            short, long = text[use.start : use.end], text[use.long_start : use.long_end]
            if short not in found and _may_be_short(short):
                found[short] = replace(_definition(short, long, vocabulary), long_end=block.start + use.long_end)
    return found


def told_by_model(definitions: Mapping[str, Definition], mentions: Iterable[Mention]) -> dict[str, Definition]:
    """The definitions, with what the model says of their long forms.

    Where no list knows the long form, the label is that of the model's name that most of it is, or that it ends in: "zorbin-induced
    dyskinesia" is a dyskinesia. Where a built list knows it and the model gives all of it another label, the model is right more often:
    lists of substances hold proteins too.
    """
    ends = {mention.end: mention for mention in mentions}
    found = dict(definitions)
    for short, definition in definitions.items():
        mention = ends.get(definition.long_end) if definition.long_end is not None else None
        if mention is None:
            continue
        share = (mention.end - mention.start) / len(definition.long)
        if definition.concept is None:
            if mention.label in _HEADS or share >= _MOST_OF:
                found[short] = replace(definition, label=mention.label)
        elif share == 1 and not definition.concept.by_hand and family(definition.concept.concept.label) != family(mention.label):
            found[short] = replace(definition, label=mention.label, concept=None)
    return found


def definitions_beside(
    text: str, mentions: Sequence[Mention], known: Mapping[str, Definition], vocabulary: Vocabulary
) -> dict[str, Definition]:
    """Short forms in brackets right after a name that holds their letters in order: "nitroglycerin (NTG; 5 mg)"."""
    found: dict[str, Definition] = {}
    for mention in mentions:
        beside = _BESIDE.match(text, mention.end)
        if beside is None or mention.method != "dictionary":
            continue
        short = beside.group("short")
        already = known.get(short)
        if short in found or (already is not None and already.label is not None) or not _may_be_short(short):
            continue
        if sum(c.isupper() for c in short) >= 2 and short[0].lower() == mention.text[0].lower() and _in_order(short, mention.text):
            found[short] = _definition(short, mention.text, vocabulary)
    return found


def uses(text: str, shorts: Iterable[str]) -> Iterable[re.Match[str]]:
    """Every use of the short forms in a text, plurals included; group `short` is the short form."""
    ordered = sorted(shorts, key=lambda s: (-len(s), s))
    if not ordered:
        return ()
    return re.finditer(rf"(?<!\w)(?P<short>{'|'.join(map(re.escape, ordered))})s?(?!\w)", text)


def _definition(short: str, long: str, vocabulary: Vocabulary) -> Definition:
    whole = vocabulary.candidates(long)
    if whole:
        return Definition(short, long, whole[0].concept.label, whole[0] if _unrivalled(whole) else None)
    of_short = vocabulary.candidates(short)
    head = _head(long, vocabulary)
    words = _telling_words(long)
    for candidate in of_short:
        known = _telling_words(" ".join((candidate.concept.name, *candidate.concept.synonyms)))
        if len(words & known) * 2 >= len(words) > 0 or (words & known and candidate.concept.label == head):
            return Definition(short, long, candidate.concept.label, candidate)
    if of_short and head is None and not (short.isalpha() and len(short) <= _LETTERS_ONLY):
        return Definition(short, long, of_short[0].concept.label, of_short[0])
    return Definition(short, long, head)


def _telling_words(name: str) -> set[str]:
    """The beginnings of a name's long words, those left out that half of all names have."""
    return {word.lower()[:_STEM] for word in _LONG_WORD.findall(name)} - load_grounding().common


def _head(long: str, vocabulary: Vocabulary) -> Label | None:
    """What kind of name a long form is by its last words, or by a name of the vocabulary that most of it is."""
    for rule in vocabulary.shapes.heads:
        if rule.regex.search(long):
            return rule.label
    at_end = [match for match in vocabulary.find(long) if match.end == len(long)]
    main = max(at_end, key=lambda match: match.end - match.start, default=None)
    return main.label if main is not None and main.end - main.start >= _MOST_OF * len(long) else None


def _may_be_short(short: str) -> bool:
    return len(short) > 1 and not short.isdigit() and any(c.isupper() or c.isdigit() for c in short)


def _in_order(short: str, name: str) -> bool:
    letters = iter(name.lower())
    return all(c in letters for c in short.lower() if c.isalpha())


def _unrivalled(candidates: tuple[Candidate, ...]) -> bool:
    best = candidates[0]
    return all(c.rank != best.rank or c.concept.id == best.concept.id for c in candidates[1:])
