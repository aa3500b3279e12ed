"""Measured findings: which number was found for which group, under which drug, of what measure."""

from extract.stages.claims.find import find_claims

__all__ = ["find_claims"]
