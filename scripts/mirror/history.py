"""How far a listing goes back: its pages, one after the other, until they are older than was asked for.

Hands on listings as they come, so that the entries of one can be stored before the next is fetched. Keeps no state: a
walk that was stopped begins again at the first page, where everything is known by then and costs one request a page.
Refuses to go in circles, and to go on for ever.
"""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime

from . import listings
from .config import Source
from .errors import ListingError, WebError
from .listings import Entry, Listing
from .web import Response

PAGES = 1_000
"""Pages of one listing that are read on the way back in one run: at one a second, a quarter of an hour."""
PARTS = 10
"""Sitemaps that are read in search of the newest with entries."""

_NOTHING_THERE = (400, 404, 410)
"""What servers say to a page behind the last (WordPress: 400 in its API, 404 in its feeds)."""


def walk(
    first: str, fetch: Callable[[str], Response], source: Source, now: datetime, since: datetime | None = None
) -> Iterator[Listing]:
    """Yield the listing at `first` (fetched, unless its address says it all), and those in which it goes on, back to `since`.

    Without `since` it goes no further than to the first page with entries: of an index of sitemaps, its newest part.
    Otherwise a page that lists nothing new ends what it goes on with, and one whose entries are all older ends the
    walk. What fails behind the first page stands in `left_out` of a listing without entries.

    Raises:
        WebError, ListingError: what `fetch` and `listings.read` raise for the first page.
    """
    found = listings.of_address(first, source) or listings.read(fetch(first), source, now)
    yield found
    waiting = deque(_back_to(found, first, since) or found.more)
    asked, seen = {first}, {entry.url for entry in found.entries}
    most = PAGES if since else PARTS
    while waiting and not _far_enough(found, since):
        url = waiting.popleft()
        if url in asked:
            continue
        if len(asked) > most:
            yield _left_out(found, url, f"not read: after {most} pages there are still more")
            return
        asked.add(url)
        try:
            found = listings.read(fetch(url), source, now)
        except ListingError as error:
            yield _left_out(found, url, error.reason)
            continue
        except WebError as error:
            if error.status not in _NOTHING_THERE:
                yield _left_out(found, url, error.reason)
                return
            continue
        yield found
        urls = {entry.url for entry in found.entries}
        if not urls or not urls <= seen:
            waiting.extendleft(reversed(found.more))
        seen |= urls


def _back_to(found: Listing, url: str, since: datetime | None) -> tuple[str, ...]:
    """Return the address to go on from where the kind of listing can be asked for a time."""
    ask = getattr(listings.kinds()[found.kind], "back_to", None)
    return (ask(url, since),) if ask and since else ()


def _far_enough(found: Listing, since: datetime | None) -> bool:
    return bool(found.entries) and (since is None or all(_is_older(entry, since) for entry in found.entries))


def _is_older(entry: Entry, since: datetime) -> bool:
    """Whether an entry is certainly older: nothing is published after it was last changed."""
    stated = entry.published or entry.modified
    return stated is not None and stated < since


def _left_out(last: Listing, url: str, reason: str) -> Listing:
    return Listing(entries=(), kind=last.kind, left_out=((url, reason),))
