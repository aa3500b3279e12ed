"""How well sections, references, callouts and front matter are found, in whatever format a paper comes.

    python benchmarks/structure.py CORPUS_FOLDER ... [--articles N] [--manner NAME] [--missing]

Takes articles that are there as JATS (`*.nxml`), prints each as plain text in the manner of one of several journals
(`benchmarks/printing.py`), and reads three things: the print, the JATS itself, and the text of the same name beside it (`*.txt`) where
there is one. Prints a line for each manner, one for JATS and one for the texts:

    headings     share of the headings that open a section of the document
    false        share of the document's sections with a heading that the article has not
    kinds        share of the found headings whose kind is known from `sec-type` or words, with that kind
    parents      share of the found headings that stand under the right one
    references   share of the entries of the reference list that are one entry of the document, with all of its words and no others
    year doi pmid   share of these found entries with what they print
    callouts     share of the callouts that are a resolved citation of the same entry, as often as they are printed
    wrong        share of the resolved citations that are printed nowhere
    loose        unresolved citations for each hundred printed, where every callout has its entry
    facts        share of what the front matter prints that is found: title, journal, year, DOI, PMID, PMCID
    untrue       share of the stated facts that are wrong: other than printed, or not printed at all
    type         share of the articles whose type is right

In the texts beside, which have no reference list, callouts count by their numbers alone.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from papers import Share, letters_of
from printing import MANNERS, Head, Paper, Printer, Work

if TYPE_CHECKING:
    from extract.model.document import Citation, Document, Reference, Section

_COMBINED = {"discussion": {"discussion", "results"}}
"""Results and discussion under one heading are either."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What was measured on one paper, or on several together."""

    headings: Share = Share()
    false: Share = Share()
    kinds: Share = Share()
    parents: Share = Share()
    references: Share = Share()
    year: Share = Share()
    doi: Share = Share()
    pmid: Share = Share()
    callouts: Share = Share()
    wrong: Share = Share()
    loose: Share = Share()
    facts: Share = Share()
    untrue: Share = Share()
    type: Share = Share()

    def __add__(self, other: Structure) -> Structure:
        return Structure(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Structure)))


def compare_sections(heads: Sequence[Head], sections: Sequence[Section], lost: list[str]) -> tuple[Share, Share, Share, Share]:
    """Headings found, false ones, kinds and parents right."""
    titled = [section for section in sections if section.title and section.kind not in ("title", "table", "caption", "references")]
    wanted, found = [letters_of(head.words) for head in heads], [letters_of(_bare(section.title)) for section in titled]
    same: list[tuple[Head, Section]] = []
    for start, at, size in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks():
        same += zip(heads[start : start + size], titled[at : at + size], strict=True)
    matched = {id(head) for head, _ in same}
    lost += [f"heading: {head.words}" for head in heads if id(head) not in matched]
    taken = {id(section) for _, section in same}
    extra = [section for section in titled if id(section) not in taken]
    lost += [f"false heading: {section.kind} {section.title!r}" for section in extra]
    kinds = parents = Share()
    for head, section in same:
        if head.kind:
            right = section.kind in _COMBINED.get(head.kind if "result" in head.words.lower() else "", {head.kind})
            kinds += Share(right, 1)
            lost += [] if right else [f"kind: {head.words} ({head.parent}) is {section.kind}, not {head.kind}"]
        parent = sections[section.parent].title if section.parent is not None else None
        right = letters_of(_bare(parent)) == letters_of(head.parent or "")
        parents += Share(right, 1)
        lost += [] if right else [f"parent: {head.words} is in {parent}, not {head.parent}"]
    return Share(len(same), len(heads)), Share(len(extra), len(titled)), kinds, parents


def _bare(title: str | None) -> str:
    """A heading without its number, and without the path that exported texts print before it."""
    words = title or ""
    return re.sub(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+", "", words)


def same_works(paper: Paper, references: Sequence[Reference]) -> dict[str, Reference]:
    """For ids of works the entry of the document that has their words, or else their title and author; each of these once."""
    left = [(letters_of(reference.text), reference) for reference in references]
    found: dict[str, Reference] = {}
    for is_same in (_has_words, _has_title):
        for work in (work for work in paper.works if work.id not in found):
            same = next((each for each in left if is_same(paper, work, each)), None)
            if same is not None:
                found[work.id] = same[1]
                left.remove(same)
    return found


def _letters_printed(paper: Paper, work: Work) -> str:
    return letters_of(re.sub(r"^\[?\d+[\].]?\s", "", paper.printed_works[work.id]))


def _has_words(paper: Paper, work: Work, entry: tuple[str, Reference]) -> bool:
    return work.id in paper.printed_works and entry[0] == _letters_printed(paper, work)


def _has_title(_paper: Paper, work: Work, entry: tuple[str, Reference]) -> bool:
    return letters_of(work.title)[:60] in entry[0] and letters_of(work.author) in entry[0] and work.year in entry[1].text


def compare_references(paper: Paper, document: Document, lost: list[str]) -> tuple[dict[str, Reference], Share, Share, Share, Share]:
    """The same entries, and shares: found whole, year, DOI and PMID right."""
    same = same_works(paper, document.references)
    right = {"year": Share(), "doi": Share(), "pmid": Share()}
    found = 0
    for work in paper.works:
        reference = same.get(work.id)
        if reference is None:
            lost.append(f"entry: {work.number} {work.author} {work.year} {work.title[:60]}")
            continue
        is_whole = not paper.printed_works or letters_of(reference.text) == _letters_printed(paper, work)
        found += is_whole
        lost += [] if is_whole else [f"entry torn: {reference.label} {reference.text!r}"]
        for name, wanted, has in zip(
            right, (work.year, work.doi, work.pmid), (str(reference.year), reference.doi, reference.pmid), strict=True
        ):
            right[name] += Share(has == wanted, 1) if wanted else Share()
            lost += [f"{name}: {has} for {wanted} in {reference.text!r}"] if wanted and has != wanted else []
    return same, Share(found, len(paper.works)), right["year"], right["doi"], right["pmid"]


def compare_callouts(
    paper: Paper, document: Document, citations: Sequence[Citation], same: dict[str, Reference], lost: list[str]
) -> tuple[Share, Share, Share]:
    """Callouts found, citations that are none, and unresolved ones."""
    aside = [(block.start, block.end) for block in document.blocks if block.kind in ("table", "caption", "footnote")]
    known = {reference.label for reference in same.values()} if document.format == "jats" else {each.label for each in document.references}
    wanted = Counter(same[rid].label if rid in same else f"no entry {rid}" for rid in paper.called)
    running = [each for each in citations if not any(start <= each.start < end for start, end in aside)]
    has = Counter(each.label for each in running if each.resolved and each.label in known)
    loose = [each for each in citations if not each.resolved and each.label != "unpublished"]
    if not document.references:
        wanted, has, loose = Counter(paper.numbers[rid] for rid in paper.called), Counter(each.label for each in loose), []
    agreed = wanted & has
    lost += [f"callout: {label} x{count}" for label, count in (wanted - agreed).items()]
    places = {citation.label: document.text[max(0, citation.start - 50) : citation.end + 20] for citation in citations}
    lost += [f"wrong callout: {label} x{count}, in {places[label]!r}" for label, count in (has - agreed).items()]
    lost += [f"loose: {each.label} in {document.text[max(0, each.start - 50) : each.end + 20]!r}" for each in loose]
    return Share(agreed.total(), wanted.total()), Share((has - agreed).total(), has.total()), Share(len(loose), wanted.total())


def compare_facts(paper: Paper, document: Document, lost: list[str]) -> tuple[Share, Share, Share]:
    """Facts found of those printed, facts that are wrong of those stated, and the type."""
    found = untrue = Share()
    for name in ("title", "journal", "year", "doi", "pmid", "pmcid"):
        printed = paper.facts.get(name) if name in paper.said else None
        stated = getattr(document, name)
        right = stated is not None and letters_of(str(stated)) == letters_of(printed or "")
        if printed:
            found += Share(right, 1)
        if stated is not None:
            untrue += Share(not right, 1)
        if (printed or stated is not None) and not right:
            lost.append(f"fact: {name} is {stated!r} for {printed!r}")
    lost += [] if document.doc_type == paper.type else [f"type: {document.doc_type}, not {paper.type}"]
    return found, untrue, Share(document.doc_type == paper.type, 1)


def compare(paper: Paper, document: Document) -> tuple[Structure, list[str]]:
    """What was measured on a document, and what is amiss, in words."""
    from extract.stages.citations import find_citations
    from extract.stages.sections import find_sections

    lost: list[str] = []
    sections = compare_sections(paper.heads, find_sections(document), lost)
    same, *entries = compare_references(paper, document, lost)
    callouts = compare_callouts(paper, document, find_citations(document), same, lost)
    return Structure(*sections, *entries, *callouts, *compare_facts(paper, document, lost)), lost


def papers(folders: Sequence[Path], articles: int) -> list[Path]:
    """A fixed sample of the articles in some folders: every so many, in the order of their names."""
    every = sorted((path for folder in folders for path in folder.rglob("*.nxml")), key=lambda path: path.name)
    step = max(1, len(every) // articles)
    return every[::step][:articles]


def documents(path: Path, number: int) -> Iterator[tuple[str, Paper, Document]]:
    """The print of an article in one manner, the article itself and the text beside it, each with what it holds."""
    from extract.read import read_bytes, read_path

    manner = MANNERS[number % len(MANNERS)]
    root = ElementTree.parse(path).getroot()
    printed = Printer(root, manner).printed()
    yield manner.name, printed, read_bytes(printed.text.encode(), f"{path.stem}.txt")
    marked = Printer(root, MANNERS[0]).printed()
    marked.said |= set(marked.facts)
    marked.printed_works = {}
    yield "jats", marked, read_path(path)
    beside = path.with_suffix(".txt")
    if beside.exists() and beside.stat().st_size:
        plain = Printer(root, MANNERS[0]).printed()
        plain.works, plain.said = [], {"title"}
        yield "text beside", plain, read_path(beside)


def table(found: dict[str, Structure]) -> Iterator[str]:
    """A line for each way of printing, and one for all prints together."""
    names = [each.name for each in fields(Structure)]
    yield f"{'':20}" + "".join(f"{name:>11}" for name in names)
    prints = Structure()
    for name, measured in found.items():
        prints += measured if name not in ("jats", "text beside") else Structure()
        yield f"{name:20}" + "".join(f"{getattr(measured, each)!s:>11}" for each in names)
    yield f"{'all prints':20}" + "".join(f"{getattr(prints, each)!s:>11}" for each in names)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=56)
    parser.add_argument("--manner", help="print what is amiss only for this one")
    parser.add_argument("--missing", action="store_true", help="print everything that is amiss")
    arguments = parser.parse_args()
    sample = papers(arguments.folders, arguments.articles)
    if not sample:
        sys.exit("there are no *.nxml files in these folders")
    found: dict[str, Structure] = {}
    for number, path in enumerate(sample):
        for name, paper, document in documents(path, number):
            measured, lost = compare(paper, document)
            found[name] = found.get(name, Structure()) + measured
            if arguments.missing and arguments.manner in (None, name):
                print(*(f"{name} | {path.stem} | {line}" for line in lost), sep="\n")
    print(*table({name: found[name] for name in sorted(found)}), sep="\n")


if __name__ == "__main__":
    main()
