"""Both cores for many small pieces of work: this process and forked ones take them, in portions, from one queue.

A fork costs next to nothing and knows all that was read. Results come in any order, so what is made of them must not
depend on it.
"""

import gc
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from .errors import MirrorError, UnfinishedError

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""Pieces from which a second process pays."""
PORTION = 50
"""Pieces taken at once: neighbours share what was looked up for one of them."""
_NUMBER = 4
_PORTIONS = 65_536 // _NUMBER
"""Portions that the queue, a pipe, holds without a reader (Linux; elsewhere some systems grow to it)."""


def spread(work: Callable[[T], R], pieces: Sequence[T], tell: Callable[[int], None] = lambda _done: None) -> list[R]:
    """Return the result of `work` for each piece, in any order; `tell` is told how many are about done.

    Raises:
        Exception: the first one that `work` raises, in whichever process; no more pieces are begun then.
        UnfinishedError: if another process dies.
    """
    if not is_worth_it(len(pieces)):
        out = []
        for done, piece in enumerate(pieces, start=1):
            out.append(work(piece))
            if done % PORTION == 0:
                tell(done)
        return out
    return _forked(work, pieces, tell, _cores())


def is_worth_it(pieces: int) -> bool:
    """Whether a second process pays for so many pieces, and may be forked."""
    # A fork takes one thread along, and whatever locks the others hold.
    return pieces >= WORTH_IT and _cores() > 1 and threading.active_count() == 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _forked(work: Callable[[T], R], pieces: Sequence[T], tell: Callable[[int], None], cores: int) -> list[R]:
    size = max(PORTION, -(-len(pieces) // _PORTIONS))
    queue, entrance = os.pipe()
    os.write(entrance, b"".join(at.to_bytes(_NUMBER, "little") for at in range(0, len(pieces), size)))
    os.close(entrance)

    def take(done: list[R], tell: Callable[[int], None]) -> None:
        while number := os.read(queue, _NUMBER):
            start = int.from_bytes(number, "little")
            done.extend(work(piece) for piece in pieces[start : start + size])
            tell(min(start + size, len(pieces)))

    context = get_context("fork")
    gc.freeze()  # else the first collection of each process would copy every page
    out: list[R] = []
    helpers = []
    try:
        for _ in range(cores - 1):
            here, there = context.Pipe(duplex=False)
            helper = context.Process(target=_help, args=(take, there, os.getpid()), daemon=True)
            helper.start()
            there.close()
            helpers.append((helper, here))
        take(out, tell)
        for _, here in helpers:
            out.extend(_received(here))
    finally:
        os.close(queue)
        for helper, here in helpers:
            here.close()
            helper.kill()
            helper.join()
        gc.unfreeze()
    return out


def _help(take: Callable[[list[R], Callable[[int], None]], None], there: Connection, parent: int) -> None:
    """Take portions in a forked process, and send what came of them, what was logged, or what stopped it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    log = _Log()
    logging.getLogger().handlers[:] = [log]
    done: list[R] = []

    def go_on(_done: int) -> None:
        if os.getppid() != parent:
            os._exit(1)  # it was killed: nobody waits for this

    try:
        take(done, go_on)
    except (MirrorError, OSError) as error:
        there.send((done, log.lines, error))
    except Exception as error:
        bug = UnfinishedError("the build", f"{type(error).__name__}: {error}", "this is a bug, please report it")
        there.send((done, log.lines, bug))
    else:
        there.send((done, log.lines, None))


def _received(here: Connection) -> list[Any]:
    try:
        done, lines, error = here.recv()
    except EOFError:
        raise UnfinishedError("the build", "one of its processes died", "see to memory; build again") from None
    for name, level, line in lines:
        logging.getLogger(name).log(level, "%s", line)
    if error:
        raise error
    out: list[Any] = done
    return out


class _Log(logging.Handler):
    """Keeps what a forked process logs, for its parent to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append((record.name, record.levelno, record.getMessage()))
