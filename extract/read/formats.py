"""Which structured format bytes are in, from their content; and the documents of a file that holds many."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal

from extract.errors import ReadError
from extract.read.pubtator import looks_like_pubtator, pubtator_records
from extract.read.xml.safe import GZIP_MAGIC, records, unpacked

Structure = Literal["jats", "jats_set", "bmc", "pubmed", "pubmed_set", "pubtator"]

_OF_ROOT: dict[str, Structure] = {
    "art": "bmc",
    "article": "jats",
    "articles": "jats_set",
    "OAI-PMH": "jats_set",
    "pmc-articleset": "jats_set",
    "PubmedArticle": "pubmed",
    "PubmedBookArticle": "pubmed",
    "PubmedArticleSet": "pubmed_set",
    "PubmedBookArticleSet": "pubmed_set",
}
_RECORDS: dict[Structure | None, frozenset[str]] = {
    "jats_set": frozenset({"article"}),
    "pubmed_set": frozenset({"PubmedArticle", "PubmedBookArticle"}),
}
_OTHERS = {
    "tei": ("TEI XML, as programs make that read PDFs", "Give the PDF that it was made from, or the publisher's JATS XML."),
    "teicorpus": ("a corpus in TEI XML", "Give the PDFs that it was made from, or the publisher's JATS XML."),
    "collection": ("BioC XML", "Give the same articles as JATS XML, PubMed XML or PubTator: the services that give BioC give these too."),
    "full-text-retrieval-response": ("XML of Elsevier", "Give the PDF of the article."),
}
_PAGE_OF_A_WEBSITE = frozenset({"body", "frameset", "head", "html", "meta", "script"})
_BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.S)
_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", re.I)
HEAD = 1 << 16
"""So many first bytes of a file tell its format."""
_ARTICLE = re.compile(rb"<(?:[\w.-]+:)?article\b")
_PMID = re.compile(rb"<PMID\b[^>]*>\s*(\d{1,9})\s*<")
_PMCID = re.compile(rb"<article-id\b[^>]*\"(?:pmc|pmcid)\"[^>]*>\s*(?:PMC)?(\d{1,9})\s*<")


def structure_of(data: bytes, name: str) -> Structure | None:
    """The structured format of the bytes; None for everything that is read as text or PDF.

    Raises ReadError `html_page` for a page of a website and `unsupported_format` for XML of other kinds.
    """
    head = data[:HEAD]
    bare_name = name.lower().removesuffix(".gz")
    if looks_like_pubtator(head, bare_name):
        return "pubtator"
    root = _root(head)
    if root is None:
        return None
    if root == "collection" and _ARTICLE.search(head):
        return "jats_set"
    if root in _OF_ROOT:
        return _OF_ROOT[root]
    if root.lower() in _PAGE_OF_A_WEBSITE:
        remedy = "Save the paper itself as XML, PDF or text: a website often sends a page in place of the file, to log in for example."
        raise ReadError("html_page", "the file is an HTML page", where=name, remedy=remedy)
    if root.lower() in _OTHERS or _is_declared(head) or bare_name.endswith((".xml", ".nxml")):
        other = f"XML of a kind that is not read (its root is <{root}>)"
        what, remedy = _OTHERS.get(root.lower(), (other, "JATS and PubMed XML are read: save the document as one of them."))
        raise ReadError("unsupported_format", f"the file is {what}", where=name, remedy=remedy)
    return None


def may_hold_many(head: bytes, name: str) -> bool:
    """Whether a file that begins with `head` must be taken apart: many records, or packed."""
    try:
        return head.startswith(GZIP_MAGIC) or structure_of(head, name) in ("jats_set", "pubmed_set", "pubtator")
    except ReadError:
        return False


def split_documents(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and own bytes of each document of a file, in its order, unpacked; the same record of another file has the same bytes.

    A record of a file of many is called FILE#PMID, everything else by the name of its file. Raises ReadError for a file that
    is damaged or refused as a whole, after the documents before the damage.
    """
    data = unpacked(data, name)
    structure = structure_of(data, name)
    if structure not in _RECORDS and structure != "pubtator":
        yield name, data
        return
    found = pubtator_records(data, name) if structure == "pubtator" else _keyed(records(data, name, _RECORDS[structure]))
    first = next(found, None)
    if first is None:
        raise ReadError("no_records", "the file holds no records", where=name, remedy="Check that it was downloaded completely.")
    try:
        second = next(found, None)
    except ReadError:
        yield f"{name}#{first[0]}", first[1]
        raise
    if second is None:
        yield name, first[1]
        return
    for key, own in (first, second):
        yield f"{name}#{key}", own
    for key, own in found:
        yield f"{name}#{key}", own


def _keyed(found: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    for number, own in enumerate(found, 1):
        match = _PMID.search(own)
        pmc = None if match else _PMCID.search(own)
        yield (match[1].decode() if match else f"PMC{pmc[1].decode()}" if pmc else f"record-{number}"), own


def _root(head: bytes) -> str | None:
    text = _as_text(head)
    before = _BEFORE_ROOT.match(text)
    match = _ROOT.match(text, before.end() if before else 0)
    return match[1] if match else None


def _is_declared(head: bytes) -> bool:
    return _as_text(head).lstrip().startswith(("<?xml", "<!DOCTYPE"))


def _as_text(head: bytes) -> str:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8-sig", "ignore")
