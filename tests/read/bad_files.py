"""Files that are no documents, or damaged ones: each as a name, what makes its bytes, and the code of the error that it must give."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable

from printed import BODY, body, canvas_pdf, encrypted_pdf, paper_pdf, picture_pdf
from reportlab.pdfgen.canvas import Canvas

PROSE = "Lapatinib slowed the growth of all cell lines that were tested in this study, and was given for 3 weeks. "


def good_pdf() -> bytes:
    return paper_pdf([], [body(PROSE * 5)])


def moved_alphabet_pdf() -> bytes:
    """A PDF whose fonts give other letters than they draw: each three places further."""
    return paper_pdf([], [body(" ".join("".join(chr(ord(c) + 3) for c in word) for word in PROSE.split())) for _ in range(8)])


def unmapped_pdf() -> bytes:
    """A PDF that gives private characters in place of letters, as ToUnicode maps do that were made by counting glyphs."""
    plain = canvas_pdf([_lines(PROSE)], pageCompression=0)
    glyphs = "".join(f"<{code:02x}> <{0xE000 + code:04x}>\n" for code in range(33, 123))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"90 beginbfchar\n{glyphs}endbfchar endcmap end end"
    )
    font = re.search(rb"/Type /Font\b", plain)
    assert font is not None
    mapped = plain[: font.start()] + b"/ToUnicode 99 0 R " + plain[font.start() :]
    at = mapped.index(b"xref\n")
    stream = b"99 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(cmap), cmap.encode())
    body_part, rest = mapped[:at] + stream, mapped[at:]
    trailer = re.search(rb"trailer\s*<<.*?>>", rest, re.S)
    assert trailer is not None
    return body_part + trailer[0] + b"\nstartxref\n0\n%%EOF\n"


def many_pages_pdf(count: int = 10_000) -> bytes:
    """One page, counted and listed many times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % (i + 3) for i in range(count))),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count,
    ]
    return _pdf_of(objects)


def crowded_pdf() -> bytes:
    """A page with 200,000 characters."""
    letters = "abcdefghijklmnopqrstuvwxyz" * 9

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(10, 830)
        text.setFont("Helvetica", 4, leading=0.8)
        for i in range(1000):
            text.textLine(letters[i % 26 : i % 26 + 200])
        canvas.drawText(text)

    return canvas_pdf([draw])


def bomb_pdf(megabytes: int = 400) -> bytes:
    """A page whose content is four hundred megabytes long when it is unpacked."""
    packer = zlib.compressobj(9)
    block = b"BT /F1 9 Tf 72 700 Td (x) Tj ET q Q q Q q Q q Q\n" * 20_000
    packed = b"".join(packer.compress(block) for _ in range(megabytes * 1_000_000 // len(block))) + packer.flush()
    return _pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    )


def gzip_bomb() -> bytes:
    """Three hundred megabytes of spaces."""
    return gzip.compress(b" " * 300_000_000, 9)


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members:
            file.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def entity_bomb() -> bytes:
    lines = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY l0 "ha">{lines}]><article><front/><body><p>&l11;</p></body></article>'.encode()
    )


def external_entity() -> bytes:
    return b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><front/><body><p>&x;</p></body></article>'


def deep_xml() -> bytes:
    return b"<article><front/><body>" + b"<sec>" * 100_000 + b"</sec>" * 100_000 + b"</body></article>"


HTML = b"\n<!-- moved -->\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in to read this.</body></html>"
TEXT = PROSE.encode() * 3
OAI_ERROR = b'<?xml version="1.0"?><OAI-PMH><error code="idDoesNotExist">no such identifier</error></OAI-PMH>'

Bad = tuple[str, Callable[[], bytes], str]

BAD: list[Bad] = [
    ("empty.txt", lambda: b"", "empty_file"),
    ("empty.pdf", lambda: b"", "empty_file"),
    ("blank.txt", lambda: b" \n\t \r\n" * 50, "empty_file"),
    ("invisible.txt", lambda: "\u200b\ufeff\u2060\n".encode(), "empty_file"),
    ("locked.pdf", encrypted_pdf, "encrypted_pdf"),
    ("scan.pdf", picture_pdf, "no_text_layer"),
    ("moved.pdf", moved_alphabet_pdf, "broken_font_map"),
    ("unmapped.pdf", unmapped_pdf, "broken_font_map"),
    ("half.pdf", lambda: good_pdf()[:1500], "truncated_pdf"),
    ("damaged.pdf", lambda: b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n", "unreadable_pdf"),
    ("renamed.pdf", lambda: b"\x00\x01\x02\xff\xfe binary" * 20, "not_a_pdf"),
    ("zeros.pdf", lambda: bytes(5000), "not_a_pdf"),
    ("pages.pdf", many_pages_pdf, "too_large"),
    ("crowded.pdf", crowded_pdf, "too_large"),
    ("login.pdf", lambda: HTML, "html_page"),
    ("login.xml", lambda: HTML + b"\n", "html_page"),
    ("page.html", lambda: b"<html><body><p>" + TEXT + b"</p></body></html>", "html_page"),
    ("page.txt", lambda: b"\xef\xbb\xbf<head><meta charset='utf-8'></head>" + TEXT, "html_page"),
    ("bomb.gz", gzip_bomb, "too_large"),
    ("half.txt.gz", lambda: gzip.compress(TEXT)[:-9], "broken_gzip"),
    ("thrice.txt.gz", lambda: gzip.compress(gzip.compress(gzip.compress(TEXT))), "unsupported_format"),
    ("laugh.xml", entity_bomb, "xml_entities"),
    ("outside.xml", external_entity, "xml_entities"),
    ("deep.xml", deep_xml, "xml_too_deep"),
    ("half.xml", lambda: b"<article><front/><body><p>" + TEXT, "truncated_xml"),
    ("unclosed.xml", lambda: b"<article><front/><body><p>" + TEXT + b"</body></article>", "broken_xml"),
    ("surrogate.xml", lambda: b"<article><front/><body><p>a&#xD800;b</p></body></article>", "broken_xml"),
    ("encoding.xml", lambda: b'<?xml version="1.0" encoding="ebcdic-9"?><article><front/></article>', "invalid_encoding"),
    ("grobid.tei.xml", lambda: b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "unsupported_format"),
    ("bioc.xml", lambda: b"<?xml version='1.0'?><collection><source>PMC</source><document/></collection>", "unsupported_format"),
    ("other.xml", lambda: b"<recipe><step>Stir.</step></recipe>", "unsupported_format"),
    ("bioc.txt", lambda: b'[{"source": "PMC", "documents": [{"id": "1"}]}]', "unsupported_format"),
    ("nested.txt", lambda: b"[" * 200_000, "unsupported_format"),
    ("envelope.xml", lambda: OAI_ERROR, "no_records"),
    ("paper.docx", lambda: archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")), "unsupported_format"),
    ("sheet.xlsx", lambda: archive(("xl/workbook.xml", b"<w/>")), "unsupported_format"),
    ("book.epub", lambda: archive(("mimetype", b"application/epub+zip")), "unsupported_format"),
    ("bomb.zip", lambda: archive(("zeros", bytes(20_000_000))), "unsupported_format"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "unsupported_format"),
    ("letter.rtf", lambda: rb"{\rtf1\ansi Lapatinib.}", "unsupported_format"),
    ("figure.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported_format"),
    ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "unsupported_format"),
    ("scan.tiff", lambda: b"II*\x00" + bytes(50), "unsupported_format"),
    ("source.tex", lambda: b"% mine\n\\documentclass{article}\n\\begin{document}x\\end{document}", "unsupported_format"),
    ("saved.mht", lambda: b"From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n", "unsupported_format"),
    ("program.txt", lambda: b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), "unsupported_format"),
    ("latin.txt", lambda: b"Trastuzumab was given.\nThe na\xefve cells died.", "invalid_utf8"),
    ("mixed.txt", lambda: "Größe der Tumoren\n".encode() + b"the na\xefve cells", "mixed_encodings"),
    ("surrogates.txt", lambda: b"cells \xed\xa0\x80 died", "invalid_utf8"),
    ("wide.txt", lambda: (PROSE * 9).encode("utf-16-le"), "utf16_without_mark"),
    ("wider.txt", lambda: (PROSE * 9).encode("utf-16-be"), "utf16_without_mark"),
    ("odd.txt", lambda: b"\xff\xfea\x00b", "invalid_utf16"),
    ("zero.txt", lambda: b"text with a zero \x00 in it", "binary_file"),
    ("controls.txt", lambda: bytes(range(1, 9)) * 50, "binary_file"),
    ("moved.txt", lambda: " ".join("".join(chr(ord(c) + 3) for c in word) for word in (PROSE * 9).split()).encode(), "illegible_text"),
    ("endless.txt", lambda: b"a" * 50_000_000, "too_large"),
]


def _lines(text: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", BODY.fontSize)
        for i in range(20):
            canvas.drawString(72, 760 - 14 * i, text[:80])

    return draw


def _pdf_of(objects: list[bytes]) -> bytes:
    out, places = [b"%PDF-1.4\n"], []
    length = len(out[0])
    for number, content in enumerate(objects, 1):
        places.append(length)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(out) + end % (len(objects) + 1, table, len(objects) + 1, length)
