"""The functions of PDFium that are called for every character and every stroke of a page, with the least work around each call.

pypdfium2 opens documents and pages; what it hands out are pointers of its own types, each an object to make and throw away. Called
through these prototypes, PDFium takes and gives plain integers as addresses, which makes a page several times faster to read.
"""

from __future__ import annotations

import ctypes
from ctypes import c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as pdfium

TEXT, PATH, IMAGE, FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
LINE_TO, BEZIER_TO, MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_BEZIERTO, pdfium.FPDF_SEGMENT_MOVETO


def _call(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium with addresses as integers. The interpreter lock is kept: each call takes less than a microsecond."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 points to."""
    return ctypes.cast(pointer, c_void_p).value or 0


character_count = _call(pdfium.FPDFText_CountChars, c_int, c_void_p)
unicode_of = _call(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
is_generated = _call(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
is_hyphen = _call(pdfium.FPDFText_IsHyphen, c_int, c_void_p, c_int)
is_unmapped = _call(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
text_object_of = _call(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
origin_of = _call(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
loose_box_of = _call(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
character_matrix = _call(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)

font_of = _call(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
font_size_of = _call(pdfium.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
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
segment_at = _call(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_type = _call(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
segment_point = _call(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
page_rotation = _call(pdfium.FPDFPage_GetRotation, c_int, c_void_p)
page_box = _call(pdfium.FPDF_GetPageBoundingBox, c_int, c_void_p, c_void_p)

Matrix = tuple[float, float, float, float, float, float]


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
