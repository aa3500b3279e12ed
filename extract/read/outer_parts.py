"""What stands before and behind the sections of a paper: lines of authors, declarations, a publisher's invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.model.document import RUN_IN_LEVEL
from extract.read.parts import Part

_PROSE = 40
"""A paragraph of so many words is text: headings behind it may be the paper's own."""
_LAST = 12
"""An invitation to authors stands among so many last parts."""


def with_front_matter(parts: Sequence[Part], words: PaperParts) -> list[Part]:
    """The parts; what is printed like a heading between the title and the first words that head a section is a paragraph.

    Names of authors are, and what an archive or a journal prints above the title. So is the title where it is printed again.
    """
    at = next((i for i, part in enumerate(parts) if part.kind == "title"), None)
    if at is None:
        return list(parts)
    title = _letters(parts[at].text)
    found = list(parts)
    in_front = before_sections = True
    for i, part in enumerate(parts[at + 1 :], at + 1):
        if part.kind == "paragraph" and len(part.text.split()) >= _PROSE and part.text[-1:] in ".!?":
            in_front = False
        if part.kind != "heading":
            continue
        if words.heading_meaning(part.text)[0] is not None:
            in_front = before_sections = False
        elif in_front or _letters(part.text) == title or (before_sections and words.is_label(part.text)):
            found[i] = replace(part, kind="paragraph", level=None)
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def with_levels(parts: Sequence[Part], words: PaperParts) -> list[Part]:
    """The parts; the levels of headings follow one another, and what stands behind a paper stands beside its sections.

    Acknowledgements, declarations and references are printed small, but are no part of the conclusions.
    """
    levels: list[int | None] = []
    for part in parts:
        meaning, weak = words.heading_meaning(part.text) if part.kind == "heading" else (None, True)
        levels.append(1 if meaning in ("other", "references") and not weak else part.level)
    ranks = {level: rank for rank, level in enumerate(sorted({level for level in levels if level}), 1)}
    return [
        replace(part, level=min(ranks[level], RUN_IN_LEVEL - 1) if level != RUN_IN_LEVEL else level) if level else part
        for part, level in zip(parts, levels, strict=True)
    ]


def without_invitation(parts: Sequence[Part], words: PaperParts) -> tuple[list[Part], list[str]]:
    """The parts without a publisher's invitation to authors at the end of the paper, and the words of that."""
    for i, part in enumerate(parts[-_LAST:], max(0, len(parts) - _LAST)):
        behind = parts[i + 1 :]
        is_last = i > 0 and all(each.kind in ("paragraph", "list_item") for each in behind)
        if is_last and part.kind in ("heading", "paragraph", "footnote") and words.is_furniture(part.text):
            return list(parts[:i]), [each.text for each in parts[i:]]
    return list(parts), []
