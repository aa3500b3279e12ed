"""Scores of a database against hand-made annotations."""

from extract.score.report import Report, score_database

__all__ = ["Report", "score_database"]
