"""Reading a name: the drug, the target with its state, or the group that it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.stages.evidence import drugs, outcomes, targets
from extract.stages.evidence.arguments import DEPTH, DRUGS, SUBSTANCES, TARGETS, Argument, Target

if TYPE_CHECKING:
    from extract.model.mention import Mention
    from extract.stages.evidence.reader import Reader


def named_thing(reader: Reader, i: int, mention: Mention) -> list[Argument]:
    """What a name means where it stands: a class is the drug it describes, a group is the drug or altered target that marks it."""
    if mention.label in DRUGS:
        if class_word(reader, mention):  # it stands for the drug that it describes
            near = (*reader.graph.described(i), *reader.graph.named_by(i))
            if named := [m for d in near if (m := reader.mention(d)) and m.label in DRUGS and class_word(reader, m) is None]:
                return [Argument("drug", i, drug=reader.named(m)) for m in named]
        return [Argument("drug", i, drug=reader.named(mention), combination=drugs.partners(reader, i))]
    if shared := _shared_head(reader, i):
        return [shared]
    if mention.label in TARGETS | SUBSTANCES and (verbal := _verbal_process(reader, i, mention)):
        return [verbal]
    if mention.label in TARGETS:
        inner = [t for t in reader.graph.kids(i, "compound", "nmod") if (m := reader.mention(t)) and m.label in TARGETS]
        if is_generic(reader, mention):  # "HER2 tyrosine kinase receptor" is HER2
            return [a for t in inner for a in named_thing(reader, t, reader.mentions[reader.graph.tokens[t].mention or 0])]
        return [Argument("target", i, target=Target(reader.named(mention), _state_in_front(reader, i)))]
    if mention.label in SUBSTANCES:
        return [Argument("target", i, target=Target(reader.named(mention), substance=True))]
    if mention.label == "VARIANT":
        return [Argument("target", i, target=Target(reader.named(mention), "mutation"))]
    return drugs.treating(reader, i) or targets.group(reader, i)


def _verbal_process(reader: Reader, i: int, mention: Mention) -> Argument | None:
    """The process of a name that the parser takes for a participle behind it: "IGF-I signaling"."""
    for c in reader.graph.kids(i, "acl"):
        token = reader.graph.tokens[c]
        if token.tag == "VBG" and token.start <= mention.end + 1 and reader.entry(reader.words.process, c) is not None:
            target = Target(reader.named(mention), substance=mention.label in SUBSTANCES)
            return replace(outcomes.process(reader, c, DEPTH, -1), targets=(target,))
    return None


def _shared_head(reader: Reader, i: int) -> Argument | None:
    """What a name means whose head noun stands with the last of a list: "dopamine and acetylcholine release", from dopamine."""
    last = reader.graph.conjuncts(i)[-1]
    if last == i or reader.mention(last) is not None or not reader.graph.kids(last, "compound", "nmod"):
        return None
    process = reader.entry(reader.words.process, last)
    mention = reader.mention(i)
    if process is None or not process.of_target or mention is None or mention.label not in TARGETS | SUBSTANCES:
        return None
    target = Target(reader.named(mention), substance=mention.label in SUBSTANCES)
    text = reader.graph.tokens[last].text
    return Argument("outcome", i, outcome=process.outcome, outcome_text=text, process=process, polarity=process.polarity, targets=(target,))


def _state_in_front(reader: Reader, i: int) -> str | None:
    """The state in which a named target is spoken of, from the words in front of it ("mutant HER2", "phosphorylated Akt")."""
    for c in reader.graph.kids(i, "amod", "compound", "nmod"):
        if alteration := reader.entry(reader.words.alteration_modifier, c):
            return alteration
    return None


def is_generic(reader: Reader, mention: Mention) -> bool:
    """Whether a target is a kind of molecule, which says little by itself ("tyrosine kinase")."""
    return mention.text.lower().removesuffix("s") in reader.words.generic


def class_word(reader: Reader, mention: Mention) -> str | None:
    """The noun by which a drug class is named: "inhibitor" of "tyrosine kinase inhibitors". None for the name of a drug."""
    last = mention.text.lower().rpartition(" ")[2]
    forms = (last, last.removesuffix("s"), last.removesuffix("ies") + "y")
    return next((form for form in forms if mention.label in DRUGS and form in reader.words.anaphor_drug), None)
