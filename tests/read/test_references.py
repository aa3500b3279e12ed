"""Lists without numbers: where entries begin, what they are called by, and what is no entry."""

from __future__ import annotations

import re

import pytest

from extract.grammar.citing import Way, load_citing
from extract.grammar.headings import load_paper_parts
from extract.read import read_bytes
from extract.read.flow import with_references
from extract.read.parts import Part, Printed
from extract.read.references import author_label, begins_entry, entries_without_numbers, entry_details

WAYS = load_citing()


def paragraph(*lines: str) -> Part:
    return Part("paragraph", tuple(Printed(line) for line in lines))


def labels(parts: list[Part]) -> list[str | None]:
    return [part.label for part in parts if part.kind == "reference"]


@pytest.mark.parametrize("way", WAYS.entries, ids=lambda way: way.id)
def test_begins_of_entries(way: Way) -> None:
    for example in way.examples:
        author = re.search("<author>(.*?)</author>", example)
        match = way.pattern.match(re.sub("</?author>", "", example))
        assert author is not None
        assert match is not None
        assert match["author"] == author[1]
    assert not any(way.pattern.match(example) for example in way.counterexamples)


@pytest.mark.parametrize("way", WAYS.links)
def test_links(way: Way) -> None:
    assert all(WAYS.is_link(example) for example in way.examples)
    assert not any(WAYS.is_link(example) for example in way.counterexamples)


@pytest.mark.parametrize("way", WAYS.colophons)
def test_colophons(way: Way) -> None:
    assert all(WAYS.begins_colophon(example) for example in way.examples)
    assert not any(WAYS.begins_colophon(example) for example in way.counterexamples)


def test_how_the_article_is_cited_is_no_part_of_the_last_entry() -> None:
    last = paragraph(
        "1. Hall K: Signals of growth.",
        "J Assays 2004, 5:1.",
        "doi:10.1000/a-1",
        "Cite this article as: Ott et al.: Escape. Assays 2015 16:2.",
    )
    found = with_references([Part("heading", (Printed("References"),), level=1), last], load_paper_parts())
    assert [(part.kind, part.text) for part in found[1:]] == [
        ("reference", "Hall K: Signals of growth. J Assays 2004, 5:1."),
        ("footnote", "doi:10.1000/a-1 Cite this article as: Ott et al.: Escape. Assays 2015 16:2."),
    ]


def test_entries_in_one_run_of_lines_are_parted() -> None:
    run = paragraph(
        "Hall K, Nagy P: Signals of growth in the liver and",
        "the lung. J Assays. 2004; 57(2): 143-154.",
        "Miller JA: Escape from therapy. J Assays. 2006; 1: 2-3.",
        "van Dam WB III, Toth L, et al.: Masking of epitopes. In press.",
    )
    found = entries_without_numbers([run])
    assert labels(found) == ["Hall 2004", "Miller 2006", "van Dam in press"]
    assert found[0].text.endswith("143-154.")


def test_what_an_incomplete_entry_lacks_is_joined_and_buttons_are_left_out() -> None:
    found = entries_without_numbers(
        [paragraph("Hall K: Signals of growth in the"), paragraph("lung. J Assays. 2004; 57: 143."), paragraph("Publisher Full Text")]
    )
    assert [part.text for part in found] == ["Hall K: Signals of growth in the lung. J Assays. 2004; 57: 143."]


def test_what_stands_below_a_list_is_no_entry() -> None:
    entries = [
        paragraph(f"{name} K (200{i}) Signals of growth. J Assays 5:{i}") for i, name in enumerate(["Hall", "Miller", "Nagy", "Ott", "Poe"])
    ]
    found = entries_without_numbers([*entries, paragraph("Received: 3 March 2013; accepted: 5 May 2013.")])
    assert [part.kind for part in found] == ["reference"] * 5 + ["paragraph"]


def test_bodies_begin_entries_where_the_alphabet_has_them_and_titles_of_journals_none() -> None:
    run = paragraph(
        "Adler K, Nagy P (2004) Signals of growth. J Assays 3:1.",
        "Bell K (2001) Growth in the liver of mice that were fed.",
        "Lung J Assays. 3:1 (2001).",
        "Carr JA (1998) A trial of two drugs.",
        "Hall K (2003) Escape from therapy. J Assays 4:5.",
        "Institute of Assays (2006) A report on growth.",
        "Miller JA (1998) A trial of two drugs at home in 1997.",
        "Cancer Study Group. J Assays 4:5.",
        "van Ott L (2002) Loss of growth. J Assays 6:7.",
        "Poe E (2005) Gain of growth. J Assays 8:9.",
        "WHO (2001) Another report.",
    )
    found = labels(entries_without_numbers([run]))
    assert found == [
        "Adler 2004", "Bell 2001", "Carr 1998", "Hall 2003", "Institute of Assays 2006", "Miller 1998", "van Ott 2002",
        "Poe 2005", "WHO 2001",
    ]  # fmt: skip


def test_letters_behind_the_year_and_entries_of_the_same_year() -> None:
    assert author_label("Hall K (2006a) One. J Assays 5:1") == "Hall 2006a"
    found = entries_without_numbers([paragraph("Hall K (2006) One. J Assays 5:1"), paragraph("Hall K, Ott L (2006) Two. J Assays 5:2")])
    assert labels(found) == ["Hall 2006 (1)", "Hall 2006 (2)"]


def test_a_list_goes_on_beside_another_section() -> None:
    parts = [
        Part("heading", (Printed("References"),), level=1),
        paragraph("Hall K: Signals. J Assays. 2004; 57: 143."),
        Part("heading", (Printed("Acknowledgements"),), level=1),
        paragraph("We thank the nurses of the ward."),
        paragraph("Miller JA: Escape. J Assays. 2006; 1: 2-3."),
    ]
    found = with_references(parts, load_paper_parts())
    assert [part.kind for part in found] == ["heading", "reference", "heading", "paragraph", "reference"]


def test_prose_begins_no_entry() -> None:
    assert not begins_entry("We thank the nurses who worked in 2004.")
    assert begins_entry("Miller JA: Escape. J Assays. 2006; 1: 2-3.")


@pytest.mark.parametrize(
    ("entry", "year"),
    [
        ("Hall K. Update on the review by Miller and Ott (1987). J Assays. 1988;104:373-80.", 1988),
        ("Hall K (2004) Growth from 1990 to 1999. J Assays 3:1", 2004),
        ("Hall K, Ott L. Care at home. Social Assays 1982. 2005;61:9.", 2005),
        ("K. Hall, Signals of growth, J. Assays 12 (2001) 3-4.", 2001),
        ("Hall K. Signals of growth. J Assays 2006 Mar 4;5(2):1.", 2006),
    ],
)
def test_the_year_of_an_entry_is_that_of_its_volume(entry: str, year: int) -> None:
    assert entry_details(entry)[2] == year


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/1529-0131(200009)43:9<1905::AID-XYZ1>3.0.CO;2-P",
        "10.1000/0033-7587(2002)158[0634:ABCDEF]2.0.CO;2",
        "10.1000/S0140-6736(05)00001-2",
    ],
)
def test_dois_with_brackets(doi: str) -> None:
    assert entry_details(f"Hall K. Signals of growth. J Assays 2002;3:4. doi:{doi}. PMID: 12345678.") == (doi, "12345678", 2002)


def test_details() -> None:
    assert entry_details("Hall K: One. J Assays 2004, 5:1999-2003. doi:10.1000/xyz.2010. PMID: 1234567") == (
        "10.1000/xyz.2010",
        "1234567",
        2004,
    )
    assert entry_details("A page of the web.") == (None, None, None)


def test_a_text_with_a_list_by_author_and_year() -> None:
    text = (
        "Escape from therapy\n\nIntroduction\n\nMany tumours escape from therapy after a while (Hall 2004), as others saw as well.\n\n"
        "References\n\nHall K (2004) Signals of growth in the liver. J Assays 5:1-9\nMiller JA, Ott L (2006) Escape. J Assays 7:2-3\n"
    )
    document = read_bytes(text.encode(), "a.txt")
    assert [(entry.label, entry.year) for entry in document.references] == [("Hall 2004", 2004), ("Miller 2006", 2006)]
    assert all(document.text[entry.start : entry.end] == entry.text for entry in document.references)
