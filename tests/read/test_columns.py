"""Reading order on pages that are more than two even columns: sidebars, margins, boxes, figures between columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from printed import canvas_pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Document
from extract.read import read_bytes

HEIGHT = A4[1]
_NOUNS = ("growth", "receptor", "kinase", "patient", "tumour", "dose", "trial", "effect", "sample", "binding", "marker", "relapse")
_VERBS = ("changed", "followed", "preceded", "resembled", "limited", "reached", "exceeded", "described")


def prose(topic: str, count: int) -> list[str]:
    """Sentences that name their topic, none like another."""
    pairs = itertools.product(_VERBS, _NOUNS, _NOUNS)
    return [f"The {topic} {a} {verb} the {b} by {number}." for number, (verb, a, b) in zip(range(count), pairs, strict=False)]


def wrapped(text: str, canvas: Canvas, width: float, font: str, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if canvas.stringWidth(longer, font, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def column(
    canvas: Canvas,
    sentences: Sequence[str],
    x: float,
    top: float,
    width: float,
    *,
    font: str = "Times-Roman",
    size: float = 10,
    lead: float = 12,
) -> float:
    """Prints sentences as a paragraph from a height downwards, ragged; the height under it."""
    canvas.setFont(font, size)
    for line in wrapped(" ".join(sentences), canvas, width, font, size):
        canvas.drawString(x, HEIGHT - top - size, line)
        top += lead
    return top


def read(draw: object, pages: int = 1) -> Document:
    return read_bytes(canvas_pdf([draw] * pages), "columns.pdf")  # type: ignore[list-item]


def places(document: Document, *texts: Sequence[str]) -> list[int]:
    """Where each run of sentences begins in the text; each must stand there in one piece."""
    found = [document.text.find(" ".join(text)) for text in texts]
    assert -1 not in found, [" ".join(text)[:60] for text, at in zip(texts, found, strict=True) if at < 0]
    return found


SIDE, ABSTRACT, LEFT, RIGHT = prose("editor", 7), prose("abstract", 18), prose("left", 30), prose("right", 30)


def title(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(50, HEIGHT - 80, "Growth of tumours under a dense block")


def test_a_narrow_sidebar_beside_a_wide_abstract_over_two_columns() -> None:
    def page(canvas: Canvas) -> None:
        title(canvas)
        column(canvas, SIDE, 50, 110, 100, font="Helvetica", size=7, lead=8.5)
        column(canvas, ABSTRACT, 170, 110, 375, font="Helvetica", size=9.5, lead=12.3)
        column(canvas, LEFT, 50, 320, 240)
        column(canvas, RIGHT, 306, 320, 240)

    found = places(read(page), SIDE, ABSTRACT, LEFT, RIGHT)
    assert found == sorted(found)


def test_a_margin_of_addresses_beside_text_in_two_columns() -> None:
    def page(canvas: Canvas) -> None:
        title(canvas)
        column(canvas, ABSTRACT, 50, 110, 380)
        column(canvas, LEFT, 50, 330, 182)
        column(canvas, RIGHT, 248, 330, 182)
        column(canvas, prose("address", 20), 446, 140, 100, font="Helvetica", size=7, lead=8)

    found = places(read(page), ABSTRACT, LEFT, RIGHT, prose("address", 20))
    assert found == sorted(found)


@pytest.mark.parametrize("round_corners", [False, True])
def test_a_box_in_two_columns_above_the_text(round_corners: bool) -> None:
    inside, beside = prose("panel", 12), prose("context", 12)

    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        (canvas.roundRect if round_corners else canvas.rect)(45, HEIGHT - 255, 510, 205, *([8] if round_corners else []), fill=1)
        canvas.setFillGray(0)
        column(canvas, inside, 55, 60, 230, font="Helvetica", size=8.5, lead=12)
        column(canvas, beside, 306, 60, 230, font="Helvetica", size=8.5, lead=12)
        column(canvas, LEFT, 50, 270, 240)
        column(canvas, RIGHT, 306, 270, 240)

    found = places(read(page), inside, beside, LEFT, RIGHT)
    assert found == sorted(found)


def test_three_columns() -> None:
    texts = [prose(topic, 25) for topic in ("first", "second", "third")]

    def page(canvas: Canvas) -> None:
        title(canvas)
        for x, text in zip((45, 220, 395), texts, strict=True):
            column(canvas, text, x, 110, 155, size=9, lead=11)

    found = places(read(page), *texts)
    assert found == sorted(found)


def test_a_picture_across_columns_ends_them() -> None:
    below = [prose("lower left", 14), prose("lower right", 14)]

    def page(canvas: Canvas) -> None:
        column(canvas, LEFT[:15], 50, 60, 240)
        column(canvas, RIGHT[:15], 306, 60, 240)
        for i in range(80):
            canvas.line(60 + 6 * i, HEIGHT - 330, 64 + 6 * i, HEIGHT - 480 + i)
        column(canvas, ["Figure 1. Growth by arm."], 50, 495, 500, font="Helvetica", size=8)
        column(canvas, below[0], 50, 530, 240)
        column(canvas, below[1], 306, 530, 240)

    found = places(read(page), LEFT[:15], RIGHT[:15], ["Figure 1. Growth by arm."], *below)
    assert found == sorted(found)


def test_a_line_that_protrudes_does_not_end_the_columns() -> None:
    def page(canvas: Canvas) -> None:
        end = column(canvas, LEFT[:12], 50, 60, 240)
        canvas.drawString(50, HEIGHT - end - 10, "https://archive.example/a-long-address-of-a-set-of-data-002.")
        column(canvas, LEFT[12:], 50, end + 12, 240)
        column(canvas, RIGHT, 318, 60, 230)

    document = read(page)
    assert document.text.index(LEFT[-1]) < document.text.index(RIGHT[0])
    places(document, LEFT[12:], RIGHT)


def test_labels_of_a_list_are_no_column() -> None:
    entries = [[f"{n}.", *prose(f"entry{n}", 3)] for n in range(1, 14)]

    def page(canvas: Canvas) -> None:
        for side, x in enumerate((50, 310)):
            top = 60.0
            for label, *text in entries[side::2]:
                canvas.setFont("Times-Roman", 10)
                canvas.drawString(x, HEIGHT - top - 10, label)
                top = column(canvas, text, x + 22, top, 210) + 2

    text = read(page).text
    for label, *sentences in entries:
        assert f"{label} {' '.join(sentences)}" in text


def test_columns_whose_lines_stand_at_other_heights() -> None:
    def page(canvas: Canvas) -> None:
        column(canvas, LEFT, 50, 60, 240)
        column(canvas, RIGHT, 306, 66, 240)

    places(read(page), LEFT, RIGHT)


def test_a_shaded_abstract_beside_text() -> None:
    def page(canvas: Canvas) -> None:
        title(canvas)
        canvas.setFillGray(0.9)
        canvas.rect(45, HEIGHT - 420, 245, 315, stroke=0, fill=1)
        canvas.setFillGray(0)
        column(canvas, ABSTRACT, 52, 110, 230, font="Helvetica", size=8.5, lead=11)
        column(canvas, RIGHT, 306, 106, 240)

    found = places(read(page), ABSTRACT, RIGHT)
    assert found == sorted(found)


def test_facts_of_the_article_beside_its_abstract() -> None:
    facts = ["Article info", "Received 14 January", "Accepted 2 August", "Keywords:", "Growth", "Dense block", "Relapse of tumours"]

    def page(canvas: Canvas) -> None:
        title(canvas)
        canvas.setFont("Helvetica", 8)
        for n, fact in enumerate(facts):
            canvas.drawString(50, HEIGHT - 120 - 13.1 * n, fact)
        column(canvas, ABSTRACT, 190, 110, 350, size=9, lead=11)

    places(read(page), ABSTRACT)


def test_a_table_named_at_a_line_begin_in_mid_sentence_takes_no_text_away() -> None:
    before = [f"In the {arm} arm the growth of all the tumours was slower than" for arm in ("first", "second")]
    after = [f"in the {arm} arm of the trial, and it was slower than" for arm in ("third", "fourth", "fifth", "last")]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        lines = [*before, "was foreseen, as all of the values that are given in", "Table 1. The groups were alike, with growth", *after]
        for n, line in enumerate(lines):
            canvas.drawString(50, 760 - 12 * n, line)
            canvas.drawString(320, 760 - 12 * n, f"On the other side {line[:30].lower()}")
        canvas.line(50, 700, 540, 700)
        canvas.line(50, 640, 540, 640)

    document = read_bytes(canvas_pdf([page]), "mention.pdf")
    assert document.tables == ()
    assert f"given in Table 1. The groups were alike, with growth {after[0]}" in document.text


def test_text_in_the_column_beside_a_table_without_rulings() -> None:
    rows = [
        ("Age", "51 (14)", "49 (12)"),
        ("Female", "11 (32)", "12 (40)"),
        ("Low dose", "17 (33)", "18 (31)"),
        ("Relapse", "4 (13)", "8 (14)"),
    ]

    def page(canvas: Canvas) -> None:
        column(canvas, LEFT, 50, 260, 240)
        column(canvas, RIGHT, 306, 60, 240)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, HEIGHT - 68, "Table 1. Patients at baseline")
        for n, row in enumerate([("Trait", "First", "Second"), *rows * 3]):
            for x, cell in zip((50, 130, 200), row, strict=True):
                canvas.drawString(x, HEIGHT - 84 - 12 * n, cell)

    document = read(page)
    found = places(document, LEFT, RIGHT)
    assert found == sorted(found)
    assert len(document.tables) == 1
