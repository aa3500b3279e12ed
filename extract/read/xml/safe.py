"""XML that was written by strangers, as a tree of elements: nothing is fetched, nothing is expanded, depth and size are bounded.

The parser is expat. Whoever declares an entity is refused before it is used (OWASP, XML External Entity Prevention, 2021); external
subsets are never opened. Names of characters that the usual external subsets declare ("&nbsp;") are taken from the HTML standard.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html.entities import html5
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from extract.errors import ReadError

MAX_FILE_BYTES = 200_000_000
"""Longest file of many records, unpacked: the yearly files of PubMed are up to this long."""
MAX_TREE_BYTES = 40_000_000
"""Longest XML of one document: the longest papers with all their tables are a quarter of this."""
MAX_DEPTH = 150
GZIP_MAGIC = b"\x1f\x8b"

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"'][^>]{0,200}\?>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_WIDE = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENDED = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_AGAIN = "Download or export it again."


def unpacked(data: bytes, name: str) -> bytes:
    """What a gzip file holds; other bytes as they are. Raises ReadError: `too_large`, `broken_gzip`."""
    if not data.startswith(GZIP_MAGIC):
        return data
    pieces: list[bytes] = []
    length = 0
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            piece = unpacker.decompress(data, MAX_FILE_BYTES - length + 1)
        except zlib.error as error:
            raise ReadError("broken_gzip", f"the gzip file is damaged ({error})", where=name, remedy=_AGAIN) from error
        pieces.append(piece)
        length += len(piece)
        if length > MAX_FILE_BYTES:
            raise too_large(name, MAX_FILE_BYTES)
        if not unpacker.eof:
            raise ReadError("broken_gzip", "the gzip file is cut off", where=name, remedy=_AGAIN)
        data = unpacker.unused_data.lstrip(b"\x00")
    return b"".join(pieces)


def in_utf8(data: bytes, name: str) -> bytes:
    """The XML in UTF-8, whatever encoding its byte order mark or its declaration announces. Raises ReadError `invalid_encoding`."""
    encoding = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), None)
    if encoding is None:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
            return data
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:
        what = f"the content does not fit the encoding that the file announces ({encoding})"
        raise ReadError("invalid_encoding", what, where=name, remedy="Save the file again as UTF-8.") from error
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def parsed(data: bytes, name: str) -> Element:
    """The root element of an XML document; tags without their namespace prefixes, comments and instructions left out.

    Raises ReadError: `xml_entities`, `xml_too_deep`, `truncated_xml`, `broken_xml`, `too_large`, `invalid_encoding`.
    """
    if len(data) > MAX_TREE_BYTES:
        raise too_large(name, MAX_TREE_BYTES)
    builder = TreeBuilder()
    parser = _Parser(name)

    def start(tag: str, attributes: dict[str, str]) -> None:
        parser.enter()
        builder.start(tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        parser.leave()
        builder.end(tag.rpartition(":")[2])

    parser.expat.StartElementHandler = start
    parser.expat.EndElementHandler = end
    parser.expat.CharacterDataHandler = builder.data
    # The stub of the module lacks this handler; it is called with the name of an entity that nobody declared.
    setattr(parser.expat, "SkippedEntityHandler", lambda entity, _: builder.data(_character(entity)))  # noqa: B010
    parser.feed(in_utf8(data, name), last=True)
    return builder.close()


def records(data: bytes, name: str, tags: frozenset[str]) -> Iterator[bytes]:
    """The bytes, in UTF-8, of each element that has one of the tags and stands in no other of them.

    Raises ReadError as `parsed` does, after the records that stand before the fault.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large(name, MAX_FILE_BYTES)
    data = in_utf8(data, name)
    parser = _Parser(name)
    open_at: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []

    def start(tag: str, _: dict[str, str]) -> None:
        depth = parser.enter()
        if not open_at and depth > 1 and tag.rpartition(":")[2] in tags:
            open_at.append((depth, parser.expat.CurrentByteIndex))

    def end(_: str) -> None:
        depth = parser.leave()
        if open_at and depth < open_at[-1][0]:
            spans.append((open_at.pop()[1], data.index(b">", parser.expat.CurrentByteIndex) + 1))

    parser.expat.StartElementHandler = start
    parser.expat.EndElementHandler = end
    fault: ReadError | None = None
    try:
        parser.feed(data, last=True)  # in one piece: in many, a token without end would be gone through again with each
    except ReadError as error:
        fault = error
    yield from (data[first:last] for first, last in spans)
    if fault is not None:
        raise fault


def too_large(name: str, limit: int) -> ReadError:
    """The error for a file of more than `limit` bytes."""
    what = f"the file is longer than {limit // 1_000_000} MB"
    return ReadError("too_large", what, where=name, remedy="Split it into several files.")


class _Parser:
    """expat, set up so that it opens nothing and expands nothing; counts the depth of elements."""

    def __init__(self, name: str) -> None:
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.UseForeignDTD(True)  # names that nobody declares are skipped and told, not an error
        self.expat.EntityDeclHandler = self._refuse
        self._name = name
        self._depth = 0

    def enter(self) -> int:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            what = f"elements are nested more than {MAX_DEPTH} deep"
            raise ReadError("xml_too_deep", what, where=self._where(), remedy="This is not a paper's XML: leave it out.")
        return self._depth

    def leave(self) -> int:
        self._depth -= 1
        return self._depth

    def feed(self, data: bytes, *, last: bool) -> None:
        try:
            self.expat.Parse(data, last)
        except expat.ExpatError as error:
            where = f"{self._name}, line {error.lineno}"
            if last and (error.code in _ENDED):
                what = "the XML is cut off: it ends inside an element"
                raise ReadError("truncated_xml", what, where=where, remedy=_AGAIN) from error
            what = f"the XML is damaged ({expat.ErrorString(error.code)}, column {error.offset + 1})"
            raise ReadError("broken_xml", what, where=where, remedy=_AGAIN) from error

    def _refuse(self, *_: object) -> NoReturn:
        remedy = "Entities can expand without end or fetch files: export the XML without a document type of its own."
        raise ReadError("xml_entities", "the XML declares entities", where=self._where(), remedy=remedy)

    def _where(self) -> str:
        return f"{self._name}, line {self.expat.CurrentLineNumber}"


def _character(entity: str) -> str:
    return html5.get(f"{entity};", "\ufffd")
