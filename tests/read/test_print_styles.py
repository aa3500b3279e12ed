"""Ways of printing that two readers may see differently: each page gives the same words, by PDFium or where it doubts by pdfplumber."""

from __future__ import annotations

import pytest
from handwritten import HELVETICA, shown, stream, written_pdf
from printed import canvas_pdf
from reportlab.pdfgen.canvas import Canvas

from extract.read.layout.lines import line_text, lines_of
from extract.read.pdf.page import Page, Word
from extract.read.pdf.pages import read_pages

FIRST = shown("The first line of the page holds words", y=740)
BEGUN = "The first line of the page holds words"


def read(data: bytes, doubt: str | None = None, *, slack: float = 0.6) -> Page:
    """The first page, which both readers see alike, with places that differ by `slack`; PDFium has the given doubt, or none."""
    fast = read_pages(data, "style.pdf")
    assert [why for _, why in fast.doubts] == ([] if doubt is None else [doubt])
    record = read_pages(data, "style.pdf", fast=False)
    assert lines(fast.pages[0]) == lines(record.pages[0])
    for one, other in zip(ordered(fast.pages[0]), ordered(record.pages[0]), strict=True):
        assert one[1:3] == pytest.approx(other[1:3], abs=slack)
    return fast.pages[0]


def ordered(page: Page) -> list[Word]:
    return [word for line in lines_of(page.words) for word in line]


def lines(page: Page) -> list[str]:
    return [line_text(line) for line in lines_of(page.words)]


# --------------------------------------------------------------------------------------------------- pages with a doubt


def test_letters_that_are_drawings() -> None:
    square = stream("", "600 0 0 0 500 500 d1 0 0 500 500 re f")
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 10 0 R /b 10 0 R >>"
        " /Encoding << /Type /Encoding /Differences [97 /a /b] >> /FirstChar 97 /LastChar 98 /Widths [600 600] /Resources << >> >>"
    )
    data = written_pdf(FIRST + shown("ab", font="F2") + shown("abba", x=90, font="F2"), fonts={"F2": font}, more=[square])
    assert lines(read(data, "a font is made of drawings")) == [BEGUN, "ab abba"]


def test_font_without_meaning() -> None:
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Odd /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
        " /Subtype /CIDFontType2 /BaseFont /AAAAAA+Odd /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /DW 600 /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Odd /Flags 4 /FontBBox [0 -200 600 800] /ItalicAngle 0"
        " /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>"
    )
    odd = "BT /F2 10 Tf 1 0 0 1 72 700 Tm <0003000400050006> Tj ET\n"
    assert lines(read(written_pdf(FIRST + odd, fonts={"F2": font}), "a font does not say which letters it draws")) == [
        BEGUN,
        "\ufffd\ufffd\ufffd\ufffd",
    ]


def test_letters_that_stand_alone() -> None:
    wide = shown(" ".join("abcdefghijklmnopqrstuvwxyz" * 2), size=8)
    page = read(written_pdf(FIRST + wide), "most letters stand alone")
    assert lines(page) == [BEGUN, " ".join("abcdefghijklmnopqrstuvwxyz" * 2)]


def test_text_in_forms_and_in_too_many_forms() -> None:
    def nested(depth: int) -> bytes:
        inner = [
            stream(
                f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 {HELVETICA} >>"
                f" /XObject << /X {11 + i} 0 R >> >>",
                "/X Do" if i < depth - 1 else shown("Words in forms are read"),
            )
            for i in range(depth)
        ]
        return written_pdf(FIRST + "/X Do", more=inner, resources="/XObject << /X 10 0 R >>")

    assert lines(read(nested(2))) == [BEGUN, "Words in forms are read"]
    assert lines(read(nested(14), "letters and text objects do not belong together")) == [BEGUN, "Words in forms are read"]


def test_turned_page() -> None:
    wide = "BT /F1 10 Tf 0 1 -1 0 100 200 Tm (A wide table stands on a turned page) Tj ET\n"
    assert lines(read(written_pdf(wide, page="/Rotate 90"), "it is turned")) == ["A wide table stands on a turned page"]


def test_small_window_on_a_page() -> None:
    page = read(written_pdf(FIRST, page="/CropBox [60 730 110 760]"), "its visible part is very small")
    assert "first" in lines(page)[0]


# ------------------------------------------------------------------------------------------------- pages without doubts


def test_upright_writing_beside_turned_and_slanted_writing() -> None:
    turned = "BT /F1 10 Tf 0 1 -1 0 40 300 Tm (Downloaded from the publisher) Tj ET\n"
    slanted = "BT /F1 10 Tf 1 0 0.2 1 72 680 Tm (Slanted letters for stress) Tj ET\n"
    stamp = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (ACCEPTED) Tj ET\n"
    page = read(written_pdf(FIRST + turned + shown("Upright words") + stamp + slanted))
    assert lines(page) == [BEGUN, "Upright words", "Slanted letters for stress"]


@pytest.mark.parametrize("times", [2, 3])
def test_text_drawn_again_for_bold_print(times: int) -> None:
    again = "".join(shown("Bold letters still fill all titles", x=72 + 0.3 * i) for i in range(times))
    assert lines(read(written_pdf(FIRST + again))) == [BEGUN, "Bold letters still fill all titles"]


def test_double_letters_are_no_bold_print() -> None:
    text = "Illicit pills will still fill small cells, 1,111.11 mmol"
    assert lines(read(written_pdf(FIRST + shown(text)))) == [BEGUN, text]


def test_invisible_text_of_scans() -> None:
    assert lines(read(written_pdf(FIRST + shown("Words under the picture", before="3 Tr")))) == [BEGUN, "Words under the picture"]


def test_clipped_text() -> None:
    clipped = f"q 60 690 500 30 re W n {shown('Words in a window')} Q\n"
    assert lines(read(written_pdf(FIRST + clipped))) == [BEGUN, "Words in a window"]


def test_cropped_page_with_an_origin_of_its_own() -> None:
    text = shown("Outside", x=20, y=400) + shown("Inside the window", x=172, y=400)
    page = read(written_pdf(text, page="/CropBox [100 200 500 600]"))
    assert lines(page) == ["Inside the window"]
    assert (page.width, page.height) == (400, 400)
    assert page.words[0].x0 == pytest.approx(72, abs=0.1)
    assert page.words[0].bottom == pytest.approx(200, abs=4)


def test_sheet_that_does_not_begin_at_zero() -> None:
    page = read(written_pdf(shown("Words on a moved sheet", x=-72, y=-60)).replace(b"[0 0 612 792]", b"[-99 -99 99 9]"))
    assert lines(page) == ["Words on a moved sheet"]
    assert page.words[0].x0 == pytest.approx(27, abs=0.1)


@pytest.mark.parametrize(("spacing", "text"), [(0.8, "Spaced words"), (3.0, "S p a c e d w o r d s")])
def test_letters_spaced_out(spacing: float, text: str) -> None:
    assert lines(read(written_pdf(FIRST + shown("Spaced words", before=f"{spacing} Tc")))) == [BEGUN, text]


def test_words_placed_by_gaps_alone() -> None:
    gaps = "BT /F1 10 Tf 1 0 0 1 72 700 Tm [(Gaps) -300 (part) -300 (wor) 20 (ds)] TJ ET\n"
    assert lines(read(written_pdf(FIRST + gaps))) == [BEGUN, "Gaps part words"]


def test_blanks_that_are_drawn_over_part_no_words() -> None:
    over = "BT /F1 10 Tf 1 0 0 1 72 700 Tm [(admin ) 278 (istration of doses)] TJ ET\n"
    assert lines(read(written_pdf(FIRST + over))) == [BEGUN, "administration of doses"]


def test_ligatures() -> None:
    font = HELVETICA.replace("/WinAnsiEncoding", "<< /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>")
    page = read(written_pdf(FIRST + shown("\\001rst con\\002uent cells", font="F2"), fonts={"F2": font}))
    assert lines(page) == [BEGUN, "first confluent cells"]


def test_hyphens_and_soft_hyphens_at_line_ends() -> None:
    assert lines(read(written_pdf(FIRST + shown("The drug dissoci-", y=700) + shown("ates", y=688)))) == [
        BEGUN,
        "The drug dissoci-",
        "ates",
    ]
    soft = shown("ates from the recep\\255", y=700) + shown("tor", y=688)  # pdfplumber takes this code of Latin fonts for a blank
    assert lines(read_pages(written_pdf(FIRST + soft), "soft.pdf").pages[0]) == [BEGUN, "ates from the recep-", "tor"]


def test_bullets_of_codes_that_latin_fonts_leave_free() -> None:
    page = read(written_pdf(FIRST + shown("\\225 one") + shown("\\201 two", y=680)), slack=5)  # pdfplumber knows no width
    assert lines(page) == [BEGUN, "• one", "• two"]


def test_greek_of_the_symbol_font() -> None:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"
    data = written_pdf(FIRST + shown("abd", font="F2"), fonts={"F2": font})
    assert lines(read_pages(data, "greek.pdf").pages[0]) == [BEGUN, "αβδ"]


def test_greek_by_the_names_of_its_letters() -> None:
    font = HELVETICA.replace("/WinAnsiEncoding", "<< /BaseEncoding /WinAnsiEncoding /Differences [65 /alpha /beta /mu] >>")
    data = written_pdf(FIRST + shown("TNF-", size=12) + shown("AC", x=100.68, font="F2", size=12), fonts={"F2": font})
    assert [line.replace("\u00b5", "\u03bc") for line in lines(read(data))] == [BEGUN, "TNF-αμ"]


def test_raised_and_lowered_signs() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 740, BEGUN)
        line = canvas.beginText(72, 700)
        for size, rise, text in ((10, 0, "at 10"), (6, 4, "13"), (10, 0, " and CO"), (6, -1.5, "2"), (10, 0, " stays")):
            line.setFont("Times-Roman", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)

    assert lines(read(canvas_pdf([page]))) == [BEGUN, "at 10^13 and CO2 stays"]
