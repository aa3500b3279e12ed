"""The documents that a command line names: files, folders and standard input."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ReadError
from extract.run.outcome import Failure, failure_of

if TYPE_CHECKING:
    from typing import BinaryIO

SUFFIXES = tuple(kind + packed for packed in ("", ".gz") for kind in (".pdf", ".txt", ".md", ".markdown", ".xml", ".nxml", ".pubtator"))
"""The files that are taken from a folder. A file that is named is tried whatever its suffix."""
STDIN = "stdin.txt"
MAX_BYTES = 300_000_000
"""Longest file that is looked into: nothing that is longer is read by any reader."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: its name, the hash and number of its bytes, and its path, or its bytes when it is no file of its own.

    Those are what comes by standard input, what was packed, and the records of a file of many, called FILE#PMID.
    """

    name: str
    sha256: str
    size: int
    path: Path | None
    data: bytes | None = None

    def read(self) -> bytes:
        """The bytes of the document. Raises OSError."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()


def find_sources(things: Iterable[str], stdin: BinaryIO) -> list[Source | Failure]:
    """The documents that `things` name, in the order given; folders are walked in the order of their names.

    A file of many records gives each of them as a document. A thing that cannot be read becomes a Failure in its place; so does
    the rest of a file of many that is damaged, after the records before the damage.
    """
    found: list[Source | Failure] = []
    for thing in things:
        if thing == "-":
            found += _from_stdin(stdin)
            continue
        path = Path(thing)
        if not path.is_dir():
            found += _from_file(path)
            continue
        inside = [source for file in walk(path) for source in _from_file(file)]
        if not inside:
            remedy = f"Name the files themselves; from a folder are taken {', '.join(SUFFIXES)}."
            inside = [Failure(path.name or str(path), None, "empty_folder", f"no documents in the folder {path}", remedy, "read")]
        found += inside
    return found


def walk(folder: Path) -> Iterator[Path]:
    """The documents in a folder and the folders in it, sorted; hidden ones are left out."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield Path(parent) / name


def _from_stdin(stdin: BinaryIO) -> list[Source | Failure]:
    from extract.read.formats import HEAD, may_hold_many

    data = stdin.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return [_too_large(STDIN, f"more than {MAX_BYTES // 1_000_000}")]
    return list(_taken_apart(data, STDIN)) if may_hold_many(data[:HEAD], STDIN) else [_of_bytes(data, STDIN)]


def _from_file(path: Path) -> list[Source | Failure]:
    """The documents in a file: one, read when its turn comes, or the records of a file of many, which are read now."""
    from extract.read.formats import HEAD, may_hold_many

    name = path.name
    try:
        if path.exists() and not path.is_file():
            return [Failure(name, None, "not_a_file", f"{path} is not a file", "Name a file, a folder, or - for standard input.", "read")]
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > MAX_BYTES:
                return [_too_large(name, str(size // 1_000_000))]
            if may_hold_many(file.read(HEAD), name):
                return list(_taken_apart(path.read_bytes(), name))
            file.seek(0)
            return [Source(name, hashlib.file_digest(file, "sha256").hexdigest(), size, path)]
    except FileNotFoundError:
        return [Failure(name, None, "no_file", f"there is no file {path}", "Check the name; quote it when it holds spaces.", "read")]
    except OSError as error:
        return [Failure(name, None, "unreadable_file", f"{path} cannot be read ({error.strerror})", "Change its permissions.", "read")]


def _too_large(name: str, megabytes: str) -> Failure:
    what = f"the file is {megabytes} MB long; the limit is {MAX_BYTES // 1_000_000} MB"
    return Failure(name, None, "too_large", what, "Split it into one file for each document.", "read")


def _taken_apart(data: bytes, name: str) -> Iterator[Source | Failure]:
    from extract.read.formats import split_documents

    try:
        for own_name, own in split_documents(data, name):
            yield _of_bytes(own, own_name)
    except ReadError as error:
        yield failure_of(error, name, hashlib.sha256(data).hexdigest(), "read")


def _of_bytes(data: bytes, name: str) -> Source:
    return Source(name, hashlib.sha256(data).hexdigest(), len(data), None, data)
