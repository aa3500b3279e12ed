"""JATS XML (ANSI/NISO Z39.96, and the NLM formats before it) as PubMed Central and publishers give it: parts of a paper as marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from extract.errors import ReadError
from extract.read.frontmatter import FrontMatter
from extract.read.parts import Part, Printed
from extract.read.xml.jats_facts import facts_of
from extract.read.xml.jats_references import Cited, cited_works
from extract.read.xml.jats_tables import grids_of
from extract.read.xml.structured import Structured
from extract.read.xml.text import FLOATS, NOTE_MARK, Flat, plain

_SECTIONS = frozenset({"ack", "app", "app-group", "bio", "boxed-text", "fn-group", "glossary", "notes", "sec"})
_AFTER = frozenset({"fig", "fig-group", "fn", "fn-group", "supplementary-material", "table-wrap", "table-wrap-group"})
"""Floats that stand after the paragraph that holds them; the others divide it."""
_OTHER_DOCUMENTS = frozenset({"response", "sub-article", "front", "front-stub", "ref-list"})
_ABSTRACTS_AGAIN = frozenset({"graphical", "short", "teaser", "toc", "web-summary"})
_TITLES = frozenset({"label", "title", "subtitle", "sec-meta"})
_PROSE = frozenset({"disp-quote", "p", "speech", "statement", "verse-group"})
_LOWEST = 6


def read_jats(root: Element, name: str) -> Structured:
    """Title, abstract, sections, tables with their captions and notes, and the reference list of an `article`.

    Parts that are printed without a heading of their own get the usual one: abstract, introduction, references.
    Responses and reviews that are printed with an article are documents of their own and left out. Raises ReadError
    `unsupported_format` when the article is of another format, and `no_text` when it has neither title nor text.
    """
    if not any(child.tag in ("front", "body") for child in root):
        what = "the <article> has neither <front> nor <body>: this is not JATS"
        raise ReadError("unsupported_format", what, where=name, remedy="Save the document as JATS XML, PDF or text.")
    cited = cited_works(_without_others(root))
    facts = facts_of(root)
    parts = tuple(_Walk(cited).article(root, facts))
    if not parts:
        raise ReadError("no_text", "the article has neither a title nor text", where=name, remedy="Leave it out.")
    return Structured(parts, facts, tuple(work.entry for work in cited))


def _without_others(root: Element) -> Element:
    """The article with its own parts alone."""
    own = Element(root.tag, root.attrib)
    own.extend(child for child in root if child.tag not in ("response", "sub-article"))
    return own


class _Walk:
    """Goes through an article and gives its parts in order."""

    def __init__(self, cited: tuple[Cited, ...]) -> None:
        self._cited = cited
        self._labels = {work.id: work.label for work in cited if work.id}

    def article(self, root: Element, facts: FrontMatter) -> Iterator[Part]:
        if facts.title:
            yield Part("title", (Printed(facts.title),))
        for abstract in root.findall("front/article-meta/abstract"):
            if abstract.get("abstract-type") not in _ABSTRACTS_AGAIN:
                yield from self._section(abstract, 1, "Abstract")
        for tag in ("body", "floats-group", "back"):
            for element in root.findall(tag):
                if tag == "body" and any(child.tag not in _SECTIONS for child in element[:1]):
                    yield from self._heading("Introduction" if element.find("sec") is not None else "Main text", 1)
                yield from self._inside(element, 1)
        if self._cited:
            headed = root.find("back/ref-list/title")
            yield from self._heading(plain(headed) or "References", 1)
            for work in self._cited:
                yield Part("reference", (Printed(work.text),), label=work.label)

    def _inside(self, element: Element, level: int) -> Iterator[Part]:
        for child in element:
            yield from self._block(child, level)

    def _block(self, element: Element, level: int) -> Iterator[Part]:
        tag = element.tag
        if tag in _OTHER_DOCUMENTS or tag in _TITLES:
            return
        if tag in _SECTIONS:
            if tag == "ack" and element.find("title") is None and element.find("sec") is not None:
                yield from self._inside(element, level)  # the sections in it are what is acknowledged
            else:
                yield from self._section(element, level, "Acknowledgements" if tag == "ack" else "")
        elif tag in _PROSE:
            yield from self._prose(element, level)
        elif tag in ("list", "def-list"):
            yield from self._list(element, level)
        elif tag == "table-wrap":
            yield from self._table(element)
        elif tag in ("fig", "supplementary-material"):
            yield from self._caption(element)
        elif tag == "fn":
            yield from self._note(element)
        elif tag == "table":
            yield from (Part("table", grid=grid) for grid in grids_of(element, self._labels))
        elif tag not in ("graphic", "media", "disp-formula", "disp-formula-group", "alternatives", "preformat", "code"):
            yield from self._inside(element, level)

    def _section(self, element: Element, level: int, untitled: str) -> Iterator[Part]:
        title = element.find("title")
        number = plain(element.find("label"))
        words = plain(title, self._labels)
        yield from self._heading(f"{number} {words}".strip() if words else untitled, level)
        yield from self._inside(element, level + 1)

    def _heading(self, words: str, level: int) -> Iterator[Part]:
        if words:
            yield Part("heading", (Printed(words),), level=min(level, _LOWEST))

    def _prose(self, element: Element, level: int) -> Iterator[Part]:
        """The paragraphs of a `p`: lists and quotations divide it, figures, tables and notes come after it."""
        later: list[Element] = []
        flat = Flat(self._labels)
        flat.add(element.text)
        for child in element:
            if child.tag in _AFTER:
                later.append(child)
            elif child.tag in FLOATS or (child.tag == "p" and element.tag != "p"):
                yield from self._paragraph(flat, later)
                flat = Flat(self._labels)
                yield from self._block(child, level)
            elif child.tag not in _TITLES:
                flat.child(child)
            flat.add(child.tail)
        yield from self._paragraph(flat, later)
        for child in later:
            yield from self._block(child, level)

    def _paragraph(self, flat: Flat, later: list[Element]) -> Iterator[Part]:
        later.extend(flat.floats)
        if words := flat.text():
            yield Part("paragraph", (Printed(words),))

    def _list(self, element: Element, level: int) -> Iterator[Part]:
        for item in element:
            if item.tag == "def-item":
                term, meaning = plain(item.find("term"), self._labels), plain(item.find("def"), self._labels)
                if words := ": ".join(part for part in (term, meaning) if part):
                    yield Part("list_item", (Printed(words),))
            elif item.tag == "list-item":
                for part in self._inside(item, level):
                    yield Part("list_item", part.lines) if part.kind == "paragraph" else part
            elif item.tag in ("title", "p"):
                yield from self._paragraph_of(item)

    def _paragraph_of(self, element: Element) -> Iterator[Part]:
        if words := plain(element, self._labels):
            yield Part("paragraph", (Printed(words),))

    def _caption(self, element: Element) -> Iterator[Part]:
        """The caption of a figure or table: its label and all its words."""
        label = plain(element.find("label")).rstrip(" .:")
        told = [
            plain(words, self._labels, cell=True) for caption in element.findall("caption") for words in (*caption, *_own_words(caption))
        ]
        words = " ".join(f"{text}" if text.endswith((".", "?", "!", ":")) else f"{text}." for text in told if text)
        if label or words:
            yield Part("caption", (Printed(f"{label}. {words}".strip() if label else words),))

    def _table(self, element: Element) -> Iterator[Part]:
        yield from self._caption(element)
        for child in element:
            tables = [child] if child.tag == "table" else child.findall("table") if child.tag == "alternatives" else []
            for table in tables[:1]:
                yield from (Part("table", grid=grid) for grid in grids_of(table, self._labels))
        for foot in element.findall("table-wrap-foot"):
            for note in foot:
                yield from self._inside(note, 1) if note.tag == "fn-group" else self._note(note)

    def _note(self, element: Element) -> Iterator[Part]:
        """A footnote, all paragraphs in one. Its mark is left out as it is in the cells; what names it ("Abbreviations:") stays."""
        label = plain(element.find("label"))
        bare = label.strip(" ()[].^")
        mark = bare if NOTE_MARK.fullmatch(bare) or bare.isdigit() else None
        label = "" if mark is not None else label
        paragraphs: Iterable[Element] = element.findall("p") if element.tag == "fn" else (element,)
        words = " ".join(text for paragraph in paragraphs if (text := plain(paragraph, self._labels, cell=True)))
        if words:
            yield Part("footnote", (Printed(f"{label} {words}".strip()),), label=mark)


def _own_words(element: Element) -> tuple[Element, ...]:
    """The element itself when it holds words that are in no paragraph."""
    return (element,) if len(element) == 0 and (element.text or "").strip() else ()
