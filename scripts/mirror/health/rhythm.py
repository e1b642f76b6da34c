"""How long a silence is usual: reckoned from when things came before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from ..table import span

BURST = timedelta(hours=6)
"""What follows faster belongs together: a weekly's ten pieces of one evening say nothing of its week."""
USUAL = 0.9
"""The share of gaps that is usual. Nights and weekends are within it, the one holiday of the year is not."""
TIMES = 3
"""How many times the longest usual gap a silence must last before it is called out."""
LEAST = timedelta(days=2)
"""No silence is called out before that: an outlet's own trouble is over by then, or is worth a look."""
ENOUGH, UNKNOWN = 10, timedelta(days=14)
"""Of fewer moments than that nothing is reckoned; a silence may then last two weeks."""


def patience(moments: Iterable[datetime]) -> timedelta:
    """Return how long after the last of these moments the next may be waited for before something seems wrong."""
    ordered = sorted(moments)
    if len(ordered) < ENOUGH:
        return UNKNOWN
    gaps = sorted(gap for one, other in pairwise(ordered) if (gap := other - one) >= BURST)
    usual = gaps[int(USUAL * (len(gaps) - 1))] if gaps else BURST
    return max(LEAST, TIMES * usual)


def silent(quiet: timedelta, moments: Iterable[datetime]) -> str | None:
    """Return how a silence after these moments is put into words; None if it is not unusual."""
    allowed = patience(moments)
    return f"for {span(quiet)} (more than {span(allowed)} is unusual)" if quiet > allowed else None
