"""Names and what they stand for: vocabulary files, the matcher, and the shapes of names that no list holds."""

from extract.vocabulary.lexicon import Vocabulary
from extract.vocabulary.match import Candidate, Match
from extract.vocabulary.shapes import ShapeRules

__all__ = ["Candidate", "Match", "ShapeRules", "Vocabulary"]
