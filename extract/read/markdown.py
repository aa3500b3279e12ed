"""Markdown as papers are written or exported in it: headings, lists, tables, emphasis, links, superscripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.read.flow import continued_paragraphs, with_captions, with_references
from extract.read.hyphens import Hyphens
from extract.read.parts import Part, Printed
from extract.read.tables.grid import Grid
from extract.read.text import TextParts

_LOOKED_AT = 200_000
"""How much of a text tells whether it is Markdown, in characters."""
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•]|(\d{1,3})[.)])\s+(?=\S)")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_PIPE_RULE = re.compile(r"^\s*(?:\|\s*)?:?-{2,}:?(?:\s*\|\s*:?-{2,}:?)*\s*(?:\|\s*)?$")
_FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:\s*")
_EMPHASIS = (
    re.compile(r"(\*\*\*|___)(?=\S)(.{1,400}?)(?<=\S)\1"),
    re.compile(r"(\*\*)(?=\S)(.{1,400}?)(?<=\S)\1"),
    re.compile(r"(?<![\w_])(__)(?=\S)(.{1,400}?)(?<=\S)\1(?![\w_])"),
    re.compile(r"(?<![\w*\\])(\*)(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*\\])\1(?![\w*])"),
    re.compile(r"(?<![\w_\\])(_)(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s_\\])\1(?![\w_])"),
)
_IMAGE = re.compile(r"!\[([^\]]{0,400})\]\([^)]{0,2000}\)")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]]{1,400})\]\((?:<[^>]{0,2000}>|[^()\s]{0,2000}(?:\([^()]{0,400}\)[^()\s]{0,400}){0,4})(?:\s+\"[^\"]{0,400}\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_SUPERSCRIPT = re.compile(r"<sup>\s*(.{0,80}?)\s*</sup>", re.I | re.S)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,400})?/?>")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])")
_CODE = re.compile(r"(`{1,3})(.{1,400}?)\1")
_ALL_BOLD = re.compile(r"^(?:\*\*[^*]+\*\*|__[^_]+__)\s*:?$")


def looks_like_markdown(text: str) -> bool:
    """Whether the text carries Markdown's signs: headings with #, a pipe table, or bold words together with lists."""
    text = text[:_LOOKED_AT]
    lines = text.split("\n")
    headings = sum(1 for line in lines if _HEADING.match(line) and line.strip("# ").strip())
    tables = any(_PIPE_RULE.match(line) and "|" in line for line in lines)
    bold = len(_EMPHASIS[1].findall(text))
    items = sum(1 for line in lines if _ITEM.match(line))
    return headings >= 2 or tables or (headings >= 1 and (bold or items) > 0) or (bold >= 3 and items >= 3)


def read_markdown(text: str, words: PaperParts) -> TextParts:
    """The parts of a Markdown document, with its markup removed."""
    text = _COMMENT.sub("", text)
    furniture: list[str] = []
    lines, about = _without_metadata(text.split("\n"))
    kept = []
    for line in lines:
        if line.strip() and words.is_furniture(_plain(line)):
            furniture.append(_plain(line))
        else:
            kept.append(line)
    parts = with_captions(_with_title(list(_parts(kept)), words), words)
    parts = with_references(continued_paragraphs(parts), words)
    hyphens = Hyphens([line.text for part in parts for line in part.lines])
    return TextParts(tuple(parts), (*furniture, *about), hyphens)


def _without_metadata(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines after a YAML head, and the lines of that head."""
    if lines and lines[0].strip() == "---":
        for i, line in enumerate(lines[1:60], start=1):
            if line.strip() in ("---", "..."):
                return lines[i + 1 :], lines[1:i]
    return lines, []


def _parts(lines: Sequence[str]) -> Iterator[Part]:
    position = 0
    while position < len(lines):
        line = lines[position]
        if not line.strip() or _RULE.match(line) or (not _plain(line) and not _FENCE.match(line)):
            position += 1
            continue
        if fence := _FENCE.match(line):
            end = next((i for i in range(position + 1, len(lines)) if lines[i].strip().startswith(fence[1])), len(lines))
            yield Part("table", tuple(Printed(row) for row in lines[position + 1 : end]))
            position = end + 1
            continue
        if heading := _HEADING.match(line):
            yield Part("heading", (Printed(_plain(heading[2] or "")),), level=len(heading[1]))
            position += 1
            continue
        size, grid = _table(lines, position)
        if grid is not None:
            yield Part("table", grid=grid)
            position += size
            continue
        if position + 1 < len(lines) and (rule := _UNDERLINE.match(lines[position + 1])) and not _ITEM.match(line):
            yield Part("heading", (Printed(_plain(line)),), level=1 if "=" in rule[1] else 2)
            position += 2
            continue
        size = _paragraph_size(lines, position)
        yield _text_part(lines[position : position + size])
        position += size


def _paragraph_size(lines: Sequence[str], position: int) -> int:
    size = 1
    while position + size < len(lines):
        line = lines[position + size]
        begins_other = _HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line) or _RULE.match(line) or _FOOTNOTE.match(line)
        if not line.strip() or begins_other or _table(lines, position + size)[1] is not None:
            break
        size += 1
    return size


def _text_part(lines: Sequence[str]) -> Part:
    note = _FOOTNOTE.match(lines[0])
    if note:
        return Part("footnote", tuple(Printed(_plain(line)) for line in [lines[0][note.end() :], *lines[1:]]))
    item = _ITEM.match(lines[0])
    if item is None:
        if len(lines) == 1 and _ALL_BOLD.match(lines[0].strip()) and len(lines[0].split()) <= 16 and not _plain(lines[0]).endswith("."):
            return Part("heading", (Printed(_plain(lines[0])),), level=6)
        return Part("paragraph", tuple(Printed(_plain(re.sub(r"^\s*>\s?", "", line))) for line in lines))
    first = _plain(lines[0][item.end() :])
    if item[2]:
        first = f"{item[2]}. {first}"
    return Part("list_item", (Printed(first), *(Printed(_plain(line)) for line in lines[1:])))


def _table(lines: Sequence[str], position: int) -> tuple[int, Grid | None]:
    """How many lines the table takes that begins here, and its cells; (0, None) where none begins."""
    if "|" in lines[position] and position + 1 < len(lines) and "|" in lines[position + 1] and _PIPE_RULE.match(lines[position + 1]):
        end = position + 2
        while end < len(lines) and "|" in lines[end] and lines[end].strip():
            end += 1
        rows = [_pipe_cells(line) for line in (lines[position], *lines[position + 2 : end])]
        return end - position, _grid(rows)
    end = position
    while end < len(lines) and "\t" in lines[end].strip("\n") and lines[end].strip() and not _ITEM.match(lines[end]):
        end += 1
    if end - position >= 2:
        rows = [[_plain(cell) for cell in line.split("\t")] for line in lines[position:end]]
        if max(len(row) for row in rows) > 1 and sum(sum(map(bool, row)) > 1 for row in rows) * 2 >= len(rows):
            return end - position, _grid(rows)
    return 0, None


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    used = [c for c in range(width) if any(row[c] for row in full)]
    return Grid.of_words([[row[c] for c in used] for row in full])


def _pipe_cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [_plain(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", line)]


def _plain(line: str) -> str:
    """The words of a line without markup; "<sup>3</sup>" becomes "^3"."""
    line = _IMAGE.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _AUTOLINK.sub(r"\1", line)
    line = _BREAK.sub(" ", line)
    line = _SUPERSCRIPT.sub(lambda match: f"^{_TAG.sub('', match[1])}" if match[1] else "", line)
    line = _TAG.sub("", line)
    for emphasis in _EMPHASIS:
        line = emphasis.sub(r"\2", line)
    line = _CODE.sub(r"\2", line)
    return html.unescape(_ESCAPED.sub(r"\1", line)).strip()


def _with_title(parts: list[Part], words: PaperParts) -> list[Part]:
    """The parts, the first heading as title when it is the highest of its kind and nothing but notes stands before it."""
    for i, part in enumerate(parts):
        if part.kind == "heading":
            levels = [p.level or 9 for p in parts if p.kind == "heading"]
            if part.level == min(levels) and i <= 2 and words.heading_kind(part.text) is None and len(parts) > 1:
                parts[i] = replace(part, kind="title", level=None)
            break
        if part.kind not in ("paragraph",) or len(part.text) > 200:
            break
    return parts
