"""Input that is no document: each is refused with a code, the document's name and a remedy, and nothing hangs or crashes."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_files import BAD, PROSE, TEXT, bomb_pdf, good_pdf, moved_alphabet_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from printed import body, canvas_pdf, paper_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from extract.errors import ReadError
from extract.model.findings import Findings
from extract.read import read_bytes, read_many, read_path
from extract.run.ingest import ingest
from extract.run.outcome import Failure, Outcome, Stored
from extract.run.sources import find_sources
from extract.run.worker import Limits
from extract.store.database import open_for_reading, open_for_writing


class Reader:
    """An extractor that reads and finds nothing."""

    versions = {"code": "1", "patterns": "1", "vocabularies": "1", "model": "none"}  # noqa: RUF012

    def findings(self, data: bytes, name: str) -> Findings:
        return Findings(read_bytes(data, name), (), (), (), (), (), (), (), ())


def ingested(things: list[Path], limits: Limits | None = None) -> tuple[list[Outcome], list[dict[str, object]]]:
    """What became of files, and the rows of run_errors."""
    path = things[0].parent / "made.db"
    database = open_for_writing(path)
    try:
        outcomes = list(ingest(database, find_sources(map(str, things), io.BytesIO()), Reader, limits=limits))
    finally:
        database.close()
    return outcomes, list(open_for_reading(path).table("run_errors").rows)


@pytest.mark.parametrize(("name", "make", "code"), BAD, ids=[name for name, *_ in BAD])
def test_refused_with_code_name_and_remedy(name: str, make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read_many(make(), name))
    assert caught.value.code == code
    assert caught.value.where.startswith(name)
    assert str(caught.value).startswith(name)
    assert len(caught.value.remedy.split()) > 3


def test_all_at_once_are_recorded_and_the_good_document_among_them_is_stored(tmp_path: Path) -> None:
    paths = []
    for name, make, _ in [*BAD, ("good.txt", lambda: TEXT, "")]:
        paths.append(tmp_path / name)
        paths[-1].write_bytes(make())
    outcomes, errors = ingested(paths)
    # Two files are empty: the second is known to be the same as the first.
    assert [outcome.source for outcome in outcomes if isinstance(outcome, Stored)] == ["good.txt"]
    assert {(row["source"], row["code"]) for row in errors} == {(name, code) for name, _, code in BAD if name != "empty.pdf"}
    assert all(row["message"] and row["remedy"] for row in errors)


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("paper.docx", "Word", "Save it as PDF"),
        ("sheet.xlsx", "Excel", "text with tabs"),
        ("book.epub", "EPUB", "PDF of the book"),
        ("letter.rtf", "RTF", "Save it as PDF"),
        ("old.doc", "old Microsoft Office", "Save it as PDF"),
        ("bomb.zip", "ZIP archive", "Unpack it"),
        ("figure.png", "PNG image", "ocrmypdf"),
        ("scan.pdf", "pictures only", "ocrmypdf"),
        ("moved.pdf", "moved by 3 places", "--force-ocr"),
        ("grobid.tei.xml", "TEI", "the PDF that it was made from"),
        ("bioc.xml", "BioC", "JATS XML"),
        ("login.pdf", "HTML", "website"),
        ("locked.pdf", "password", "without password"),
        ("pages.pdf", "10000 pages", "Split"),
        ("crowded.pdf", "200", "Leave this page out"),
        ("wide.txt", "UTF-16LE", "iconv -f UTF-16LE"),
        ("latin.txt", "byte 29 (line 2) is 0xef", "iconv -f WINDOWS-1252"),
        ("mixed.txt", "mixes encodings (line 2)", "Mend these lines"),
        ("outside.xml", "declares entities", "export the XML without"),
    ],
)
def test_message_says_what_it_is_and_remedy_what_to_do(name: str, said: str, remedy: str) -> None:
    make = next(make for bad, make, _ in BAD if bad == name)
    with pytest.raises(ReadError) as caught:
        read_bytes(make(), name)
    assert said in caught.value.what
    assert remedy in caught.value.remedy


def test_decompression_bomb_in_a_pdf_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bomb_pdf())
    (tmp_path / "good.txt").write_bytes(TEXT)
    outcomes, errors = ingested([tmp_path / "bomb.pdf", tmp_path / "good.txt"], Limits(seconds=5, megabytes=900))
    assert [type(outcome) for outcome in outcomes] == [Failure, Stored]
    ((row),) = errors
    assert row["code"] in ("time_limit", "worker_died", "out_of_memory", "too_large")
    assert row["source"] == "bomb.pdf"
    assert row["remedy"]


@pytest.mark.parametrize("strength", [40, 128])
def test_pdf_that_only_its_owner_may_change_is_read(strength: int) -> None:
    lock = StandardEncryption("", ownerPassword="mine", canPrint=0, canCopy=0, strength=strength)
    data = canvas_pdf([lambda canvas: canvas.drawString(72, 700, "Lapatinib inhibits EGFR in all cells.")], encrypt=lock)
    assert "Lapatinib inhibits EGFR" in read_bytes(data, "owned.pdf").text


@pytest.mark.parametrize("junk", [b"\n\n", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", b"\x00" * 128, b"x" * 1000])
def test_pdf_behind_other_bytes_is_read(junk: bytes) -> None:
    assert "Lapatinib slowed the growth" in read_bytes(junk + good_pdf(), "behind.pdf").text


def partly_scanned_pdf() -> bytes:
    def scanned(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 10, 10, 570, 820)

    def printed(canvas: Canvas) -> None:
        for i in range(20):
            canvas.drawString(72, 760 - 14 * i, PROSE[:80])

    return canvas_pdf([printed, scanned, scanned, printed, lambda canvas: None])


def test_partly_scanned_pdf_is_read_and_its_silent_pages_are_told(tmp_path: Path) -> None:
    (tmp_path / "partly.pdf").write_bytes(partly_scanned_pdf())
    (outcome,), (row,) = ingested([tmp_path / "partly.pdf"])
    assert isinstance(outcome, Stored)
    assert outcome.counts.problems[0] == row["message"] == "pages 2-3 are pictures without text"
    assert (row["source"], row["code"], row["stage"]) == ("partly.pdf", "pages_without_text", "read")
    assert "ocrmypdf --skip-text" in str(row["remedy"])


def test_page_in_unreadable_letters_is_left_out_and_told() -> None:
    moved = " ".join("".join(chr(ord(c) + 3) for c in word) for word in PROSE.split())
    data = paper_pdf([], [*[body(PROSE * 5)] * 4, PageBreak(), *[body(moved)] * 6])
    document = read_bytes(data, "partly.pdf")
    assert "growth" in document.text
    assert "jurzwk" not in document.text
    (fault,) = document.faults
    assert fault.code == "broken_font_map"
    assert fault.what.startswith("page 2 cannot be read and is left out")
    assert "--force-ocr" in fault.remedy


def test_letters_that_are_moved_are_not_ingested() -> None:
    with pytest.raises(ReadError, match="moved by 3 places"):
        read_bytes(moved_alphabet_pdf(), "moved.pdf")


def test_missing_file_folder_and_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    for thing, code in (("none.pdf", "missing_file"), (".", "is_folder"), ("pipe", "not_a_file"), ("broken", "missing_file")):
        with pytest.raises(ReadError) as caught:
            read_path(tmp_path / thing)
        assert caught.value.code == code


def test_pipe_broken_link_and_folder_cost_themselves_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken.pdf").symlink_to(tmp_path / "gone")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "good.txt").write_bytes(TEXT)
    outcomes, errors = ingested([tmp_path / name for name in ("pipe", "broken.pdf", "nothing", "good.txt")])
    assert {(row["source"], row["code"]) for row in errors} == {
        ("pipe", "not_a_file"),
        ("broken.pdf", "no_file"),
        ("nothing", "empty_folder"),
    }
    assert isinstance(outcomes[-1], Stored)


def test_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    (failure,) = find_sources([str(tmp_path / "huge.txt")], io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "too_large"
    assert "10000 MB" in failure.message


@pytest.mark.parametrize(("encoding", "name"), [("utf-8-sig", "bom.txt"), ("utf-16", "wide.txt"), ("utf-32", "wider.txt")])
def test_byte_order_marks_are_understood(encoding: str, name: str) -> None:
    assert read_bytes("Naïve cells died at 5 μM.".encode(encoding), name).text == "Naïve cells died at 5 μM."


def test_a_text_named_pdf_is_read_as_text() -> None:
    assert read_bytes(b"Lapatinib inhibits EGFR.", "note.pdf").format == "text"


def test_a_pdf_named_text_is_read_as_pdf() -> None:
    assert read_bytes(good_pdf(), "paper.txt").format == "pdf"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("notes.txt.gz", TEXT, "text"),
        ("notes.md.gz", b"# Notes\n\n" + TEXT, "markdown"),
        ("paper.pdf.gz", good_pdf(), "pdf"),
        ("unnamed", b"1|t|Lapatinib\n1|a|It inhibits EGFR.\n", "pubtator"),
    ],
)
def test_packed_documents_are_read_as_what_they_are(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    assert read_bytes(gzip.compress(data), name).format == kind
    assert read_bytes(gzip.compress(data), name).id == read_bytes(data, name).id
    (source,) = find_sources(["-"], io.BytesIO(gzip.compress(data)))
    assert source.sha256 == read_bytes(data, name).sha256


def test_control_and_direction_characters_are_dropped() -> None:
    text = read_bytes("Lapat\u00adinib\u200b \u202einhibits\u202c \u2067EG\u0007FR\u2069 \ufb01rst.".encode(), "marks.txt").text
    assert text == "Lapatinib inhibits EGFR first."


def test_text_from_right_to_left_stays_as_it_is_written() -> None:
    text = "العلاج بعقار لاباتينيب ثبط نمو الأورام في جميع الخلايا."
    assert read_bytes(text.encode(), "arabic.txt").text == text


@pytest.mark.parametrize("sign", ["a", " a", "(", "*", "|", "_", "`", "#", "[1", "1. ", "- ", ".", "-", "\t", "--\t", "Table 1 "])
def test_signs_in_one_endless_line_are_read_soon(sign: str) -> None:
    with contextlib.suppress(ReadError):
        assert read_bytes((sign * 300_000)[:300_000].encode() + b" end", "long.txt").text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(good_pdf())
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        assert read_bytes(bytes(damaged), "damaged.pdf").text
