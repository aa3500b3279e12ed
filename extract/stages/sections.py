"""The sections of a document: from its headings, and from the labels inside structured abstracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.grammar.headings import PaperParts, load_paper_parts
from extract.model.document import Block, Document, Section, SectionKind

_SUBDIVIDED: frozenset[SectionKind] = frozenset({"methods", "results"})
"""Sections whose parts carry the paper's own headings; where headings show no depth, these are taken to be inside."""


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
    when the document is one. The kind of a heading comes from its words, else from the section it is in.
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
        levels = {block.level for block in document.blocks if block.kind == "heading"}
        self._flat = len(levels) <= 1
        self._is_abstract = document.doc_type == "abstract"

    def add(self, block: Block) -> None:
        text = self._document.text[block.start : block.end]
        if block.kind == "heading":
            self._heading(block, text)
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
        elif block.kind in ("paragraph", "list_item") and self._may_hold_labels():
            self._labelled_parts(block, text)

    def _heading(self, block: Block, text: str) -> None:
        kind = self._words.heading_kind(text)
        level = block.level or 1
        if self._flat:
            level = 1
            if kind is None and any(self.sections[i].kind in _SUBDIVIDED for i in self._stack[:1]):
                level = 2
        while self._stack and self.sections[self._stack[-1]].level >= level:
            self._stack.pop()
        for index in self._stack:
            self.sections[index].end = block.end
        if kind is None:
            kind = self.sections[self._stack[-1]].kind if self._stack else "other"
        self._push(_Open(block.start, block.end, kind, text, self._stack[-1] if self._stack else None, level))

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
