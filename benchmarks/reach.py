"""How far the patterns reach: evidence on text from which no pattern was written, against the labels of public corpora.

    python benchmarks/reach.py CORPORA [--only chemprot|civicmine] [--limit N] [--wrong]

CORPORA is a folder that holds, as their makers publish them,

    chemprot/    development part of ChemProt (BioCreative VI): abstracts, and sentences with one labelled chemical-protein pair each
    civicmine/   training sentences of CIViCmine: genes with a predictive or prognostic meaning in cancer (brat)

A ChemProt prediction is a drug-target pair with a mechanism, a CIViCmine prediction a target with a clinical outcome; reach.toml says which
mechanism or outcome agrees with which label. Negated rows predict nothing. The corpora label less than the database promises (no drug
classes, for instance), so precision is given twice: over all predictions, and over those whose names the corpus labels in that sentence.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from extract.score.names import Squeezed, overlap, share_a_name, squeeze

if TYPE_CHECKING:
    from extract.model.evidence import Named
    from extract.model.findings import Findings

_MARKED = re.compile(r"(?:<<|\[\[) (.*?) (?:>>|\]\])")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled fact: the span of its sentence, the names in it, and the group that the label is counted in.

    Spans, here and in predictions, are offsets into the squeezed text, which the reader's changes of white space leave as it is.
    """

    start: int
    end: int
    names: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its labels, every label of it. `name` is a file name."""

    name: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the database would say: a span, for each name all its spellings, and the groups it agrees with."""

    start: int
    end: int
    names: tuple[frozenset[str], ...]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reach:
    """Predictions, and labels, that agree: in their names and in their group, or in their names alone."""

    predicted: int = 0
    right: int = 0
    right_names: int = 0
    predicted_labelled_names: int = 0
    labelled: int = 0
    found: int = 0
    found_names: int = 0

    def __add__(self, other: Reach) -> Reach:
        return Reach(*(getattr(self, name) + getattr(other, name) for name in Reach.__slots__))

    def lines(self) -> Iterator[str]:
        """The figures for a terminal."""
        yield f"  {self.predicted} predictions, {self.labelled} labels"
        yield f"  precision            {_share(self.right, self.predicted)}   names alone {_share(self.right_names, self.predicted)}"
        yield f"  on labelled names    {_share(self.right, self.predicted_labelled_names)}   of {self.predicted_labelled_names} predictions"
        yield f"  recall               {_share(self.found, self.labelled)}   names alone {_share(self.found_names, self.labelled)}"


CHEMPROT_FILES = {
    "development": ("chemprot_development_abstracts.tsv", "dev.txt"),
    "training": ("chemprot_training_abstracts.tsv", "train.txt"),
}
"""Part of ChemProt → its abstracts, and its sentences with a labelled pair each."""


def chemprot(folder: Path, groups: dict[str, str], part: str = "development") -> Iterator[Passage]:
    """The abstracts of a part of ChemProt that have labelled pairs, in the order of the file.

    Labels come as sentences in which the two names are marked; each is placed in the abstract that has the sentence.
    """
    abstracts_file, labels_file = CHEMPROT_FILES[part]
    abstracts = [line.split("\t", 2) for line in (folder / abstracts_file).read_text(encoding="utf-8").splitlines()]
    texts = {pmid: f"{title}\n\n{abstract}\n" for pmid, title, abstract in abstracts}
    squeezed = {pmid: Squeezed(text) for pmid, text in texts.items()}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for line in (folder / labels_file).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        pairs.setdefault(_MARKED.sub(r"\1", entry["text"]), []).append((entry["text"], groups.get(entry["label"], "")))
    labels: dict[str, set[Label]] = {pmid: set() for pmid in texts}
    for sentence, marked in pairs.items():
        for pmid, inside in squeezed.items():
            span = inside.first(sentence)
            if span is not None:
                labels[pmid].update(Label(*span, tuple(sorted(_MARKED.findall(text))), group) for text, group in marked)
                break
    for pmid, text in texts.items():
        if labels[pmid]:
            yield Passage(f"{pmid}.txt", text, tuple(sorted(labels[pmid], key=lambda label: (label.start, label.names, label.group))))


def civicmine(folder: Path, groups: dict[str, str]) -> Iterator[Passage]:
    """The sentences of CIViCmine's training part, each a passage of its own."""
    for path in sorted(folder.rglob("*.a1"), key=lambda path: path.name):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        names = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            key, kind, surface = line.split("\t", 2)
            names[key] = (kind.split()[0], surface)
        labels = set()
        for line in path.with_suffix(".a2").read_text(encoding="utf-8").splitlines():
            kind, *arguments = line.split("\t")[1].split()
            for argument in arguments:
                role, key = argument.split(":")
                if role == "gene" and kind in groups:
                    labels.add(Label(0, len(squeeze(text)), (names[key][1],), groups[kind]))
        yield Passage(f"civic-{path.stem}.txt", text, tuple(sorted(labels, key=lambda label: (label.names, label.group))))


def pairs_predicted(findings: Findings, agrees: dict[str, list[str]]) -> frozenset[Prediction]:
    """Drug-target pairs with a mechanism that a ChemProt label can agree with."""
    squeezed = Squeezed(findings.document.text)
    return frozenset(
        Prediction(
            *squeezed.span(row.start, row.end),
            (spellings(row.drug, findings), spellings(row.target, findings)),
            _groups(row.mechanism, agrees),
        )
        for row in findings.evidence
        if row.drug and row.target and row.mechanism in agrees and not row.negated
    )


def outcomes_predicted(findings: Findings, agrees: dict[str, list[str]]) -> frozenset[Prediction]:
    """Targets with an outcome that a CIViCmine label can agree with."""
    squeezed = Squeezed(findings.document.text)
    return frozenset(
        Prediction(*squeezed.span(row.start, row.end), (spellings(row.target, findings),), _groups(row.outcome, agrees))
        for row in findings.evidence
        if row.target and row.outcome in agrees and not row.negated
    )


def _groups(value: str | None, agrees: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(agrees[value or ""])


def spellings(named: Named, findings: Findings) -> frozenset[str]:
    """Every name of what fills a slot: the one shown, the one in the text, and those of its concept."""
    names = {named.name, findings.document.text[named.start : named.end]}
    for concept in findings.concepts:
        if concept.id == named.concept_id:
            names |= {concept.name, *concept.synonyms}
    return frozenset(names)


def compare(labels: Iterable[Label], predictions: Iterable[Prediction], groups: frozenset[str]) -> Reach:
    """How the predictions of one passage agree with its labels. Labels outside `groups` show which names are labelled, and no more."""
    labels = tuple(labels)
    counted = tuple(label for label in labels if label.group in groups)
    reach = Reach(labelled=len(counted))
    found: set[Label] = set()
    found_names: set[Label] = set()
    for prediction in sorted(predictions, key=_order):
        near = [label for label in labels if overlap((prediction.start, prediction.end), (label.start, label.end))]
        same = [label for label in near if label in counted and _same_names(label.names, prediction.names)]
        agreeing = [label for label in same if label.group in prediction.groups]
        known = {squeeze(name) for label in near for name in label.names}
        labelled_names = all(share_a_name(names, known) for names in prediction.names)
        reach += Reach(predicted=1, right=bool(agreeing), right_names=bool(same), predicted_labelled_names=labelled_names)
        found.update(agreeing)
        found_names.update(same)
    return reach + Reach(found=len(found), found_names=len(found_names))


def _same_names(labelled: tuple[str, ...], predicted: tuple[frozenset[str], ...]) -> bool:
    """Whether the names are the same in some order: ChemProt does not say which of two names is the chemical."""
    return any(
        all(share_a_name([name], spellings) for name, spellings in zip(labelled, order, strict=True))
        for order in permutations(predicted)
        if len(order) == len(labelled)
    )


def _order(prediction: Prediction) -> tuple[object, ...]:
    return prediction.start, prediction.end, sorted(map(sorted, prediction.names)), sorted(prediction.groups)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


Load = Callable[[Path, dict[str, str]], Iterator[Passage]]
Predict = Callable[["Findings", dict[str, list[str]]], frozenset[Prediction]]
CORPORA: dict[str, tuple[Load, Predict]] = {"chemprot": (chemprot, pairs_predicted), "civicmine": (civicmine, outcomes_predicted)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", choices=sorted(CORPORA))
    parser.add_argument("--limit", type=int, help="read that many passages of each corpus")
    parser.add_argument("--skip", type=Path, help="a folder of texts that patterns were written from: leave out passages of the same name")
    parser.add_argument("--wrong", action="store_true", help="print every prediction that no label agrees with")
    arguments = parser.parse_args()
    from extract.read import read_bytes
    from extract.run.pipeline import Toolkit, extract_findings

    tools = Toolkit.load()
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        mapping = tomllib.load(file)
    known = {path.name for path in arguments.skip.iterdir()} if arguments.skip else set()
    for corpus, (load, predict) in CORPORA.items():
        if arguments.only not in (None, corpus):
            continue
        groups = mapping[corpus]["labels"]
        passages = [passage for passage in load(arguments.corpora / corpus, groups) if passage.name not in known][: arguments.limit]
        reach = Reach()
        for passage in passages:
            findings = extract_findings(read_bytes(passage.text.encode(), passage.name), tools)
            for prediction in sorted(predict(findings, mapping[corpus]["agrees"]), key=_order):
                one = compare(passage.labels, [prediction], frozenset(groups.values()))
                if arguments.wrong and not one.right:
                    print(f"{passage.name} {sorted(prediction.groups)} {[min(names, key=len) for names in prediction.names]}")
            reach += compare(passage.labels, predict(findings, mapping[corpus]["agrees"]), frozenset(groups.values()))
        print(f"{corpus}: {len(passages)} passages")
        print(*reach.lines(), sep="\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
