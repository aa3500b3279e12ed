"""The labels of CRAFT's trees as the general English model would give them, for rules that were written on the latter.

The two schemes differ in few places, found by parsing the development part of CRAFT with the general model: the subject of a relative
clause is `dep` in CRAFT, a noun in brackets behind a noun is `parataxis`, and the agent of a passive is mostly a plain `prep`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RELATIVE_TAGS = frozenset({"WDT", "WP", "IN", "DT"})
_RELATIVE = frozenset({"that", "which", "who"})
_CLAUSES = frozenset({"relcl", "acl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def general_labels(doc: Doc) -> list[str]:
    """The label of each token of a parsed document in the scheme of the general English models."""
    return [_general(token) for token in doc]


def _general(token: Token) -> str:
    label, head = token.dep_, token.head
    if label == "dep" and token.text.lower() in _RELATIVE and token.tag_ in _RELATIVE_TAGS and head.dep_ in _CLAUSES:
        others = {child.dep_ for child in head.children if child.i != token.i}
        if others & _SUBJECTS:
            return "dobj"
        return "nsubjpass" if "auxpass" in others else "nsubj"
    if label == "parataxis" and _is_noun(token) and _is_noun(head) and any(child.text in "([" for child in token.children):
        return "appos"
    if label == "prep" and token.text.lower() == "by" and head.tag_ == "VBN" and not _has_object(head):
        return "agent"
    return str(label)


def _is_noun(token: Token) -> bool:
    return str(token.tag_).startswith("NN")


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)
