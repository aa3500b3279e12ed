"""Pages with columns: lines flow through them, floats go to their top or bottom, notes to their foot, and furniture around them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Box
from typesetting.fonts import face_of, width_of
from typesetting.lines import Line, Printing
from typesetting.style import Furniture, Style
from typesetting.truth import Placed

_BASE = 0.78
_GAP = 10.0


class Pen:
    """Prints on a page and notes where; turned by 90 degrees it prints from the bottom of the page to its top."""

    def __init__(self, canvas: Canvas, page: tuple[float, float], printing: Printing, spaces: bool) -> None:
        self.canvas = canvas
        self.width, self.height = page
        self.page = 1
        self.turned = False
        self._printing = printing
        self._spaces = spaces

    def line(self, line: Line, x: float, top: float, item: Placed | None) -> None:
        """Print a line whose upper border is at `top`, points from the top of the page."""
        base = top + line.height * _BASE
        for i, (offset, piece) in enumerate(line.pieces):
            text = piece.text + (" " if self._spaces and i in line.gaps and not piece.rise else "")
            self._string(x + offset, base - piece.rise, text, piece.font, piece.size)
        if item is not None and line.pieces:
            item.boxes.append(self.box(x + line.pieces[0][0], base - 0.74 * line.size, x + line.width, base + 0.22 * line.size))

    def words(self, text: str, x: float, base: float, font: str, size: float, item: Placed | None = None) -> None:
        """Print a text in one print with its base line at `base`."""
        self._string(x, base, text, font, size)
        if item is not None:
            width = width_of(text, font, size) + self._printing.tracking * len(text)
            item.boxes.append(self.box(x, base - 0.74 * size, x + width, base + 0.22 * size))

    def upwards(self, text: str, x: float, bottom: float, font: str, size: float, item: Placed) -> None:
        """Print a text that runs from the bottom of the page to its top, its base line at `x`."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - bottom)
        self.canvas.rotate(90)
        self.canvas.setFont(font, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        item.boxes.append(Box(self.page, x - 0.74 * size, bottom - width_of(text, font, size), x + 0.22 * size, bottom))

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> None:
        """Draw a rule."""
        self.canvas.setLineWidth(thick)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def shade(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.92, border: bool = False) -> None:
        """Fill a rectangle."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=int(border), fill=1)
        self.canvas.setFillGray(0)

    def turn(self) -> None:
        """Print from bottom to top from now on; `width` and `height` change places."""
        self.canvas.saveState()
        self.canvas.translate(self.width, 0)
        self.canvas.rotate(90)
        self.width, self.height, self.turned = self.height, self.width, True

    def turn_back(self) -> None:
        """Print upright again."""
        self.canvas.restoreState()
        self.width, self.height, self.turned = self.height, self.width, False

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box on the page as it is held upright."""
        return Box(self.page, top, self.width - x1, bottom, self.width - x0) if self.turned else Box(self.page, x0, top, x1, bottom)

    def _string(self, x: float, base: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - base, text, charSpace=self._printing.tracking or None)


@dataclass(frozen=True, slots=True)
class Float:
    """What is printed in one piece at the top or bottom of a column, over all columns (`wide`), or turned on a page of its own."""

    height: float
    draw: Callable[[Pen, float, float], None]
    wide: bool = False
    turned: bool = False
    where: str = "top"


@dataclass(frozen=True, slots=True)
class Galley:
    """Lines of one text on their way into the columns; `notes` are the lines of the footnotes by the number that the lines call."""

    lines: tuple[Line, ...]
    item: Placed
    before: float = 0
    after: float = 0
    keep: bool = False
    rule: bool = False
    notes: Mapping[int, tuple[tuple[Line, ...], Placed]] = field(default_factory=dict)
    drop: tuple[Line, float] | None = None


class Pages:
    """The pages of one article while they are set."""

    def __init__(self, style: Style, printing: Printing, words: Mapping[str, str]) -> None:
        self._out = io.BytesIO()
        canvas = Canvas(self._out, pagesize=style.page, invariant=1)
        self.pen = Pen(canvas, style.page, printing, style.spaces_printed)
        self.style = style
        self.placed: list[Placed] = []
        self._words = words
        top, right, bottom, left = style.margins
        self.top, self.bottom = top, style.page[1] - bottom
        self.left, self.right = left, style.page[0] - right
        self.column_width = (self.right - self.left - (style.columns - 1) * style.gap) / style.columns
        self._tops: list[float] = []
        self._bottoms: list[float] = []
        self._notes: list[tuple[tuple[Line, ...], Placed]] = []
        self._floats: list[Float] = []
        self._number = 0
        self._bottom_next = False
        self.column = 0
        self.y = 0.0
        self._opened = 0.0
        self._start_page()

    @property
    def width(self) -> float:
        """The width of the type area."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """The height of the type area."""
        return self.bottom - self.top

    def x(self) -> float:
        """The left border of the current column."""
        return self.left + self.column * (self.column_width + self.style.gap)

    def start_columns(self, top: float, first: int = 0) -> None:
        """Let the columns of this page begin at a height, behind the front matter; those before `first` are taken."""
        self._tops = [top] * self.style.columns
        self.column = first
        self._open_column()

    def item(self, kind: str, text: str) -> Placed:
        """A new text, for the truth."""
        placed = Placed(kind, text)
        self.placed.append(placed)
        return placed

    def flow(self, galley: Galley) -> None:
        """Print lines where the last ones ended, over columns and pages."""
        if self.y > self._opened:
            self.y += galley.before
        need = sum(line.height for line in galley.lines) + 2.2 * self.style.body.leading if galley.keep else 0
        if galley.drop is not None:
            need = 4 * self.style.body.leading
        if self.y + need > self._bottoms[self.column]:
            self.next_column()
        if galley.rule:
            self.pen.rule(self.x(), self.y, self.x() + self.column_width, self.y)
        if galley.drop is not None:
            self.pen.line(galley.drop[0], self.x(), self.y + galley.drop[1], galley.item)
        for line in galley.lines:
            notes = [galley.notes[number] for number in line.notes if number in galley.notes]
            room = sum(one.height for lines, _ in notes for one in lines) + (8 if notes and not self._notes else 0)
            if self.y + line.height + room > self._bottoms[self.column] + 0.01:
                self.next_column()
            self._bottoms[self.column] -= room
            self._notes += notes
            self.pen.line(line, self.x(), self.y, galley.item)
            self._number_line(line)
            self.y += line.height
        self.y += galley.after

    def float(self, item: Float) -> None:
        """Print a float here where it fits and may stand in the text, else as soon as a column or page begins."""
        if item.where == "here" and not item.wide and not item.turned and self.y + _GAP + item.height <= self._bottoms[self.column]:
            item.draw(self.pen, self.x(), self.y + _GAP)
            self.y += item.height + 2 * _GAP
        elif item.where == "bottom" and not item.wide and not item.turned and self._fits_below(item):
            self._draw_below(item)
        else:
            self._floats.append(item)

    def next_column(self) -> None:
        """Go on at the top of the next column."""
        self._print_notes()
        self.column += 1
        if self.column >= self.style.columns:
            self.next_page()
        else:
            self._open_column()

    def next_page(self) -> None:
        """Go on on the next page."""
        self._print_notes()
        self._end_page()
        self._start_page()

    def settle(self, most_left: int) -> None:
        """Go on by columns until no more floats than these wait for a place."""
        while len(self._floats) > most_left:
            self.next_column()

    def finish(self) -> bytes:
        """Print what floats are left, and give back the file."""
        self.settle(most_left=0)
        self._print_notes()
        self._end_page()
        self.pen.canvas.save()
        return self._out.getvalue()

    def _start_page(self) -> None:
        self._tops = [self.top] * self.style.columns
        self._bottoms = [self.bottom] * self.style.columns
        if self.style.line_numbers == "page":
            self._number = 0
        turned = next((item for item in self._floats if item.turned), None)
        if turned is not None:
            self._floats.remove(turned)
            self.pen.turn()
            turned.draw(self.pen, self.top, self.style.page[0] - self.right)
            self.pen.turn_back()
            self._end_page()
            self._start_page()
            return
        wide = next((item for item in self._floats if item.wide), None)
        if wide is not None:
            self._floats.remove(wide)
            wide.draw(self.pen, self.left, self.top)
            self._tops = [self.top + wide.height + 1.6 * _GAP] * self.style.columns
        self.column = 0
        self._open_column()

    def _open_column(self) -> None:
        self.y = self._opened = self._tops[self.column]
        item = next((item for item in self._floats if not item.wide and not item.turned), None)
        if item is None:
            return
        if item.where == "bottom" and self._fits_below(item):
            self._floats.remove(item)
            self._draw_below(item)
        elif self.y + item.height + _GAP <= self._bottoms[self.column]:
            self._floats.remove(item)
            item.draw(self.pen, self.x(), self.y)
            self.y = self._opened = self.y + item.height + 1.4 * _GAP

    def _fits_below(self, item: Float) -> bool:
        return not self._notes and self.y + 3 * self.style.body.leading + item.height + _GAP <= self._bottoms[self.column]

    def _draw_below(self, item: Float) -> None:
        self._bottoms[self.column] -= item.height + _GAP
        item.draw(self.pen, self.x(), self._bottoms[self.column] + _GAP)

    def _print_notes(self) -> None:
        if not self._notes:
            return
        y = self._bottoms[self.column] + 8
        self.pen.rule(self.x(), y - 3, self.x() + min(60, self.column_width), y - 3)
        for lines, item in self._notes:
            for line in lines:
                self.pen.line(line, self.x(), y, item)
                y += line.height
        self._notes = []

    def _number_line(self, line: Line) -> None:
        if not self.style.line_numbers:
            return
        self._number += 1
        if self._number % self.style.line_number_step:
            return
        item = self.item("furniture", str(self._number))
        font, size = face_of(self.style.small.font, False, False), self.style.small.size * 0.9
        x = self.left - 18 - width_of(item.text, font, size)
        self.pen.words(item.text, x, self.y + line.height * _BASE, font, size, item)

    def _end_page(self) -> None:
        page = self.pen.page
        for line in self.style.furniture:
            if line.pages in ("all", "odd" if page % 2 else "even", "first" if page == 1 else "later") or (
                line.pages.endswith("later") and page > 1 and line.pages.startswith("odd" if page % 2 else "even")
            ):
                self._furniture(line)
        if self.style.stamp:
            font = face_of(self.style.small.font, False, False)
            self.pen.upwards(self._filled(self.style.stamp), 22, self.bottom - 60, font, 7.5, self.item("furniture", self.style.stamp))
        self.pen.canvas.showPage()
        self.pen.page += 1

    def _furniture(self, line: Furniture) -> None:
        text = self._filled(line.text)
        font = face_of(self.style.small.font, False, False)
        wide = width_of(text, font, line.size)
        x = {"left": self.left, "right": self.right - wide, "center": (self.left + self.right - wide) / 2}[line.at]
        y = line.y if line.y >= 0 else self.style.page[1] + line.y
        self.pen.words(text, x, y, font, line.size, self.item("imprint" if line.pages == "first" else "furniture", text))
        if line.rule:
            at = y + 4 if line.y >= 0 else y - line.size - 4
            self.pen.rule(self.left, at, self.right, at)

    def _filled(self, text: str) -> str:
        return text.format(**self._words, n=self.pen.page)


def stacked(parts: Sequence[tuple[Sequence[Line], Placed]], pen: Pen, x: float, y: float) -> float:
    """Print texts one below the other; gives back where they end."""
    for lines, item in parts:
        for line in lines:
            pen.line(line, x, y, item)
            y += line.height
    return y


def height_of(lines: Sequence[Line]) -> float:
    """How high lines are together."""
    return sum(line.height for line in lines)


def moved(line: Line, x: float) -> Line:
    """The line with all pieces farther to the right."""
    return replace(line, pieces=tuple((at + x, piece) for at, piece in line.pieces), width=line.width + x)
