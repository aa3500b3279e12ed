"""How Datasette is started on a database, and with what metadata."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from extract.web.metadata import metadata_for

_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": 0,  # the facets that help are named in the metadata
    "truncate_cells_html": 600,  # documents.text in a table of documents
}


def write_metadata(database: Path, folder: Path) -> Path:
    """A metadata file in `folder` for this database: Datasette knows it by the name of its file without the ending."""
    path = folder / "metadata.json"
    path.write_text(json.dumps(metadata_for(database.stem), ensure_ascii=False), encoding="utf-8")
    return path


def datasette_command(database: Path, metadata: Path, port: int, *, host: str = "127.0.0.1") -> list[str]:
    """The command that serves a database on this machine alone, read-only, also while documents are being added to it."""
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--metadata", str(metadata), "--host", host, "--port", str(port)]
    for name, value in _SETTINGS.items():
        command += ["--setting", name, str(value)]
    return command
