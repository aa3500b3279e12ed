"""PubTator: title and abstract of one or many records; the annotations below them are not read.

The format is that of Wei et al., Nucleic Acids Research 2013, doi 10.1093/nar/gkt441: lines "PMID|t|title" and "PMID|a|abstract".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.errors import ReadError
from extract.read.characters import SOFT_HYPHEN, canonical, single_spaced
from extract.read.frontmatter import FrontMatter
from extract.read.parts import Part, Printed
from extract.read.xml.safe import MAX_FILE_BYTES, too_large
from extract.read.xml.structured import Structured

_TEXT_LINE = re.compile(rb"(?P<id>[\w.:-]{1,40})\|(?P<field>[ta])\|(?P<words>.*)")
_BOM = b"\xef\xbb\xbf"


def looks_like_pubtator(head: bytes, name: str) -> bool:
    """Whether the first line is a title and the second the abstract of the same record, or the name says so and the first line is."""
    lines = head.removeprefix(_BOM).lstrip().split(b"\n", 2)
    title = _TEXT_LINE.match(lines[0])
    if title is None or title["field"] != b"t":
        return False
    abstract = _TEXT_LINE.match(lines[1]) if len(lines) > 1 else None
    return name.lower().endswith(".pubtator") or (abstract is not None and (abstract["id"], abstract["field"]) == (title["id"], b"a"))


def pubtator_records(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Identifier and own bytes of each record: its lines of text, without annotations. Raises ReadError `too_large`."""
    if len(data) > MAX_FILE_BYTES:
        raise too_large(name, MAX_FILE_BYTES)
    key: bytes | None = None
    own: list[bytes] = []
    for match in re.finditer(rb"(?m)^([\w.:-]{1,40})\|([ta])\|[^\r\n]*", data.removeprefix(_BOM)):
        if key is not None and (match[1] != key or match[2] == b"t"):
            yield key.decode("utf-8", "replace"), b"".join(own)
            own = []
        key = match[1]
        own.append(match[0] + b"\n")
    if key is not None:
        yield key.decode("utf-8", "replace"), b"".join(own)


def read_pubtator(data: bytes, name: str) -> Structured:
    """Title and abstract of one record. Raises ReadError `invalid_utf8`."""
    fields: dict[bytes, list[str]] = {b"t": [], b"a": []}
    key: bytes | None = None
    for line in data.removeprefix(_BOM).splitlines():
        match = _TEXT_LINE.fullmatch(line)
        if match is None:
            continue
        key = key or match["id"]
        try:
            words = match["words"].decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"byte {error.start} of the {'title' if match['field'] == b't' else 'abstract'} is not valid UTF-8"
            raise ReadError("invalid_utf8", what, where=name, remedy="Save the file again as UTF-8.") from error
        fields[match["field"]].append(single_spaced(canonical(words.replace(SOFT_HYPHEN, ""))))
    title = " ".join(words for words in fields[b"t"] if words)
    parts = [Part("title", (Printed(title),))] if title else []
    parts += [Part("paragraph", (Printed(words),)) for words in fields[b"a"] if words]
    pmid = key.decode("ascii") if key is not None and re.fullmatch(rb"\d{1,9}", key) else None
    return Structured(tuple(parts), FrontMatter(title.removesuffix(".") or None, None, None, None, pmid, None, "abstract"))
