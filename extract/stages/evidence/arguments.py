"""Reading an argument: from the head of a noun phrase to the drug, the target with its state, or the outcome that it means.

"reduced expression of p27" is the target p27 in the state `loss`; "resistance to trastuzumab" is the outcome `resistance`
about trastuzumab; "PI3K inhibitors" is a drug class that acts on PI3K. The words that decide are in
`patterns/evidence/words.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from extract.model.evidence import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.grammar.evidence import EvidenceGrammar, Process
    from extract.model.mention import Mention
    from extract.stages.evidence.graph import Graph

_DRUGS = frozenset({"DRUG"})
_TARGETS = frozenset({"TARGET"})
_SUBSTANCES = frozenset({"CHEMICAL"})
_DEPTH = 6
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Target:
    """A target with the state in which it is spoken of. A `substance` is a chemical: a target only of release and the like."""

    named: Named
    alteration: str | None = None
    substance: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """What a noun phrase means. One of `drug`, `target`, `outcome`/`process` is what it is about; the rest goes with it.

    `direction` is +1 or -1 when the phrase itself says which way it goes ("reduced survival"), else 0.
    `drugs` and `targets` are those that an outcome concerns; `combination` are drugs given together with `drug`.
    """

    kind: Literal["drug", "target", "outcome"]
    token: int
    drug: Named | None = None
    target: Target | None = None
    outcome: str | None = None
    outcome_text: str | None = None
    process: Process | None = None
    polarity: int = 1
    direction: int = 0
    drugs: tuple[Named, ...] = ()
    targets: tuple[Target, ...] = ()
    combination: tuple[Named, ...] = ()
    group: bool = False

    @property
    def states(self) -> tuple[Target, ...]:
        """The targets that this argument names, in the state in which it puts them: "increased HER2 levels" is HER2 overexpressed."""
        if self.target is not None:
            return (self.target,)
        if self.process is None:
            return ()
        state = self.process.states.get(self.direction * self.process.polarity) if self.direction or self.process.stated else None
        return tuple(replace(target, alteration=target.alteration or state) for target in self.targets)


class Reader:
    """Reads the arguments of one sentence. `mentions` are those of the document, `outcomes` the OUTCOME mentions of the sentence.

    `antecedents` are the drugs that "this agent" or "it" may stand for here.
    """

    def __init__(
        self,
        graph: Graph,
        mentions: Sequence[Mention],
        outcomes: Iterable[Mention],
        grammar: EvidenceGrammar,
        text: str,
        offset: int,
        antecedents: Sequence[Named] = (),
    ) -> None:
        self.graph = graph
        self.mentions = mentions
        self.words = grammar.words
        self.grammar = grammar
        self.text = text
        self.offset = offset
        self.antecedents = antecedents
        self._outcomes = tuple(outcomes)

    @cached_property
    def outcome_heads(self) -> dict[int, Mention]:
        """The OUTCOME mention that each token heads."""
        heads: dict[int, Mention] = {}
        for mention in self._outcomes:
            inside = [i for i, t in enumerate(self.graph.tokens) if t.start < mention.end and t.end > mention.start]
            for i in inside:
                if self.graph.tokens[i].head not in inside or self.graph.tokens[i].head == i:
                    heads.setdefault(i, mention)
        return heads

    def span_text(self, tokens: Sequence[int]) -> str:
        """The text from the first to the last of these tokens."""
        start = min(self.graph.tokens[i].start for i in tokens) - self.offset
        end = max(self.graph.tokens[i].end for i in tokens) - self.offset
        return self.text[start:end]

    def mention(self, i: int) -> Mention | None:
        """The name that a token is, if it is one."""
        index = self.graph.tokens[i].mention
        return None if index is None else self.mentions[index]

    def named(self, mention: Mention) -> Named:
        """A mention as the filler of a slot."""
        return Named(mention.name, mention.concept_id, mention.start, mention.end)

    def read(self, heads: Iterable[int], *, trigger: int = -1) -> list[Argument]:
        """The arguments that these heads mean, each once, in text order."""
        found: dict[tuple[object, ...], Argument] = {}
        for i in heads:
            for argument in self._one(i, 0, trigger):
                found.setdefault((argument.kind, argument.drug, argument.target, argument.outcome, argument.direction), argument)
        return sorted(found.values(), key=lambda a: a.token)

    # One head

    def _one(self, i: int, depth: int, trigger: int) -> list[Argument]:
        if depth > _DEPTH or i == trigger:
            return []
        mention = self.mention(i)
        token = self.graph.tokens[i]
        if mention is not None:
            return self._name(i, mention)
        if members := [m for m in self.graph.members(i) if self.mention(m)]:
            return self._agent(i) + [a for m in members for c in self.graph.conjuncts(m) for a in self._one(c, depth + 1, trigger)]
        if agents := self._agent(i):
            return agents
        if anaphor := self._anaphor(i):
            return anaphor
        if nested := self._nested(i, depth, trigger):
            return nested
        if self._in(self.words.process, i) and (process := self._process(i, depth, trigger)).targets:
            return [process]
        if altered := self._altered(i, depth, trigger):
            return altered
        if i in self.outcome_heads:
            return [self._outcome(i, depth, trigger)]
        if self._is(self.words.group, i):
            return self._treated(i) or self._group(i)
        if self.graph.is_verb(i) and token.lemma in self.words.giving:
            return self._given(i, depth, trigger)
        open_word = self._is(self.words.transparent, i) or token.lemma in self.words.direction
        if open_word and (found := self._through(i, depth, trigger)):
            return found
        return self._described(i)

    def _name(self, i: int, mention: Mention) -> list[Argument]:
        if mention.label in _DRUGS:
            if self._is_class(mention):  # it stands for the drug that it describes
                near = (*self.graph.described(i), *self.graph.named_by(i))
                if named := [m for d in near if (m := self.mention(d)) and m.label in _DRUGS and not self._is_class(m)]:
                    return [Argument("drug", i, drug=self.named(m)) for m in named]
            return [Argument("drug", i, drug=self.named(mention), combination=self._partners(i))]
        if shared := self._shared_head(i):
            return [shared]
        if mention.label in _TARGETS:
            inner = [t for t in self.graph.kids(i, "compound", "nmod") if (m := self.mention(t)) and m.label in _TARGETS]
            if self._is_generic(mention):  # "HER2 tyrosine kinase receptor" is HER2
                return [a for t in inner for a in self._name(t, self.mentions[self.graph.tokens[t].mention or 0])]
            return [Argument("target", i, target=Target(self.named(mention), self._alteration_of(i)))]
        if mention.label in _SUBSTANCES:
            return [Argument("target", i, target=Target(self.named(mention), substance=True))]
        if mention.label == "VARIANT":
            return [Argument("target", i, target=Target(self.named(mention), "mutation"))]
        return self._treated(i) or self._group(i)

    def _treated(self, i: int) -> list[Argument]:
        """The drug that marks a group: "patients receiving X", "X-treated cells", "patients on X"."""
        heads = [o for word, o in self.graph.prepositions(i) if word == "on"]
        for verb in self.graph.kids(i, "acl", "relcl", "amod"):
            if self._is(self.words.receiving, verb):
                heads += [
                    *self.graph.kids(verb, "dobj", "npadvmod"),
                    *(o for word, o in self.graph.prepositions(verb) if word in ("with", "to")),
                ]
        names = [m for head in heads for c in self.graph.conjuncts(head) if (m := self._drug_at(c))]
        return [Argument("drug", i, drug=self.named(m)) for m in names]

    def _drug_at(self, i: int) -> Mention | None:
        """The drug that a token names, itself or in front of a word such as "therapy"."""
        for t in (i, *self.graph.kids(i, "compound", "nmod", "amod")):
            if (mention := self.mention(t)) and mention.label in _DRUGS and (t == i or self._is(self.words.transparent, i)):
                return mention
        return None

    def _is_generic(self, mention: Mention) -> bool:
        """Whether a target is a kind of molecule, which says little by itself ("tyrosine kinase")."""
        return mention.text.lower().removesuffix("s") in self.words.generic

    def _is_class(self, mention: Mention) -> bool:
        """Whether a drug is named by its class ("tyrosine kinase inhibitor", "monoclonal antibodies")."""
        last = mention.text.lower().rpartition(" ")[2]
        return not self.words.anaphor_drug.isdisjoint((last, last.removesuffix("s"), last.removesuffix("ies") + "y"))

    def _shared_head(self, i: int) -> Argument | None:
        """What a name means whose head noun stands with the last of a list: "dopamine and acetylcholine release", from dopamine."""
        last = self.graph.conjuncts(i)[-1]
        if last == i or self.mention(last) is not None or not self.graph.kids(last, "compound", "nmod"):
            return None
        process = self._in(self.words.process, last)
        mention = self.mention(i)
        if process is None or not process.of_target or mention is None or mention.label not in _TARGETS | _SUBSTANCES:
            return None
        target = Target(self.named(mention), substance=mention.label in _SUBSTANCES)
        text = self.graph.tokens[last].text
        return Argument(
            "outcome", i, outcome=process.outcome, outcome_text=text, process=process, polarity=process.polarity, targets=(target,)
        )

    def _partners(self, i: int) -> tuple[Named, ...]:
        """Drugs given together with drug `i`: "X plus Y", "X in combination with Y", "the combination of X and Y"."""
        graph = self.graph
        found: list[int] = []
        for word, o in graph.prepositions(i):
            if word in ("plus", "with"):
                found.extend(graph.conjuncts(o))
        head = graph.tokens[i].head
        if graph.tokens[head].lemma in ("of", "with", "and") and graph.tokens[graph.tokens[head].head].lemma in ("combination", "combine"):
            found.extend(o for _, o in graph.prepositions(graph.tokens[head].head))
            found = [c for f in found for c in graph.conjuncts(f)]
        top = i if graph.tokens[i].dep != "conj" else head
        if any(graph.tokens[c].lemma == "combination" for c in graph.kids(top, "compound", "amod")):
            found.extend(graph.conjuncts(top))
        names = (self.mention(f) for f in found if f != i)
        return tuple(dict.fromkeys(self.named(m) for m in names if m is not None and m.label in _DRUGS))

    def _alteration_of(self, i: int) -> str | None:
        """The state in which a named target is spoken of, from the words in front of it ("mutant HER2", "phosphorylated Akt")."""
        for c in self.graph.kids(i, "amod", "compound", "nmod"):
            if alteration := self._in(self.words.alteration_modifier, c):
                return alteration
        return None

    def _in(self, table: Mapping[str, _Entry], i: int) -> _Entry | None:
        """The entry of a word: by its form ("silencing", which the lemmatizer takes for a verb), its lemma, or without its plural s."""
        token = self.graph.tokens[i]
        form = token.text.lower()
        return table.get(form) or table.get(token.lemma) or table.get(form.removesuffix("s"))

    def _is(self, words: frozenset[str], i: int) -> bool:
        """Whether a word is one of these, by lemma or form."""
        token = self.graph.tokens[i]
        form = token.text.lower()
        return not words.isdisjoint((token.lemma, form, form.removesuffix("s")))

    def _agent(self, i: int) -> list[Argument]:
        """A noun such as "inhibitor": the drug that it names, else a drug class named by its words ("PI3K inhibitors")."""
        lemma = self.graph.tokens[i].lemma
        if ("agents", lemma) not in self.grammar.triggers:
            return []
        targets = self.acted_on(i)
        near = (*self.graph.named_by(i), *self.graph.described(i))
        names = [m for n in near if (m := self.mention(n)) and m.label in _DRUGS]
        if names:
            return [Argument("drug", i, drug=self.named(m), targets=tuple(targets)) for m in names]
        if not targets or self._determined(i):
            return []
        words = [c for c in self.graph.kids(i, "compound", "amod", "nmod", "npadvmod") if c < i]
        first = min([*(self.graph.subtree(w)[0] for w in words), i])
        while first < i and self.graph.tokens[first].pos in ("DET", "NUM", "PUNCT", "ADV", "ADP"):
            first += 1
        inside = list(range(first, i + 1))
        if not any(self.graph.tokens[t].mention is not None for t in inside):
            behind = [o for word, o in self.graph.prepositions(i) if word in ("of", "against", "to", "for") and self.mention(o)]
            inside += behind[:1]
        start, end = self.graph.tokens[inside[0]].start, self.graph.tokens[inside[-1]].end
        name = self.text[start - self.offset : end - self.offset]
        return [Argument("drug", i, drug=Named(name, None, start, end), targets=tuple(targets))]

    def _determined(self, i: int) -> bool:
        return any(self.graph.tokens[c].lemma in self.words.anaphor_determiner - {"the"} for c in self.graph.kids(i, "det"))

    def acted_on(self, i: int) -> list[Target]:
        """The targets of a noun such as "inhibitor": "HER2 inhibitor", "inhibitor of HER2 and EGFR", "HER2-targeted antibody"."""
        heads = [o for word, o in self.graph.prepositions(i) if word in ("of", "against", "to", "for")] + self.graph.modifiers(i)
        found: list[Target] = []
        for head in heads:
            for c in self.graph.conjuncts(head):
                if (mention := self.mention(c)) is None or not self._is_generic(mention):
                    arguments = self._one(c, _DEPTH - 2, i)
                    found.extend(a.target for a in arguments if a.target is not None and a.kind == "target" and not a.group)
        return list(dict.fromkeys(found))

    def _anaphor(self, i: int) -> list[Argument]:
        token = self.graph.tokens[i]
        stands_for_drug = token.lemma in self.words.anaphor_drug and any(
            self.graph.tokens[c].lemma in self.words.anaphor_determiner for c in self.graph.kids(i, "det")
        )
        others = [c for c in self.graph.children[i] if self.graph.tokens[c].dep in ("compound", "amod", "nmod", "prep", "acl", "relcl")]
        if (stands_for_drug and not others) or (token.lemma in self.words.anaphor_pronoun and token.pos == "PRON"):
            many = token.tag in ("NNS",) or token.lemma == "they"
            chosen = self.antecedents if many else self.antecedents[:1]
            return [Argument("drug", i, drug=named) for named in chosen]
        return []

    def _altered(self, i: int, depth: int, trigger: int) -> list[Argument]:
        """A noun that says what state a target is in: "loss of PTEN", "HER2 mutations", "siRNA against p27"."""
        alteration = self._in(self.words.alteration_noun, i)
        if alteration is None:
            return []
        doers = tuple(self._doers(i))
        targets = self._targets_of(i, depth, trigger)
        return [Argument("target", i, target=replace(t, alteration=alteration), targets=(t,), drugs=doers) for t in targets]

    def _doers(self, i: int) -> Iterator[Named]:
        """The drugs that put a target in a state: "inhibition of HER2 by X", "X-induced loss of HER2"."""
        for t in (*self.graph.reach(i, "prep:by"), *self.graph.induced_by(i)):
            if (mention := self.mention(t)) and mention.label in _DRUGS:
                yield self.named(mention)

    def _given(self, i: int, depth: int, trigger: int) -> list[Argument]:
        """A gerund that gives drugs: "combining X with Y", "adding X to Y"."""
        others = [o for word, o in self.graph.prepositions(i) if word in ("with", "to")]
        partners = [m for o in others for c in self.graph.conjuncts(o) if (m := self.mention(c)) and m.label in _DRUGS]
        found = [a for o in self.graph.objects(i) for c in self.graph.conjuncts(o) for a in self._one(c, depth + 1, trigger)]
        return [replace(a, combination=tuple(self.named(m) for m in partners) or a.combination) for a in found if a.drug is not None]

    def _described(self, i: int) -> list[Argument]:
        """A noun that stands for a drug by describing it: "X is an antibody that ...", "X, an agent which ..."."""
        if self.graph.tokens[i].lemma not in self.words.anaphor_drug:
            return []
        names = [*self.graph.described(i), *self.graph.named_by(i)]
        return [Argument("drug", n, drug=self.named(m)) for n in names if (m := self.mention(n)) and m.label in _DRUGS]

    def _targets_of(self, i: int, depth: int, trigger: int) -> list[Target]:
        heads = [
            o for word, o in self.graph.prepositions(i) if word in ("of", "in", "from", "through", "against", "by", "to", "between", "with")
        ]
        heads += [m for m in self.graph.modifiers(i) if not self._induces(m)]
        heads += self._lowered_by(i) + self.graph.done_by(i)
        found: list[Target] = []
        for head in heads:
            for c in self.graph.conjuncts(head):
                for a in self._one(c, depth + 1, trigger):
                    if a.kind == "target" and a.target is not None and not a.group:
                        found.append(a.target)
                    elif a.kind == "outcome" and a.process is not None:
                        found.extend(a.targets)
        return list(dict.fromkeys(found))

    def _lowered_by(self, i: int) -> list[int]:
        """What a perturbing agent lowers: "siRNA that reduced X", "oligonucleotides silencing X"."""
        if self._in(self.words.alteration_noun, i) != "loss":
            return []
        return [o for verb in self.graph.kids(i, "relcl", "acl") for o in self.graph.kids(verb, "dobj")]

    def _induces(self, i: int) -> bool:
        """Whether a name is what drives the noun behind it ("X-induced Y") and not what the noun is of."""
        token = self.graph.tokens[i]
        participle = self.graph.tokens[token.head]
        return token.dep == "npadvmod" and ("verbs", participle.lemma) in self.grammar.triggers

    def _drugs_of(self, i: int, depth: int, trigger: int) -> list[Named]:
        heads = [o for word, o in self.graph.prepositions(i) if word in ("to", "of", "from", "with", "by", "after", "following", "for")]
        heads += self.graph.modifiers(i) + self.graph.done_by(i)
        for word, o in self.graph.prepositions(i):
            if word in ("of", "in"):  # "the sensitivity of these cells to X": the parser hangs X on the cells
                heads += [inner for w, inner in self.graph.prepositions(o) if w == "to"]
        verb = next((a for a in self.graph.ancestors(i) if self.graph.is_verb(a)), None)
        if verb is not None:  # "leads to resistance to X": the parser hangs X on the verb
            heads += [o for word, o in self.graph.prepositions(verb) if word == "to" and o > i][:1]
        found: list[Named] = []
        for head in heads:
            for c in self.graph.conjuncts(head):
                found.extend(a.drug for a in self._one(c, depth + 1, trigger) if a.drug is not None)
        return list(dict.fromkeys(found))

    def _outcome(self, i: int, depth: int, trigger: int) -> Argument:
        mention = self.outcome_heads[i]
        altered = tuple(a.target for a in self.groups_at(i) if a.target is not None)
        return Argument(
            "outcome",
            i,
            outcome=mention.value,
            outcome_text=mention.text,
            polarity=mention.polarity,
            direction=self.direction(i),
            drugs=tuple(self._drugs_of(i, depth, trigger)),
            targets=altered,
        )

    def _process(self, i: int, depth: int, trigger: int) -> Argument:
        process = self._in(self.words.process, i)
        assert process is not None
        return Argument(
            "outcome",
            i,
            outcome=process.outcome,
            outcome_text=self.span_text([i]),
            process=process,
            polarity=process.polarity,
            direction=self.direction(i),
            drugs=tuple(self._drugs_of(i, depth, trigger)),
            targets=tuple(self._targets_of(i, depth, trigger)) if process.of_target else (),
        )

    def _nested(self, i: int, depth: int, trigger: int) -> list[Argument]:
        """A noun that says which way the outcome behind it goes: "inhibition of growth", "an increase in survival"."""
        events = [e for e in self.grammar.triggers.get(("nouns", self.graph.tokens[i].lemma), ()) if e.kind == "act" and e.sign]
        if not events:
            return []
        heads = [o for word, o in self.graph.prepositions(i) if word in ("of", "in")] or self.graph.kids(i, "compound", "nmod")
        found = [a for head in heads for c in self.graph.conjuncts(head) for a in self._one(c, depth + 1, trigger)]
        return [replace(a, direction=events[0].sign * (a.direction or 1)) for a in found if a.kind == "outcome"]

    def groups_at(self, i: int) -> list[Argument]:
        """The altered targets that mark the group in which token `i` happens."""
        heads = [o for word, o in self.graph.prepositions(i) if word in ("of", "in", "for", "among")]
        return [a for head in heads for c in self.graph.conjuncts(head) for a in self._group(c)]

    def _group(self, i: int) -> list[Argument]:
        """Cells, tumours or patients: the altered target that marks them ("PTEN-deficient cells", "patients with HER2 mutations")."""
        if not self._is(self.words.group, i) and self.mention(i) is None:
            return []
        found = []
        for c in self.graph.kids(i, "amod", "compound", "nmod", "acl"):
            alteration = self._in(self.words.alteration_modifier, c)
            if alteration is None:
                continue
            for t in (*self.graph.children[c], *(o for _, o in self.graph.prepositions(c))):
                mention = self.mention(t)
                if mention is not None and mention.label in _TARGETS:
                    found.append(Argument("target", t, target=Target(self.named(mention), alteration), group=True))
        for word, o in self.graph.prepositions(i):
            if word in ("with", "harboring", "expressing", "lacking", "carrying", "of"):
                for c in self.graph.conjuncts(o):
                    if c != i and self._is(self.words.group, c):
                        found.extend(self._group(c))
                    else:
                        found.extend(replace(a, group=True) for a in self._altered(c, 2, -1))
        for verb in self.graph.kids(i, "acl", "relcl"):
            for o in self.graph.kids(verb, "dobj"):
                found.extend(replace(a, group=True) for c in self.graph.conjuncts(o) for a in self._altered(c, 2, -1))
        return found

    def _through(self, i: int, depth: int, trigger: int) -> list[Argument]:
        """A noun that means what hangs on it: "treatment with X", "X therapy", "the ability of X"."""
        heads = [o for word, o in self.graph.prepositions(i) if word in ("of", "with", "to", "for", "in")] + self.graph.kids(i, "appos")
        heads += self.graph.modifiers(i)
        found = []
        direction = self.direction(i)
        for head in heads:
            for c in self.graph.conjuncts(head):
                found.extend(self._one(c, depth + 1, trigger))
        if direction:
            found = [replace(a, direction=a.direction or direction) if a.kind == "outcome" else a for a in found]
        if self.graph.tokens[i].lemma == "combination":
            drugs = [a.drug for a in found if a.drug is not None]
            found = [replace(a, combination=tuple(d for d in drugs if d != a.drug)) if a.drug else a for a in found]
        return found

    def direction(self, i: int) -> int:
        """+1 or -1 when the words in front of a noun say which way it goes, else 0."""
        for c in self.graph.kids(i, "amod", "compound", "nmod", "advmod", "det"):
            token = self.graph.tokens[c]
            for word in (token.text.lower(), token.lemma):
                if sign := self.words.direction.get(word):
                    return sign
        token = self.graph.tokens[i]
        if token.dep == "conj" and not self.graph.kids(i, "amod", "det"):
            return self.direction(token.head)
        return 0
