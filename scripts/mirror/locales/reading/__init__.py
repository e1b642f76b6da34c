"""Reading dates as people, feeds and pages write them. No answer is better than a wrong one.

Text → `tokens` (words and numbers, each of one kind) → `grammar` (every date that is said) → `choice` (the one that
counts). Never takes today, or a 1 January, for a date that is not said.

Read are ISO 8601, RFC 2822, Unix seconds and milliseconds; numeric dates; dates in words, with the months of every
region and two names for one month; Hijri dates; elapsed time and day words; with the weekday, time, zone and label
around them. Not understood, so None:

- a date without day or year; a day, month, time or offset that does not exist (offsets reach 14 hours);
- a year before 1990, a moment more than two days after now;
- 03/04/2026, where the language has no custom of day first and no weekday decides;
- elapsed months and years («قبل شهرين»), which give no day; weekdays alone;
- two dates that differ, unless one is labelled as published or the other as updated.

A weekday decides between two readings of a numeric date, and moves a Hijri date by a day (the moon was seen
elsewhere); to a Gregorian date that can be read in one way only, a wrong weekday does nothing. A Gregorian date
beside a Hijri one wins.
"""

import re
from datetime import UTC, datetime, tzinfo

from ...text import fold
from ..locale import Reading
from .choice import choose
from .grammar import mentions
from .moments import Ground, is_likely
from .tokens import tokenize

LOOKED_AT = 300
"""Characters of the text that are looked at. Longer than any byline; it bounds the time that hostile text can take."""

# A whole line of ISO 8601, extended or basic. `fromisoformat` alone would take a week for its Monday, and +03:75.
_OFFSET = r"(?:z|[+-]\d\d(?::?[0-5]\d)?)?"
_ISO = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?{_OFFSET})?"
    rf"|\d{{8}}(?:t\d\d\d\d(?:\d\d)?{_OFFSET})?"
)
_UNIX = re.compile(r"[1-9]\d{9}(?P<milliseconds>\d{3})?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def read(text: str, languages: tuple[Reading, ...], *, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment of publication that `text` says, or None (`locales.read_date`).

    `languages` are the words to read by: of the text's own language first, whose custom decides on day first.
    """
    line = _line(text)
    now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    if moment := _machine(line, zone):
        return moment if is_likely(moment, now) else None
    ground = Ground(now=now, zone=zone, day_first=languages[0].day_first)
    return choose(mentions(tokenize(line, languages), ground), zone)


def _line(text: str) -> str:
    """Fold the head of `text`, cut at a space: half a year would be another year."""
    head = text[: LOOKED_AT * 10]
    line = fold(head).translate(_DASHES)
    if len(head) < len(text) or len(line) > LOOKED_AT:
        line = line[: LOOKED_AT + 1].rpartition(" ")[0]
    return line


def _machine(line: str, zone: tzinfo) -> datetime | None:
    """Return the moment that a whole line of ISO 8601 or Unix time says."""
    if unix := _UNIX.fullmatch(line):
        seconds = int(line) / (1000 if unix["milliseconds"] else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if not _ISO.fullmatch(line):
        return None
    try:
        found = datetime.fromisoformat(line.upper())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
