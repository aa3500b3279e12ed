"""PubMed XML, one record: title and abstract with its labels, and what the record says about the paper.

The elements are those of https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/. The cited papers that a record lists are not read:
nothing in an abstract calls for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extract.errors import ReadError
from extract.model.document import DocumentType
from extract.read.frontmatter import FrontMatter
from extract.read.parts import Part, Printed
from extract.read.xml.structured import Structured
from extract.read.xml.text import plain

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def read_pubmed(root: Element, name: str) -> Structured:
    """Title and abstract of a `PubmedArticle` or `PubmedBookArticle`. Raises ReadError `no_text` when it has neither."""
    parts = tuple(_parts(root))
    if not parts:
        raise ReadError("no_text", "the record has neither a title nor an abstract", where=name, remedy="Leave it out.")
    return Structured(parts, _facts(root, parts))


def _parts(root: Element) -> Iterator[Part]:
    title = _words(root, "MedlineCitation/Article/ArticleTitle", "BookDocument/ArticleTitle", "BookDocument/Book/BookTitle")
    if title:
        yield Part("title", (Printed(title),))
    abstract = _first(root, "MedlineCitation/Article/Abstract", "BookDocument/Abstract")
    said = [(element.get("Label", ""), plain(element)) for element in abstract.iter("AbstractText")] if abstract is not None else []
    if any(words for _, words in said):
        yield Part("heading", (Printed("Abstract"),), level=1)
    for label, words in said:
        if words:
            if label.strip() and label.strip().upper() != "UNLABELLED":
                yield Part("heading", (Printed(label),), level=2)
            yield Part("paragraph", (Printed(words),))


def _facts(root: Element, parts: tuple[Part, ...]) -> FrontMatter:
    title = next((part.text for part in parts if part.kind == "title"), None)
    ids: dict[str, str] = {}
    for path in ("PubmedData/ArticleIdList/ArticleId", "PubmedBookData/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/ArticleId"):
        for element in root.findall(path):
            ids.setdefault(element.get("IdType", ""), plain(element))
    for element in root.findall("MedlineCitation/Article/ELocationID"):
        if element.get("EIdType") == "doi" and element.get("ValidYN", "Y") == "Y":
            ids["doi"] = plain(element)
    pmc = ids.get("pmc", "").upper()
    return FrontMatter(
        title=title.removesuffix(".") if title else None,
        year=_year(root),
        journal=_words(root, "MedlineCitation/Article/Journal/Title", "MedlineCitation/MedlineJournalInfo/MedlineTA") or None,
        doi=ids.get("doi") or None,
        pmid=_words(root, "MedlineCitation/PMID", "BookDocument/PMID") or None,
        pmcid=pmc if re.fullmatch(r"PMC\d{1,9}", pmc, re.A) else None,
        doc_type=_type(root),
    )


def _year(root: Element) -> int | None:
    for path in ("Journal/JournalIssue/PubDate/Year", "Journal/JournalIssue/PubDate/MedlineDate", "ArticleDate/Year"):
        if match := _YEAR.search(_words(root, f"MedlineCitation/Article/{path}")):
            return int(match[0])
    match = _YEAR.search(_words(root, "BookDocument/Book/PubDate/Year"))
    return int(match[0]) if match else None


def _type(root: Element) -> DocumentType:
    types = [plain(element).lower() for element in root.iter("PublicationType")]
    if any(words.endswith("guideline") for words in types):
        return "guide"
    return "review" if any(words.endswith("review") for words in types) else "abstract"


def _first(root: Element, *paths: str) -> Element | None:
    return next((element for path in paths if (element := root.find(path)) is not None), None)


def _words(root: Element, *paths: str) -> str:
    """The words of the first of the elements that has any."""
    return next((words for path in paths if (words := plain(root.find(path)))), "")
