"""The benchmark of styles: a made-up article set as journals set theirs is read again to the letter, and what is measured is right."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import typeset
from papers import Share, words_of
from typesetting.article import Article, Figure, Heading, Paragraph, Run, TableFloat
from typesetting.callouts import Callouts
from typesetting.jats import read_article
from typesetting.lines import Printing, set_lines
from typesetting.setter import set_article
from typesetting.style import Look, read_styles
from typesetting.truth import Truth

from extract.model.document import Document
from extract.read import read_bytes
from extract.stages.citations import find_citations
from extract.stages.sections import find_sections

STYLES = read_styles()
READ_IN = sorted(set(STYLES) - {"preprint", "tracked", "years"})
MEASURED_IN = [
    "boxed",
    "fives",
    "footnotes",
    "info",
    "manuscript",
    "margin",
    "panels",
    "preprint",
    "run_in",
    "sidebar",
    "tables",
    "three",
    "tracked",
    "wide",
]
SENTENCES = (
    "Erlotinib slowed the growth of most tumours, but the effect did not last longer than nine months.",
    "Forty-two patients with squamous-cell carcinoma were asked to take part, and thirty-nine agreed.",
    "Doses were raised by 25 mg each week until 150 mg/day or until a rash of grade 2 appeared.",
    "Well-differentiated tumours were as common in one group as in the other (18 and 19).",
    "Tumours shrank by more than a third in 12 of 20 patients who had the drug and in 3 of 19 who had not.",
    "The median time to progression was 8.4 months (95% CI 6.1–10.9) with the drug and 4.0 months without it.",
    "Concentrations above 2 µM were never reached, while ≥ 1 µM was usual after the second week.",
    "Cells that had lost PTEN grew on although EGFR was no longer phosphorylated in any of them.",
    "A second mutation is therefore a likely reason for the difference between the two groups of patients.",
    "Whether a longer treatment would have helped those with stable disease cannot be said from our figures.",
)
DRUGS = ("Gefitinib", "Lapatinib", "Afatinib", "Dasatinib", "Sunitinib", "Sorafenib", "Imatinib")
LINES = ("A431", "H1975", "PC-9", "MCF-7", "SK-BR-3", "HCC827")
OUTCOMES = (
    "kept {line} cells from dividing at {dose} nM, and more of them died within two days",
    "had no effect upon the migration of {line} cells although {dose} nM was given every day",
    "lowered the phosphorylation of AKT in {line} cells to a third when {dose} nM was added to the medium",
    "and radiation together killed more {line} cells than either of them did alone ({dose} of 1000)",
)
WORKS = (
    ("Hall", "Signals of growth in the lining of the lung"),
    ("Miller", "A receptor and what blocks it"),
    ("Ott", "Escape from a drug by a second mutation"),
    ("Nagy", "How rashes tell of the right dose in trials of inhibitors"),
    ("Weber", "Counting the days without progression"),
    ("Ricci", "Loss of a phosphatase and what it does to the growth of tumours of the head and neck"),
    ("Sato", "Radiation after treatment with antibodies"),
    ("Berg", "Cell lines and the tumours they come from"),
    ("Lopez", "A pathway with two ways round it"),
    ("Novak", "Small molecules in large patients"),
    ("Moreau", "Quality of life while under treatment"),
    ("Virtanen", "The end of a response"),
)


def _composed(place: int) -> str:
    """Sentences of a paragraph, none of which stands in another."""
    parts = []
    for i in range(place * 6, place * 6 + 6):
        outcome = OUTCOMES[i % len(OUTCOMES)].format(line=LINES[i % len(LINES)], dose=40 + 7 * i)
        parts.append(f"{DRUGS[i % len(DRUGS)]} {outcome}.")
    return " ".join(parts)


def _jats() -> str:
    def paragraph(i: int) -> str:
        callout = f'<xref ref-type="bibr" rid="R{i + 1}">{i + 1}</xref>'
        return f"<p>{SENTENCES[i]} {_composed(i)} It had been so before {callout}.</p>"

    parts = {"Introduction": (0, 1), "Patients and methods": (2, 3), "Results": (4, 5, 6, 7), "Discussion": (8, 9)}
    body = "".join(f"<sec><title>{title}</title>{''.join(map(paragraph, places))}</sec>" for title, places in parts.items())
    cells = "".join(
        f"<tr><td>{name}</td><td>{drug}</td><td>{none}</td></tr>" for name, drug, none in (("Men", "11", "9"), ("Rash", "14", "2"))
    )
    body += f"""<sec><title>Figures</title><table-wrap><label>Table 1</label><caption><p>Patients of both groups.</p></caption>
      <table><thead><tr><th>Trait</th><th>Drug</th><th>None</th></tr></thead><tbody>{cells}</tbody></table></table-wrap>
      <fig><label>Figure 1</label><caption><p>Months without progression in both groups.</p></caption></fig></sec>"""
    refs = "".join(
        f"""<ref id="R{i}"><element-citation><name><surname>{name}</surname><given-names>A</given-names></name>
        <article-title>{title}</article-title><source>Lung J</source><year>{2000 + i}</year><volume>{i}</volume>
        <fpage>1{i}</fpage><lpage>2{i}</lpage></element-citation></ref>"""
        for i, (name, title) in enumerate(WORKS, 1)
    )
    return f"""<article><front><journal-meta><journal-title>Journal of Small Trials</journal-title></journal-meta><article-meta>
      <article-id pub-id-type="doi">10.5555/small.7</article-id>
      <title-group><article-title>Erlotinib in tumours of the head and neck</article-title></title-group>
      <contrib-group><contrib><name><surname>Lind</surname><given-names>Eva</given-names></name></contrib></contrib-group>
      <aff>Hospital of the Harbour, Seaport</aff><pub-date><year>2009</year></pub-date><volume>7</volume><fpage>31</fpage>
      <abstract><p>We gave erlotinib to patients whose tumours could not be removed, and waited for what would come of it.</p></abstract>
      </article-meta></front><body>{body}</body><back><ref-list>{refs}</ref-list></back></article>"""


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    path = tmp_path_factory.mktemp("jats") / "small.nxml"
    path.write_text(_jats(), encoding="utf-8")
    found = read_article(path)
    assert found is not None
    return found


@cache
def _set(article: Article, style: str) -> tuple[bytes, Truth]:
    return set_article(article, STYLES[style])


@cache
def _read(article: Article, style: str) -> Document:
    return read_bytes(_set(article, style)[0], f"{style}.pdf")


def test_an_article_is_taken_from_jats_without_the_brackets_of_its_callouts(article: Article) -> None:
    assert [item.runs[0].text for item in article.body if isinstance(item, Heading)][:2] == ["Introduction", "Patients and methods"]
    paragraph = next(item for item in article.body if isinstance(item, Paragraph))
    assert [run.cited for run in paragraph.runs] == [(), ("R1",), ()]
    table = next(item for item in article.body if isinstance(item, TableFloat))
    assert (table.label, table.header_rows, len(table.rows)) == ("Table 1", 1, 3)
    assert [item.label for item in article.body if isinstance(item, Figure)] == ["Figure 1"]
    assert article.works[1].title == WORKS[1][1]


@pytest.mark.parametrize(
    ("style", "printed", "entry"),
    [
        ("wide", " [1–3,5]", "1."),
        ("three", " (1–3, 5)", "1."),
        ("boxed", "1–3,5", "1"),
        ("years", " (Hall, 2001; Miller, 2002; Ott, 2003; Weber, 2005)", ""),
    ],
)
def test_callouts_are_printed_as_the_style_has_them(article: Article, style: str, printed: str, entry: str) -> None:
    callouts = Callouts(STYLES[style], article.works)
    shown, _, called = callouts.printed((Run("So it was"), Run(cited=("R1", "R2", "R3", "R5")), Run(".")))
    assert next(run.text for run in shown if run.text.strip(" ([")[:1] in "1H") == printed
    assert called == ("R1", "R2", "R3", "R5")
    assert callouts.label(article.works[0]) == entry


def test_a_line_is_broken_between_syllables_and_behind_its_own_hyphens() -> None:
    look = Look(size=10, leading=12)
    lines = set_lines([Run("well-differentiated tumours")], look, 60, Printing(hyphenate=True))
    assert [line.text for line in lines] == ["well-differen-", "tiated tumours"]
    assert next(line.text for line in set_lines([Run("well-differentiated tumours")], look, 60, Printing())) == "well-"
    assert all(line.width <= 60.1 for line in lines)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_what_is_said_to_stand_in_a_box_stands_there(article: Article, style: str) -> None:
    pdf, truth = _set(article, style)
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) == truth.pages
    headings = [item for item in truth.placed if item.kind in ("heading", "furniture", "title") and not item.text.startswith("Downloaded")]
    assert {"heading", "furniture", "title"} <= {item.kind for item in headings}
    for item in headings:
        said = ""
        for box in item.boxes:
            page = pages[box.page - 1]
            high = page.get_height()
            text = page.get_textpage().get_text_bounded(box.x0 - 1, high - box.bottom - 1, box.x1 + 1, high - box.top + 1)
            said += f" {text}"
        assert words_of(said).replace(" ", "") == words_of(item.text).replace(" ", "")


def test_setting_is_the_same_each_time(article: Article) -> None:
    assert set_article(article, STYLES["info"]) == _set(article, "info")


@pytest.mark.parametrize("style", READ_IN)
def test_sentences_are_read_as_they_were_set(article: Article, style: str) -> None:
    text = _read(article, style).text
    decimal = STYLES[style].decimal
    for place, sentence in enumerate(SENTENCES):
        assert re.sub(r"(?<=\d)\.(?=\d)", decimal, sentence) in text
        assert _composed(place) in text


@pytest.mark.parametrize("style", MEASURED_IN)
def test_what_is_read_is_measured(article: Article, style: str) -> None:
    document, truth = _read(article, style), _set(article, style)[1]
    measured, amiss = typeset.measure(truth, article, document, find_sections(document), find_citations(document))
    perfect = ("sentences", "letters", "whole", "order", "references", "callouts", "title")
    assert {name: str(getattr(measured, name)) for name in perfect} == dict.fromkeys(perfect, "100.0%"), amiss
    assert measured.left.part == 0, amiss
    assert measured.wrong.part == 0, amiss


def test_what_is_amiss_is_told(article: Article) -> None:
    truth = _set(article, "wide")[1]
    document = Document("d", "d.pdf", "0", "pdf", SENTENCES[0], ())
    measured, amiss = typeset.measure(truth, article, document, (), ())
    assert measured.sentences.part == 1 < measured.sentences.whole
    assert measured.title == Share(0, 1)
    assert f"sentence: {SENTENCES[1]}" in amiss
    assert any(line.startswith("cells: Table 1") for line in amiss)


def test_the_program_prints_a_row_for_each_style(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.nxml").write_text(_jats(), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["typeset.py", str(tmp_path), "--styles", "wide,boxed", "--keep", str(tmp_path / "pdf")])
    typeset.main()
    rows = {line.split(" ")[0] for line in capsys.readouterr().out.splitlines()}
    assert {"wide", "boxed", "all", "worst"} <= rows
    assert sorted(path.name for path in (tmp_path / "pdf").iterdir()) == ["boxed_small.pdf", "wide_small.pdf"]


def test_an_article_whose_callouts_are_no_numbers_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "named.nxml"
    path.write_text(_jats().replace('">1</xref>', '">Hall 2001</xref>'), encoding="utf-8")
    assert read_article(path) is None
