"""The dependency paths that join pairs of names, and which of them come with a row.

A path is read from the first name to the second. `<nsubj inhibit >dobj` goes up from a subject to its verb and down to the object; a
preposition is one step (`<by`, `>of`), steps between the members of a list are left out, and other names on the way are shown by kind.

    CHEMICAL <nsubj inhibit >dobj activity >of GENE
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reach import spellings

from extract.language import ParseRequest
from extract.score.names import Squeezed, overlap, share_a_name

if TYPE_CHECKING:
    from pairs import Name, PairSentence

    from extract.grammar.evidence import EvidenceGrammar
    from extract.language import Language
    from extract.model.findings import Findings
    from extract.model.mention import Parse

LABELS = {
    "CHEMICAL": ("DRUG", "CHEMICAL"),
    "GENE": ("TARGET",),
    "drug": ("DRUG", "CHEMICAL"),
    "gene": ("TARGET", "VARIANT"),
    "variant": ("VARIANT", "TARGET"),
    "cancer": ("DISEASE",),
}
"""Kind of a name in a corpus → the labels that we give it; the parser is shown the stand-in of the first."""
State = Literal["covered", "uncovered", "unnamed"]
_LONGEST = 5


@dataclass(slots=True)
class Seen:
    """How often something stands between two names, by the label of the pair.

    `uncovered` are the sentences with a pair whose names were found and for which there is no row, `unnamed` pairs of which a name was not
    found, `covered` pairs with a row.
    """

    labels: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    unnamed: Counter[str] = field(default_factory=Counter)
    uncovered: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def precision(self, label: str) -> float:
        """The share of all pairs that have this label."""
        return self.labels[label] / self.labels.total()

    def missing(self, label: str) -> int:
        """In how many sentences pairs with this label have no row though their names were found."""
        return len(self.uncovered.get(label, ()))

    def lost(self, label: str) -> float:
        """The share of pairs without a row among those whose names were found."""
        named = self.labels[label] - self.unnamed[label]
        return 1 - self.covered[label] / named if named else 0.0

    def example(self, label: str) -> tuple[str, str]:
        """The first of these sentences: its document and its text."""
        text, document = next(iter(self.uncovered[label].items()))
        return document, text

    def add(self, label: str, state: State, sentence: PairSentence) -> None:
        """Count one pair."""
        self.labels[label] += 1
        if state == "unnamed":
            self.unnamed[label] += 1
        elif state == "covered":
            self.covered[label] += 1
        elif state == "uncovered":
            self.uncovered[label].setdefault(sentence.text, sentence.document.removesuffix(".txt"))

    def merge(self, other: Seen) -> None:
        """Add what is seen elsewhere."""
        self.labels.update(other.labels)
        self.covered.update(other.covered)
        self.unnamed.update(other.unnamed)
        for label, sentences in other.uncovered.items():
            self.uncovered[label] = {**sentences, **self.uncovered[label]}


def parses(sentences: Sequence[PairSentence], language: Language, grammar: EvidenceGrammar) -> Iterator[tuple[PairSentence, Parse]]:
    """The sentences with their grammar, each name of the corpus one word."""
    requests = []
    for sentence in sentences:
        mentions, end = [], 0
        for i, name in sorted(enumerate(sentence.names), key=lambda each: (each[1].start, -each[1].end)):
            if name.start >= end:
                mentions.append((name.start, name.end, grammar.words.stand_in[LABELS[name.kind][0]], i))
                end = name.end
        requests.append(ParseRequest(0, sentence.text, tuple(mentions)))
    yield from zip(sentences, language.parse(requests), strict=True)


def dependency_path(parse: Parse, one: int, other: int, kinds: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The path between two names (`Token.mention`), and the plain words on it, uppermost first; None where there is none."""
    at = {token.mention: i for i, token in enumerate(parse.tokens) if token.mention is not None}
    if one not in at or other not in at:
        return None
    above, below = _upwards(parse, at[one]), _upwards(parse, at[other])
    meeting = next((i for i in above if i in below), None)
    if meeting is None:
        return None
    up, down = above[: above.index(meeting) + 1], below[: below.index(meeting) + 1]
    rising, falling = _steps(parse, up, kinds), _steps(parse, down, kinds)
    steps = [part for dep, word in rising for part in (f"<{dep}", word)]
    if meeting == at[other]:
        steps = steps[:-1]
    for i in range(len(falling) - 1, -1, -1):
        steps += [f">{falling[i][0]}", falling[i - 1][1] if i else ""]
    words = [parse.tokens[i].lemma for i in (*reversed(up), *reversed(down[:-1])) if _is_word(parse, i)]
    return " ".join(filter(None, [kinds[one], *steps, kinds[other]])), tuple(dict.fromkeys(words))


def _upwards(parse: Parse, i: int) -> list[int]:
    """A word and its governors up to the root."""
    found = [i]
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        found.append(i)
    return found


def _is_word(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return token.mention is None and token.dep not in ("prep", "agent", "dative", "punct") and token.pos not in ("PUNCT", "ADP")


def _steps(parse: Parse, chain: Sequence[int], kinds: Sequence[str]) -> list[tuple[str, str]]:
    """(dependency, governor) of each step up a chain. A preposition is part of its step; a step to the next name of a list is left out."""
    mention = parse.tokens[chain[0]].mention
    kind = None if mention is None else kinds[mention]
    found: list[tuple[str, str]] = []
    held = ""
    for lower, upper in itertools.pairwise(chain):
        token, head = parse.tokens[lower], parse.tokens[upper]
        if token.dep in ("conj", "appos") and head.mention is not None and kinds[head.mention] == kind and not found and not held:
            continue
        if head.dep in ("prep", "agent", "dative") and upper != chain[-1]:
            held = held or head.lemma
            continue
        found.append((held or token.dep, kinds[head.mention] if head.mention is not None else head.lemma))
        held = ""
    return found


def sides(path: str, known: Callable[[str], bool]) -> tuple[str, str] | None:
    """How each name hangs on the uppermost known word of a path: "CHEMICAL <nsubj *" and "* >of GENE"; None where none is known."""
    steps = path.split(" ")
    turn = next((i for i, step in enumerate(steps) if step[0] == ">"), len(steps))
    words = [i for i in range(2, len(steps) - 1, 2) if known(steps[i])]
    if not words:
        return None
    at = min(words, key=lambda i: abs(i - turn + 1))
    return " ".join([*steps[:at], "*"]), " ".join(["*", *steps[at + 1 :]])


class Stated:
    """What the rows of a document join: their places, and every spelling of the drug and of the target."""

    def __init__(self, findings: Findings) -> None:
        self._squeezed = Squeezed(findings.document.text)
        self._names = [(self._squeezed.span(mention.start, mention.end), mention.label) for mention in findings.mentions]
        self._rows = []
        for row in findings.evidence:
            slots = [spellings(slot, findings) for slot in (row.drug, row.target) if slot is not None]
            shown = spellings(row.target, findings) if row.target and row.outcome else frozenset[str]()
            self._rows.append((self._squeezed.span(row.start, row.end), slots, shown))

    def state(self, sentence: PairSentence, one: int, other: int) -> State:
        """Whether a row joins two names of a sentence, none does, or the names were not found.

        A cancer fills no slot: there an outcome of the other name is what a row can say.
        """
        span = self._squeezed.first(sentence.text)
        if span is None:
            return "unnamed"
        names = [sentence.text[sentence.names[i].start : sentence.names[i].end] for i in (one, other)]
        near = [(slots, shown) for place, slots, shown in self._rows if overlap(place, span)]
        if sentence.names[other].kind == "cancer":
            joined = any(share_a_name(names[:1], shown) for _, shown in near)
        else:
            joined = any(len(slots) > 1 and all(any(share_a_name([name], slot) for slot in slots) for name in names) for slots, _ in near)
        if joined:
            return "covered"
        inside = Squeezed(sentence.text)
        return "uncovered" if all(self._is_found(sentence.names[i], inside, span[0]) for i in (one, other)) else "unnamed"

    def _is_found(self, name: Name, inside: Squeezed, offset: int) -> bool:
        start, end = inside.span(name.start, name.end)
        return any(label in LABELS[name.kind] and overlap(span, (offset + start, offset + end)) for span, label in self._names)


def mine(
    parsed: Iterable[tuple[PairSentence, Parse]], findings: dict[str, Findings]
) -> tuple[dict[str, Seen], dict[str, Seen], dict[str, tuple[str, ...]]]:
    """What is seen between the names of all pairs: by path, by each word of the path, and the words of each path."""
    by_path: dict[str, Seen] = defaultdict(Seen)
    by_word: dict[str, Seen] = defaultdict(Seen)
    words_of: dict[str, tuple[str, ...]] = {}
    stated = {document: Stated(found) for document, found in findings.items()}
    for sentence, parse in parsed:
        kinds = [name.kind for name in sentence.names]
        for one, other, label in sentence.pairs:
            found = dependency_path(parse, one, other, kinds)
            if found is None or len(found[1]) > _LONGEST or sentence.document not in stated:
                continue
            path, words = found
            state = stated[sentence.document].state(sentence, one, other)
            by_path[path].add(label, state, sentence)
            words_of[path] = words
            for word in words:
                by_word[word].add(label, state, sentence)
    return by_path, by_word, words_of
