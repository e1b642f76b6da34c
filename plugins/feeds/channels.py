"""Channels: the lists that have feeds, and the addresses of these."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..stories.library import Library
from ..stories.records import Category, Record, Source
from .formats import formats


class Alternate(NamedTuple):
    """A feed as a page's `<link rel="alternate">` names it. `url` is a path within the site, `name` the format's."""

    title: str
    url: str
    type: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """A list that has a feed in every format: its `name`, the path of its `page`, its stories (oldest first).

    Feeds lie below feeds/ as their lists do below the site's root: `feeds/category/politics.atom.xml`.
    """

    name: str
    title: str
    page: str
    stem: str
    records: Sequence[Record]

    @property
    def alternates(self) -> list[Alternate]:
        """Its feeds, one a format."""
        return [Alternate(self.title, f"feeds/{self.stem}.{each.SUFFIX}", each.TYPE, each.NAME) for each in formats()]


def everything(library: Library) -> Channel:
    """Return the channel of all stories."""
    return Channel(
        name=library.voice.say("home.all"),
        title=library.voice.say("feed.all", site=library.config.site.name),
        page="index.html",
        stem="all",
        records=library.archive.listed,
    )


def of(library: Library, shelf: Category | Source) -> Channel:
    """Return the channel of a category or a source."""
    archive = library.archive
    found = archive.by_source.get(shelf.id) if isinstance(shelf, Source) else archive.by_category.get(shelf.slug)
    return Channel(
        name=shelf.name,
        title=library.voice.say("feed.part", site=library.config.site.name, name=shelf.name),
        page=shelf.url,
        stem=shelf.url.removesuffix(".html"),
        records=found or (),
    )


def of_month(library: Library, month: str) -> Channel:
    """Return the channel of a month (`yyyy/mm`); nobody subscribes to it, it is part of the history of everything."""
    found = library.archive.months[month]
    name = library.voice.show_month(found.date)
    return Channel(
        name=name,
        title=library.voice.say("feed.part", site=library.config.site.name, name=name),
        page=found.url,
        stem=found.url.removesuffix(".html"),
        records=library.archive.by_month[month],
    )


def channels(library: Library) -> Iterator[Channel]:
    """Yield every channel. Declared categories and sources have one even while it is empty: readers may subscribe."""
    yield everything(library)
    yield from (of(library, category) for category in library.categories)
    yield from (of(library, source) for source in library.sources)
