"""Both cores for what takes the processor: extraction and Markdown of many articles, in processes of their own.

Hands on results of plain functions, in this process while there is little to do. Refuses nothing: what the function
raises is raised here, and a worker that dies is an `UnfinishedError`.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Lock, Thread
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from .errors import UnfinishedError

P = ParamSpec("P")
T = TypeVar("T")

WORTH_IT = 12
"""Calls in this process before processes are started: starting them costs as much as extracting twenty pages."""


class Workers:
    """Calls functions, spread over the processor's cores once there are many to call. May be shared by threads."""

    def __init__(self, cores: int | None = None) -> None:
        self._cores = cores or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._calls = 0
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function of a module returns for these arguments; they and the result cross to another process.

        Raises:
            UnfinishedError: if the process it ran in died (no memory left, a bug in a library).
        """
        pool = self._ready()
        if pool is None:
            return function(*args, **kwargs)
        try:
            return pool.submit(function, *args, **kwargs).result()
        except BrokenProcessPool as error:
            raise UnfinishedError(function.__name__, "its process died", "see to memory; run again to go on") from error

    def _ready(self) -> ProcessPoolExecutor | None:
        with self._lock:
            self._calls += 1
            if self._pool is None and self._calls > WORTH_IT and self._cores > 1:
                # Not fork: this process has threads. Nothing is preloaded: the server would look for it in the current
                # directory, and a folder there may be called `mirror`, too.
                context = multiprocessing.get_context("forkserver")
                self._pool = ProcessPoolExecutor(self._cores, mp_context=context, initializer=_follow_parent)
            return self._pool


def _follow_parent() -> None:
    """Let the parent decide what Ctrl-C means, and end with it however it ends: after a SIGKILL nobody else would see to
    that.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
