"""Reference lists: where an entry begins, what it is called by, and what it says about itself."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.grammar.citing import Citing, load_citing

if TYPE_CHECKING:
    from extract.read.parts import Part, Printed

_NUMBERED = re.compile(r"^(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})(?:[.)]|(?=\s)))\s*(?=\S)")
_DOI = re.compile(r"\b(10\.\d{4,9}/(?:[^\s\"]+[\[<][^\s\"]*[\]>][^\s\"]*;2(?:-\w)?|[^\s\"<>\[\]]+[^\s\"<>\[\].,;:)]))")
"""A DOI without the punctuation behind it; older ones hold brackets and end in a check character, as in "…43:3<1::AID-X1>3.0.CO;2-J"."""
_PMID = re.compile(r"\b(?:PMID|PubMed)\s*:?\s*(\d{5,9})\b", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)([a-z]?)\b")
_YEAR_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)([a-z]?)\b")
_YEAR_OF_VOLUME = re.compile(r"\b((?:19|20)\d\d)([a-z]?)(?:[ ,]\s*\w{3,9}\.?)?(?:\s+\d{1,2})?;\s*(?:suppl|[A-Z]?\d)", re.I)
_YEAR_BEFORE_VOLUME = re.compile(r"\b((?:19|20)\d\d)([a-z]?)(?:[ ,]\s*\w{3,9})?(?:\s+\d{1,2})?\s*[;,]")
_YEAR_AFTER_AUTHORS = re.compile(r"(?<=[.,)] )((?:19|20)\d\d)([a-z]?)(?=[.:,])")
_IN_PRESS = re.compile(r"\bin press\b", re.I)
_COMPLETE = re.compile(r"(?:[.\d)\]/]|\b[a-z]\d+|https?://\S+)\s*$")
_LONGEST_ENTRY = 900
_FEWEST_AUTHORS = 6
"""So many authors show whether a list is in the order of the alphabet."""
_INDENT = 3.0
"""Points by which a line must stand further right than the first of its entry to be known as going on with it."""


def numbered_label(line: str) -> tuple[str, str] | None:
    """Label and rest of a line that begins an entry of a numbered list, None for other lines.

    >>> numbered_label("[12] Nagy P: Masking of epitopes.")
    ('12', 'Nagy P: Masking of epitopes.')
    """
    match = _NUMBERED.match(line)
    if match is None:
        return None
    label = match["square"] or match["round"] or match["plain"]
    return label, line[match.end() :]


def author_label(entry: str) -> str | None:
    """First author's surname and year of an entry without a number, None when it does not say both.

    >>> author_label("van Dam P, Hall K (2004a) Signals of growth. Cell 3:4")
    'van Dam 2004a'
    """
    ways = load_citing()
    found = ways.author_match(entry) or ways.group_match(entry)
    author = re.sub(r"\s\(\w+\)$", "", found["author"]) if found else None
    if author is None:
        word = re.match(r"[^\W\d_][\w'’-]+", entry)
        author = word.group() if word else None
    year = _printed_year(entry)
    said = "".join(year) if year else "in press" if _IN_PRESS.search(entry) else None
    return f"{author} {said}" if author and said else None


def entry_details(entry: str) -> tuple[str | None, str | None, int | None]:
    """DOI, PMID and year as printed in an entry; None for what it does not say."""
    doi, pmid = _DOI.search(entry), _PMID.search(entry)
    year = _printed_year(entry)
    return (doi.group(1) if doi else None, pmid.group(1) if pmid else None, int(year[0]) if year else None)


def _printed_year(entry: str) -> tuple[str, str] | None:
    """The year of an entry and the letter behind it ("2004", "a")."""
    without_links = _DOI.sub(" ", re.sub(r"https?://\S+", " ", entry))
    ways = (_YEAR_OF_VOLUME, _YEAR_IN_BRACKETS, _YEAR_BEFORE_VOLUME, _YEAR_AFTER_AUTHORS)
    year = next((match for way in ways if (match := way.search(without_links))), None)
    if year is None:
        years = list(_YEAR.finditer(without_links))
        year = years[-1] if years else None
    return (year[1], year[2]) if year else None


def entries_without_numbers(parts: Sequence[Part]) -> list[Part]:
    """The parts of a list without numbers as one part of kind `reference` for each entry, labelled by author and year.

    A new entry begins at a line that begins with an author, after a line that completes the one before. What is no entry and
    goes on with none, such as the end of a paragraph from another column, stays what it was. Buttons of the publisher's web page
    are left out.
    """
    ways = load_citing()
    found: list[Part] = []
    for part in parts:
        if not (lines := tuple(line for line in part.lines if not ways.is_link(line.text))):
            continue
        pieces = _split(replace(part, lines=lines), ways)
        before = found[-1] if found else None
        if before is not None and before.kind == "reference" and _goes_on(before, pieces[0], ways):
            found[-1] = replace(before, lines=before.lines + pieces[0].lines)
            pieces = pieces[1:]
        found.extend(replace(piece, kind="reference") if _is_entry(piece, ways) else piece for piece in pieces)
    begun = [i for i, part in enumerate(found) if ways.first_author(part.text) is not None]
    if len(begun) > 0.8 * len(found):  # below a list of authors stand notes of the publisher that have years, too
        found = [replace(part, kind="paragraph") if i > begun[-1] else part for i, part in enumerate(found)]
    return _labelled(found)


def without_colophon(entry: Part) -> list[Part]:
    """An entry, and as a part of its own what stands below the list: how the article itself is cited, with its DOI."""
    ways = load_citing()
    at = next((i for i, line in enumerate(entry.lines) if i and ways.begins_colophon(line.text)), None)
    if at is None:
        return [entry]
    if at > 1 and re.fullmatch(r"doi:?\s*10\.\S+", entry.lines[at - 1].text.strip(), re.I):
        at -= 1
    return [replace(entry, lines=entry.lines[:at]), replace(entry, kind="footnote", label=None, lines=entry.lines[at:])]


def begins_entry(text: str) -> bool:
    """Whether a text begins with an author and says a year, as an entry of a list without numbers does."""
    return len(text) < _LONGEST_ENTRY and load_citing().first_author(text) is not None and author_label(text) is not None


def _split(part: Part, ways: Citing) -> list[Part]:
    begins = _begins(part, ways)
    groups: list[list[Printed]] = [[part.lines[0]]]
    for i, line in enumerate(part.lines[1:], 1):
        if i in begins and _is_complete(" ".join(each.text for each in groups[-1])) and not _is_indented(line, groups[-1][0]):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [replace(part, lines=tuple(group)) for group in groups]


def _begins(part: Part, ways: Citing) -> set[int]:
    """The lines that may begin an entry: those with an author; in a list by the alphabet also those with a body, each in its order."""
    authors = {i: name for i, line in enumerate(part.lines) if (name := ways.first_author(line.text))}
    named = {
        i: found["author"] for i, line in enumerate(part.lines) if (found := ways.author_match(line.text) or ways.group_match(line.text))
    }
    in_order = max((_in_order(named, particles=particles) for particles in (True, False)), key=len)
    alphabetical = len(authors) >= _FEWEST_AUTHORS and len(in_order & set(authors)) > 0.7 * len(authors)
    return in_order if alphabetical else set(authors)


def _in_order(named: dict[int, str], *, particles: bool) -> set[int]:
    """The most lines whose names follow one another in the alphabet, "van" and the like counted or not."""
    keys: list[str] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for i, name in named.items():
        key = _letters(name).casefold().removeprefix("the ")
        key = key if particles else re.sub(r"^(?:[a-z]{1,5} ){1,3}(?=[a-z]{3})", "", key)
        at = bisect_right(keys, key)
        keys[at : at + 1], ends[at : at + 1] = [key], [i]
        before[i] = ends[at - 1] if at else None
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _letters(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if char.isalpha() or char == " ")


def _is_complete(entry: str) -> bool:
    return _COMPLETE.search(entry) is not None and (_printed_year(entry) is not None or _IN_PRESS.search(entry) is not None)


def _is_indented(line: Printed, first: Printed) -> bool:
    if line.box is None or first.box is None or abs(line.box.x0 - first.box.x0) > 150 or line.box.page != first.box.page:
        return False
    return line.box.x0 > first.box.x0 + _INDENT


def _goes_on(before: Part, part: Part, ways: Citing) -> bool:
    """Whether a part is what an incomplete entry before it lacks."""
    begins = part.text[:1].isupper() and ways.first_author(part.text) is not None
    return not begins and not _is_complete(before.text) and len(before.text) + len(part.text) < _LONGEST_ENTRY


def _is_entry(part: Part, ways: Citing) -> bool:
    if part.kind not in ("paragraph", "list_item", "reference") or not (part.text[:1].isalpha() or part.text[:1] in "[(“\"'"):
        return False
    if ways.first_author(part.text) is not None:
        return True
    return part.text[:1].isupper() and len(part.text) < _LONGEST_ENTRY and _printed_year(part.text) is not None


def _labelled(entries: Sequence[Part]) -> list[Part]:
    """The entries with their labels; of entries with the same author and year each gets its place among them."""
    labels = [author_label(entry.text) if entry.kind == "reference" else None for entry in entries]
    counts = Counter(label for label in labels if label)
    seen: Counter[str] = Counter()
    found: list[Part] = []
    for entry, label in zip(entries, labels, strict=True):
        if label and counts[label] > 1:
            seen[label] += 1
            label = f"{label} ({seen[label]})"
        found.append(replace(entry, label=label) if entry.kind == "reference" else entry)
    return found
