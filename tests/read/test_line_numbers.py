"""Numbers in the margin of a manuscript are set aside; labels of a list and columns of a table are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from printed import canvas_pdf
from reportlab.pdfgen.canvas import Canvas

from extract.read import read_bytes

LINES = [
    [f"In the {arm} arm of group {n}, the growth of all tumours was slower than" for n in "abcdefghijklmnopqrstuvwxyz"]
    for arm in ("first", "second")
]


def manuscript(x: float, number: Callable[[int, int], str]) -> list[Callable[[Canvas], None]]:
    def drawn(page: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for row, line in enumerate(LINES[page]):
                canvas.setFont("Times-Roman", 12)
                canvas.drawString(90, 760 - 24 * row, line)
                canvas.setFont("Helvetica", 8)
                canvas.drawRightString(x, 760 - 24 * row, number(page, row))

        return draw

    return [drawn(0), drawn(1)]


@pytest.mark.parametrize("x", [70, 540])
@pytest.mark.parametrize(
    "number",
    [
        lambda page, row: str(row + 1),
        lambda page, row: str(26 * page + row + 1),
        lambda page, row: str(row) if row % 5 == 0 and row else "",
    ],
    ids=["on each page", "through", "each fifth"],
)
def test_numbers_of_lines_are_left_out(x: float, number: Callable[[int, int], str]) -> None:
    text = read_bytes(canvas_pdf(manuscript(x, number)), "manuscript.pdf").text

    assert text == " ".join(LINES[0] + LINES[1])


def test_labels_of_entries_stay() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for n in range(12):
            canvas.drawRightString(60, 760 - 36 * n, str(n + 1))
            canvas.drawString(66, 760 - 36 * n, f"Miller A{chr(97 + n)}, Hall B. Growth of tumours under")
            canvas.drawString(66, 748 - 36 * n, f"a block. Assays {2000 + n}; 3: 12.")

    assert "12 Miller Al, Hall B." in read_bytes(canvas_pdf([page]), "entries.pdf").text
