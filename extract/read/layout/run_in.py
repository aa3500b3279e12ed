"""Run-in headings: bold or italic words at the begin of a paragraph, up to a full stop or colon, that head what follows on the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.headings import PaperParts
from extract.model.document import RUN_IN_LEVEL
from extract.read.layout.lines import line_text
from extract.read.parts import Part, Printed
from extract.read.pdf.page import Word

_MAX_WORDS = 14
_MAX_CHARACTERS = 120
_FEWEST = 2
"""So many headings of one print show that the document has run-in headings; fewer must be words that are known to head sections."""
_STOPS = (".", ":", "?", "—")


def leading_words(words: Sequence[Word], size: float, font: str) -> int:
    """How many words at the begin of a paragraph are a run-in heading: words of another font than the text, the last with a stop.

    `size` and `font` are the print of the running text, and so are those of the word that follows.
    """
    first = words[0]
    if first.font == font or abs(first.size - size) > 1.0 or not (first.text[0].isupper() or first.text[0].isdigit()):
        return 0
    count = next((i for i, word in enumerate(words) if word.font != first.font), len(words))
    if count == len(words) or count > _MAX_WORDS or words[count].font != font or not any(word.text[0].isalpha() for word in words[:count]):
        return 0
    last = words[count - 1].text
    if not last.endswith(_STOPS) or (words[count].text[0].islower() and not last.endswith(":")):
        return 0
    is_initial = last.endswith(".") and len(last) == 2 and last[0].isalpha()
    return 0 if is_initial or sum(len(word.text) + 1 for word in words[:count]) > _MAX_CHARACTERS else count


def with_run_in_headings(parts: Sequence[Part], size: float, font: str, words: PaperParts) -> list[Part]:
    """The parts, with each run-in heading of the body as a heading of its own before its paragraph, below all other headings.

    The labels of an abstract stay in their paragraphs: they divide it. A print that heads one paragraph alone is emphasis, unless
    its words are known to head sections.
    """
    body = _body(parts, words)
    cuts = {i: cut for i in body if (cut := _cut(parts[i], size, font, words))}
    prints = Counter(parts[i].lines[0].words[0].font for i in cuts)
    cuts |= {i: cut for i in _before_sections(parts, words) if (cut := _label(parts[i], words))}
    found: list[Part] = []
    for i, part in enumerate(parts):
        head, rest = _divided(part, cuts[i]) if i in cuts else (part.lines, ())
        title = " ".join(line.text for line in head)
        is_usual = i in body and prints[head[0].words[0].font] >= _FEWEST
        if i in cuts and (is_usual or words.heading_meaning(title)[0] is not None):
            level = 1 if words.heading_kind(title) == "abstract" else RUN_IN_LEVEL
            found += [Part("heading", head, level=level), replace(part, lines=rest)]
        elif is_usual and _fills_its_line(part, size) and i + 1 < len(parts) and parts[i + 1].kind == "paragraph":
            found.append(Part("heading", head, level=RUN_IN_LEVEL))
        else:
            found.append(part)
    return found


def _fills_its_line(part: Part, size: float) -> bool:
    """Whether a paragraph is nothing but the words of a run-in heading, for which there was no more room on the line."""
    printed = [word for line in part.lines for word in line.words]
    alike = len({word.font for word in printed}) == 1 and all(abs(word.size - size) < 1.0 for word in printed)
    return alike and len(part.lines) == 1 and len(printed) <= _MAX_WORDS and part.text[0].isupper() and part.text.endswith(_STOPS)


def _body(parts: Sequence[Part], words: PaperParts) -> list[int]:
    """Where the paragraphs with known places are that stand behind the abstract and before the reference list."""
    kind = None
    found: list[int] = []
    for i, part in enumerate(parts):
        if part.kind == "heading":
            kind = words.heading_kind(part.text) or kind
        elif part.kind == "paragraph" and kind not in (None, "abstract", "references") and part.lines[0].words:
            found.append(i)
    return found


def _before_sections(parts: Sequence[Part], words: PaperParts) -> list[int]:
    """Where the paragraphs with known places are that stand behind the title and before the first section of the paper."""
    title = next((i for i, part in enumerate(parts) if part.kind == "title"), len(parts))
    kinds = ((i, words.heading_kind(part.text)) for i, part in enumerate(parts) if part.kind == "heading")
    end = next((i for i, kind in kinds if kind not in (None, "abstract")), len(parts))
    return [i for i in range(title + 1, end) if parts[i].kind == "paragraph" and parts[i].lines[0].words]


def _label(part: Part, words: PaperParts) -> int:
    """The number of the words at the begin of a paragraph that label the abstract or a part of it by their print alone, without a stop."""
    printed = part.lines[0].words
    count = next((i for i, word in enumerate(printed) if word.font != printed[0].font), 0)
    label = " ".join(word.text for word in printed[:count])
    is_bare = label[-1:].isalnum() and line_text(printed) == part.lines[0].text and printed[count].text[0].isupper()
    return count if is_bare and len(part.lines) > 1 and words.label_kind(label) is not None else 0


def _cut(part: Part, size: float, font: str, words: PaperParts) -> int:
    """The number of the words of a run-in heading at the begin of a paragraph, 0 where there is none."""
    printed = [word for line in part.lines[:3] for word in line.words]
    cut = leading_words(printed, size, font)
    title = " ".join(word.text for word in printed[:cut])
    is_whole = line_text(part.lines[0].words) == part.lines[0].text
    return cut if is_whole and not words.caption_of(title) and not words.is_no_heading(title) else 0


def _divided(part: Part, cut: int) -> tuple[tuple[Printed, ...], tuple[Printed, ...]]:
    """The lines of a part up to a word, and from there on."""
    head: list[Printed] = []
    for at, line in enumerate(part.lines):
        if cut >= len(line.words):
            head.append(line)
            cut -= len(line.words)
            continue
        rest = [_piece(line, line.words[cut:]), *part.lines[at + 1 :]]
        return (*head, _piece(line, line.words[:cut])) if cut else tuple(head), tuple(rest)
    return tuple(head), ()


def _piece(line: Printed, words: Sequence[Word]) -> Printed:
    if line.box is None or not words:
        return replace(line, text=line_text(words) if words else "", words=tuple(words))
    box = replace(line.box, x0=round(min(w.x0 for w in words), 2), x1=round(max(w.x1 for w in words), 2))
    return Printed(line_text(words), box, tuple(words))
