"""How well papers are read: what stands in the text of a PDF, compared with the publisher's XML of the same paper.

    python benchmarks/reading.py PDF_FOLDER [--missing]

Takes every PDF with an XML file of the same name beside it (JATS or BMC), and prints a line for each and one for all:

    sentences    share of the sentences of the XML's body (8 words or more) whose words stand in the text one after the other
    letters      the same by letters alone: what is missing here is lost or torn, what is missing only above is spaced or hyphenated wrongly
    order        share of neighbouring sentences, both found, of which the second stands behind the first
    headers      share of pages with a line left in the text that stands on three pages or more at the same height, counters aside
    references   share of the entries of the XML's reference list that are an entry of the document
    callouts     share of the XML's callouts that the document has as a citation of the same entry, as often as the XML has it
    wrong        share of the document's resolved citations that the XML does not have
    s/page       seconds for reading a page

Callouts in brackets are left out of the comparison of sentences, since one side prints "6-9" where the other spells "6 7 8 9". So are
sentences with a formula. `--missing` prints what was not found.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from papers import FORMULA, Entry, Paper, Share, called_entries, found_sentences, letters_of, pages_with_headers, same_entries, sentences_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from extract.model.document import Citation, Document

_ASIDE = {
    "table-wrap",
    "fig",
    "tbl",
    "table",
    "supplementary-material",
    "suppl",
    "boxed-text",
    "table-wrap-group",
    "caption",
    "st",
    "title",
}
_FORMULAS = {"disp-formula", "inline-formula", "math", "display-formula", "inline-math", "tex-math"}
_RAISED = {"sup", "sub"}
_BROKEN_END = re.compile(r"\s*\n\s*$")
_BROKEN_START = re.compile(r"^\s*\n\s*$")
_RANGE = re.compile(r"^\s*[-–—−]\s*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured on one paper, or on several together."""

    sentences: Share = Share()
    letters: Share = Share()
    order: Share = Share()
    headers: Share = Share()
    references: Share = Share()
    callouts: Share = Share()
    wrong: Share = Share()

    def __add__(self, other: Reading) -> Reading:
        return Reading(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Reading)))


BETTER_LOW = ("headers", "wrong")


def paper_of(root: Element) -> Paper:
    """What the XML of a paper says; JATS (`article`) and the format of BioMed Central (`art`)."""
    jats = root.tag == "article"
    body = root.find("body" if jats else "bdy")
    if body is None:
        return Paper((), (), ())
    paragraphs = tuple(sentences_of(text) for text in _paragraphs(body))
    entries = (
        tuple(_jats_entry(ref) for ref in root.findall("back//ref")) if jats else tuple(map(_bmc_entry, root.findall("bm//refgrp/bibl")))
    )
    return Paper(paragraphs, entries, tuple(_jats_callouts(body, entries) if jats else _bmc_callouts(body)))


def _paragraphs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _ASIDE:
            continue
        if child.tag == "p" and child.find(".//p") is None:
            yield _text(child)
        else:
            yield from _paragraphs(child)


def _text(element: Element) -> str:
    """The words of an element; callouts without brackets of their own in brackets, formulas as one mark."""
    if _local(element) in _FORMULAS:
        return FORMULA
    if element.tag in _ASIDE:
        return " "
    if element.tag == "abbrgrp":
        return f"[{' '.join(''.join(abbr.itertext()) for abbr in element)}]"
    inner = element.text or ""
    for child in element:
        tail = child.tail or ""
        if child.tag in _RAISED:  # lines that were broken for the reader of the XML part no word from its raised letters
            inner, tail = _BROKEN_END.sub("", inner), _BROKEN_START.sub("", tail) if tail.strip()[:1].isalnum() else tail
            inner += _text(child).strip() + tail
        else:
            inner += _text(child) + tail
    if element.tag == "sup" and element.find("xref[@ref-type='bibr']") is not None:
        return f"[{inner}]"
    return inner


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _said(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _jats_entry(ref: Element) -> Entry:
    named = ("article-title", "chapter-title", "source", "mixed-citation", "citation")
    title = next((said for name in named if (said := _said(ref.find(f".//{name}")))), "")
    surname = _said(ref.find(".//surname")) or _said(ref.find(".//collab"))
    return Entry(ref.get("id", ""), title, surname, _said(ref.find(".//year")))


def _bmc_entry(bibl: Element) -> Entry:
    title = _said(bibl.find("title")) or _said(bibl.find("source"))
    return Entry(bibl.get("id", ""), title, _said(bibl.find(".//snm")) or _said(bibl.find(".//cnm")), _said(bibl.find("pubdate")))


def _jats_callouts(body: Element, entries: Sequence[Entry]) -> Iterator[str]:
    """The ids called, ranges spelt out: two callouts with nothing but a dash between them.

    A callout by year whose entry has another author than is printed before it is left out: there the XML contradicts itself.
    """
    ids = [entry.id for entry in entries]
    for parent in body.iter():
        before: tuple[Element, str] | None = None
        printed = parent.text or ""
        for child in parent:
            printed += "".join(child.itertext())
            for rid in child.get("rid", "").split() if child.tag == "xref" and child.get("ref-type") == "bibr" else ():
                if before is not None and _RANGE.match(before[0].tail or "") and {before[1], rid} <= set(ids):
                    yield from ids[ids.index(before[1]) + 1 : ids.index(rid)]
                if rid not in ids or _agrees(printed, entries[ids.index(rid)]):
                    yield rid
                before = child, rid
            before = before if before is not None and before[0] is child else None
            printed += child.tail or ""


def _agrees(printed: str, entry: Entry) -> bool:
    by_year = re.search(r"(?:19|20)\d\d[a-z]?$", printed.strip()) is not None
    author = entry.surname or entry.title.split(" ")[0]
    return not by_year or letters_of(author) in letters_of(printed[-160:])


def _bmc_callouts(body: Element) -> Iterator[str]:
    return (bid for abbr in body.iter("abbr") for bid in abbr.get("bid", "").split())


def compare(paper: Paper, document: Document, citations: Sequence[Citation]) -> tuple[Reading, list[str]]:
    """What was measured, and what was not found, in words."""
    by_words, by_letters, order, missing = found_sentences(paper, document.text)
    headers, lines = pages_with_headers(document)
    same = same_entries(paper.entries, document.references)
    callouts, wrong = called_entries(paper, same, citations)
    lost = [f"sentence: {sentence}" for sentence in missing] + [f"header: {line}" for line in lines]
    lost += [f"entry: {entry.id} {entry.surname} {entry.year} {entry.title}" for entry in paper.entries if entry.id not in same]
    return Reading(by_words, by_letters, order, headers, Share(len(same), len(paper.entries)), callouts, wrong), lost


def table(readings: dict[str, Reading], seconds: dict[str, float]) -> Iterator[str]:
    """The lines of the table, the sum of all papers last, and the worst and the slowest paper by name."""
    names = [field.name for field in fields(Reading)]
    yield f"{'':24}" + "".join(f"{name:>12}" for name in (*names, "s/page"))
    everything = Reading()
    for name, reading in readings.items():
        everything += reading
        yield f"{name[:23]:24}" + "".join(f"{getattr(reading, field)!s:>12}" for field in names) + f"{seconds[name]:12.2f}"
    mean = sum(seconds.values()) / len(seconds)
    yield f"{'all':24}" + "".join(f"{getattr(everything, field)!s:>12}" for field in names) + f"{mean:12.2f}"
    for field in names:
        worst = worst_of(readings, field)
        if worst is not None:
            yield f"worst {field}: {worst} {getattr(readings[worst], field)}"
    yield f"slowest: {max(seconds, key=lambda name: seconds[name])}"


def worst_of(readings: dict[str, Reading], field: str) -> str | None:
    """The name of the paper that does worst in one thing, None when none was measured on it or all do perfectly."""
    measured = {name: getattr(reading, field) for name, reading in readings.items() if getattr(reading, field).whole}
    sign = -1 if field in BETTER_LOW else 1
    if all(share.part == (0 if sign < 0 else share.whole) for share in measured.values()):
        return None
    return min(measured, key=lambda name: (sign * measured[name].part / measured[name].whole, name), default=None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missing", action="store_true", help="print every sentence, header and entry that is amiss")
    arguments = parser.parse_args()
    from extract.read import read_path
    from extract.stages.citations import find_citations

    readings: dict[str, Reading] = {}
    seconds: dict[str, float] = {}
    for path in sorted(arguments.folder.glob("*.pdf")):
        xml = path.with_suffix(".xml")
        if not xml.exists():
            continue
        start = time.perf_counter()
        document = read_path(path)
        seconds[path.stem] = (time.perf_counter() - start) / (document.pages or 1)
        paper = paper_of(ElementTree.parse(xml).getroot())
        readings[path.stem], lost = compare(paper, document, find_citations(document))
        if arguments.missing:
            print(*(f"{path.stem}: {line}" for line in lost), sep="\n")
    if not readings:
        sys.exit(f"{arguments.folder}: no PDF has an XML file of the same name beside it")
    print(*table(readings, seconds), sep="\n")


if __name__ == "__main__":
    main()
