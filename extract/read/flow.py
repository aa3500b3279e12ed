"""What all formats share once their parts are known: broken paragraphs, captions, reference lists, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.read.parts import Part, Printed
from extract.read.references import begins_entry, entries_without_numbers, numbered_label, without_colophon

_ENDED = re.compile(r"[.?!:;][\"”’')\]]*(?:\s*\[[\d,\s–-]+\])*$")
_ONLY_LABEL = re.compile(r"^\S+\s+\S+?[.:]?$")
MAX_TITLE = 400
_BETWEEN = 12
"""At most this many tables, captions and notes stand between the halves of a paragraph."""


def is_open(text: str) -> bool:
    """Whether the text stops without an end of sentence, so that something may go on from it."""
    return not _ENDED.search(text.rstrip())


def goes_on(text: str) -> bool:
    """Whether the text begins in the middle of a sentence: with a lower case word."""
    return bool(text) and text[0].islower()


def continued_paragraphs(parts: Sequence[Part]) -> list[Part]:
    """The parts, with each paragraph that stops in mid-sentence before a page break, table or figure joined to where it goes on.

    Joined are a paragraph or list item without an end of sentence and the next paragraph, when that begins in lower case and only
    tables, captions and footnotes stand between them.
    """
    joined: list[Part] = []
    for part in parts:
        if part.kind == "paragraph" and goes_on(part.text):
            at = len(joined) - 1
            while at > len(joined) - _BETWEEN and at >= 0 and joined[at].kind in ("table", "caption", "footnote"):
                at -= 1
            if at >= 0 and joined[at].kind in ("paragraph", "list_item") and is_open(joined[at].text):
                joined[at] = replace(joined[at], lines=joined[at].lines + part.lines)
                continue
        joined.append(part)
    return joined


def with_captions(parts: Sequence[Part], words: PaperParts) -> list[Part]:
    """The parts, with captions recognized; a caption that is only "Table 1" takes the title that follows it."""
    found: list[Part] = []
    for i, part in enumerate(parts):
        following = parts[i + 1] if i + 1 < len(parts) else None
        if part.kind in ("paragraph", "heading", "title") and words.caption_of(part.text):
            found.append(replace(part, kind="caption", level=None))
            continue
        before = found[-1] if found else None
        if (
            before is not None
            and before.kind == "caption"
            and words.caption_of(before.text) == "table"
            and part.kind in ("paragraph", "heading")
            and len(part.text) < 200
            and (is_open(part.text) or _ONLY_LABEL.match(before.text))
            and is_open(before.text.rstrip("."))
            and following is not None
            and following.kind == "table"
        ):
            found[-1] = replace(before, lines=before.lines + part.lines)
            continue
        found.append(part)
    return found


def with_references(parts: Sequence[Part], words: PaperParts) -> list[Part]:
    """The parts, with the entries of the reference list as parts of kind `reference` with their labels.

    The list begins after its heading and ends at a heading of another kind, unless the numbering simply goes on after it (a
    running header that looks like a heading). A list without numbers goes on behind a section that stands beside it.
    """
    marked: list[Part] = []
    inside, last, listed = False, 0, False
    plain: list[Part] = []
    for i, part in enumerate(parts):
        if part.kind in ("heading", "title"):
            marked.extend(entries_without_numbers(plain))
            plain = []
            kind = words.heading_kind(part.text)
            if inside and kind is None:
                following = next((numbered_label(p.text) for p in parts[i + 1 :] if p.kind in ("list_item", "paragraph")), None)
                inside = following is not None and following[0] == str(last + 1)
            else:
                inside, last = kind == "references", 0
            marked.append(part)
            continue
        if part.kind not in ("paragraph", "list_item"):
            marked.append(part)
            continue
        if not inside and listed and begins_entry(part.text):
            inside = True  # the list goes on in the next column, below another section
        numbered = numbered_label(part.text) if inside and not plain else None
        if not inside:
            marked.append(part)
        elif numbered is not None and int(numbered[0]) <= last + 3:
            last, listed = int(numbered[0]), False
            marked.append(replace(part, kind="reference", label=numbered[0], lines=_without_label(part.lines)))
        elif last and marked and marked[-1].kind == "reference" and part.kind == "paragraph" and goes_on(part.text):
            marked[-1] = replace(marked[-1], lines=marked[-1].lines + part.lines)
        elif not last:
            listed = True
            plain.append(part)
        else:
            marked.append(part)
    marked.extend(entries_without_numbers(plain))
    return [piece for part in marked for piece in (without_colophon(part) if part.kind == "reference" else [part])]


def _without_label(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    found = numbered_label(lines[0].text)
    if found is None:
        return lines
    return (replace(lines[0], text=found[1]), *lines[1:])
