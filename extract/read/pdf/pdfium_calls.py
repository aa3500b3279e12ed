"""The functions of PDFium that are called for every character and every stroke of a page, with the least work around each call.

pypdfium2 opens documents and pages; what it hands out are pointers of its own types, each an object to make and throw away. Called
through these prototypes, PDFium takes and gives plain integers as addresses, which makes a page several times faster to read.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Sequence
from ctypes import c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

TEXT, PATH, IMAGE, FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
LINE_TO, BEZIER_TO, MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_BEZIERTO, pdfium.FPDF_SEGMENT_MOVETO


def _call(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium with addresses as integers. The interpreter lock is kept: each call takes less than a microsecond."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 points to."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _bare_call(function: Any, result: Any) -> Any:
    """A function of PDFium that takes small integers and what `argument` makes of addresses: three times as fast, for calls in bulk."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)


argument = c_void_p.from_param

character_count = _call(pdfium.FPDFText_CountChars, c_int, c_void_p)
unicode_of = _call(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
is_generated = _call(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
is_hyphen = _call(pdfium.FPDFText_IsHyphen, c_int, c_void_p, c_int)
origin_of = _call(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
loose_box_of = _call(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
is_unmapped = _call(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
text_in = _call(pdfium.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
_bare_unicode_of = _bare_call(pdfium.FPDFText_GetUnicode, c_uint)
_bare_is_generated = _bare_call(pdfium.FPDFText_IsGenerated, c_int)
_bare_text_object_of = _bare_call(pdfium.FPDFText_GetTextObject, c_void_p)
_bare_matrix_of = _bare_call(pdfium.FPDFText_GetMatrix, c_int)
_bare_font_of = _bare_call(pdfium.FPDFTextObj_GetFont, c_void_p)
_bare_font_size_of = _bare_call(pdfium.FPDFTextObj_GetFontSize, c_int)
_bare_origin_of = _bare_call(pdfium.FPDFText_GetCharOrigin, c_int)

font_name_of = _call(pdfium.FPDFFont_GetBaseFontName, c_size_t, c_void_p, c_void_p, c_size_t)
font_descent = _call(pdfium.FPDFFont_GetDescent, c_int, c_void_p, c_float, c_void_p)
font_is_embedded = _call(pdfium.FPDFFont_GetIsEmbedded, c_int, c_void_p)
font_data = _call(pdfium.FPDFFont_GetFontData, c_int, c_void_p, c_void_p, c_size_t, c_void_p)
glyph_width = _call(pdfium.FPDFFont_GetGlyphWidth, c_int, c_void_p, c_uint, c_float, c_void_p)

object_count = _call(pdfium.FPDFPage_CountObjects, c_int, c_void_p)
object_at = _call(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object_count = _call(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object_at = _call(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
object_type = _call(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
object_matrix = _call(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
segment_count = _call(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
_bare_segment_at = _bare_call(pdfium.FPDFPath_GetPathSegment, c_void_p)
_bare_segment_type = _bare_call(pdfium.FPDFPathSegment_GetType, c_int)
_bare_segment_point = _bare_call(pdfium.FPDFPathSegment_GetPoint, c_int)
page_rotation = _call(pdfium.FPDFPage_GetRotation, c_int, c_void_p)
page_box = _call(pdfium.FPDF_GetPageBoundingBox, c_int, c_void_p, c_void_p)

LINE_END_HYPHEN = 2
_STRIDE = 8

Matrix = tuple[float, float, float, float, float, float]
Span = tuple[int, int, int]
"""Characters drawn by one text object: the first, the one behind the last, the address of the object."""


def matrix_values(matrix: Any) -> Matrix:
    """The six numbers of a matrix."""
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


class Cells:
    """Places in memory into which PDFium writes what it answers, with their addresses; used again for every call."""

    def __init__(self) -> None:
        self.x, self.y = c_double(), c_double()
        self.u, self.v = c_float(), c_float()
        self.box, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.length = c_size_t()
        self.at_x, self.at_y, self.at_u, self.at_v, self.at_box, self.at_matrix, self.at_length = (
            ctypes.addressof(cell) for cell in (self.x, self.y, self.u, self.v, self.box, self.matrix, self.length)
        )


class Pairs:
    """Reads pairs of numbers, many in one go. The places in memory are made once for a document."""

    _MANY = 1024

    def __init__(self, kind: type[c_double] | type[c_float]) -> None:
        rows = (kind * self._MANY)(), (kind * self._MANY)()
        self._places = [[ctypes.byref(row, i * ctypes.sizeof(kind)) for i in range(self._MANY)] for row in rows]
        self._first, self._second = (np.frombuffer(memoryview(row), np.dtype(kind)) for row in rows)

    def read(self, function: Any, count: int, *arguments: Iterable[Any]) -> NDArray[np.float64]:
        """What a bare function writes as its last two arguments when it is called `count` times: two rows of numbers."""
        answers = np.empty((2, count))
        given = [iter(each) for each in arguments]
        for start in range(0, count, self._MANY):
            some = min(self._MANY, count - start)
            deque(map(function, *(islice(each, some) for each in given), *self._places), maxlen=0)
            answers[0, start : start + some] = self._first[:some]
            answers[1, start : start + some] = self._second[:some]
        return answers


def origins_of(text_page: int, characters: Sequence[int], pairs: Pairs) -> NDArray[np.float64]:
    """Where characters stand, x and y in the coordinates of the PDF. `pairs` are of c_double."""
    return pairs.read(_bare_origin_of, len(characters), repeat(argument(text_page)), characters)


def matrices_of(text_page: int, characters: Sequence[int]) -> NDArray[np.float64]:
    """How characters are turned and stretched: the first four numbers of their matrices, in four rows."""
    return _written(_bare_matrix_of, 6, len(characters), repeat(argument(text_page)), characters)[:4]


def prints_of(objects: Sequence[int]) -> tuple[list[int], NDArray[np.float64]]:
    """The addresses of the fonts of text objects, and their font sizes before they are stretched."""
    places = [*map(argument, objects)]
    return [*map(_bare_font_of, places)], _written(_bare_font_size_of, 1, len(places), places)[0]


def _written(function: Any, width: int, count: int, *arguments: Iterable[Any]) -> NDArray[np.float64]:
    """What a bare function writes to its last argument when it is called `count` times: `width` rows of numbers."""
    room = np.zeros((count, width), np.float32)
    start, step = room.ctypes.data, width * room.itemsize
    deque(map(function, *arguments, map(argument, range(start, start + count * step, step))), maxlen=0)
    return room.T.astype(np.float64)


def segments_of(paths: Sequence[int], pairs: Pairs) -> tuple[NDArray[np.int8], NDArray[np.float64], list[int]]:
    """The kinds of the segments of all paths, their points, and how many segments each path has. `pairs` are of c_float."""
    lengths = [segment_count(path) for path in paths]
    addresses = chain(*(map(_bare_segment_at, repeat(argument(path)), range(n)) for path, n in zip(paths, lengths, strict=True)))
    segments = [*map(argument, addresses)]
    kinds = np.fromiter(map(_bare_segment_type, segments), np.int8, len(segments))
    return kinds, pairs.read(_bare_segment_point, len(segments), segments), lengths


def codes_of(text_page: int) -> NDArray[np.intp]:
    """The code points of all characters of a page; LINE_END_HYPHEN for a hyphen or soft hyphen at a line end."""
    count = character_count(text_page)
    units = np.zeros(2 * count + 2, np.uint16)
    written = text_in(text_page, 0, count, units.ctypes.data) - 1
    units = units[: max(0, written)]
    if written == count and not ((units >= 0xD800) & (units < 0xE000)).any():  # one unit for each character
        return np.where(units == 0xFFFE, LINE_END_HYPHEN, units).astype(np.intp)
    return np.array([*map(_bare_unicode_of, repeat(argument(text_page)), range(count))], np.intp)


def are_generated(text_page: int, characters: Sequence[int]) -> list[int]:
    """For each character whether PDFium put it in itself, 1 or 0."""
    return [*map(_bare_is_generated, repeat(argument(text_page)), characters)]


def spans_of_objects(text_page: int) -> list[Span]:
    """Which characters each text object draws; characters of no object, put between lines by PDFium, are in none.

    The characters of an object follow each other, so that not each has to be asked for its object.
    """
    object_of, page, count = _bare_text_object_of, argument(text_page), character_count(text_page)
    spans: list[Span] = []
    start = 0
    while start < count:
        place = object_of(page, start)
        end = start + 1
        if place:
            while end + _STRIDE <= count and object_of(page, end + _STRIDE - 1) == place:
                end += _STRIDE
            while end < count and object_of(page, end) == place:
                end += 1
            spans.append((start, end, place))
        start = end
    return spans
