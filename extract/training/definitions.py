"""The corpora of `corpora.toml`: which files, which labels, and what each leaves unlabelled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import EvitraceError
from extract.training.readers import MarkedText, read_brat, read_iob, read_pairs, read_pubtator

DEFINITIONS = Path(__file__).with_name("corpora.toml")
TYPES = ("TARGET", "CHEMICAL", "DISEASE", "DISEASE/CANCER", "ORGANISM", "CELL_LINE", "VARIANT")


@dataclass(frozen=True, slots=True)
class Inner:
    """A name of ours at the beginning of a span of the corpus: what matches the pattern has the label."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as `corpora.toml` describes it. `files` are relative to the folder of the corpora."""

    name: str
    reader: str
    files: tuple[str, ...]
    labels: dict[str, str]
    closed: frozenset[str] = frozenset(TYPES)
    open: dict[str, str] = field(default_factory=dict)
    inner: dict[str, Inner] = field(default_factory=dict)
    unsure: dict[str, re.Pattern[str]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    copies: int = 1

    def texts(self, folder: Path) -> Iterator[MarkedText]:
        """Texts and marked spans, with the corpus' own labels. Raises EvitraceError where a file is missing."""
        paths = [folder / name for name in self.files]
        if missing := [path for path in paths if not path.exists()]:
            raise EvitraceError(
                "no_corpus", f"a file of the corpus {self.name} is missing", where=str(missing[0]), remedy="Give the folder of the corpora."
            )
        if self.reader == "pairs":
            yield from read_pairs(*paths)
            return
        read = {"pubtator": read_pubtator, "brat": read_brat, "iob": read_iob}[self.reader]
        for path in paths:
            yield from read(path)


def load_corpora() -> tuple[list[Corpus], list[Corpus]]:
    """The corpora to learn from and those to measure on."""
    tables = tomllib.loads(DEFINITIONS.read_text(encoding="utf-8"))
    kinds = {kind: tuple(words) for kind, words in tables["kinds"].items()}
    learnt = [
        Corpus(
            name=entry["name"],
            reader=entry["reader"],
            files=tuple(entry["train"]),
            labels=entry["labels"],
            closed=frozenset(entry["closed"]),
            open=entry.get("open", {}),
            inner={label: Inner(inner["label"], re.compile(inner["pattern"])) for label, inner in entry.get("inner", {}).items()},
            unsure={label: re.compile(pattern) for label, pattern in entry.get("unsure", {}).items()},
            kinds=kinds,
            copies=entry.get("copies", 1),
        )
        for entry in tables["corpus"]
    ]
    measured = [
        Corpus(entry["name"], entry["reader"], tuple(entry["files"]), entry["labels"], frozenset(entry["labels"].values()))
        for entry in tables["measured"]
    ]
    return learnt, measured
