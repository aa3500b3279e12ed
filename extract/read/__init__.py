"""Readers: from the bytes of a file to a Document. The format is recognized by content first, then by the file's extension."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.errors import ReadError
from extract.grammar.headings import load_paper_parts
from extract.model.document import Document, Fault, Format
from extract.read.decode import MAX_TEXT_BYTES, decoded
from extract.read.formats import Structure, split_documents, structure_of
from extract.read.frontmatter import FrontMatter, front_matter
from extract.read.hyphens import Hyphens
from extract.read.legible import why_illegible
from extract.read.markdown import looks_like_markdown, read_markdown
from extract.read.parts import Composed, compose
from extract.read.text import read_text
from extract.read.unread import refuse_unread
from extract.read.xml.safe import unpacked
from extract.read.xml.structured import Structured, with_entries

__all__ = ["read_bytes", "read_many", "read_path"]

_PDF_MAGIC = b"%PDF-"
_PDF_MAGIC_WITHIN = 1024
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def read_path(path: Path) -> Document:
    """The document in a file.

    Raises ReadError: `missing_file`, `is_folder`, `not_a_file`, `unreadable_file`, and all of `read_bytes`.
    """
    if path.is_dir():
        raise ReadError("is_folder", "this is a folder, not a file", where=str(path), remedy="Name the files in it.")
    if path.exists() and not path.is_file():
        raise ReadError("not_a_file", "this is a pipe or a device, not a file", where=str(path), remedy="Name a file.")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError("missing_file", "there is no such file", where=str(path), remedy="Check the path.") from error
    except OSError as error:
        raise ReadError(
            "unreadable_file", f"the file cannot be opened ({error.strerror})", where=str(path), remedy="Check its permissions."
        ) from error
    return read_bytes(data, path.name)


def read_many(data: bytes, name: str) -> Iterator[Document]:
    """The documents in the bytes of a file: its records when it holds many, as PubMed XML and PubTator do; else the one it is.

    A record is a document of its own, with an id from its own bytes. Raises ReadError at the first that cannot be read;
    `formats.split_documents` gives the records themselves, for going on after one.
    """
    for own_name, own in split_documents(data, Path(name).name or name):
        yield read_bytes(own, own_name)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in the bytes of a file called `name`; the name decides only where the content leaves the format open.

    Raises ReadError with code and remedy for everything that cannot be read as a document, `many_records` for several.
    """
    source = Path(name).name or name
    data = unpacked(data, source)
    is_pdf = _PDF_MAGIC in data[:_PDF_MAGIC_WITHIN]
    if not is_pdf:
        refuse_unread(data, source)
        structure = structure_of(data, source)
        if structure is not None:
            return _structured(data, source, structure)
    words = load_paper_parts()
    pages: int | None = None
    faults: tuple[Fault, ...] = ()
    bare_name = source.lower().removesuffix(".gz")
    if is_pdf:
        from extract.read.layout.paper import read_pdf

        kind: Format = "pdf"
        read, pages, faults = read_pdf(data, source, words)
    elif bare_name.endswith(".pdf") and data.strip() and not _is_text(data):
        raise ReadError(
            "not_a_pdf", "the name ends in .pdf, but the content is not a PDF", where=source, remedy="Download or export the PDF again."
        )
    else:
        text = decoded(data, source)
        if why := why_illegible(text):
            remedy = "Take the text out of its PDF again with another program, or give the PDF itself."
            raise ReadError("illegible_text", f"the text cannot be read by anybody: {why}", where=source, remedy=remedy)
        kind = "markdown" if bare_name.endswith(_MARKDOWN_SUFFIXES) or looks_like_markdown(text) else "text"
        read = read_markdown(text, words) if kind == "markdown" else read_text(text, words)
    facts = front_matter(read.parts, read.furniture, words)
    return replace(_document(data, source, kind, compose(read.parts, read.hyphens), facts, pages), faults=faults)


def _structured(data: bytes, source: str, structure: Structure) -> Document:
    """The one document in a file whose format says what is what."""
    found = split_documents(data, source)
    _, own = next(found)
    if next(found, None) is not None:
        remedy = "Give the file to `evitrace ingest`, which reads each of them, or split it."
        raise ReadError("many_records", "the file holds several documents", where=source, remedy=remedy)
    read: Structured
    kind: Format
    if structure == "pubtator":
        from extract.read.pubtator import read_pubtator

        kind, read = "pubtator", read_pubtator(own, source)
    else:
        from extract.read.xml.safe import parsed

        root = parsed(own, source)
        if structure == "bmc":
            from extract.read.xml.bmc import read_bmc

            kind, read = "bmc_xml", read_bmc(root, source)
        elif structure in ("jats", "jats_set"):
            from extract.read.xml.jats import read_jats

            kind, read = "jats", read_jats(root, source)
        else:
            from extract.read.xml.pubmed import read_pubmed

            kind, read = "pubmed_xml", read_pubmed(root, source)
    composed = compose(read.parts, Hyphens(()))
    if len(composed.text) > MAX_TEXT_BYTES:
        raise ReadError("too_large", "the text is longer than any paper", where=source, remedy="Split it into several documents.")
    return _document(own, source, kind, replace(composed, references=with_entries(composed.references, read.entries)), read.facts, None)


def _document(data: bytes, source: str, kind: Format, composed: Composed, facts: FrontMatter, pages: int | None) -> Document:
    if not composed.text:
        raise ReadError("empty_file", "the file holds no words", where=source, remedy="Check that it is the file you meant.")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=f"doc_{digest[:16]}",
        source=source,
        sha256=digest,
        format=kind,
        text=composed.text,
        blocks=composed.blocks,
        lines=composed.lines,
        tables=composed.tables,
        references=composed.references,
        title=facts.title,
        year=facts.year,
        journal=facts.journal,
        doi=facts.doi,
        pmid=facts.pmid,
        pmcid=facts.pmcid,
        doc_type=facts.doc_type,
        pages=pages,
    )


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
