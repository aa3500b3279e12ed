"""Trees as the general English models would draw them, whichever model drew them: the evidence patterns were written on those.

CRAFT, from which our own model learnt, differs from them in the labels of few places, found by parsing its development part with the
general model: the subject of a relative clause is `dep` in CRAFT, a noun in brackets behind a noun is `parataxis`, and the agent of a
passive is mostly a plain `prep`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.language.universal import general_from_universal

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

    from extract.language.known_models import Scheme

_RELATIVE_TAGS = frozenset({"WDT", "WP", "IN", "DT"})
_RELATIVE = frozenset({"that", "which", "who"})
_CLAUSES = frozenset({"relcl", "acl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INSIDE_NOUNS = frozenset({"nmod", "compound"})
_OF_DOSES = frozenset({"CD", "HYPH", "SYM", ":", ","})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_COMPARATIVE = frozenset({"JJR", "RBR"})
_COMPLEMENTS = frozenset({"acomp", "attr"})
_CLAUSE_LABELS = frozenset({"ROOT", "ccomp", "advcl", "relcl"})
_MAY_ACT = frozenset({"nsubj", "nmod", "compound", "npadvmod"})
_OF_NOUNS = frozenset({"prep", "conj", "cc", "appos", "relcl", "acl"})


def general_tree(doc: Doc, scheme: Scheme, names: Collection[int] = ()) -> list[tuple[int, str]]:
    """The head and label of each token of a parsed document, in the scheme of the general English models.

    `names` are the tokens that stand for names. Trees of our own model are mended where they cannot be right.
    """
    if scheme == "universal":
        return general_from_universal(doc)
    if scheme == "general":
        return [(token.head.i, str(token.dep_)) for token in doc]
    heads, labels = [token.head.i for token in doc], general_labels(doc)
    for token in doc:
        if token.i in names and labels[token.i] in _INSIDE_NOUNS:
            _put_before_dose(token, heads, labels)
        if token.i in names and labels[token.i] == "appos" and token.head.i == token.i - 1 and _is_noun(token.head):
            _put_before_kind(token, heads, labels)
        if labels[token.i] == "amod" and token.head.i > token.i and str(token.tag_).startswith("VB"):
            _make_verb_of_clause(token, heads, labels)
            _make_verb_of_sentence(token, heads, labels)
        if token.tag_ in _COMPARATIVE and labels[token.i] == "advmod" and _lacks_complement(token.head):
            labels[token.i] = "acomp"
        if labels[token.i] == "advmod" and _is_noun(token) and _lacks_subject(token.head, token.i):
            labels[token.i] = "nsubj"
        if token.tag_ == "IN" and labels[token.i] == "mark" and token.head.dep_ == "ROOT":
            _make_subject_of_clause(token.head, heads, labels)
    if not _is_forest(heads):
        return [(token.head.i, label) for token, label in zip(doc, general_labels(doc), strict=True)]
    return list(zip(heads, labels, strict=True))


def _put_before_dose(name: Token, heads: list[int], labels: list[str]) -> None:
    """A name before a number with its unit is what the phrase is about ("zorbine 60-120 mg"), and the dose stands beside it."""
    dose = name.head
    between = name.doc[name.i + 1 : dose.i]
    if not between or any(token.tag_ not in _OF_DOSES for token in between) or all(token.tag_ != "CD" for token in between):
        return
    for child in dose.children:
        if not name.i < child.i < dose.i and child.i != name.i:
            heads[child.i] = name.i
    heads[name.i] = name.i if heads[dose.i] == dose.i else heads[dose.i]
    labels[name.i] = labels[dose.i]
    heads[dose.i], labels[dose.i] = name.i, "appos"


def _put_before_kind(name: Token, heads: list[int], labels: list[str]) -> None:
    """A name right behind the noun that says what it is ("the inhibitor MG132") is what the phrase is about, and the noun describes it."""
    kind = name.head
    for child in kind.children:
        if child.i > name.i:
            heads[child.i] = name.i
    heads[name.i] = name.i if heads[kind.i] == kind.i else heads[kind.i]
    labels[name.i] = labels[kind.i]
    heads[kind.i], labels[kind.i] = name.i, "compound"


def _make_verb_of_clause(verb: Token, heads: list[int], labels: list[str]) -> None:
    """A verb between two nouns is what their clause says ("the drug lowered mortality"), where it is finite or the clause has no other."""
    thing = verb.head
    finite = verb.tag_ in _FINITE
    if not _is_noun(thing) or not (finite or (thing.dep_ in _CLAUSE_LABELS and verb.doc[-1].text == ".")):
        return
    before = [token for token in (*verb.children, *thing.children) if token.i < verb.i and _is_noun(token) and token.dep_ in _MAY_ACT]
    subject = max(before, key=lambda token: token.i, default=thing.head if thing.dep_ == "appos" else None)
    if subject is None or not subject.i < verb.i or any(token.tag_ not in ("RB", "RBR") for token in verb.doc[subject.i + 1 : verb.i]):
        return
    place = subject if thing.dep_ == "appos" and subject == thing.head else thing
    heads[verb.i] = verb.i if heads[place.i] == place.i else heads[place.i]
    labels[verb.i] = labels[place.i]
    for token in thing.children:
        if token.i < verb.i or token.i > thing.i + 1:
            heads[token.i] = thing.i if token.i > verb.i and token.dep_ in _OF_NOUNS else verb.i
    heads[thing.i], labels[thing.i] = verb.i, "dobj"
    heads[subject.i], labels[subject.i] = verb.i, "nsubj"


def _make_verb_of_sentence(verb: Token, heads: list[int], labels: list[str]) -> None:
    """A sentence needs a verb: where it has none, the participle behind its examples is it ("agents such as aspirin lowered growth")."""
    thing = verb.head
    while thing.dep_ == "compound" and thing.head.i > thing.i:
        thing = thing.head
    preposition, topic = thing.head, thing.head.head
    if thing.dep_ != "pobj" or preposition.dep_ != "prep" or topic.dep_ != "ROOT" or not (_is_noun(thing) and _is_noun(topic)):
        return
    if verb.doc[-1].text != "." or any(token.tag_ in _FINITE or token.tag_ == "MD" for token in verb.doc):
        return
    examples = [t for t in (*verb.children, *thing.children) if t.i < verb.i and _is_noun(t) and t.dep_ in _MAY_ACT]
    if not examples or preposition.i > examples[-1].i:
        return
    example = max(examples, key=lambda token: token.i)
    for token in (*thing.children, *verb.children):
        if token.i < verb.i and token.i != example.i:
            heads[token.i] = example.i
    heads[example.i], labels[example.i] = preposition.i, "pobj"
    for token in topic.children:
        if token.i > verb.i:
            heads[token.i] = verb.i
    heads[verb.i], labels[verb.i] = verb.i, "ROOT"
    heads[topic.i], labels[topic.i] = verb.i, "nsubj"
    heads[thing.i], labels[thing.i] = verb.i, "dobj"


def _lacks_complement(verb: Token) -> bool:
    """Whether a form of "be" says nothing of its subject yet: what is "longer" then does."""
    return verb.lemma_ == "be" and not any(child.dep_ in _COMPLEMENTS for child in verb.children)


def _make_subject_of_clause(verb: Token, heads: list[int], labels: list[str]) -> None:
    """A clause that begins with "whether" is what another clause speaks of; the subject of that is its own object."""
    for other in verb.children:
        subjects = [child for child in other.children if child.dep_ in _SUBJECTS]
        if other.dep_ == "ccomp" and other.i > verb.i and subjects and subjects[0].left_edge.i == verb.i + 1:
            passive = subjects[0].dep_ == "nsubjpass"
            heads[other.i], labels[other.i] = other.i, "ROOT"
            heads[verb.i], labels[verb.i] = other.i, "csubjpass" if passive else "csubj"
            heads[subjects[0].i], labels[subjects[0].i] = verb.i, "dobj"
            return


def _lacks_subject(verb: Token, at: int) -> bool:
    """Whether a finite verb right behind a word has no other subject."""
    return verb.tag_ in _FINITE and verb.i == at + 1 and not any(child.dep_ in _SUBJECTS for child in verb.children)


def _is_forest(heads: list[int]) -> bool:
    """Whether every way from head to head ends at a root."""
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


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
