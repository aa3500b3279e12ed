"""Documents worked on by processes of their own; the results come back in the order of the documents, whatever the timing."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Sequence
from multiprocessing.connection import wait

from extract.run.outcome import Failure
from extract.run.sources import Source
from extract.run.work import Extracted
from extract.run.worker import TIME_UP, Limits, Load, Worker

_AHEAD = 2
"""Results for each worker that may wait for the writer."""
_MOST_WORKERS = 4
"""More are only started when asked for: each holds memory of its own."""
_START_SECONDS, _PDF_SECONDS, _BYTES_A_SECOND = 12.0, 4.0, 25_000.0
"""What must be left to do for another worker to pay, and what documents take (measured on one core of 2026)."""


def paying_workers(sources: Sequence[Source]) -> int:
    """How many processes make the work end soonest: one more costs some seconds to start, and memory for its models."""
    seconds = sum(_PDF_SECONDS if source.name.lower().endswith(".pdf") else source.size / _BYTES_A_SECOND for source in sources)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST_WORKERS, len(sources), 1 + int(seconds / _START_SECONDS)))


def work_on(sources: Sequence[Source], load: Load, workers: int, limits: Limits) -> Generator[Extracted | Failure]:
    """The rows of each document, or why it failed, in the order given.

    A document that takes longer or more memory than it may, or that ends its process, fails alone: the next gets a new process.
    """
    crew = [Worker(load, limits) for _ in range(min(workers, len(sources)))]
    done: dict[int, Extracted | Failure] = {}
    given = 0
    try:
        for place in range(len(sources)):
            while True:
                for i, worker in enumerate(crew):
                    if worker.place is None and given < min(len(sources), place + len(crew) * (1 + _AHEAD)):
                        crew[i] = _given(worker, given, sources[given], load, limits)
                        given += 1
                busy = {worker.connection: i for i, worker in enumerate(crew) if worker.place is not None}
                for connection in wait(busy, 0 if place in done else None) if busy else ():
                    i = busy[connection]  # type: ignore[index]
                    at = crew[i].place
                    assert at is not None
                    result = crew[i].take()
                    if result is None:
                        result = _ended(sources[at], crew[i].end(), limits)
                        crew[i] = Worker(load, limits)
                    done[at] = result
                if place in done:
                    break
            yield done.pop(place)
    finally:
        for worker in crew:
            worker.end()


def _given(worker: Worker, place: int, source: Source, load: Load, limits: Limits) -> Worker:
    """The worker that has the document now: another one when this one is gone, killed from outside while it waited."""
    try:
        worker.give(place, source)
    except OSError:
        worker.end()
        worker = Worker(load, limits)
        worker.give(place, source)
    return worker


def _ended(source: Source, exit_code: int, limits: Limits) -> Failure:
    if exit_code == TIME_UP:
        what = f"the work on it was not done after {limits.seconds:g} seconds and was stopped"
        remedy = f"Split the document or leave it out; if it is only long, give it more time: --time-limit {10 * limits.seconds:g}."
        return Failure(source.name, source.sha256, "time_limit", what, remedy, "worker")
    how = f"was ended by {_signal_name(-exit_code)}" if exit_code < 0 else f"ended with code {exit_code}"
    what = f"the process that worked on the document {how}, most likely for want of memory (the limit is {limits.megabytes} MB)"
    remedy = "Split the document, close other programs, or raise --memory-limit; if it happens again, leave the document out."
    return Failure(source.name, source.sha256, "worker_died", what, remedy, "worker")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
