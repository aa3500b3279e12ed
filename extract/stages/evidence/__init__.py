"""Drug-target-mechanism-outcome statements of a document, from the grammar of its sentences."""

from extract.stages.evidence.find import find_evidence

__all__ = ["find_evidence"]
