"""What the metadata of a JATS article say about it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from extract.model.document import DocumentType
from extract.read.frontmatter import FrontMatter
from extract.read.xml.text import plain

_YEARS_OF = ("ppub", "pub", "collection", "epub-ppub", "epub", "epreprint", None)
"""Kinds of publication dates, best first: the year that the issue bears, then the year it was first online."""
_ARTICLES = frozenset(
    {
        "brief-report",
        "case-report",
        "clinical-trial",
        "data-paper",
        "meta-analysis",
        "methods-article",
        "rapid-communication",
        "research-article",
        "research-note",
    }
)
_REVIEWS = frozenset({"literature-review", "review", "review-article", "systematic-review"})
_ABSTRACTS = frozenset({"abstract", "meeting-abstract"})
_REVIEW_SUBJECT = re.compile(r"\breviews?\b", re.I)
_NO_REVIEW_SUBJECT = re.compile(r"\b(?:book|peer|product|software) reviews?\b|\breview(?:er)? (?:report|comment)", re.I)


def facts_of(root: Element) -> FrontMatter:
    """Title, year, journal, identifiers and type of an article; None for what its metadata do not say."""
    meta = root.find("front/article-meta")
    if meta is None:
        return FrontMatter(None, None, None, None, None, None, _type(root, None))
    ids = {element.get("pub-id-type", ""): plain(element) for element in reversed(meta.findall("article-id"))}
    pmc = re.fullmatch(r"(?:PMC)?(\d{1,9})", ids.get("pmcid") or ids.get("pmc") or "", re.I)
    pmid = ids.get("pmid", "")
    journal = next((words for path in ("journal-title-group/journal-title", "journal-title") if (words := _said(root, path))), None)
    return FrontMatter(
        title=_title(meta),
        year=_year(meta),
        journal=journal,
        doi=ids.get("doi") or None,
        pmid=pmid if re.fullmatch(r"\d{1,9}", pmid, re.A) else None,
        pmcid=f"PMC{pmc[1]}" if pmc else None,
        doc_type=_type(root, meta),
    )


def _said(root: Element, path: str) -> str:
    return plain(root.find(f"front/journal-meta/{path}"))


def _title(meta: Element) -> str | None:
    group = meta.find("title-group")
    if group is None:
        return None
    title, subtitle = plain(group.find("article-title")), plain(group.find("subtitle"))
    if not title or not subtitle:
        return title or subtitle or None
    return f"{title} {subtitle}" if title.endswith((":", ".", "?", "!")) else f"{title}: {subtitle}"


def _year(meta: Element) -> int | None:
    years: dict[str | None, str] = {}
    for date in meta.findall("pub-date"):
        years.setdefault(date.get("pub-type") or date.get("date-type"), plain(date.find("year")))
    found = next((years[kind] for kind in _YEARS_OF if re.fullmatch(r"(?:1[5-9]|20)\d\d", years.get(kind, ""), re.A)), None)
    return int(found) if found else None


def _type(root: Element, meta: Element | None) -> DocumentType:
    said = root.get("article-type", "")
    subjects = [plain(subject) for subject in meta.iter("subject")] if meta is not None else []
    if said in _REVIEWS or any(_REVIEW_SUBJECT.search(words) and not _NO_REVIEW_SUBJECT.search(words) for words in subjects):
        return "review"
    body = root.find("body")
    if said in _ABSTRACTS or (body is None and meta is not None and meta.find("abstract") is not None):
        return "abstract"
    return "article" if said in _ARTICLES else "unknown"
