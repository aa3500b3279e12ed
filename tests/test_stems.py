"""Endings of the names of drugs: each stem carries names of its class and names that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.resources import patterns_folder
from extract.vocabulary.stems import Stem, load_stems

STEMS = load_stems(patterns_folder())


@pytest.mark.parametrize("stem", STEMS.stems, ids=lambda stem: stem.id)
def test_examples_have_the_class_and_counterexamples_have_not(stem: Stem) -> None:
    assert [name for name in stem.examples if stem not in STEMS.classes_of(name)] == []
    assert [name for name in stem.counterexamples if stem in STEMS.classes_of(name)] == []


def test_the_longest_ending_decides() -> None:
    assert [stem.id for stem in STEMS.classes_of("Selumetinib")] == ["metinib"]
    assert STEMS.classes_of("aspirin") == ()


@pytest.mark.parametrize("change", [("id = ", "idea = "), ('class = "MESH:', 'class = "MESH'), ("counterexamples = [", "counter = [")])
def test_a_broken_stem_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    text = (patterns_folder() / "stems.toml").read_text(encoding="utf-8")
    (tmp_path / "stems.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(PatternError):
        load_stems(tmp_path)
