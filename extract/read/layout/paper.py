"""PDF: pages to printed lines in reading order, lines to parts, parts to one text in which every line knows its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.grammar.headings import PaperParts
from extract.model.document import Fault
from extract.read.flow import with_captions, with_references
from extract.read.hyphens import Hyphens
from extract.read.layout.columns import Content, content_of, reading_order, strips_of, usual_strips
from extract.read.layout.furniture import page_furniture
from extract.read.layout.initials import with_initials
from extract.read.layout.lettering import figures_of, text_boxes
from extract.read.layout.line_numbers import line_numbers
from extract.read.layout.lines import PageLine
from extract.read.layout.outer_parts import with_addresses, with_front_matter, with_levels, without_invitation
from extract.read.layout.paragraphs import body_style, parts_of
from extract.read.layout.run_in import with_run_in_headings
from extract.read.parts import Part
from extract.read.pdf.pages import Page, Word, read_pages
from extract.read.pdf.turned import turned_back
from extract.read.tables.on_page import tables_of, with_gapped_rows, without_drawn_tables
from extract.read.tables.whole import with_whole_tables
from extract.read.text import TextParts

_BEFORE_TITLE_WORDS = 12
_BODY_SHARE = 0.4
"""Lists and tables may hold more letters than the running text, but in smaller print: the largest common print is the text's."""


def read_pdf(data: bytes, name: str, words: PaperParts) -> tuple[TextParts, int, tuple[Fault, ...]]:
    """The parts of a PDF, the number of its pages, and what is wrong with some of them.

    Raises ReadError: see `read_pages`.
    """
    read = read_pages(data, name)
    return parts_of_pages(read.pages, words), len(read.pages), read.faults


def parts_of_pages(pages: Sequence[Page], words: PaperParts) -> TextParts:
    """The parts of the paper that is printed on pages."""
    numbers = line_numbers(pages)
    pages = [page._replace(words=tuple(w for w in page.words if w not in of_page)) for page, of_page in zip(pages, numbers, strict=True)]
    pages = with_initials(pages)
    size, font = _body_print(pages)
    around, texts = page_furniture(pages, (size, font), words)
    widths = [page.width for page in pages]
    columns = [strips_of(_running_print(page, size, furniture)) for page, furniture in zip(pages, around, strict=True)]
    contents: list[Content] = []
    for page, furniture, gutters in zip(pages, around, usual_strips(columns, widths), strict=True):
        kept = [word for word in page.words if word not in furniture]
        figures, lettering = figures_of(without_drawn_tables(page), kept, (size, font), words)
        floats, rest = tables_of(page, [word for word in kept if word not in lettering], (size, font), words, gutters)
        contents.append(content_of(page, rest, floats, figures, text_boxes(page, rest)))
    usual = usual_strips([strips_of(content) for content in contents], widths)
    lines: list[PageLine] = []
    for content, strips in zip(contents, usual, strict=True):
        lines.extend(with_gapped_rows(reading_order(content, strips, lines[-1].column + 1 if lines else 0)))
    style = body_style(lines)
    parts, before = _without_masthead(parts_of(lines, style, words))
    parts = with_front_matter(with_whole_tables(with_captions(parts, words)), words)
    parts = with_run_in_headings(with_references(parts, words), style.size, style.font, words)
    parts = with_addresses(parts, style.size, style.font, words)
    parts, behind = without_invitation(with_levels(parts, words), words)
    return TextParts(tuple(turned_back(parts, pages)), (*texts, *before, *behind), Hyphens([line.text for line in lines]))


def _body_print(pages: Sequence[Page]) -> tuple[float, str]:
    prints: Counter[tuple[float, str]] = Counter()
    for page in pages:
        for word in page.words:
            prints[round(word.size, 1), word.font] += len(word.text)
    most = max(prints.values())
    return max((key for key in prints if prints[key] > _BODY_SHARE * most), key=lambda key: (key[0], prints[key], key[1]))


def _running_print(page: Page, size: float, furniture: frozenset[Word]) -> Content:
    """What is printed on a page in the size of the running text."""
    return content_of(page, [word for word in page.words if abs(word.size - size) < 0.3 and word not in furniture], (), (), ())


def _without_masthead(parts: Sequence[Part]) -> tuple[list[Part], list[str]]:
    """The parts without the short lines above the title ("Research article", "Open access"), and those lines."""
    at = next((i for i, part in enumerate(parts) if part.kind == "title"), 0)
    above = [
        i for i in range(min(at, 12)) if parts[i].kind in ("paragraph", "heading") and len(parts[i].text.split()) <= _BEFORE_TITLE_WORDS
    ]
    return [part for i, part in enumerate(parts) if i not in above], [parts[i].text for i in above]
