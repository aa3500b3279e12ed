"""The scores of the project's README: reads annotated papers into a new database, scores it, and writes the table.

    python benchmarks/score_readme.py [--development TEXTS GOLD]

The README has one block per set of papers, `<!-- scores: bundled -->` and `<!-- scores: development -->`, each closed by `<!-- end -->`.
The bundled papers are always scored. The development papers are not part of the project; without them their block stays as it is.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extract.score import Report, score_database

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BUNDLED = (ROOT / "corpora/trastuzumab_resistance/documents", ROOT / "corpora/trastuzumab_resistance/gold")

MEANING = {
    "pairs": "pairs of drug, target and outcome",
    "drug-target": "— drug and target",
    "drug-outcome": "— drug and outcome",
    "target-outcome": "— target and outcome",
    "tuples": "whole statements",
    "values": "numbers with their unit",
    "values_strict": "numbers with unit, measure, arm and drug",
}


def measure(texts: Path, gold: Path) -> Report:
    """The scores of a database made now of the papers in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "scored.db"
        evitrace = Path(sys.executable).with_name("evitrace")
        subprocess.run([evitrace, "ingest", database, texts], check=True, stdout=subprocess.DEVNULL)
        return score_database(database, gold)


def table(report: Report) -> Iterator[str]:
    """The figures as a table in Markdown."""
    yield f"{report.documents} documents | precision | recall | F1 | annotated"
    yield "---|---|---|---|---"
    for name, meaning in MEANING.items():
        tally = report.tallies()[name]
        yield f"{meaning} | {tally.precision:.2f} | {tally.recall:.2f} | {tally.f1:.2f} | {tally.annotated}"
    together = report.claims.together
    yield f"comparisons kept in one claim | | {together.good} of {together.all} | | {together.all}"


def written(readme: str, name: str, report: Report) -> str:
    """The README with the block of one set of papers renewed.

    Raises ValueError when the README has no such block.
    """
    block = re.compile(rf"(<!-- scores: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    lines = "".join(f"{line}\n" for line in table(report))
    renewed, count = block.subn(lambda match: f"{match[1]}\n{lines}\n{match[2]}", readme)
    if count != 1:
        raise ValueError(f"{count} blocks of the README are marked '<!-- scores: {name} -->' up to '<!-- end -->'; there has to be one")
    return renewed


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--development", nargs=2, type=Path, metavar=("TEXTS", "GOLD"))
    arguments = parser.parse_args()
    readme = README.read_text(encoding="utf-8")
    sets = {"bundled": BUNDLED} | ({"development": arguments.development} if arguments.development else {})
    for name, (texts, gold) in sets.items():
        report = measure(texts, gold)
        print(f"{name}:", *report.lines(), sep="\n")
        readme = written(readme, name, report)
    README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    main()
