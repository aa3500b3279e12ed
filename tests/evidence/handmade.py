"""Parses written by hand, so that a test of the grammar does not depend on what a parser makes of a sentence.

One word is `text/tag/dep>head`, the head counted from 0. `text|lemma` gives a lemma that is not the text in lower case, and a label in
front of the text makes the word a name: `drug:imatinib/NNP/nsubj>1 inhibited|inhibit/VBD/ROOT>1 target:KIT/NNP/dobj>1`.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.grammar.evidence import EvidenceGrammar
from extract.model.mention import Label, Mention, Parse, Token
from extract.stages.evidence.graph import Graph

_POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "IN": "ADP", "TO": "PART", "JJ": "ADJ", "JJR": "ADJ", "RB": "ADV", "RBR": "ADV"}
_POS |= {"MD": "AUX", "DT": "DET", "CC": "CCONJ", "PRP": "PRON", "WDT": "PRON", "HYPH": "PUNCT", ",": "PUNCT", ".": "PUNCT"}
_LABELS: dict[str, Label] = {
    "drug": "DRUG",
    "target": "TARGET",
    "outcome": "OUTCOME",
    "chemical": "CHEMICAL",
    "disease": "DISEASE",
    "line": "CELL_LINE",
    "variant": "VARIANT",
}
OUTCOMES = {
    "apoptosis": "apoptosis",
    "resistance": "resistance",
    "sensitivity": "sensitivity",
    "survival": "survival",
    "growth": "cell_growth",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the evidence stage sees it. Outcomes are mentions too, but never one token of their own."""

    text: str
    parse: Parse
    mentions: tuple[Mention, ...]
    outcomes: tuple[Mention, ...]


def read(lines: str) -> Sentence:
    """The sentence that the words spell, with single spaces between them."""
    tokens: list[Token] = []
    mentions: list[Mention] = []
    outcomes: list[Mention] = []
    start = 0
    for word in lines.split():
        surface, tag, arc = word.rsplit("/", 2)
        dep, _, head = arc.partition(">")
        label, _, named = surface.rpartition(":")
        text, _, lemma = named.partition("|")
        end = start + len(text)
        index = None
        if label == "outcome":
            outcomes.append(Mention(start, end, text, "OUTCOME", text, None, "dictionary", 1.0, OUTCOMES[text.lower()]))
        elif label:
            index = len(mentions)
            mentions.append(Mention(start, end, text, _LABELS[label], text, None, "dictionary", 1.0))
        pos = _POS.get(tag, "VERB" if tag.startswith("V") else "X")
        tokens.append(Token(start, end, text, lemma or text.lower(), tag, pos, dep, int(head), index))
        start = end + 1
    plain = " ".join(token.text for token in tokens)
    return Sentence(plain, Parse(0, len(plain), tuple(tokens)), tuple(mentions), tuple(outcomes))


def graph_of(sentence: Sentence, grammar: EvidenceGrammar) -> Graph:
    """The graph of a sentence, with the words that the patterns give it."""
    words = grammar.words
    return Graph(sentence.parse, words)
