"""An article set in a style: the PDF, and the truth about what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from typesetting.article import Article, Figure, Heading, Item, Paragraph, Run, Runs, TableFloat
from typesetting.callouts import Callouts
from typesetting.figures import draw_figure
from typesetting.fonts import face_of, printable, width_of
from typesetting.front import set_front
from typesetting.lines import Line, Printing, set_lines
from typesetting.pages import Float, Galley, Pages, Pen, height_of, stacked
from typesetting.style import Look, Style
from typesetting.tables import draw_table, lay_table
from typesetting.truth import Placed, SetTable, Truth

_MARKS = "*†‡§¶"
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_STEP = 3


def set_article(article: Article, style: Style) -> tuple[bytes, Truth]:
    """The article in the style, byte for byte the same each time, and what is known about it."""
    return Setter(article, style).set()


class Setter:
    def __init__(self, article: Article, style: Style) -> None:
        self.article = article
        self.style = style
        self.callouts = Callouts(style, article.works)
        self.printing = Printing(style.hyphenate, style.ligatures, style.kerning, style.tracking)
        words = {
            "authors": article.short_authors,
            "journal": article.journal,
            "year": article.year,
            "volume": article.volume,
            "first_page": article.page,
            "doi": article.doi,
            "title": _short("".join(run.text for run in article.title)),
        }
        self.pages = Pages(style, self.printing, {key: self._printable(value) for key, value in words.items()})
        self.paragraphs: list[str] = []
        self.called: list[str] = []
        self.tables: list[SetTable] = []
        self._run_in: tuple[Runs, Look, Placed] | None = None
        self._numbers = [0, 0, 0, 0, 0]
        self._count = 0
        self._figures = 0
        self._notes = 0
        self._boxes = list(style.boxes)

    def set(self) -> tuple[bytes, Truth]:
        set_front(self)
        for item in self.article.body:
            self.body_item(item)
        self.pages.settle(most_left=1)
        self.heading(Heading((Run("References"),), 1), numbered=False)
        self._references()
        pdf = self.pages.finish()
        title = self.said(self.article.title)[1]
        placed = tuple(item for item in self.pages.placed if item.boxes or item.kind == "run-in heading")
        return pdf, Truth(title, placed, tuple(self.paragraphs), tuple(self.called), tuple(self.tables), self.pages.pen.page - 1)

    def said(self, runs: Sequence[Run], look: Look | None = None) -> tuple[Runs, str]:
        """Runs as they are printed and the words they say; letters that the font has not are replaced in both."""
        family = (look or self.style.body).font
        shown, said, called = self.callouts.printed(tuple(self._in_font(run, family) for run in runs))
        self.called += called
        return shown, "".join(run.text for run in said)

    def without_callouts(self, runs: Sequence[Run]) -> tuple[Runs, str]:
        """The same for tables, in which nothing is called; raised letters are marked ("0.21^a")."""
        shown, _ = self.said([run for run in runs if not run.cited], self.style.small)
        return shown, "".join(f"^{run.text}" if run.raised > 0 else run.text for run in shown)

    def _in_font(self, run: Run, family: str) -> Run:
        text = "".join(printable(letter, face_of(family, run.bold, run.italic)) for letter in run.text)
        return replace(run, text=_DECIMAL.sub(self.style.decimal, text) if self.style.decimal != "." else text)

    def _printable(self, text: str) -> str:
        return "".join(printable(letter, face_of(self.style.small.font, False, False)) for letter in text)

    def lines(self, runs: Sequence[Run], look: Look, width: float, notes: Sequence[int] = ()) -> list[Line]:
        """The lines of a text in a look."""
        printing = self.printing if look.align == "justify" else replace(self.printing, hyphenate=False)
        return set_lines(runs, look, width, printing, notes)

    def body_item(self, item: Item) -> None:
        """Print one item of the body."""
        if isinstance(item, Heading):
            self.heading(item)
        elif isinstance(item, Paragraph):
            self.paragraph(item)
        elif isinstance(item, Figure):
            self._figure(item)
        else:
            self._table(item)

    def heading(self, heading: Heading, numbered: bool = True) -> None:
        """Print a heading, or keep it to be run in before the next paragraph."""
        level = min(heading.level, len(self.style.headings))
        look = self.style.headings[level - 1]
        runs, words = self.said([run for run in heading.runs if not run.cited], look)
        if look.number and numbered:
            self._numbers[level - 1] += 1
            self._numbers[level:] = [0] * (5 - level)
            number = ".".join(str(n) for n in self._numbers[:level])
            runs, words = (Run(f"{number}. "), *runs), f"{number}. {words}"
        self._flush_run_in()
        placed = self.pages.item("run-in heading" if look.run_in else "heading", words)
        if look.run_in:
            self._run_in = runs, look, placed
            return
        lines = self.lines(runs, replace(look, align="center" if look.align == "center" else "left"), self.pages.column_width)
        self.pages.flow(Galley(tuple(lines), placed, look.before, look.after, keep=True, rule=look.rule))

    def _flush_run_in(self) -> None:
        """A run-in heading with no paragraph behind it stands alone."""
        if self._run_in is not None:
            runs, look, placed = self._run_in
            self._run_in = None
            self.pages.flow(Galley(tuple(self.lines(runs, look, self.pages.column_width)), placed, look.before, keep=True))

    def paragraph(self, paragraph: Paragraph, look: Look | None = None, kind: str = "paragraph") -> None:
        """Print a paragraph of the body, with a footnote or a panel where the style has them."""
        look = look or self.style.body
        self._count += 1
        runs, words = self.said(paragraph.runs, look)
        if not runs:
            return
        self.paragraphs.append(words)
        placed = self.pages.item(kind, words)
        if paragraph.in_list:
            runs = (Run("• "), *runs)
            look = replace(look, first=8, hang=16)
        elif self._count == 1 and not self.style.opening_indent:
            look = replace(look, first=0)
        if self._run_in is not None:
            head_runs, head_look, _ = self._run_in
            self._run_in = None
            stop = "" if "".join(run.text for run in head_runs).endswith((".", "?", ":")) else "."
            head_runs = tuple(replace(run, bold=head_look.bold, italic=head_look.italic) for run in head_runs)
            runs = (*head_runs, Run(f"{stop} ", bold=head_look.bold, italic=head_look.italic), *runs)
        runs, notes, calls = self._footnote(runs)
        if self.style.drop_cap and self._count == 1 and runs[0].text[:1].isalpha():
            self._with_drop_cap(runs, look, placed)
        else:
            lines = self.lines(runs, look, self.pages.column_width, calls)
            self.pages.flow(Galley(tuple(lines), placed, look.before, look.after, notes=notes))
        if self._boxes and self._count % 5 == 3:
            self._panel(self._boxes.pop(0))

    def _with_drop_cap(self, runs: Runs, look: Look, placed: Placed) -> None:
        deep = self.style.drop_cap
        font = face_of(look.font, True, False)
        size = deep * look.leading * 1.05
        letter = runs[0].text[0]
        wide = width_of(letter, font, size) + 3
        rest = (replace(runs[0], text=runs[0].text[1:]), *runs[1:])
        width = self.pages.column_width
        lines = (
            self.lines(rest, look, width)
            if not deep
            else set_lines(rest, look, lambda number: (wide, width - wide) if number < deep else (0.0, width), self.printing)
        )
        cap = self.lines([Run(letter, bold=True)], replace(look, size=size, leading=size, first=0, bold=False), 200)[0]
        # the base line of the large letter is that of the last line beside it
        drop = (deep - 1) * look.leading + look.leading * 0.78 - size * 0.78
        self.pages.flow(Galley(tuple(lines), placed, look.before, look.after, drop=(cap, drop)))

    def _footnote(self, runs: Runs) -> tuple[Runs, dict[int, tuple[tuple[Line, ...], Placed]], list[int]]:
        if self._notes >= len(self.style.footnotes) or self._count % _STEP != 2:
            return runs, {}, []
        text, mark = self.style.footnotes[self._notes], _MARKS[self._notes % len(_MARKS)]
        self._notes += 1
        placed = self.pages.item("note", text)
        look = replace(self.style.small, size=self.style.small.size - 0.5, leading=self.style.small.leading - 0.5)
        lines = self.lines([Run(mark, raised=1), Run(self._printable(text))], look, self.pages.column_width)
        return (*runs, Run(mark, raised=1)), {len(runs) + 1: (tuple(lines), placed)}, [len(runs)]

    def _panel(self, words: Sequence[str]) -> None:
        look = replace(self.style.small, align="left")
        head, placed = self.pages.item("box title", words[0]), self.pages.item("box", " ".join(words[1:]))
        inner = self.pages.column_width - 16
        title = self.lines([Run(words[0], bold=True)], look, inner)
        lines: list[Line] = []
        for text in words[1:]:
            lines += self.lines([Run(f"• {text}")], replace(look, hang=8), inner)
        height = height_of(title) + height_of(lines) + 14

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.shade(x, y, x + self.pages.column_width, y + height, border=True)
            stacked([(title, head), (lines, placed)], pen, x + 8, y + 6)

        self.pages.float(Float(height, draw, where="here"))

    def _where(self) -> str:
        modes = self.style.figures.split(" ")
        return modes[self._figures % len(modes)]

    def _caption(self, label: str, runs: Runs, look: Look, width: float) -> tuple[list[Line], Placed]:
        shown, words = self.said(runs, look)
        label = self._printable(label)
        placed = self.pages.item("caption", f"{label}. {words}")
        return self.lines([Run(f"{label}. ", bold=True), *shown], look, width), placed

    def _figure(self, figure: Figure) -> None:
        where = self._where()
        self._figures += 1
        wide = where == "wide" and self.style.columns > 1
        width = self.pages.width if wide else self.pages.column_width
        look = replace(self.style.small, align="left")
        beside = self.style.captions == "beside" and width > 260
        drawn = width * 0.6 if beside else min(width, 420)
        high = drawn * (0.42 if wide else 0.6)
        caption, placed = self._caption(figure.label, figure.caption, look, width - drawn - 14 if beside else width)
        height = max(high, height_of(caption)) if beside else high + 8 + height_of(caption)
        if height > 0.8 * self.pages.depth:
            self.pages.placed.remove(placed)
            return
        number = self._figures

        def draw(pen: Pen, x: float, y: float) -> None:
            draw_figure(pen, x, y, drawn, high, number, self.pages.item)
            stacked([(caption, placed)], pen, x + drawn + 14 if beside else x, y if beside else y + high + 8)

        self.pages.float(Float(height, draw, wide=wide, where=where))

    def _table(self, table: TableFloat) -> None:
        style = self.style
        turned = style.turned_tables and len(self.tables) == 1
        wide_width = self.pages.width
        options: list[tuple[float, float, bool, bool]] = [(self.pages.column_width, 0.55, False, False)]
        if style.columns > 1:
            options.append((wide_width, 0.6, True, False))
        if style.turned_tables:
            turned_option = (self.pages.depth, 0.55 * wide_width / self.pages.depth, False, True)
            options = [turned_option] if turned else [*options, turned_option]
        laid = None
        for option, smaller in product(options, (0.0, 1.0)):
            width, share, wide, on_side = option
            look = replace(style.small, align="left", size=style.small.size - smaller, leading=style.small.leading - smaller)
            laid = lay_table(table, style, look, width, share * self.pages.depth, self.without_callouts, self.printing)
            if laid is not None:
                break
        if laid is None:
            return
        grid = laid.grid()
        caption, placed = self._caption(table.label, table.caption, look, width)
        item = self.pages.item("table", "\n".join("\t".join(row) for row in grid))
        notes = [
            (self.lines(self.without_callouts(runs)[0], look, width), self.pages.item("note", self.without_callouts(runs)[1]))
            for runs in table.notes
        ]
        while notes and height_of(caption) + laid.height + sum(height_of(lines) for lines, _ in notes) + 20 > (
            wide_width if on_side else 0.85 * self.pages.depth
        ):
            notes.pop()
        height = height_of(caption) + 5 + laid.height + 4 + sum(height_of(lines) for lines, _ in notes)
        place = len(self.tables)
        self.tables.append(SetTable(table.label, grid, laid.header_rows, 0))

        def draw(pen: Pen, x: float, y: float) -> None:
            self.tables[place] = replace(self.tables[place], page=pen.page)
            y = stacked([(caption, placed)], pen, x, y) + 5
            y = draw_table(laid, style, pen, x, y, item)
            stacked(notes, pen, x, y + 4)

        self.pages.float(Float(height, draw, wide=wide, turned=on_side, where="here" if style.columns == 1 else self._where()))

    def _references(self) -> None:
        look = replace(self.style.small, align="left", after=1.5)
        self._flush_run_in()
        for work in self.callouts.works:
            shown, words = self.said(self.callouts.entry(work), look)
            label = self.callouts.label(work)
            placed = self.pages.item("reference", words)
            deep = 22 if label else 12
            lines = self.lines(shown, replace(look, first=deep if label else 0, hang=deep), self.pages.column_width)
            if label and lines:
                mark = self.lines([Run(label)], look, 100)[0]
                lines[0] = replace(
                    lines[0], pieces=(*mark.pieces, *lines[0].pieces), gaps=frozenset(g + len(mark.pieces) for g in lines[0].gaps)
                )
            self.pages.flow(Galley(tuple(lines), placed, 0, look.after))


def _short(title: str) -> str:
    words = title.split()
    short = " ".join(words[:7])
    return short if len(words) <= 7 else f"{short} …"
