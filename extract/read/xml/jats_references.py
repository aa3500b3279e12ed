"""Reference lists of JATS XML: the entries as printed or as their markup says, and what the text calls them by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from extract.read.characters import SOFT_HYPHEN, canonical, single_spaced
from extract.read.references import author_label, entry_details
from extract.read.xml.structured import Entry
from extract.read.xml.text import callout_number, plain

_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation", "citation-alternatives", "note")
_BEFORE_DOI = re.compile(r"^\s*(?:doi:\s*)?(?:https?://(?:dx\.)?doi\.org/)?", re.I)
_PLAUSIBLE_YEARS = range(1500, 2100)


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry: its id in the XML, its label, its words, and what its markup says."""

    id: str | None
    label: str
    text: str
    entry: Entry


def cited_works(article: Element) -> tuple[Cited, ...]:
    """The entries of an article's reference lists in their order, without those that have no words.

    An entry without a label is called what the callouts call it by; else by its place in the list where callouts are numbers,
    and by author and year where they are not.
    """
    called: dict[str, str] = {}
    numbered = named = 0
    for callout in article.iter("xref"):
        if callout.get("ref-type") != "bibr":
            continue
        number = callout_number(callout)
        numbered, named = numbered + (number is not None), named + (number is None)
        if number is not None:
            called.setdefault(callout.get("rid", ""), number)
    found: list[Cited] = []
    for place, ref in enumerate(article.iter("ref"), 1):
        text = single_spaced(canonical("; ".join(words for words in map(_words, _citations(ref)) if words) or plain(ref)))
        if not text:
            continue
        label = plain(ref.find("label")).strip(" []().,:") or called.get(ref.get("id", ""))
        if not label:
            label = (None if numbered >= named and numbered else _author_and_year(ref, text)) or str(place)
        found.append(Cited(ref.get("id"), label, text, _entry(ref, text)))
    return tuple(_told_apart(found))


def _author_and_year(ref: Element, text: str) -> str | None:
    author = next((words for tag in ("surname", "collab") if (words := plain(next(ref.iter(tag), None)))), None)
    year = plain(next(ref.iter("year"), None))
    return f"{author} {year}" if author and year else author_label(text)


def _told_apart(works: list[Cited]) -> Iterator[Cited]:
    """The entries; of those with the same label each gets its place among them, but the first keeps its number."""
    counts = Counter(work.label for work in works)
    seen: Counter[str] = Counter()
    for work in works:
        seen[work.label] += 1
        is_called = counts[work.label] == 1 or (seen[work.label] == 1 and work.label.isdigit())
        yield work if is_called else replace(work, label=f"{work.label} ({seen[work.label]})")


def _citations(ref: Element) -> Iterator[Element]:
    for child in ref:
        if child.tag == "citation-alternatives":
            yield from [said for said in child if said.tag in _CITATIONS][:1]
        elif child.tag in _CITATIONS:
            yield child


def _words(citation: Element) -> str:
    """The words of an entry: as printed where the punctuation is there, else set from its parts."""
    printed = len(citation) == 0 or any(child.tail and any(c in ".,;:" for c in child.tail) for child in citation)
    return _as_printed(citation) if printed or citation.tag == "note" else _set_from_parts(citation)


def _as_printed(citation: Element) -> str:
    pieces = [citation.text or ""]
    for child in citation:
        if child.tag == "person-group":
            pieces.append(_as_printed(child) if any((name.tail or "").strip() for name in child) else ", ".join(_people(child)))
        elif child.tag in ("name", "string-name"):
            pieces.append(_person(child) + ("" if (child.tail or "").strip() else " "))
        elif child.tag != "pub-id" or (child.get("pub-id-type") == "doi" and "doi" in "".join(pieces)[-12:].lower()):
            pieces.append(plain(child))
        pieces.append(child.tail or "")
    return single_spaced("".join(pieces).replace(SOFT_HYPHEN, "")).replace(" .", ".").replace(" ,", ",").strip(" ,;")


def _set_from_parts(citation: Element) -> str:
    """Authors. Title. Source. Year;volume(issue):pages."""

    def of(*tags: str) -> str:
        return next((words for tag in tags if (words := plain(citation.find(tag)))), "")

    people = _authors(citation)
    volume = of("volume") + (f"({of('issue')})" if of("issue") else "")
    pages = of("fpage", "elocation-id", "page-range") + (f"-{of('lpage')}" if of("lpage") and of("fpage") else "")
    issue = of("year") + (f";{volume}" if volume else "") + (f":{pages}" if pages else "")
    publisher = ": ".join(words for words in (of("publisher-loc"), of("publisher-name")) if words)
    said = [", ".join(people), of("article-title", "chapter-title", "data-title"), of("source"), publisher, issue, of("comment")]
    return " ".join(words if words.endswith((".", "?", "!")) else f"{words}." for words in said if words) or plain(citation)


def _authors(citation: Element) -> list[str]:
    """Those who wrote the work: the group of authors, else names outside of groups that are no editors' as well, else the first group."""
    groups = citation.findall("person-group")
    editors = {person for group in groups if group.get("person-group-type") not in (None, "author") for person in _people(group)}
    alone = [person for person in _people(citation) if person not in editors]
    authors = [group for group in groups if group.get("person-group-type") in (None, "author")]
    return [person for group in authors[:1] for person in _people(group)] or alone or [p for group in groups[:1] for p in _people(group)]


def _people(group: Element) -> list[str]:
    people = [_person(child) if child.tag in ("name", "string-name") else plain(child) for child in group if child.tag in _PEOPLE]
    return [person for person in (*people, "et al" if group.find("etal") is not None else "") if person]


_PEOPLE = ("name", "string-name", "collab")


def _person(name: Element) -> str:
    if name.tag == "string-name" and any((child.tail or "").strip() for child in name):
        return plain(name)
    parts = (plain(name.find(tag)) for tag in ("surname", "given-names", "suffix"))
    return " ".join(part for part in parts if part) or plain(name)


def _entry(ref: Element, text: str) -> Entry:
    ids: dict[str, str] = {}
    for element in ref.iter("pub-id"):
        ids.setdefault(element.get("pub-id-type", ""), plain(element))
    doi = _BEFORE_DOI.sub("", ids.get("doi", ""))
    pmid = ids.get("pmid", "")
    years = [plain(element)[:4] for element in ref.iter("year")]
    year = next((int(year) for year in years if year.isascii() and year.isdigit() and int(year) in _PLAUSIBLE_YEARS), None)
    linked = next((link.get("xlink:href", "") for link in ref.iter("ext-link")), "")
    doi = doi if doi.startswith("10.") else entry_details(text)[0] or entry_details(linked)[0] or ""
    return Entry(doi or None, pmid if pmid.isascii() and pmid.isdigit() else None, year)
