"""Where the data files are: `patterns/` beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def patterns_folder() -> Path:
    """The folder of the pattern and vocabulary files.

    Raises FileNotFoundError when the installation is damaged.
    """
    for candidate in (_PACKAGE / "data" / "patterns", _PACKAGE.parent / "patterns"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"no patterns folder beside {_PACKAGE}: reinstall evitrace")


@cache
def metadata_file() -> Path:
    """The file of Datasette metadata. Raises FileNotFoundError when the installation is damaged."""
    for candidate in (_PACKAGE / "data" / "datasette_metadata.json", _PACKAGE.parent / "datasette_metadata.json"):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"no datasette_metadata.json beside {_PACKAGE}: reinstall evitrace")
