"""Pieces of a text that are short enough for what takes more time the longer a text or a word is."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_CHARACTERS = 10_000
"""No paragraph of a paper is longer; what is, is a list, a table or a damaged file."""
_NO_WORD = re.compile(r"\S{500}")
"""So much without white is no word, and tokenizers try each of its letters as the end of one."""
_ENDS = (re.compile(r"[.!?]\s"), re.compile(r"\s"))


def pieces(text: str, most: int = MOST_CHARACTERS) -> Iterator[tuple[int, str]]:
    """Where each piece of a text begins, and the piece.

    A short text is one; a long one is cut behind a sentence, else a word, and what is no word anywhere.
    """
    start = 0
    for end in (*(match.end() for match in _NO_WORD.finditer(text)), len(text)):
        while end - start > most:
            window = text[start : start + most]
            cut = next((ends[-1] for ends in ([m.end() for m in pattern.finditer(window, most // 2)] for pattern in _ENDS) if ends), most)
            yield start, window[:cut]
            start += cut
        if start < end:
            yield start, text[start:end]
            start = end
