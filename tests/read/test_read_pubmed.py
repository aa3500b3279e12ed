"""PubMed XML: records with labelled abstracts, files of many, and what happens when one of them is damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from spans import check_spans

from extract.errors import ReadError
from extract.model.document import Document
from extract.read import read_bytes, read_many, read_path
from extract.read.formats import split_documents
from extract.stages.sections import find_sections

SHARED = Path(__file__).resolve().parents[2] / "../shared"
SAMPLES = sorted(SHARED.glob("corpora/pubmed_xml/data/pubmed-*.xml"))


def record(pmid: int = 11, *, title: str = "Lapatinib in <i>HER2</i> disease.", abstract: str = "", types: str = "Journal Article") -> str:
    listed = "".join(f"<PublicationType>{name}</PublicationType>" for name in types.split("|"))
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article><Journal><JournalIssue>'
        f"<PubDate><Year>2012</Year></PubDate></JournalIssue><Title>Journal of assays</Title></Journal><ArticleTitle>{title}</ArticleTitle>"
        f'<ELocationID EIdType="doi" ValidYN="Y">10.1000/a.{pmid}</ELocationID>'
        f"{f'<Abstract>{abstract}</Abstract>' if abstract else ''}<PublicationTypeList>{listed}</PublicationTypeList></Article>"
        f'</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>'
        '<ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList><ReferenceList><Reference><Citation>Another paper.</Citation>'
        '<ArticleIdList><ArticleId IdType="pmc">PMC1</ArticleId>'
        "</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"
    )


def many(*records: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 2025//EN" "x">\n'
    return (
        head + "<PubmedArticleSet>\n" + "\n".join(records) + "\n<DeleteCitation><PMID>5</PMID></DeleteCitation></PubmedArticleSet>"
    ).encode()


def read(xml: str) -> Document:
    document = read_bytes(many(xml), "some.xml")
    check_spans(document)
    return document


LABELLED = (
    '<AbstractText Label="METHODS" NlmCategory="METHODS">We counted 10<sup>6</sup> cells.</AbstractText>'
    '<AbstractText Label="RESULTS">They\n\t<i>died</i>\n\t.</AbstractText><CopyrightInformation>Copyright.</CopyrightInformation>'
)


def test_facts() -> None:
    document = read(record(abstract="<AbstractText>Cells died.</AbstractText>"))
    assert (document.format, document.doc_type, document.year, document.journal) == ("pubmed_xml", "abstract", 2012, "Journal of assays")
    assert (document.title, document.doi, document.pmid, document.pmcid) == ("Lapatinib in HER2 disease", "10.1000/a.11", "11", "PMC77")
    assert document.text == "Lapatinib in HER2 disease.\n\nAbstract\n\nCells died."
    assert document.references == ()


def test_labelled_abstract() -> None:
    document = read(record(abstract=LABELLED))
    assert document.text.endswith("METHODS\n\nWe counted 10^6 cells.\n\nRESULTS\n\nThey died.")
    assert [(section.kind, section.parent) for section in find_sections(document)] == [
        ("title", None),
        ("abstract", None),
        ("methods", 1),
        ("results", 1),
    ]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("Journal Article|Review", "review"),
        ("Systematic Review", "review"),
        ("Practice Guideline", "guide"),
        ("Clinical Trial", "abstract"),
    ],
)
def test_type(types: str, expected: str) -> None:
    assert read(record(types=types)).doc_type == expected


def test_year_from_a_season() -> None:
    xml = record().replace("<Year>2012</Year>", "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>")
    assert read(xml).year == 1998


def test_book_chapter() -> None:
    document = read_bytes(
        b"<PubmedBookArticle><BookDocument><PMID>9</PMID><Book><BookTitle>Assays</BookTitle><PubDate><Year>2020</Year></PubDate></Book>"
        b"<ArticleTitle>Growth</ArticleTitle><Abstract><AbstractText>Cells grow.</AbstractText></Abstract></BookDocument>"
        b"</PubmedBookArticle>",
        "book.xml",
    )
    assert (document.title, document.pmid, document.year) == ("Growth", "9", 2020)


def test_each_record_of_a_file_is_a_document() -> None:
    documents = list(read_many(many(record(1), record(2), record(3)), "folder/batch.xml"))
    assert [document.source for document in documents] == ["batch.xml#1", "batch.xml#2", "batch.xml#3"]
    assert len({document.id for document in documents}) == 3


def test_a_record_is_the_same_document_in_every_file() -> None:
    first = list(read_many(many(record(1), record(2)), "a.xml"))[1]
    second = next(read_many(many(record(2), record(3)), "b.xml"))
    alone = read_bytes(record(2).encode(), "2.xml")
    in_a_set = read_bytes(many(record(2)), "2.xml")
    packed = read_bytes(gzip.compress(many(record(2))), "2.xml.gz")
    other_encoding = next(read_many(many(record(2), record(3)).decode().replace("utf-8", "utf-16").encode("utf-16"), "c.xml"))
    assert len({document.id for document in (first, second, alone, in_a_set, packed, other_encoding)}) == 1
    assert [document.source for document in (first, second, alone, in_a_set)] == ["a.xml#2", "b.xml#2", "2.xml", "2.xml"]


def test_one_document_is_asked_of_a_file_of_many() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(many(record(1), record(2)), "batch.xml")
    assert caught.value.code == "many_records"


def test_records_before_the_damage_are_given() -> None:
    data = many(record(1), record(2), record(3))
    found = split_documents(data[: data.index(b'<PMID Version="1">3') + 30], "batch.xml")
    assert [next(found)[0], next(found)[0]] == ["batch.xml#1", "batch.xml#2"]
    with pytest.raises(ReadError) as caught:
        next(found)
    assert caught.value.code == "truncated_xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (many(record(title="")), "no_text"),
        (many(), "no_records"),
        (b"<!DOCTYPE PubmedArticleSet [<!ENTITY x 'y'>]>" + many(record())[150:], "xml_entities"),
        (gzip.compress(many(record()))[:-20], "broken_gzip"),
        (gzip.compress(many(record()))[:60] + b"x" * 60, "broken_gzip"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "batch.xml.gz")
    assert caught.value.code == code


def test_gzip_that_expands_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.xml.safe.MAX_FILE_BYTES", 100_000)
    with pytest.raises(ReadError) as caught:
        read_bytes(gzip.compress(many(record()) + b" " * 10_000_000), "batch.xml.gz")
    assert caught.value.code == "too_large"


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES, reason="the development corpora are not part of the repository")
def test_samples() -> None:
    for path in SAMPLES:
        document = read_path(path)
        check_spans(document)
        assert document.pmid
        assert document.year
        assert document.journal
