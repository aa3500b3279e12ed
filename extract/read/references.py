"""Reference lists: where an entry begins, what it is called by, and what it says about itself."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})(?:[.)]|(?=\s)))\s*(?=\S)")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>\[\]]+[^\s\"<>\[\].,;:)])")
_PMID = re.compile(r"\b(?:PMID|PubMed)\s*:?\s*(\d{5,9})\b", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)[a-z]?\b")
_YEAR_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)[a-z]?\b")
_YEAR_BEFORE_VOLUME = re.compile(r"\b((?:19|20)\d\d)(?:[ ,]\s*\w{3,9})?(?:\s+\d{1,2})?\s*[;,]")


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
    """First author's surname and year of an entry without a number ("Nagy 2005"), None when it does not say both."""
    author = re.match(r"[^\W\d_][\w'’-]+", entry)
    year = entry_details(entry)[2]
    return f"{author.group()} {year}" if author and year else None


def entry_details(entry: str) -> tuple[str | None, str | None, int | None]:
    """DOI, PMID and year as printed in an entry; None for what it does not say."""
    doi, pmid = _DOI.search(entry), _PMID.search(entry)
    without_links = _DOI.sub(" ", re.sub(r"https?://\S+", " ", entry))
    year = _YEAR_IN_BRACKETS.search(without_links) or _YEAR_BEFORE_VOLUME.search(without_links)
    if year is None:
        years = list(_YEAR.finditer(without_links))
        year = years[-1] if years else None
    return (doi.group(1) if doi else None, pmid.group(1) if pmid else None, int(year.group(1)) if year else None)
