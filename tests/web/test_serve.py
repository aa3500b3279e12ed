"""The server is the one that people are promised: local, with our metadata and limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.request import urlopen

from extract.web.serve import datasette_command


def test_command_serves_on_this_machine_only(tmp_path: Path) -> None:
    command = datasette_command(tmp_path / "papers.db", tmp_path / "metadata.json", 8123)
    assert command[:4] == [sys.executable, "-m", "datasette", "serve"]
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8123"


def test_server_knows_the_settings_and_the_metadata(served: str) -> None:
    with urlopen(f"{served}/-/settings.json") as answer:
        settings = json.load(answer)
    assert settings["default_page_size"] == 50
    assert settings["max_returned_rows"] == 2000
    assert settings["sql_time_limit_ms"] == 3000
    with urlopen(f"{served}/-/metadata.json") as answer:
        assert "library" in json.load(answer)["databases"]


def test_documents_may_be_added_while_it_is_served(served: str) -> None:
    with urlopen(f"{served}/-/databases.json") as answer:
        (database,) = json.load(answer)
    assert database["is_mutable"]
    with urlopen(f"{served}/library.json?sql=select+count(*)+as+n+from+evidence&_shape=array") as answer:
        assert json.load(answer) == [{"n": 5}]
