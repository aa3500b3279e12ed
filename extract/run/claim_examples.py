"""Running the examples of the number and claim patterns: what is marked must come out, and nothing from a counterexample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extract.grammar.marked import read_marked
from extract.grammar.uses import Surroundings
from extract.model.document import Block, Document, Section, Sentence
from extract.model.mention import Mention
from extract.run.examples import Complaint
from extract.stages.claims import find_claims
from extract.stages.claims.arms import arm_names
from extract.stages.quantities import find_quantities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.grammar.claims import ClaimGrammar, Way
    from extract.grammar.marked import Marked
    from extract.grammar.numbers import Number
    from extract.model.claim import Claim, ClaimValue

_PLACES = ("v1", "v2", "v3", "v4")


def claim_complaints(grammar: ClaimGrammar) -> Iterator[Complaint]:
    """Every example and counterexample of numbers, units, measures, uses, groups, comparisons and ways of speaking that fails."""
    yield from _numbers(grammar)
    yield from _units(grammar)
    yield from _measures(grammar)
    yield from _uses(grammar)
    yield from _groups(grammar)
    yield from _comparisons(grammar)
    yield from _shares(grammar)
    yield from _table_words(grammar)
    for way in grammar.ways:
        yield from _way(way, grammar)


def read_claims(marked: Marked, grammar: ClaimGrammar) -> tuple[Claim, ...]:
    """The claims of a marked sentence; `<d>` marks a drug, numbers marked `<v1>` are taken as findings."""
    text = marked.text
    document = Document("doc_example", "example", "", "text", text, (Block(0, len(text), "paragraph"),))
    sentence = Sentence(0, len(text), text, 0, 0, None)
    sections = (Section(0, len(text), "results", None),)
    mentions = tuple(Mention(a, b, text[a:b], "DRUG", text[a:b], None, "pattern", 1.0) for a, b in marked.spans("d"))
    quantities = find_quantities(document, (sentence,), mentions, (), grammar, sections)
    return find_claims(document, sections, (sentence,), mentions, quantities, {}, grammar)


def _numbers(grammar: ClaimGrammar) -> Iterator[Complaint]:
    patterns = grammar.numbers.patterns
    for shape in patterns.shapes:
        only: Callable[[Number], bool] = lambda number, name=shape.id: number.shape == name  # type: ignore[misc] # noqa: E731
        for source in shape.examples:
            marked = read_marked(source)
            found = {(n.start, n.end) for n in grammar.numbers.read(marked.text) if shape.gives == "none" or only(n)}
            wanted = set(marked.spans("n"))
            if (found & wanted) if shape.gives == "none" else found != wanted:
                yield _complaint(shape.id, marked, found)
        for source in shape.counterexamples:
            marked = read_marked(source)
            if found := {(n.start, n.end) for n in grammar.numbers.read(marked.text) if only(n)}:
                yield _complaint(shape.id, marked, found)
    for qualifier in patterns.qualifiers:
        for source, wanted_sign in [*((s, True) for s in qualifier.examples), *((s, False) for s in qualifier.counterexamples)]:
            marked = read_marked(source)
            signs = {(n.start, n.end): n.qualifier for n in grammar.numbers.read(marked.text)}
            for span in marked.spans("n"):
                if span not in signs or (signs[span] == qualifier.sign) != wanted_sign:
                    yield _complaint(qualifier.id, marked, signs)
    for rule in patterns.blocked:
        for source in rule.examples:
            marked = read_marked(source)
            if found := {(n.start, n.end) for n in grammar.numbers.read(marked.text)}:
                yield _complaint(rule.id, marked, found)
        yield from _must_read(rule.id, rule.counterexamples, grammar)
    for source in patterns.words.counterexamples:
        marked = read_marked(source)
        if found := {(n.start, n.end) for n in grammar.numbers.read(marked.text)}:
            yield _complaint("words.toml", marked, found)
    for source in patterns.words.examples:
        text, _, value = source.partition(" => ")
        marked = read_marked(text)
        values = {(n.start, n.end): n.value for n in grammar.numbers.read(marked.text)}
        for span in marked.spans("n"):
            read = values.get(span)
            if read is None or abs(float(read) - float(value)) > 1e-12:
                yield _complaint("words.toml", marked, values)


def _must_read(name: str, sources: Iterable[str], grammar: ClaimGrammar) -> Iterator[Complaint]:
    for source in sources:
        marked = read_marked(source)
        found = {(n.start, n.end) for n in grammar.numbers.read(marked.text)}
        if not set(marked.spans("n")) <= found:
            yield _complaint(name, marked, found)


def _units(grammar: ClaimGrammar) -> Iterator[Complaint]:
    for unit in grammar.units.units:
        for source in unit.examples:
            marked = read_marked(source)
            found = {(n.start, n.end): n.unit for n in grammar.numbers.read(marked.text)}
            for span in marked.spans("n"):
                if unit.ucum not in (found.get(span) or "") and unit.kind != "length":
                    yield _complaint(unit.ucum, marked, found)
                if span not in found:
                    yield _complaint(unit.ucum, marked, found)


def _measures(grammar: ClaimGrammar) -> Iterator[Complaint]:
    for measure in grammar.measures.measures:
        for source, wanted in [*((s, True) for s in measure.examples), *((s, False) for s in measure.counterexamples)]:
            marked = read_marked(source)
            names = grammar.measures.names(marked.text)
            for number in grammar.numbers.read(marked.text):
                if (number.start, number.end) not in marked.spans("n"):
                    continue
                name = grammar.measures.nearest(names, marked.text, number.start, number.end, number.measures or "none")
                same = name is not None and name.measure is measure
                if same != wanted or (wanted and name is not None and not _touches((name.start, name.end), marked.spans("m"))):
                    yield _complaint(measure.value, marked, name)


def _uses(grammar: ClaimGrammar) -> Iterator[Complaint]:
    for rule in grammar.uses.rules:
        for source, wanted in [*((s, True) for s in rule.examples), *((s, False) for s in rule.counterexamples)]:
            marked = read_marked(source)
            where = Surroundings(marked.text, marked.spans("d"), marked.text.startswith("METHODS"))
            names = grammar.measures.names(marked.text)
            numbers = [n for n in grammar.numbers.read(marked.text) if (n.start, n.end) in marked.spans("n")]
            if len(numbers) != len(marked.spans("n")):
                yield _complaint(rule.id, marked, "the number was not read")
            for number in numbers:
                name = grammar.measures.nearest(names, marked.text, number.start, number.end, number.measures or "none")
                use = grammar.uses.use(number, name, where)
                if (use == rule.use) != wanted:
                    yield _complaint(rule.id, marked, use)


def _groups(grammar: ClaimGrammar) -> Iterator[Complaint]:
    for source in (*grammar.groups.examples, *grammar.groups.counterexamples):
        marked = read_marked(source)
        names = {(n.start, n.end) for n in arm_names(marked.text, (), grammar)}
        if bool(names) != bool(marked.spans("a")) or not all(_touches(name, marked.spans("a")) for name in names):
            yield _complaint("groups.toml", marked, names)


def _comparisons(grammar: ClaimGrammar) -> Iterator[Complaint]:
    for cue in grammar.comparisons.cues:
        for source, wanted in [*((s, True) for s in cue.examples), *((s, False) for s in cue.counterexamples)]:
            marked = read_marked(source)
            for number in grammar.numbers.read(marked.text):
                if (number.start, number.end) not in marked.spans("n"):
                    continue
                found = grammar.comparisons.of(marked.text, number.start, number.end, number.measures or "none")
                if (found == cue.comparison) != wanted:
                    yield _complaint(cue.id, marked, found)


def _shares(grammar: ClaimGrammar) -> Iterator[Complaint]:
    words = grammar.comparisons
    for source, wanted in [*((s, True) for s in words.share_examples), *((s, False) for s in words.share_counterexamples)]:
        marked = read_marked(source)
        for start, end in marked.spans("n"):
            if words.is_share_of_something(marked.text, start, end) != wanted:
                yield _complaint("shares", marked, f"a share of something: {not wanted}")


def _table_words(grammar: ClaimGrammar) -> Iterator[Complaint]:
    words = grammar.tables
    for header, wanted in [*((h, True) for h in words.examples), *((h, False) for h in words.counterexamples)]:
        if (words.skip.search(header) is not None) != wanted:
            yield Complaint("tables.toml", header, f"skipped: {not wanted}", "")


def _way(way: Way, grammar: ClaimGrammar) -> Iterator[Complaint]:
    for source in way.examples:
        marked = read_marked(source)
        claims = read_claims(marked, grammar)
        values = {(v.start, v.end): (claim, v) for claim in claims for v in claim.values}
        for place in _PLACES:
            for span in marked.spans(place):
                if span not in values:
                    yield _complaint(way.id, marked, f"no value {marked.text[slice(*span)]}")
                    continue
                claim, value = values[span]
                if (wrong := _wrong_arm(place, value, marked)) is not None:
                    yield _complaint(way.id, marked, wrong)
                if claim.pattern_id != way.id:
                    yield _complaint(way.id, marked, f"{claim.pattern_id} fired")
    for source in way.counterexamples:
        marked = read_marked(source)
        if fired := [c.pattern_id for c in read_claims(marked, grammar) if c.pattern_id == way.id]:
            yield _complaint(way.id, marked, f"{fired} fired on a counterexample")


def _wrong_arm(place: str, value: ClaimValue, marked: Marked) -> str | None:
    """What is wrong with the arm of a value, None when it is the marked one."""
    spans = marked.spans(f"a{place[1:]}") or marked.spans("a")
    if not spans:
        return None
    words = [marked.text[slice(*span)].lower() for span in spans]
    if value.arm is None or not any(word in value.arm.lower() or value.arm.lower() in word for word in words):
        return f"arm of {place} is {value.arm!r}"
    return None


def _touches(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _complaint(name: str, marked: Marked, found: object) -> Complaint:
    return Complaint(name, marked.text, str(found), "")
