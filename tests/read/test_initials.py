"""A large initial is part of the word that it begins."""

from __future__ import annotations

import pytest
from printed import canvas_pdf
from reportlab.pdfgen.canvas import Canvas

from extract.read import read_bytes


@pytest.mark.parametrize(
    ("initial", "first"),
    [("T", "he growth of"), ("A", "lthough growth of"), ("A", " trial of growth of"), ("I", "n a trial of"), ("“W", "e saw growth of")],
)
def test_an_initial_over_three_lines(initial: str, first: str) -> None:
    rest = [
        "all lines fell in the trial that we did with two",
        "hundred women who were treated for a year with it",
        "and then went on to take a low dose.",
    ]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 38)
        canvas.drawString(72, 673, initial)
        left = 72 + canvas.stringWidth(initial, "Times-Bold", 38) + 2
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(left, 692, first.strip() + " cells in culture")
        for n, line in enumerate(rest):
            canvas.drawString(left if n < 2 else 72, 680 - 12 * n, line)
        canvas.drawString(72, 640, "A second trial of the drug was begun in the same year.")

    text = read_bytes(canvas_pdf([page]), "initial.pdf").text
    assert text.startswith(f"{initial}{first} cells in culture {' '.join(rest)}")
