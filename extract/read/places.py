"""Where the words of a printed line stand in the text that was made of it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from extract.model.placed_words import PlacedWords
from extract.read.pdf.pages import Word

_MARK = "^"
"""What the text puts before a raised number; it is not printed."""


def placed_words(words: Sequence[Word], text: str, start: int, page: int) -> PlacedWords:
    """The words of a line that its text still carries, each with its offset in the document and its box in tenths of a point.

    `text` begins at offset `start` and holds the characters of the words in their order, without those that were taken away at
    its ends: a bullet, the label of a reference, the hyphen of a broken word. No words when it holds others.
    """
    owners = [number for number, word in enumerate(words) for _ in _solid(word.text)]
    at = "".join(_solid(word.text) for word in words).rfind(_solid(text))
    placed = array("i")
    if at < 0:
        return PlacedWords(page, placed)
    last = -1
    for offset, character in enumerate(text):
        if character.isspace() or character == _MARK:
            continue
        owner, at = owners[at], at + 1
        if owner != last:
            word, last = words[owner], owner
            box = (round(10 * side) for side in (word.x0, word.top, word.x1, word.bottom))
            placed.extend((start + offset, *box))
    return PlacedWords(page, placed)


def _solid(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character != _MARK)
