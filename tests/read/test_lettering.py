"""Lettering of figures is no text; captions, boxed abstracts and what stands near a figure are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from printed import canvas_pdf
from reportlab.pdfgen.canvas import Canvas

from extract.read import read_bytes

TEXT = [
    "Growth fell in all of the lines that were treated with the new drug by a",
    "dense and lasting block of its receptor, and it came back in two of them.",
    "The relapse was seen in the arm with the low dose, but not in the others.",
]


def text(canvas: Canvas, top: float) -> None:
    canvas.setFont("Times-Roman", 11)
    for n, line in enumerate(TEXT):
        canvas.drawString(72, top - 13 * n, line)


def bars(canvas: Canvas) -> None:
    for n, height in enumerate((80, 50, 30, 70)):
        canvas.rect(160 + 40 * n, 500, 22, height, stroke=1, fill=0)


def curve(canvas: Canvas) -> None:
    for n, (a, b) in enumerate([(80, 50), (50, 30), (30, 70)]):
        canvas.line(165 + 40 * n, 500 + a, 205 + 40 * n, 500 + b)


@pytest.mark.parametrize("plot", [bars, curve])
def test_numbers_and_names_at_the_axes_of_a_chart(plot: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, 760)
        canvas.line(150, 500, 150, 620)
        canvas.line(150, 500, 330, 500)
        plot(canvas)
        canvas.setFont("Helvetica", 7)
        for n in range(4):
            canvas.drawRightString(146, 500 + 30 * n, str(25 * n))
            canvas.drawString(160 + 40 * n, 490, ("None", "Low dose", "High", "Both")[n])
        canvas.drawString(210, 478, "Dose group")
        canvas.drawString(150, 628, "A")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 455, "Fig 2 Growth of 12 tumours by dose in the second trial")
        text(canvas, 420)

    document = read_bytes(canvas_pdf([page]), "chart.pdf")
    assert document.text == "\n\n".join([" ".join(TEXT), "Fig 2 Growth of 12 tumours by dose in the second trial", " ".join(TEXT)])


def test_boxes_of_a_flow_chart() -> None:
    steps = [(80, 640, "Assessed (n = 90)"), (300, 600, "Excluded (n = 10)"), (80, 560, "Randomised (n = 80)")]
    steps += [(60, 500, "Low dose (n = 40)"), (300, 500, "High dose (n = 40)")]

    def page(canvas: Canvas) -> None:
        text(canvas, 760)
        canvas.setFont("Helvetica", 8)
        for x, y, step in steps:
            canvas.rect(x, y, 140, 25)
            canvas.drawString(x + 8, y + 9, step)
        canvas.drawString(72, 470, "Figure 1. Flow of patients")

    assert read_bytes(canvas_pdf([page]), "flow.pdf").text == " ".join(TEXT) + "\n\nFigure 1. Flow of patients"


def test_an_abstract_on_a_picture() -> None:
    lines = [
        "Trials of the drug were few and small, and none of them told how long",
        "its effect would last. We treated ninety women for a year.",
    ]

    def page(canvas: Canvas) -> None:
        for n in range(80):  # shading that is drawn in strips
            canvas.line(60, 600 + n, 400, 601 + n)
        canvas.setFont("Helvetica", 9)
        for n, line in enumerate(lines):
            canvas.drawString(72, 660 - 11 * n, line)
        text(canvas, 560)

    assert " ".join(lines) in read_bytes(canvas_pdf([page]), "abstract.pdf").text


def test_a_picture_under_a_panel_hides_none_of_its_lines() -> None:
    panel = [
        "Key points",
        "Ninety women were treated for a year in four of the towns of the coast",
        "and none of them was lost from sight before the last of her visits, which",
        "were held each month in the harbour, where the nurses asked all of them",
        "how they had slept and what they had eaten, and wrote down what was said.",
        "Relapse came late.",
    ]

    def page(canvas: Canvas) -> None:
        for n in range(140):
            canvas.line(60, 560 + n, 480, 561 + n)
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(72, 682, panel[0])
        canvas.setFont("Helvetica", 9)
        for n, line in enumerate(panel[1:-1]):
            canvas.drawString(72, 660 - 11 * n, line)
        canvas.drawString(72, 590, panel[-1])
        text(canvas, 520)

    read = read_bytes(canvas_pdf([page]), "panel.pdf").text
    assert panel[0] in read
    assert panel[-1] in read


def test_a_notice_of_rights_of_several_lines_at_the_foot() -> None:
    notice = [
        "© 2014 Miller et al.; licensee Example Press. This is an open access article under",
        "terms that permit any use of it with a mention.",
    ]

    def page(canvas: Canvas) -> None:
        text(canvas, 760)
        canvas.setFont("Helvetica", 6)
        for n, line in enumerate(notice):
            canvas.drawString(150, 50 - 7 * n, line)

    assert read_bytes(canvas_pdf([page]), "rights.pdf").text == " ".join(TEXT)
