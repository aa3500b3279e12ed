"""What the dictionary inside the model is made of: names of the vocabularies, each with a letter for its kind, and shapes of variants."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.resources import patterns_folder
from extract.vocabulary.files import read_header, read_lines, read_rows, vocabulary_files

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES = Path(__file__).with_name("shapes.toml")
KIND_OF = {"DRUG": "C", "CHEMICAL": "C", "TARGET": "T", "DISEASE": "D", "ORGANISM": "O", "CELL_LINE": "L"}


def dictionary_names() -> Iterator[tuple[str, str]]:
    """Every name of the kinds that the model knows, each with the letter of its kind; those as well that are not searched for in texts."""
    for path in vocabulary_files(patterns_folder() / "vocab"):
        lines = read_lines(path.read_bytes(), path)
        _, first = read_header(lines, path)
        for row in read_rows(lines, first, path):
            if kind := KIND_OF.get(row.label):
                yield from ((name, kind) for name in row.names() if name)


@dataclass(frozen=True, slots=True)
class Shape:
    """A way in which variants are written, with texts in which the marked part is found and texts in which nothing is."""

    id: str
    why: str
    regex: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def variant_shapes() -> list[Shape]:
    """The shapes of `shapes.toml`, with the terms filled in."""
    tables = tomllib.loads(SHAPES.read_text(encoding="utf-8"))
    shapes = []
    for entry in tables["shape"]:
        regex = "".join(entry["regex"].split())
        for term, meaning in tables["terms"].items():
            regex = regex.replace(f"{{{term}}}", meaning)
        shapes.append(Shape(entry["id"], entry["why"], regex, tuple(entry["examples"]), tuple(entry["counterexamples"])))
    return shapes
