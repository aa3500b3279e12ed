"""PDFs printed for the tests, byte-identical each time: pages with columns, headers, tables, and papers that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Table

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=4, firstLineIndent=10)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=8)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=22)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10)

Draw = Callable[[Canvas], None]


def canvas_pdf(pages: Sequence[Draw], **options: object) -> bytes:
    """A PDF with each page drawn by a function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def paper_pdf(opening: Sequence[Flowable], story: Sequence[Flowable], *, header: str = "", columns: int = 2) -> bytes:
    """A paper: what spans the first page's top, then the story in columns; a running header and a page number on each page."""
    width, height = A4
    gap, side = 18, 50
    column = (width - 2 * side - (columns - 1) * gap) / columns
    plain = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}

    def frames(room: float) -> list[Frame]:
        return [Frame(side + i * (column + gap), 60, column, room, id=f"column{i}", **plain) for i in range(columns)]

    def furniture(canvas: Canvas, paper: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(side, height - 35, header)
        canvas.drawCentredString(width / 2, 30, str(paper.page))

    top = Frame(side, 60 + 500, width - 2 * side, height - 130 - 500, id="top", **plain)
    first = [top, *frames(490)] if opening else frames(height - 130)
    out = io.BytesIO()
    paper = BaseDocTemplate(out, pagesize=A4, invariant=1)
    paper.addPageTemplates(
        [
            PageTemplate(id="first", frames=first, onPage=furniture, autoNextPageTemplate="later"),
            PageTemplate(id="later", frames=frames(height - 130), onPage=furniture),
        ]
    )
    paper.build([*opening, FrameBreak(), *story] if opening else list(story))
    return out.getvalue()


def body(text: str) -> Paragraph:
    """A paragraph of running text, justified, its first line indented."""
    return Paragraph(text, BODY)


def heading(text: str) -> Paragraph:
    """A heading in bold print."""
    return Paragraph(text, HEADING)


def title(text: str) -> Paragraph:
    """The title in large print."""
    return Paragraph(text, TITLE)


def small(text: str) -> Paragraph:
    """A caption, a note, an entry of a reference list."""
    return Paragraph(text, SMALL)


def ruled_table(rows: Sequence[Sequence[str]]) -> Table:
    """A table with rulings around each cell."""
    return Table([list(row) for row in rows], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 8)])


def light_table(rows: Sequence[Sequence[str]]) -> Table:
    """A table with a ruling above and below its head and one at its end."""
    lines = [("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
    lines += [("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black)]
    return Table([list(row) for row in rows], style=[*lines, ("FONTSIZE", (0, 0), (-1, -1), 8)])


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    return canvas_pdf([lambda canvas: canvas.drawString(72, 700, "secret")], encrypt=StandardEncryption("open sesame"))


def picture_pdf() -> bytes:
    """A page without a single letter, as a scanner makes it."""
    return canvas_pdf([lambda canvas: canvas.rect(100, 100, 300, 500, fill=1)])
