"""What holds for the spans of every document, whatever was read."""

from __future__ import annotations

import unicodedata

from extract.model.document import Document
from extract.stages.sections import find_sections


def check_spans(document: Document) -> None:
    """The text is canonical, no block is empty, and what has a span stands there."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words.strip()
        assert block.kind == "table" or words == " ".join(words.split())
        end = block.end
    for table in document.tables:
        assert any(block.kind == "table" and (block.start, block.end) == (table.start, table.end) for block in document.blocks)
        for cell in table.cells:
            assert table.start <= cell.start < cell.end <= table.end
            assert text[cell.start : cell.end] == cell.text
    assert len({(cell.row, cell.column, table.start) for table in document.tables for cell in table.cells}) == sum(
        len(table.cells) for table in document.tables
    )
    assert len(document.references) == len({reference.label for reference in document.references})
    for reference in document.references:
        assert text[reference.start : reference.end] == reference.text
    sections = find_sections(document)
    for block in document.blocks:
        assert any(section.start <= block.start and block.end <= section.end for section in sections)
