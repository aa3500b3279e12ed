"""What became of each document that was given to a run."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import EvitraceError

if TYPE_CHECKING:
    from extract.model.findings import Findings
    from extract.store.rows import DocumentRows


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found in a document; `pages` is None where there are none. `problems` says what could not be read in it."""

    pages: int | None
    sentences: int
    mentions: int
    quantities: int
    evidence: int
    claims: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """The document was read and its rows are in the database."""

    source: str
    document_id: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The rows of the document were in the database already, made with the same versions."""

    source: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes were given twice; the document is stored under the name `same_as`."""

    source: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The document failed: a stable `code`, what happened, what to do next, and the stage. `trace` is for people with -v."""

    source: str
    sha256: str | None
    code: str
    message: str
    remedy: str
    stage: str
    trace: str | None = None


Outcome = Stored | Unchanged | Duplicate | Failure


def counts_of(findings: Findings, rows: DocumentRows) -> Counts:
    """The number of rows, and the parts of the document that gave nothing for a reason."""
    return Counts(
        pages=findings.document.pages,
        sentences=len(rows.tables["sentences"]),
        mentions=len(rows.tables["mentions"]),
        quantities=len(rows.tables["quantities"]),
        evidence=len(rows.tables["evidence"]),
        claims=len(rows.tables["quantitative_claims"]),
        problems=tuple(_problems(findings)),
    )


def failure_of(error: Exception, source: str, sha256: str | None, stage: str) -> Failure:
    """The failure that an exception stands for. An error that is not ours is a defect, named by the module it came from."""
    if isinstance(error, EvitraceError):
        return Failure(source, sha256, error.code, error.what, error.remedy, stage)
    return Failure(
        source,
        sha256,
        "internal",
        f"{type(error).__name__}: {error}" if str(error) else type(error).__name__,
        "This is a defect of evitrace: run again with `evitrace -v ingest` and report what it prints, if possible with the document.",
        _module_of(error) or stage,
        "".join(traceback.format_exception(error)),
    )


def _problems(findings: Findings) -> list[str]:
    document = findings.document
    problems = []
    with_text = {line.box.page for line in document.lines if line.box is not None}
    silent = [page for page in range(1, (document.pages or 0) + 1) if page not in with_text] if with_text else []
    problems += [fault.what for fault in document.faults]
    if silent and not document.faults:
        problems.append(f"no text on {_some('page', silent)}")
    bare = [index + 1 for index, table in enumerate(document.tables) if not table.cells]
    if bare:
        problems.append(f"no cells read from {_some('table', bare)}")
    unresolved = len({citation.label for citation in findings.citations if not citation.resolved})
    if unresolved:
        problems.append(f"{unresolved} cited {'label is' if unresolved == 1 else 'labels are'} not in the reference list")
    if not findings.sentences:
        problems.append("no sentences")
    return problems


def _some(noun: str, numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:5]) + (", ..." if len(numbers) > 5 else "")
    return f"{noun}{'' if len(numbers) == 1 else 's'} {shown}"


def _module_of(error: Exception) -> str | None:
    """The innermost module of this package that the exception passed through: "stages.claims"."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [name.removeprefix("extract.") for name in modules if name.startswith("extract.") and not name.startswith("extract.run.work")]
    return ours[-1] if ours else None
