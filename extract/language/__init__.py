"""The one place that knows spaCy and scispaCy: sentence bounds, names, abbreviations, likeness of names and the grammar of a sentence.

No spaCy object leaves this package: what comes back are offsets and the frozen types of `extract.model`.
"""

from extract.language.load import DEFAULT_MODEL, Language
from extract.language.names import FoundName
from extract.language.parse import ParseRequest

__all__ = ["DEFAULT_MODEL", "FoundName", "Language", "ParseRequest"]
