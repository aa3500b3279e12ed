"""Ontologies as the package `cellxgene-ontology-guide` carries them: compressed JSON, a term by its identifier."""

from __future__ import annotations

import importlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.errors import EvitraceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CELLOSAURUS = "CVCL-ontology-55.0.json.zst"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an ontology: CURIE, name, synonyms, CURIEs of the terms above it."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    above: frozenset[str]


def terms(package: Path, file: str) -> Iterator[Term]:
    """The terms of an ontology in the guide's package that are in use. Raises EvitraceError when they cannot be decompressed."""
    try:
        zstandard: Any = importlib.import_module("zstandard")
    except ImportError as error:
        raise EvitraceError(
            "no_zstandard", "this file is compressed with Zstandard", where=file, remedy="Install what reads it: pip install zstandard"
        ) from error
    with (package / "data" / file).open("rb") as stream:
        content: dict[str, dict[str, Any]] = json.load(io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream)))
    for identifier, term in content.items():
        if not term["deprecated"] and term["label"]:
            yield Term(identifier.replace("_", ":"), term["label"], tuple(term.get("synonyms", ())), frozenset(term["ancestors"]))
