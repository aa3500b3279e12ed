"""Ingesting: each document that is new or was made with other versions is worked on, and written by this one process."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.errors import StoreError
from extract.run.clock import now
from extract.run.outcome import Duplicate, Failure, Outcome, Stored, Unchanged, failure_of
from extract.run.pool import paying_workers, work_on
from extract.run.sources import Source
from extract.run.work import Extracted
from extract.run.worker import Limits, Load, made_ready
from extract.store.writing import RunRecord, finish_run, keep_document, run_record, start_run, store_document, store_error, stored_documents

if TYPE_CHECKING:
    from sqlite_utils import Database


def ingest(
    db: Database, given: Sequence[Source | Failure], load: Load, *, workers: int | None = None, limits: Limits | None = None
) -> Iterator[Outcome]:
    """What became of each document, as it is written. The rows do not depend on the number of workers, nor on their timing.

    Documents are worked on by processes of their own, which may be stopped and may die: one that takes longer than the limits
    allow fails, and the others do not notice.

    Documents whose rows are in the database already, made with the same versions, are not read again. Raises StoreError
    when the database cannot be written, EvitraceError when patterns or models are broken, and KeyboardInterrupt between two
    documents after Ctrl-C: what was written until then stays, and the next run does the rest.
    """
    extractor = load()
    run = run_record(
        dict(extractor.versions), [(thing.source if isinstance(thing, Failure) else thing.name, thing.sha256) for thing in given]
    )
    with _writing():
        start_run(db, run, now())
    fresh: list[Source] = []
    for decided in _sorted_out(db, run, given):
        if isinstance(decided, Source):
            fresh.append(decided)
            continue
        with _writing():
            _record(db, run, decided)
        yield decided
    if fresh:
        load = made_ready(load, extractor)
    with closing(work_on(fresh, load, workers or paying_workers(fresh), limits or Limits())) as results:
        for result in results:
            with _writing():
                outcome = _store(db, run, result)
            yield outcome
    with _writing():
        finish_run(db, run, now())


def _sorted_out(db: Database, run: RunRecord, given: Sequence[Source | Failure]) -> Iterator[Source | Unchanged | Duplicate | Failure]:
    """The documents that need work, and what is known about the others."""
    stored = stored_documents(db, run.fingerprint)
    seen: dict[str, str] = {}
    for thing in given:
        if isinstance(thing, Failure):
            yield thing
        elif thing.sha256 in seen:
            yield Duplicate(thing.name, seen[thing.sha256])
        else:
            seen[thing.sha256] = thing.name
            document_id, name = stored.get(thing.sha256, (None, None))
            if document_id is not None and name == thing.name:
                yield Unchanged(thing.name, document_id)
            else:
                yield thing


def _store(db: Database, run: RunRecord, result: Extracted | Failure) -> Stored | Failure:
    if isinstance(result, Extracted):
        try:
            store_document(db, result.rows, run)
            for fault in result.faults:
                sha256 = str(result.rows.document["sha256"])
                _record(db, run, Failure(result.source, sha256, fault.code, fault.what, fault.remedy, "read"))
            return Stored(result.source, result.rows.document_id, result.counts)
        except sqlite3.OperationalError:
            raise
        except Exception as error:  # rows that break a promise of the schema: this document fails, the others do not
            result = replace(failure_of(error, result.source, str(result.rows.document["sha256"]), "store"), stage="store")
    _record(db, run, result)
    return result


def _record(db: Database, run: RunRecord, outcome: Outcome) -> None:
    if isinstance(outcome, Unchanged):
        keep_document(db, outcome.document_id, run)
    elif isinstance(outcome, Failure):
        columns = {"source": outcome.source, "sha256": outcome.sha256, "code": outcome.code, "message": outcome.message}
        store_error(db, run, {**columns, "remedy": outcome.remedy, "stage": outcome.stage, "at": now()})


@contextmanager
def _writing() -> Iterator[None]:
    """Ctrl-C waits until the write is done; SQLite's refusals are said with a remedy."""
    with _uninterrupted():
        try:
            yield
        except sqlite3.OperationalError as error:
            remedy = "Free some space, or wait for the other program that writes to it, and run again: what was written stays."
            raise StoreError("write_failed", f"the database cannot be written ({error})", where="database", remedy=remedy) from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
