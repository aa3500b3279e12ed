"""Adding of a line to the vocabulary file that is written by hand and fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import EvitraceError
from extract.vocabulary.checking import COMMON, Line, Surroundings, lines_of
from extract.vocabulary.files import Row, vocabulary_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Added:
    """Where a line now stands."""

    path: Path
    number: int


def add_line(patterns: Path, row: Row, *, force: bool = False) -> Added:
    """Appends a concept to the file written by hand that has most concepts of its label.

    Raises EvitraceError, and writes nothing, when a name cannot be a name (a tab in it, an identifier of no known form), when it is taken,
    ruled out or a common English word (all of which `force` allows), and when the file cannot be written.
    """
    files = [lines_of(path) for path in vocabulary_files(patterns / "vocab")]
    path = _file_for(row.label, patterns, files)
    around = Surroundings.of(patterns)
    reasons, remedy = list(_impossible(row, around)), "See the head of the file for the form."
    if not reasons and not force:
        reasons = list(_doubtful(row, around, [line for lines in files for line in lines]))
        remedy = "Choose another name, or add it all the same with --force."
    if reasons:
        raise EvitraceError("not_added", "; ".join(reasons), where=str(path), remedy=remedy)
    text = path.read_text(encoding="utf-8")
    joint = "" if text.endswith("\n") else "\n"
    try:
        path.write_text(f"{text}{joint}{as_line(row)}\n", encoding="utf-8")
    except OSError as error:
        raise EvitraceError(
            "not_writable",
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="Make a copy of the patterns folder that you may change, and name it with --patterns.",
        ) from error
    return Added(path, len((text + joint).splitlines()) + 1)


def as_line(row: Row) -> str:
    """A row as it stands in a file, without the empty columns at its end."""
    return "\t".join(row).rstrip("\t")


def _file_for(label: str, patterns: Path, files: list[list[Line]]) -> Path:
    counts = Counter(line.file for lines in files for line in lines if line.curated and line.row.label == label)
    if not counts:
        raise EvitraceError(
            "no_file",
            f"no file written by hand has names of the label {label}",
            where=str(patterns / "vocab"),
            remedy=f"Labels that have one: {', '.join(sorted({line.row.label for lines in files for line in lines if line.curated}))}.",
        )
    return patterns / "vocab" / counts.most_common(1)[0][0]


def _impossible(row: Row, around: Surroundings) -> Iterator[str]:
    if row.id and not around.is_identifier(row.id):
        yield f"{row.id!r} is no identifier of a form that prefixes.tsv knows, which has {', '.join(sorted(around.prefixes))}"
    for name in (row.name, *filter(None, row.synonyms.split("|"))):
        if "\t" in name or "|" in name or len(name.splitlines()) != 1 or name[0] == "~" or not around.normaliser.key(name):
            yield f"{name!r} cannot be a name: it needs a letter or a digit, no tab, line break or bar, and no ~ at its beginning"


def _doubtful(row: Row, around: Surroundings, lines: list[Line]) -> Iterator[str]:
    for name in filter(None, row.names()):
        if around.is_never(name):
            yield f"{name!r} would never be found, since never.tsv rules it out"
        elif around.is_common(name, row.label):
            yield f"{name!r} is a common word of English (Zipf frequency {around.english[name.lower()]}, {COMMON} or more)"
        taken = [line for line in lines if line.header.searched and name in tuple(line.row.names())]
        if taken:
            line = min(taken, key=lambda line: line.header.priority)
            owner = f"{line.row.label} {line.row.name.removeprefix('~')!r}, {line.row.id or 'no identifier'}"
            yield f"{name!r} stands in {line.where} already, for {owner}"
