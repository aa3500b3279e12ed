"""Plain text, also text that somebody took from a PDF: wrapped lines, page furniture, tables flattened to lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.grammar.headings import PaperParts
from extract.read.flow import MAX_TITLE, continued_paragraphs, goes_on, is_open, with_captions, with_references
from extract.read.hyphens import Hyphens
from extract.read.layout.furniture import repeated_lines
from extract.read.parts import Part, Printed
from extract.read.references import numbered_label
from extract.read.tables.flat import cut_at_captions, table_by_lines, table_in_line
from extract.read.tables.grid import Grid

_LONG_LINE = 200
_ABOVE = 3
"""So many lines may stand above the title."""
_PROSE = 80
"""A paragraph this long, in characters, may stand under a title."""
_BULLET = re.compile(r"^(?:[-•*‣▪◦●–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_GAP = re.compile(r"\t+| {3,}")
_TITLE_LABEL = re.compile(r"^\s*title\s*:\s*", re.I)
_TWO_SENTENCES = re.compile(r"[a-z)][.?!]\s+[A-Z]")
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_DEFINITIONS = re.compile(r"^(?:\W{0,2}[\w/+-]{1,15}(?:,|:| =|=)\s[^;.]{3,80};\s){2}|^(?:abbreviations?|notes?)\s*[:.]", re.I)


@dataclass(frozen=True, slots=True)
class TextParts:
    """The parts of a text, the lines that were set aside as page furniture, and its way with hyphens."""

    parts: tuple[Part, ...]
    furniture: tuple[str, ...]
    hyphens: Hyphens


def read_text(text: str, words: PaperParts) -> TextParts:
    """The parts of a plain text: title, headings, paragraphs with their lines, captions, tables, references."""
    lines = [line.rstrip() for line in _TITLE_LABEL.sub("", text, count=1).split("\n")]
    lines, furniture = _without_furniture(lines, words)
    chunks = _chunks(cut_at_captions(lines, words))
    layout = _Layout.of(chunks)
    parts = list(_parts(chunks, layout, words))
    parts = with_references(with_captions(continued_paragraphs(_with_title(parts, words)), words), words)
    return TextParts(tuple(parts), tuple(furniture), Hyphens(lines))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Whether the lines of a text were broken at a margin, and how wide its columns of prose are."""

    wrapped: bool
    width: int

    @staticmethod
    def of(chunks: Sequence[Sequence[str]]) -> _Layout:
        inner = sorted(len(line.strip()) for chunk in chunks if len(chunk) > 2 for line in chunk[:-1] if len(line) < _LONG_LINE)
        if len(inner) < 4:
            return _Layout(False, _LONG_LINE)
        return _Layout(True, inner[len(inner) // 2])

    def is_prose(self, chunk: Sequence[str]) -> bool:
        """Whether the lines of a chunk are as wide as the text's columns, all but the last."""
        if not self.wrapped:
            return any(len(line) > 80 for line in chunk)
        return len(chunk) >= 2 and all(0.72 * self.width <= len(line.strip()) <= 1.25 * self.width for line in chunk[:-1])


def _without_furniture(lines: Sequence[str], words: PaperParts) -> tuple[list[str], list[str]]:
    repeated = {line for line in repeated_lines(lines) if words.heading_kind(line) is None}
    numbers = [int(line) for line in lines if _BARE_NUMBER.match(line.strip())]
    paginated = len(numbers) > 1 and all(b == a + 1 for a, b in itertools.pairwise(numbers))
    kept, furniture = [], []
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        bare = line.strip()
        alone = _is_blank_or_furniture(before, words) and _is_blank_or_furniture(after, words)
        counter = paginated and _BARE_NUMBER.match(bare)
        if bare and (words.is_furniture(bare, alone=alone) or bare in repeated or counter):
            furniture.append(bare)
            kept.append("")
        else:
            kept.append(line)
    return kept, furniture


def _is_blank_or_furniture(line: str, words: PaperParts) -> bool:
    return not line.strip() or words.is_furniture(line)


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    """Runs of lines between blank ones."""
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _parts(chunks: Sequence[list[str]], layout: _Layout, words: PaperParts) -> Iterator[Part]:
    position = 0
    pending = ""
    in_references = False
    while position < len(chunks):
        chunk = chunks[position]
        if words.caption_of(chunk[0].strip()) == "table":
            in_line = list(table_in_line(chunk[0].strip())) if len(chunk) == 1 else []
            if in_line:
                yield from in_line
                position += 1
                continue
            used, parts = _flat_table(chunks, position, layout, words, pending)
            yield from parts
            position += used
            continue
        for part in _chunk_parts(chunk, layout, words, in_references=in_references):
            if part.kind == "heading":
                in_references = words.heading_kind(part.text) == "references"
            if part.kind == "paragraph":
                pending = part.text
            yield part
        position += 1


def _chunk_parts(chunk: list[str], layout: _Layout, words: PaperParts, *, in_references: bool) -> Iterator[Part]:
    grid = _grid(chunk)
    if grid is not None:
        yield Part("table", grid=grid)
        return
    by_lines = None if in_references else table_by_lines(chunk)
    if by_lines is not None:
        yield by_lines
        return
    if words.caption_of(chunk[0].strip()):
        yield Part("caption", _printed(chunk))
        return
    if in_references:
        yield from (Part("paragraph", _printed(entry)) for entry in _entries(chunk))
        return
    widths = [len(line.strip()) if len(line) < _LONG_LINE else 0 for line in chunk]
    below = [*itertools.accumulate(reversed(widths), max)][::-1]
    while chunk:
        width = below[-len(chunk) + 1] if len(chunk) > 1 else 0
        size = _heading_size(chunk, width or layout.width, layout, words)
        if size:
            is_references = words.heading_kind(chunk[0]) == "references"
            yield Part("heading", _printed(chunk[:size]), level=1)
            chunk = chunk[size:]
            if is_references:
                yield from (Part("paragraph", _printed(entry)) for entry in _entries(chunk))
                return
            continue
        size = 1
        while size < len(chunk) and not (_breaks_before(chunk, size, layout) or _begins_point(chunk, size, layout)):
            size += 1
        bullet = _BULLET.match(chunk[0].strip())
        lines = _printed(chunk[:size])
        if bullet and not bullet.group()[0].isalnum():
            yield Part("list_item", (Printed(lines[0].text[bullet.end() :]), *lines[1:]))
        else:
            yield Part("list_item" if bullet else "paragraph", lines)
        chunk = chunk[size:]


def _breaks_before(chunk: Sequence[str], at: int, layout: _Layout) -> bool:
    """Whether a new paragraph begins at a line within a chunk: where lines are not wrapped each is one; else never."""
    if not layout.wrapped:
        return True
    return len(chunk[at]) > _LONG_LINE or len(chunk[at - 1]) > _LONG_LINE


def _begins_point(chunk: Sequence[str], at: int, layout: _Layout) -> bool:
    """Whether a point of a list begins at a line within a chunk, and not a line of a sentence that happens to begin with "(14)"."""
    before = chunk[at - 1].strip()
    if not (bullet := _BULLET.match(chunk[at].strip())):
        return False
    in_sentence = layout.wrapped and len(before) > 0.8 * layout.width and is_open(before) and not before.endswith((",", ";"))
    return not (in_sentence and bullet.group().strip(" ().").isdigit() and bullet.group().strip().endswith(")"))


def _heading_size(chunk: Sequence[str], width: int, layout: _Layout, words: PaperParts) -> int:
    """How many lines at the begin of a chunk are a heading, 0 to 3; `width` is that of the widest line below.

    A heading's last line ends before the margin although the next word would have fitted, and without an end of sentence.
    """
    first = chunk[0].strip()
    if words.heading_kind(first) and len(first) < 60:
        return 1
    for size in range(1, min(3, len(chunk)) + 1):
        head = [line.strip() for line in chunk[:size]]
        text = " ".join(head)
        if (
            len(text) > 180
            or not (head[0][0].isupper() or head[0][0].isdigit())
            or (_BULLET.match(head[0]) and not numbered_label(head[0]))
        ):
            return 0
        if size == len(chunk):
            return size if _looks_like_heading(text, words) and (size == 1 or not layout.wrapped) else 0
        following = chunk[size].strip()
        room = width - len(head[-1]) - 1 - len(following.split(None, 1)[0])
        if goes_on(following) or (layout.wrapped and room < (3 if size == 1 else 0.4 * width)):
            continue
        return size if _looks_like_heading(text, words) else 0
    return 0


def _looks_like_heading(text: str, parts: PaperParts) -> bool:
    words = text.split()
    bare = "".join(words).lstrip("0123456789.")
    return (
        is_open(text.rstrip(":"))
        and not text.endswith((",", "-", "]", ")"))
        and 1 <= len(words) <= 16
        and sum(c.isalpha() for c in bare) > 0.6 * len(bare)
        and not parts.is_no_heading(text)
    )


def _entries(chunk: Sequence[str]) -> Iterator[list[str]]:
    """The entries of a reference list: a new one begins at each number that follows the last one."""
    entry: list[str] = []
    expected: int | None = None
    for line in chunk:
        numbered = numbered_label(line.strip())
        begins = numbered is not None and (numbered[1][0].isalnum() if expected is None else int(numbered[0]) == expected)
        if begins and numbered is not None:
            expected = int(numbered[0]) + 1
            if entry:
                yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def _grid(chunk: Sequence[str]) -> Grid | None:
    """The cells of lines that are all cut into the same columns by tabs or wide gaps, None for other lines."""
    if len(chunk) < 2:
        return None
    rows = [tuple(cell.strip() for cell in (line.split("\t") if "\t" in line else _GAP.split(line.strip()))) for line in chunk]
    width = max(len(row) for row in rows)
    if (
        width < 2
        or sum(len(row) > 1 for row in rows) < 0.8 * len(rows)
        or not all("\t" in line or _GAP.search(line.strip()) for line in chunk)
    ):
        return None
    return Grid.of_words(rows)


def _has_gap(line: str) -> bool:
    return "\t" in line.strip() or _GAP.search(line.strip()) is not None


def _flat_table(chunks: Sequence[list[str]], position: int, layout: _Layout, words: PaperParts, pending: str) -> tuple[int, list[Part]]:
    """How many chunks the table takes that begins at `position`, and its parts: caption, table, footnote.

    The rows of a flattened table end where a heading stands, where the paragraph before the table goes on, or where full lines
    of prose begin again.
    """
    head = chunks[position]
    used = 1
    caption = list(head)
    if len(head) == 1 and len(head[0].split()) <= 3 and position + 1 < len(chunks) and len(chunks[position + 1]) <= 2:
        caption += chunks[position + 1]
        used += 1
    elif len(head) > 3:
        caption, head = list(head[:1]), list(head[1:])
        return _closed_table(chunks, position, used, caption, [head], layout, words, pending)
    return _closed_table(chunks, position, used, caption, [], layout, words, pending)


def _closed_table(
    chunks: Sequence[list[str]],
    position: int,
    used: int,
    caption: list[str],
    rows: list[list[str]],
    layout: _Layout,
    words: PaperParts,
    pending: str,
) -> tuple[int, list[Part]]:
    notes: list[list[str]] = []
    while position + used < len(chunks):
        chunk = chunks[position + used]
        text = " ".join(line.strip() for line in chunk)
        before_open = bool(rows) and is_open(" ".join(line.strip() for line in rows[-1])) and not notes
        if words.heading_kind(chunk[0].strip()) or words.caption_of(chunk[0].strip()):
            break
        if goes_on(text) and not before_open and is_open(pending) and (layout.is_prose(chunk) or len(chunk) == 1):
            break
        if not goes_on(text) and _is_resumed_prose(chunk, layout) and not before_open:
            break
        if notes or (_grid([line for row in rows for line in row]) is not None and not any(_has_gap(line) for line in chunk)):
            break
        used += 1
        if rows and _DEFINITIONS.match(text):
            notes.append(chunk)
        else:
            rows.append(chunk)
    parts = [Part("caption", _printed(caption))]
    lines = [line for row in rows for line in row]
    grid = _grid(lines)
    if lines:
        parts.append(Part("table", grid=grid) if grid else Part("table", _printed(lines)))
    parts.extend(Part("footnote", _printed(note)) for note in notes)
    return used, parts


def _is_resumed_prose(chunk: Sequence[str], layout: _Layout) -> bool:
    """Whether a chunk after table rows is running text again: full lines of prose that end with a sentence."""
    text = " ".join(line.strip() for line in chunk)
    if not layout.wrapped:
        return (len(text) > 150 or (len(text) > _PROSE and _TWO_SENTENCES.search(text) is not None)) and not is_open(text)
    return len(chunk) >= 3 and layout.is_prose(chunk[1:]) and len(chunk[0].strip()) <= 1.25 * layout.width and not is_open(text)


def _with_title(parts: Sequence[Part], words: PaperParts) -> list[Part]:
    """The parts, the first one as title when it is short and prose or a heading of the paper follows.

    Labels ("Research article") and the line that names journal, year and pages may stand above it.
    """
    parts = list(parts)
    at = 0
    while at < min(_ABOVE, len(parts)) and words.is_label(parts[at].text):
        parts[at] = Part("paragraph", parts[at].lines)
        at += 1
    if len(parts) < at + 2:
        return parts
    first, rest = parts[at], parts[at + 1 :]
    if first.kind not in ("paragraph", "heading") or words.heading_kind(first.text) or len(first.text) > MAX_TITLE:
        return parts
    if any(start == 0 for start, _, _ in words.run_in_heads(first.text)) or not any(
        p.kind == "paragraph" and len(p.text) > max(_PROSE, len(first.text)) for p in rest
    ):
        return parts
    if first.kind == "paragraph" and (goes_on(first.text) or len(first.lines) > 5):
        return parts
    return [*parts[:at], Part("title", first.lines), *rest]


def _printed(lines: Sequence[str]) -> tuple[Printed, ...]:
    return tuple(Printed(line.strip()) for line in lines)
