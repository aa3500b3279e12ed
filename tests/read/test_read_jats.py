"""JATS XML: sections, inline markup, callouts, tables, references and metadata; what is refused; real papers."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spans import check_spans

from extract.errors import ReadError
from extract.model.document import Document
from extract.read import read_bytes, read_many, read_path
from extract.stages.citations import find_citations
from extract.stages.sections import find_sections

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PAPERS = sorted([*SHARED.glob("corpora/pmc_articles/*.nxml"), *SHARED.glob("corpora/pubmed_xml/data/*.nxml"), *SHARED.glob("pdfs/*.xml")])

HEAD = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.0//EN" "jats.dtd">'
META = """
<front><journal-meta><journal-title-group><journal-title>Journal of Assays</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">123</article-id><article-id pub-id-type="pmc">456</article-id>
<article-id pub-id-type="doi">10.1000/x.1</article-id>
<article-categories><subj-group><subject>Research</subject></subj-group></article-categories><title-group>
<article-title>Lapatinib and <italic>HER2</italic><xref ref-type="fn" rid="n1">*</xref></article-title>
<subtitle>a study</subtitle></title-group>
<pub-date pub-type="pmc-release"><year>2019</year></pub-date><pub-date pub-type="epub"><year>2015</year></pub-date>
<pub-date pub-type="ppub"><year>2016</year></pub-date>
<abstract><sec><title>Methods</title><p>We counted cells.</p></sec><sec><title>Results</title><p>Cells died.</p></sec></abstract>
</article-meta></front>"""


def article(body: str, back: str = "", *, meta: str = META, kind: str = "research-article") -> Document:
    xml = f'{HEAD}<article xmlns:xlink="x" article-type="{kind}">{meta}<body>{body}</body><back>{back}</back></article>'
    document = read_bytes(xml.encode(), "paper.nxml")
    check_spans(document)
    return document


def paragraph(words: str, back: str = "") -> str:
    document = article(f"<sec><title>Results</title><p>{words}</p></sec>", back)
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "paragraph"][2]


def refs(*citations: str, label: bool = True) -> str:
    entries = (
        f'<ref id="B{i}">{f"<label>{i}.</label>" if label else ""}<mixed-citation>{words}</mixed-citation></ref>'
        for i, words in enumerate(citations, 1)
    )
    return f"<ref-list><title>Literature</title>{''.join(entries)}</ref-list>"


def callout(number: int, words: str | None = None) -> str:
    return f'<xref ref-type="bibr" rid="B{number}">{number if words is None else words}</xref>'


def test_metadata() -> None:
    document = article("<sec><title>Results</title><p>Cells died.</p></sec>")
    assert (document.format, document.doc_type, document.year, document.journal) == ("jats", "article", 2016, "Journal of Assays")
    assert (document.title, document.doi, document.pmid, document.pmcid) == ("Lapatinib and HER2: a study", "10.1000/x.1", "123", "PMC456")
    assert document.text.startswith("Lapatinib and HER2: a study\n\nAbstract\n\nMethods\n\nWe counted cells.")


@pytest.mark.parametrize(
    ("kind", "subject", "expected"),
    [
        ("review-article", "Research", "review"),
        ("other", "Mini Review", "review"),
        ("other", "Book Review", "unknown"),
        ("case-report", "Case", "article"),
        ("letter", "Letter", "unknown"),
        ("abstract", "Poster", "abstract"),
    ],
)
def test_type(kind: str, subject: str, expected: str) -> None:
    meta = META.replace("<subject>Research<", f"<subject>{subject}<")
    assert article("<p>Cells died.</p>", meta=meta, kind=kind).doc_type == expected


def test_nothing_is_said_without_metadata() -> None:
    document = article("<p>Cells died.</p>", meta="")
    assert {document.title, document.year, document.journal, document.doi, document.pmid, document.pmcid} == {None}


def test_nested_sections_keep_their_depth() -> None:
    document = article(
        "<sec><label>2</label><title>Methods</title><sec><title>Cell lines</title><p>Cells grew.</p></sec></sec>"
        "<sec><title>Results</title><p>They died.</p></sec>"
    )
    sections = find_sections(document)
    assert [(s.title, s.kind, None if s.parent is None else sections[s.parent].title) for s in sections[1:]] == [
        ("Abstract", "abstract", None),
        ("Methods", "methods", "Abstract"),
        ("Results", "results", "Abstract"),
        ("2 Methods", "methods", None),
        ("Cell lines", "methods", "2 Methods"),
        ("Results", "results", None),
    ]


def test_introduction_without_a_heading_is_not_part_of_the_abstract() -> None:
    document = article("<p>Cells die in many ways.</p><sec><title>Results</title><p>They died.</p></sec>")
    assert "Cells died.\n\nIntroduction\n\nCells die in many ways." in document.text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("10<sup>6</sup> cells/m<sup>2</sup>", "10^6 cells/m^2"),
        ("the IC<sub>50</sub>of Ca<sup>2+</sup>", "the IC50of Ca2+"),
        ("SaO<sub>2 </sub>values", "SaO2 values"),
        ("the β\n\t\t<sub>2</sub>-agonist", "the β2-agonist"),
        ("see\n\t\t<italic>x</italic>\n\t\t, (\n\t\t<bold>y</bold>\n\t\t).", "see x, (y)."),
        ("5&#160;mg &lt; 6&nbsp;mg &alpha;", "5 mg < 6 mg α"),
        ("e&#x301;t&#233; <!-- no --><?no?>ﬁrst", "été first"),
        ("<alternatives><tex-math>\\a</tex-math><mml:math xmlns:mml='m'><mml:mi>x</mml:mi></mml:math></alternatives> is", "x is"),
        ("one<break/>two", "one two"),
        ("over\u00adexpressing", "overexpressing"),
    ],
)  # fmt: skip
def test_inline_markup(xml: str, text: str) -> None:
    assert paragraph(xml) == text


@pytest.mark.parametrize(
    ("xml", "text", "labels"),
    [
        (f"died [{callout(1)}].", "died [1].", "1"),
        (f"died [{callout(1)},{callout(2)}].", "died [1,2].", "1 2"),
        (f"died [{callout(1)}-{callout(3)}].", "died [1-3].", "1 2 3"),
        (f"died [\n\t{callout(1)}\n\t–\n\t{callout(3)}\n\t].", "died [1 – 3].", "1 2 3"),
        (f"died.<sup>{callout(1)},{callout(2)}</sup> Then", "died.[1,2] Then", "1 2"),
        (f"died {callout(1, '<sup>1</sup>')}.", "died [1].", "1"),
        (f"died {callout(1, '[1]')}–{callout(3, '[3]')}.", "died [1–3].", "1 2 3"),
        (f"died [{callout(1)}]–[{callout(3)}].", "died [1–3].", "1 2 3"),
        (f"died ({callout(1)}, {callout(2)}).", "died [1, 2].", "1 2"),
        (f"died (as in {callout(2)}).", "died (as in [2]).", "2"),
        (f"died [{callout(1, '')}].", "died [1].", "1"),
        ('died (<xref ref-type="fig" rid="f1">Fig. 1</xref>).', "died (Fig. 1).", ""),
    ],
)
def test_callouts_are_bracketed_and_resolve(xml: str, text: str, labels: str) -> None:
    back = refs("Nagy P. One. 2005.", "Nagy P. Two. 2006.", "Nagy P. Three. 2007.")
    assert paragraph(xml, back) == text
    document = article(f"<sec><title>Results</title><p>{xml}</p></sec>", back)
    citations = find_citations(document)
    assert [citation.label for citation in citations] == labels.split()
    assert all(citation.resolved for citation in citations)


def test_entries_without_labels_are_called_what_the_text_calls_them() -> None:
    back = refs("Nagy P (2005) One.", "Szollosi J (2006) Two.", label=False)
    numbered = article(f"<p>Cells died [{callout(2, '1')},{callout(1, '2')}].</p>", back)
    assert [reference.label for reference in numbered.references] == ["2", "1"]
    named = article(f"<p>Cells died ({callout(1, 'Nagy <italic>et al</italic>, 2005')}).</p>", back)
    assert "Cells died (Nagy et al, 2005)." in named.text
    assert [reference.label for reference in named.references] == ["Nagy 2005", "Szollosi 2006"]


def test_entries_of_one_author_and_year_have_labels_of_their_own() -> None:
    document = article("<p>Cells died.</p>", refs("Nagy P (2005) One.", "Nagy P (2005) Two.", label=False))
    assert [reference.label for reference in document.references] == ["Nagy 2005 (1)", "Nagy 2005 (2)"]


def test_references() -> None:
    back = """<ref-list><ref id="B1"><label>1</label><element-citation><person-group>
      <name><surname>Nagy</surname><given-names>P</given-names></name>
      <name><surname>Szabo</surname><given-names>A</given-names></name><etal/></person-group>
      <article-title>Masking of epitopes</article-title>
      <source>J Assays</source><year>2005</year><volume>65</volume><issue>2</issue><fpage>473</fpage><lpage>82</lpage>
      <pub-id pub-id-type="doi">https://doi.org/10.1000/Y.2</pub-id><pub-id pub-id-type="pmid">999</pub-id></element-citation></ref>
      <ref id="B2"><mixed-citation><name><surname>Olah</surname><given-names>B</given-names></name>. <article-title>Growth</article-title>.
      <source>Ann Assays</source> (<year>2001</year>), doi:10.1000/z.3</mixed-citation></ref><ref id="B3"/></ref-list>"""
    first, second = article("<p>Cells died.</p>", back).references
    assert first.text == "Nagy P, Szabo A, et al. Masking of epitopes. J Assays. 2005;65(2):473-82."
    assert (first.label, first.doi, first.pmid, first.year) == ("1", "10.1000/Y.2", "999", 2005)
    assert second.text == "Olah B. Growth. Ann Assays (2001), doi:10.1000/z.3"
    assert (second.doi, second.pmid, second.year) == ("10.1000/z.3", None, 2001)


TABLE = """<table-wrap id="t1"><label>Table 1.</label><caption><title>Response</title><p>By arm<sup>a</sup></p></caption><table>
<thead><tr><th rowspan="2">Line</th><th colspan="2">IC<sub>50</sub></th></tr><tr><th>nM</th><th>95% CI</th></tr></thead>
<tbody><tr><td rowspan="2">BT474</td><td>2<sup>a</sup></td><td rowspan="2">1–3</td></tr><tr><td>4</td></tr>
<tr><td colspan="3">Resistant lines</td></tr><tr><td>A431</td><td><bold>81</bold><xref ref-type="table-fn" rid="x">*</xref></td><td/></tr>
<tr><td colspan="3"><hr/></td></tr></tbody></table>
<table-wrap-foot><fn id="x"><label>*</label><p>Mean of three.</p></fn><p>CI, confidence interval</p></table-wrap-foot></table-wrap>"""


def test_table_with_spans() -> None:
    document = article(f"<sec><title>Results</title><p>Cells died{TABLE} (Table 1).</p></sec>")
    (table,) = document.tables
    assert table.caption == "Table 1. Response. By arm."
    assert document.text[table.start : table.end].split("\n") == [
        "Line\tIC50\tIC50",
        "\tnM\t95% CI",
        "BT474\t2\t1–3",
        "BT474\t4\t",
        "Resistant lines\t\t",
        "A431\t81\t",
    ]
    assert [cell.text for cell in table.cells if cell.header] == ["Line", "IC50", "IC50", "nM", "95% CI"]
    kinds = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    at = kinds.index(("paragraph", "Cells died (Table 1)."))
    assert [kind for kind, _ in kinds[at + 1 : at + 3]] == ["caption", "table"]
    assert kinds[at + 3 :] == [("footnote", "Mean of three."), ("footnote", "CI, confidence interval")]


def test_table_of_the_oasis_model() -> None:
    document = article(
        '<table-wrap><table xmlns:o="x"><o:tgroup cols="3"><o:colspec colname="a"/><o:colspec colname="b"/><o:colspec colname="c"/>'
        '<o:thead><o:row><o:entry>Line</o:entry><o:entry namest="b" nameend="c">Dose</o:entry></o:row></o:thead>'
        '<o:tbody><o:row><o:entry morerows="1">BT474</o:entry><o:entry>1</o:entry><o:entry>2</o:entry></o:row>'
        '<o:row><o:entry colname="c">3</o:entry></o:row></o:tbody></o:tgroup></table></table-wrap>'
    )
    (table,) = document.tables
    assert document.text[table.start : table.end] == "Line\tDose\tDose\nBT474\t1\t2\nBT474\t\t3"


def test_lists_figures_and_notes_leave_the_paragraph() -> None:
    document = article(
        "<sec><title>Results</title><p>Two things:<list><list-item><label>1</label><p>growth;</p></list-item>"
        '<list-item><p>death.</p></list-item></list>Both<fn><label>2</label><p>In vitro.</p></fn> matter.'
        '<fig><label>Fig 1</label><caption><p>Growth of cells</p></caption>'
        "<graphic/></fig></p></sec><sub-article><body><p>A reviewer speaks.</p></body></sub-article>"
    )  # fmt: skip
    kinds = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert kinds[kinds.index(("paragraph", "Two things:")) + 1 :] == [
        ("list_item", "growth;"),
        ("list_item", "death."),
        ("paragraph", "Both matter."),
        ("footnote", "In vitro."),
        ("caption", "Fig 1. Growth of cells."),
    ]


def test_peer_review_after_the_article_is_left_out() -> None:
    xml = f"<article>{META}<body><p>Cells died.</p></body><sub-article><body><p>A reviewer speaks.</p></body></sub-article></article>"
    assert "reviewer" not in read_bytes(xml.encode(), "p.xml").text


def test_packed_and_wrapped_papers_are_the_same_document() -> None:
    xml = f"<article>{META}<body><p>Cells died.</p></body></article>".encode()
    plain = read_bytes(xml, "p.xml")
    packed = read_bytes(gzip.compress(xml), "p.xml.gz")
    (wrapped,) = read_many(b"<?xml version='1.0'?>\n<pmc-articleset>" + xml + b"</pmc-articleset>", "p.xml")
    assert plain.id == packed.id == wrapped.id
    assert plain.text == packed.text == wrapped.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_the_declaration_names(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><article><body><p>Naïve cells died.</p></body></article>'
    assert "Naïve cells died." in read_bytes(xml.encode(encoding), "p.xml").text


def test_content_decides_and_not_the_name() -> None:
    xml = b"\xef\xbb\xbf\n<!-- exported --><article><body><p>Cells died.</p></body></article>"
    assert read_bytes(xml, "paper.txt").format == "jats"
    assert read_bytes(b"Cells died.", "paper.xml").format == "text"
    assert read_bytes(b"<div>\n\n# Cells\n\nCells died.\n\n- one\n- two\n", "paper.md").format == "markdown"


BOMB = "<!DOCTYPE article [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BODY = "<article><body><p>Cells died.</p></body></article>"
REFUSED = {
    "bomb": (f"{BOMB}]><article><body><p>&i;</p></body></article>", "xml_entities"),
    "file": ("<!DOCTYPE article [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><article><body><p>&x;</p></body></article>", "xml_entities"),
    "parameter": (f"<!DOCTYPE article [<!ENTITY % x SYSTEM 'http://localhost/x.dtd'> %x;]>{BODY}", "xml_entities"),
    "long": (f"<!DOCTYPE article [{' ' * 100_000}<!ENTITY x 'y'>]>{BODY}", "xml_entities"),
    "deep": (f"<article><body>{'<sec>' * 5000}{'</sec>' * 5000}</body></article>", "xml_too_deep"),
    "cut": (BODY[:40], "truncated_xml"),
    "cut in a tag": (BODY[:33], "truncated_xml"),
    "broken": ("<article><body><p>Cells <b>died</p></body></article>", "broken_xml"),
    "html": ("<html><head/><body><article>Please enable cookies.</article></body></html>", "html_page"),
    "html with type": ("<!DOCTYPE html>\n<html><body>No such paper</body></html>", "html_page"),
    "docbook": ("<article><para>Cells died.</para></article>", "unsupported_format"),
    "other": ("<?xml version='1.0'?><tei><text/></tei>", "unsupported_format"),
    "empty": ("<article><body/></article>", "no_text"),
    "no set": ("<pmc-articleset></pmc-articleset>", "no_records"),
    "encoding": ("<?xml version='1.0' encoding='klingon'?><article><body/></article>", "invalid_encoding"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refused(why: str) -> None:
    xml, code = REFUSED[why]
    with pytest.raises(ReadError) as caught:
        read_bytes(xml.encode(), "paper.xml")
    assert (caught.value.code, caught.value.where[:9]) == (code, "paper.xml")
    assert caught.value.remedy.endswith(".")


def test_too_long_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.xml.safe.MAX_TREE_BYTES", 1000)
    monkeypatch.setattr("extract.read.xml.safe.MAX_FILE_BYTES", 2000)
    for data in (b"<article>" + b" " * 1000, gzip.compress(b"<article>" + b" " * 3000)):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "long.xml")
        assert caught.value.code == "too_large"


TAGS = ["p", "sec", "title", "label", "list", "list-item", "fig", "caption", "table-wrap", "table", "thead", "tbody", "tr", "td", "th"]
TAGS += ["sup", "sub", "italic", "xref", "fn", "ref", "mixed-citation", "name", "surname", "disp-quote", "boxed-text", "def-list", "body"]
TAGS += ["alternatives", "abstract", "back", "ref-list", "x-unknown", "tgroup", "row", "entry", "citation-alternatives", "back", "front"]
WORDS = st.one_of(
    st.sampled_from(["cells", "[1]", "13", "e\u0301", "\u0301", "ﬁ", "\u00ad", "\n\t", " ", ")", "5%", "\ue000"]), st.text(max_size=8)
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["colspan", "rowspan", "ref-type", "rid", "id", "morerows"]),
    st.sampled_from(["bibr", "B1", "1", "2", "0", "-1", "999999999", "x", "table-fn", "٣"]),
    max_size=2,
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(tag: str, attributes: dict[str, str], inside: list[str]) -> str:
        said = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<{tag}{said}>{''.join(inside)}</{tag}>"

    return st.builds(build, st.sampled_from(TAGS), ATTRIBUTES, st.lists(children, max_size=5))


def allowed(text: str) -> str:
    return "".join(c for c in escape(text) if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


XML = st.recursive(WORDS.map(allowed), element, max_leaves=40)


@settings(max_examples=200, deadline=None)
@given(body=st.lists(XML, max_size=6).map("".join), back=st.lists(XML, max_size=3).map("".join))
def test_any_nesting(body: str, back: str) -> None:
    data = f"<article>{META}<body>{body}</body><back>{back}</back></article>".encode()
    document = read_bytes(data, "any.xml")
    check_spans(document)
    assert read_bytes(data, "any.xml") == document


@pytest.mark.shared
@pytest.mark.skipif(not PAPERS, reason="the development papers are not part of the repository")
def test_papers() -> None:
    called = resolved = tables = cells = read = 0
    for path in PAPERS:
        if b"<!DOCTYPE article" not in path.read_bytes()[:2000]:
            continue
        document = read_path(path)
        check_spans(document)
        read += 1
        assert document.format == "jats"
        assert document.title
        assert document.year
        assert document.journal
        in_tables = [(table.start, table.end) for table in document.tables]
        citations = [
            c for c in find_citations(document) if c.label.isdigit() and not any(start <= c.start < end for start, end in in_tables)
        ]
        called += len(citations)
        resolved += sum(citation.resolved for citation in citations)
        tables += len(document.tables)
        cells += sum(bool(table.cells) for table in document.tables)
    assert read > 100
    assert resolved >= 0.985 * called > 5000
    assert cells == tables > 300


def test_sections_within_acknowledgements_stand_beside_those_of_the_paper() -> None:
    back = "<ack><sec><title>Funding</title><p>There was none.</p></sec></ack>"
    document = article("<sec><title>Methods</title><p>We did it.</p></sec>", back)
    assert [(document.text[b.start : b.end], b.level) for b in document.blocks if b.kind == "heading"][-2:] == [
        ("Methods", 1),
        ("Funding", 1),
    ]
