"""When the article was published and last changed, among everything that a page dates.

Hands on aware datetimes and where they stood. Refuses what `locales.read_date` does not read for certain, the future,
the time before the Web, and a URL's word alone.

| claim | order of belief |
| --- | --- |
| the source's `rules.date` | 1 |
| JSON-LD, `article:published_time` and the like, microdata | 2, in the order of `claims` |
| `<time>`, «تاريخ النشر: …» and boxes called "date" beside the text | 3 |
| the listing | 4; but it lends its time of day to a date without one, of the same day |
| the date in the URL | never alone: it breaks ties among visible dates |
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from ..locales import read_date
from .claims import Claim

EARLIEST = 1990
_VISIBLE = ("time", "visible", "rel", "line")
_URL_DATE = re.compile(r"(?<!\d)(19[9]\d|20\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")

Stated = tuple[datetime, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How dates are read: in which language, from which moment relative ones count, in which zone naive ones are."""

    lang: str
    now: datetime
    zone: tzinfo

    def dates_in(self, claims: Iterable[Claim]) -> list[Stated]:
        """Return what claims say for certain, in their order, UTC stamps in our zone, and where each stood."""
        found = []
        for claim in claims:
            moment = read_date(claim.value[:200], lang=self.lang, now=self.now, zone=self.zone)
            if moment is not None and self.is_sane(moment):
                found.append((local(moment.replace(microsecond=0), self.zone), claim.origin))
        return found

    def is_sane(self, moment: datetime) -> bool:
        """Whether something can have been published then: since the Web, and not after tomorrow."""
        return moment.year >= EARLIEST and moment <= self.now + timedelta(days=1)


def published(
    claims: Sequence[Claim], *, rule: str | None, listed: datetime | None, url: str, reading: Reading
) -> Stated | None:
    """Return when the article was published, in the offset stated (UTC stamps in the source's zone), and where that
    stood.
    """
    chosen = _chosen(reading.dates_in(_in_order(claims, rule)), _date_in(url), reading.zone)
    if listed is not None and reading.is_sane(listed):
        listed = local(listed, reading.zone)
        if chosen is None:
            return listed, "listing"
        moment, origin = chosen
        if _is_day_only(moment) and moment.date() == listed.astimezone(moment.tzinfo).date():
            return listed, f"{origin}, time of the listing"
    return chosen


def modified(
    claims: Sequence[Claim], *, listed: datetime | None, after: datetime | None, reading: Reading
) -> Stated | None:
    """Return when the article was last changed, if that is later than it was published (`after`)."""
    found = reading.dates_in(_in_order(claims, None))
    if listed is not None and reading.is_sane(listed):
        found.append((local(listed, reading.zone), "listing"))
    return next((stated for stated in found if after is None or stated[0] > after + timedelta(minutes=1)), None)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return `moment` in `zone` if it is stated in UTC (a machine's stamp, not a place's), else as it is."""
    return moment.astimezone(zone) if moment.utcoffset() == timedelta(0) else moment


def _in_order(claims: Sequence[Claim], rule: str | None) -> Iterator[Claim]:
    if rule:
        yield Claim(value=rule, origin="rule date")
    yield from (claim for claim in claims if not claim.origin.startswith(_VISIBLE))
    yield from (claim for claim in claims if claim.origin.startswith(_VISIBLE))


def _is_day_only(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _chosen(found: Sequence[Stated], in_url: date | None, zone: tzinfo) -> Stated | None:
    """Return the first that is read; of a day without time, the same day with one; of visible ones, the one the
    URL bears out.
    """
    if not found:
        return None
    moment, origin = found[0]
    if in_url and origin.startswith(_VISIBLE):
        for other, place in found:
            if abs((other.astimezone(zone).date() - in_url).days) <= 1:
                moment, origin = other, place
                break
    if _is_day_only(moment):
        for other, place in found:
            if not _is_day_only(other) and other.astimezone(moment.tzinfo or UTC).date() == moment.date():
                return other, place
    return moment, origin


def _date_in(url: str) -> date | None:
    if not (found := _URL_DATE.search(url)):
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
