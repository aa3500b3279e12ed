"""Pages as PDFium reads them: many times faster than pdfplumber, with the same words, and with a doubt where they may not be the same."""

from __future__ import annotations

import re
from ctypes import c_double, c_float
from functools import partial

import pypdfium2

from extract.read.pdf import pdfium_calls as calls
from extract.read.pdf.drawings import boxes, is_covered, pictures, rulings_and_grids
from extract.read.pdf.letters import words_of
from extract.read.pdf.page import Page, Word, check_characters, printed_words
from extract.read.pdf.pdfium_drawings import PageObjects
from extract.read.pdf.pdfium_fonts import Fonts
from extract.read.pdf.pdfium_letters import PageLetters
from extract.read.pdf.pdfium_turned import turned_page
from extract.read.pdf.turn import Turn
from extract.read.pdf.turned import Slopes, read_upright

_UNMAPPED_SHARE = 0.05
_LONE_SHARE = 0.6
_LEAST_WORDS = 40
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_SMALLEST_PAGE = 50.0


class DoubtfulPage(Exception):
    """A page on which PDFium and pdfplumber may see different words; the message says why."""


class PdfiumPages:
    """An open PDF whose pages PDFium reads. Raises pypdfium2.PdfiumError where it cannot be opened."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._pdf = pypdfium2.PdfDocument(data)
        self._fonts = Fonts()
        self._doubles, self._floats = calls.Pairs(c_double), calls.Pairs(c_float)
        self._before: pypdfium2.PdfPage | None = None
        """The page that was read last stays open until the next one is, so that what is known of its fonts holds for the same fonts."""

    def __len__(self) -> int:
        return len(self._pdf)

    def page(self, index: int) -> Page:
        """The page at a 0-based index.

        Raises DoubtfulPage, and ReadError `too_large` for a page with more letters than a page can hold.
        """
        try:
            page = self._pdf[index]
        except pypdfium2.PdfiumError as error:
            raise DoubtfulPage("it cannot be opened") from error
        try:
            found, slopes = self._read(page, index + 1, self._fonts)
        finally:
            if self._before is not None:
                self._before.close()
            self._before = page
        return read_upright(found, slopes, partial(self._turned, index))

    def _turned(self, index: int, turn: Turn) -> Page:
        try:
            with turned_page(self._pdf, index, turn) as page:
                return self._read(page, index + 1, Fonts())[0]
        except pypdfium2.PdfiumError as error:
            raise DoubtfulPage("it cannot be turned") from error

    def _read(self, page: pypdfium2.PdfPage, number: int, fonts: Fonts) -> tuple[Page, Slopes]:
        try:
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise DoubtfulPage("it cannot be opened") from error
        try:
            return self._page(number, calls.address(page.raw), calls.address(text_page.raw), fonts)
        finally:
            text_page.close()

    def _page(self, number: int, page: int, text_page: int, fonts: Fonts) -> tuple[Page, Slopes]:
        if calls.page_rotation(page):
            raise DoubtfulPage("it is turned")
        check_characters(calls.character_count(text_page), self._name, number)
        cells = calls.Cells()
        calls.page_box(page, cells.at_box)
        left, top = cells.box.left, cells.box.top
        width, height = cells.box.right - left, top - cells.box.bottom
        if min(width, height) < _SMALLEST_PAGE:
            raise DoubtfulPage("its visible part is very small")
        objects = PageObjects(page)
        fonts.turn_page()
        letters = PageLetters(text_page, objects.texts, left, top, fonts, self._doubles)
        words = tuple(printed_words(words_of(letters.letters()), width, height))
        if fonts.are_drawn:
            raise DoubtfulPage("a font is made of drawings")
        _check(letters, words)
        drawing = objects.drawing(left, top, width, height, self._floats)
        rules, grids = rulings_and_grids(drawing)
        found = Page(number, width, height, words, rules, grids, tuple(pictures(drawing)), boxes(drawing), is_covered(drawing))
        return found, letters.slopes

    def close(self) -> None:
        """Lets go of the PDF."""
        if self._before is not None:
            self._before.close()
        self._pdf.close()


def _check(letters: PageLetters, words: tuple[Word, ...]) -> None:
    """Raises DoubtfulPage with the first reason for not trusting what was read."""
    if not letters.is_complete:
        raise DoubtfulPage("letters and text objects do not belong together")
    private = sum(len(_PRIVATE.findall(word.text)) for word in words)
    if letters.unmapped + private > _UNMAPPED_SHARE * max(1, letters.count):
        raise DoubtfulPage("a font does not say which letters it draws")
    if len(words) >= _LEAST_WORDS and sum(len(word.text) == 1 and word.text.isalpha() for word in words) > _LONE_SHARE * len(words):
        raise DoubtfulPage("most letters stand alone")
