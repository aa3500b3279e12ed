"""Which sentences are worth parsing, and their parses: only a sentence that can fill two slots is given to the parser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extract.language import ParseRequest

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.language import Language
    from extract.model.document import Citation, Sentence
    from extract.model.mention import Mention, Parse

_NAMES = frozenset({"DRUG", "TARGET", "CHEMICAL", "DISEASE", "CELL_LINE", "ORGANISM", "VARIANT", "CELL_TYPE"})
_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_FILLERS = frozenset({"DRUG", "TARGET", "CHEMICAL", "VARIANT"})


def grammar_names(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions as the grammar sees them: a drug class made of a target ("PI3K inhibitors") is its words, and PI3K is the name."""
    found: list[Mention] = []
    for mention in mentions:
        targets = [part for part in mention.parts if part.label == "TARGET"]
        found.extend(targets or (mention,))
    return tuple(found)


def parse_sentences(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
    grammar: EvidenceGrammar,
    language: Language,
) -> Mapping[int, Parse]:
    """The parses of the sentences that may state something, by sentence index.

    `mentions` are those of `grammar_names`; `Token.mention` is an index into them. A sentence may state something when it names
    a drug or target, and a second filler or an outcome, or a word that names an outcome by itself.
    """
    wanted: list[int] = []
    requests: list[ParseRequest] = []
    hidden = [(c.start, c.end) for c in citations]
    at, called = 0, 0
    ordered = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    for number, sentence in enumerate(sentences):
        while at < len(ordered) and mentions[ordered[at]].end <= sentence.start:
            at += 1
        inside = []
        probe = at
        while probe < len(ordered) and mentions[ordered[probe]].start < sentence.end:
            inside.append(ordered[probe])
            probe += 1
        while called < len(hidden) and hidden[called][1] <= sentence.start:
            called += 1
        if not _may_state(sentence.text, [mentions[i] for i in inside], grammar):
            continue
        names = tuple(
            (_start(mentions[i], sentence, grammar), mentions[i].end, grammar.words.stand_in.get(mentions[i].label, "factor"), i)
            for i in inside
            if mentions[i].label in _NAMES and mentions[i].end <= sentence.end
        )
        asides = _asides(sentence, [mentions[i] for i in inside])
        names = tuple(name for name in names if not any(start <= name[0] < end for start, end in asides))
        joined = _joined(sentence, names, grammar)
        callouts = tuple(span for span in hidden[called : called + 50] if sentence.start <= span[0] and span[1] <= sentence.end)
        wanted.append(number)
        requests.append(ParseRequest(sentence.start, sentence.text, names, tuple(sorted((*callouts, *asides))), joined))
    return dict(zip(wanted, language.parse(requests), strict=True))


def _start(mention: Mention, sentence: Sentence, grammar: EvidenceGrammar) -> int:
    """Where the word of a name begins: "anti-HER2" is one word for the parser."""
    before = sentence.text[: mention.start - sentence.start].lower()
    prefix = next((p for p in grammar.words.prefixes if before.endswith(f"{p}-")), None)
    return mention.start if prefix is None else mention.start - len(prefix) - 1


def _joined(sentence: Sentence, names: Sequence[tuple[int, int, str, int]], grammar: EvidenceGrammar) -> tuple[tuple[int, int, str], ...]:
    """Words that the parser would part or mistake ("down-regulation", "signaling"), with the form that it knows."""
    found = []
    for match in grammar.words.joined.finditer(sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if not any(name[0] < end and start < name[1] for name in names):
            shown = match.group(1) + match.group(2) if match.group(1) else grammar.words.shown[match.group(3).lower()]
            found.append((start, end, shown))
    return tuple(found)


def _asides(sentence: Sentence, inside: Sequence[Mention]) -> list[tuple[int, int]]:
    """Brackets that the grammar can do without: "(30 mg/kg)", and another name for what stands before them, "(PI3K)"."""
    found = []
    for match in _BRACKETS.finditer(sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if any(m.start <= start and end <= m.end for m in inside):
            continue
        names = [m for m in inside if start < m.start < end and m.label in _FILLERS]
        before = [m for m in inside if m.end <= start <= m.end + 1]
        same = bool(before) and all(m.name == before[-1].name for m in names)
        if not names or same:
            found.append((start, end))
    return found


def _may_state(text: str, inside: Sequence[Mention], grammar: EvidenceGrammar) -> bool:
    fillers = sum(m.label in _FILLERS for m in inside)
    outcomes = any(m.label == "OUTCOME" for m in inside)
    if fillers >= 2 or (fillers and outcomes):
        return True
    return bool(fillers or outcomes) and grammar.hinted.search(text) is not None
