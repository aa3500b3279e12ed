"""Large initials: the first letter of a paragraph that reaches down over several lines belongs to the word beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.read.pdf.page import Page, Word

_LARGER = 1.7
"""An initial is at least this many times as large as the text beside it."""
_GAP = 0.8
"""Most white between an initial and the text beside it, in font sizes of the text."""


def with_initials(pages: Sequence[Page]) -> list[Page]:
    """The pages, each large initial put before its word; "A" and "I" stay words where the rest is a word of the document."""
    known = Counter(_bare(word.text) for page in pages for word in page.words)
    return [_joined(page, known) if any(map(_is_letter, page.words)) else page for page in pages]


def _is_letter(word: Word) -> bool:
    return len(word.text.lstrip("“\"'‘")) == 1 and word.text[-1].isupper()


def _bare(text: str) -> str:
    return text.lower().strip(".,;:()")


def _joined(page: Page, known: Counter[str]) -> Page:
    words = list(page.words)
    for initial in filter(_is_letter, page.words):
        beside = _beside(initial, page.words)
        if beside is None:
            continue
        words.remove(initial)
        text = f"{initial.text}{beside.text}"
        if initial.text in "AI" and known[_bare(beside.text)] > 1 and not known[_bare(text)]:
            words.append(initial._replace(top=beside.top, bottom=beside.bottom, size=beside.size, font=beside.font))
        else:
            words[words.index(beside)] = beside._replace(text=text, x0=initial.x0)
    return page._replace(words=tuple(words))


def _beside(initial: Word, words: Iterable[Word]) -> Word | None:
    """The first word of the upper line of the lines beside a large initial; None where there are not two of them."""
    near = [
        word
        for word in words
        if word is not initial
        and initial.size > _LARGER * word.size
        and -1.0 <= word.x0 - initial.x1 < _GAP * word.size
        and word.bottom > initial.top
        and word.top < initial.bottom - 0.3 * word.size
    ]
    near.sort(key=lambda word: word.top)
    return near[0] if len(near) > 1 and near[-1].top - near[0].top > 0.8 * near[0].size else None
