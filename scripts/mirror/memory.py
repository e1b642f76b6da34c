"""Memory: a bounded room that threads share, and large pieces given back to the system once they are freed.

Hands on turns. Refuses nothing: whoever wants more than the whole room has to be refused before.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Condition

_M_MMAP_THRESHOLD = -3
"""Of malloc.h: from which size on an allocation is a mapping of its own, which goes when it is freed."""
_LARGE = 1_000_000


class Room:
    """So many bytes; whoever wants more than is left waits until others have given theirs back."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._changed = Condition()

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Hold `size` bytes of the room while the block runs."""
        with self._changed:
            self._changed.wait_for(lambda: size <= self._left)
            self._left -= size
        try:
            yield
        finally:
            with self._changed:
                self._left += size
                self._changed.notify_all()


def keep_nothing_large() -> None:
    """Have glibc give large pieces back; other systems do so by themselves.

    Left alone it learns from the first large piece that is freed to keep them, and it does so for each thread: eight
    threads that decode one picture after the other came to hold 660 MB instead of 250 (measured).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
