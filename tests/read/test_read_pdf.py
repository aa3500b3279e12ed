"""PDFs: reading order, furniture, hyphens, headings, tables, references, and the place of every line."""

from __future__ import annotations

import pytest
from printed import body, canvas_pdf, heading, light_table, paper_pdf, ruled_table, small, title
from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Document
from extract.read import read_bytes

LEFT = "Sentence one of the paper begins in the left column and is long enough to fill more than one printed line of it. "
STORY = [
    f"In experiment {word} the drug slowed the growth of the {word} line by a measured amount, as the group had expected. "
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
]


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


@pytest.fixture(scope="module")
def paper() -> Document:
    opening = [title("Growth of resistant tumours under two kinase inhibitors"), small("A. Miller and B. Jones")]
    story = [heading("Introduction"), body(LEFT * 4), heading("Results"), *(body("".join(STORY[i:] + STORY[:i]) * 2) for i in range(4))]
    story += [heading("References"), small("1. Miller A, Jones B. A first paper. J Assays 2004;3:12-15. doi:10.1000/abc1")]
    story += [small("2. Jones B. A second paper that has a rather long title, so that it is printed on two lines. J Assays 2006;5:1-9.")]
    return read_bytes(paper_pdf(opening, story, header="Journal of Assays 2014, 15:511"), "paper.pdf")


def test_title_headings_and_metadata(paper: Document) -> None:
    assert paper.format == "pdf"
    assert paper.title == "Growth of resistant tumours under two kinase inhibitors"
    assert kinds(paper, "heading") == ["Introduction", "Results", "References"]
    assert (paper.journal, paper.year) == ("Journal of Assays", 2014)
    assert paper.pages is not None
    assert paper.pages >= 2


def test_columns_are_read_one_after_the_other(paper: Document) -> None:
    paragraphs = kinds(paper, "paragraph")
    for i in range(4):
        assert ("".join(STORY[i:] + STORY[:i]) * 2).strip() in paragraphs


def test_furniture_is_no_part_of_the_text(paper: Document) -> None:
    assert "15:511" not in paper.text
    assert all(not line.isdigit() for line in paper.text.split("\n"))


def test_references_have_labels_years_and_doi(paper: Document) -> None:
    assert [(r.label, r.year, r.doi) for r in paper.references] == [("1", 2004, "10.1000/abc1"), ("2", 2006, None)]
    assert paper.references[1].text.endswith("J Assays 2006;5:1-9.")


def test_every_line_knows_its_place(paper: Document) -> None:
    boxes = [line.box for line in paper.lines]
    assert all(box is not None and 0 <= box.x0 < box.x1 < 600 and 0 <= box.top < box.bottom < 850 for box in boxes)
    introduction = next(line for line in paper.lines if paper.text[line.start : line.end] == "Introduction")
    assert introduction.box is not None
    assert (introduction.box.page, round(introduction.box.x0)) == (1, 50)


def test_hyphens_at_line_ends() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        printed = [
            "Trastuzumab rapidly dissoci-",
            "ates the kinase from the receptor in HER2-",
            "overexpressing cells, and trastuzumab-",
            "based therapy",
        ]
        printed += [
            "was shown to act on cross-talk, as this cross-",
            "talk is known, and short-",
            "and long-term effects of down\u00ad",
            "stream kinases.",
        ]
        for i, line in enumerate(printed):
            canvas.drawString(72, 700 - 12 * i, line)

    text = read_bytes(canvas_pdf([page]), "hyphens.pdf").text
    assert "rapidly dissociates the kinase" in text
    assert "in HER2-overexpressing cells, and trastuzumab-based therapy" in text
    assert "as this cross-talk is known, and short- and long-term effects" in text


def test_raised_numbers_are_marked_and_lowered_ones_are_not() -> None:
    def page(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        line.setFont("Times-Roman", 10)
        line.textOut("We seeded 10")
        line.setRise(4)
        line.setFont("Times-Roman", 6)
        line.textOut("3")
        line.setRise(0)
        line.setFont("Times-Roman", 10)
        line.textOut(" cells and measured the IC")
        line.setRise(-2)
        line.setFont("Times-Roman", 6)
        line.textOut("50")
        line.setRise(0)
        line.setFont("Times-Roman", 10)
        line.textOut(" of the drug in all lines.")
        canvas.drawText(line)

    assert read_bytes(canvas_pdf([page]), "raised.pdf").text == "We seeded 10^3 cells and measured the IC50 of the drug in all lines."


ROWS = [
    ("Cell line", "Receptor", "IC50 (nM)"),
    ("BT474", "amplified", "2"),
    ("A431", "normal", "81"),
    ("SW620", "absent", "690"),
    ("HT29", "absent", "711"),
]


@pytest.mark.parametrize("table", [ruled_table(ROWS), light_table(ROWS)], ids=["ruled", "light"])
def test_tables_have_cells_and_a_caption(table: object) -> None:
    story = [body("".join(STORY)), small("Table 1. Inhibition of growth by the drug"), table, body("".join(STORY[3:]))]
    document = read_bytes(paper_pdf([], story), "table.pdf")
    assert len(document.tables) == 1
    found = document.tables[0]
    assert found.caption == "Table 1. Inhibition of growth by the drug"
    assert found.page == 1
    cells = {(cell.row, cell.column): cell.text for cell in found.cells}
    assert cells == {(r, c): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    assert {cell.text for cell in found.cells if cell.header} == set(ROWS[0])


def test_a_mention_of_a_table_at_a_line_begin_is_no_caption() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for i, line in enumerate(
            ["The line grew more slowly, as can be seen from", "Table 2 where all lines that we tested are listed", "with their values."]
        ):
            canvas.drawString(72, 700 - 12 * i, line)

    document = read_bytes(canvas_pdf([page]), "mention.pdf")
    assert kinds(document, "caption") == []
    assert "seen from Table 2 where" in document.text


def test_one_column_page() -> None:
    document = read_bytes(paper_pdf([], [heading("Methods"), body("".join(STORY))], columns=1), "single.pdf")
    assert kinds(document, "paragraph") == ["".join(STORY).strip()]
