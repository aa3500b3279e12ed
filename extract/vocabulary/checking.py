"""What is wrong with a folder of vocabularies: what makes a line useless, wrong or dangerous."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import PatternError
from extract.vocabulary.files import Header, Row, parse_header, read_header, read_lines, read_pairs, read_rows, vocabulary_files
from extract.vocabulary.normal import Normaliser
from extract.vocabulary.searched import Never, is_too_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

COMMON = 4.0
"""Zipf frequency from which a word of English is common: once in a hundred thousand words, "lead", "gold", "rat"."""

_STATES = frozenset({"OUTCOME", "DISEASE"})
"""Labels that one name may have both of: "ulcer" is a disorder and an adverse event."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something about a line of a vocabulary. What is `serious` must be mended, the rest is worth a look."""

    serious: bool
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its place, and what the name of its file and the file's header say of it."""

    file: str
    number: int
    row: Row
    header: Header

    @property
    def where(self) -> str:
        return f"{self.file}:{self.number}"

    @property
    def curated(self) -> bool:
        return not self.file.endswith(".gz")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lines are held against: forms that are never names, forms of identifiers, English words and those allowed on purpose."""

    never: Never
    prefixes: Mapping[str, re.Pattern[str]]
    english: Mapping[str, float]
    allowed: frozenset[str]
    normaliser: Normaliser

    @classmethod
    def of(cls, patterns: Path) -> Surroundings:
        """The surroundings of a patterns folder."""
        normaliser = Normaliser(_pairs(patterns / "vocab" / "spelling.tsv"))
        return cls(
            Never.of([form for form, _ in _pairs(patterns / "vocab" / "never.tsv")], normaliser),
            {prefix: re.compile(form) for prefix, form in _pairs(patterns / "prefixes.tsv")},
            english_of(patterns),
            frozenset(word for word, _ in _pairs(patterns / "english_names.tsv")),
            normaliser,
        )

    def is_never(self, name: str) -> bool:
        """Whether `never.tsv` rules a name out."""
        return self.never.rules_out(name)

    def is_identifier(self, curie: str) -> bool:
        """Whether `prefixes.tsv` knows identifiers of this form."""
        prefix, _, rest = curie.partition(":")
        return prefix in self.prefixes and self.prefixes[prefix].fullmatch(rest) is not None

    def is_common(self, name: str, label: str) -> bool:
        """Whether a name is a common word of English that nobody has allowed, and is searched for however it is written."""
        if label == "OUTCOME" or not name.isalpha() or (not name.islower() and len(name) <= 5):
            return False
        word = name.lower()
        return word not in self.allowed and self.english.get(word, 0.0) >= COMMON


def english_of(patterns: Path) -> dict[str, float]:
    """Words of English in small letters with their Zipf frequency."""
    path = patterns / "english.tsv.gz"
    lines = read_lines(path.read_bytes(), path) if path.exists() else []
    return {word: float(zipf) for word, zipf in read_pairs(lines)}


def lines_of(path: Path) -> list[Line]:
    """The lines of a vocabulary file. Raises PatternError for the first that breaks the form."""
    text = read_lines(path.read_bytes(), path)
    header, first = read_header(text, path)
    numbers = [number for number, line in enumerate(text[first + 1 :], first + 2) if line and line[0] != "#"]
    return [Line(path.name, number, row, header) for number, row in zip(numbers, read_rows(text, first, path), strict=True)]


def is_searched(line: Line, name: str) -> bool:
    """Whether a name is looked for in texts, and does not only answer when asked."""
    return line.header.searched and not is_too_short(name)


def complaints(patterns: Path, file: str | None = None) -> Iterator[Complaint]:
    """Everything that is wrong with the vocabularies of a patterns folder, or with one file of them, file by file.

    Serious are broken lines and headers, identifiers of no known form, a name twice in one file, a name written by hand that can never
    be found or that two lines give to different concepts, and common English words that `english_names.tsv` does not allow.
    """
    around = Surroundings.of(patterns)
    lines: list[Line] = []
    for path in vocabulary_files(patterns / "vocab"):
        try:
            found = lines_of(path)
        except PatternError as error:
            yield Complaint(True, error.where, error.what)
            continue
        lines += found
        if file in (None, path.name):
            yield from _of_header(path)
            for line in found:
                yield from _of_line(line, around)
    yield from (complaint for complaint in _clashes(lines) if file is None or complaint.where.startswith(f"{file}:"))


def _of_header(path: Path) -> Iterator[Complaint]:
    said, _ = parse_header(read_lines(path.read_bytes(), path))
    wanted = ("what", "built by") if path.suffix == ".gz" else ("what", "to add a line")
    yield from (Complaint(True, path.name, f"the header lacks {key!r}") for key in wanted if not said.get(key))


def _of_line(line: Line, around: Surroundings) -> Iterator[Complaint]:
    row = line.row
    if row.id and not around.is_identifier(row.id):
        yield Complaint(True, line.where, f"{row.id!r} is no identifier of a form that prefixes.tsv knows")
    names = [name for name in row.names() if name]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Complaint(True, line.where, f"{name!r} stands twice in the line")
    if not line.header.searched:
        return
    for name in names:
        if around.is_never(name):
            yield Complaint(line.curated, line.where, f"{name!r} is never found: never.tsv rules it out")
        elif not around.normaliser.key(name):
            yield Complaint(True, line.where, f"{name!r} is never found: it has neither letter nor digit")
        elif not is_searched(line, name):
            yield Complaint(
                False, line.where, f"{name!r} is too short to be searched for: it is known when something else says it is a name"
            )
        elif around.is_common(name, row.label):
            yield Complaint(True, line.where, f"{name!r} is a common English word; when it is meant, english_names.tsv says why")


def _clashes(lines: Iterable[Line]) -> Iterator[Complaint]:
    """Names that two lines written by hand have, and those to which a derived file gives another identifier."""
    derived: dict[tuple[str, str], Line] = {}
    curated: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.header.priority):
        for name in filter(None, line.row.names()):
            if line.curated:
                curated[name].append(line)
            elif line.header.searched:
                derived.setdefault((name, line.row.label), line)
    for name, owners in curated.items():
        for at, line in enumerate(owners):
            for other in owners[:at]:
                if other.number != line.number and not (line.row.label != other.row.label and {line.row.label, other.row.label} <= _STATES):
                    yield Complaint(True, line.where, f"{name!r} stands in {other.where} too, for {other.row.name.removeprefix('~')!r}")
            found = derived.get((name, line.row.label))
            if found is not None and line.row.id and found.row.id != line.row.id:
                yield Complaint(False, line.where, f"{name!r} is {line.row.id} here and {found.row.id} in {found.file}")


def _pairs(path: Path) -> list[tuple[str, str]]:
    return read_pairs(path.read_text(encoding="utf-8").splitlines()) if path.exists() else []
