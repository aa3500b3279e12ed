"""The names of the vocabularies for the dictionary inside the model, each with a letter for its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.resources import patterns_folder
from extract.vocabulary.files import read_header, read_lines, read_rows, vocabulary_files

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND_OF = {"DRUG": "C", "CHEMICAL": "C", "TARGET": "T", "DISEASE": "D", "ORGANISM": "O", "CELL_LINE": "L"}


def dictionary_names() -> Iterator[tuple[str, str]]:
    """Every searched name of the kinds that the model knows. Drugs and other chemicals are one kind."""
    for path in vocabulary_files(patterns_folder() / "vocab"):
        lines = read_lines(path.read_bytes(), path)
        _, first = read_header(lines, path)
        for row in read_rows(lines, first, path):
            if kind := KIND_OF.get(row.label):
                yield from ((name, kind) for name in row.names() if name)
