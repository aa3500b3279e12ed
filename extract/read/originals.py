"""The file that a document was read from, found again by its name and its bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from extract.errors import ReadError

_DEPTH = 4
_MOST_FOLDERS = 5000
"""Where folders are searched that nobody named, at most this deep and this many: they may be a home folder."""


def find_original(source: str, sha256: str, given: Path | None, folders: Sequence[Path]) -> bytes:
    """The bytes that the document `source` was read from.

    They are in the file `given` or under the folder `given`, under any name there, or else under one of `folders`, under their own name.
    Raises ReadError: `missing_file`, `original_not_found`, `original_differs` where only another file of that name is there.
    """
    if given is not None and not given.exists():
        raise ReadError("missing_file", "there is no such file or folder", where=str(given), remedy="Check the path after --pdf.")
    if given is not None and given.is_file():
        candidates: Iterable[Path] = [given]
    elif given is not None:
        candidates = _all_pdfs(given, source)
    else:
        candidates = (path for folder in folders for path in _of_that_name(folder, source))
    other: tuple[Path, str] | None = None
    for path in candidates:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest == sha256:
            return data
        if other is None and (path == given or path.name == PurePath(source).name):
            other = (path, digest)
    if other is not None:
        path, digest = other
        what = f"is not the file that was read: its SHA-256 is {digest[:12]}..., that of the document {sha256[:12]}..."
        remedy = f"Name the file that was read, --pdf FILE, or read this one: evitrace ingest DB {path}"
        raise ReadError("original_differs", what, where=str(path), remedy=remedy)
    looked = " and ".join(str(folder) for folder in ([given] if given else folders))
    raise ReadError(
        "original_not_found", f"the PDF was not found in {looked}", where=source, remedy="Say where it is: --pdf FILE or --pdf FOLDER"
    )


def _of_that_name(folder: Path, source: str) -> Iterator[Path]:
    """The files of that name in a folder, the nearest first in each branch."""
    direct = folder / source
    if direct.is_file():
        yield direct
    name = PurePath(source).name
    for number, (place, inner, files) in enumerate(os.walk(folder)):
        depth = len(Path(place).relative_to(folder).parts)
        inner[:] = sorted(each for each in inner if not each.startswith(".")) if depth < _DEPTH else []
        if name in files:
            yield Path(place) / name
        if number > _MOST_FOLDERS:
            return


def _all_pdfs(folder: Path, source: str) -> list[Path]:
    """The PDFs under a folder, those of the right name first."""
    name = PurePath(source).name
    found = [path for path in folder.rglob("*") if path.is_file() and (path.suffix.lower() == ".pdf" or path.name == name)]
    return sorted(found, key=lambda path: (path.name != name, path))
