"""Directions of effect in trials: which way an outcome went under an intervention, when the sentence that says so is given.

    python benchmarks/directions.py CORPORA [--part validation|train] [--limit N] [--wrong N]

CORPORA is a folder that holds `evidence_inference/` as its makers publish it: prompts (intervention, comparator, outcome) about the trials
in `articles/`, each with a label (significantly increased, significantly decreased, no significant difference) and the place in the article
that an annotator gave as the evidence for it. Labels that a second person held to be wrong are left out, and places to which annotators
gave different labels for one prompt. One question is a prompt with one such place; its words, and nothing else, are read.

An answer is read from the rows that the pipeline makes of those words, and from nothing else. In this order:

    evidence   the direction of its outcome; a negated row is "no significant difference"
    claims     p-values of 0.05 and more, or the interval of a ratio that holds 1, are "no significant difference"; else the numbers of
               the two arms are compared, or the ratio with 1
    p-values   those of the table of quantities, where all of them are 0.05 or more: "no significant difference"

Of several rows those count whose outcome shares most words with the prompt's; rows that still contradict each other give no answer. What
is said of the comparator is turned round, and so is the direction of an outcome whose name the database reads as the opposite of what is
asked ("progression decrease" where the prompt asks for progression-free survival).

The figures to look at together: coverage (questions with an answer), accuracy of the answers, and the share of all questions answered
rightly, which is their product and the one to hold against always saying the most frequent label. Most interventions of these trials are
no drugs and most outcomes none of the controlled ones; a question without an answer is therefore no error of the rows that are there, but
it counts against the last figure. An effect that is stated without a word on its significance is taken to be significant.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.model.evidence import Direction

if TYPE_CHECKING:
    from extract.model.claim import Claim, ClaimValue, Quantity
    from extract.model.evidence import Evidence
    from extract.model.findings import Findings
    from extract.run.pipeline import Toolkit

DIRECTIONS: tuple[Direction, ...] = ("increase", "decrease", "unchanged")
SIGNIFICANT = 0.05
_LABELS: dict[str, Direction] = {
    "significantly increased": "increase",
    "significantly increase": "increase",
    "significantly decreased": "decrease",
    "no significant difference": "unchanged",
}
_OPPOSITE: dict[Direction, Direction] = {"increase": "decrease", "decrease": "increase", "unchanged": "unchanged"}
_RATIOS = frozenset({"hazard_ratio", "odds_ratio", "relative_risk"})
_WORD = re.compile(r"[a-z][a-z0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt, the words that were given as its evidence, and the direction that they state."""

    prompt: str
    article: str
    intervention: str
    comparator: str
    outcome: str
    sentence: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an outcome is called in a prompt: its words, its controlled values with their polarity, and whether it is better when higher."""

    words: frozenset[str]
    values: tuple[tuple[str, int], ...] = ()

    def polarity(self, value: str | None) -> int:
        """-1 where the prompt calls a controlled outcome by its opposite."""
        return next((polarity for known, polarity in self.values if known == value), 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """A direction, and the kind of rows that it was read from."""

    direction: Direction
    source: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    direction: Direction
    words: frozenset[str]


def questions(folder: Path, part: str) -> Iterator[Question]:
    """The questions of one part of Evidence Inference, in the order of the file."""
    given: dict[tuple[str, str], set[Direction]] = {}
    first: dict[tuple[str, str], dict[str, str]] = {}
    texts: dict[str, str] = {}
    with (folder / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            article, label = f"PMC{row['PMCID']}", _LABELS.get(row["Label"])
            if article not in texts:
                texts[article] = (folder / "articles" / f"{article}.txt").read_text(encoding="utf-8")
            sentence = texts[article][int(row["Evidence Start"]) : int(row["Evidence End"])].strip()
            if row["Valid Label"] == "True" and label is not None and sentence:
                given.setdefault((row["PromptID"], sentence), set()).add(label)
                first.setdefault((row["PromptID"], sentence), row)
    for (prompt, sentence), labels in given.items():
        if len(labels) == 1:
            row = first[prompt, sentence]
            intervention, comparator, outcome = (html.unescape(row[column]).strip() for column in ("Intervention", "Comparator", "Outcome"))
            yield Question(prompt, f"PMC{row['PMCID']}", intervention, comparator, outcome, sentence, labels.pop())


def answer(question: Question, outcome: Outcome, findings: Findings) -> Answer | None:
    """The direction that the rows of the sentence give for the question, None where they give none or contradict each other."""
    evidence = [c for row in findings.evidence if (c := _of_evidence(row, question, outcome)) is not None]
    claims = [c for claim in findings.claims if (c := _of_claim(claim, question, outcome)) is not None]
    for source, candidates in (("evidence", evidence), ("claims", claims)):
        direction = _agreed(candidates, outcome.words)
        if direction is not None:
            return Answer(direction, source)
    values = [quantity for quantity in findings.quantities if quantity.kind == "p_value"]
    return Answer("unchanged", "p-values") if _significant(values) is False else None


def _agreed(candidates: Sequence[_Candidate], asked: frozenset[str]) -> Direction | None:
    """The direction of the candidates that are nearest to what is asked; None when they contradict each other."""
    most = max((len(candidate.words & asked) for candidate in candidates), default=0)
    directions = {candidate.direction for candidate in candidates if len(candidate.words & asked) == most}
    return directions.pop() if len(directions) == 1 else None


def _of_evidence(row: Evidence, question: Question, outcome: Outcome) -> _Candidate | None:
    if row.outcome is None or row.outcome_direction is None:
        return None
    direction: Direction = "unchanged" if row.negated else row.outcome_direction
    if outcome.polarity(row.outcome) < 0:
        direction = _OPPOSITE[direction]
    if row.drug is not None and _other_arm([row.drug.name, row.quote[row.drug.start - row.start : row.drug.end - row.start]], question):
        direction = _OPPOSITE[direction]
    return _Candidate(direction, _words(f"{row.outcome} {row.outcome_text or ''}"))


def _of_claim(claim: Claim, question: Question, outcome: Outcome) -> _Candidate | None:
    words = _words(f"{claim.measure} {claim.measure_text or ''}".replace("_", " "))
    estimates = [value for value in claim.values if value.kind == "estimate" and value.value is not None]
    ratio = claim.measure in _RATIOS
    if _significant(claim.values) is False or (ratio and any(_holds(value, 1.0) for value in claim.values)):
        return _Candidate("unchanged", words)
    if ratio and estimates:
        fewer = (estimates[0].value or 0.0) < 1.0
        longer = "survival" in outcome.words  # what such a ratio counts is the death or the event
        return _Candidate("decrease" if fewer != longer else "increase", words)
    mine = [value for value in estimates if value.role == "treatment"]
    others = [value for value in estimates if value.role in ("comparator", "baseline")]
    if not mine or not others or mine[0].unit != others[0].unit:
        return None
    a, b = mine[0].value or 0.0, others[0].value or 0.0
    direction: Direction = "unchanged" if a == b else "increase" if a > b else "decrease"
    if _other_arm([mine[0].arm or ""], question):
        direction = _OPPOSITE[direction]
    return _Candidate(direction, words)


def _significant(values: Iterable[ClaimValue | Quantity]) -> bool | None:
    """Whether all p-values say that there is a difference (True), or that there is none (False); None without any or when they differ."""
    found = set()
    for value in values:
        if value.kind == "p_value" and value.value is not None:
            found.add(
                value.qualifier not in (">", ">=")
                and (value.value < SIGNIFICANT or (value.value == SIGNIFICANT and value.qualifier == "<"))
            )
    return found.pop() if len(found) == 1 else None


def _holds(value: ClaimValue, number: float) -> bool:
    return value.kind == "confidence_interval" and value.low is not None and value.high is not None and value.low <= number <= value.high


def _other_arm(names: Iterable[str], question: Question) -> bool:
    """Whether a row is about the comparator: what it names has more words of the comparator's own than of the intervention's own."""
    words = frozenset[str]().union(*map(_words, names))
    here, there = _words(question.intervention), _words(question.comparator)
    return len(words & (there - here)) > len(words & (here - there))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def outcome_of(question: Question, tools: Toolkit) -> Outcome:
    """How the vocabulary reads the outcome of a prompt."""
    from extract.read import read_bytes
    from extract.stages.mentions import find_mentions
    from extract.stages.sections import find_sections
    from extract.stages.sentences import split_sentences

    document = read_bytes(f"{question.outcome}.".encode(), "outcome.txt")
    sentences = split_sentences(document, find_sections(document), tools.language)
    mentions = find_mentions(document, sentences, tools.vocabulary, tools.language)
    values = tuple((mention.value, mention.polarity) for mention in mentions if mention.label == "OUTCOME" and mention.value)
    return Outcome(_words(question.outcome), values)


def report(asked: Sequence[Question], answers: Sequence[Answer | None]) -> Iterator[str]:
    """The figures for a terminal."""
    pairs = [(question, answer) for question, answer in zip(asked, answers, strict=True) if answer is not None]
    right = sum(question.direction == answer.direction for question, answer in pairs)
    label, most = Counter(question.direction for question in asked).most_common(1)[0]
    yield f"{len(asked)} questions, {len(pairs)} answers"
    yield f"  coverage              {_share(len(pairs), len(asked))}"
    yield f"  accuracy of answers   {_share(right, len(pairs))}"
    yield f"  right of all          {_share(right, len(asked))}   always {label!r}: {_share(most, len(asked))}"
    among = Counter(question.direction for question, _ in pairs).most_common(1)
    if among:
        yield f"  where it answers, always {among[0][0]!r} would be right in {_share(among[0][1], len(pairs))}"
    for source, count in sorted(Counter(answer.source for _, answer in pairs).items()):
        good = sum(question.direction == answer.direction for question, answer in pairs if answer.source == source)
        yield f"  from {source:16} {_share(good, count)}   of {count}"
    yield f"\n  {'label':12}{''.join(f'{direction:>12}' for direction in DIRECTIONS)}{'no answer':>12}"
    for direction in DIRECTIONS:
        row = Counter(a.direction if a else None for q, a in zip(asked, answers, strict=True) if q.direction == direction)
        yield f"  {direction:12}{''.join(f'{row[answered]:12}' for answered in (*DIRECTIONS, None))}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("validation", "train"), default="validation", help="train is there to study what goes wrong")
    parser.add_argument("--limit", type=int, help="ask that many questions")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N wrong answers first, and as many questions without one")
    arguments = parser.parse_args()
    from extract.read import read_bytes
    from extract.run.pipeline import Toolkit, extract_findings

    tools = Toolkit.load()
    asked = list(questions(arguments.corpora / "evidence_inference", arguments.part))[: arguments.limit]
    answers: list[Answer | None] = []
    shown: Counter[str] = Counter()
    for question in asked:
        findings = extract_findings(read_bytes(f"{question.sentence}\n".encode(), f"{question.prompt}.txt"), tools)
        found = answer(question, outcome_of(question, tools), findings)
        answers.append(found)
        kind = "no answer" if found is None else "right" if found.direction == question.direction else "wrong"
        shown[kind] += 1
        if kind != "right" and shown[kind] <= arguments.wrong:
            said = f"{found.direction} by {found.source}" if found else "nothing"
            print(f"{kind.upper()} {question.article} prompt {question.prompt}: {question.direction}, found {said}")
            print(f"    {question.outcome} | {question.intervention} | {question.comparator}\n    {' '.join(question.sentence.split())}")
    print(*report(asked, answers), sep="\n")


if __name__ == "__main__":
    main()
