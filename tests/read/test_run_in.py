"""Run-in headings: found by their print, not for every word in italics."""

from __future__ import annotations

import pytest

from extract.grammar.headings import load_paper_parts
from extract.model.document import RUN_IN_LEVEL, Box
from extract.read.layout.lines import line_text
from extract.read.layout.run_in import leading_words, with_run_in_headings
from extract.read.parts import Part, Printed
from extract.read.pdf.page import Word


def words(text: str, font: str, x: float = 50.0, top: float = 100.0) -> tuple[Word, ...]:
    found = []
    for each in text.split():
        found.append(Word(each, x, top, x + 5.0 * len(each), top + 10, 10.0, font))
        x += 5.0 * len(each) + 2.5
    return tuple(found)


def paragraph(head: str, font: str, rest: str) -> Part:
    first = words(head, font)
    printed = first + words(rest, "Body", first[-1].x1 + 2.5 if first else 50.0)
    return Part("paragraph", (Printed(line_text(printed), Box(1, 50, 100, printed[-1].x1, 110), printed),))


def read(*parts: Part) -> list[tuple[str, str]]:
    return [
        (p.kind, p.text)
        for p in with_run_in_headings([Part("heading", (Printed("Methods"),), level=1), *parts], 10.0, "Body", load_paper_parts())
    ][1:]


@pytest.mark.parametrize("font", ["Body-Bold", "Body-Italic"])
def test_words_of_another_print_up_to_a_stop_head_their_paragraph(font: str) -> None:
    found = read(paragraph("Taking of blood.", font, "Samples were taken daily."), paragraph("Week 2:", font, "the dose was halved."))
    assert found == [
        ("heading", "Taking of blood."),
        ("paragraph", "Samples were taken daily."),
        ("heading", "Week 2:"),
        ("paragraph", "the dose was halved."),
    ]


def test_one_alone_counts_where_its_words_head_sections() -> None:
    assert read(paragraph("Statistical analysis.", "Body-Bold", "We used a test."))[0] == ("heading", "Statistical analysis.")
    assert read(paragraph("Never again.", "Body-Bold", "We used a test."))[0][0] == "paragraph"


def test_a_heading_that_fills_its_line_is_one_where_others_are_found() -> None:
    alone = Part("paragraph", (Printed("Counting of cells.", Box(1, 50, 80, 200, 90), words("Counting of cells.", "Body-Italic")),))
    others = [paragraph(f"{word} of cells.", "Body-Italic", "It was done.") for word in ("Taking", "Washing")]
    assert read(alone, *others)[0] == ("heading", "Counting of cells.")


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("Escherichia coli", "was grown in broth."),
        ("In vitro", "Growth was slow."),
        ("E.", "Coli was grown."),
        ("Only", "patients. Others were left out."),
        ("Growth.", "of cells was slow"),
        ("", "Growth of cells. It was slow."),
    ],
)
def test_emphasis_and_names_of_species_are_no_headings(head: str, rest: str) -> None:
    printed = paragraph(head, "Body-Italic", rest).lines[0].words
    assert leading_words(printed, 10.0, "Body") == 0


def test_abstracts_keep_their_labels() -> None:
    label = paragraph("Methods.", "Body-Bold", "We asked them.")
    abstract = Part("heading", (Printed("Abstract"),), level=1)
    parts = with_run_in_headings(
        [abstract, label, Part("heading", (Printed("Results"),), level=1), label, label], 10.0, "Body", load_paper_parts()
    )
    assert [(part.kind, part.level) for part in parts[:3]] == [("heading", 1), ("paragraph", None), ("heading", 1)]
    assert [part.level for part in parts if part.text == "Methods."] == [RUN_IN_LEVEL] * 2


def test_labels_of_an_abstract_may_have_no_stop() -> None:
    title = Part("title", (Printed("Growth of cells"),))
    second = Printed("and so it went.", Box(1, 50, 112, 200, 122), words("and so it went.", "Body", top=112.0))
    labelled = [paragraph(label, "Body-Bold", "We asked them") for label in ("Abstract", "Methods", "Women")]
    parts = [title, *(Part("paragraph", (*part.lines, second)) for part in labelled), Part("heading", (Printed("Results"),), level=1)]
    found = with_run_in_headings(parts, 10.0, "Body", load_paper_parts())
    heads = [(part.text, part.level) for part in found if part.kind == "heading"]
    assert heads == [("Abstract", 1), ("Methods", RUN_IN_LEVEL), ("Results", 1)]
