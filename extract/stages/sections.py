"""The sections of a document: from its headings, and from the labels inside structured abstracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.grammar.headings import PaperParts, load_paper_parts
from extract.model.document import Block, Document, Section, SectionKind
from extract.stages.outline import Heading, outline

_OF_THE_PAPER: frozenset[SectionKind] = frozenset({"introduction", "methods", "results", "discussion"})
_ORDER: dict[SectionKind, int] = {"introduction": 0, "methods": 1, "results": 2, "discussion": 3, "conclusion": 3, "other": 4}
"""How the labels of an abstract follow one another; one that falls back begins the paper."""


@dataclass(slots=True)
class _Open:
    """A section while its end is not known yet."""

    start: int
    end: int
    kind: SectionKind
    title: str | None
    parent: int | None
    level: int


def find_sections(document: Document, words: PaperParts | None = None) -> tuple[Section, ...]:
    """The sections in text order; together they cover all blocks, and a section lies within its parent.

    A title, a table and a caption are sections of their own. Text before the first heading is of kind `other`, or the abstract
    when the document is one. The kind of a heading comes from its words, else from the section it is in; words that may head a part
    of any section ("Patients", "Safety") give a kind only outside of one.
    """
    words = words or load_paper_parts()
    if not document.blocks:
        return ()
    builder = _Builder(document, words)
    for block in document.blocks:
        builder.add(block)
    return tuple(Section(opened.start, opened.end, opened.kind, opened.title, opened.parent) for opened in builder.sections)


class _Builder:
    def __init__(self, document: Document, words: PaperParts) -> None:
        self.sections: list[_Open] = []
        self._document = document
        self._words = words
        self._stack: list[int] = []
        self._outline = outline(document, words)
        self._is_abstract = document.doc_type == "abstract"
        self._labels: list[str] | None = None
        """The labels that head parts of the abstract so far, None outside of an abstract."""

    def add(self, block: Block) -> None:
        text = self._document.text[block.start : block.end]
        if block.kind == "heading":
            self._heading(block, self._outline[block.start])
            return
        if block.kind == "title":
            self._stack = []
            self._push(_Open(block.start, block.end, "title", None, None, 0))
            self._stack = []
            return
        if not self._stack:
            self._push(_Open(block.start, block.end, "abstract" if self._is_abstract else "other", None, None, 1))
        for index in self._stack:
            self.sections[index].end = block.end
        if block.kind == "table":
            caption = next((table.caption for table in self._document.tables if table.start == block.start), None)
            self._leaf(block.start, block.end, "table", caption)
        elif block.kind == "caption":
            self._leaf(block.start, block.end, "caption", None)
        elif block.kind in ("paragraph", "list_item"):
            if not self._labels:
                self._labels = None  # an abstract that begins with prose has no headings of its own
            if self._may_hold_labels():
                self._labelled_parts(block, text)

    def _heading(self, block: Block, heading: Heading) -> None:
        label = self._words.label_kind(heading.words)
        if heading.level is None and self._labels is not None and label is not None and self._goes_on(label, heading.words):
            self._labels.append(heading.words)
            self._open(block, heading.words, label, 2)
            return
        self._labels = None
        for level, title in enumerate(heading.path, 1):
            around = self.sections[self._stack[level - 1]].title if len(self._stack) >= level else None
            if around is None or around.casefold() != title.casefold():
                self._titled(block, title, level)
        self._titled(block, heading.words, heading.level)

    def _titled(self, block: Block, title: str, level: int | None) -> None:
        """Open a section with the kind that its title has where it is."""
        kind, weak = self._words.heading_meaning(title)
        level = level or self._level(kind, weak=weak)
        self._close(level)
        parent = self.sections[self._stack[-1]] if self._stack else None
        label = self._words.label_kind(title)
        if parent is not None and parent.kind == "abstract" and label is not None:
            kind = label
        elif parent is not None and (kind is None or weak):
            kind = parent.kind
        elif weak and not self._outline.is_report:
            kind = None  # "Antibodies" in a review is what the review is about
        elif kind == "abstract" and any(section.kind in _OF_THE_PAPER and section.level == 1 for section in self.sections):
            kind = "conclusion" if parent is None else parent.kind  # a summary at the end
        self._open(block, title, kind or "other", level)
        if kind == "abstract":
            self._labels = []

    def _level(self, kind: SectionKind | None, *, weak: bool) -> int:
        """The level of a heading in a document whose headings show none: own and common words stay inside the section before."""
        top = self.sections[self._stack[0]].kind if self._stack else None
        if kind is not None and not weak:
            return 1
        subdivided = top in ("methods", "results") or (self._outline.is_report and top == "discussion" and kind != "other")
        return 2 if subdivided or (self._outline.is_report and top == "introduction" and kind in (None, "introduction")) else 1

    def _goes_on(self, kind: SectionKind, label: str) -> bool:
        """Whether a label goes on with the abstract: it does not come again, and is none that comes before the last."""
        if not self._labels:
            return True
        last = self._words.label_kind(self._labels[-1])
        bare = {each.casefold() for each in self._labels}
        return label.casefold() not in bare and _ORDER.get(kind, 0) >= _ORDER.get(last or "introduction", 0)

    def _close(self, level: int) -> None:
        while self._stack and self.sections[self._stack[-1]].level >= level:
            self._stack.pop()

    def _open(self, block: Block, title: str, kind: SectionKind, level: int) -> None:
        self._close(level)
        for index in self._stack:
            self.sections[index].end = block.end
        self._push(_Open(block.start, block.end, kind, title, self._stack[-1] if self._stack else None, level))

    def _push(self, section: _Open) -> None:
        self.sections.append(section)
        self._stack.append(len(self.sections) - 1)

    def _leaf(self, start: int, end: int, kind: SectionKind, title: str | None) -> None:
        self.sections.append(_Open(start, end, kind, title, self._stack[-1] if self._stack else None, 99))

    def _may_hold_labels(self) -> bool:
        """Labels such as "METHODS:" divide abstracts, and texts that have no headings."""
        return any(self.sections[index].kind == "abstract" or self.sections[index].title is None for index in self._stack)

    def _labelled_parts(self, block: Block, text: str) -> None:
        labels = list(self._words.run_in_heads(text))
        parent = self._stack[-1] if self._stack else None
        ends = [start for start, _, _ in labels[1:]] + [len(text)]
        for (start, after, kind), end in zip(labels, ends, strict=bool(labels)):
            if kind != "abstract":
                body_end = block.start + start + len(text[start:end].rstrip())
                self.sections.append(_Open(block.start + start, body_end, kind, text[start:after].strip(" :.–—"), parent, 98))


def innermost(sections: tuple[Section, ...], start: int, end: int) -> int | None:
    """Index of the smallest section that holds the span, None when none does."""
    best: int | None = None
    for index in _holding(sections, start, end):
        if best is None or sections[index].end - sections[index].start <= sections[best].end - sections[best].start:
            best = index
    return best


def _holding(sections: tuple[Section, ...], start: int, end: int) -> Iterator[int]:
    for index, section in enumerate(sections):
        if section.start <= start and end <= section.end:
            yield index
