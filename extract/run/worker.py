"""A process that works on one document after the other, within limits that the kernel holds it to.

The clock is a kernel timer whose signal has its default effect: it ends the process at once, whatever call into C it is in, and
whether or not anybody watches. The next document gets another process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from extract.run.outcome import Failure
from extract.run.work import Extracted, Extractor, extract

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from extract.run.sources import Source

Load = Callable[[], Extractor]
TIME_UP = -signal.SIGALRM
_FORKS = os.uname().sysname == "Linux"
"""A fork shares the models of its parent and is there in 10 ms; where system libraries do not survive it, each loads its own."""
_TRIED = b"Lapatinib (5 mg/kg) inhibited EGFR and reduced tumour growth by 50% versus 12% in the control group (p < 0.05) [1]."


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one document may take: seconds on the clock, and megabytes of memory of its process."""

    seconds: float = 300.0
    megabytes: int = 4000


class Worker:
    """A process and the place of the document that it works on, None when it waits."""

    def __init__(self, load: Load, limits: Limits) -> None:
        context = multiprocessing.get_context("fork") if _FORKS else multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, load, limits), daemon=True)
        self.place: int | None = None
        with _deaf_to_interrupts():
            self.process.start()
        theirs.close()

    def give(self, place: int, source: Source) -> None:
        """Hand a document to a process that waits. Raises OSError when the process is gone."""
        self.connection.send(source)
        self.place = place

    def take(self) -> Extracted | Failure | None:
        """What became of the document; None when the process ended over it."""
        self.place = None
        with suppress(EOFError, OSError):
            result: Extracted | Failure = self.connection.recv()
            return result
        return None

    def end(self) -> int:
        """End the process, if it still runs; gives its exit code."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode or 0


def made_ready(load: Load, extractor: Extractor) -> Load:
    """What gives a new process its extractor: this one, warm, where processes are forks of this one."""
    if not _FORKS:
        return load
    with suppress(Exception):  # what fails here fails again with the documents, and is recorded there
        extractor.findings(_TRIED, "first.txt")  # loads models, compiles patterns: once, for all processes
    return lambda: extractor


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """While processes start: they inherit that Ctrl-C is for the parent alone."""
    if not _FORKS:
        resource_tracker.ensure_running()  # it unblocks the signal when it starts: not while we have it blocked
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, load: Load, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    warnings.simplefilter("ignore")  # of libraries, for their developers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    extractor = load()
    gc.freeze()  # what is shared with the parent stays shared: no collection touches it
    _bound_memory(limits.megabytes)
    while True:
        try:
            source = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        result = extract(extractor, source)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(result)


def _bound_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
