"""Reading drugs: classes, pronouns, partners, and the drugs that groups and outcomes concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.evidence import Named
from extract.stages.evidence import targets
from extract.stages.evidence.arguments import DRUGS, TARGETS, Argument, Target

if TYPE_CHECKING:
    from extract.model.mention import Mention
    from extract.stages.evidence.reader import Reader


def treating(reader: Reader, i: int) -> list[Argument]:
    """The drug that marks a group: "patients receiving X", "X-treated cells", "patients on X"."""
    heads = [o for word, o in reader.graph.prepositions(i) if word == "on"]
    for verb in reader.graph.kids(i, "acl", "relcl", "amod"):
        if reader.among(reader.words.receiving, verb):
            heads += [
                *reader.graph.kids(verb, "dobj", "npadvmod"),
                *(o for word, o in reader.graph.prepositions(verb) if word in ("with", "to")),
            ]
    found = [m for head in heads for c in reader.graph.conjuncts(head) if (m := _drug_at(reader, c))]
    return [Argument("drug", i, drug=reader.named(m)) for m in found]


def _drug_at(reader: Reader, i: int) -> Mention | None:
    """The drug that a token names, itself or in front of a word such as "therapy"."""
    for t in (i, *reader.graph.kids(i, "compound", "nmod", "amod")):
        if (mention := reader.mention(t)) and mention.label in DRUGS and (t == i or reader.among(reader.words.transparent, i)):
            return mention
    return None


def partners(reader: Reader, i: int) -> tuple[Named, ...]:
    """Drugs given together with drug `i`: "X plus Y", "X in combination with Y", "X combined with Y", "the combination of X and Y"."""
    graph = reader.graph
    behind = list(graph.prepositions(i))
    for verb in graph.kids(i, "acl"):
        if graph.tokens[verb].lemma in reader.words.giving:
            behind.extend(graph.prepositions(verb))
    for word, o in tuple(behind):
        if word == "in" and graph.tokens[o].lemma == "combination":
            behind.extend(graph.prepositions(o))
    found = [c for word, o in behind if word in ("plus", "with") for c in graph.conjuncts(o)]
    head = graph.tokens[i].head
    if graph.tokens[head].lemma in ("of", "with", "and") and graph.tokens[graph.tokens[head].head].lemma in ("combination", "combine"):
        found.extend(o for _, o in graph.prepositions(graph.tokens[head].head))
        found = [c for f in found for c in graph.conjuncts(f)]
    top = i if graph.tokens[i].dep != "conj" else head
    together = (*graph.kids(top, "compound", "amod"), *graph.kids(top, "cc"))
    if any(graph.tokens[c].lemma in ("combination", "plus") for c in together):
        found.extend(graph.conjuncts(top))
    mentions = (reader.mention(f) for f in found if f != i)
    return tuple(dict.fromkeys(reader.named(m) for m in mentions if m is not None and m.label in DRUGS))


def agent(reader: Reader, i: int) -> list[Argument]:
    """A noun such as "inhibitor": the drug that it names, else a drug class named by its words ("PI3K inhibitors")."""
    lemma = reader.graph.tokens[i].lemma
    if ("agents", lemma) not in reader.grammar.triggers:
        return []
    acted = tuple(targets.acted_on(reader, i))
    near = (*reader.graph.named_by(i), *reader.graph.described(i))
    found = [m for n in near if (m := reader.mention(n)) and m.label in DRUGS]
    if found:
        return [Argument("drug", i, drug=reader.named(m), targets=acted) for m in found]
    if whole := listed_class(reader, i):
        return whole
    if not acted or _is_determined(reader, i):
        return []
    words = [t for c in reader.graph.kids(i, "compound", "amod", "nmod", "npadvmod") for t in reader.graph.subtree(c)]
    inside = list(range(min([i, *(t for t in words if t < i and reader.mention(t))]), i + 1))
    if not any(reader.graph.tokens[t].mention is not None for t in inside):
        behind = [o for word, o in reader.graph.prepositions(i) if word in ("of", "against", "to", "for") and reader.mention(o)]
        inside += behind[:1]
    start, end = reader.graph.tokens[inside[0]].start, reader.graph.tokens[inside[-1]].end
    return [Argument("drug", i, drug=Named(reader.span_text(inside), None, start, end), targets=acted)]


def listed_class(reader: Reader, i: int) -> list[Argument]:
    """The drug class that a noun ends, as the vocabulary has it, with the targets that its words name."""
    mention = reader.class_at(i)
    if mention is None or _is_determined(reader, i):
        return []
    acted = tuple(Target(reader.named(part)) for part in mention.parts if part.label in TARGETS)
    return [Argument("drug", i, drug=reader.named(mention), targets=acted)]


def _is_determined(reader: Reader, i: int) -> bool:
    return any(reader.graph.tokens[c].lemma in reader.words.anaphor_determiner - {"the"} for c in reader.graph.kids(i, "det"))


def anaphor(reader: Reader, i: int) -> list[Argument]:
    """A word that stands for drugs named before: "this agent", "the antibody", "both drugs", "it" where no target stands before it."""
    token = reader.graph.tokens[i]
    others = [c for c in reader.graph.children[i] if reader.graph.tokens[c].dep in ("compound", "amod", "nmod", "prep", "acl", "relcl")]
    determined = any(reader.graph.tokens[c].lemma in reader.words.anaphor_determiner for c in reader.graph.kids(i, "det"))
    chosen: tuple[Named, ...] = ()
    if token.lemma in reader.words.anaphor_drug and determined and not others:
        endings = reader.words.anaphor_ending.get(token.lemma, ("",))
        fitting = tuple(named for named in reader.antecedents if named.name.lower().endswith(endings))
        chosen = fitting if token.tag == "NNS" else fitting[:1]
    elif token.lemma in reader.words.anaphor_pronoun and token.pos == "PRON":
        names = (reader.mention(t) for t in range(i))
        if not any(mention is not None and mention.label in TARGETS for mention in names):
            chosen = tuple(reader.antecedents) if token.lemma == "they" else tuple(reader.antecedents[:1])
    return [Argument("drug", i, drug=named) for named in chosen]


def given(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """A gerund that gives drugs: "combining X with Y", "adding X to Y"."""
    others = [o for word, o in reader.graph.prepositions(i) if word in ("with", "to")]
    partners = [m for o in others for c in reader.graph.conjuncts(o) if (m := reader.mention(c)) and m.label in DRUGS]
    found = [a for o in reader.graph.objects(i) for c in reader.graph.conjuncts(o) for a in reader.one(c, depth + 1, trigger)]
    return [replace(a, combination=tuple(reader.named(m) for m in partners) or a.combination) for a in found if a.drug is not None]


def described(reader: Reader, i: int) -> list[Argument]:
    """A noun that stands for a drug by describing it: "X is an antibody that ...", "X, an agent which ..."."""
    if reader.graph.tokens[i].lemma not in reader.words.anaphor_drug:
        return []
    near = (*reader.graph.described(i), *reader.graph.named_by(i))
    return [Argument("drug", n, drug=reader.named(m)) for n in near if (m := reader.mention(n)) and m.label in DRUGS]


def drugs_of(reader: Reader, i: int, depth: int, trigger: int) -> list[Named]:
    """The drugs that an outcome concerns: "resistance to X", "X-induced death", "response of patients to X"."""
    heads = [o for word, o in reader.graph.prepositions(i) if word in ("to", "of", "from", "with", "by", "after", "following", "for")]
    heads += reader.graph.modifiers(i) + reader.graph.done_by(i)
    for word, o in reader.graph.prepositions(i):
        if word in ("of", "in"):  # "the sensitivity of these cells to X": the parser hangs X on the cells
            heads += [inner for w, inner in reader.graph.prepositions(o) if w == "to"]
    verb = next((a for a in reader.graph.ancestors(i) if reader.graph.is_verb(a)), None)
    if verb is not None:  # "leads to resistance to X": the parser hangs X on the verb
        heads += [o for word, o in reader.graph.prepositions(verb) if word == "to" and o > i][:1]
    found: list[Named] = []
    for head in heads:
        for c in reader.graph.conjuncts(head):
            found.extend(a.drug for a in reader.one(c, depth + 1, trigger) if a.drug is not None)
    return list(dict.fromkeys(found))
