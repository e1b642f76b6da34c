"""Plugin: feeds of everything, of each category and of each source, in every format; their history; a list of them.

Nothing in a feed changes unless a story in it does: no clock, no counters, no related stories.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from .. import signals
from ..stories.library import Library
from ..stories.outputs import DataOutput, Output
from ..stories.records import Category, Source
from . import opml
from .channels import Alternate, channels, everything, of
from .documents import archives, newest
from .entries import maker


def register() -> None:
    """Add the feeds to the edition."""
    signals.planning.connect(outputs)


def outputs(library: Library) -> Iterator[Output]:
    """Yield every feed in every format, the archive documents and the list of feeds."""
    make = maker(library)
    for channel in channels(library):
        yield from newest(library, channel, make)
    yield from archives(library)
    yield DataOutput(path=opml.PATH, made_of=(), origin="the list of feeds", data=partial(opml.write, library))


def alternates(library: Library, *shelves: Category | Source, formats: int | None = None) -> tuple[Alternate, ...]:
    """Return the feeds that a page offers: those of `shelves`, then those of everything; each in all formats, or in
    the first `formats`.
    """
    shown = (*(of(library, shelf) for shelf in shelves), everything(library))
    return tuple(each for channel in shown for each in channel.alternates[:formats])


def subscriptions(library: Library) -> dict[str, Any]:
    """Return every feed there is, for the page that explains them."""
    return {
        "all_feeds": everything(library).alternates,
        "category_feeds": [(each.name, of(library, each).alternates) for each in library.categories],
        "source_feeds": [(each.name, of(library, each).alternates) for each in library.sources],
        "feed_list_url": opml.PATH,
    }
