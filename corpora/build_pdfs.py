"""Set the manuscripts of the bundled corpus as two-column papers: python corpora/build_pdfs.py

Each `sources/*.md` becomes `documents/*.pdf`, byte for byte the same on every machine with the pinned reportlab and pyphen:
reportlab writes no date (`invariant`), pages stay uncompressed (compressors differ), and the fonts are the standard ones,
but for the Greek letters in `fonts/`.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pyphen
from manuscript import Manuscript, Table, read_manuscript
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as GridTable

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE, TOP, BOTTOM, GUTTER = 46.0, 62.0, 52.0, 17.0
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
COLUMN_WIDTH = (TEXT_WIDTH - GUTTER) / 2
PAGES_PLANNED = 12
INK = colors.HexColor("#1d3a5f")

# The standard fonts have no Greek that a reader of the text layer gets back as Greek, so these few letters are embedded.
GREEK = re.compile("[Α-Ωα-ω]+")
pdfmetrics.registerFont(TTFont("Greek", Path(__file__).parent / "fonts" / "DejaVuSerif-Greek.ttf"))
DICTIONARY = pyphen.Pyphen(lang="en_US", left=2, right=3)


def hyphenate(word: str) -> Iterator[tuple[str, str]]:
    """The ways to break a word at a line end, last first; names in capitals and compounds with a hyphen are left whole."""
    return DICTIONARY.iterate(word) if word.isalpha() and word[1:].islower() else iter(())


SERIF = ParagraphStyle("serif", fontName="Times-Roman", fontSize=9.2, leading=11)
HYPHENATED = {"hyphenationLang": hyphenate, "hyphenationMinWordLength": 6, "embeddedHyphenation": 1, "uriWasteReduce": 0.3}
BODY = ParagraphStyle("body", SERIF, alignment=TA_JUSTIFY, allowWidows=0, allowOrphans=0, **HYPHENATED)
INDENTED = ParagraphStyle("indented", BODY, firstLineIndent=10)
ABSTRACT = ParagraphStyle("abstract", BODY, fontSize=9.6, leading=12)
TITLE = ParagraphStyle("title", SERIF, fontName="Times-Bold", fontSize=19, leading=22.5, textColor=INK)
AUTHORS = ParagraphStyle("authors", SERIF, fontSize=11, leading=14)
LABEL = ParagraphStyle("label", SERIF, fontName="Helvetica-Bold", fontSize=8.5, leading=11, textColor=INK)
SECTION = ParagraphStyle("section", SERIF, fontName="Helvetica-Bold", fontSize=11, leading=13, spaceBefore=11, spaceAfter=4, textColor=INK)
SUBSECTION = ParagraphStyle(
    "subsection", SERIF, fontName="Helvetica-BoldOblique", fontSize=9.2, leading=11.4, spaceBefore=7, spaceAfter=2.5
)
REFERENCE = ParagraphStyle(
    "reference",
    SERIF,
    fontSize=7.9,
    leading=9.4,
    leftIndent=15,
    firstLineIndent=-15,
    spaceAfter=1.6,
    allowWidows=0,
    allowOrphans=0,
    **HYPHENATED,
)
CAPTION = ParagraphStyle("caption", SERIF, fontName="Helvetica", fontSize=8.6, leading=10.6, spaceAfter=3)
CELL = ParagraphStyle("cell", SERIF, fontSize=8.2, leading=9.8)
HEAD_CELL = ParagraphStyle("head cell", CELL, fontName="Times-Bold")
NOTE = ParagraphStyle("note", SERIF, fontSize=7.6, leading=9.2, spaceBefore=2)


def markup(text: str) -> str:
    """The text in reportlab's markup, Greek letters in the font that has them."""
    return GREEK.sub(lambda letters: f'<font name="Greek" size="-1">{letters[0]}</font>', escape(text))


def pdf_bytes(manuscript: Manuscript) -> bytes:
    """The manuscript as a PDF: title and abstract across the page, the text below in two columns, running heads, page numbers."""
    buffer = io.BytesIO()
    paper = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=manuscript.title,
        author=manuscript.authors,
        subject=manuscript.subject,
        keywords=manuscript.keywords,
        creator="corpora/build_pdfs.py",
        lang="en-US",
        invariant=1,
        pageCompression=0,
        allowSplitting=1,
    )
    opening = _opening(manuscript)
    paper.addPageTemplates([_page_template(manuscript, number, opening) for number in range(1, PAGES_PLANNED + 1)])
    paper.build([*opening, FrameBreak(), NextPageTemplate([f"page{n}" for n in range(2, PAGES_PLANNED + 1)]), *_text(manuscript)])
    return buffer.getvalue()


def _opening(manuscript: Manuscript) -> list[Flowable]:
    """Title, authors and abstract, set across both columns."""
    return [
        Paragraph(markup(manuscript.title), TITLE),
        Spacer(1, 7),
        Paragraph(f"{markup(manuscript.authors)}, {manuscript.year}", AUTHORS),
        Spacer(1, 8),
        HRFlowable(width="100%", thickness=0.6, color=INK, spaceBefore=0, spaceAfter=6),
        Paragraph("Abstract", LABEL),
        Spacer(1, 3),
        Paragraph(markup(manuscript.abstract), ABSTRACT),
        HRFlowable(width="100%", thickness=0.6, color=INK, spaceBefore=7, spaceAfter=0),
    ]


def _text(manuscript: Manuscript) -> list[Flowable]:
    """Sections, tables that stand in the column, and the references, in reading order."""
    flow: list[Flowable] = []
    after_heading = False
    for block in manuscript.blocks:
        if block.kind == "table":
            flow.append(KeepTogether([Spacer(1, 7), *_table(manuscript.table(block.text), COLUMN_WIDTH), Spacer(1, 7)]))
        elif block.kind == "paragraph":
            flow.append(Paragraph(markup(block.text), BODY if after_heading else INDENTED))
        else:
            # A heading wants three lines of text, or a heading of its own, below it in the same column.
            flow += [] if after_heading else [CondPageBreak(66)]
            flow.append(Paragraph(markup(block.text), SECTION if block.kind == "section" else SUBSECTION))
        after_heading = block.kind in ("section", "subsection")
    flow += [CondPageBreak(66), Paragraph("References", SECTION)]
    flow += [Paragraph(f"{number}. {markup(text)}", REFERENCE) for number, text in enumerate(manuscript.references, start=1)]
    return flow


def _table(table: Table, width: float) -> list[Flowable]:
    """Caption, grid and notes; a ruled table has a line around every cell, a light one three horizontal lines."""
    cells = [[Paragraph(markup(cell), HEAD_CELL) for cell in table.columns]]
    cells += [[Paragraph(markup(cell), CELL) for cell in row] for row in table.rows]
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    if table.style == "ruled":
        style += [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8edf3"))]
    else:
        style += [("LINEABOVE", (0, 0), (-1, 0), 0.9, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.4, colors.black)]
        style += [("LINEBELOW", (0, -1), (-1, -1), 0.9, colors.black)]
    grid = GridTable(cells, colWidths=[share * width for share in table.widths], style=style, hAlign="LEFT")
    caption = Paragraph(f"<b>{table.label}.</b> {markup(table.caption)}", CAPTION)
    return [caption, grid, Paragraph(markup(table.notes), NOTE)] if table.notes else [caption, grid]


def _page_template(manuscript: Manuscript, number: int, opening: list[Flowable]) -> PageTemplate:
    """Frames of one page: what spans both columns at its top (opening or floating tables), then the two columns below."""
    floating = [part for table in manuscript.tables if table.page == number for part in (*_table(table, TEXT_WIDTH), Spacer(1, 12))]
    room = PAGE_HEIGHT - TOP - BOTTOM
    spanning = _height(opening) + 14 if number == 1 else _height(floating)
    columns = [
        Frame(x, BOTTOM, COLUMN_WIDTH, room - spanning, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id=f"column at {x}")
        for x in (SIDE, SIDE + COLUMN_WIDTH + GUTTER)
    ]
    if number == 1:
        top = Frame(SIDE, BOTTOM + room - spanning, TEXT_WIDTH, spanning, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        columns.insert(0, top)
    return PageTemplate(id=f"page{number}", frames=columns, onPage=_furniture(manuscript, number, floating))


def _height(flowables: list[Flowable]) -> float:
    height = 0.0
    for flowable in flowables:
        height += flowable.getSpaceBefore() + flowable.wrap(TEXT_WIDTH, PAGE_HEIGHT)[1] + flowable.getSpaceAfter()
    return height


def _furniture(manuscript: Manuscript, number: int, floating: list[Flowable]) -> Callable[[Canvas, BaseDocTemplate], None]:
    """Draws what is not running text: running head, page number, tables floating to the top of the page."""

    def draw(canvas: Canvas, paper: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(colors.HexColor("#555555"))
        line = PAGE_HEIGHT - 44
        outer, inner = ("evitrace corpus", manuscript.running_head) if number > 1 else (manuscript.kind, "evitrace corpus")
        canvas.drawString(SIDE, line, outer if number % 2 else inner)
        canvas.drawRightString(PAGE_WIDTH - SIDE, line, inner if number % 2 else outer)
        canvas.setLineWidth(0.3)
        canvas.line(SIDE, line - 5, PAGE_WIDTH - SIDE, line - 5)
        canvas.drawCentredString(PAGE_WIDTH / 2, 34, str(number))
        canvas.restoreState()
        y = PAGE_HEIGHT - TOP
        for part in floating:
            y -= part.getSpaceBefore() + part.wrap(TEXT_WIDTH, PAGE_HEIGHT)[1]
            part.drawOn(canvas, SIDE, y)
            y -= part.getSpaceAfter()

    return draw


def build(corpus: Path) -> list[Path]:
    """The PDF files written, one for each manuscript of the corpus."""
    written = []
    for source in sorted((corpus / "sources").glob("*.md")):
        target = corpus / "documents" / f"{source.stem}.pdf"
        target.write_bytes(pdf_bytes(read_manuscript(source)))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in build(Path(__file__).parent / "trastuzumab_resistance"):
        print(path, file=sys.stderr)
