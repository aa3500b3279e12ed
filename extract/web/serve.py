"""How Datasette is started on a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": 0,  # the facets that help are named in the metadata
    "truncate_cells_html": 600,  # documents.text in a table of documents
}


def datasette_command(database: Path, metadata: Path, port: int, *, host: str = "127.0.0.1") -> list[str]:
    """The command that serves a database on this machine alone, read-only, also while documents are being added to it.

    `metadata` is a file of JSON, `-` for standard input (`extract.web.metadata.metadata_for` makes it). Datasette knows the database
    by the name of its file without the ending.
    """
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--metadata", str(metadata), "--host", host, "--port", str(port)]
    for name, value in _SETTINGS.items():
        command += ["--setting", name, str(value)]
    return command
