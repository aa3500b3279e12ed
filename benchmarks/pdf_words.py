"""Whether PDFium and pdfplumber read the same words, and how fast: for every PDF of a folder.

    python benchmarks/pdf_words.py PDF_FOLDER [--differences] [--memory]

`text` is the share of words that stand in the same order in the text of the document, read once with the pages of each; `page` the share
of words of the printed lines that both find on the same page, wherever they stand. Times are processor time in one run, so that they
can be compared with each other on a busy machine: pages per second of the fast path (words, rulings, tables, pictures, and the doubtful
pages by pdfplumber), of the reader of record (the same by pdfplumber alone) and of plain `pdfplumber extract_words`; `ratio` is the
first by the last. `--differences` prints what differs; `--memory` reads a generated paper of 500 pages down to the document and prints
the peak of memory.

What is known to differ, and why it stays:

- words drawn in pieces: a hyphen or letter that another font or a kerning beyond the neighbour parts ("character-", "Parasit"). PDFium
  has them in one word, pdfplumber in two that touch, so that the text is the same.
- order: signs of a formula that stand above each other ("χ²"), where a tenth of a point decides; a dash at the threshold of a gap.
- height: fonts whose descent the PDF does not give stand where PDFium finds their letters, and a fifth of their size below the line for
  pdfplumber. PDFium, which looks into the font, is right; so it is where a line of an advertisement is set aside by one alone.
- soft hyphens of Latin fonts (code 173): pdfplumber takes them for blanks, PDFium for hyphens, which they are in print.
- the Symbol font where it is not embedded: PDFium knows its Greek letters, pdfplumber gives the Latin ones of the same codes.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from extract.grammar.headings import load_paper_parts
from extract.read import read_bytes
from extract.read.layout.lines import line_text, lines_of
from extract.read.layout.paper import parts_of_pages
from extract.read.parts import compose
from extract.read.pdf.page import Page
from extract.read.pdf.pages import ReadPages, read_pages

LONG_PAPER_PAGES = 500


class Measured(NamedTuple):
    """A PDF read both ways: words that agree and words there are, in the text and on the pages; seconds; what differs."""

    pages: int
    text: tuple[int, int]
    page: tuple[int, int]
    seconds: tuple[float, float, float]
    doubts: tuple[tuple[int, str], ...]
    differences: tuple[tuple[str, str], ...]


def timed(work: Callable[[], ReadPages]) -> tuple[ReadPages, float]:
    """What some work gives, and the processor time it takes."""
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def plain_words(data: bytes) -> float:
    """The processor time of pdfplumber's `extract_words` on all pages."""
    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()
    return time.process_time() - start


def line_words(page: Page) -> Counter[str]:
    """The words of the printed lines of a page."""
    return Counter(word for line in lines_of(page.words) for word in line_text(line).split())


def text_words(pages: Sequence[Page]) -> list[str]:
    """The words of the text that is made of pages."""
    read = parts_of_pages(pages, load_paper_parts())
    return compose(read.parts, read.hyphens).text.split()


def measured(path: Path) -> Measured:
    """A PDF read both ways."""
    data = path.read_bytes()
    fast, fast_seconds = timed(lambda: read_pages(data, path.name))
    record, record_seconds = timed(lambda: read_pages(data, path.name, fast=False))
    here, there = text_words(fast.pages), text_words(record.pages)
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    together = sum(block.size for block in matcher.get_matching_blocks())
    differences = tuple((" ".join(there[a0:a1]), " ".join(here[b0:b1])) for tag, a0, a1, b0, b1 in matcher.get_opcodes() if tag != "equal")
    counts = [(line_words(a), line_words(b)) for a, b in zip(fast.pages, record.pages, strict=True)]
    return Measured(
        len(fast.pages),
        (together, max(len(here), len(there))),
        (sum((a & b).total() for a, b in counts), sum(max(a.total(), b.total()) for a, b in counts)),
        (fast_seconds, record_seconds, plain_words(data)),
        fast.doubts,
        differences,
    )


def row(name: str, one: Measured) -> str:
    """A line of the report."""
    fast, record, plain = (one.pages / max(seconds, 1e-9) for seconds in one.seconds)
    shares = "  ".join(f"{100 * same / max(1, there):7.3f} %" for same, there in (one.text, one.page))
    return f"{name:<32.32} {one.pages:5}  {shares}  {fast:7.1f} {record:7.1f} {plain:7.1f}  {fast / plain:5.1f}"


def long_paper() -> bytes:
    """A paper of 500 pages in two columns."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in range(LONG_PAPER_PAGES):
        canvas.setFont("Times-Roman", 9)
        for column in range(2):
            for line in range(65):
                canvas.drawString(
                    50 + 255 * column, 780 - 11 * line, f"In series {page}.{line} the drug slowed the growth of all lines in {column}"
                )
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def peak_megabytes() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    if arguments.memory:
        data = long_paper()
        before, start = peak_megabytes(), time.process_time()
        document = read_bytes(data, "long.pdf")
        seconds = time.process_time() - start
        print(f"{document.pages} pages, {len(document.text.split())} words in {seconds:.1f} s")
        print(f"peak of memory: {before:.0f} MB before, {peak_megabytes():.0f} MB with the document", flush=True)
        del document
    paths = sorted(arguments.folder.glob("*.pdf"))
    if not paths:
        sys.exit(f"{arguments.folder}: there is no PDF in this folder.")
    measured(min(paths, key=lambda path: path.stat().st_size))  # what is loaded for the first document is no part of the measurement
    print(f"{'':<32} pages       text       page   pages/s: fast  record  plain  ratio")
    all_of: list[Measured] = []
    for path in paths:
        one = measured(path)
        all_of.append(one)
        print(row(path.name, one), flush=True)
        for number, doubt in one.doubts:
            print(f"    page {number} by pdfplumber: {doubt}")
        if arguments.differences:
            for there, here in one.differences:
                print(f"    - {there[:150]}\n    + {here[:150]}")
    total = Measured(
        sum(one.pages for one in all_of),
        (sum(one.text[0] for one in all_of), sum(one.text[1] for one in all_of)),
        (sum(one.page[0] for one in all_of), sum(one.page[1] for one in all_of)),
        (sum(one.seconds[0] for one in all_of), sum(one.seconds[1] for one in all_of), sum(one.seconds[2] for one in all_of)),
        (),
        (),
    )
    print(row("all", total))
    print(f"{sum(len(one.doubts) for one in all_of)} of {total.pages} pages by pdfplumber")


if __name__ == "__main__":
    main()
