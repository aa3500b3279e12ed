"""Tables in all formats: what their cells hold, what names them, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from printed import body, heading, light_table, paper_pdf, ruled_table, small
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, Table
from spans import check_spans

from extract.model.document import Cell, Document, NoteMark
from extract.model.document import Table as Found
from extract.read import read_bytes

TEXT = "The trial enrolled adults with advanced disease who had been treated before, and followed them for two years. " * 4
NARROW = ParagraphStyle("narrow", fontName="Helvetica", fontSize=8, leading=9.5)


def pdf(story: Sequence[Flowable], columns: int = 1) -> Document:
    document = read_bytes(paper_pdf([], [body(TEXT), *story, body(TEXT)], columns=columns), "paper.pdf")
    check_spans(document)
    return document


def only_table(document: Document) -> Found:
    (table,) = document.tables
    return table


def named(table: Found) -> dict[tuple[tuple[str, ...], tuple[str, ...]], str]:
    """The cells of the body by their paths, those of the labels aside."""
    return {(cell.row_path, cell.column_path): cell.text for cell in table.cells if not cell.header and cell.column > 0}


def cell_with(table: Found, text: str) -> Cell:
    (cell,) = (cell for cell in table.cells if cell.text == text)
    return cell


def three_rules(rows: Sequence[Sequence[object]], head: int = 1, extra: Sequence[tuple[object, ...]] = (), **options: object) -> Table:
    """A table with rulings above and below its head and at its end."""
    style = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
        ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
        ("FONTSIZE", (0, 0), (-1, -1), 8),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *extra,
    ]
    return Table([list(row) for row in rows], style=style, **options)


def test_headers_that_span_columns_name_all_of_them() -> None:
    rows = [
        ["Endpoint", "Alphamab (n = 120)", "", "Placebo (n = 118)", ""],
        ["", "Month 6", "Month 12", "Month 6", "Month 12"],
        ["ORR (%)", "45", "41", "12", "9"],
        ["DCR (%)", "70", "66", "38", "31"],
        ["Deaths", "4", "11", "9", "20"],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("ALIGN", (1, 0), (-1, 0), "CENTER")]
    rules = [("LINEBELOW", (1, 0), (2, 0), 0.4, colors.black), ("LINEBELOW", (3, 0), (4, 0), 0.4, colors.black)]
    for extra in (spans, [*spans, *rules]):
        table = only_table(pdf([small("Table 1. Response at two visits"), three_rules(rows, 2, extra)]))
        cells = named(table)
        assert cells[("ORR (%)",), ("Alphamab (n = 120)", "Month 6")] == "45"
        assert cells[("DCR (%)",), ("Placebo (n = 118)", "Month 12")] == "31"
        assert cell_with(table, "41").unit == "%"
        assert cell_with(table, "11").unit is None
        assert cell_with(table, "Alphamab (n = 120)").columns == 2


def test_lines_of_a_cell_are_one_cell_where_rows_stand_apart() -> None:
    long = Paragraph("Patients with at least one adverse event of any grade or any cause", NARROW)
    rows = [["Event", "Alphamab", "Placebo"], [long, "112", "97"], ["Nausea", "40", "22"], ["Rash of the face", "13", "2"]]
    table = only_table(pdf([small("Table 2. Safety"), three_rules(rows, colWidths=[110, 70, 70])]))
    label = "Patients with at least one adverse event of any grade or any cause"
    assert named(table)[(label,), ("Placebo",)] == "97"
    assert {cell.row_path[-1] for cell in table.cells if not cell.header and cell.column} == {label, "Nausea", "Rash of the face"}


def test_rows_without_values_and_labels_set_in_are_groups() -> None:
    rows = [
        ["Characteristic", "Alphamab", "Placebo"],
        ["Sex", "", ""],
        ["    Female", "60", "58"],
        ["    Male", "40", "42"],
        ["Stage", "", ""],
        ["    II", "55", "54"],
        ["    III", "45", "46"],
        ["Age, years", "61", "60"],
    ]
    indents = [("LEFTPADDING", (0, row), (0, row), 18) for row in (2, 3, 5, 6)]
    table = only_table(pdf([small("Table 3. Patients"), three_rules([[str(c).strip() for c in row] for row in rows], extra=indents)]))
    cells = named(table)
    assert cells[("Sex", "Female"), ("Alphamab",)] == "60"
    assert cells[("Stage", "III"), ("Placebo",)] == "46"
    assert cells[("Age, years",), ("Placebo",)] == "60"
    assert cell_with(table, "61").unit == "years"


def test_marks_call_the_notes_below() -> None:
    rows = [["Line", "IC50 (nM)"], [Paragraph("HCC1954<super size=5>a</super>", NARROW), "12.5*"], ["SKBR3", "0.8"], ["BT474", "1.1"]]
    notes = small("<super size=5>a</super>Carries a mutation of PIK3CA. *Mean of three wells.")
    document = pdf([small("Table 4. Potency"), three_rules(rows), notes])
    table = only_table(document)
    value, line = cell_with(table, "12.5"), cell_with(table, "HCC1954")
    assert value.marks == (NoteMark("*", "Mean of three wells."),)
    assert line.marks == (NoteMark("a", "Carries a mutation of PIK3CA."),)
    assert (value.row_path, value.unit) == (("HCC1954",), "nM")
    assert table.notes
    assert table.label == "Table 4"


def test_cells_of_a_ruled_table_span_rows_and_columns() -> None:
    rows = [
        ["Drug", "Dose", "Response"],
        ["Alphamab", "10 mg", "20%"],
        ["", "20 mg", "31%"],
        ["Betamab", "10 mg", "18%"],
        ["", "20 mg", "25%"],
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 1), (0, 2)),
        ("SPAN", (0, 3), (0, 4)),
        ("FONTSIZE", (0, 0), (-1, -1), 8),
    ]
    table = only_table(pdf([small("Table 5. Response by dose"), Table(rows, style=style)]))
    value = cell_with(table, "31%")
    assert (value.row_path[0], value.column_path) == ("Alphamab", ("Response",))
    assert cell_with(table, "25%").row_path[0] == "Betamab"


def test_a_table_that_goes_on_overleaf_is_one() -> None:
    head = ["Gene", "Fold change", "P"]
    first = [head, *([f"GENE{i}", f"{i}.5", "0.01"] for i in range(1, 9))]
    second = [head, *([f"GENE{i}", f"{i}.5", "0.02"] for i in range(9, 15))]
    story = [
        small("Table 6. Changed genes"),
        three_rules(first),
        PageBreak(),
        small("Table 6. Changed genes (continued)"),
        three_rules(second),
    ]
    table = only_table(pdf(story))
    assert table.pages == (1, 2)
    assert named(table)[("GENE12",), ("Fold change",)] == "12.5"
    assert sum(cell.header for cell in table.cells) == 3
    assert {cell.box.page for cell in table.cells if cell.box} == {1, 2}


@pytest.mark.parametrize("make", [ruled_table, light_table, three_rules])
@pytest.mark.parametrize("columns", [1, 2])
def test_every_cell_has_its_box_on_the_page(make: object, columns: int) -> None:
    rows = [["Arm", "Patients", "ORR (%)"], ["Alphamab", "120", "45"], ["Betamab", "118", "39"], ["Placebo", "121", "12"]]
    table = only_table(pdf([small("Table 7. Response by arm"), make(rows)], columns))  # type: ignore[operator]
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]
    for cell in table.cells:
        assert cell.box is not None
        assert cell.box.x0 < cell.box.x1
        assert cell.box.top < cell.box.bottom
    by_place = {(cell.row, cell.column): cell.box for cell in table.cells}
    for (row, column), box in by_place.items():
        right = by_place.get((row, column + 1))
        assert box is not None
        assert right is None or box.x1 <= right.x0


def test_a_text_with_tabs_has_named_cells() -> None:
    rows = "\tAlphamab\t\tPlacebo\t\n\tn\t%\tn\t%\nNausea\t12\t24\t8\t17\nRash\t6\t12\t2\t4"
    text = f"A study\n\nTable 1. Safety\n\n{rows}\n\nText goes on here.\n"
    table = only_table(read_bytes(text.encode(), "study.txt"))
    cells = named(table)
    assert cells[("Nausea",), ("Alphamab", "%")] == "24"
    assert cells[("Rash",), ("Placebo", "n")] == "2"


def test_a_pipe_table_with_group_rows_has_named_cells() -> None:
    text = (
        "# A study\n\nTable 2. Outcomes\n\n| | Alphamab | Placebo |\n|---|---|---|\n| Efficacy | | |\n| ORR (%) | 45<sup>a</sup> | 12 |\n"
        "| Safety | | |\n| Nausea (%) | 24 | 17 |\n"
    )
    table = only_table(read_bytes(text.encode(), "study.md"))
    assert named(table)[("Safety", "Nausea (%)"), ("Placebo",)] == "17"
    value = cell_with(table, "45")
    assert (value.row_path, value.unit, value.marks) == (("Efficacy", "ORR (%)"), "%", (NoteMark("a", None),))


def test_spans_and_notes_of_jats() -> None:
    table = """<table-wrap><label>Table 1</label><caption><p>Response</p></caption><table>
    <thead><tr><th rowspan="2">Endpoint</th><th colspan="2">Alphamab</th></tr><tr><th>Month 6</th><th>Month 12</th></tr></thead>
    <tbody><tr><td colspan="3">Efficacy</td></tr>
    <tr><td>ORR (%)</td><td>45<xref ref-type="table-fn" rid="fn1">a</xref></td><td>41</td></tr></tbody></table>
    <table-wrap-foot><fn id="fn1"><label>a</label><p>Confirmed by review.</p></fn></table-wrap-foot></table-wrap>"""
    front = "<front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>"
    article = f"<article>{front}<body><sec><title>Results</title><p>Words stand here.</p>{table}</sec></body></article>"
    found = only_table(read_bytes(article.encode(), "a.xml"))
    value = cell_with(found, "45")
    assert (value.row_path, value.column_path, value.unit) == (("Efficacy", "ORR (%)"), ("Alphamab", "Month 6"), "%")
    assert value.marks == (NoteMark("a", "Confirmed by review."),)
    assert (found.label, found.notes) == ("Table 1", ("Confirmed by review.",))


def light(rows: Sequence[Sequence[object]]) -> Table:
    """A table without rulings."""
    return Table([list(row) for row in rows], style=[("FONTSIZE", (0, 0), (-1, -1), 8), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def test_a_list_under_the_last_ruling_is_no_part_of_the_table() -> None:
    rows = [["Trait", "Drug", "None"], ["Men", "11", "9"], ["Rash", "14", "2"]]
    entries = [
        small(f"{n} &nbsp;&nbsp;&nbsp;&nbsp; Author A{n}. Signals of growth in the lining of the lung. Lung {n}.") for n in range(1, 8)
    ]
    document = pdf([small("Table 8. Patients of both groups"), three_rules(rows), heading("References"), *entries], 2)
    assert [cell.text for cell in only_table(document).cells] == [text for row in rows for text in row]
    assert "A7. Signals of growth" in document.text


def test_rows_go_on_below_the_rulings_of_a_head() -> None:
    rows = [["Gene", "Fold change", "P"], *([f"GENE{i}", f"{i}.5", "0.01"] for i in range(1, 9))]
    head_only = [("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
    table = Table(rows, style=[*head_only, ("FONTSIZE", (0, 0), (-1, -1), 8)])
    assert named(only_table(pdf([small("Table 9. Changed genes"), table], 2)))[("GENE8",), ("Fold change",)] == "8.5"


def test_tables_without_rulings_keep_to_their_columns() -> None:
    label = Paragraph("Patients who were asked to take part and said that they would", NARROW)
    rows = [["Trait", "First", "Second"], [label, "51", "49"], *([f"Trait {n}", f"{n}1", f"{n}2"] for n in range(1, 9))]
    notes = [small("* Of those who were seen twice"), small("Numbers are those of patients.")]
    document = pdf([small("Table 10. Patients at baseline"), light(rows), *notes, *[body(TEXT)] * 12], 2)
    table = only_table(document)
    assert named(table)[("Patients who were asked to take part and said that they would",), ("Second",)] == "49"
    assert max(cell.row for cell in table.cells) == 9
    assert " ".join(table.notes) == "* Of those who were seen twice Numbers are those of patients."


def test_a_list_between_rulings_is_a_table_of_one_column() -> None:
    rows = [["Criteria for taking part"], ["Eighteen years of age and older"], ["A tumour that can be measured"], ["Written consent"]]
    document = pdf([small("Table 11. Who could take part"), three_rules(rows), *[body(TEXT)] * 3], 2)
    assert [cell.text for cell in only_table(document).cells] == [row[0] for row in rows]
    assert "Written consent" not in "".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "table")


def test_a_deviation_on_the_next_line_belongs_to_its_value() -> None:
    rows = [["Diet", "Before", "After"]]
    rows += [
        [name, Paragraph(f"{n}5.0 ± 2.{n}", NARROW), Paragraph(f"{n}1.0 ± 3.{n}", NARROW)]
        for n, name in enumerate(("Oil", "Fish", "Oat"), 1)
    ]
    table = only_table(pdf([small("Table 12. Weight"), three_rules(rows, colWidths=[60, 38, 38])]))
    assert named(table)[("Fish",), ("After",)] == "21.0 ± 3.2"


def test_the_caption_of_a_ruled_table_takes_nothing_from_the_column_beside() -> None:
    rows = [["Trait", "Drug", "None"], ["Men", "11", "9"], ["Rash", "14", "2"]]
    entries = [small(f"{n}. &nbsp; Author A{n}. Signals of growth in the lining. <br/>Lung {n}.") for n in range(1, 40)]
    caption = small("Table 13. Patients of both groups, of whom all were seen twice in the first and once in the second year of the trial")
    table = only_table(pdf([caption, ruled_table(rows), *[body(TEXT)] * 7, *entries], 2))
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]
