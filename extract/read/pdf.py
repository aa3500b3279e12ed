"""PDF: pages to printed lines in reading order, lines to parts, parts to one text in which every line knows its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.grammar.headings import PaperParts
from extract.model.document import Fault
from extract.read.flow import with_captions, with_references
from extract.read.furniture import page_furniture
from extract.read.hyphens import Hyphens
from extract.read.layout import PageLine, gutters_of, reading_order
from extract.read.pages import Page, Word, read_pages
from extract.read.paragraphs import body_style, parts_of
from extract.read.parts import Part
from extract.read.tables import tables_of, with_gapped_rows
from extract.read.text import TextParts

_BEFORE_TITLE_WORDS = 12
_BODY_SHARE = 0.4
"""Lists and tables may hold more letters than the running text, but in smaller print: the largest common print is the text's."""
_AXIS = 15.0
"""How far outside a drawing the numbers of its axes may stand, in points."""


def read_pdf(data: bytes, name: str, words: PaperParts) -> tuple[TextParts, int, tuple[Fault, ...]]:
    """The parts of a PDF, the number of its pages, and what is wrong with some of them.

    Raises ReadError: see `read_pages`.
    """
    read = read_pages(data, name)
    return parts_of_pages(read.pages, words), len(read.pages), read.faults


def parts_of_pages(pages: Sequence[Page], words: PaperParts) -> TextParts:
    """The parts of the paper that is printed on pages."""
    size, font = _body_print(pages)
    around, texts = page_furniture(pages, (size, font), words)
    kept = [
        [word for word in page.words if word not in furniture and not _in_picture(word, page, size, font)]
        for page, furniture in zip(pages, around, strict=True)
    ]
    tables = [tables_of(page, of_page, (size, font), words) for page, of_page in zip(pages, kept, strict=True)]
    gutters = gutters_of(pages, [rest for _, rest in tables])
    lines: list[PageLine] = []
    for page, (floats, rest), strips in zip(pages, tables, gutters, strict=True):
        lines.extend(with_gapped_rows(reading_order(page, rest, floats, strips, lines[-1].column + 1 if lines else 0)))
    parts = parts_of(lines, body_style(lines), words)
    parts, before = _without_masthead(parts)
    parts = with_references(with_captions(parts, words), words)
    return TextParts(tuple(parts), (*texts, *before), Hyphens([line.text for line in lines]))


def _body_print(pages: Sequence[Page]) -> tuple[float, str]:
    prints: Counter[tuple[float, str]] = Counter()
    for page in pages:
        for word in page.words:
            prints[round(word.size, 1), word.font] += len(word.text)
    most = max(prints.values())
    return max((key for key in prints if prints[key] > _BODY_SHARE * most), key=lambda key: (key[0], prints[key], key[1]))


def _in_picture(word: Word, page: Page, size: float, font: str) -> bool:
    """Whether a word is lettering in a figure: inside a picture, and not in the print of the running text."""
    if word.font == font and abs(word.size - size) < 0.5:
        return False
    label = len(word.text) <= 4 and any(c.isdigit() for c in word.text)
    return any(picture.holds(word, _AXIS if label else 1.0) for picture in page.pictures)


def _without_masthead(parts: Sequence[Part]) -> tuple[list[Part], list[str]]:
    """The parts without the short lines above the title ("Research article", "Open access"), and those lines."""
    at = next((i for i, part in enumerate(parts) if part.kind == "title"), 0)
    above = [
        i for i in range(min(at, 12)) if parts[i].kind in ("paragraph", "heading") and len(parts[i].text.split()) <= _BEFORE_TITLE_WORDS
    ]
    return [part for i, part in enumerate(parts) if i not in above], [parts[i].text for i in above]
