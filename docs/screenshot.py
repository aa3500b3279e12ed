"""Takes docs/screenshot.png anew: `make demo DEMO_SERVE=0`, then `.venv/bin/python docs/screenshot.py demo.db`. Needs Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from extract.web.metadata import metadata_for
from extract.web.serve import datasette_command

PORT = 8799
PAGE = "claims_browse?comparison=versus"
SIZE = {"width": 1280, "height": 1000}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def take(database: Path, picture: Path, page_path: str) -> None:
    """Serve the database, open the page in a headless browser and keep what it shows."""
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(metadata_for(database.stem)), encoding="utf-8")
        command = datasette_command(database, metadata, PORT)
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
            assert server.stderr is not None
            try:
                next(line for line in server.stderr if "running on" in line)
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
                    page = browser.new_page(viewport=SIZE)
                    page.goto(f"http://127.0.0.1:{PORT}/{database.stem}/{page_path}")
                    page.screenshot(path=picture)
                    browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(__file__).with_name("screenshot.png"), sys.argv[2] if len(sys.argv) > 2 else PAGE)
