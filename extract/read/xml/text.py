"""The words inside an element of a paper's XML: inline markup flattened as the other readers write it, callouts in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from extract.read.characters import SOFT_HYPHEN, canonical, single_spaced

FLOATS = frozenset(
    {
        "boxed-text",
        "chem-struct-wrap",
        "def-list",
        "disp-quote",
        "fig",
        "fig-group",
        "fn",
        "fn-group",
        "list",
        "speech",
        "statement",
        "supplementary-material",
        "table-wrap",
        "table-wrap-group",
        "verse-group",
    }
)
"""What may stand inside a paragraph and is a block of its own."""

_SILENT = frozenset(
    {"annotation", "annotation-xml", "graphic", "inline-graphic", "media", "object-id", "tex-math", "alt-text", "long-desc"}
)
_APART = frozenset({"break", "disp-formula", "hr", "list", "list-item", "p", "sec", "td", "th", "title", "tr", "def-item", "def", "term"})
NOTE_TYPES = frozenset({"aff", "author-notes", "corresp", "fn", "table-fn"})
_RAISED_NUMBER = re.compile(r"[\d−–-][\d,;.−–\s-]*")
NOTE_MARK = re.compile(r"[a-z*†‡§¶#](?:\s*,\s*[a-z*†‡§¶#])*")
_FIRST, _LAST = "\ue000", "\ue001"
"""Stand around the number of a callout until brackets are set. They are private characters, taken out of the text before."""
_NUMBERS = re.compile(r"\^?[\[(]?\s*\^?(\d{1,3}(?:\s*[-–—,;]\s*\d{1,3})*)\s*[\])]?")
_ONE = rf"{_FIRST}([^{_LAST}]*){_LAST}"
_GROUP = re.compile(rf"(?P<opened>[\[(]\s*)?(?P<items>{_ONE}(?:\s*[,;–—‐−-]\s*{_ONE})*)(?P<closed>\s*[\])])?")
_BETWEEN_BRACKETS = re.compile(rf"(?<={_LAST})\s*\]\s*([–—‐−-])\s*\[\s*(?={_FIRST})")
_GOES_ON = re.compile(r"[.,;:)\]]|[-’′]\w")


def plain(element: Element | None, labels: Mapping[str, str] | None = None, *, cell: bool = False) -> str:
    """The words of an element in canonical characters, "" for None; figures, tables, lists and notes inside are left out.

    "<sup>6</sup>" becomes "^6". A numbered callout becomes "[13]" however it is printed; `labels` gives the label of a
    reference by its id, for callouts without words. In the `cell` of a table, and in captions and notes, marks of notes are left out.
    """
    if element is None:
        return ""
    flat = Flat(labels or {}, cell=cell)
    flat.inside(element)
    return flat.text()


class Flat:
    """Words gathered from elements and texts, in their order."""

    def __init__(self, labels: Mapping[str, str], *, cell: bool = False) -> None:
        self._labels = labels
        self._cell = cell
        self._pieces: list[str] = []
        self.floats: list[Element] = []

    def text(self) -> str:
        """What was gathered, with single spaces."""
        words = _BETWEEN_BRACKETS.sub(r"\1", "".join(self._pieces))
        return single_spaced(canonical(_GROUP.sub(_bracketed, words).replace(SOFT_HYPHEN, "")))

    def add(self, words: str | None) -> None:
        """Gather words. Line breaks that only indent the markup leave no space at punctuation."""
        if words:
            words = words.replace(_FIRST, "").replace(_LAST, "")
            bare = words.lstrip()
            if "\n" in words[: len(words) - len(bare)] and _GOES_ON.match(bare):
                words = bare
            bare = _without_indent(words)
            self._pieces.append(bare if bare.endswith(("(", "[", "-")) else words)

    def inside(self, element: Element) -> None:
        """Gather the words inside an element."""
        self.add(element.text)
        for child in element:
            self.child(child)
            self.add(child.tail)

    def child(self, element: Element) -> None:
        """Gather the words of an element that stands in the text."""
        tag = element.tag
        if tag in FLOATS and not (self._cell and tag in ("list", "def-list")):
            self.floats.append(element)
        elif tag in _SILENT or (tag == "xref" and element.get("ref-type") in NOTE_TYPES):
            return
        elif tag == "xref" and element.get("ref-type") == "bibr":
            self._callout(element)
        elif tag in ("sup", "sub"):
            self._script(element)
        elif tag in ("alternatives", "citation-alternatives"):
            said = next((child for child in element if child.tag not in _SILENT), None)
            if said is not None:
                self.child(said)
        elif tag in ("msup", "mfrac") and len(element) == 2:
            self.child(element[0])
            self._pieces.append("^" if tag == "msup" else "/")
            self.child(element[1])
        else:
            between = " " if tag in _APART else ""
            self._pieces.append(between)
            self.inside(element)
            self._pieces.append(between)

    def _script(self, element: Element) -> None:
        if self._pieces:
            self._pieces[-1] = _without_indent(self._pieces[-1])
        flat = Flat(self._labels, cell=self._cell)
        flat.inside(element)
        self.floats += flat.floats
        words = "".join(flat._pieces)
        raised = single_spaced(words)
        after = " " if words.endswith(" ") and raised else ""
        if _FIRST in words:
            self._pieces.append(words)
        elif element.tag == "sup" and _RAISED_NUMBER.fullmatch(raised) and any(c.isdigit() for c in raised):
            self._pieces.append(f"^{raised}{after}")
        elif not (self._cell and element.tag == "sup" and NOTE_MARK.fullmatch(raised)):
            self._pieces.append(raised + after)

    def _callout(self, element: Element) -> None:
        flat = Flat(self._labels, cell=self._cell)
        flat.inside(element)
        words = "".join(flat._pieces).replace(_FIRST, "").replace(_LAST, "")
        if not words.strip():
            words = ", ".join(self._labels[rid] for rid in (element.get("rid") or "").split() if rid in self._labels)
        number = _NUMBERS.fullmatch(single_spaced(words))
        self._pieces.append(f"{_FIRST}{number[1]}{_LAST}" if number else words)


def callout_number(element: Element) -> str | None:
    """The one number that a callout prints, None when it prints something else."""
    number = _NUMBERS.fullmatch(single_spaced("".join(element.itertext())))
    return number[1] if number and number[1].isdigit() else None


def _without_indent(words: str) -> str:
    """The words without the white space at their end when that breaks the line."""
    bare = words.rstrip()
    return bare if "\n" in words[len(bare) :] else words


def _bracketed(match: re.Match[str]) -> str:
    opened, closed = match["opened"] or "", match["closed"] or ""
    items = single_spaced(match["items"].replace(_FIRST, "").replace(_LAST, ""))
    if opened and closed and (opened[0] == "[") == (closed[-1] == "]"):
        opened = closed = ""
    return f"{opened}[{items}]{closed}"
