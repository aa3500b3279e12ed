"""How often names are grounded, and how often rightly: against the identifiers that annotators gave to the names of abstracts.

    python benchmarks/grounding.py CORPORA SOURCES [--part training] [--errors N] [--missing FILE] [--given] [--scores]

CORPORA holds `biored` and `bc5cdr`, SOURCES the packages that `benchmarks/cross_references.py` names. Two measurements:

given the name     each marked name with its type is grounded in its document: what the grounding itself can do
whole layer        names are found and grounded; a name counts when span, type and identifier agree

Precision is the share of what was grounded that is right, coverage the share of the marked names that was grounded. Names whose
identifier has no counterpart (genes of the rat, variants without number) are counted and left out. A name marked with several
identifiers is right with any of them. A family of proteins is right where a marked gene belongs to it, since annotators mark families
by their members; `kin` says how many of the right ones these are. Of the wrong ones, `near` are a broader or narrower heading of MeSH.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from cross_references import CrossReferences

from extract.language import Language
from extract.model.document import Block, Document, Sentence
from extract.model.mention import GroundingMethod, Mention
from extract.resources import patterns_folder
from extract.stages.mentions import find_mentions
from extract.stages.mentions.abbreviations import find_definitions
from extract.stages.mentions.grounding import ground
from extract.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.model.mention import Label

CORPORA = {
    "development": {"BioRED": "biored/Dev.PubTator", "BC5CDR": "bc5cdr/CDR_DevelopmentSet.PubTator.txt"},
    "training": {"BioRED": "biored/Train.PubTator", "BC5CDR": "bc5cdr/CDR_TrainingSet.PubTator.txt"},
}
TYPES: dict[str, tuple[str, Label]] = {
    "GeneOrGeneProduct": ("gene", "TARGET"),
    "ChemicalEntity": ("chemical", "CHEMICAL"),
    "Chemical": ("chemical", "CHEMICAL"),
    "DiseaseOrPhenotypicFeature": ("disease", "DISEASE"),
    "Disease": ("disease", "DISEASE"),
    "OrganismTaxon": ("organism", "ORGANISM"),
    "CellLine": ("cell line", "CELL_LINE"),
}
KIND = {label: kind for kind, label in TYPES.values()} | {"DRUG": "chemical"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A name that an annotator marked, with what its identifiers may be called by us."""

    start: int
    end: int
    text: str
    kind: str
    label: Label
    identifiers: str
    accepted: frozenset[str]


@dataclass
class Tally:
    """Counts of one type, over all methods and for each."""

    marked: int = 0
    without: int = 0
    grounded: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    kin: int = 0
    near: Counter[str] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def line(self, kind: str) -> str:
        """The figures of the type, and below them each method's."""
        grounded, right = self.grounded.total(), self.right.total()
        methods = "  ".join(f"{m} {self.right[m] / n:.3f} of {n}" for m, n in sorted(self.grounded.items()))
        near = ", ".join(f"{n} {how}" for how, n in sorted(self.near.items()))
        return (
            f"  {kind:10} P {right / max(1, grounded):.3f}  coverage {grounded / max(1, self.marked):.3f}  recall "
            f"{right / max(1, self.marked):.3f}  ({self.marked} marked, {self.without} more have no counterpart; {grounded} grounded; "
            f"{self.kin} kin; wrong {grounded - right}, of them near: {near or 'none'})\n             {methods}"
        )


def read_marked(path: Path, references: CrossReferences) -> Iterator[tuple[Document, list[Marked]]]:
    """Each abstract of a PubTator file with its marked names."""
    for record in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = record.splitlines()
        title, abstract = (line.split("|", 2)[2] for line in lines[:2])
        text = f"{title} {abstract}"
        blocks = (Block(0, len(title), "title"), Block(len(title) + 1, len(text), "paragraph"))
        marked = []
        for line in lines[2:]:
            columns = line.split("\t")
            if len(columns) >= 6 and columns[4] in TYPES:
                start, end, kind = int(columns[1]), int(columns[2]), TYPES[columns[4]]
                parts = [part.strip() for part in re.split(r"[,;|]", columns[5])]
                accepted = frozenset().union(*(references.gold(part, kind[0]) for part in parts))
                marked.append(Marked(start, end, text[start:end], *kind, columns[5], accepted))
        yield Document(lines[0].split("|", 1)[0], str(path), "", "text", text, blocks), marked


class Measurement:
    """Compares groundings with what was marked."""

    def __init__(self, references: CrossReferences, vocabulary: Vocabulary) -> None:
        self._references = references
        self._vocabulary = vocabulary
        self.of: dict[str, Tally] = defaultdict(Tally)

    def add(self, marked: Marked, mention: Mention | None) -> None:
        """Counts a marked name and the mention with its span, if there is one."""
        tally = self.of[marked.kind]
        if not marked.accepted:
            tally.without += 1
            return
        tally.marked += 1
        if mention is None or mention.concept_id is None:
            tally.missed[marked.text, marked.identifiers] += 1
            return
        method = mention.grounded_by or "unknown"
        tally.grounded[method] += 1
        concept = self._vocabulary.concept(mention.concept_id)
        ours = self._references.ours(mention.concept_id, mention.name, concept.synonyms if concept else ())
        kin = mention.concept_id.startswith("FPLX:") and bool(self._references.members(mention.concept_id) & marked.accepted)
        if kin or ours & marked.accepted:
            tally.right[method] += 1
            tally.kin += kin
            return
        near = {how for one in ours for other in marked.accepted if (how := self._references.related(one, other)) is not None}
        tally.near.update(sorted(near)[:1])
        tally.wrong[marked.text, f"{mention.concept_id} {mention.name} ({method})", marked.identifiers] += 1

    def spurious(self, mention: Mention) -> None:
        """Counts a grounded mention that nobody marked."""
        tally = self.of[KIND[mention.label]]
        tally.grounded[mention.grounded_by or "unknown"] += 1

    def show(self, errors: int) -> None:
        """Prints the figures of each type and of all together, with so many of the commonest errors."""
        for kind, tally in sorted(self.of.items()):
            print(tally.line(kind))
            if errors:
                print("    wrong: ", "; ".join(f"{t} -> {o}, not {g} x{n}" for (t, o, g), n in tally.wrong.most_common(errors)))
                print("    missed:", "; ".join(f"{t} {g} x{n}" for (t, g), n in tally.missed.most_common(errors)))
        marked = sum(t.marked for t in self.of.values())
        grounded, right = sum(t.grounded.total() for t in self.of.values()), sum(t.right.total() for t in self.of.values())
        print(
            f"  together   P {right / max(1, grounded):.3f}  coverage {grounded / max(1, marked):.3f}  recall {right / max(1, marked):.3f}"
        )


def given(document: Document, marked: Iterable[Marked], vocabulary: Vocabulary, language: Language) -> Iterator[tuple[Marked, Mention]]:
    """The marked names, each grounded in its document."""
    marked = list(marked)
    definitions = {short: definition.long for short, definition in find_definitions(document, vocabulary, language).items()}
    mentions = tuple(Mention(m.start, m.end, m.text, m.label, m.text, None, "model", 1.0) for m in marked)
    return zip(marked, ground(mentions, document.text, definitions, vocabulary), strict=True)


def found(document: Document, vocabulary: Vocabulary, language: Language) -> Iterator[Mention]:
    """What the whole layer finds, the parts of mentions as well."""
    sentences = tuple(Sentence(b.start, b.end, document.text[b.start : b.end], None, i, None) for i, b in enumerate(document.blocks))
    for mention in find_mentions(document, sentences, vocabulary, language):
        yield mention
        yield from mention.parts


def scores(counted: Mapping[tuple[str, str], Counter[str]]) -> Iterator[str]:
    """The entries of `patterns/grounding.toml` that the counts of methods and types make, a method after the other."""
    labels = [(kind, label) for label, kind in sorted(KIND.items())]
    for method in get_args(GroundingMethod):
        for kind, label in labels:
            count = counted.get((method, kind))
            if count is not None:
                yield f'[[score]]\nmethod = "{method}"\nlabel = "{label}"\nright = {count["right"]}\nof = {count["of"]}\n'


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Precision and coverage of the grounding.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--part", choices=sorted(CORPORA), default="development")
    parser.add_argument("--errors", type=int, default=0, help="list so many of the commonest errors of each type")
    parser.add_argument("--missing", type=Path, help="write the names that were not grounded to this file")
    parser.add_argument("--scores", action="store_true", help="print the entries of patterns/grounding.toml")
    parser.add_argument("--given", action="store_true", help="leave out the whole layer")
    arguments = parser.parse_args()
    references = CrossReferences(arguments.sources)
    vocabulary, language = Vocabulary.load(patterns_folder() / "vocab"), Language()
    missing: list[str] = []
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in (path for part in CORPORA.values() for path in part.values()):
        for columns in (line.split("\t") for line in (arguments.corpora / path).read_text(encoding="utf-8").splitlines()):
            if len(columns) >= 6:
                references.remember(columns[5], columns[3])
    for corpus, path in CORPORA[arguments.part].items():
        alone, whole = Measurement(references, vocabulary), Measurement(references, vocabulary)
        for document, marked in read_marked(arguments.corpora / path, references):
            for name, mention in given(document, marked, vocabulary, language):
                alone.add(name, mention)
            if arguments.given:
                continue
            ours = {(m.start, m.end, KIND[m.label]): m for m in found(document, vocabulary, language) if m.label in KIND}
            for name in marked:
                whole.add(name, ours.pop((name.start, name.end, name.kind), None))
            kinds = {TYPES[t][0] for t in (("Chemical", "Disease") if corpus == "BC5CDR" else TYPES)}
            for mention in ours.values():
                if mention.concept_id is not None and KIND[mention.label] in kinds:
                    whole.spurious(mention)
        print(f"{corpus} {arguments.part}, given the name")
        alone.show(arguments.errors)
        if not arguments.given:
            print(f"{corpus} {arguments.part}, whole layer")
            whole.show(arguments.errors)
        for kind, tally in alone.of.items():
            for method, count in tally.grounded.items():
                counted[method, kind].update(right=tally.right[method], of=count)
            missing += [f"{text}\t{gold}\t{kind}\t{count}\t{corpus}" for (text, gold), count in tally.missed.most_common()]
    if arguments.scores:
        print("\n".join(scores(counted)))
    if arguments.missing:
        arguments.missing.write_text("\n".join(("name\tgold\ttype\tcount\tcorpus", *missing)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
