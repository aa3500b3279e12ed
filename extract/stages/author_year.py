"""Callouts by author and year: which entry "(Smith et al., 2004)" and "Smith and Jones (2004a)" name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extract.grammar.citing import CalloutWay, load_citing
from extract.model.document import Block, Citation, Document, Reference

_BRACKETS = re.compile(r"\([^()]{3,600}\)|\[[^\[\]]{3,600}\]")
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?|\b[a-h]\b|in press|in preparation")
_AUTHORS_END = re.compile(r"[:(]|\.\s(?=[^\W\d_]{3})|\b(?:19|20)\d\d")
_OTHER = re.compile(r"(?:,|;|&|\band\b|\.)\s*(?:and\s|&\s)?(?=[^\W\d_a-z][\w’'-]*[a-z])|\bet al")
_PARTICLE = re.compile(r"^(?:[a-z]{1,5}\s)+(?=[^\W\d_])")
_SURNAME = re.compile(r"[^\W\d_a-z][\w'’-]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER_AFTER = re.compile(r",?\s?\[\d|\^\d")
"""The callout of those who also name authors and year: "(Miller et al., 2004) [11]"."""
_FEW_WORDS = 4
"""With no more words than these ("see", "for example") brackets hold callouts alone."""
UNPUBLISHED = "unpublished"


def author_year_citations(document: Document, blocks: Sequence[Block], *, by_number: bool = False) -> Iterator[Citation]:
    """The callouts by author and year in some blocks of a document, one Citation for each entry named, and those of unpublished work.

    A span is that of the brackets where they hold nothing but callouts, else that of the one callout; authors who belong to
    the sentence stay outside. Where several entries are meant as well, the callout stays unresolved under its own words.
    A document that cites `by_number` names authors and years only beside its numbers: there they are no callouts.
    """
    entries = _Entries(document.references)
    for block in blocks:
        if block.kind == "title":
            continue
        text = document.text[block.start : block.end]
        for start, end, label, resolved in _callouts(text, entries):
            if not by_number or label == UNPUBLISHED:
                yield Citation(block.start + start, block.start + end, label, resolved)


def _callouts(text: str, entries: _Entries) -> Iterator[tuple[int, int, str, bool]]:
    ways = load_citing()
    taken: list[tuple[int, int]] = []
    for brackets in _BRACKETS.finditer(text):
        found = list(_inside(brackets, [way for way in ways.callouts if way.where == "brackets"], entries))
        if found:
            taken.append(brackets.span())
            yield from found
    for start, end, named in _in_prose(text, ways.callouts, entries):
        if text[start - 1] in "([" and text[end : end + 1] in (")", "]"):
            start, end = start - 1, end + 1
        if not any(start < e and end > s for s, e in taken) and not _NUMBER_AFTER.match(text, end):
            taken.append((start, end))
            yield from ((start, end, label, resolved) for label, resolved in named)


def _in_prose(text: str, ways: Sequence[CalloutWay], entries: _Entries) -> Iterator[tuple[int, int, list[tuple[str, bool]]]]:
    """Where a year stands behind authors who belong to the sentence, and what it names."""
    for way in ways:
        for match in way.way.pattern.finditer(text) if way.where == "prose" else ():
            if named := list(_named(match, way, entries)):
                yield *match.span("years"), named
    for start, end, named in entries.groups_in(text):
        if (bracket := text.rfind("(", start, end)) >= 0 and text[end : end + 1] == ")":
            yield bracket + 1, end, named


def _inside(brackets: re.Match[str], ways: Sequence[CalloutWay], entries: _Entries) -> Iterator[tuple[int, int, str, bool]]:
    words = brackets.group()[1:-1]
    found: list[tuple[int, int, list[tuple[str, bool]]]] = []
    if _NUMBER_AFTER.match(brackets.string, brackets.end()):
        return
    for way in ways:
        for match in way.way.pattern.finditer(words):
            free = all(match.end() <= start or match.start() >= end for start, end, _ in found) and not _NUMBER_AFTER.match(
                words, match.end()
            )
            if free and (named := list(_named(match, way, entries))):
                found.append((match.start(), match.end(), named))
    found += [each for each in entries.groups_in(words) if all(each[1] <= start or each[0] >= end for start, end, _ in found)]
    rest = words
    for start, end, _ in found:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    for piece in re.finditer(r"[^;]+", rest):
        if load_citing().is_unpublished(piece.group()):
            found.append((piece.start(), piece.end(), [(UNPUBLISHED, False)]))
            rest = rest[: piece.start()] + " " * len(piece.group()) + rest[piece.end() :]
    whole = len(_WORD.findall(rest)) <= _FEW_WORDS
    at = brackets.start() + 1
    for start, end, named in sorted(found):
        span = brackets.span() if whole else (at + start, at + end)
        yield from ((*span, label, resolved) for label, resolved in named)


def _named(match: re.Match[str], way: CalloutWay, entries: _Entries) -> Iterator[tuple[str, bool]]:
    """Labels of what a callout names, and whether the list has it."""
    groups = match.groupdict()
    author = " ".join(match["author"].split())
    others = match.string[match.end("author") : match.end("second")] if groups.get("second") else ""
    more = groups.get("more") is not None
    last = ""
    for year in _YEAR.findall(match["years"]):
        last = year if len(year) > 1 else last[:4] + year
        names = [author, *_SURNAME.findall(others)]
        tried = (entries.label(first, last, names[i + 1 :], more=more) for i, first in enumerate(names[: max(1, len(names) - 1)]))
        label = next((found for found in tried if found), None)  # the first name may be a place: "In Vienna, Miller and Hall (2004) saw"
        if label is not None:
            yield label, True
        elif not last[:1].isdigit():
            yield UNPUBLISHED, False  # "in press", and the list does not have it
        elif not way.alone:
            meant_several = entries.has(author, last)
            yield (" ".join(match.group().split()) if meant_several else f"{author} {last}"), False


class _Entries:
    """The entries of a reference list by first author and year."""

    def __init__(self, references: Sequence[Reference]) -> None:
        ways = load_citing()
        self._groups: list[tuple[re.Pattern[str], Reference]] = []
        found: defaultdict[tuple[str, str], list[tuple[Reference, str]]] = defaultdict(list)
        for reference in references:
            begin = ways.author_match(reference.text) or ways.group_match(reference.text)
            if begin is None:
                continue
            rest = reference.text[begin.end() :]
            for name in _spellings(begin["author"]):
                found[name, _said_year(reference)].append((reference, rest))
            if reference.year is not None:
                self._groups += [(pattern, reference) for pattern in _of_group(begin["author"], _said_year(reference))]
        self._found: Mapping[tuple[str, str], list[tuple[Reference, str]]] = found

    def groups_in(self, words: str) -> Iterator[tuple[int, int, list[tuple[str, bool]]]]:
        """Where authors of several words ("World Health Organization 2010") stand in the words between brackets, with their labels."""
        for pattern, reference in self._groups:
            for match in pattern.finditer(words):
                yield match.start(), match.end(), [(reference.label, True)]

    def has(self, author: str, year: str) -> bool:
        """Whether there is any entry of that author and year, letters of the year aside."""
        return bool(self._of(author, year))

    def label(self, author: str, year: str, others: Sequence[str], *, more: bool) -> str | None:
        """The label of the one entry that an author and a year name, None when there is none or more than one.

        Among several of the same year the number of authors named decides: one, two, or "et al.".
        """
        entries = self._of(author, year)
        if len(entries) > 1:
            if others:
                entries = [each for each in entries if all(_plain(other) in _plain(each[1][:200]) for other in others)]
            else:
                entries = [each for each in entries if (_others(each[1]) > 1 if more else not _others(each[1]))]
        return entries[0][0].label if len(entries) == 1 else None

    def _of(self, author: str, year: str) -> list[tuple[Reference, str]]:
        for name in _spellings(author):
            exact = self._found.get((name, year), [])
            if exact:
                return exact
            if year[-1:].isalpha() and year[:4].isdigit():  # the list may leave out the letter when there is only one
                entries = self._found.get((name, year[:4]), [])
                return entries if len(entries) == 1 else []
            lettered = [each for letter in "abcdefgh" for each in self._found.get((name, year + letter), [])]
            if lettered:
                return lettered
        return []


def _others(rest: str) -> int:
    """How many authors an entry names after the first; "et al." are two."""
    end = _AUTHORS_END.search(rest)
    named = _OTHER.findall(rest[: end.start()] if end else rest[:200])
    return len(named) + ("et al" in named)


def _said_year(reference: Reference) -> str:
    """Year with its letter as the text of an entry has it; "in press" where it has none."""
    if reference.year is None:
        return "in press"
    lettered = re.search(rf"\b{reference.year}([a-h])\b", reference.text)
    return f"{reference.year}{lettered[1] if lettered else ''}"


def _of_group(author: str, year: str) -> Iterator[re.Pattern[str]]:
    """How the text calls an author of several words or of capitals ("World Health Organization", "UNICEF"), also by its own short name."""
    named = re.fullmatch(r"(.+?)\s\((\w+)\)", author)
    for name in named.groups() if named else (author,):
        if " " in name or name.isupper():
            yield re.compile(rf"(?<!\w){re.escape(name)}(?:\s\(\w+\))?,?\s\(?{year}(?!\w)")


def _plain(name: str) -> str:
    """A name in lower case, without accents, hyphens and apostrophes."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.sub(r"[-'’]", "", bare).casefold().replace("\u0131", "i")


def _spellings(name: str) -> tuple[str, ...]:
    """A surname with and without "van", "de la" and the like before it; of several words also the last."""
    plain = _plain(" ".join(name.split()))
    return tuple(dict.fromkeys((plain, _PARTICLE.sub("", plain), plain.rsplit(" ", 1)[-1])))
