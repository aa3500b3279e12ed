"""Trees of Universal Dependencies, version 1, drawn as the general English models draw them. scispaCy's models parse into such trees.

There a preposition hangs on its noun (`case`), here the noun on the preposition (`prep`, `pobj`); there "is" hangs on what somebody is
(`cop`), here that hangs on "is" (`attr`, `acomp`) with all that belongs to the clause. Other labels have other names and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMES = {
    "acl:relcl": "relcl",
    "cc:preconj": "preconj",
    "compound:prt": "prt",
    "det:predet": "predet",
    "nmod:poss": "poss",
    "nmod:npmod": "npadvmod",
    "nmod:tmod": "npadvmod",
    "amod@nmod": "amod",
}
_OF_THE_CLAUSE = frozenset(
    {"nsubj", "nsubjpass", "csubj", "aux", "neg", "mark", "advmod", "advcl", "punct", "expl", "cc", "conj", "parataxis"}
)
"""What hangs on the verb of a clause, and hung on the noun or adjective where that is what somebody is."""
_OF_NOUNS = frozenset({"cc", "conj", "advmod"})
"""Of those, what belongs to the noun or adjective itself where it stands behind "is"."""
_WITH_PREPOSITION = frozenset({"nmod", "npadvmod", "acl", "advcl", "attr"})


def general_from_universal(doc: Doc) -> list[tuple[int, str]]:
    """The head and label of each token, in the scheme of the general English models."""
    heads = [token.head.i for token in doc]
    labels = [_NAMES.get(token.dep_, str(token.dep_)) for token in doc]
    for token in doc:
        if token.dep_ == "cop":
            _turn_copula(token, heads, labels)
    for token in doc:
        if token.dep_ == "case" and token.tag_ != "POS" and labels[token.head.i] in _WITH_PREPOSITION:
            _turn_preposition(token, heads, labels)
    return [(head, "dep" if label == "mwe" else label) for head, label in zip(heads, labels, strict=True)]


def _turn_copula(copula: Token, heads: list[int], labels: list[str]) -> None:
    """The form of "be" takes the place of what it joins to the subject."""
    joined = copula.head
    heads[copula.i] = copula.i if heads[joined.i] == joined.i else heads[joined.i]
    labels[copula.i] = labels[joined.i]
    heads[joined.i] = copula.i
    labels[joined.i] = "acomp" if str(joined.tag_).startswith(("JJ", "VB", "RB")) else "attr"
    for child in joined.children:
        behind = child.i > joined.i and child.dep_ in _OF_NOUNS
        if child.dep_ in _OF_THE_CLAUSE and not behind:
            heads[child.i] = copula.i


def _turn_preposition(case: Token, heads: list[int], labels: list[str]) -> None:
    """The preposition takes the place of its noun, and the noun becomes its object; of two prepositions the first does."""
    noun = case.head
    of_passive = noun.head.tag_ == "VBN" and case.text.lower() == "by"
    labels[case.i] = "agent" if of_passive else "prep"
    labels[noun.i] = "pcomp" if noun.dep_ in ("acl", "advcl") else "pobj"
    heads[case.i], heads[noun.i] = heads[noun.i], case.i
