"""Abbreviations defined in a text, by scispaCy's detector (Schwartz and Hearst, Pac Symp Biocomput 2003:451-62)."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_NAME = re.compile(r"[A-Za-z]+\d[\w-]*")
"""Names that the tokenizer would split at their digits ("PI3K", "p70S6K"), which hides "(PI3K)" from the detector."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the span of its definition; every use of the short form gives one. Offsets into the text given."""

    start: int
    end: int
    long_start: int
    long_end: int

    def moved(self, by: int) -> Abbreviation:
        """The same abbreviation in a text that begins so many characters earlier."""
        return Abbreviation(self.start + by, self.end + by, self.long_start + by, self.long_end + by)


@cache
def _detector() -> Pipeline:
    import spacy
    from scispacy.abbreviation import AbbreviationDetector  # noqa: F401  registers the pipeline component

    pipeline = spacy.blank("en")
    pipeline.tokenizer.token_match = _NAME.fullmatch  # type: ignore[union-attr]
    pipeline.add_pipe("abbreviation_detector", config={"make_serializable": True})
    return pipeline


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Every use of a short form that the text defines, in text order."""
    if "(" not in text:
        return ()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W036\]")  # a text that defines nothing leaves the detector without patterns
        doc = _detector()(text)
    found = []
    for entry in doc._.abbreviations:
        short, long = doc[entry["short_start"] : entry["short_end"]], doc[entry["long_start"] : entry["long_end"]]
        found.append(Abbreviation(short.start_char, short.end_char, long.start_char, long.end_char))
    return tuple(sorted(set(found), key=lambda a: (a.start, a.end, a.long_start)))
