"""The small library, written once for all tests of the pages, and served once."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import write_library

from extract.web.metadata import metadata_for
from extract.web.serve import datasette_command


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("library") / "library.db")


@pytest.fixture(scope="session")
def served(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that was started as `evitrace serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    metadata = tmp_path_factory.mktemp("metadata") / "metadata.json"
    metadata.write_text(json.dumps(metadata_for(library.stem)), encoding="utf-8")
    command = datasette_command(library, metadata, port)
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:  # until it says that it listens, or ends
            said.append(line)
            if "running on" in line:
                break
        try:
            assert process.poll() is None, "".join(said)
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
