"""Plain text: abstracts of one long line, and texts that somebody took from a PDF."""

from __future__ import annotations

import pytest

from extract.model.document import Document
from extract.read import read_bytes
from extract.stages.sections import find_sections

ABSTRACT = """Lapatinib slows the growth of resistant breast cancer cells.

Resistance to trastuzumab is common. We treated six resistant lines with lapatinib. Growth fell by 40% in four of them (P < 0.01). \
The loss of PTEN did not matter. These data suggest that lapatinib should be tested in patients with resistant tumours. doi:10.1000/lap.12
"""

FROM_A_PDF = """ Abstract
Lapatinib is a small molecule that inhibits two receptor kinases
at once. In this review, we discuss how resistant tumors respond
to it, and which of them do not, and what might be the reasons
for this difference.

Introduction
About one in five breast cancers has too many copies of the gene
for HER2, and antibodies against this receptor are the treat-
ment of choice in these patients. HER2-
overexpressing cells that are resistant to trastuzumab often re-

Journal of Assays 2014, 15:511

Page 3 of 8
(page number not for citation purposes)

spond to lapatinib [1,2]. The kinase inhibitor acts on the inner
part of the receptor and does not need the part that antibodies
bind. Loss of this part is one of several ways in which tumors

Table 1

Ways of escape

Way Example References

Antibody cannot find its target: hidden by mucin Mucin-rich cells bind less of the antibody and are hard [3,4]
or lost by cleavage to reach by it. Removal of mucin restored

sensitivity of the cells

Signals from other receptors take over IGF-IR and MET replace the blocked receptor in many [5]

MUC4, mucin 4; MET, hepatocyte growth factor receptor; IGF-IR, insulin-like growth factor-I receptor; HER, human receptor.

escape from antibodies. It was seen in tumors of women whose
disease had come back, and it may be one reason for the poor
outcome that these women have in most of the series so far.

Kinase inhibitors and what limits
them in the clinic
Diarrhea is the most common of their side effects and can be so
severe that the drug has to be stopped. It was seen in 60% of the
patients in one trial [6].
"""


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def test_abstract_with_title() -> None:
    document = read_bytes(ABSTRACT.encode(), "folder/12345.txt")
    assert (document.source, document.format, document.doc_type) == ("12345.txt", "text", "abstract")
    assert document.title == "Lapatinib slows the growth of resistant breast cancer cells."
    assert document.doi == "10.1000/lap.12"
    assert document.year is None
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]


def test_the_id_comes_from_the_bytes_alone() -> None:
    first, second = read_bytes(ABSTRACT.encode(), "a.txt"), read_bytes(ABSTRACT.encode(), "b.txt")
    assert first.id == second.id == f"doc_{first.sha256[:16]}"


def test_wrapped_text_is_unwrapped_and_rid_of_its_furniture() -> None:
    document = read_bytes(FROM_A_PDF.encode(), "review.txt")
    assert document.doc_type == "review"
    assert kinds(document, "heading") == ["Abstract", "Introduction", "Kinase inhibitors and what limits them in the clinic"]
    assert "HER2-overexpressing cells that are resistant to trastuzumab often respond to lapatinib [1,2]." in document.text
    assert "Page 3" not in document.text
    assert "15:511" not in document.text
    assert (document.journal, document.year) == ("Journal of Assays", 2014)


def test_a_flattened_table_is_a_table_and_the_paragraph_goes_on_after_it() -> None:
    document = read_bytes(FROM_A_PDF.encode(), "review.txt")
    assert kinds(document, "caption") == ["Table 1 Ways of escape"]
    (table,) = kinds(document, "table")
    assert table.startswith("Way Example References\n")
    assert table.endswith("in many [5]")
    assert kinds(document, "footnote")[0].startswith("MUC4, mucin 4;")
    assert "one of several ways in which tumors escape from antibodies." in document.text
    assert document.tables[0].caption == "Table 1 Ways of escape"


def test_columns_set_with_gaps_have_cells() -> None:
    text = "We measured growth.\n\nTable 2. Growth\n\nLine      IC50\nBT474     2\nA431      81\n\nAll lines grew."
    document = read_bytes(text.encode(), "t.txt")
    assert [(cell.row, cell.column, cell.text) for cell in document.tables[0].cells] == [
        (0, 0, "Line"), (0, 1, "IC50"), (1, 0, "BT474"), (1, 1, "2"), (2, 0, "A431"), (2, 1, "81"),
    ]  # fmt: skip


def test_reference_list() -> None:
    text = "A text about growth of cells [1,2] that goes on for a while.\n\nReferences\n"
    text += "1. Miller A. One. J Assays 2004;3:1-9. doi:10.1000/a1\n"
    text += "2. Jones B. Two. J Assays\n   2006;5:2-8. PMID: 1234567\n"
    document = read_bytes(text.encode(), "t.txt")
    assert [(r.label, r.year, r.doi, r.pmid) for r in document.references] == [
        ("1", 2004, "10.1000/a1", None),
        ("2", 2006, None, "1234567"),
    ]
    assert document.references[1].text == "Jones B. Two. J Assays 2006;5:2-8. PMID: 1234567"


def test_short_lines_of_one_paragraph_each() -> None:
    text = "First finding stands here.\nSecond finding stands here.\n- an item\n- another item"
    assert [block.kind for block in read_bytes(text.encode(), "t.txt").blocks] == ["paragraph", "paragraph", "list_item", "list_item"]


def test_headings_of_an_export_from_xml() -> None:
    text = "TITLE: \nGrowth under two drugs\n\nABSTRACT.METHODS:\nWe treated mice with two drugs, for as long as they lived and grew, "
    text += "and then counted them.\n\nBODY.RESULTS:\nThe mice lived."
    document = read_bytes(text.encode(), "t.txt")
    assert document.title == "Growth under two drugs"
    assert [section.kind for section in find_sections(document)] == ["title", "abstract", "methods", "results"]


PROSE = "These are words that fill a line of the text, so that it is seen as a paragraph of prose and as nothing else at all.\n"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("Miller et al. Open Assays (2009) 10:71\nDOI 10.1000/a-71\n\nTITLE\n\nReceived: 3 March 2008 / Accepted: 9 May 2009\n\n", 2009),
        ("Open Assays. 2009 May 12;10:71. doi: 10.1000/a-71.\n\nTITLE\n\n", 2009),
        ("Research article\n\nTITLE\n\nReceived May 2, 2008; Published April 4, 2009\n\n", 2009),
        ("TITLE\n\nCitation: Miller J (2009) Growth of cells in mice. Open Assays 4(5): e555. doi:10.1000/a-71\n\n", 2009),
        ("TITLE\n\nReceived: 3 March 2008 / Accepted: 9 May 2009\n\n", None),
    ],
)
def test_year_of_publication_and_title_below_what_is_printed_above_it(front: str, expected: int | None) -> None:
    title = "Growth of cells in mice that were fed"
    document = read_bytes(f"{front.replace('TITLE', title)}Jane Miller^1, Eva Nagy^2\n\nAbstract\n\n{PROSE}".encode(), "a.txt")
    assert (document.title, document.year) == (title, expected)
    assert document.journal == ("Open Assays" if "Open Assays" in front else None)
    assert [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"] == ["Abstract"]


def test_a_number_in_brackets_at_the_begin_of_a_line_is_no_point_of_a_list() -> None:
    lines = (
        "All of the cells were counted at the end of the week by one who knew the\n"
        "(14) standard scale of growth, which others had seen before them as well, in\n"
    )
    document = read_bytes(f"{lines * 3}the end.\n".encode(), "a.txt")
    assert [block.kind for block in document.blocks] == ["paragraph"]


def test_a_report_is_an_article_whatever_numbers_its_headings_have() -> None:
    text = "".join(f"{head}\n\n{PROSE}\n" for head in ("I. INTRODUCTION", "II. METHODS", "III. RESULTS", "IV. DISCUSSION")) * 2
    assert read_bytes(f"Growth of cells in mice\n\n{PROSE}\n{text}".encode(), "a.txt").doc_type == "article"
