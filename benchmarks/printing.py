"""Papers marked up as JATS, printed as plain text in the manners of several journals.

What is printed is known: the headings, the entries of the reference list, every callout with the entries that it names, and what
the front matter says. `benchmarks/structure.py` reads the print and compares.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

Callouts = Literal["square", "raised", "glued", "round", "names"]
Heads = Literal["plain", "numbers", "capitals", "roman"]
Labels = Literal["lines", "colon", "capitals", "glued"]
Front = Literal["none", "volume", "pubmed", "colophon", "dates"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a journal prints: callouts, headings, labels in the abstract, entries, front matter, the width of lines (0: unbroken).

    `listed` heads the reference list; `tight` leaves no empty lines between its entries.
    """

    name: str
    callouts: Callouts
    heads: Heads
    labels: Labels
    entries: str
    front: Front
    width: int
    listed: str
    tight: bool = False


MANNERS = (
    Manner("square, vancouver", "square", "plain", "lines", "{n}. {vancouver}", "volume", 0, "References"),
    Manner("names, harvard", "names", "numbers", "colon", "{harvard}", "dates", 88, "REFERENCES", tight=True),
    Manner("raised, nature", "raised", "capitals", "glued", "{n}. {nature}", "none", 76, "References", tight=True),
    Manner("round, vancouver", "round", "plain", "capitals", "{n} {vancouver}", "pubmed", 80, "LITERATURE CITED", tight=True),
    Manner("square, elsevier", "square", "numbers", "lines", "[{n}] {initials}", "dates", 90, "References", tight=True),
    Manner("names, apa", "names", "plain", "colon", "{apa}", "colophon", 0, "References", tight=True),
    Manner("glued, vancouver", "glued", "capitals", "lines", "{n}. {vancouver}", "none", 0, "Bibliography", tight=True),
    Manner("square, roman", "square", "roman", "capitals", "[{n}] {vancouver}", "none", 82, "REFERENCES"),
)
TRAPS = (
    "Follow-up ended early (2004) and began again (in 2006). Uptake of [3H]thymidine and of benzo[a]pyrene, N-[4-(2-chlorophenyl)]amine "
    "and [18F]FDG was measured (see Box A, 2004 version). The mean difference was 0.5 [0.3-0.9], with a hazard ratio of 0.7 [95% CI 0.5, "
    "0.9] and a mean of 12 [95% CI: 9, 15] days. As was planned (May 2004), equation (12) holds. Doses were 2 x 10^3 IU/m^2 in all.",
)
"""Printed at the end of every introduction: brackets and years that cite nothing."""
KINDS = {
    "abstract": "abstract",
    "introduction": "introduction",
    "intro": "introduction",
    "background": "introduction",
    "objective": "introduction",
    "objectives": "introduction",
    "aim": "introduction",
    "aims": "introduction",
    "purpose": "introduction",
    "methods": "methods",
    "materials|methods": "methods",
    "method": "methods",
    "materials and methods": "methods",
    "patients and methods": "methods",
    "subjects and methods": "methods",
    "participants and methods": "methods",
    "methods and materials": "methods",
    "methods/design": "methods",
    "design": "methods",
    "design and methods": "methods",
    "experimental section": "methods",
    "methodology": "methods",
    "methodology/principal findings": "methods",
    "methods and findings": "methods",
    "setting": "methods",
    "participants": "methods",
    "interventions": "methods",
    "results": "results",
    "findings": "results",
    "discussion": "discussion",
    "results and discussion": "discussion",
    "conclusion": "conclusion",
    "conclusions": "conclusion",
    "conclusions/significance": "conclusion",
    "supplementary-material": "other",
    "display-objects": None,
    "competing interests": "other",
    "conflict of interest": "other",
    "conflicts of interest": "other",
    "authors' contributions": "other",
    "author contributions": "other",
    "acknowledgements": "other",
    "acknowledgments": "other",
    "acknowledgement": "other",
    "abbreviations": "other",
    "list of abbreviations": "other",
    "pre-publication history": "other",
    "funding": "other",
    "supporting information": "other",
    "supplementary material": "other",
    "trial registration": "other",
    "keywords": "other",
}
"""The kind of a section by its `sec-type` or title; sections inside another one have its kind."""
_MARK = "\ue100{}\ue101"
_GROUP = re.compile(
    "[ \t]*(?P<opened>[\\[(]?)\\s*"
    "(?P<items>\ue100\\d+\ue101(?:\\s*[\\])]?\\s*[,;\u2013\u2014-]?\\s*[\\[(]?\\s*\ue100\\d+\ue101)*)"
    "\\s*(?P<closed>[\\])]?)"
)
_ITEM = re.compile("(?P<before>[\u2013\u2014-]?)\\s*[\\[(]?\\s*\ue100(?P<number>\\d+)\ue101")
_AUTHORS_BEFORE = re.compile(r"(?P<name>[^\W\d_][\w'’-]+)(?:\s+et\s+al\.?|\s+and\s+(?:colleagues|co-?workers)|(?:\s+and\s+[A-Z][\w'’-]+))$")
_ASIDE = {"table-wrap", "fig", "supplementary-material", "disp-formula", "table-wrap-group", "fig-group", "fn", "boxed-text", "graphic"}


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the reference list."""

    id: str
    number: int
    people: tuple[tuple[str, str], ...]
    group: str
    title: str
    source: str
    year: str
    volume: str
    first: str
    last: str
    doi: str
    pmid: str

    @property
    def author(self) -> str:
        """Surname of the first author, or the name of the group."""
        return self.people[0][0] if self.people else self.group


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its words, kind of section where known, how deep it is, and the words of the heading that it is under."""

    words: str
    kind: str | None
    depth: int
    parent: str | None


@dataclass(slots=True)
class Paper:
    """What is printed: the text and what a reader should find in it."""

    text: str = ""
    heads: list[Head] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    printed_works: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    type: str = "unknown"


def said(element: Element | None) -> str:
    """The words of an element on one line, "" for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def facts_of(root: Element) -> dict[str, str]:
    """What the metadata say: title, journal, year, volume, first page, identifiers."""
    meta = root.find("front/article-meta")
    assert meta is not None
    ids = {each.get("pub-id-type", ""): said(each) for each in meta.findall("article-id")}
    dates = {date.get("pub-type") or date.get("date-type") or "": said(date.find("year")) for date in meta.findall("pub-date")}
    year = next((dates[kind] for kind in ("ppub", "collection", "epub", "pub") if dates.get(kind)), next(iter(dates.values()), ""))
    pmc = ids.get("pmcid") or ids.get("pmc") or ""
    facts = {
        "title": said(meta.find("title-group/article-title")),
        "journal": said(root.find(".//journal-title")),
        "year": year,
        "volume": said(meta.find("volume")),
        "page": said(meta.find("elocation-id")) or said(meta.find("fpage")),
        "doi": ids.get("doi", ""),
        "pmid": ids.get("pmid", ""),
        "pmcid": f"PMC{pmc.removeprefix('PMC')}" if pmc else "",
    }
    return {name: value for name, value in facts.items() if value}


def works_of(root: Element) -> list[Work]:
    """The entries of the reference list that have an author and a title, numbered in their order."""
    works = []
    for ref in root.iter("ref"):
        people = tuple(
            (said(name.find("surname")), re.sub(r"[^A-Z]", "", said(name.find("given-names")))) for name in ref.iter("name") if said(name)
        )
        group, title = said(ref.find(".//collab")), said(ref.find(".//article-title")) or said(ref.find(".//source"))
        if not (people or group) or not title or not said(ref.find(".//year")):
            continue
        ids = {each.get("pub-id-type"): said(each) for each in ref.iter("pub-id")}
        source = said(ref.find(".//source")) if said(ref.find(".//article-title")) else ""
        parts = [said(ref.find(f".//{tag}")) for tag in ("volume", "fpage", "lpage")]
        year = said(ref.find(".//year"))[:4]
        works.append(
            Work(
                ref.get("id", ""), len(works) + 1, people[:6], group, title.rstrip("."), source.rstrip("."), year, *parts,
                ids.get("doi") or "", ids.get("pmid") or "",
            )
        )  # fmt: skip
    return works


class Printer:
    """Prints one paper in one manner, and writes down what it prints."""

    def __init__(self, root: Element, manner: Manner) -> None:
        self._root = root
        self._manner = manner
        self._works = works_of(root)
        self._by_id = {work.id: work for work in self._works}
        self._order = [each.get("id", "") for each in root.iter("ref")]
        self._letters = _letters(self._works)
        self._blocks: list[str] = []
        self._numbers: list[int] = []
        kind = {"research-article": "article", "brief-report": "article", "review-article": "review"}.get(root.get("article-type", ""))
        kind = kind if root.find("body") is not None else "abstract"
        self.paper = Paper(
            type=kind or "unknown", works=self._works, facts=facts_of(root), numbers={rid: str(i) for i, rid in enumerate(self._order, 1)}
        )

    def printed(self) -> Paper:
        """The paper with its text."""
        self._front()
        body = self._root.find("body")
        if body is not None:
            self._section(body, 0, None, None)
        for back in self._root.findall("back/ack"):
            self._head(Head(said(back.find("title")) or "Acknowledgements", "other", 1, None))
            self._paragraphs(back)
        if self._works:
            self._block(self._manner.listed)
            before = len(self._blocks)
            alphabetical = self._manner.callouts == "names"
            for work in sorted(self._works, key=lambda work: (work.author.lower(), work.year)) if alphabetical else self._works:
                entry = self._entry(work)
                self.paper.printed_works[work.id] = entry
                self._block(entry, indent="" if alphabetical else "   ")
            if self._manner.tight:
                self._blocks[before:] = ["\n".join(self._blocks[before:])]
        self.paper.text = "\n\n".join(self._blocks) + "\n"
        return self.paper

    def _front(self) -> None:
        facts, printed = self.paper.facts, self.paper.said
        around = {name: facts.get(name, "") for name in ("journal", "year", "volume", "page", "doi", "pmid", "pmcid")}
        front = self._manner.front if all(around[name] for name in ("journal", "year", "volume", "page", "doi")) else "none"
        authors = [(said(name.find("surname")), said(name.find("given-names"))) for name in self._root.findall(".//contrib/name")][:5]
        short = f"{authors[0][0]} et al." if authors else "Miller et al."
        printed.add("title")
        if front == "volume":
            self._blocks.append("{journal} {year}, {volume}:{page}\ndoi:{doi}".format(**around))
            self._blocks.append("Research article")
            printed |= {"journal", "year", "doi"}
        if front == "dates":
            self._blocks.append(f"{short} " + "{journal} ({year}) {volume}:{page}\nDOI {doi}".format(**around))
            printed |= {"journal", "year", "doi"}
        if front == "pubmed":
            self._blocks.append("{journal}. {year} May 12;{volume}:{page}. doi: {doi}.".format(**around))
            printed |= {"journal", "year", "doi"}
        self._block(facts.get("title", ""))
        if authors:
            self._block(", ".join(f"{given} {surname}^{i}" for i, (surname, given) in enumerate(authors, 1)))
            self._block("^1 Department of Medicine, University Hospital, Vienna, Austria. ^2 Institute of Health, London, UK")
        if front == "dates":
            self._block(f"Received: 3 March {int(around['year']) - 1} / Accepted: 9 January {around['year']}")
            self._block(f"© The Author(s) {around['year']}")
        if front == "pubmed" and around["pmid"]:
            self._block(f"PMID: {around['pmid']} PMCID: {around['pmcid']}")
            printed |= {"pmid", "pmcid"} if around["pmcid"] else {"pmid"}
        for abstract in self._root.findall("front/article-meta/abstract"):
            self._abstract(abstract)
        if front == "colophon":
            people = ", ".join(f"{surname} {given[:1]}" for surname, given in authors)
            year, title = around["year"], facts.get("title", "")
            self._block(f"Citation: {people} ({year}) {title}. " + "{journal} {volume}: {page}. doi:{doi}".format(**around))
            self._block(f"Received October 2, {int(year) - 1}; Accepted April 4, {year}; Published May 12, {year}")
            self._block(f"Copyright: © {year} {short} This is an open-access article.")
            printed |= {"journal", "year", "doi"}

    def _abstract(self, abstract: Element) -> None:
        title = said(abstract.find("title")) or "Abstract"
        self._block(title)
        self.paper.heads.append(Head(title, KINDS.get(title.lower()), 1, None))
        parts = [(said(sec.find("title")), [self._text(p) for p in sec.iter("p")]) for sec in abstract.findall("sec")]
        if not any(words for words, _ in parts):
            labels = [(p, "" if (p.text or "").strip() else said(p.find("bold"))) for p in abstract.iter("p")]
            parts = [(words, [self._text(p).removeprefix(words).lstrip(" :.")]) for p, words in labels]
        running = []
        for words, paragraphs in parts:
            words, text = words.rstrip(".: "), " ".join(paragraphs)
            if not words:
                self._block(text)
                continue
            self.paper.heads.append(Head(words, KINDS.get(words.lower()), 2, title))
            match self._manner.labels:
                case "lines":
                    self._block(words)
                    self._block(text)
                case "colon":
                    self._block(f"{words}: {text}")
                case "capitals":
                    running.append(f"{words.upper()}: {text}")
                case "glued":
                    running.append(f"{words}.{text}")
        if running:
            self._block(" ".join(running))

    def _section(self, element: Element, depth: int, kind: str | None, parent: str | None) -> None:
        if depth == 0 and element.find("p") is not None:
            self._head(Head("Introduction", "introduction", 1, None))
        for child in element:
            if child.tag == "sec":
                title = said(child.find("title")).rstrip(".: ")
                own = KINDS.get(title.lower()) or KINDS.get(child.get("sec-type") or "")
                inner = kind if depth and kind else own
                if title:
                    self._head(Head(title, inner, depth + 1, parent))
                self._section(child, depth + 1, inner, title or parent)
                if depth == 0 and inner == "introduction":
                    for trap in TRAPS:
                        self._block(trap)
            elif child.tag in ("p", "list"):
                self._paragraphs(child)

    def _paragraphs(self, element: Element) -> None:
        for p in [element] if element.tag == "p" else element.iter("p"):
            if text := self._text(p):
                self._block(text)

    def _head(self, head: Head) -> None:
        self.paper.heads.append(head)
        depth = head.depth
        self._numbers = [*self._numbers[:depth], *[0] * (depth - len(self._numbers))]
        self._numbers[depth - 1] += 1
        number, words = self._numbers[depth - 1], head.words
        match self._manner.heads:
            case "plain":
                printed = words
            case "capitals":
                printed = words.upper() if depth == 1 else words
            case "numbers":
                printed = ".".join(map(str, self._numbers)) + (f". {words}" if depth == 1 else f" {words}")
            case "roman":
                printed = f"{_roman(number)}. {words.upper()}" if depth == 1 else f"{chr(64 + number % 26 or 1)}. {words}"
        self._blocks.append(printed)

    def _block(self, text: str, indent: str = "") -> None:
        if text:
            width = self._manner.width
            self._blocks.append(textwrap.fill(text, width, break_long_words=False, subsequent_indent=indent) if width else text)

    def _text(self, element: Element) -> str:
        return _GROUP.sub(self._callout, " ".join("".join(self._pieces(element)).split())).strip()

    def _pieces(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag == "xref" and child.get("ref-type") == "bibr" and (child.get("rid") or "").split()[:1]:
                yield "".join(_MARK.format(self._order.index(rid)) for rid in (child.get("rid") or "").split() if rid in self._order)
            elif child.tag == "sup" and child.find(".//xref") is None and re.fullmatch(r"[\d−-]+", said(child)):
                yield f"^{said(child)}"
            elif child.tag not in _ASIDE and child.tag != "p":
                yield from self._pieces(child)
            yield child.tail or ""

    def _callout(self, match: re.Match[str]) -> str:
        works: list[Work] = []
        last: int | None = None
        for item in _ITEM.finditer(match["items"]):
            number = int(item["number"])
            meant = range(last + 1, number + 1) if item["before"] and last is not None and last < number else [number]
            works += [self._by_id[self._order[each]] for each in meant if self._order[each] in self._by_id]
            last = number
        closing = ""
        if bool(match["opened"]) != bool(match["closed"]):
            closing = match["closed"]
        opening = match["opened"] if match["opened"] and not match["closed"] else ""
        if not works:
            return f" {opening}{closing}" if opening else closing
        works = list({work.id: work for work in works}.values())
        before = match.string[: match.start()]
        self.paper.called += [work.id for work in works]
        return f" {opening}" * bool(opening) + self._called(works, before, inside=bool(opening)) + closing

    def _called(self, works: Sequence[Work], before: str, *, inside: bool) -> str:
        ranges = _ranges([work.number for work in works])
        match self._manner.callouts:
            case "square":
                return f"{'' if inside else ' '}[{ranges}]"
            case "raised":
                return f"^{ranges}"
            case "glued":
                return ranges
            case "round":
                return f"{'' if inside else ' '}({ranges})"
        named = _AUTHORS_BEFORE.search(before.rstrip(" .") if not before.rstrip().endswith("al.") else before.rstrip())
        if named and len(works) == 1 and named["name"] == works[0].author and not inside:
            return f" ({self._year(works[0])})"
        names = "; ".join(f"{_named(work)}, {self._year(work)}" for work in works)
        return names if inside else f" ({names})"

    def _year(self, work: Work) -> str:
        return work.year + self._letters.get(work.id, "")

    def _entry(self, work: Work) -> str:
        group = [work.group] if work.group and not work.people else []
        vancouver = ", ".join([*(f"{surname} {initials}" for surname, initials in work.people), *group])
        dotted = [(surname, "".join(f"{letter}." for letter in initials)) for surname, initials in work.people]
        nature = _with_and([f"{surname}, {initials}" for surname, initials in dotted] + group, " & ")
        apa = _with_and([f"{surname}, {initials.replace('.', '. ').strip()}" for surname, initials in dotted] + group, ", & ")
        first = ", ".join([*(f"{initials} {surname}" for surname, initials in dotted), *group])
        pages = work.first + (f"-{work.last}" if work.first and work.last else "")
        where = f"{work.volume}:{pages}" if work.volume and pages else work.volume or pages
        year, ids = self._year(work) if self._manner.callouts == "names" else work.year, ""
        ids += f" doi:{work.doi}." if work.doi else ""
        ids += f" PMID: {work.pmid}." if work.pmid else ""
        source = f"{work.source}. " if work.source else ""
        return self._manner.entries.format(
            n=work.number,
            vancouver=f"{vancouver}. {work.title}. {source}{year}{f';{where}' if where else ''}.{ids}",
            nature=f"{nature} {work.title}. {work.source + ' ' if work.source else ''}{where.replace(':', ', ')} ({year}).{ids}",
            harvard=f"{vancouver} ({year}) {work.title}. {source}{where}{'.' if where else ''}{ids}",
            apa=f"{apa} ({year}). {work.title}. {work.source + ', ' if work.source else ''}{where.replace(':', ', ')}.{ids}",
            initials=f"{first}, {work.title}, {work.source} {work.volume} ({year}) {pages}.{ids}",
        )


def _with_and(people: Sequence[str], last: str) -> str:
    """People with commas between them, and something else before the last."""
    return last.join(part for part in (", ".join(people[:-1]), people[-1]) if part)


def _named(work: Work) -> str:
    if len(work.people) == 2:
        return f"{work.people[0][0]} and {work.people[1][0]}"
    return f"{work.author} et al." if len(work.people) > 2 else work.author


def _letters(works: Sequence[Work]) -> dict[str, str]:
    """A letter for each of the works that print the same author and year."""
    groups: dict[tuple[str, str], list[Work]] = {}
    for work in sorted(works, key=lambda work: (work.author.lower(), work.year)):
        groups.setdefault((work.author, work.year), []).append(work)
    return {work.id: chr(97 + i) for group in groups.values() if len(group) > 1 for i, work in enumerate(group)}


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers as printed: three or more in a row with a dash."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
