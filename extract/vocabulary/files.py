"""Reading of the vocabulary files: TSV with a header of `# key: value` comment lines, plain or compressed (`.tsv.gz`)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from extract.errors import PatternError
from extract.model.mention import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LABELS: frozenset[str] = frozenset(get_args(Label))
COLUMNS = ("id", "name", "label", "synonyms", "value", "polarity")
Case = Literal["exact", "free"]


@dataclass(frozen=True, slots=True)
class Header:
    """What a vocabulary file says of itself. Files of a lower `priority` win over files of a higher one.

    `case` is what short names do: `exact` (only as written) or `free` (any case). The names of a file that is not `searched` mean too
    many other things to be looked for in a text; they answer what a name stands for once something else says that it is one.
    """

    source: str
    release: str
    licence: str
    priority: int
    case: Case
    searched: bool = True


class Row(NamedTuple):
    """A line of a vocabulary file, cut into its columns and no further: there are many, and few are ever looked at."""

    id: str
    name: str
    label: Label
    synonyms: str
    value: str
    polarity: str

    def names(self) -> Iterator[str]:
        """What is searched for: the name, unless it is marked as shown only ("~IMPACT"), then the synonyms."""
        yield "" if self.name[0] == "~" else self.name
        if self.synonyms:
            yield from self.synonyms.split("|")


def vocabulary_files(folder: Path) -> list[Path]:
    """The vocabulary files of a folder in the order of their names; `never.tsv` and `spelling.tsv` are not vocabularies."""
    return sorted(
        path for path in folder.iterdir() if path.name.endswith((".tsv", ".tsv.gz")) and path.name not in ("never.tsv", "spelling.tsv")
    )


def read_lines(data: bytes, path: Path) -> list[str]:
    """The lines of a file's bytes, decompressed where its name says so. Raises PatternError when it is damaged."""
    try:
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise PatternError("bad_vocabulary", f"cannot be read: {error}", where=str(path), remedy="Restore or rebuild the file.") from error


def parse_header(lines: list[str]) -> tuple[dict[str, str], int]:
    """What the `# key: value` lines at the top say, keys in small letters, and the number of the first line after them."""
    said: dict[str, str] = {}
    number = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    for line in lines[:number]:
        key, colon, value = line[1:].partition(":")
        if colon:
            said.setdefault(key.strip().lower(), value.strip())
    return said, number


def read_header(lines: list[str], path: Path) -> tuple[Header, int]:
    """The header and the number of the first line after it (the column names). Raises PatternError."""
    said, number = parse_header(lines)
    missing = [key for key in ("source", "release", "licence", "priority") if not said.get(key)]
    if missing or number == len(lines):
        raise PatternError(
            "bad_vocabulary",
            f"the header lacks {', '.join(missing) or 'column names'}",
            where=str(path),
            remedy="See any other file for the form.",
        )
    if tuple(lines[number].split("\t")) != COLUMNS:
        raise PatternError(
            "bad_vocabulary", "the column names differ", where=f"{path}:{number + 1}", remedy=f"Columns, tab separated: {' '.join(COLUMNS)}"
        )
    case: Case = "free" if said.get("case") == "free" else "exact"
    return Header(said["source"], said["release"], said["licence"], int(said["priority"]), case, said.get("search") != "no"), number


def read_rows(lines: list[str], first: int, path: Path) -> Iterator[Row]:
    """The rows after the column names, blank and comment lines left out. Trailing columns may be missing. Raises PatternError."""
    for number, line in enumerate(lines[first + 1 :], first + 2):
        if not line or line[0] == "#":
            continue
        columns = line.split("\t")
        if not 3 <= len(columns) <= len(COLUMNS):
            raise PatternError(
                "bad_vocabulary", f"{len(columns)} columns", where=f"{path}:{number}", remedy="A line has 3 to 6 columns, tab separated."
            )
        columns[2] = intern(columns[2])
        columns += [""] * (len(COLUMNS) - len(columns))
        row = Row._make(columns)
        if row.label not in LABELS or not row.name or row.polarity not in ("", "1", "-1") or (row.id and ":" not in row.id):
            raise PatternError(
                "bad_vocabulary",
                f"a line that cannot be understood: {line[:60]!r}",
                where=f"{path}:{number}",
                remedy="Needed: CURIE or nothing, name, label, synonyms separated by |, value, polarity 1 or -1.",
            )
        yield row


def read_pairs(lines: list[str]) -> list[tuple[str, str]]:
    """First two columns of the data lines of `never.tsv` or `spelling.tsv`, the column names left out."""
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0], row[1] if len(row) > 1 else "") for row in rows[1:]]
