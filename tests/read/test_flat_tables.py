"""Tables that lost their shape in a plain text are no sentences."""

from __future__ import annotations

import pytest
from spans import check_spans

from extract.model.document import Document
from extract.read import read_bytes

BEFORE = "Patients were randomized to one of two arms and treated until progression. Their features were much alike, as the table shows."
AFTER = "The trial met its primary endpoint. Fewer events than planned were seen in both arms, and no death was related to the drug."


def read(text: str) -> Document:
    document = read_bytes(f"A trial of alphamab\n\nResults\n\n{text}\n".encode(), "trial.txt")
    check_spans(document)
    return document


def words(document: Document, *kinds: str) -> str:
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind in kinds)


def test_a_table_inside_a_long_line_is_cut_out() -> None:
    rows = "Feature Alphamab n = 60 Placebo n = 58 P Age (years) 61.2 ± 8.1 60.4 ± 7.9 0.44 Women (%) 30 (50) 31 (53) 0.70"
    document = read(f"{BEFORE}   Table 1 Patients at baseline {rows}   {AFTER}")
    assert "61.2" not in words(document, "paragraph", "caption")
    assert "61.2" in words(document, "table")
    assert words(document, "paragraph") == f"{BEFORE}\n{AFTER}"
    assert document.tables[0].caption == "Table 1"


def test_a_table_with_wide_gaps_inside_is_one() -> None:
    rows = "Day Dose 1 6 2 8 3 8 4 6 5 6 6 4   7 3.6 8 3.2 9 2.8 10 2.4 11 2.0 12 1.6"
    document = read(f"{BEFORE}   Table 2 Doses {rows}   {AFTER}")
    assert len(document.tables) == 1
    assert "12 1.6" in words(document, "table")
    assert AFTER in words(document, "paragraph")


def test_a_caption_without_a_table_stays_a_caption() -> None:
    caption = "Table 1 Features of the 118 patients at baseline. Values are means."
    document = read(f"{BEFORE}   {caption}   {AFTER}")
    assert document.tables == ()
    assert words(document, "caption") == caption
    assert AFTER in words(document, "paragraph")


def test_sentences_about_a_table_are_no_table() -> None:
    sentence = "Table 1 shows the 118 patients; 60 of them, 31 women and 29 men, had alphamab for 12 months, and 58 had placebo."
    document = read(f"{BEFORE}   {sentence}   {AFTER}")
    assert document.tables == ()
    assert sentence in words(document, "paragraph")


def test_cells_on_lines_of_their_own_are_rows() -> None:
    rows = ["Age (yr)", "67.5", "6.0", "56 – 76", "Weight (kg)", "71.9", "14.9", "45 – 95", "Height (cm)", "170", "8.8", "150 – 188"]
    document = read(f"{BEFORE}\n\n" + "\n".join(rows) + f"\n\n{AFTER}")
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == rows
    assert {cell.row for cell in table.cells} == {0, 1, 2}


@pytest.mark.parametrize("lines", [["Dose 1", "10 mg", "Dose 2"], ["12", "of 30", "patients died"]])
def test_few_short_lines_are_no_table(lines: list[str]) -> None:
    assert read(f"{BEFORE}\n\n" + "\n".join(lines) + f"\n\n{AFTER}").tables == ()
