"""Markdown: markup goes, structure stays."""

from __future__ import annotations

import pytest

from extract.model.document import Document
from extract.read import read_bytes

GUIDE = """# Lapatinib in resistant tumours: a technical guide

Author: A. Miller. Date: March 2021

## **What it does**

**Lapatinib** inhibits *EGFR* and HER2.[1][2] It is described [elsewhere](https://example.org/a_(b)) in H<sub>2</sub>O. Cells
were seeded at 2 x 10<sup>3</sup> per well &amp; left.

- Growth: it slows growth
  of all lines.[1]
- Apoptosis: it kills some.

![A picture](picture.png)

Figure 1. Growth of the lines under **lapatinib**.

Table 1: Growth of lines

| Line | IC50 (nM) |
|------|----------:|
| BT474 | 2 |
| A\\|431 | **81** |

Line\tState
SKBR3\tsensitive

```
graph TD; A-->B
```

## References

1. Miller A. One. J Assays 2004;3:1-9.
2. Jones B. Two. J Assays 2006;5:2-8.
"""


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


@pytest.fixture(scope="module")
def guide() -> Document:
    return read_bytes(GUIDE.encode(), "guide.txt")


def test_markdown_is_known_by_its_content(guide: Document) -> None:
    assert guide.format == "markdown"
    assert read_bytes(b"Only text.", "note.md").format == "markdown"
    assert read_bytes(b"# 1 is a number\n\nOnly text about # signs.", "note.txt").format == "text"


def test_title_and_metadata(guide: Document) -> None:
    assert guide.title == "Lapatinib in resistant tumours: a technical guide"
    assert (guide.doc_type, guide.year) == ("guide", 2021)


def test_markup_is_removed(guide: Document) -> None:
    first = "Lapatinib inhibits EGFR and HER2.[1][2] It is described elsewhere in H2O. Cells were seeded at 2 x 10^3 per well & left."
    assert first in kinds(guide, "paragraph")
    assert kinds(guide, "heading") == ["What it does", "References"]
    assert kinds(guide, "list_item") == ["Growth: it slows growth of all lines.[1]", "Apoptosis: it kills some."]


def test_tables_of_pipes_and_of_tabs(guide: Document) -> None:
    assert kinds(guide, "table") == ["Line\tIC50 (nM)\nBT474\t2\nA|431\t81", "Line\tState\nSKBR3\tsensitive", "graph TD; A-->B"]
    assert guide.tables[0].caption == "Table 1: Growth of lines"
    assert [cell.text for cell in guide.tables[0].cells if cell.header] == ["Line", "IC50 (nM)"]
    assert guide.tables[2].cells == ()


def test_captions_and_references(guide: Document) -> None:
    assert kinds(guide, "caption") == ["Figure 1. Growth of the lines under lapatinib.", "Table 1: Growth of lines"]
    assert [(reference.label, reference.year) for reference in guide.references] == [("1", 2004), ("2", 2006)]


@pytest.mark.parametrize(
    "line",
    [
        "p < 0.05* and p < 0.01** were used",
        "a_b_c is a name",
        "2 * 3 * 4 is 24",
        "x < y and y > z",
        "HER2_L755S and EGFR_T790M",
        "5 ~ 6 in [13]",
    ],
)
def test_signs_that_are_no_markup_stay(line: str) -> None:
    assert read_bytes(line.encode(), "line.md").text == line


def test_a_list_that_a_page_break_cut_goes_on() -> None:
    text = (
        "# A\n\n## References\n\n- 1. Miller A. One. 2004\n\n#### Part of a page\n\n- 2. Jones B. Two. 2006\n\n## Funding\n\nNone was had."
    )
    document = read_bytes(text.encode(), "x.md")
    assert [reference.label for reference in document.references] == ["1", "2"]
    assert kinds(document, "paragraph") == ["None was had."]
