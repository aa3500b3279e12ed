"""One row, printed in its paragraph and drawn on its page."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.errors import EvitraceError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extract.model.document import Box
    from extract.store.passages import Passage

_MOST_PAGES = 4
"""More pages than this are not drawn side by side."""
_LONG = 1500
"""What is longer, in characters, is shown by its beginning and its end."""
_NOT_SHOWN = ("id", "document_id", "start", "end", "quote", "text", "words")


def show_passage(db: Database, passage: Passage) -> None:
    """Print a row, its quote in its paragraph, and the page and boxes where the quote is printed."""
    from extract.store.passages import paragraph_around
    from extract.store.places import boxes_of

    row, document = passage.row, passage.document
    click.echo(f"{passage.table} · {row['id']} · {document['source']}")
    for column, value in row.items():
        if value is not None and column not in _NOT_SHOWN:
            click.echo(f"  {column}: {value}")
    if passage.quote is None or passage.own is None:
        return
    text = str(document["text"])
    start, end = passage.quote
    first, last = paragraph_around(text, passage.quote)
    click.echo(f"\nWords {start} to {end}, between «»")
    for line in f"{text[first:start]}«{_short(text[start:end])}»{text[end:last]}".replace("\t", " | ").split("\n"):
        click.echo(textwrap.fill(line, 110, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
    if passage.marks:
        click.echo("Read from " + ", ".join(f"“{text[slice(*mark)]}”" for mark in passage.marks))
    boxes = boxes_of(db, str(document["id"]), *passage.own)
    if boxes:
        click.echo("\nPlace, in points from the top left corner of the page")
    for page, of_page in itertools.groupby(boxes, key=lambda box: box.page):
        click.echo(f"  p.{page}")
        for box in of_page:
            click.echo(f"    x {box.x0:.1f} to {box.x1:.1f}, y {box.top:.1f} to {box.bottom:.1f}")


def draw_passage(db: Database, passage: Passage, png: Path, pdf: Path | None, folders: Sequence[Path]) -> None:
    """Write a picture of the pages that a passage stands on, with its quote and the words it was read from highlighted.

    Raises EvitraceError: `no_pages`, `no_place`, `not_written`, and those of `find_original`.
    """
    from extract.read.originals import find_original
    from extract.read.pdf.page_image import Highlights, page_image
    from extract.store.places import boxes_of

    document = passage.document
    source, own_id = str(document["source"]), str(document["id"])
    if document["n_pages"] is None:
        what = f"the document is {document['format']} and has no pages to draw"
        raise EvitraceError("no_pages", what, where=source, remedy="Leave --png out to see the row in its paragraph.")

    def boxes(spans: Iterable[tuple[int, int]]) -> list[Box]:
        return [box for start, end in spans for box in boxes_of(db, own_id, start, end)]

    quote, marks = boxes([passage.quote] if passage.quote else []), boxes(passage.marks)
    pages = sorted({box.page for box in (*quote, *marks)}) or ([1] if passage.table == "documents" else [])
    if not pages:
        remedy = "Leave --png out to see what it holds."
        raise EvitraceError("no_place", "the row does not say where it stands", where=str(passage.row["id"]), remedy=remedy)
    data = find_original(source, str(document["sha256"]), pdf, folders)
    image = page_image(data, pages[:_MOST_PAGES], Highlights(quote, marks))
    try:
        image.save(png, format="PNG")
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise EvitraceError("not_written", what, where=str(png), remedy="Name a file in a folder that exists and is yours.") from error
    drawn = ", ".join(map(str, pages[:_MOST_PAGES]))
    left = f" (pages {pages[_MOST_PAGES]} to {pages[-1]} are left out)" if len(pages) > _MOST_PAGES else ""
    click.echo(f"\n{png}: {source}, page {drawn}{left}")


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]} [...] {text[-_LONG // 2 :]}"
