"""Patience: how long one source may keep a run waiting, whichever hosts it leads to.

Hands on how many seconds its next request may take; refuses one when all patience is gone. Pace leaves a slow host
alone; a source that names another host for each article would never meet it.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from .clock import Deadline
from .failure import Late, NotNow

FREE = 4.0
"""Seconds of each request that cost no patience: honest servers that are far and busy need no more."""
TOTAL = 48.0
"""Seconds beyond those that all requests of a source may take in one run: with the free ones of three requests it is
a minute."""


class Patience:
    """The patience of one run with each source; with nobody's requests ("") it has no end. To be shared by threads."""

    def __init__(self, free: float = FREE, total: float = TOTAL) -> None:
        self._free = free
        self._total = total
        self._lock = Lock()
        self._spent: dict[str, float] = {}
        self._gone: set[str] = set()

    def seconds(self, source: str) -> float:
        """Return how many seconds the source's next request may take.

        Raises:
            NotNow: if it took too long when there was no patience left.
        """
        if not source:
            return math.inf
        with self._lock:
            if source in self._gone:
                raise NotNow(
                    source,
                    f"kept this run waiting for {self._total:.0f} seconds too long; it is left alone for this run",
                    "the next run tries again",
                )
            return self._free + max(0.0, self._total - self._spent.get(source, 0.0))

    @contextmanager
    def watching(self, source: str, deadline: Deadline) -> Iterator[None]:
        """Note what a request takes of its deadline."""
        late = False
        try:
            yield
        except Late:
            late = True
            raise
        finally:
            self.spend(source, deadline.taken(), late=late)

    def spend(self, source: str, seconds: float, *, late: bool) -> None:
        """Note what a request took, and whether it ran out of time."""
        with self._lock:
            before = self._spent.get(source, 0.0)
            self._spent[source] = before + max(0.0, seconds - self._free)
            if late and before >= self._total:
                self._gone.add(source)
