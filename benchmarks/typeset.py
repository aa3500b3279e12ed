"""How well papers of other journals are read: articles set to PDF in many styles, and the text held against what was set.

    python benchmarks/typeset.py JATS_FOLDER [--articles N] [--styles a,b] [--keep FOLDER] [--missing]

Sets N articles of a folder of JATS files (.nxml) in each style of `typesetting/styles.toml`, reads the PDFs, and prints a line for each
style and the worst article of each. `--articles 0` takes all of them.

    sentences    share of the sentences of body and abstract (8 words or more) whose words stand in the text one after the other
    letters      the same by letters alone: what is missing here is lost or torn, what is missing only above is spaced or hyphenated wrongly
    whole        share of the sentences that stand within one paragraph or item of a list
    order        share of neighbouring sentences, both found, of which the second stands behind the first
    left         share of running headers and footers, page and line numbers and stamps of which a word is left in the text
    headings     share of the headings on a line of their own that are a heading of the document or the title of a section
    run in       the same for headings that stand on the first line of a paragraph
    no heading   share of the document's headings that are none
    aside        share of the words of captions, notes, tables, references and lettering of figures that stand in running text or headings
    cells        share of the filled cells of tables that are a cell with the same words
    rows         share of the neighbouring cells of rows that stand in one row
    references   share of the entries of the reference list that are an entry of the document
    callouts     share of the callouts that the document has as a citation of the same entry, as often as they were set
    wrong        share of the document's resolved citations that were not set
    title        share of the documents with the right title
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

from papers import Entry, Paper, Share, called_entries, found_sentences, same_entries, sentences_of, words_of
from typesetting.article import Article, TableFloat, Work
from typesetting.jats import read_article
from typesetting.setter import set_article
from typesetting.style import Style, read_styles
from typesetting.truth import SetTable, Truth

from extract.model.document import Citation, Document, Section

_RUNNING = ("paragraph", "list_item")
_ASIDE = ("caption", "note", "table", "reference", "lettering")
_MARGIN = 1.0
_MARK = re.compile(r"\^\s*[a-z\d]{1,2}(?:,\s*[a-z\d]{1,2})*$")
_BEHIND_STOP = re.compile(r"(?<=[a-z0-9)\]”\"%][.?!])\^[\d,–]+(?=\s+[A-Z\"“(\[]|$)")
"""Raised callouts behind a full stop belong to no sentence."""
BETTER_LOW = ("left", "no_heading", "aside", "wrong")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one document, or on several together."""

    sentences: Share = Share()
    letters: Share = Share()
    whole: Share = Share()
    order: Share = Share()
    left: Share = Share()
    headings: Share = Share()
    run_in: Share = Share()
    no_heading: Share = Share()
    aside: Share = Share()
    cells: Share = Share()
    rows: Share = Share()
    references: Share = Share()
    callouts: Share = Share()
    wrong: Share = Share()
    title: Share = Share()

    def __add__(self, other: Measured) -> Measured:
        return Measured(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Measured)))


def measure(
    truth: Truth, article: Article, document: Document, sections: Sequence[Section], citations: Sequence[Citation]
) -> tuple[Measured, list[str]]:
    """What was measured, and what is amiss, in words."""
    paper = Paper(
        tuple(sentences_of(_BEHIND_STOP.sub(" ", text)) for text in truth.paragraphs), tuple(map(_entry, article.works)), truth.callouts
    )
    by_words, by_letters, order, missing = found_sentences(paper, document.text)
    whole, torn = _whole(paper, document)
    left, aside, strays = _stray_words(truth, document)
    headings, run_in, no_heading, odd = _headings(truth, document, sections)
    cells, rows, lost_cells = _cells(truth.tables, document)
    same = same_entries(paper.entries, document.references)
    callouts, wrong = called_entries(paper, same, citations)
    title = Share(int(words_of(document.title or "") == words_of(truth.title)), 1)
    amiss = [*(f"sentence: {sentence}" for sentence in missing), *(f"torn: {sentence}" for sentence in torn if sentence not in missing)]
    amiss += [*strays, *odd, *lost_cells]
    amiss += [f"entry: {entry.id} {entry.surname} {entry.year} {entry.title}" for entry in paper.entries if entry.id not in same]
    amiss += [] if title.part else [f"title: {document.title}"]
    references = Share(len(same), len(paper.entries))
    return Measured(
        by_words, by_letters, whole, order, left, headings, run_in, no_heading, aside, cells, rows, references, callouts, wrong, title
    ), amiss


def _entry(work: Work) -> Entry:
    return Entry(work.id, work.title or work.source or work.words, work.authors[0][0] if work.authors else "", work.year)


def _whole(paper: Paper, document: Document) -> tuple[Share, list[str]]:
    running = "|".join(words_of(document.text[block.start : block.end]) for block in document.blocks if block.kind in _RUNNING)
    share, torn = Share(), []
    for sentence in (sentence for paragraph in paper.paragraphs for sentence in paragraph):
        wanted = words_of(sentence)
        if len(wanted.split()) < 8:
            continue
        share += Share(int(wanted in running), 1)
        if wanted not in running:
            torn.append(sentence)
    return share, torn


def _stray_words(truth: Truth, document: Document) -> tuple[Share, Share, list[str]]:
    """Furniture left in the text, words of asides in running text, and both in words."""
    words: dict[int, list[tuple[float, float, int]]] = {}
    for line in document.lines:
        if line.box is None:
            continue
        placed = [(word.start, word.box) for word in line.words] or [(line.start, line.box)]
        for start, box in placed:
            words.setdefault(box.page, []).append(((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, start))
    starts = [block.start for block in document.blocks]
    left, aside, strays = Share(), Share(), []
    for item in truth.placed:
        if item.kind not in (*_ASIDE, "furniture"):
            continue
        found = [
            start
            for box in item.boxes
            for x, y, start in words.get(box.page, ())
            if box.x0 - _MARGIN < x < box.x1 + _MARGIN and box.top - _MARGIN < y < box.bottom + _MARGIN
        ]
        if item.kind == "furniture":
            left += Share(int(bool(found)), 1)
            strays += [f"furniture: p{item.boxes[0].page} {item.text[:60]}"] if found else []
            continue
        kinds = Counter(document.blocks[max(0, bisect_right(starts, start) - 1)].kind for start in found)
        running = sum(count for kind, count in kinds.items() if kind in (*_RUNNING, "heading", "title"))
        aside += Share(running, len(found))
        strays += [f"aside: p{item.boxes[0].page} {item.kind} {dict(kinds)} {item.text[:60]!r}"] if running else []
    return left, aside, strays


def _headings(truth: Truth, document: Document, sections: Sequence[Section]) -> tuple[Share, Share, Share, list[str]]:
    printed = Counter(words_of(document.text[block.start : block.end]) for block in document.blocks if block.kind == "heading")
    has = printed | Counter(words_of(section.title or "") for section in sections)
    shares, lost = [], []
    allowed = Counter([words_of(truth.title)])
    for kind in ("heading", "run-in heading", "box title"):
        wanted = Counter(words_of(item.text) for item in truth.placed if item.kind == kind)
        allowed += wanted
        shares.append(Share((wanted & has).total(), wanted.total()))
        lost += [f"{kind}: {words}" for words in (wanted - has).elements()] if kind != "box title" else []
    odd = [f"no heading: {words}" for words in (printed - allowed).elements()]
    return shares[0], shares[1], Share(len(odd), printed.total()), [*lost, *odd]


def _cells(tables: Sequence[SetTable], document: Document) -> tuple[Share, Share, list[str]]:
    found: list[dict[int, list[str]]] = []
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(_cell_words(cell.text))
        found.append(rows)
    cells, together, lost = Share(), Share(), []
    for printed in tables:
        wanted_rows = [[_cell_words(text) for text in row if text.strip()] for row in printed.rows]
        wanted = Counter(text for row in wanted_rows for text in row)
        best = max(found, key=lambda rows: (Counter(text for row in rows.values() for text in row) & wanted).total(), default={})
        has = Counter(text for row in best.values() for text in row)
        cells += Share((wanted & has).total(), wanted.total())
        neighbours = [pair for row in wanted_rows for pair in pairwise(row)]
        together += Share(sum(any(one in row and other in row for row in best.values()) for one, other in neighbours), len(neighbours))
        missing = [text.strip() for text in (wanted - has).elements()]
        lost += [f"cells: {printed.label} p{printed.page}: {len(missing)} of {wanted.total()}: {'; '.join(missing[:6])}"] if missing else []
    return cells, together, lost


def _cell_words(text: str) -> str:
    """The words of a cell without the mark of a note at its end, which a reader may keep apart."""
    return words_of(_MARK.sub("", text.strip()))


def table(rows: dict[str, dict[str, Measured]], seconds: dict[str, float]) -> Iterator[str]:
    """The lines of the table, all styles together last, and the worst article of each style."""
    names = [field.name for field in fields(Measured)]
    yield f"{'':12}" + "".join(f"{name.replace('_', ' '):>11}" for name in (*names, "s/page"))
    everything = Measured()
    for style, by_article in rows.items():
        together = sum(by_article.values(), Measured())
        everything += together
        yield f"{style:12}" + "".join(f"{getattr(together, name)!s:>11}" for name in names) + f"{seconds[style]:11.2f}"
    yield f"{'all':12}" + "".join(f"{getattr(everything, name)!s:>11}" for name in names)
    for style, by_article in rows.items():
        worst = min(by_article, key=lambda name: (_part(by_article[name].whole), name))
        yield f"worst of {style}: {worst}, {by_article[worst].whole} whole"


def _part(share: Share) -> float:
    return share.part / share.whole if share.whole else 1.0


def chosen(articles: Sequence[Article], count: int, turn: int) -> list[Article]:
    """As many articles spread over the folder, others for each style."""
    if not count or count >= len(articles):
        return list(articles)
    step = len(articles) / count
    return [articles[(int(i * step) + 7 * turn) % len(articles)] for i in range(count)]


def main() -> None:
    """Set, read, measure and print."""
    from extract.read import read_bytes
    from extract.stages.citations import find_citations
    from extract.stages.sections import find_sections

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2, help="how many articles in each style; 0 for all (default 2)")
    parser.add_argument("--styles", help="names of styles, with commas between them (default all)")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    parser.add_argument("--missing", action="store_true", help="print everything that is amiss")
    arguments = parser.parse_args()
    styles = read_styles()
    asked = arguments.styles.split(",") if arguments.styles else list(styles)
    if unknown := [name for name in asked if name not in styles]:
        parser.error(f"no style {', '.join(unknown)}; there are {', '.join(styles)}")
    articles = [article for path in sorted(arguments.folder.rglob("*.nxml")) if (article := read_article(path)) is not None]
    if not articles:
        sys.exit(f"{arguments.folder}: no JATS article (.nxml) with numbered callouts")
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
    rows: dict[str, dict[str, Measured]] = {}
    seconds: dict[str, float] = {}
    for turn, (name, style) in enumerate(styles.items()):
        if name not in asked:
            continue
        taken = pages = 0.0
        for article in chosen([article for article in articles if _suits(style, article)], arguments.articles, turn):
            pdf, truth = set_article(article, style)
            if arguments.keep:
                (arguments.keep / f"{name}_{article.name}.pdf").write_bytes(pdf)
            start = time.perf_counter()
            try:
                document = read_bytes(pdf, f"{article.name}.pdf")
            except Exception as error:  # a defect of the reader is a result like others
                print(f"{name} {article.name} cannot be read: {type(error).__name__} {error}")
                document = Document("", "", "", "pdf", "", ())
            taken, pages = taken + time.perf_counter() - start, pages + truth.pages
            measured, amiss = measure(truth, article, document, find_sections(document), find_citations(document))
            rows.setdefault(name, {})[article.name] = measured
            if arguments.missing:
                print(*(f"{name} {article.name} {line}" for line in amiss), sep="\n")
        seconds[name] = taken / pages
    print(*table(rows, seconds), sep="\n")


def _suits(style: Style, article: Article) -> bool:
    """Callouts by author and year ask for entries that have both, turned tables for two tables."""
    tables = sum(isinstance(item, TableFloat) for item in article.body)
    return (style.callouts != "year" or all(work.authors and work.year for work in article.works)) and (
        not style.turned_tables or tables > 1
    )


if __name__ == "__main__":
    main()
