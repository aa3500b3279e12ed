"""Puts this folder on the import path, so that test modules share `small_papers`, and loads the models and patterns once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extract.grammar.evidence import EvidenceGrammar
    from extract.run.pipeline import Toolkit


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    """Models, vocabulary and patterns of this installation: two seconds to load, never changed by its users."""
    from extract.run.pipeline import Toolkit

    return Toolkit.load()


@pytest.fixture(scope="session")
def grammar() -> EvidenceGrammar:
    """The evidence patterns alone, which need no model."""
    from extract.grammar.evidence import load_evidence_grammar
    from extract.resources import patterns_folder

    return load_evidence_grammar(patterns_folder())
