"""Scores against hand-made annotations stay above their floors. A floor is raised when the scores have risen, and never lowered."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.cli import main
from extract.score import Report, score_database

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ROOT / "corpora/trastuzumab_resistance"
SHARED = ROOT / "../shared"


def scored(folder: Path, texts: Path, gold: Path) -> Report:
    database = folder / "scored.db"
    done = CliRunner().invoke(main, ["ingest", str(database), str(texts), "--workers", "1"])
    assert done.exit_code == 0, done.output
    report = score_database(database, gold)
    assert report.missing == ()
    return report


def test_bundled_papers(tmp_path: Path) -> None:
    report = scored(tmp_path, BUNDLED / "documents", BUNDLED / "gold")
    pairs, values = report.evidence.all_pairs, report.claims.values
    assert pairs.precision >= 0.90
    assert pairs.recall >= 0.18
    assert values.f1 >= 0.98


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold/dev").is_dir(), reason="the development papers are not beside this checkout")
def test_development_papers(tmp_path: Path) -> None:
    report = scored(tmp_path, SHARED / "dev_texts", SHARED / "gold/dev")
    pairs, values = report.evidence.all_pairs, report.claims.values
    assert pairs.precision >= 0.90
    assert pairs.recall >= 0.38
    assert values.f1 >= 0.98
