"""The XML that BioMed Central gave its articles in until 2016 (root `art`), read as the JATS article that says the same.

The elements are those of the publisher's article.dtd. What JATS has a name for is renamed; the readers of JATS do the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from extract.errors import ReadError
from extract.read.xml.jats import read_jats
from extract.read.xml.structured import Structured
from extract.read.xml.text import plain

_NAMES = {
    "a": "ext-link",
    "ack": "ack",
    "b": "bold",
    "bdy": "body",
    "bm": "back",
    "display-formula": "disp-formula",
    "it": "italic",
    "li": "list-item",
    "monospace": "monospace",
    "ol": "list",
    "st": "title",
    "ul": "list",
    "url": "ext-link",
}
"""What has another name in JATS and the same meaning."""
_SILENT = frozenset({"file", "graphic"})
_IDS = {"doi": "doi", "pmcid": "pmcid", "pmpid": "pmid"}
_PARTS_OF_ENTRY = {
    "source": "source",
    "volume": "volume",
    "issue": "issue",
    "fpage": "fpage",
    "lpage": "lpage",
    "publisher": "publisher-name",
    "note": "comment",
}
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def read_bmc(root: Element, name: str) -> Structured:
    """Title, abstract, sections, tables, figures and reference list of an `art`.

    Raises ReadError `unsupported_format` when the root holds no article, and those of `read_jats`.
    """
    if root.find("fm") is None and root.find("bdy") is None:
        what = "the <art> has neither <fm> nor <bdy>: this is not an article of BioMed Central"
        raise ReadError("unsupported_format", what, where=name, remedy="Save the document as JATS XML, PDF or text.")
    return read_jats(_article(root), name)


def _article(art: Element) -> Element:
    kind = re.sub(r"\W+", "-", plain(art.find("fm/dochead")).lower())
    article = Element("article", {"article-type": "research-article" if kind == "research" else kind})
    _front(SubElement(article, "front"), art)
    for tag in ("bdy", "bm"):
        for element in art.findall(tag):
            part = SubElement(article, _NAMES[tag])
            part.extend(_translated(child) for child in element if child.tag != "refgrp")
            for group in element.findall("refgrp"):
                SubElement(part, "ref-list").extend(_ref(bibl) for bibl in group.iter("bibl"))
    return article


def _front(front: Element, art: Element) -> None:
    bibl = art.find("fm/bibl")
    bibl = Element("bibl") if bibl is None else bibl
    SubElement(SubElement(SubElement(front, "journal-meta"), "journal-title-group"), "journal-title").text = plain(bibl.find("source"))
    meta = SubElement(front, "article-meta")
    for kind, value in _ids(bibl):
        SubElement(meta, "article-id", {"pub-id-type": kind}).text = value
    subjects = SubElement(SubElement(meta, "article-categories"), "subj-group")
    SubElement(subjects, "subject").text = plain(art.find("fm/dochead"))
    if (title := bibl.find("title")) is not None:
        SubElement(meta, "title-group").append(_translated(title, "article-title"))
    SubElement(SubElement(meta, "pub-date", {"pub-type": "ppub"}), "year").text = _year(bibl)
    for abstract in art.findall("fm/abs"):
        inside = abstract[0] if len(abstract) == 1 and abstract[0].tag == "sec" else abstract  # headed "Abstract"
        SubElement(meta, "abstract").extend(_translated(child) for child in inside if child.tag != "st")


def _translated(element: Element, tag: str = "") -> Element:
    """The element as JATS has it, with all that is in it."""
    if element.tag in ("table", "tbl", "fig", "suppl"):
        made = _float(element)
    elif element.tag == "abbr":
        made = Element("xref", {"ref-type": "bibr", "rid": element.get("bid", "")})
        made.text = plain(element)
    elif element.tag == "abbrgrp":
        made = Element("named-content")
        made.extend(_translated(child) for child in element if child.tag == "abbr")
        for callout in made[:-1]:
            callout.tail = ", "
    else:
        made = Element(tag or _NAMES.get(element.tag, element.tag), element.attrib)
        made.text = element.text
        made.extend(_translated(child) for child in element if child.tag not in _SILENT)
    if element.tag not in ("abbr",):
        made.tail = element.tail
    return made


def _float(element: Element) -> Element:
    """A table, figure or file with its label, its caption and the words below it."""
    kind = {"fig": "fig", "suppl": "supplementary-material"}.get(element.tag, "table-wrap")
    made = Element(kind, element.attrib)
    SubElement(made, "label").text = plain(element.find("title"))
    caption = SubElement(made, "caption")
    said = [*element.findall("caption/p"), *element.findall("text/p")]
    if len(said) > 1 and plain(said[1]).startswith(plain(said[0]).rstrip(".")):
        del said[0]  # the words below a figure begin with its caption once more
    caption.extend(_translated(paragraph) for paragraph in said)
    groups = element.findall("tgroup")
    if groups:
        SubElement(made, "table").extend(_translated(group) for group in groups)
        for table in made.findall("table/tgroup"):
            for foot in table.findall("tfoot"):
                table.remove(foot)
                SubElement(made, "table-wrap-foot").extend(foot)
    return made


def _ref(bibl: Element) -> Element:
    ref = Element("ref", {"id": bibl.get("id", "")})
    entry = SubElement(ref, "element-citation")
    people = SubElement(entry, "person-group")
    for person in bibl.findall("aug/*"):
        if person.tag == "au" and (person.find("snm") is not None):
            name = SubElement(people, "name")
            SubElement(name, "surname").text = plain(person.find("snm"))
            SubElement(name, "given-names").text = " ".join(words for tag in ("fnm", "mi") if (words := plain(person.find(tag))))
            SubElement(name, "suffix").text = plain(person.find("suf"))
        else:
            SubElement(people, "etal" if person.tag == "etal" else "collab").text = plain(person)
    if (title := bibl.find("title")) is not None:
        entry.append(_translated(title, "article-title"))
    for tag, name_in_jats in _PARTS_OF_ENTRY.items():
        if words := plain(bibl.find(tag)):
            SubElement(entry, name_in_jats).text = words
    if year := _year(bibl):
        SubElement(entry, "year").text = year
    for kind, value in _ids(bibl):
        SubElement(entry, "pub-id", {"pub-id-type": kind}).text = value
    return ref


def _ids(bibl: Element) -> Iterator[tuple[str, str]]:
    for element in bibl.iter("pubid"):
        if (kind := _IDS.get(element.get("idtype", ""))) and (value := plain(element)):
            yield kind, value


def _year(bibl: Element) -> str:
    match = _YEAR.search(plain(bibl.find("pubdate")))
    return match[0] if match else ""
