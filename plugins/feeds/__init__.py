"""Plugin: feeds of everything, of each category and of each source.

A format is a module of this package (`atom.py` …) with SUFFIX, TYPE and `write(feed) -> bytes`; being there registers
it. Nothing in a feed changes unless a story does: no clock, no counters, no related stories.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from .. import signals
from ..stories.library import Library
from ..stories.outputs import DataOutput, Output
from ..stories.records import Category, Record, Source

SIZE = 30
"""Entries in a feed: some 200 kB of full texts; a reader that looks in daily misses nothing."""


class Format(Protocol):
    """What a format's module has."""

    SUFFIX: str
    TYPE: str

    def write(self, feed: "Feed", /) -> bytes:
        """Return the feed as a file."""
        ...


class Alternate(NamedTuple):
    """A feed as a page's `<link rel="alternate">` names it; `url` is a path within the site."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed in no format yet: newest story first. `path` is its own address, `page` that of the list it follows."""

    library: Library
    title: str
    path: str
    page: str
    records: Sequence[Record]

    @property
    def id(self) -> str:
        """The feed's own id, of the site's id and the path: no two feeds share one, and it outlives a domain."""
        return uuid5(_site_id(self.library), self.path).urn

    def entry_id(self, record: Record) -> str:
        """The entry's id, the same in all feeds and formats; it never changes, whatever is corrected in the story."""
        return uuid5(_site_id(self.library), record.slug).urn

    @property
    def updated(self) -> datetime:
        """When anything in the feed last changed; an empty feed never did (1970)."""
        return max((each.modified or each.date or _NEVER for each in self.records), default=_NEVER)


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def register() -> None:
    """Add the feeds to the edition."""
    signals.planning.connect(outputs)


def outputs(library: Library) -> Iterator[Output]:
    """Yield every feed in every format."""
    archive = library.archive
    shelves: list[tuple[str, str, Sequence[Record]]] = [("index.html", "", archive.stories)]
    shelves += [(each.url, each.name, archive.by_category.get(each.slug, ())) for each in library.categories]
    shelves += [(each.url, each.name, archive.by_source.get(each.id, ())) for each in library.sources]
    for page, name, records in shelves:
        newest = tuple(records[: -SIZE - 1 : -1])
        for format_, alternate in zip(formats(), _alternates(library, page, name), strict=True):
            feed = Feed(library=library, title=alternate.title, path=alternate.url, page=page, records=newest)
            yield DataOutput(
                path=feed.path,
                made_of=tuple(record.mark for record in newest),
                origin=f"the feed {feed.path}",
                data=partial(format_.write, feed),
            )


def alternates(library: Library, *shelves: Category | Source) -> list[Alternate]:
    """Return the feeds that a page offers: everything, and those of `shelves`."""
    lists = [("index.html", ""), *((shelf.url, shelf.name) for shelf in shelves)]
    return [each for page, name in lists for each in _alternates(library, page, name)]


def subscriptions(library: Library) -> dict[str, Any]:
    """Return every feed there is, for the page that explains them."""
    return {
        "all_feeds": alternates(library),
        "category_feeds": [(each, _alternates(library, each.url, each.name)) for each in library.categories],
        "source_feeds": [(each, _alternates(library, each.url, each.name)) for each in library.sources],
    }


def _alternates(library: Library, page: str, name: str) -> list[Alternate]:
    """Return the feeds of the list at `page`, one a format; without a name it is the list of everything."""
    site = library.config.site.name
    title = library.voice.say("feed.part", site=site, name=name) if name else library.voice.say("feed.all", site=site)
    stem = page.removesuffix(".html") if name else "all"
    return [Alternate(title, f"feeds/{stem}.{format_.SUFFIX}", format_.TYPE) for format_ in formats()]


@cache
def formats() -> tuple[Any, ...]:
    """Return the modules of this package, each a `Format`, by name."""
    return tuple(import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))


def _site_id(library: Library) -> UUID:
    site = library.config.site
    return site.id or uuid5(NAMESPACE_URL, library.links.siteurl or site.name)
