"""Input that is no document: each is refused with a code, the document's name and a remedy, and nothing hangs or crashes."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printed import body, encrypted_pdf, paper_pdf, picture_pdf

from extract.errors import ReadError
from extract.read import read_bytes, read_path

GOOD_PDF = paper_pdf([], [body("Lapatinib slowed the growth of all cell lines that were tested in this study. " * 5)])

BAD = {
    "empty_file": (b"", "empty.txt"),
    "not_a_pdf": (b"\x00\x01\x02\xff\xfe binary" * 20, "renamed.pdf"),
    "encrypted_pdf": (encrypted_pdf(), "locked.pdf"),
    "no_text_layer": (picture_pdf(), "scan.pdf"),
    "truncated_pdf": (GOOD_PDF[: len(GOOD_PDF) // 2], "half.pdf"),
    "unreadable_pdf": (b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n", "damaged.pdf"),
    "invalid_utf8": (b"Trastuzumab was given.\nThe na\xefve cells died.", "latin.txt"),
    "binary_file": (b"text with a zero \x00 in it", "zero.txt"),
    "too_large": (b"a" * 50_000_000, "line.txt"),
    "html_page": (b"<!DOCTYPE html><html><body>Text</body></html>", "page.txt"),
    "invalid_utf16": (b"\xff\xfea\x00b", "odd.txt"),
}


@pytest.mark.parametrize("code", BAD)
def test_refused_with_code_name_and_remedy(code: str) -> None:
    data, name = BAD[code]
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert caught.value.code == code
    assert caught.value.where.startswith(name)
    assert caught.value.remedy.endswith((".", "NEW", "NEW.pdf"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n\t ", "empty_file"),
        (bytes(range(1, 9)) * 50, "binary_file"),
        ("\u200b\ufeff".encode(), "empty_file"),
    ],
)
def test_other_files_that_hold_no_text(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "thing.txt")
    assert caught.value.code == code


def test_the_first_bad_byte_is_named() -> None:
    with pytest.raises(ReadError, match=r"byte 29 \(line 2\) is 0xef") as caught:
        read_bytes(*BAD["invalid_utf8"])
    assert "iconv" in caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        read_path(tmp_path / "none.pdf")
    assert missing.value.code == "missing_file"
    with pytest.raises(ReadError) as folder:
        read_path(tmp_path)
    assert folder.value.code == "is_folder"


@pytest.mark.parametrize(("encoding", "name"), [("utf-8-sig", "bom.txt"), ("utf-16", "wide.txt"), ("utf-32", "wider.txt")])
def test_byte_order_marks_are_understood(encoding: str, name: str) -> None:
    assert read_bytes("Naïve cells died at 5 μM.".encode(encoding), name).text == "Naïve cells died at 5 μM."


def test_a_text_named_pdf_is_read_as_text() -> None:
    assert read_bytes(b"Lapatinib inhibits EGFR.", "note.pdf").format == "text"


def test_control_and_direction_characters_are_dropped() -> None:
    text = read_bytes("Lapat\u00adinib\u200b \u202einhibits\u202c EG\u0007FR \ufb01rst.".encode(), "marks.txt").text
    assert text == "Lapatinib inhibits EGFR first."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(GOOD_PDF)
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        assert read_bytes(bytes(damaged), "damaged.pdf").text
