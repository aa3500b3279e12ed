"""The PDFs of the bundled corpus give back their manuscripts word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.read import read_path

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "trastuzumab_resistance"


def without_callouts(text: str) -> str:
    return re.sub(r"\[[^\]]*\]", "[]", " ".join(text.replace("’", "'").split()))


@pytest.mark.parametrize("name", ["resistance_review", "her2_drug_guide"])
def test_every_paragraph_of_the_manuscript_stands_in_the_text(name: str) -> None:
    manuscript = (CORPUS / "sources" / f"{name}.md").read_text(encoding="utf-8").split("+++")[-1]
    document = read_path(CORPUS / "documents" / f"{name}.pdf")
    paragraphs = [part for part in re.split(r"\n\s*\n", manuscript) if part.strip() and not part.lstrip().startswith(("#", "{"))]
    text = without_callouts(document.text)
    assert len(paragraphs) > 10
    assert [part for part in paragraphs if without_callouts(part) not in text] == []
    assert len(document.tables) == 2
    assert all(table.caption and table.cells for table in document.tables)
    assert [reference.label for reference in document.references] == [str(n + 1) for n in range(len(document.references))]
