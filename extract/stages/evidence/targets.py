"""Reading targets: their states, the groups that they mark, and what an agent acts on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model.evidence import Named
from extract.stages.evidence import names
from extract.stages.evidence.arguments import DEPTH, DRUGS, SUBSTANCES, TARGETS, Argument, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.stages.evidence.reader import Reader


def acted_on(reader: Reader, i: int) -> list[Target]:
    """The targets of a noun such as "inhibitor": "HER2 inhibitor", "inhibitor of HER2 and EGFR", "HER2-targeted antibody"."""
    heads = [o for word, o in reader.graph.prepositions(i) if word in ("of", "against", "to", "for")] + reader.graph.modifiers(i)
    found: list[Target] = []
    for head in heads:
        for c in reader.graph.conjuncts(head):
            if (mention := reader.mention(c)) is None or not names.is_generic(reader, mention):
                arguments = reader.one(c, DEPTH - 2, i)
                found.extend(a.target for a in arguments if a.target is not None and a.kind == "target" and not a.group)
    return list(dict.fromkeys(found))


def altered(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """A noun that says what state a target is in: "loss of PTEN", "HER2 mutations", "siRNA against p27"."""
    alteration = reader.entry(reader.words.alteration_noun, i)
    if alteration is None:
        return []
    doers = tuple(_doers(reader, i))
    found = targets_of(reader, i, depth, trigger)
    return [Argument("target", i, target=replace(t, alteration=alteration), targets=(t,), drugs=doers) for t in found]


def _doers(reader: Reader, i: int) -> Iterator[Named]:
    """The drugs that put a target in a state: "inhibition of HER2 by X", "X-induced loss of HER2"."""
    for t in (*reader.graph.reach(i, "prep:by"), *reader.graph.induced_by(i)):
        if (mention := reader.mention(t)) and mention.label in DRUGS:
            yield reader.named(mention)


def targets_of(reader: Reader, i: int, depth: int, trigger: int) -> list[Target]:
    """The targets that hang on a noun: "loss of X", "X expression", "the interaction between X and Y", "siRNA that lowers X"."""
    heads = [
        o for word, o in reader.graph.prepositions(i) if word in ("of", "in", "from", "through", "against", "by", "to", "between", "with")
    ]
    heads += [m for m in reader.graph.modifiers(i) if not _induces(reader, m)]
    heads += _lowered_by(reader, i) + reader.graph.done_by(i)
    if reader.graph.tokens[i].tag == "VBG":  # "signaling", which the parser may take for a verb with its name as the subject
        heads += reader.graph.kids(i, "nsubj")
    found: list[Target] = []
    for head in heads:
        for c in reader.graph.conjuncts(head):
            for a in reader.one(c, depth + 1, trigger):
                if a.kind == "target" and a.target is not None and not a.group:
                    found.append(a.target)
                elif a.kind == "outcome" and a.process is not None:
                    found.extend(a.targets)
    if not found:  # "HER2-driven signaling" is that of HER2, where it is said of nothing else
        drivers = (m for m in reader.graph.modifiers(i) if _induces(reader, m))
        found = [a.target for m in drivers for a in reader.one(m, depth + 1, trigger) if a.kind == "target" and a.target is not None]
    return list(dict.fromkeys(found))


def _is_group_name(reader: Reader, i: int) -> bool:
    """Whether a name stands for cells, tumours or organisms in which a target may be altered."""
    mention = reader.mention(i)
    return mention is not None and mention.label not in DRUGS | TARGETS | SUBSTANCES


def _lowered_by(reader: Reader, i: int) -> list[int]:
    """What a perturbing agent lowers: "siRNA that reduced X", "oligonucleotides silencing X"."""
    if reader.entry(reader.words.alteration_noun, i) != "loss":
        return []
    return [o for verb in reader.graph.kids(i, "relcl", "acl") for o in reader.graph.kids(verb, "dobj")]


def _induces(reader: Reader, i: int) -> bool:
    """Whether a name is what drives the noun behind it ("X-induced Y") and not what the noun is of."""
    token = reader.graph.tokens[i]
    participle = reader.graph.tokens[token.head]
    return token.dep == "npadvmod" and ("verbs", participle.lemma) in reader.grammar.triggers


def groups_at(reader: Reader, i: int) -> list[Argument]:
    """The altered targets that mark the group in which token `i` happens."""
    heads = [o for word, o in reader.graph.prepositions(i) if word in ("of", "in", "for", "among")]
    return [a for head in heads for c in reader.graph.conjuncts(head) for a in group(reader, c)]


def group(reader: Reader, i: int) -> list[Argument]:
    """Cells, tumours or patients: the altered target that marks them ("PTEN-deficient cells", "patients with HER2 mutations")."""
    if not reader.among(reader.words.group, i) and reader.mention(i) is None:
        return []
    found = []
    for c in reader.graph.kids(i, "amod", "compound", "nmod", "acl"):
        alteration = reader.entry(reader.words.alteration_modifier, c)
        if alteration is None:
            continue
        for t in (*reader.graph.children[c], *(o for _, o in reader.graph.prepositions(c))):
            mention = reader.mention(t)
            if mention is not None and mention.label in TARGETS:
                found.append(Argument("target", t, target=Target(reader.named(mention), alteration), group=True))
    for word, o in reader.graph.prepositions(i):
        if word in ("with", "harboring", "expressing", "lacking", "carrying", "of"):
            for c in reader.graph.conjuncts(o):
                if c != i and (reader.among(reader.words.group, c) or _is_group_name(reader, c)):
                    found.extend(group(reader, c))
                else:
                    found.extend(replace(a, group=True) for a in altered(reader, c, 2, -1))
    for verb in reader.graph.kids(i, "acl", "relcl"):
        state = reader.entry(reader.words.alteration_modifier, verb)  # "cells that overexpress HER2"
        for c in (c for o in reader.graph.kids(verb, "dobj") for c in reader.graph.conjuncts(o)):
            mention = reader.mention(c)
            if state is not None and mention is not None and mention.label in TARGETS:
                found.append(Argument("target", c, target=Target(reader.named(mention), state), group=True))
            found.extend(replace(a, group=True) for a in altered(reader, c, 2, -1))
    return found


def acted_upon(reader: Reader, i: int, depth: int, trigger: int) -> list[Argument]:
    """The target that a gerund acts on, in the state that this puts it in: "blocking IGF-IR" is IGF-IR inhibited."""
    events = [e for e in reader.grammar.triggers.get(("verbs", reader.graph.tokens[i].lemma), ()) if e.kind == "act" and e.sign]
    if not events or reader.graph.tokens[i].tag != "VBG":
        return []
    states = {-1: "loss", 1: "overexpression"} if events[0].amount else {-1: "inhibition", 1: "activation"}
    objects = (c for o in reader.graph.objects(i) for c in reader.graph.conjuncts(o))
    read = [a for c in objects for a in reader.one(c, depth + 1, trigger) if a.kind == "target" and not a.group]
    bare = [a.target for a in read if a.target is not None and a.target.alteration is None]
    return [Argument("target", i, target=replace(t, alteration=states[events[0].sign]), targets=(t,)) for t in bare]
