"""How long things take on this machine: starting, and reading a folder of papers into a new database.

    python benchmarks/speed.py FOLDER [--workers N]

Prints seconds of wall time, start-up included. The figures are for comparing two versions on one machine; no test depends on them.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

EVITRACE = Path(sys.executable).with_name("evitrace")
REPEATS = 5
"""Short commands are run this often, and the quickest run counts: the others waited for something else."""


def seconds(*arguments: str | Path) -> float:
    """The wall time of one run of evitrace. A failing document does not fail the measurement, a usage error does."""
    start = time.perf_counter()
    done = subprocess.run([EVITRACE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return taken


def amounts(database: Path) -> dict[str, int]:
    """How much a database holds: documents, pages, characters, sentences, evidence and claims."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        documents, pages, characters = connection.execute(
            "select count(*), coalesce(sum(n_pages), 0), coalesce(sum(length(text)), 0) from documents"
        ).fetchone()
        counts = {
            name: connection.execute(f"select count(*) from {name}").fetchone()[0]
            for name in ("sentences", "evidence", "quantitative_claims")
        }
    return {"documents": documents, "pages": pages, "characters": characters, **counts}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", default="2")
    arguments = parser.parse_args()
    print(f"evitrace --help      {min(seconds('--help') for _ in range(REPEATS)):7.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "speed.db"
        first = seconds("ingest", database, arguments.folder, "--workers", arguments.workers)
        again = seconds("ingest", database, arguments.folder, "--workers", arguments.workers)
        held = amounts(database)
    print(f"ingest               {first:7.2f} s with {arguments.workers} workers: {', '.join(f'{n} {name}' for name, n in held.items())}")
    print(f"ingest again         {again:7.2f} s")
    rates = ", ".join(f"{held[name] / first:.1f} {name}" for name in ("documents", "pages", "characters"))
    print(f"per second           {rates}")


if __name__ == "__main__":
    main()
