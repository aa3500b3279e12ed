"""The work on one document, from its bytes to its rows: what a worker process does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from extract.run.outcome import Counts, Failure, counts_of, failure_of
from extract.store.rows import DocumentRows, rows_of

if TYPE_CHECKING:
    from extract.model.document import Fault
    from extract.model.findings import Findings
    from extract.run.pipeline import Toolkit
    from extract.run.sources import Source


class Extractor(Protocol):
    """Finds everything in a document. `versions` names the code, patterns, vocabularies and model it works with."""

    @property
    def versions(self) -> Mapping[str, str]: ...

    def findings(self, data: bytes, name: str) -> Findings: ...


@dataclass(frozen=True, slots=True)
class PaperExtractor:
    """The readers and all stages, with one set of tools."""

    tools: Toolkit

    @property
    def versions(self) -> Mapping[str, str]:
        """Versions of code, patterns, vocabularies and model."""
        return self.tools.versions

    def findings(self, data: bytes, name: str) -> Findings:
        """Everything found in a document. Raises ReadError when it cannot be read."""
        from extract.read import read_bytes
        from extract.run.pipeline import extract_findings

        return extract_findings(read_bytes(data, name), self.tools)


def load_extractor(model: str | None = None) -> Extractor:
    """The extractor with the language model `model`. Raises EvitraceError when patterns or models are broken or missing."""
    from extract.run.pipeline import Toolkit

    return PaperExtractor(Toolkit.load(model))


@dataclass(frozen=True, slots=True)
class Extracted:
    """The rows of a document, ready to be written, and what of it could not be read."""

    source: str
    rows: DocumentRows
    counts: Counts
    faults: tuple[Fault, ...] = ()


def extract(extractor: Extractor, source: Source) -> Extracted | Failure:
    """The rows of a document, or why it failed: no exception of one document may stop the others."""
    try:
        data = source.read()
    except OSError as error:
        what = f"cannot be read any more ({error.strerror})"
        return Failure(source.name, source.sha256, "unreadable_file", what, "Run again when the file is back.", "read")
    try:
        findings = extractor.findings(data, source.name)
        rows = rows_of(findings)
        return Extracted(source.name, rows, counts_of(findings, rows), findings.document.faults)
    except MemoryError:
        what = "the work on it needs more memory than its process may have"
        remedy = "Split the document, or give it more: --memory-limit 8000."
        return Failure(source.name, source.sha256, "out_of_memory", what, remedy, "worker")
    except Exception as error:
        return failure_of(error, source.name, source.sha256, "read")
