"""From printed lines in reading order to headings, paragraphs, captions, footnotes, tables and entries of the reference list."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grammar.headings import PaperParts
from extract.read.flow import goes_on, is_open
from extract.read.layout.lines import PageLine
from extract.read.layout.run_in import leading_words
from extract.read.parts import Part, Printed
from extract.read.references import numbered_label

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|medi(?!um\w)|[-.]B(?:$|[A-Z\d])|\.B\b|BX\d|-Bd", re.I)
_BULLET = re.compile(r"^(?:[-•*‣▪◦●■–]|\(?\d{1,2}[.)])\s+(?=\S)")
_ENUMERATED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[A-Z]")
_SUBNUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+[A-Z]")
_NOT_LAST = ",;-–—("
_MAX_HEADING = 160
_MAX_NUMBERED = 100
_PANEL_HEAD = 0.2
"""Points by which the heading of a panel is smaller than the text; those of sections are as large at least."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a document sets its running text, and which larger or bolder styles head its sections, the highest first."""

    size: float
    font: str
    leading: float


def body_style(lines: Sequence[PageLine]) -> Style:
    """The size, font and line distance of the running text: the largest print in which much of the paper is set."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
        fonts[round(line.size, 1), line.font] += len(line.text)
    most = max(sizes.values(), default=0)
    size = max((s for s in sizes if sizes[s] > 0.4 * most), default=10.0)
    font = max((f for f in fonts if f[0] == size), key=lambda f: (fonts[f], f), default=(size, ""))[1]
    steps = sorted(
        b.box.top - a.box.top
        for a, b in itertools.pairwise(lines)
        if a.column == b.column and abs(a.size - size) < 0.3 and abs(b.size - size) < 0.3 and 0 < b.box.top - a.box.top < 3 * size
    )
    return Style(size, font, steps[len(steps) // 2] if steps else 1.2 * size)


def parts_of(lines: Sequence[PageLine], style: Style, words: PaperParts) -> list[Part]:
    """The parts of a document in reading order; the title is that of the first page."""
    title = _title_lines(lines, style, words)
    groups: list[list[PageLine]] = []
    in_references = False
    last_label = 0
    hanging_columns = _hanging_columns(lines)
    for i, line in enumerate(lines):
        before = groups[-1][-1] if groups else None
        following = lines[i + 1] if i + 1 < len(lines) else None
        if line.grid is not None:
            groups.append([line])
            continue
        if before is not None and i in title and i - 1 in title:
            groups[-1].append(line)
            continue
        label = numbered_label(line.text) if in_references else None
        if label is not None and last_label < int(label[0]) <= last_label + 2 and _at_margin(line):
            last_label = int(label[0])
            groups.append([line])
            continue
        if before is None or before.grid is not None or i in title or i - 1 in title:
            begins = True
        else:
            in_list = in_references and _same_style(before, line) and _is_bold(before) == _is_bold(line)
            if in_list and last_label and before.column == line.column and not _is_apart(before, line):
                begins = False
            elif in_list and not last_label and len(groups) > 1 and (line.column, round(line.size)) in hanging_columns:
                begins = _starts_out(line)
            else:
                begins = _begins_part(groups[-1], line, following, style, words)
        if begins:
            groups.append([line])
        else:
            groups[-1].append(line)
        head = groups[-1]
        if len(head) == 1 and _is_heading(head, style, words, following):
            kind = words.heading_kind(line.text)
            if kind is not None or _is_larger(line, style) or _SUBNUMBERED.match(line.text):
                in_references = kind == "references"
                last_label = 0 if in_references else last_label
    levels = _heading_levels(groups, style, words)
    parts: list[Part] = []
    for i, group in enumerate(groups):
        parts.append(
            _part(group, groups[i + 1] if i + 1 < len(groups) else None, style, words, levels, is_title=_index(lines, group) in title)
        )
    return _rejoined(parts, groups, style)


def _index(lines: Sequence[PageLine], group: Sequence[PageLine]) -> int:
    return next((i for i, line in enumerate(lines) if line is group[0]), -1) if group[0].box.page == 1 else -1


def _title_lines(lines: Sequence[PageLine], style: Style, words: PaperParts) -> range:
    """The lines of the title: the first of the largest print of at least three words on the first page."""
    first = [(i, line) for i, line in enumerate(lines) if line.box.page == 1 and line.grid is None]
    large = [(line.size, -i) for i, line in first if line.size > style.size + 1.5 and words.heading_kind(line.text) is None]
    for size in sorted({round(size, 1) for size, _ in large}, reverse=True):
        run = [i for i, line in first if abs(line.size - size) < 0.4]
        begin = run[0]
        end = begin
        while (
            end + 1 < len(lines) and abs(lines[end + 1].size - size) < 0.4 and lines[end + 1].box.page == 1 and lines[end + 1].grid is None
        ):
            end += 1
        if sum(len(lines[i].text.split()) for i in range(begin, end + 1)) >= 3:
            return range(begin, end + 1)
    return range(0)


def _hanging_columns(lines: Sequence[PageLine]) -> frozenset[tuple[int, int]]:
    """Columns and sizes of print in which many lines are indented under others, as in lists of references without numbers."""
    all_lines: Counter[tuple[int, int]] = Counter((line.column, round(line.size)) for line in lines)
    indented: Counter[tuple[int, int]] = Counter((line.column, round(line.size)) for line in lines if not _starts_out(line))
    return frozenset(key for key, count in indented.items() if 0.3 * all_lines[key] < count < 0.95 * all_lines[key])


def _starts_out(line: PageLine) -> bool:
    return line.box.x0 < line.left + 0.5 * line.size


def _is_apart(before: PageLine, line: PageLine) -> bool:
    """Whether a line below a reference is set off from it by white."""
    return line.box.top - before.box.bottom > 1.2 * line.size


def _same_style(a: PageLine, b: PageLine) -> bool:
    return abs(a.size - b.size) < 0.7


def _is_bold(line: PageLine) -> bool:
    return all(_BOLD.search(font) for font in line.fonts)


def _is_body(line: PageLine, style: Style) -> bool:
    return style.font in line.fonts and abs(line.size - style.size) < 0.4


def _is_larger(line: PageLine, style: Style) -> bool:
    return line.size > style.size + 0.7


def _at_margin(line: PageLine) -> bool:
    return line.box.x0 < line.left + 2.5 * line.size


def _begins_part(group: Sequence[PageLine], line: PageLine, following: PageLine | None, style: Style, words: PaperParts) -> bool:
    """Whether a line begins a new part after the lines of a group."""
    before = group[-1]
    if before.column != line.column or not _same_style(before, line):
        return True
    if _is_bold(before) != _is_bold(line) or (before.font != line.font and not before.fonts & line.fonts):
        return True
    step = line.box.top - before.box.top
    usual = style.leading if abs(line.size - style.size) < 0.3 else 1.25 * line.size
    if len(group) > 1:
        usual = min(usual, group[-1].box.top - group[-2].box.top) if group[-1].box.top > group[-2].box.top else usual
    if step > 1.4 * max(usual, line.size):
        return True
    if _begins_item(group, line) or (words.caption_of(line.text) and not (is_open(before.text) and before.fonts == line.fonts)):
        return True
    if (
        line.words
        and not before.text[-1].isalnum()
        and before.text[-1] not in _NOT_LAST
        and leading_words(line.words, style.size, style.font)
    ):
        return True
    if len(group) == 1 and words.heading_kind(before.text) is not None and _is_centred(before) and not _is_centred(line):
        return True
    short = _is_short(before, line)
    if short and len(group) == 1 and _SUBNUMBERED.match(before.text) and line.text[0].isupper():
        return True
    ended = not is_open(before.text)
    indent = line.box.x0 - line.left
    if short and ended and (indent < 0.5 * line.size or before.box.x1 < line.right - 6 * line.size):
        return not _hangs(group, line)
    if 0.6 * line.size < indent < 4 * line.size and before.box.x0 < line.left + 0.4 * line.size and ended:
        return following is None or following.column != line.column or following.box.x0 < line.left + 0.5 * line.size
    apart = before.fonts != line.fonts or words.heading_kind(line.text) is not None
    is_head = words.heading_kind(before.text) is not None and not words.is_no_heading(before.text)
    return is_head and len(group) == 1 and short and apart


def _is_centred(line: PageLine) -> bool:
    before, behind = line.box.x0 - line.left, line.right - line.box.x1
    return before > 2 * line.size and abs(before - behind) < line.size


def _begins_item(group: Sequence[PageLine], line: PageLine) -> bool:
    """Whether a line begins an item of a list, and does not go on with a number or a dash in mid-sentence."""
    bullet = _BULLET.match(line.text)
    if bullet is None:
        return False
    listed = _BULLET.match(group[0].text)
    if listed is not None and line.box.x0 < group[0].box.x0 + 0.6 * line.size:
        return True
    before = group[-1]
    is_mark = not bullet.group()[0].isalnum() and bullet.group()[0] not in "(-–"
    return is_mark or not is_open(before.text) or _is_short(before, line)


def _is_short(before: PageLine, line: PageLine) -> bool:
    """Whether a line ends before the margin although the first word of the next would have fitted; lines may end ragged."""
    first = line.words[0].x1 - line.words[0].x0 if line.words else 0.0
    return before.box.x1 + max(2.0 * line.size, first + 0.2 * line.size) < line.right


def _hangs(group: Sequence[PageLine], line: PageLine) -> bool:
    """Whether a line goes on in an item whose first line stands out to the left."""
    return line.box.x0 > group[0].box.x0 + 0.6 * line.size and bool(_BULLET.match(group[0].text))


def _is_heading(group: Sequence[PageLine], style: Style, words: PaperParts, following: PageLine | None) -> bool:
    text = " ".join(line.text for line in group)
    line = group[0]
    bare = text.lstrip("“\"‘'")
    if len(text) > _MAX_HEADING or len(group) > 4 or not bare[:1].isalnum() or words.caption_of(text):
        return False
    if not any(c.isalpha() for c in text) or bare[0].islower() or words.is_no_heading(text):
        return False
    known = words.heading_kind(text) is not None
    differs = line.font != style.font or abs(line.size - style.size) > 0.4
    if known and (differs or text.isupper() or _ENUMERATED.match(text)) and len(text) < 80:
        return True
    if not is_open(text.rstrip(":")) or text.endswith(","):
        return False
    if following is not None and line.size < style.size - 1.0:
        labels = words.label_kind(text) is not None and _same_style(line, following) and not _is_bold(following)
        return line.size > style.size - 2.5 and all(map(_is_bold, group)) and (labels or _is_body(following, style))
    if line.size < style.size - 1.0:
        return False
    if _is_larger(line, style) or all(_is_bold(each) for each in group):
        return True
    if text.isupper() and len(text.split()) < 12 and len(text) > 3:
        return True
    if _SUBNUMBERED.match(text) and len(group) < 3 and len(text) < _MAX_NUMBERED and following is not None:
        return following.text[:1].isupper() and group[-1].box.x1 < line.right - 2 * line.size and _same_style(line, following)
    set_apart = all(style.font not in each.fonts for each in group) and following is not None and style.font in following.fonts
    return set_apart and group[-1].box.x1 < line.right - 2 * line.size and abs(line.size - style.size) < 1.5


def _is_heading_above_another(group: Sequence[PageLine], style: Style, words: PaperParts) -> bool:
    """Whether a line above a heading is one as well; it is printed like other headings of the document."""
    text, line = group[0].text, group[0]
    is_other_print = style.font not in line.fonts and abs(line.size - style.size) < 1.5
    is_worded = text[0].isupper() and is_open(text) and text[-1].isalnum() and not words.is_no_heading(text) and not words.caption_of(text)
    return len(group) == 1 and is_other_print and is_worded and line.box.x1 < line.right - 2 * line.size


def _heading_levels(groups: Sequence[Sequence[PageLine]], style: Style, words: PaperParts) -> dict[tuple[float, bool, str], int]:
    """Heading style → depth: larger before smaller, bold before plain, the styles of "Methods" and "Results" highest."""
    found: Counter[tuple[float, bool, str]] = Counter()
    main: set[tuple[float, bool, str]] = set()
    for i, group in enumerate(groups):
        following = groups[i + 1][0] if i + 1 < len(groups) else None
        if group[0].grid is None and _is_heading(group, style, words, following):
            key = _heading_key(group[0])
            found[key] += 1
            if words.heading_kind(group[0].text) in ("introduction", "methods", "results", "discussion", "conclusion", "references"):
                main.add(key)
    top = max(main, key=lambda key: (key[0], key[1], found[key], key[2]), default=None)
    first = {key: place for place, key in enumerate(found)}  # of two prints alike in size, the one that comes first is the higher
    order = sorted(found, key=lambda key: (-key[0], not key[1], first[key]))
    if top is not None:
        order = [top, *(key for key in order if key != top)]
    return {key: level for level, key in enumerate(order, start=1)}


def _heading_key(line: PageLine) -> tuple[float, bool, str]:
    return round(line.size * 2) / 2, _is_bold(line), line.font


def _part(
    group: Sequence[PageLine],
    following: Sequence[PageLine] | None,
    style: Style,
    words: PaperParts,
    levels: dict[tuple[float, bool, str], int],
    *,
    is_title: bool,
) -> Part:
    first = group[0]
    if first.grid is not None:
        return Part("table", grid=first.grid)
    lines = tuple(Printed(line.text, line.box, line.words) for line in group)
    if is_title:
        return Part("title", lines)
    if words.caption_of(first.text):
        return Part("caption", lines)
    is_headed = following is not None and _heading_key(first) in levels and _heading_key(following[0]) in levels
    if _is_heading(group, style, words, following[0] if following else None) or (
        is_headed and _is_heading_above_another(group, style, words)
    ):
        level = 1 if words.heading_kind(first.text) == "abstract" else levels.get(_heading_key(first), len(levels) or 1)
        return Part("heading", lines, level=level)
    bullet = _BULLET.match(first.text)
    if bullet:
        shown = first.text if bullet.group()[0].isalnum() or bullet.group()[0] == "(" else first.text[bullet.end() :]
        return Part("list_item", (Printed(shown, first.box, first.words), *lines[1:]))
    return Part("paragraph", lines)


def _rejoined(parts: Sequence[Part], groups: Sequence[Sequence[PageLine]], style: Style) -> list[Part]:
    """The parts, with paragraphs joined that go on in the next column or on the next page.

    A paragraph goes on when its last line is open and runs to the margin, and the next paragraph of the same style is not
    indented. Tables, captions, small print and panels may stand between.
    """
    joined: list[Part] = []
    origin: list[Sequence[PageLine]] = []
    for part, group in zip(parts, groups, strict=True):
        before = joined[-1] if joined else None
        if (
            before is not None
            and part.kind == "paragraph"
            and before.kind in ("caption", "footnote", "paragraph")
            and goes_on(part.text)
            and is_open(before.text)
            and abs(origin[-1][-1].size - group[0].size) < 0.4
        ):
            joined[-1] = replace(before, lines=before.lines + part.lines)
            origin[-1] = group
            continue
        at = len(joined) - 1
        while at >= 0 and (
            joined[at].kind in ("table", "caption", "footnote")
            or (not _small(group, style) and _is_aside(joined[at], origin[at], style, goes_on=goes_on(part.text)))
        ):
            if (
                joined[at].kind in ("paragraph", "list_item")
                and not _small(origin[at], style)
                and _flows(origin[at][-1], group[0], joined[at])
            ):
                break
            at -= 1
        if (
            part.kind == "paragraph"
            and at >= 0
            and joined[at].kind in ("paragraph", "list_item")
            and _flows(origin[at][-1], group[0], joined[at])
        ):
            joined[at] = replace(joined[at], lines=joined[at].lines + part.lines)
            origin[at] = group
            continue
        if part.kind == "paragraph" and joined and joined[-1].kind == "table" and _small(group, style):
            part = Part("footnote", part.lines)
        joined.append(part)
        origin.append(group)
    return joined


def _is_aside(part: Part, group: Sequence[PageLine], style: Style, *, goes_on: bool) -> bool:
    """Whether a part is small print or of a panel, in another font than the text, between the halves of a paragraph.

    `goes_on` says that the second half begins in mid-sentence: then it is known by its words that something stands between.
    """
    if part.kind not in ("paragraph", "list_item", "heading"):
        return False
    if part.kind == "heading":
        return goes_on and group[0].size < style.size - _PANEL_HEAD
    return _small(group, style) or (goes_on and all(style.font not in line.fonts for line in group))


def _small(group: Sequence[PageLine], style: Style) -> bool:
    return group[0].grid is None and group[0].size < style.size - 0.6


def _flows(last: PageLine, first: PageLine, part: Part) -> bool:
    if last.column == first.column or last.grid is not None or first.grid is not None or not _same_style(last, first):
        return False
    if not is_open(part.text.rstrip(":;")) or _is_bold(last) != _is_bold(first):
        return False
    if first.text[:1].islower() or part.text.endswith(("-", "\u00ad", ",")):
        return True
    to_margin = last.box.x1 > last.right - 2 * last.size
    return to_margin and first.box.x0 < first.left + 0.6 * first.size and not _BULLET.match(first.text)
