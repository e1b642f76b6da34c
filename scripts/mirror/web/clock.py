"""The time, handed in: what day it is, how long something takes, and waiting."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from; a test hands in one that it moves itself."""

    def now(self) -> datetime:
        """Return the time of day, with its offset."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Deadline:
    """How much time is left for something, waiting that we chose ourselves aside."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, 0 when it has passed."""
        return max(0.0, self._end - self._clock.monotonic())

    def taken(self) -> float:
        """Return the seconds that were used up."""
        return self.seconds - (self._end - self._clock.monotonic())

    def extend(self, seconds: float) -> None:
        """Put the deadline off."""
        self._end += seconds
