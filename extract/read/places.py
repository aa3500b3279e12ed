"""Where the words of a printed line stand in the text that was made of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model.document import Box, PlacedWord
from extract.read.pages import Word

_MARK = "^"
"""What the text puts before a raised number; it is not printed."""


def placed_words(words: Sequence[Word], text: str, start: int, page: int) -> tuple[PlacedWord, ...]:
    """The words of a line that its text still carries, each with its offset in the document and its box in tenths of a point.

    `text` begins at offset `start` and holds the characters of the words in their order, without those that were taken away at
    its ends: a bullet, the label of a reference, the hyphen of a broken word. No words when it holds others.
    """
    owners = [number for number, word in enumerate(words) for _ in _solid(word.text)]
    at = "".join(_solid(word.text) for word in words).rfind(_solid(text))
    if at < 0:
        return ()
    placed: list[PlacedWord] = []
    last = -1
    for offset, character in enumerate(text):
        if character.isspace() or character == _MARK:
            continue
        owner, at = owners[at], at + 1
        if owner != last:
            word, last = words[owner], owner
            placed.append(
                PlacedWord(start + offset, Box(page, round(word.x0, 1), round(word.top, 1), round(word.x1, 1), round(word.bottom, 1)))
            )
    return tuple(placed)


def _solid(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character != _MARK)
