"""Documents worked on by several processes; the results come back in the order of the documents, whatever the timing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker

from extract.run.outcome import Failure
from extract.run.sources import Source
from extract.run.work import Extracted, Extractor, extract

Load = Callable[[], Extractor]
_AHEAD = 2
"""Documents handed out for each worker, so that none waits for the writer and few results wait in memory."""
_MOST_WORKERS = 4
"""More are only started when asked for: each holds the models in its memory."""
_START_SECONDS, _PDF_SECONDS, _BYTES_A_SECOND = 12.0, 4.0, 25_000.0
"""What must be left to do for another worker to pay, and what documents take (measured on one core of 2026)."""


def paying_workers(sources: Sequence[Source]) -> int:
    """How many processes make the work end soonest: one more costs some seconds to start, and memory for its models."""
    seconds = sum(_PDF_SECONDS if source.name.lower().endswith(".pdf") else source.size / _BYTES_A_SECOND for source in sources)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST_WORKERS, len(sources), 1 + int(seconds / _START_SECONDS)))


def work_on(sources: Sequence[Source], load: Load, workers: int) -> Generator[Extracted | Failure]:
    """The rows of each document, or why it failed, in the order given. `load` must be importable by a new process."""
    done = 0
    with suppress(BrokenProcessPool):
        for result in _shared_out(sources, load, min(workers, len(sources))):
            done += 1
            yield result
    # When a worker died, it is one of several documents that killed it: each of the rest gets a process of its own.
    for source in sources[done:]:
        yield _alone(source, load)


def _shared_out(sources: Sequence[Source], load: Load, workers: int) -> Iterator[Extracted | Failure]:
    with _pool(load, workers) as pool:
        waiting: deque[Future[Extracted | Failure]] = deque()
        for source in sources:
            waiting.append(_submit(pool, source))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _alone(source: Source, load: Load) -> Extracted | Failure:
    try:
        with _pool(load, 1) as pool:
            return _submit(pool, source).result()
    except BrokenProcessPool:
        what = "the process that worked on the document died, most likely for want of memory"
        remedy = "Close other programs or split the document, and run again."
        return Failure(source.name, source.sha256, "worker_died", what, remedy, "worker")


@contextmanager
def _pool(load: Load, workers: int) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare, initargs=(load,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    pool.shutdown()


def _submit(pool: ProcessPoolExecutor, source: Source) -> Future[Extracted | Failure]:
    """Hand out a document. New processes start here, and inherit that Ctrl-C is for the parent alone."""
    resource_tracker.ensure_running()  # it unblocks the signal when it starts: not while we have it blocked
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return pool.submit(_extract, source)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_extractor: Extractor | None = None
"""The tools of a worker process, loaded once."""


def _prepare(load: Load) -> None:
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # of libraries, for their developers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _extractor = load()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract(source: Source) -> Extracted | Failure:
    assert _extractor is not None
    return extract(_extractor, source)
