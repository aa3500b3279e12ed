"""Letters on a page put together to words, by the rules of pdfplumber's `extract_words`, so that both readers give the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from extract.read.page import X_TOLERANCE, Y_TOLERANCE, Word

_AGAIN = 0.12
"""The same letter within this distance, in font sizes, is drawn a second time to look bold."""

Letter = tuple[float, float, float, float, str]
"""What one glyph says, a character or those of a ligature: its left and right side, its top and bottom, in points from the top left of
the page, and its text. A plain tuple, for there are thousands on a page."""
Print = tuple[str, float]
"""Font name and font size."""

_left = itemgetter(0)


def words_of(pieces: Iterable[tuple[Print | None, list[Letter]]]) -> Iterator[Word]:
    """The words in letters that come piece by piece in the order in which they are drawn; all letters of a piece are equally high.

    Neighbouring pieces in one print belong together; None as print marks a piece that is not read but parts the others.
    """
    run: list[list[Letter]] = []
    current: Print | None = None
    for print_, letters in pieces:
        if print_ != current:
            if current is not None and run:
                yield from _run_words(run, current)
            run, current = [], print_
        if letters:
            run.append(letters)
    if current is not None and run:
        yield from _run_words(run, current)


def _run_words(run: list[list[Letter]], print_: Print) -> Iterator[Word]:
    """The words in letters of one print. A letter drawn twice counts once."""
    font, size = print_
    gap, again = X_TOLERANCE * size, _AGAIN * size
    for line in _lines(run):
        word: list[Letter] = []
        before_x0 = before_x1 = before_top = 0.0
        before_text = ""
        for letter in line:
            x0, x1, top, _, text = letter
            if text.isspace():
                if word:
                    yield _word(word, size, font)
                    word = []
                continue
            if word:
                if text == before_text and x0 - before_x0 < again and abs(top - before_top) < again:
                    continue
                if x0 < before_x0 or x0 > before_x1 + gap or abs(top - before_top) > Y_TOLERANCE:
                    yield _word(word, size, font)
                    word = []
            word.append(letter)
            before_x0, before_x1, before_top, before_text = x0, x1, top, text
        if word:
            yield _word(word, size, font)


def _lines(run: list[list[Letter]]) -> Iterator[list[Letter]]:
    """Letters of about the same height, each line from left to right."""
    if len(run) == 1:
        yield sorted(run[0], key=_left)
        return
    levels: dict[float, list[Letter]] = {}
    for letters in run:
        top = letters[0][2]
        if top in levels:
            levels[top].extend(letters)
        else:
            levels[top] = list(letters)
    together: list[Letter] = []
    last = 0.0
    for top in sorted(levels):
        if together and top > last + Y_TOLERANCE:
            yield sorted(together, key=_left)
            together = []
        together.extend(levels[top])
        last = top
    yield sorted(together, key=_left)


def _word(letters: list[Letter], size: float, font: str) -> Word:
    if len(letters) == 1:
        x0, x1, top, bottom, text = letters[0]
        return Word(text, x0, top, x1, bottom, size, font)
    lefts, rights, tops, bottoms, texts = zip(*letters, strict=True)
    return Word("".join(texts), lefts[0], min(tops), max(rights), max(bottoms), size, font)
