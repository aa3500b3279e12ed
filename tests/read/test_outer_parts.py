"""Lines before and behind the sections of a paper, and the levels of its headings."""

from __future__ import annotations

from extract.grammar.headings import load_paper_parts
from extract.model.document import RUN_IN_LEVEL, Box
from extract.read.layout.outer_parts import with_addresses, with_front_matter, with_levels, without_invitation
from extract.read.parts import Part, Printed
from extract.read.pdf.page import Word

WORDS = load_paper_parts()


def heading(text: str, level: int = 1) -> Part:
    return Part("heading", (Printed(text),), level=level)


def paragraph(text: str) -> Part:
    return Part("paragraph", (Printed(text),))


TITLE = Part("title", (Printed("Growth of cells in the dark"),))
PROSE = paragraph(" ".join(["We grew cells in the dark."] * 12))


def test_what_is_printed_like_a_heading_above_the_first_section_is_none() -> None:
    parts = [
        TITLE,
        heading("Jane Miller, Peter Hall", 4),
        heading("Abstract"),
        PROSE,
        heading("Growth of cells in the dark", 2),
        heading("A way", 3),
    ]
    assert [part.kind for part in with_front_matter(parts, WORDS)] == ["title", "paragraph", "heading", "paragraph", "paragraph", "heading"]


def test_behind_an_abstract_without_a_heading_the_papers_own_headings_stay() -> None:
    parts = [TITLE, heading("Jane Miller", 4), PROSE, heading("REVIEW", 3), heading("Cells that see", 2), PROSE]
    assert [part.kind for part in with_front_matter(parts, WORDS)] == [
        "title",
        "paragraph",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_document_without_a_title_keeps_its_headings() -> None:
    assert with_front_matter([heading("Cells"), PROSE], WORDS) == [heading("Cells"), PROSE]


def test_levels_follow_one_another_and_declarations_stand_beside_the_sections() -> None:
    parts = [
        heading("Conclusions"),
        heading("Cells", 5),
        heading("Of mice.", RUN_IN_LEVEL),
        heading("Funding", 7),
        heading("References", 8),
    ]
    assert [part.level for part in with_levels([PROSE, *parts], WORDS)] == [None, 1, 2, RUN_IN_LEVEL, 1, 1]


def test_an_invitation_to_authors_ends_the_paper() -> None:
    invitation = [paragraph("Submit your next manuscript to Example Press and take part"), Part("list_item", (Printed("It is quick"),))]
    kept, left = without_invitation([TITLE, PROSE, *invitation], WORDS)
    assert (kept, left) == ([TITLE, PROSE], [part.text for part in invitation])
    assert without_invitation([TITLE, *invitation, heading("References")], WORDS)[1] == []


def printed(text: str, size: float, page: int = 1) -> Part:
    words = tuple(Word(text=word, x0=0.0, x1=9.0, top=0.0, bottom=size, size=size, font="Serif") for word in text.split())
    return Part("paragraph", (Printed(text, Box(page, 0, 0, 9, size), words),))


def test_addresses_stand_before_the_sections_or_in_other_print() -> None:
    institution = "Institute of Darkness, University of the Harbour, Seaport"
    parts = [
        Part("title", printed("Growth of cells in the dark", 18).lines),
        printed(institution, 10),
        heading("Introduction"),
        printed(institution, 10),
        printed(institution, 8),
        printed("(E Nagy MD);", 8),
        printed("Hospital of the Harbour, Seaport", 8, page=2),
        printed("She saw it grow", 8, page=2),
        printed(institution, 8, page=3),
        printed("Correspondence to: Eva Nagy", 10, page=7),
    ]
    kinds = [part.kind for part in with_addresses(parts, 10, "Serif", WORDS)]
    assert kinds == ["title", "address", "heading", "paragraph", *["address"] * 3, "paragraph", "paragraph", "address"]
