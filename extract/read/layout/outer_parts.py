"""What stands before and behind the sections of a paper: lines of authors, declarations, a publisher's invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.model.document import RUN_IN_LEVEL
from extract.read.parts import Part

_PROSE = 40
"""A paragraph of so many words is text: headings behind it may be the paper's own."""
_WORDED = ("paragraph", "list_item", "footnote")
_SAME_SIZE = 0.4
"""Points by which print may differ from the running text and still be of its size."""
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
        if part.kind == "paragraph" and _is_prose(part):
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


def with_addresses(parts: Sequence[Part], size: float, font: str, words: PaperParts) -> list[Part]:
    """The parts; what says where the authors work and how they are reached is an address, which makes no sentences.

    `size` and `font` are the print of the running text. Addresses stand between the title and the first heading, or are printed
    otherwise than the text on one of the first pages; so is what stands between two of them in print of their size.
    """
    title = next((i for i, part in enumerate(parts) if part.kind == "title"), 0)
    headed = next((i for i, part in enumerate(parts) if i > title and part.kind == "heading"), len(parts))
    front = parts[: 1 + (headed if headed < len(parts) else title)]
    last = 1 + max((page for part in front if (page := _page(part)) is not None), default=1)
    found = list(parts)
    before: int | None = None
    for i, part in enumerate(parts):
        if part.kind not in _WORDED:
            before = before if part.kind in ("table", "caption") else None
            continue
        page, printed = _page(part), part.face
        is_early = page is not None and page <= last
        is_other = printed is not None and (printed[1] != font or abs(printed[0] - size) > _SAME_SIZE)
        goes_on = before is not None and is_other and not _is_prose(part) and _same_size(part, parts[before])
        if words.is_address(part.text, aside=is_early and (title < i < headed or is_other)):
            for at in range(before if goes_on and before is not None else i, i + 1):
                found[at] = replace(parts[at], kind="address") if parts[at].kind in _WORDED else parts[at]
            before = i if is_early else None
        elif not goes_on:
            before = None
    return found


def _page(part: Part) -> int | None:
    return part.lines[0].box.page if part.lines and part.lines[0].box else None


def _same_size(part: Part, other: Part) -> bool:
    printed, others = part.face, other.face
    return printed is not None and others is not None and abs(printed[0] - others[0]) < _SAME_SIZE


def _is_prose(part: Part) -> bool:
    return len(part.text.split()) >= _PROSE and part.text[-1:] in ".!?"


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
        is_last = i > 0 and all(each.kind in ("paragraph", "list_item", "address") for each in behind)
        if is_last and part.kind in ("heading", "paragraph", "footnote") and words.is_furniture(part.text):
            return list(parts[:i]), [each.text for each in parts[i:]]
    return list(parts), []
