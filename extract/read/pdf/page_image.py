"""Pages of a PDF as a picture, with places highlighted as a marker pen does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model.document import Box

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

_POINTS_PER_INCH = 72
_BETWEEN_PAGES = 12
_BACKGROUND = (120, 120, 120)
_PEN = (255, 244, 150)
_STRONG_PEN = (255, 190, 70)
_EDGE = (200, 120, 0)
_MARGIN = 1.0
"""How far a highlight goes beyond its box, in points."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """What to highlight: the boxes of a quote, and of the words in it that count most."""

    quote: Sequence[Box]
    marks: Sequence[Box] = ()


def page_image(data: bytes, pages: Sequence[int], highlights: Highlights, dpi: int = 150) -> Image:
    """The pages of a PDF (numbered from 1) side by side, with the highlights that stand on them."""
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(data) as pdf:
        drawn = [_drawn(pdf[number - 1], number, highlights, dpi) for number in pages]
    width = sum(image.width for image in drawn) + _BETWEEN_PAGES * (len(drawn) - 1)
    sheet = Image.new("RGB", (width, max(image.height for image in drawn)), _BACKGROUND)
    left = 0
    for image in drawn:
        sheet.paste(image, (left, 0))
        left += image.width + _BETWEEN_PAGES
    return sheet


def _drawn(page: pypdfium2.PdfPage, number: int, highlights: Highlights, dpi: int) -> Image:
    """One page; what is printed stays black under the colour of the pen."""
    from PIL import Image, ImageChops, ImageDraw

    image = page.render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB")
    scale = image.width / page.get_width()
    pen = Image.new("RGB", image.size, (255, 255, 255))
    brush = ImageDraw.Draw(pen)
    for boxes, colour in ((highlights.quote, _PEN), (highlights.marks, _STRONG_PEN)):
        for corners in _corners(boxes, number, scale):
            brush.rectangle(corners, fill=colour)
    image = ImageChops.multiply(image, pen)
    edges = ImageDraw.Draw(image)
    for corners in _corners(highlights.marks or highlights.quote, number, scale):
        edges.rectangle(corners, outline=_EDGE)
    return image


def _corners(boxes: Iterable[Box], number: int, scale: float) -> list[tuple[int, int, int, int]]:
    """Left, upper, right and lower edge in pixels of the boxes on a page."""
    return [
        (
            round((box.x0 - _MARGIN) * scale),
            round((box.top - _MARGIN / 2) * scale),
            round((box.x1 + _MARGIN) * scale),
            round((box.bottom + _MARGIN / 2) * scale),
        )
        for box in boxes
        if box.page == number
    ]
