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
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from extract.model.document import Citation, Document, Reference

FEWEST_WORDS = 8
FEWEST_PAGES = 3
_FORMULA = "\ue000"
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
_CALLOUT = re.compile(r"\[[\d\s,;–−-]*\]")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]”\"%][.?!])\s+(?=[A-Z\"“(\[])")
_WORD = re.compile(r"[^\W_]+")
_RAISED = {"sup", "sub"}
_BROKEN_END = re.compile(r"\s*\n\s*$")
_BROKEN_START = re.compile(r"^\s*\n\s*$")
_RANGE = re.compile(r"^\s*[-–—−]\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the XML's reference list: its id, and what an entry of the document must hold to be the same."""

    id: str
    title: str
    surname: str
    year: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the publisher's XML says: the body's paragraphs as sentences, the reference list, and the ids that callouts name."""

    paragraphs: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]
    callouts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:.1f}%" if self.whole else "-"


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


def words_of(text: str) -> str:
    """The words of a text, lower case, between single spaces; callouts in brackets and marks of raised print left out.

    >>> words_of("HER2-positive cells [5, 7–9] grew.")
    ' her2 positive cells grew '
    """
    plain = unicodedata.normalize("NFKC", _CALLOUT.sub(" ", text).replace("^", "")).lower()
    return f" {' '.join(_WORD.findall(plain))} "


def letters_of(text: str) -> str:
    """The letters and digits of a text, as `words_of` gives them, without spaces."""
    return words_of(text).replace(" ", "")


def sentences_of(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, roughly: a border that is set wrongly makes two shorter sentences, which are looked for as well."""
    return tuple(sentence for sentence in _SENTENCE_END.split(" ".join(paragraph.split())) if sentence)


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
        return _FORMULA
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


def found_sentences(paper: Paper, text: str) -> tuple[Share, Share, Share, list[str]]:
    """Sentences found by words and by letters, neighbours in order, and the sentences whose words were not found."""
    words, letters = words_of(text), letters_of(text)
    by_words, by_letters, order = Share(), Share(), Share()
    missing: list[str] = []
    before: str | None = None
    for sentence in (sentence for paragraph in paper.paragraphs for sentence in paragraph):
        wanted = words_of(sentence)
        if _FORMULA in sentence or len(wanted.split()) < FEWEST_WORDS:
            continue
        squeezed = letters_of(sentence)
        by_words += Share(wanted in words, 1)
        by_letters += Share(squeezed in letters, 1)
        if wanted not in words:
            missing.append(sentence)
        if squeezed not in letters:
            before = None
            continue
        if before is not None:
            order += Share(letters.rfind(squeezed) > letters.find(before), 1)
        before = squeezed
    return by_words, by_letters, order, missing


def pages_with_headers(document: Document) -> tuple[Share, list[str]]:
    """Pages with a line that stands on several pages at the same height, and those lines; rows of tables do not count."""
    tables = [(block.start, block.end) for block in document.blocks if block.kind == "table"]
    seen: dict[tuple[str, int], set[int]] = {}
    for line in document.lines:
        if line.box is None or any(start <= line.start < end for start, end in tables):
            continue
        shape = re.sub(r"\d+", "#", document.text[line.start : line.end].strip())
        for height in (round(line.box.top / 6), -1 - round((line.box.top + 3) / 6)):
            seen.setdefault((shape, height), set()).add(line.box.page)
    left = {key: pages for key, pages in seen.items() if len(pages) >= FEWEST_PAGES and key[0]}
    return Share(len(set().union(*left.values())), document.pages or 0), sorted({shape for shape, _ in left})


def same_entries(entries: Sequence[Entry], references: Sequence[Reference]) -> dict[str, Reference]:
    """For ids of the XML's entries the entry of the document with the same title, or else surname and year; each of these once."""
    left = list(references)
    found: dict[str, Reference] = {}
    for entry in entries:
        title, surname = letters_of(entry.title)[:40], letters_of(entry.surname)
        for reference in left:
            text = letters_of(reference.text)
            by_author = surname and text.startswith(surname) and entry.year[:4] in text
            if title in text if len(title) > 12 else by_author or (title and text.startswith(title)):
                found[entry.id] = reference
                left.remove(reference)
                break
    return found


def called_entries(paper: Paper, same: dict[str, Reference], citations: Sequence[Citation]) -> tuple[Share, Share]:
    """Callouts of the XML that the document has, and resolved citations of the document that the XML has not."""
    wanted = Counter(same[rid].label if rid in same else f"no entry {rid}" for rid in paper.callouts)
    has = Counter(citation.label for citation in citations if citation.resolved)
    agreed = (wanted & has).total()
    return Share(agreed, wanted.total()), Share(has.total() - agreed, has.total())


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
