"""The number and claim patterns: every example comes out as marked, and the loaders refuse unfinished patterns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.grammar.claims import load_claim_grammar
from extract.resources import patterns_folder
from extract.run.claim_examples import claim_complaints


def test_every_example_of_the_number_and_claim_patterns_comes_out_as_marked() -> None:
    found = [f"{c.pattern_id}: {c.sentence} -> {c.what}" for c in claim_complaints(load_claim_grammar())]
    assert found == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "patterns"
    shutil.copytree(patterns_folder(), copy, ignore=shutil.ignore_patterns("vocab", "evidence"))
    return copy


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("numbers/shapes.toml", 'id = "plain"', 'id = "plain"\ncolour = "red"', "unknown_key"),
        ("numbers/shapes.toml", 'id = "plain"', 'id = "range"', "duplicate_id"),
        ("numbers/shapes.toml", 'counterexamples = ["95% of the mice"]', "counterexamples = []", "no_examples"),
        ("numbers/shapes.toml", 'gives = "p_value"', 'gives = "probability"', "unknown_value"),
        ("numbers/qualifiers.toml", 'sign = "~"', 'sign = "?"', "unknown_value"),
        ("numbers/words.toml", "one = 1\n", 'one = "1"\n', "bad_value"),
        ("units.toml", 'ucum = "ms"', 'ucum = "ms"\ncolour = "red"', "unknown_key"),
        ("measures.toml", 'value = "gi50"', 'value = "gi51"', "unknown_value"),
        ("measures.toml", "phrases = ['inhibition\\s+constants?'", "phrases = ['inhibition(\\s+constants?'", "bad_expression"),
        ("claims/uses.toml", 'use = "setting"', 'use = "maybe"', "unknown_value"),
        ("claims/ways.toml", 'id = "labelled"', 'id = "single"', "duplicate_id"),
        ("claims/ways.toml", "confidence = 0.85\nexamples", "sureness = 0.85\nexamples", "unknown_key"),
        ("claims/comparisons.toml", 'comparison = "ratio"', 'comparison = "quotient"', "unknown_value"),
        ("claims/groups.toml", "heads = [", "heads = [[", "bad_toml"),
    ],
)
def test_a_pattern_file_that_breaks_its_format_is_refused(folder: Path, file: str, old: str, new: str, code: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PatternError) as refused:
        load_claim_grammar(folder)
    assert refused.value.code == code
    assert refused.value.remedy


def test_a_missing_pattern_file_is_refused(folder: Path) -> None:
    (folder / "claims" / "uses.toml").unlink()
    with pytest.raises(PatternError, match="missing"):
        load_claim_grammar(folder)
