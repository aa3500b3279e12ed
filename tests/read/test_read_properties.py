"""What holds for every document, whatever was read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import body, heading, light_table, paper_pdf, small, title

from extract.errors import ReadError
from extract.model.document import Document
from extract.read import read_bytes, read_path
from extract.stages.citations import find_citations
from extract.stages.sections import find_sections

SHARED = Path(__file__).resolve().parents[2] / "../shared"

WORDS = [
    "trastuzumab",
    "HER2-",
    "over",
    "expressing",
    "cells",
    "naïve",
    "e\u0301te\u0301",
    "\u0301",
    "ﬁrst",
    "[13]",
    "[1,2]",
    "Table 1",
    "Results",
    "5%",
]
WORDS += [
    "# Title",
    "## Methods",
    "- item",
    "| a | b |",
    "|---|---|",
    "a\tb",
    "1. One",
    "References",
    "**bold**",
    "Page 3 of 8",
    "\u00ad",
    "\u202e",
    ".",
]
PIECES = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", "\n", "\n\n", "-\n"])), min_size=1, max_size=60).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


def check(document: Document) -> None:
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end
    starts = [block.start for block in document.blocks]
    for line in document.lines:
        block = document.blocks[max(i for i, start in enumerate(starts) if start <= line.start)]
        assert block.start <= line.start < line.end <= block.end
    for table in document.tables:
        assert any(block.kind == "table" and (block.start, block.end) == (table.start, table.end) for block in document.blocks)
        for cell in table.cells:
            assert table.start <= cell.start < cell.end <= table.end
            assert text[cell.start : cell.end] == cell.text
    for reference in document.references:
        assert text[reference.start : reference.end] == reference.text
    sections = find_sections(document)
    for block in document.blocks:
        assert any(section.start <= block.start and block.end <= section.end for section in sections)
    for index, section in enumerate(sections):
        if section.parent is not None:
            parent = sections[section.parent]
            assert section.parent < index
            assert parent.start <= section.start < section.end <= parent.end
    for citation in find_citations(document):
        words = text[citation.start : citation.end]
        if citation.label.isdigit():
            assert citation.label in words or "-" in words or "–" in words
        else:
            assert 0 <= citation.start < citation.end <= len(text)
            assert citation.label != "unpublished" or not citation.resolved


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, name=st.sampled_from(["a.txt", "a.md"]))
def test_any_text(text: str, name: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        document = read_bytes(data, name)
    except ReadError:
        return
    check(document)
    assert read_bytes(data, name) == document


SENTENCE = "Trastuzumab inhibited the growth of all HER2-overexpressing cell lines that were tested in these experiments [1,2]. "


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_printed_paper(columns: int) -> None:
    rows = [("Line", "IC50"), ("BT474", "2"), ("A431", "81")]
    story = [heading("Results"), body(SENTENCE * 40), small("Table 1. Values"), light_table(rows), body(SENTENCE * 30)]
    document = read_bytes(
        paper_pdf([title("A paper about growth and about resistance")], story, header="Running head", columns=columns), "p.pdf"
    )
    check(document)
    assert document.text.count(SENTENCE.strip()) == 70


def shared(folder: str, pattern: str) -> list[Path]:
    return sorted((SHARED / folder).glob(pattern))


@pytest.mark.shared
@pytest.mark.skipif(not shared("dev_texts", "*.txt"), reason="the development texts are not part of the repository")
def test_development_texts() -> None:
    for path in shared("dev_texts", "*.txt"):
        check(read_path(path))


@pytest.mark.shared
@pytest.mark.skipif(not shared("pdfs", "*.pdf"), reason="the development PDFs are not part of the repository")
def test_development_pdfs() -> None:
    for path in shared("pdfs", "*.pdf")[::6]:
        check(read_path(path))
