"""PubTator: titles and abstracts; annotations are not part of a record's text nor of its id."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spans import check_spans

from extract.errors import ReadError
from extract.read import read_bytes, read_many
from extract.read.formats import split_documents
from extract.stages.sections import find_sections

SHARED = Path(__file__).resolve().parents[2] / "../shared"
CORPORA = sorted([*SHARED.glob("corpora/biored/*.PubTator"), *SHARED.glob("corpora/bc5cdr/*.PubTator.txt")])

ONE = "12|t|Lapatinib in HER2 disease.\n12|a|METHODS: We counted naïve cells. RESULTS: They died.\n12\t0\t9\tLapatinib\tChemical\tMESH:D1\n"
TWO = "13|t|Growth of cells.\n13|a|Cells grew.\n"


def test_title_and_abstract() -> None:
    document = read_bytes(ONE.encode(), "12.pubtator")
    check_spans(document)
    assert document.text == "Lapatinib in HER2 disease.\n\nMETHODS: We counted naïve cells. RESULTS: They died."
    assert (document.format, document.title, document.pmid, document.doc_type) == (
        "pubtator",
        "Lapatinib in HER2 disease",
        "12",
        "abstract",
    )
    assert [section.kind for section in find_sections(document)] == ["title", "abstract", "methods", "results"]


def test_each_record_is_a_document() -> None:
    documents = list(read_many(f"{ONE}\n{TWO}\n".encode(), "batch.txt"))
    assert [(document.source, document.pmid) for document in documents] == [("batch.txt#12", "12"), ("batch.txt#13", "13")]
    assert documents[1].id == read_bytes(TWO.encode(), "13.txt").id


def test_annotations_line_ends_and_packing_leave_the_id_alone() -> None:
    bare = "".join(line for line in ONE.splitlines(keepends=True) if "|" in line)
    same = [ONE.encode(), bare.encode(), ONE.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + ONE.encode(), gzip.compress(ONE.encode())]
    assert len({read_bytes(data, "12.pubtator").id for data in same}) == 1


def test_a_record_that_is_no_utf8_does_not_stop_the_others() -> None:
    found = dict(split_documents(ONE.encode("latin-1") + b"\n" + TWO.encode(), "batch.txt"))
    with pytest.raises(ReadError) as caught:
        read_bytes(found["batch.txt#12"], "batch.txt#12")
    assert (caught.value.code, caught.value.where) == ("invalid_utf8", "batch.txt#12")
    assert read_bytes(found["batch.txt#13"], "batch.txt#13").text == "Growth of cells.\n\nCells grew."


def test_title_without_an_abstract() -> None:
    assert read_bytes(b"12|t|Growth of cells\n12|a|\n", "x.txt").text == "Growth of cells"
    assert read_bytes(b"12|t|Growth of cells\n", "x.pubtator").text == "Growth of cells"
    with pytest.raises(ReadError) as caught:
        read_bytes(b"12|t|\n12|a| \n", "x.txt")
    assert caught.value.code == "empty_file"


def test_tables_with_pipes_are_not_pubtator() -> None:
    assert read_bytes(b"12|t|one\n13|u|two\n", "x.txt").format != "pubtator"
    assert read_bytes(b"a | t | b\n--|--|--\n1 | a | 2\n", "x.md").format == "markdown"


@settings(max_examples=100, deadline=None)
@given(title=st.text(max_size=40), abstract=st.text(max_size=80))
def test_any_words(title: str, abstract: str) -> None:
    data = f"12|t|A{title}\n12|a|B{abstract}\n".encode("utf-8", "surrogatepass")
    try:
        document = read_bytes(data, "x.pubtator")
    except ReadError:
        return
    check_spans(document)
    assert document.text.startswith("A")


@pytest.mark.shared
@pytest.mark.skipif(not CORPORA, reason="the development corpora are not part of the repository")
def test_corpora() -> None:
    for path in CORPORA:
        data = path.read_bytes()
        documents = list(read_many(data, path.name))
        assert len(documents) == data.count(b"|t|") > 50
        for document in documents:
            check_spans(document)
            assert document.title
