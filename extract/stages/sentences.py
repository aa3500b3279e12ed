"""Sentences: split by the trained parser, which does not see the callouts, then mended by rules that can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extract.grammar.headings import PaperParts, load_paper_parts
from extract.language import Language
from extract.language.pieces import pieces
from extract.model.document import Block, Document, Section, Sentence
from extract.stages.citations import callout_spans
from extract.stages.sections import innermost

_BEARING = frozenset({"title", "heading", "paragraph", "list_item", "caption", "footnote"})
_MIN_HEADING_WORDS = 4

_FINAL = re.compile(r"[.?!][\"”’'»)\]]*$")
_GLUED = re.compile(r"(?:(?<=[a-z]{3})|(?<=[\])%]))[.?!](?=[A-Z][a-z]*\s[a-z(])")
_PLAIN_END = re.compile(r"(?:[a-z]{4}|[A-Za-z]*\d[A-Za-z0-9]*|[A-Z]{3}|[a-z][A-Z]|[\])%])[.?!][\"”’»]*\s+(?=[A-Z][a-z]+[\s,])")
"""Ends of sentences that need no judgement: a whole word, a symbol or a bracket, and a capitalized word after it."""
_INNER_END = re.compile(r"[.?!][\"”’'»)\]]*\s+\S|(?<=\w\w)[.?!](?=[A-Z])")
"""Without one of these a text is one sentence, and is not parsed to find out."""
_CLOSING = re.compile(r"(?<=[.?!])[\"”’»]+\s+")
_ENUMERATOR = re.compile(r"(?:^(?:[A-Z][a-z]+\.?\s*){0,2}(?:S(?=\d))?|[.?!:;]\s+)\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]$")
"""The number of an item, of a caption at the begin of a text or of a point behind a sentence: "in exon 3." is none."""
_POINT = re.compile(r"(?<=[.?!])\s+(\(?\d{1,2}[.)])$")
"""The number of a point that a sentence before it was given: it belongs to the one that it numbers."""
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]\.$")
_WORD = re.compile(r"\w")
_HEAD = re.compile(r"([^.:;?!]{3,90}):\s+(?=[A-Z])")
_LONGEST_HEAD = 9
_NUMBER = re.compile(r"(?<![\w.])[-−–±<(]*\d[\d.,·]*%?")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MANY_NUMBERS = 12
"""Fewer numbers than these do not make a table of a sentence."""


def split_sentences(
    document: Document, sections: tuple[Section, ...], language: Language, words: PaperParts | None = None
) -> tuple[Sentence, ...]:
    """The sentences of the document in text order; none crosses a block, `text == document.text[start:end]`.

    Made of titles, paragraphs, list items, captions, footnotes and of headings of four words or more; never of tables and
    references. Labels of structured abstracts ("METHODS:") are left out. The page is that of the sentence's first line.
    """
    words = words or load_paper_parts()
    bearing = [(index, block) for index, block in enumerate(document.blocks) if _bears_sentences(document, block)]
    parts: list[tuple[int, int, int]] = []
    for index, block in bearing:
        cut = pieces(document.text[block.start : block.end])
        parts.extend((index, block.start + start, block.start + start + len(piece)) for start, piece in cut)
    masked = [_without_callouts(document.text[start:end]) for _, start, end in parts]
    whole = {i for i, (index, _, _) in enumerate(parts) if document.blocks[index].kind in ("title", "heading")}
    several = [i for i, text in enumerate(masked) if i not in whole and _INNER_END.search(text)]
    bounds = dict(zip(several, language.sentence_bounds([masked[i] for i in several]), strict=True))
    line_starts = [line.start for line in document.lines]
    found: list[Sentence] = []
    for i, (index, start, end) in enumerate(parts):
        spans = [(0, end - start)] if i in whole else mended(document.text[start:end], masked[i], bounds.get(i, ()), words)
        if document.blocks[index].kind == "list_item":
            spans = [each for span in spans for each in without_head(document.text[start:end], *span)]
        for first, last in spans:
            text = document.text[start + first : start + last]
            if is_flattened_table(text):
                continue
            found.append(
                Sentence(
                    start=start + first,
                    end=start + last,
                    text=text,
                    section=innermost(sections, start + first, start + last),
                    block=index,
                    page=_page(document, line_starts, start + first),
                )
            )
    return tuple(found)


def without_head(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a list item's head and of the sentence behind its colon ("Loss of the Receptor: Cells that ..."); else the span itself.

    A head is short, half of its words begin with a capital, and so does the sentence.
    """
    match = _HEAD.match(text, start, end)
    if match is None or start > 0:
        return [(start, end)]
    words = match.group(1).split()
    capitals = sum(word[0].isupper() for word in words)
    if len(words) > _LONGEST_HEAD or capitals * 2 < len(words):
        return [(start, end)]
    head = [(start, match.end(1))] if len(words) >= _MIN_HEADING_WORDS else []
    return [*head, (match.end(), end)]


def is_flattened_table(text: str) -> bool:
    """Whether a piece of running text is the cells of a table one after the other, as a converter leaves them.

    Such a piece has many numbers, at least one for every two words; prose that lists results stays well below.
    """
    numbers = len(_NUMBER.findall(text))
    return numbers >= _MANY_NUMBERS and numbers * 2 >= len(_LETTERS.findall(text))


def mended(text: str, masked: str, bounds: Sequence[tuple[int, int]], words: PaperParts) -> list[tuple[int, int]]:
    """Spans of the sentences of a block, from the parser's bounds on its masked text.

    Borders inside brackets, after abbreviations and initials, and before lower case words are taken back; borders are added
    where a full stop is glued to the next sentence ("relapse.We") and around labels ("METHODS:"), which are dropped.
    """
    starts = {0, *(_before_number(masked, _behind_quotes(masked, start)) for start, _ in bounds)}
    starts.update(match.end() for match in (*_GLUED.finditer(masked), *_PLAIN_END.finditer(masked)))
    borders = sorted(start for start in starts if start == 0 or _is_border(text, masked, start, words))
    labels = list(words.run_in_heads(text))
    cut = sorted({*borders, *(label[0] for label in labels), *(label[1] for label in labels)})
    cut = [at for at in cut if at < len(text) and not any(label[0] < at < label[1] for label in labels)]
    dropped = {label[0] for label in labels}
    spans = []
    for start, end in zip(cut, [*cut[1:], len(text)], strict=True):
        if start in dropped:
            continue
        piece = text[start:end]
        first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if first < last and _WORD.search(text[first:last]):
            spans.append((first, last))
    return spans


def _behind_quotes(text: str, at: int) -> int:
    """Where a sentence begins that was said to begin at `at`: quotation marks behind a full stop close the one before."""
    closing = _CLOSING.match(text, at)
    return closing.end() if closing else at


def _before_number(text: str, at: int) -> int:
    """Where a sentence begins that was said to begin at `at`: the number of a point right before it is its own."""
    number = _POINT.search(text[:at].rstrip())
    return number.start(1) if number else at


def _is_border(text: str, masked: str, at: int, words: PaperParts) -> bool:
    """Whether a sentence may begin at `at`."""
    before, after = masked[:at].rstrip(), masked[at:].lstrip()
    if not before or not after:
        return False
    if not _FINAL.search(before):
        return False
    last_word = before.rsplit(None, 1)[-1].lstrip("([\"“'")
    if words.is_abbreviation(last_word) or _INITIAL.search(before[-4:]) or _ENUMERATOR.search(before, max(0, len(before) - 40)):
        return False
    first_word = re.match(r"[^\s]+", after)
    if first_word and re.fullmatch(r"[a-zäöüéèα-ω]{2,}[,;:.]?", first_word.group()):
        return False
    if after[0] in ",;:)]}":
        return False
    if before[-1] == "." and after[0].isdigit() and ((before[-2:-1].isdigit() and masked[at - 1] != " ") or before[-2:-1] == " "):
        return False  # a number with a decimal point, whole or torn
    return not _inside_brackets(masked, at)


def _inside_brackets(masked: str, at: int) -> bool:
    """Whether a bracket that was opened within the last few hundred characters is closed only after `at`."""
    begin = max(0, at - 400)
    for opening, closing in ("()", "[]"):
        depth = 0
        for character in masked[begin:at]:
            if character == opening:
                depth += 1
            elif character == closing:
                depth = max(0, depth - 1)
        if depth:
            rest = masked[at : at + 300]
            closes, opens = rest.find(closing), rest.find(opening)
            if closes >= 0 and (opens < 0 or closes < opens):
                return True
    return False


def _bears_sentences(document: Document, block: Block) -> bool:
    if block.kind == "heading":
        return len(document.text[block.start : block.end].split()) >= _MIN_HEADING_WORDS
    return block.kind in _BEARING


def _without_callouts(text: str) -> str:
    """The text with its callouts as spaces, of the same length."""
    for start, end in callout_spans(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _page(document: Document, line_starts: list[int], at: int) -> int | None:
    """The page of the line that holds an offset, None in documents without pages."""
    index = bisect_right(line_starts, at) - 1
    if index < 0:
        return None
    box = document.lines[index].box
    return box.page if box else None
