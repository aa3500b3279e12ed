"""The pages of a PDF with what was read drawn on them: for looking at where the reading goes wrong.

    python benchmarks/draw_lines.py PDF OUT_FOLDER [--pages 1,4] [--dpi 80]

Writes one picture for each page. Each block has a frame around each of its lines, in the colour of its kind, and its number in
reading order at its first line on the page; a thin line leads from each block to the next. Print without a frame was left out as
furniture or as lettering of a figure.

    title purple · heading red · paragraph blue · list_item cyan · caption green · footnote brown · table orange · reference grey
    address ochre
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.model.document import Block, Box, Document

COLOURS = {
    "title": (150, 0, 200),
    "heading": (220, 0, 0),
    "paragraph": (0, 60, 220),
    "list_item": (0, 170, 200),
    "caption": (0, 150, 0),
    "footnote": (140, 80, 20),
    "table": (240, 130, 0),
    "reference": (120, 120, 120),
    "address": (190, 170, 60),
}


def boxes_by_block(document: Document, page: int) -> list[tuple[int, Block, list[Box]]]:
    """For each block with lines on a page: its number in the document, the block, and the boxes of these lines."""
    found: list[tuple[int, Block, list[Box]]] = []
    for number, block in enumerate(document.blocks, start=1):
        boxes = [line.box for line in document.lines if block.start <= line.start < block.end and line.box and line.box.page == page]
        if boxes:
            found.append((number, block, boxes))
    return found


def draw(image: Image, document: Document, page: int, scale: float) -> None:
    """Draws frames, numbers and the way from block to block on the picture of a page."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    before: tuple[float, float] | None = None
    for number, block, boxes in boxes_by_block(document, page):
        colour = COLOURS[block.kind]
        for box in boxes:
            pen.rectangle((box.x0 * scale - 1, box.top * scale, box.x1 * scale + 1, box.bottom * scale), outline=colour)
        x, y = boxes[0].x0 * scale, boxes[0].top * scale
        if before is not None:
            pen.line((*before, x, y), fill=(255, 0, 255))
        before = boxes[-1].x1 * scale, boxes[-1].bottom * scale
        label = str(number)
        pen.rectangle((x - 7 * len(label) - 3, y, x - 2, y + 11), fill=colour)
        pen.text((x - 7 * len(label) - 1, y), label, fill=(255, 255, 255))


def main() -> None:
    """Read, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", help="numbers of pages, with commas between them; all where not given")
    parser.add_argument("--dpi", type=int, default=80)
    arguments = parser.parse_args()
    import pypdfium2

    from extract.read import read_path

    document = read_path(arguments.pdf)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(arguments.pdf) as pdf:
        pages = [int(number) for number in arguments.pages.split(",")] if arguments.pages else range(1, len(pdf) + 1)
        for page in pages:
            scale = arguments.dpi / 72
            image = pdf[page - 1].render(scale=scale).to_pil().convert("RGB")
            draw(image, document, page, scale)
            path = arguments.folder / f"{arguments.pdf.stem}_{page:03}.png"
            image.save(path)
            print(path, file=sys.stderr)


if __name__ == "__main__":
    main()
