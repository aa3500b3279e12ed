"""Reading an argument: from the head of a noun phrase to the drug, the target with its state, or the outcome that it means.

"reduced expression of p27" is the target p27 in the state `loss`; "resistance to trastuzumab" is the outcome `resistance`
about trastuzumab; "PI3K inhibitors" is a drug class that acts on PI3K. The words that decide are in
`patterns/evidence/words.toml`; how each kind of word is read is in the modules beside this one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from extract.model.evidence import Named
from extract.stages.evidence import drugs, names, outcomes, targets
from extract.stages.evidence.arguments import DEPTH, Argument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.grammar.evidence import EvidenceGrammar
    from extract.model.mention import Mention
    from extract.stages.evidence.graph import Graph

_Entry = TypeVar("_Entry")


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
        classes: Sequence[Mention] = (),
    ) -> None:
        self.graph = graph
        self.mentions = mentions
        self.words = grammar.words
        self.grammar = grammar
        self.text = text
        self.offset = offset
        self.antecedents = antecedents
        self._classes = tuple(classes)
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

    def class_at(self, i: int) -> Mention | None:
        """The drug class that ends with a token ("HER2-targeted antibody therapy", asked of "therapy")."""
        end = self.graph.tokens[i].end
        return next((mention for mention in self._classes if mention.end == end), None)

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
            for argument in self.one(i, 0, trigger):
                found.setdefault((argument.kind, argument.drug, argument.target, argument.outcome, argument.direction), argument)
        return sorted(found.values(), key=lambda a: a.token)

    def one(self, i: int, depth: int, trigger: int) -> list[Argument]:
        """What the phrase below token `i` means, `depth` steps inside another one. The first reading that yields anything is taken:
        names, members of a class, agents, words that stand for a drug, nouns with a direction, processes, states, outcomes, groups.
        """
        if depth > DEPTH or i == trigger:
            return []
        mention = self.mention(i)
        token = self.graph.tokens[i]
        if mention is not None:
            return names.named_thing(self, i, mention)
        if members := [m for m in self.graph.members(i) if self.mention(m)]:
            return drugs.agent(self, i) + [a for m in members for c in self.graph.conjuncts(m) for a in self.one(c, depth + 1, trigger)]
        if agents := drugs.agent(self, i) or drugs.listed_class(self, i):
            return agents
        if anaphor := drugs.anaphor(self, i):
            return anaphor
        if nested := outcomes.nested(self, i, depth, trigger):
            return nested
        if self.entry(self.words.process, i) and (process := outcomes.process(self, i, depth, trigger)).targets:
            return [process]
        if altered := targets.altered(self, i, depth, trigger):
            return altered
        if i in self.outcome_heads:
            return outcomes.outcomes_at(self, i, depth, trigger)
        if self.among(self.words.of_drug, i) and (answer := outcomes.answer(self, i, depth, trigger)):
            return [answer]
        if self.among(self.words.group, i):
            return drugs.treating(self, i) or targets.group(self, i)
        if self.graph.is_verb(i) and token.lemma in self.words.giving:
            return drugs.given(self, i, depth, trigger)
        if gerund := targets.acted_upon(self, i, depth, trigger):
            return gerund
        open_word = self.among(self.words.transparent, i) or token.lemma in self.words.direction
        if open_word and (found := outcomes.through(self, i, depth, trigger)):
            return found
        return drugs.described(self, i)

    def entry(self, table: Mapping[str, _Entry], i: int) -> _Entry | None:
        """The entry of a word: by its form ("silencing", which the lemmatizer takes for a verb), its lemma, or without its plural s."""
        token = self.graph.tokens[i]
        form = token.text.lower()
        return table.get(form) or table.get(token.lemma) or table.get(form.removesuffix("s"))

    def among(self, words: frozenset[str], i: int) -> bool:
        """Whether a word is one of these, by lemma or form."""
        token = self.graph.tokens[i]
        form = token.text.lower()
        return not words.isdisjoint((token.lemma, form, form.removesuffix("s")))

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
