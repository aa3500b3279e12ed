"""The dependency tree of a sentence, enriched so that a pattern can ask for the logical arguments of a word.

A passive's subject is its object; infinitives, participles, relative clauses and coordinated verbs inherit the arguments
that the sentence does not repeat ("X was shown to bind Y and to block Z": X is the subject of both). This follows the
enhanced dependencies of Schuster and Manning (LREC 2016), on ClearNLP labels.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extract.grammar.evidence import Words
    from extract.model.mention import Parse, Token

_RELATIVE = frozenset({"which", "that", "who", "whom"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "poss", "npadvmod", "nummod"})
_LISTED = frozenset({"as", "including", "like"})


class Graph:
    """Questions about the tokens of one parse; all indices are into `parse.tokens`. `words` are the verbs and nouns of the grammar
    that govern in a way of their own ("be", "include", "have", "one of", "render").
    """

    def __init__(self, parse: Parse, words: Words) -> None:
        self.tokens: tuple[Token, ...] = parse.tokens
        self.words = words

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The dependents of each token, in text order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                found[token.head].append(i)
        return tuple(tuple(each) for each in found)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Dependents of token `i` with one of these labels."""
        return [c for c in self.children[i] if self.tokens[c].dep in deps]

    def is_verb(self, i: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.tokens[i].pos in ("VERB", "AUX")

    def is_passive(self, i: int) -> bool:
        """Whether the verb is a passive or a past participle behind its noun."""
        token = self.tokens[i]
        if self.kids(i, "nsubjpass", "auxpass", "agent"):
            return True
        return token.tag == "VBN" and token.dep in ("acl", "advcl", "amod") and not self.kids(i, "aux", "nsubj")

    def conjuncts(self, i: int) -> list[int]:
        """The token and everything coordinated with it behind it ("A, B and C" from A), and names joined to it by a slash."""
        found = [i]
        for c in self.kids(i, "conj"):
            if self.is_verb(i) == self.is_verb(c) or self.tokens[c].mention is not None:
                found.extend(self.conjuncts(c))
        if self.tokens[i].mention is not None:
            found.extend(c for c in self._slashed(i) if c not in found)
        return found

    def _slashed(self, i: int) -> list[int]:
        """Names in front of a name that only a slash parts from it ("S100A4/myosin" from myosin)."""
        found = []
        while i >= 2 and self.tokens[i - 1].text == "/" and self.tokens[i - 2].mention is not None:
            i -= 2
            found.append(i)
        return found

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, noun behind it) for each prepositional phrase of token `i`; a gerund counts as the noun."""
        for p in self.kids(i, "prep", "agent", "dative"):
            word = self.tokens[p].lemma
            for o in self.kids(p, "pobj", "pcomp"):
                yield word, o
            if word != "than":
                yield from self.prepositions(p)

    def members(self, i: int) -> list[int]:
        """Names that a noun announces: "agents such as A and B", "antibodies, including A"."""
        return [o for word, o in self.prepositions(i) if word in _LISTED]

    # Arguments of verbs

    def surface_subjects(self, i: int, depth: int = 0) -> list[int]:
        """The grammatical subjects of a verb, its own or inherited."""
        if depth > 8:
            return []
        own = self.kids(i, "nsubj", "nsubjpass", "csubj")
        if own:
            return self._through_relative(own, i)
        token = self.tokens[i]
        head = token.head
        if token.dep in ("conj", "xcomp", "advcl", "ccomp", "acomp", "oprd", "dep"):
            if token.dep in ("advcl", "ccomp") and token.tag not in ("VBG", "VBN", "VB"):
                return []
            if token.dep == "conj" and not self.is_verb(head):
                verb = next((a for a in self.ancestors(head) if self.is_verb(a)), None)
                return [] if verb is None else self.surface_subjects(verb, depth + 1)
            if token.dep == "xcomp" and (controller := self.kids(head, "dobj")) and self.tokens[head].lemma != "have":
                return controller
            return self.surface_subjects(head, depth + 1)
        if token.dep == "pcomp":
            above = self.tokens[head].head
            if self.is_verb(above):
                return self.surface_subjects(above, depth + 1)
            return self.described(above) or self.holders(above, depth + 1)
        if token.dep == "acl":
            if token.tag in ("VBG", "VBN"):
                return [head]
            return self.holders(head, depth + 1)
        if token.dep == "relcl":
            return [head]
        return []

    def _through_relative(self, subjects: list[int], verb: int) -> list[int]:
        """Subjects with a relative pronoun replaced by the noun that it stands for."""
        found = []
        for s in subjects:
            if self.tokens[s].lemma in _RELATIVE and self.tokens[s].tag in ("WDT", "WP", "DT", "IN"):
                clause = verb
                while self.tokens[clause].dep in ("conj", "xcomp", "ccomp") and self.tokens[clause].head != clause:
                    clause = self.tokens[clause].head
                if self.tokens[clause].dep in ("relcl", "acl"):
                    found.append(self.tokens[clause].head)
                    continue
            found.append(s)
        return found

    def subjects(self, i: int) -> list[int]:
        """The logical subjects of a verb: who does it. A passive has only those behind "by", which the frames ask for."""
        return [] if self.is_passive(i) else self.surface_subjects(i)

    def objects(self, i: int) -> list[int]:
        """The logical objects of a verb: what it is done to."""
        if self.is_passive(i):
            return self.surface_subjects(i)
        token = self.tokens[i]
        found = self.kids(i, "dobj", "oprd")
        if not found:  # "but inhibited X": the parser takes the name for an adverb
            found = [c for c in self.kids(i, "npadvmod") if c > i and self.tokens[c].mention is not None]
        if not found and token.dep == "relcl" and self.kids(i, "nsubj") and not self._has_relative_subject(i):
            found = [token.head]
        if not found and token.dep == "conj" and not self.kids(i, "prep", "ccomp", "xcomp"):
            return []
        if not found and (shared := [c for c in self.kids(i, "conj") if self.is_verb(c)]) and not self.kids(i, "prep"):
            return self.objects(shared[-1])
        return self._through_relative(found, i)

    def _has_relative_subject(self, i: int) -> bool:
        return any(self.tokens[s].lemma in _RELATIVE for s in self.kids(i, "nsubj"))

    def holders(self, i: int, depth: int = 0) -> list[int]:
        """Whose ability, role or effect a noun is: "X's role", "the ability of X to", "X has the ability to", "a role for X"."""
        behind = list(self.prepositions(i))
        for found in (self.kids(i, "poss"), [o for word, o in behind if word == "of"], self.possessors(i, depth)):
            if found:
                return found
        return [o for word, o in behind if word == "for"]

    def possessors(self, i: int, depth: int = 0) -> list[int]:
        """The subject of the verb whose object or predicate a noun is: "X has the ability", "X plays a role"."""
        token = self.tokens[i]
        if token.dep in ("dobj", "attr", "oprd", "acomp") and depth < 8:
            return self.surface_subjects(token.head, depth + 1)
        return []

    def bearers(self, i: int) -> list[int]:
        """Who has or shows what a noun names: "X had no effect". What X abolished or prevented is not X's."""
        verb = self.tokens[self.tokens[i].head].lemma
        return self.possessors(i) if self.tokens[i].dep == "dobj" and verb in self.words.bearing else []

    def described(self, i: int) -> list[int]:
        """The subject that a predicate noun or adjective describes: "X is an inhibitor", "X was effective as an inhibitor"."""
        token = self.tokens[i]
        head = token.head
        comparative = token.dep == "advmod" and token.tag == "JJR"  # "was longer", which the parser may take for an adverb
        if (comparative or token.dep in ("attr", "acomp", "oprd", "dobj")) and self.is_verb(head):
            if self.tokens[head].lemma in self.words.linking:
                return self.surface_subjects(head)
            return []
        if token.dep == "pobj" and self.tokens[head].lemma == "as":
            verb = self.tokens[head].head
            if self.is_verb(verb):
                return self.surface_subjects(verb)
        if token.dep == "conj":
            return self.described(head)
        return []

    def named_by(self, i: int) -> list[int]:
        """Names next to a common noun: "the inhibitor X", "X, an inhibitor", "inhibitors such as X", "inhibitor called X"."""
        token = self.tokens[i]
        found = [c for a in self.kids(i, "appos") for c in self.conjuncts(a)]
        if token.dep == "appos":
            found.extend(self.conjuncts(token.head) if token.tag == "NNS" else [token.head])
        if token.dep == "pobj" and self.tokens[self.tokens[token.head].head].lemma in self.words.partitive:  # "X, one of the inhibitors"
            part = self.tokens[token.head].head
            found.extend((*self.named_by(part), *self.described(part)))
        found.extend(self._directly_behind(i))
        if token.dep in ("compound", "nmod", "amod") and self.tokens[token.head].mention is not None:
            found.append(token.head)
        found.extend(self._before_comma(i))
        if token.dep == "nsubj" and self.tokens[token.head].lemma in self.words.listing:
            found.extend(c for o in self.kids(token.head, "dobj") for c in self.conjuncts(o))
        for verb in self.kids(i, "acl"):
            found.extend(self.kids(verb, "oprd", "dobj"))
        return found + [c for m in self.members(i) for c in self.conjuncts(m)]

    def _directly_behind(self, i: int) -> list[int]:
        """The names that follow a noun at once: "the antagonists A, B and C"."""
        found: list[int] = []
        j = i + 1
        while j < len(self.tokens) and (self.tokens[j].mention is not None or (found and self.tokens[j].text in (",", "and", "or"))):
            if self.tokens[j].mention is not None:
                found.append(j)
            j += 1
        return found

    def _before_comma(self, i: int) -> list[int]:
        """The name in "X, an antibody ..." where the parser did not see the apposition."""
        first = self.subtree(i)[0]
        stands_behind = first >= 2 and self.tokens[first - 1].text in (",", "(") and self.tokens[first].text.lower() in ("a", "an", "the")
        return [first - 2] if stands_behind and self.tokens[first - 2].mention is not None else []

    def made_so(self, i: int) -> list[int]:
        """What makes something be as an adjective says: "X rendered the cells resistant", "X made them more sensitive"."""
        above = list(self.ancestors(i))[:2]
        verb = next((a for a in above if self.tokens[a].lemma in self.words.making), None)
        return [] if verb is None else self.subjects(verb)

    def by_way(self, i: int) -> list[int]:
        """The doer when a noun says by what: "X lowers Y by inhibition of Z", asked from the inhibition."""
        preposition = self.tokens[i].head
        if self.tokens[i].dep != "pobj" or self.tokens[preposition].lemma not in ("by", "via", "through"):
            return []
        verb = self.tokens[preposition].head
        return self.subjects(verb) if self.is_verb(verb) else []

    def induced_by(self, i: int) -> list[int]:
        """The name in "X-induced Y" and "X-mediated Y", asked from Y."""
        found: list[int] = []
        for a in self.kids(i, "amod", "compound", "nmod"):
            if self.tokens[a].tag in ("VBN", "JJ", "VBD"):
                found.extend(n for n in self.kids(a, "npadvmod", "nsubj", "nmod", "compound") if n < a)
        return found

    def drivers(self, i: int) -> list[int]:
        """The name in "X-mediated Y", asked from the participle."""
        return [n for n in self.kids(i, "npadvmod") if n < i] if self.tokens[i].dep == "amod" else []

    def driven(self, i: int) -> list[int]:
        """The noun in "X-mediated Y", asked from the participle."""
        return [self.tokens[i].head] if self.drivers(i) else []

    def done_by(self, i: int) -> list[int]:
        """The doer in "Y mediated by X", asked from Y."""
        verbs = [v for v in self.kids(i, "acl", "relcl") if self.tokens[v].tag == "VBN"]
        return [c for v in verbs for word, o in self.prepositions(v) if word == "by" for c in self.conjuncts(o)]

    def modifiers(self, i: int) -> list[int]:
        """Nouns, names and participles in front of a noun; for a compound word, also the names inside it ("HER2-mutant", "AKT/mTOR")."""
        found = []
        for c in self.kids(i, *_MODIFIERS, "punct"):
            if self.tokens[c].dep != "punct":
                found.append(c)
            for part in self.conjuncts(c) if self.tokens[c].pos == "ADJ" else [c]:
                if self.tokens[part].mention is None:
                    found.extend(self.kids(part, "npadvmod", "nmod", "compound", "amod", "conj"))
        return found

    def reach(self, i: int, relation: str) -> list[int]:
        """The tokens that stand in a relation of the frames to token `i`, conjuncts included."""
        if relation == "appos":
            return self.named_by(i)
        return [c for t in self._direct(i, relation) for c in self.conjuncts(t)]

    def _direct(self, i: int, relation: str) -> list[int]:
        if relation.startswith("prep:"):
            word = relation[5:]
            found = [o for p, o in self.prepositions(i) if p == word]
            if not found:  # "induction of Y by X": the parser hangs X on Y
                inner = [c for p, o in self.prepositions(i) if p == "of" for c in self.conjuncts(o)]
                found = [o for c in inner for p, o in self.prepositions(c) if p == word]
            if not found and self.tokens[i].dep in (
                "dobj",
                "attr",
                "nsubjpass",
                "acomp",
            ):  # "has affinity for X": the parser hangs X on "has"
                found = [o for p, o in self.prepositions(self.tokens[i].head) if p == word and o > i and not self._does(o)]
            return found
        return _RELATIONS[relation](self, i)

    def _does(self, i: int) -> bool:
        """Whether this is who does what a passive verb says: "Y was blocked by X"."""
        return self.tokens[self.tokens[i].head].dep == "agent"

    def in_doing(self, i: int) -> bool:
        """Whether a gerund says in what: "effective in preventing Y", "efficacy in delaying Y"."""
        return any(self.tokens[p].lemma in ("in", "at", "for") and self.kids(p, "pcomp") for p in self.kids(i, "prep"))

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of a token up to the root, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def subtree(self, i: int) -> list[int]:
        """The token and everything below it, in text order."""
        found, waiting = [], [i]
        while waiting:
            t = waiting.pop()
            found.append(t)
            waiting.extend(self.children[t])
        return sorted(found)


_RELATIONS: dict[str, Callable[[Graph, int], list[int]]] = {
    "subject": Graph.subjects,
    "surface_subject": Graph.surface_subjects,
    "object": Graph.objects,
    "attribute_of": Graph.described,
    "possessor": Graph.possessors,
    "bearer": Graph.bearers,
    "induced_by": Graph.induced_by,
    "by_way": Graph.by_way,
    "made_so": Graph.made_so,
    "driver": Graph.drivers,
    "driven": Graph.driven,
    "modifier": Graph.modifiers,
    "poss": lambda graph, i: graph.kids(i, "poss"),
}
