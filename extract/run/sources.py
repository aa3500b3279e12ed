"""The documents that a command line names: files, folders and standard input."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.run.outcome import Failure

if TYPE_CHECKING:
    from typing import BinaryIO

SUFFIXES = (".pdf", ".txt", ".md", ".markdown")
"""The files that are taken from a folder. A file that is named is tried whatever its suffix."""
STDIN = "stdin.txt"


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: its name, the hash and number of its bytes, and its path, or its bytes when it came by standard input."""

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

    A thing that cannot be read becomes a Failure in its place.
    """
    found: list[Source | Failure] = []
    for thing in things:
        if thing == "-":
            found.append(_from_stdin(stdin))
            continue
        path = Path(thing)
        if not path.is_dir():
            found.append(_source(path))
            continue
        inside = [_source(file) for file in walk(path)]
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


def _from_stdin(stdin: BinaryIO) -> Source:
    data = stdin.read()
    return Source(STDIN, hashlib.sha256(data).hexdigest(), len(data), None, data)


def _source(path: Path) -> Source | Failure:
    try:
        if path.exists() and not path.is_file():
            return Failure(
                path.name, None, "not_a_file", f"{path} is not a file", "Name a file, a folder, or - for standard input.", "read"
            )
        with path.open("rb") as file:
            return Source(path.name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, path)
    except FileNotFoundError:
        return Failure(path.name, None, "no_file", f"there is no file {path}", "Check the name; quote it when it holds spaces.", "read")
    except OSError as error:
        return Failure(path.name, None, "unreadable_file", f"{path} cannot be read ({error.strerror})", "Change its permissions.", "read")
