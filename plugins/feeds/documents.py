"""Feed documents: those that readers subscribe to, and the archive documents that hold what came before (RFC 5005).

What readers subscribe to stays small: the newest stories. An archive document holds the stories of one month, with
their summaries in the place of their texts: each text once more would fill a host's space in half the time. No
document but the first names what follows it, so a story that arrives changes the document of its own month alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid5

from ..stories.library import Library
from ..stories.outputs import DataOutput, Output
from ..stories.records import Record
from .channels import Channel, everything, of_month
from .entries import Maker, brief, site_id
from .feed import Entry, Feed
from .formats import Format, atom, formats

SIZE = 30
"""Entries in a feed: some 200 kB of full texts; a reader that looks in daily misses nothing."""
BYTES = 500_000
"""Texts in a feed, in bytes of HTML: where thirty are more, it holds fewer; one at least."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Document:
    """What a document will hold, newest first, before anything is read. `feed` is the address its feed is known by;
    `choose` makes the entries.
    """

    channel: Channel
    path: str
    feed: str
    records: Sequence[Record]
    choose: Callable[[Sequence[Record]], tuple[Entry, ...]]
    previous: str | None = None
    following: str | None = None


def newest(library: Library, channel: Channel, make: Maker) -> Iterator[Output]:
    """Yield the documents of a channel that readers subscribe to, one a format; that of everything has a history."""
    months = library.archive.by_month if channel.stem == "all" else ()
    for format_, alternate in zip(formats(), channel.alternates, strict=True):
        document = _Document(
            channel=channel,
            path=alternate.url,
            feed=alternate.url,
            records=channel.records[: -SIZE - 1 : -1],
            choose=partial(_fitting, make),
            previous=_address(max(months)) if months else None,
        )
        yield _output(library, format_, document)


def archives(library: Library) -> Iterator[Output]:
    """Yield the archive documents of the feed of everything, in Atom, oldest month first."""
    months = list(library.archive.months)
    for at, name in enumerate(months):
        channel = of_month(library, name)
        document = _Document(
            channel=channel,
            path=_address(name),
            feed=everything(library).alternates[formats().index(atom)].url,
            records=channel.records[::-1],
            choose=lambda records: tuple(brief(library, record) for record in records),
            previous=_address(months[at - 1]) if at else None,
            following=_address(months[1]) if not at and months[1:] else None,
        )
        yield _output(library, atom, document)


def _address(month: str) -> str:
    """Return the path of the archive document of a month (`yyyy/mm`)."""
    return f"feeds/archive/{month}.xml"


def _fitting(make: Maker, records: Sequence[Record]) -> tuple[Entry, ...]:
    """Return the entries of the first of `records`, as many as fit into `BYTES`, and one at least."""
    out: list[Entry] = []
    size = 0
    for record in records:
        entry = make(record)
        size += len(entry.html.encode())
        if out and size > BYTES:
            break
        out.append(entry)
    return tuple(out)


def _output(library: Library, format_: Format, document: _Document) -> Output:
    return DataOutput(
        path=document.path,
        made_of=(repr((document.previous, document.following)).encode(), *(record.mark for record in document.records)),
        origin=f"the feed {document.path}",
        data=partial(_write, library, format_, document),
    )


def _write(library: Library, format_: Format, document: _Document) -> bytes:
    full, site = library.links.full, library.config.site
    return format_.write(
        Feed(
            id=uuid5(site_id(library), document.feed).urn,
            title=document.channel.title,
            about=library.voice.say("feed.about", site=site.name),
            lang=library.voice.lang,
            url=library.links.canonical(document.path),
            page=full(document.channel.page),
            site_name=site.name,
            site_url=library.links.canonical(""),
            entries=document.choose(document.records),
            current=full(document.feed) if document.path != document.feed else None,
            previous=full(document.previous) if document.previous else None,
            following=full(document.following) if document.following else None,
        )
    )
