"""The listings of a place, fetched and read, and which of them is the best to mirror by.

An offer that cannot be had is a `LeftOut` in the stream: most addresses that are tried are customs, not promises.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .. import history, listings
from ..article import Get
from ..config import Rules, Source
from ..errors import LeftOut, ListingError
from ..listings import Listing, plain
from ..web import Kind, Response
from . import selector
from .place import Place, addresses

SORTS = ("WordPress API", "full feed", "feed", "news sitemap", "sitemap", "list page")
"""What there is, the best first: what carries whole articles, with their categories; what says when they appeared."""
_WHOLE = 100
"""Words from which an entry's content is more than a teaser."""
_ASLEEP = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A listing that was read. `sort` is one of `SORTS`; `item` the selector of a list page."""

    url: str
    listing: Listing
    sort: str
    item: str | None = None

    @property
    def newest(self) -> datetime | None:
        """When the newest entry appeared or was changed, as far as any says."""
        dates = [date for entry in self.listing.entries if (date := entry.published or entry.modified)]
        return max(dates, default=None)


def offers(place: Place, source: Source, get: Get, now: datetime) -> Iterator[Offer | LeftOut]:
    """Yield what comes of every address that may be a listing, and of the page itself.

    `source` is what listings are read for: its zone and language.
    """
    taken: set[str] = set()
    for url in addresses(place, get):
        try:
            offer = _offer(url, source, get, now)
        except LeftOut as error:
            yield error
            continue
        if offer.url not in taken:
            taken.add(offer.url)
            yield offer
    if place.page is not None and (item := selector.propose(place.page, place.url)):
        found = listings.read(place.response, replace(source, kind="html", rules=Rules(item=item)), now)
        yield Offer(url=place.url, listing=found, sort="list page", item=item)


def best(found: Iterable[Offer], now: datetime) -> Offer | None:
    """Return the best offer, the first of equals; one in which nothing moves any more only where no other is."""

    def rank(offer: Offer) -> tuple[bool, int]:
        return offer.newest is not None and offer.newest < now - _ASLEEP, SORTS.index(offer.sort)

    return min(found, key=rank, default=None)


def _offer(url: str, source: Source, get: Get, now: datetime) -> Offer:
    """Return the listing at an address; an index of sitemaps has the entries of its newest part.

    Raises:
        LeftOut: if there is none, or nothing in it.
    """
    asked: list[Response] = []

    def fetch(address: str) -> Response:
        asked.append(get(address, Kind.FEED))
        return asked[-1]

    for found in history.walk(url, fetch, source, now):
        if found.entries:
            return Offer(url=asked[0].url, listing=found, sort=_sort(found))
    raise ListingError(url, "the listing is empty", "")


def _sort(found: Listing) -> str:
    if found.kind == "wordpress":
        return "WordPress API"
    if found.kind == "sitemap":
        return "news sitemap" if any(entry.published for entry in found.entries) else "sitemap"
    whole = sum(len((plain.line(entry.html, 50_000) or "").split()) >= _WHOLE for entry in found.entries)
    return "full feed" if 2 * whole >= len(found.entries) else "feed"
