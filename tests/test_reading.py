"""The benchmark of reading: what it takes from a publisher's XML, and its arithmetic on a few made-up lines."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import papers
import pytest
import reading

from extract.model.document import Block, Box, Citation, Document, Line, Reference

JATS = """<article><back><ref-list>
  <ref id="R1"><element-citation><name><surname>Hall</surname></name><article-title>Signals of growth in liver</article-title>
    <year>2004</year></element-citation></ref>
  <ref id="R2"><element-citation><name><surname>Miller</surname></name><article-title>Escape from therapy again</article-title>
    <year>2006</year></element-citation></ref>
  <ref id="R3"><mixed-citation>Nagy P. A page of the web, last seen in 2010.</mixed-citation></ref>
</ref-list></back>
<body><sec><title>Results</title>
  <p>Growth of HER2-positive cells fell in all of the lines
    [<xref ref-type="bibr" rid="R1">1</xref>–<xref ref-type="bibr" rid="R3">3</xref>].
    It did not come back in the 18
    <sup>th</sup>
    week of any of them. Short one.</p>
  <table-wrap><table><tr><td><p>Nothing that stands in a table is a sentence of the body here.</p></td></tr></table></table-wrap>
  <p>The rate was <inline-formula>x</inline-formula> in each of the nine lines that were seen.</p>
</sec></body></article>"""
BMC = """<art><fm/><bdy><sec><st><p>Results</p></st><p>Growth fell in all of the lines that we saw <abbrgrp><abbr bid="B1">1</abbr>
  <abbr bid="B2">2</abbr></abbrgrp>.</p></sec></bdy>
<bm><refgrp><bibl id="B1"><title><p>Signals of growth in liver</p></title><aug><au><snm>Hall</snm></au></aug><pubdate>2004</pubdate></bibl>
<bibl id="B2"><title><p>Web</p></title><aug><au><snm>Ott</snm></au></aug><pubdate>2001</pubdate></bibl></refgrp></bm></art>"""


def paper(xml: str) -> papers.Paper:
    return reading.paper_of(ElementTree.fromstring(xml))


def document(text: str, lines: tuple[Line, ...] = (), references: tuple[Reference, ...] = (), pages: int = 4) -> Document:
    return Document("d", "d.pdf", "0", "pdf", text, (Block(0, len(text), "paragraph"),), lines, references=references, pages=pages)


def test_jats() -> None:
    found = paper(JATS)
    first, second = found.paragraphs
    assert [papers.words_of(sentence).strip() for sentence in first] == [
        "growth of her2 positive cells fell in all of the lines",
        "it did not come back in the 18th week of any of them",
        "short one",
    ]
    assert len(second) == 1
    assert found.callouts == ("R1", "R2", "R3")
    assert [entry.title for entry in found.entries][2].startswith("Nagy P. A page")


def test_bmc() -> None:
    found = paper(BMC)
    assert [papers.words_of(sentence).strip() for sentence in found.paragraphs[0]] == ["growth fell in all of the lines that we saw"]
    assert (found.callouts, [entry.surname for entry in found.entries]) == (("B1", "B2"), ["Hall", "Ott"])


def test_a_callout_that_contradicts_its_entry_is_left_out() -> None:
    xml = JATS.replace("[<xref", "(Poe <xref").replace(">1</xref>–", ">2004</xref>), (Miller ").replace('rid="R3">3', 'rid="R2">2006')
    assert paper(xml).callouts == ("R2",)


def test_sentences() -> None:
    text = "Growth of HER2-positive cells fell in all of the lines [1-3].\n\nIt did not come back in the 18^th week of any of them."
    words, letters, order, missing = papers.found_sentences(paper(JATS), text)
    assert (words, letters, order, missing) == (papers.Share(2, 2), papers.Share(2, 2), papers.Share(1, 1), [])


def test_a_torn_word_and_the_wrong_order_are_seen() -> None:
    text = "It did not come back in the 18th week of any of them.\n\nGrowth of HER2- positive cells fell in all of the li nes."
    words, letters, order, missing = papers.found_sentences(paper(JATS), text)
    assert (words, letters, order) == (papers.Share(1, 2), papers.Share(2, 2), papers.Share(0, 1))
    assert missing[0].startswith("Growth")


def test_headers_are_lines_at_one_height_on_three_pages() -> None:
    text = "Hall et al. page 1\nHall et al. page 2\nHall et al. page 3\nand"
    starts = [0, 19, 38]
    lines = tuple(Line(start, start + 18, Box(page, 50, 30.0 + page, 200, 40)) for page, start in enumerate(starts, start=1))
    found, left = papers.pages_with_headers(document(text, lines))
    assert (found, left) == (papers.Share(3, 4), ["Hall et al. page #"])
    assert papers.pages_with_headers(document(text, lines[:2]))[0] == papers.Share(0, 4)


def test_references_and_callouts() -> None:
    entries = tuple(
        Reference(label, text, 0, 1) for label, text in [("1", "Hall K: Signals of growth in liver. 2004"), ("2", "Ott L: Web. 2001")]
    )
    found = paper(BMC)
    same = papers.same_entries(found.entries, entries)
    assert {rid: entry.label for rid, entry in same.items()} == {"B1": "1", "B2": "2"}
    citations = [Citation(0, 1, "1", True), Citation(0, 1, "1", True), Citation(0, 1, "2", False)]
    assert papers.called_entries(found, same, citations) == (papers.Share(1, 2), papers.Share(1, 2))
    assert papers.same_entries(found.entries, entries[:1]).keys() == {"B1"}


def test_the_table_names_the_worst() -> None:
    good, bad = (
        reading.Reading(sentences=papers.Share(9, 10)),
        reading.Reading(sentences=papers.Share(1, 10), headers=papers.Share(2, 4)),
    )
    lines = list(reading.table({"a": good, "b": bad}, {"a": 0.2, "b": 0.1}))
    assert lines[3].split()[:4] == ["all", "50.0%", "-", "-"]
    assert "worst sentences: b 10.0%" in lines
    assert "worst headers: b 50.0%" in lines
    assert lines[-1] == "slowest: a"


def test_a_folder_without_pairs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["reading.py", str(tmp_path)])
    with pytest.raises(SystemExit, match="no PDF has an XML file"):
        reading.main()
