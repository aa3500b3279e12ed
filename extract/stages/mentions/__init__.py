"""Names in a document: drugs, targets, diseases, outcomes and the rest, each with the concept it stands for."""

from extract.stages.mentions.find import concepts_of, find_mentions, names_in

__all__ = ["concepts_of", "find_mentions", "names_in"]
