"""How well the names layer finds what annotators marked: exact-span precision, recall and F1 per type, for the model alone, for
dictionary, definitions and shapes without it, and for the whole layer.

    python benchmarks/mentions.py CORPORA [--errors N] [--scores FILE]

CORPORA is the folder of corpora; the development parts are those of `extract/training/corpora.toml`. DRUG and CHEMICAL are counted
together, since the corpora mark both as chemicals. A class of drugs or a therapy that no chemical is named for (kind CLASS) is not
counted: the corpora mark substances. The parts of a mention count as well: the target in a drug class, the disorder in an outcome.
Cancers are the diseases of the kind CANCER.

With `--errors` the commonest wrong and missed names of the whole layer are listed. With `--scores` the counts behind the rule for
conflicts are written to FILE (`patterns/name_scores.tsv`); do so after the model or the vocabularies changed.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from extract.language import Language
from extract.model.document import Block, Document
from extract.resources import patterns_folder
from extract.stages.mentions import names_in
from extract.stages.mentions.abbreviations import find_definitions
from extract.stages.mentions.conflicts import weighed
from extract.stages.mentions.find import found_in
from extract.stages.mentions.readings import seen_by_model
from extract.training.definitions import load_corpora
from extract.vocabulary import Vocabulary
from extract.vocabulary.name_scores import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.model.mention import Mention
    from extract.training.definitions import Corpus
    from extract.vocabulary.name_scores import Evidence

TITLES = {"bc5cdr": "BC5CDR", "biored": "BioRED", "bionlp13cg": "BioNLP13-CG"}
NAMES = {
    "CHEMICAL": "chemicals",
    "TARGET": "genes",
    "DISEASE": "diseases",
    "DISEASE/CANCER": "cancers",
    "ORGANISM": "organisms",
    "CELL_LINE": "cell lines",
    "VARIANT": "variants",
}
COLUMN_NAMES = ("model", "dictionary", "both")
_HEAD = """\
# How far a found name can be trusted: of the names that were found with the same evidence in annotated texts, how many annotators had
# marked (`right`) and how many there were (`seen`). The rule for conflicts (extract/stages/mentions/conflicts.py) reads it.
#
# label     what the name is called; DRUG counts as CHEMICAL
# sources   who found it: the model, the best of abbreviation, curated list and derived list, and the pattern of a shape
# form      short (up to four letters), word (an English word), phrase (several words), long (anything else)
# rival     how the name of the other reading lies that overlaps it: same, longer, shorter, beside, and its label; none;
#           undefined: a short form whose long form is no name that anybody knows
#
# Counted on the development parts of BC5CDR, BioRED and BioNLP13-CG, never trained on; no names or texts of theirs are in here.
# To count again: python benchmarks/mentions.py CORPORA --scores patterns/name_scores.tsv
"""
Marked = set[tuple[int, int, str]]


class Counts:
    """Right, found and marked names of each type, for each column."""

    def __init__(self) -> None:
        self.right: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.marked: Counter[str] = Counter()

    def row(self, name: str, types: Iterable[str]) -> str:
        """A line of the table: precision, recall and F1 of each column over the types."""
        types = tuple(types)
        marked = sum(self.marked[t] for t in types)
        cells = []
        for column in COLUMN_NAMES:
            right, found = (sum(count[column, t] for t in types) for count in (self.right, self.found))
            cells.append(f"{right / max(1, found):.3f} {right / max(1, marked):.3f} {2 * right / max(1, found + marked):.3f}")
        return f"  {name:11} {marked:6}   " + "   ".join(cells)


def types_of(mentions: Iterable[Mention], wanted: frozenset[str], *, parts: bool = True) -> Marked:
    """The spans of mentions and of their parts with the types of a corpus."""
    found = set()
    for mention in mentions:
        if parts:
            found |= types_of(mention.parts, wanted)
        label = "CHEMICAL" if mention.label == "DRUG" else mention.label
        if mention.kind != "CLASS":
            found |= {(mention.start, mention.end, type_) for type_ in (label, f"{label}/{mention.kind}") if type_ in wanted}
    return found


def measure(
    corpus: Corpus, folder: Path, vocabulary: Vocabulary, language: Language, errors: int, seen: Counter[tuple[Evidence, bool]]
) -> None:
    """Prints the scores of one corpus, and counts what speaks for its names."""
    counts = Counts()
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = frozenset(corpus.labels.values())
    for text in corpus.texts(folder):
        gold = {(start, end, corpus.labels[label]) for start, end, label in text.spans if label in corpus.labels}
        document = Document("", "", "", "text", text.text, (Block(0, len(text.text), "paragraph"),))
        definitions = find_definitions(document, vocabulary, language)
        long_forms = {short: definition.long for short, definition in definitions.items()}
        found = language.names([text.text], long_forms)
        model = list(seen_by_model([(0, names) for names in found], text.text))
        ours = {
            "model": {
                (name.start, name.end, type_) for name in found[0] for type_ in (name.label, f"{name.label}/{name.kind}") if type_ in wanted
            },
            "dictionary": types_of(names_in(text.text, vocabulary, definitions), wanted),
            "both": types_of(names_in(text.text, vocabulary, definitions, model), wanted),
        }
        counts.marked.update(type_ for _, _, type_ in gold)
        for column, spans in ours.items():
            counts.found.update((column, type_) for _, _, type_ in spans)
            counts.right.update((column, type_) for _, _, type_ in spans & gold)
        for start, end, type_ in sorted(gold ^ ours["both"]):
            (missed if (start, end, type_) in gold else wrong)[type_][text.text[start:end]] += 1
        _, candidates, _ = found_in(text.text, vocabulary, definitions, model, None)
        for name in weighed(candidates):
            for start, end, type_ in types_of((name.mention,), wanted, parts=False):
                seen[name.evidence, (start, end, type_) in gold] += 1
    for type_ in sorted(wanted):
        print(counts.row(NAMES[type_], (type_,)))
        if errors:
            print("    wrong: ", ", ".join(f"{words} {n}" for words, n in wrong[type_].most_common(errors)))
            print("    missed:", ", ".join(f"{words} {n}" for words, n in missed[type_].most_common(errors)))
    print(counts.row("together", wanted))


def score_lines(seen: Counter[tuple[Evidence, bool]]) -> Iterator[str]:
    """The counts as the lines of a table."""
    yield "\t".join(COLUMNS)
    for evidence in sorted({evidence for evidence, _ in seen}):
        right = seen[evidence, True]
        yield "\t".join((*evidence, str(right), str(right + seen[evidence, False])))


def main() -> None:
    """Measure, print and, where asked, write the scores."""
    parser = argparse.ArgumentParser(description="Exact-span scores of the names layer.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="list so many of the commonest errors of each type")
    parser.add_argument("--scores", type=Path, help="write the counts behind the rule for conflicts to this file")
    arguments = parser.parse_args()
    vocabulary, language = Vocabulary.load(patterns_folder() / "vocab"), Language()
    seen: Counter[tuple[Evidence, bool]] = Counter()
    print(f"{'':13} {'marked':>6}   " + "   ".join(f"{name:17}" for name in COLUMN_NAMES) + "\n" + " " * 23 + "P     R     F1      " * 3)
    for corpus in load_corpora()[1]:
        print(TITLES.get(corpus.name, corpus.name))
        measure(corpus, arguments.corpora, vocabulary, language, arguments.errors, seen)
    if arguments.scores:
        arguments.scores.write_text(_HEAD + "\n".join(score_lines(seen)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
