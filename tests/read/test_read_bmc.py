"""XML of BioMed Central: read as the article it is, with its tables, callouts and references; and articles in envelopes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.model.document import Document
from extract.read import read_bytes, read_many
from extract.stages.citations import find_citations
from extract.stages.sections import find_sections

ART = """<?xml version='1.0'?>
<!DOCTYPE art SYSTEM 'http://www.biomedcentral.com/xml/article.dtd'>
<art>
<ui>1471-0000-1-1</ui>
<fm><dochead>Research article</dochead>
<bibl><title><p>Growth of <it>Mus</it> tumours under lapatinib</p></title>
<aug><au><snm>Roe</snm><fnm>Jane</fnm></au></aug><source>BMC Growth</source><pubdate>2014</pubdate>
<xrefbib><pubidlist><pubid idtype="doi">10.1186/1471-0000-1-1</pubid><pubid idtype="pmpid">12345678</pubid></pubidlist></xrefbib></bibl>
<abs><sec><st><p>Abstract</p></st><sec><st><p>Background</p></st><p>Tumours grow.</p></sec></sec></abs></fm>
<bdy><sec><st><p>Results</p></st><p>Lapatinib slowed growth by 30% <abbrgrp>
        <abbr bid="B1">1</abbr>
        <abbr bid="B2">2</abbr>
    </abbrgrp>, as Table <tblr tid="T1">1</tblr> shows (10<sup>3</sup> cells).</p>
<table id="T1"><title><p>Table 1</p></title><caption><p><b>Growth by arm</b></p></caption>
<tgroup cols="2"><colspec colname="c1"/><colspec colname="c2"/>
<thead><row><entry colname="c1"><p>Arm</p></entry><entry colname="c2"><p>Growth, mm</p></entry></row></thead>
<tfoot><p><sup>a</sup>Of the longest diameter.</p></tfoot>
<tbody><row><entry colname="c1"><p>Lapatinib</p></entry><entry colname="c2"><p>3.1</p></entry></row></tbody></tgroup></table>
<fig id="F1"><title><p>Figure 1</p></title><caption><p>Sizes</p></caption><text><p><b>Sizes.</b> Bars are means.</p></text>
<graphic file="x-1"/></fig></sec></bdy>
<bm><ack><sec><st><p>Acknowledgements</p></st><p>We thank A.</p></sec></ack>
<refgrp><bibl id="B1"><title><p>On growth</p></title><aug><au><snm>Smith</snm><mi>B</mi><fnm>Ann</fnm></au><etal/></aug>
<source>Cell</source><pubdate>2001</pubdate><volume>3</volume><issue>2</issue><fpage>10</fpage><lpage>19</lpage>
<xrefbib><pubid idtype="doi">10.1/growth</pubid></xrefbib></bibl>
<bibl id="B2"><title><p>A site</p></title><note>[<url>http://example.org</url>]</note></bibl></refgrp></bm></art>"""
SHARED = Path(__file__).resolve().parents[2] / "../shared/pdfs"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_bytes(ART.encode(), "art.xml")


def test_facts(document: Document) -> None:
    assert document.format == "bmc_xml"
    assert document.title == "Growth of Mus tumours under lapatinib"
    assert (document.journal, document.year, document.doi, document.pmid) == ("BMC Growth", 2014, "10.1186/1471-0000-1-1", "12345678")
    assert document.doc_type == "article"


def test_sections(document: Document) -> None:
    found = [(section.kind, section.title) for section in find_sections(document)]
    for wanted in [("abstract", "Abstract"), ("results", "Results"), ("references", "References")]:
        assert wanted in found


def test_callouts_are_resolved(document: Document) -> None:
    assert "slowed growth by 30% [1, 2], as Table 1 shows (10^3 cells)." in document.text
    assert [(citation.label, citation.resolved) for citation in find_citations(document)] == [("1", True), ("2", True)]


def test_references(document: Document) -> None:
    first, second = document.references
    assert (first.label, first.year, first.doi) == ("1", 2001, "10.1/growth")
    assert first.text == "Smith Ann B, et al. On growth. Cell. 2001;3(2):10-19."
    assert second.text.startswith("A site.")
    assert "http://example.org" in second.text


def test_table_and_captions(document: Document) -> None:
    (table,) = document.tables
    assert table.caption == "Table 1. Growth by arm."
    assert [(cell.row, cell.column, cell.text, cell.header) for cell in table.cells] == [
        (0, 0, "Arm", True),
        (0, 1, "Growth, mm", True),
        (1, 0, "Lapatinib", False),
        (1, 1, "3.1", False),
    ]
    assert "Of the longest diameter." in document.text
    assert "Figure 1. Sizes. Bars are means." in document.text
    assert document.text.count("Sizes.") == 1


def test_art_that_is_no_article_is_refused() -> None:
    with pytest.raises(ReadError, match="neither <fm> nor <bdy>") as caught:
        read_bytes(b"<?xml version='1.0'?><art><painting/></art>", "museum.xml")
    assert caught.value.code == "unsupported_format"


def article(number: int, prefix: str = "") -> str:
    inside = f"<{prefix}article><{prefix}front><{prefix}article-meta><{prefix}article-id pub-id-type='pmc'>{number}</{prefix}article-id>"
    title = f"<{prefix}title-group><{prefix}article-title>Paper {number}</{prefix}article-title></{prefix}title-group>"
    text = f"<{prefix}body><{prefix}p>Growth fell.</{prefix}p></{prefix}body>"
    return f"{inside}{title}</{prefix}article-meta></{prefix}front>{text}</{prefix}article>".replace("'pmc'", '"pmc"')


@pytest.mark.parametrize(
    "envelope",
    [
        "<OAI-PMH><responseDate>2015</responseDate><ListRecords><record><metadata>{}</metadata></record>"
        "<record><metadata>{}</metadata></record></ListRecords></OAI-PMH>",
        "<pmc-articleset>{}{}</pmc-articleset>",
        "<articles>{}{}</articles>",
        "<collection>{}{}</collection>",
    ],
)
@pytest.mark.parametrize("prefix", ["", "j:"])
def test_articles_in_an_envelope_are_documents_of_their_own(envelope: str, prefix: str) -> None:
    data = ('<?xml version="1.0"?>' + envelope.format(article(1, prefix), article(2, prefix))).encode()
    found = list(read_many(data, "set.xml"))
    assert [document.title for document in found] == ["Paper 1", "Paper 2"]
    assert [document.format for document in found] == ["jats", "jats"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the papers of publishers are not part of the repository")
def test_articles_of_the_publisher_lose_no_callout() -> None:
    for path in sorted([*SHARED.glob("bmc_*.xml"), *SHARED.glob("trials_*.xml")]):
        document = read_bytes(path.read_bytes(), path.name)
        citations = find_citations(document)
        assert document.format == "bmc_xml"
        assert len(document.references) > 15
        assert len(citations) > 30
        assert sum(not citation.resolved for citation in citations) <= 1
        assert len(find_sections(document)) > 10
        assert document.tables
