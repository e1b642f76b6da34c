"""Manners towards a host: one request at a time, a gap between two, and staying away when it says so.

Hands on a turn; refuses one to a host that asked us to stay away or that let us wait too often. Hosts do not wait for
each other.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

from .clock import Clock
from .failure import NotNow
from .response import Kind

LONGEST_WAIT = 30.0
"""Seconds that are slept because a server asked for it; longer means: not in this run."""
LONGEST_DELAY = 10.0
"""Seconds of robots.txt's crawl-delay that are kept; longer means: one page a run."""
_DEFAULT_WAIT = 60.0
"""Seconds for which a server that says "too often", but not for how long, is left alone."""
_LATE_AT_MOST = 2
"""Requests to a host that may run out of time (30 s each) before it is left alone for the run."""


@dataclass(slots=True)
class _Lane:
    """What is known of one host in this run. `busy` is held by the one request under way."""

    busy: Lock = field(default_factory=Lock)
    last: float = -math.inf
    paused_until: float = -math.inf
    waited: bool = False
    late: int = 0
    once: set[Kind] = field(default_factory=set)


class Pace:
    """The turns of all hosts in one run; to be shared by threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._lanes: dict[str, _Lane] = {}

    @contextmanager
    def turn(self, host: str, gap: float) -> Iterator[float]:
        """Hold the host's only turn, `gap` seconds after the end of the one before; yield the seconds waited.

        Raises:
            NotNow: if the host is to be left alone; `retry_after` are the seconds until then.
        """
        begun = self._clock.monotonic()
        lane = self._lane(host)
        self._stay_away(host, lane)
        with lane.busy:
            self._stay_away(host, lane)
            rest = lane.last + gap - self._clock.monotonic()
            if rest > 0:
                self._clock.sleep(rest)
            try:
                yield self._clock.monotonic() - begun
            finally:
                lane.last = self._clock.monotonic()

    def once(self, host: str, kind: Kind, delay: float) -> None:
        """Take the one request of this kind a run to a host that wants more than `LONGEST_DELAY` between two.

        Raises:
            NotNow: if it is taken already.
        """
        lane = self._lane(host)
        with self._lock:
            if kind in lane.once:
                raise NotNow(
                    host,
                    f"robots.txt asks for {min(delay, 999_999):.0f} seconds between two requests, so it is one "
                    f"{kind.name.lower()} a run",
                    "later runs fetch the rest; ask the source for a shorter crawl-delay",
                )
            lane.once.add(kind)

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        lane = self._lane(host)
        lane.paused_until = max(lane.paused_until, self._clock.monotonic() + seconds)

    def may_wait(self, host: str, seconds: float) -> bool:
        """Return whether to sleep out what a host asked for: once a run, and not for longer than `LONGEST_WAIT`."""
        lane = self._lane(host)
        with self._lock:
            if lane.waited or seconds > LONGEST_WAIT:
                return False
            lane.waited = True
            return True

    def late(self, host: str) -> None:
        """Note that a request ran out of time; a host that does it again is left alone for the rest of the run."""
        lane = self._lane(host)
        with self._lock:
            lane.late += 1
            if lane.late >= _LATE_AT_MOST:
                lane.paused_until = math.inf

    def _lane(self, host: str) -> _Lane:
        with self._lock:
            return self._lanes.setdefault(host, _Lane())

    def _stay_away(self, host: str, lane: _Lane) -> None:
        seconds = lane.paused_until - self._clock.monotonic()
        if seconds == math.inf:
            raise NotNow(
                host,
                "let too many requests run out of time; it is left alone for this run",
                "the next run tries again",
                retry_after=seconds,
            )
        if seconds > 0:
            raise NotNow(
                host,
                f"asked to be left alone for another {math.ceil(seconds)} seconds",
                "the next run tries again",
                retry_after=seconds,
            )


def asked_to_wait(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how many seconds a server wants to be left alone (RFC 9110, 10.2.3), or None if it does not say so.

    A 429 always says so, a 503 if it has a Retry-After: seconds or a date; what is neither counts as a minute.
    """
    value = headers.get("retry-after", "").strip()
    if status != 429 and not (status == 503 and value):
        return None
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
        return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())
    except (ValueError, OverflowError):
        return _DEFAULT_WAIT
