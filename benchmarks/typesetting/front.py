"""The front matter of an article: title, authors, abstract, and what stands beside them, in the ways that styles name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typesetting.article import Heading, Paragraph, Run
from typesetting.lines import Line
from typesetting.pages import Galley, height_of
from typesetting.style import Look
from typesetting.truth import Placed

if TYPE_CHECKING:
    from typesetting.setter import Setter

_GAP = 10.0
_SMALLEST = 5.0


@dataclass(frozen=True, slots=True)
class Set:
    """Lines of the front matter, and the space before them."""

    lines: Sequence[Line]
    item: Placed
    before: float = 0


def set_front(setter: Setter) -> None:
    """Print the front matter and open the columns."""
    _WAYS[setter.style.front](setter)


def _plain(setter: Setter) -> None:
    y = _head(setter)
    y = _print(setter, _abstract(setter, setter.pages.width, setter.style.small), setter.pages.left, y + _GAP)
    setter.pages.pen.rule(setter.pages.left, y + 6, setter.pages.right, y + 6)
    setter.pages.start_columns(y + 1.6 * _GAP)


def _boxed(setter: Setter) -> None:
    y = _head(setter) + _GAP
    sets = _abstract(setter, setter.pages.width - 20, setter.style.small, run_in=True)
    high = sum(one.before + height_of(one.lines) for one in sets) + 16
    setter.pages.pen.shade(setter.pages.left, y, setter.pages.right, y + high)
    _print(setter, sets, setter.pages.left + 10, y + 8)
    setter.pages.start_columns(y + high + 1.6 * _GAP)


def _info_beside(setter: Setter) -> None:
    pages = setter.pages
    y = _head(setter) + _GAP
    pages.pen.rule(pages.left, y, pages.right, y)
    narrow = 0.27 * pages.width
    info = _texts(setter, ["ARTICLE INFO", *_history(setter), "Keywords:", "Randomised trial", "Outcome", "Follow-up"], narrow, "imprint")
    left = _print(setter, info, pages.left, y + 6)
    right = _print(setter, _abstract(setter, pages.width - narrow - 16, setter.style.small), pages.left + narrow + 16, y + 6)
    y = max(left, right) + 6
    pages.pen.rule(pages.left, y, pages.right, y)
    pages.start_columns(y + 1.4 * _GAP)


def _sidebar(setter: Setter) -> None:
    """The abstract fills the first column, with the article's history below it, and the body begins beside it."""
    pages = setter.pages
    y = _head(setter) + 1.5 * _GAP
    look = setter.style.small
    while True:
        kept = len(setter.paragraphs), len(setter.called), len(pages.placed)
        sets = _abstract(setter, pages.column_width - 12, look, run_in=True)
        high = sum(one.before + height_of(one.lines) for one in sets)
        if y + high + 70 < pages.bottom or look.size < _SMALLEST:
            break
        del setter.paragraphs[kept[0] :], setter.called[kept[1] :], pages.placed[kept[2] :]
        look = replace(look, size=look.size - 0.5, leading=look.leading - 0.6)
    pages.pen.shade(pages.left, y, pages.left + pages.column_width, y + high + 14)
    end = _print(setter, sets, pages.left + 6, y + 6)
    _print(setter, _texts(setter, _history(setter)[:2], pages.column_width, "imprint"), pages.left, end + 20)
    pages.start_columns(y, first=1)


def _margin(setter: Setter) -> None:
    """Affiliations, correspondence and history in the wide margin of the first page; the abstract runs over the columns."""
    pages = setter.pages
    y = _head(setter, places=False) + _GAP
    on_left = pages.left > setter.style.page[0] - pages.right
    outer = (pages.left if on_left else setter.style.page[0] - pages.right) - 34
    narrow = replace(setter.style.small, size=setter.style.small.size - 1, leading=setter.style.small.leading - 1, align="left")
    beside = [
        *(_place(setter, mark, words, narrow, outer) for mark, words in setter.article.places),
        *_texts(setter, _history(setter), outer, "imprint", narrow),
    ]
    _print(setter, beside, 20 if on_left else pages.right + 14, y)
    y = _print(setter, _abstract(setter, pages.width, setter.style.body, run_in=True), pages.left, y)
    pages.start_columns(y + 1.4 * _GAP)


def _column(setter: Setter) -> None:
    """Title over all columns; the abstract is the first text of the first column, in bold print."""
    pages = setter.pages
    pages.start_columns(_head(setter) + 1.6 * _GAP)
    look = replace(setter.style.body, bold=True)
    for one in _abstract(setter, pages.column_width, look, heading=False, run_in=True):
        pages.flow(Galley(tuple(one.lines), one.item, one.before))
    pages.y += 1.5 * _GAP


def _cover(setter: Setter) -> None:
    """A title page, a page for the abstract, and the body on the third, as manuscripts have it."""
    pages = setter.pages
    pages.start_columns(pages.top)
    _flow(setter, [_title(setter, pages.width), *_byline(setter, pages.width, places=True)])
    pages.next_page()
    _flow(setter, _abstract(setter, pages.width, setter.style.body))
    pages.next_page()


_WAYS: dict[str, Callable[[Setter], None]] = {
    "plain": _plain,
    "boxed": _boxed,
    "info_beside": _info_beside,
    "sidebar": _sidebar,
    "margin": _margin,
    "column": _column,
    "cover": _cover,
}


def _head(setter: Setter, places: bool = True) -> float:
    """Print title, authors and affiliations over the whole width; gives back where they end."""
    pages = setter.pages
    kind = Set(
        setter.lines([Run("Research article")], replace(setter.style.small, italic=True, align="left"), pages.width),
        pages.item("byline", "Research article"),
    )
    sets = [kind, _title(setter, pages.width), *_byline(setter, pages.width, places)]
    return _print(setter, sets, pages.left, pages.top)


def _title(setter: Setter, width: float) -> Set:
    runs, words = setter.said(setter.article.title, setter.style.title)
    return Set(setter.lines(runs, setter.style.title, width), setter.pages.item("title", words), 8)


def _byline(setter: Setter, width: float, places: bool) -> list[Set]:
    article, look = setter.article, replace(setter.style.body, align=setter.style.title.align, first=0)
    runs: list[Run] = []
    for i, (name, marks) in enumerate(article.authors):
        runs.append(Run((" and " if i == len(article.authors) - 1 else ", ") * bool(i) + name))
        runs += [Run(",".join(marks), raised=1)] if marks and len(article.places) > 1 else []
    shown, words = setter.said(runs, look)
    sets = [Set(setter.lines(shown, look, width), setter.pages.item("byline", words), 8)]
    if places:
        small = replace(setter.style.small, italic=True, align=setter.style.title.align)
        sets += [_place(setter, mark, words, small, width) for mark, words in article.places]
        sets += _texts(setter, _history(setter)[2:], width, "byline", small)
    return sets


def _place(setter: Setter, mark: str, words: str, look: Look, width: float) -> Set:
    runs, text = setter.said([Run(mark, raised=1), Run(words)], look)
    return Set(setter.lines(runs, look, width), setter.pages.item("byline", text), 2)


def _history(setter: Setter) -> list[str]:
    year = setter.article.year
    mail = setter.article.correspondence
    return [f"Received 14 January {year}", f"Accepted 2 August {year}", *([f"Correspondence to: {mail}"] if mail else [])]


def _texts(setter: Setter, texts: Sequence[str], width: float, kind: str, look: Look | None = None) -> list[Set]:
    look = look or replace(setter.style.small, align="left")
    sets = []
    for text in texts:
        runs, words = setter.said([Run(text)], look)
        sets.append(Set(setter.lines(runs, look, width), setter.pages.item(kind, words), 3))
    return sets


def _abstract(setter: Setter, width: float, look: Look, run_in: bool = False, heading: bool = True) -> list[Set]:
    """The abstract: its own headings stand alone or are run in, as everything in it in the given print."""
    if not setter.article.abstract:
        return []
    flush = replace(look, first=0)
    top = setter.style.headings[0]
    sets = []
    if heading:
        lines = setter.lines([Run("Abstract")], replace(top, size=min(top.size, look.size + 2), align="left"), width)
        sets.append(Set(lines, setter.pages.item("heading", "Abstract"), 4))
    waiting: tuple[Run, ...] = ()
    for item in setter.article.abstract:
        if isinstance(item, Heading):
            runs, words = setter.said([run for run in item.runs if not run.cited], look)
            placed = setter.pages.item("run-in heading" if run_in else "heading", words)
            if run_in:
                stop = "" if words.endswith((".", ":", "?")) else "."
                waiting = (*(replace(run, bold=True) for run in runs), Run(f"{stop} ", bold=True))
            else:
                sets.append(Set(setter.lines([replace(run, bold=True) for run in runs], flush, width), placed, 3))
        elif isinstance(item, Paragraph):
            runs, words = setter.said(item.runs, look)
            setter.paragraphs.append(words)
            placed = setter.pages.item("abstract", words)
            lines = setter.lines((*waiting, *runs), flush, width)
            sets.append(Set(lines, placed, 2))
            waiting = ()
    return sets


def _print(setter: Setter, sets: Sequence[Set], x: float, y: float) -> float:
    for one in sets:
        y += one.before
        for line in one.lines:
            setter.pages.pen.line(line, x, y, one.item)
            y += line.height
    return y


def _flow(setter: Setter, sets: Sequence[Set]) -> None:
    for one in sets:
        setter.pages.flow(Galley(tuple(one.lines), one.item, one.before + 4, 2))
