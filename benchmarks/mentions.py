"""How well the names layer finds what annotators marked: exact-span precision, recall and F1 per type.

    python benchmarks/mentions.py CORPORA [--errors N]

CORPORA holds `bc5cdr/CDR_DevelopmentSet.PubTator.txt` and `biored/Dev.PubTator`. DRUG and CHEMICAL are counted together, since the
corpora annotate both as chemicals. The parts of a mention count as well: the target in a drug class, the disorder in an outcome.
With `--errors` the commonest wrong and missed names of each type are listed.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from extract.language import Language
from extract.model.document import Block, Document, Sentence
from extract.resources import patterns_folder
from extract.stages.mentions import find_mentions
from extract.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPORA = {
    "BC5CDR development": ("bc5cdr/CDR_DevelopmentSet.PubTator.txt", {"Chemical": "chemical", "Disease": "disease"}),
    "BioRED development": (
        "biored/Dev.PubTator",
        {
            "GeneOrGeneProduct": "gene",
            "ChemicalEntity": "chemical",
            "DiseaseOrPhenotypicFeature": "disease",
            "OrganismTaxon": "organism",
            "CellLine": "cell line",
            "SequenceVariant": "variant",
        },
    ),
}
OURS = {
    "DRUG": "chemical",
    "CHEMICAL": "chemical",
    "TARGET": "gene",
    "DISEASE": "disease",
    "ORGANISM": "organism",
    "CELL_LINE": "cell line",
    "VARIANT": "variant",
}
Marked = set[tuple[int, int, str]]


def read_pubtator(path: Path) -> Iterator[tuple[Document, list[tuple[int, int, str]]]]:
    """Each abstract of a PubTator file with its annotated spans: start, end, type."""
    for record in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = record.splitlines()
        title, abstract = (line.split("|", 2)[2] for line in lines[:2])
        text = f"{title} {abstract}"
        blocks = (Block(0, len(title), "title"), Block(len(title) + 1, len(text), "paragraph"))
        spans = []
        for line in lines[2:]:
            columns = line.split("\t")
            if len(columns) >= 5 and columns[1].isdigit():
                spans.append((int(columns[1]), int(columns[2]), columns[4]))
        identifier = lines[0].split("|", 1)[0]
        yield Document(identifier, str(path), "", "text", text, blocks), spans


def measure(path: Path, types: dict[str, str], vocabulary: Vocabulary, language: Language, errors: int) -> None:
    """Prints the scores of one corpus."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for document, spans in read_pubtator(path):
        sentences = tuple(Sentence(b.start, b.end, document.text[b.start : b.end], None, i, None) for i, b in enumerate(document.blocks))
        gold: Marked = {(start, end, types[kind]) for start, end, kind in spans if kind in types}
        ours: Marked = set()
        for mention in find_mentions(document, sentences, vocabulary, language):
            for part in (mention, *mention.parts):
                if OURS.get(part.label) in types.values():
                    ours.add((part.start, part.end, OURS[part.label]))
        for start, end, kind in sorted(gold | ours):
            found[kind] += (start, end, kind) in ours
            wanted[kind] += (start, end, kind) in gold
            right[kind] += (start, end, kind) in gold & ours
            words = document.text[start:end]
            if (start, end, kind) not in gold:
                wrong[kind][words] += 1
            elif (start, end, kind) not in ours:
                missed[kind][words] += 1
    for kind in sorted(wanted):
        precision, recall = right[kind] / max(1, found[kind]), right[kind] / wanted[kind]
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"  {kind:10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({wanted[kind]} marked, {found[kind]} found)")
        if errors:
            print("    wrong: ", ", ".join(f"{words} {n}" for words, n in wrong[kind].most_common(errors)))
            print("    missed:", ", ".join(f"{words} {n}" for words, n in missed[kind].most_common(errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Exact-span scores of the names layer.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="list so many of the commonest errors of each type")
    arguments = parser.parse_args()
    vocabulary, language = Vocabulary.load(patterns_folder() / "vocab"), Language()
    for name, (path, types) in CORPORA.items():
        print(name)
        measure(arguments.corpora / path, types, vocabulary, language, arguments.errors)


if __name__ == "__main__":
    main()
