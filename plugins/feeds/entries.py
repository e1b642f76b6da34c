"""Stories → entries of feeds: the text made independent of the page it stands on.

Nothing in an entry changes unless its story does. `published` and `updated` are the story file's `date` and
`modified`. What an editor corrects changes the text and not `updated`: no file says when that was, and a clock would
make each build another; readers that compare texts see it, and an editor who wants it told writes `modified`.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from html import escape, unescape
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, UUID, uuid5

from markupsafe import Markup

from mirror import urls
from mirror.text import clean

from ..stories.library import Library
from ..stories.records import Image, Record
from .feed import Entry, Picture

_KEPT = 128
"""Entries kept while the feeds are written: a story stands in three feeds, each of three formats."""
_LINK = re.compile(r'(<a (?:[a-z]+="[^"]*" )*href=")([^"]*)')

Maker = Callable[[Record], Entry]


def maker(library: Library) -> Maker:
    """Return what makes the entry of a story, with its text in full. It raises as `Library.body` does."""
    return lru_cache(maxsize=_KEPT)(partial(_whole, library))


def brief(library: Library, record: Record) -> Entry:
    """Return the entry of a story for an archive document: with its summary in the place of its text."""
    summary = record.summary
    return _entry(library, record, f"<p>{escape(summary, quote=False)}</p>\n" if summary else "", whole=False)


def site_id(library: Library) -> UUID:
    """Return the id from which the ids of feeds and entries grow; where none was minted, one of URL or name."""
    site = library.config.site
    return site.id or uuid5(NAMESPACE_URL, library.links.siteurl or site.name)


def _whole(library: Library, record: Record) -> Entry:
    page = library.links.full(record.url)
    body = _LINK.sub(
        lambda found: found[1] + escape(urljoin(page, unescape(found[2]))), clean(library.body(record, absolute=True))
    )
    return _entry(library, record, f"{_figure(library, record, body)}{body}", whole=True)


def _entry(library: Library, record: Record, text: str, *, whole: bool) -> Entry:
    assert record.date is not None  # noqa: S101 - only taken-down stories lack one, and no feed lists them
    published = _told(record.date)
    updated = _told(record.modified) if record.modified else published
    publisher = record.source.name if record.source else library.config.site.name
    said = record.text
    return Entry(
        id=uuid5(site_id(library), record.slug).urn,
        title=said.title,
        url=library.links.full(record.url),
        original_url=urls.absolute(said.original_url or ""),
        lang=said.lang,
        published=published,
        updated=max(published, updated),
        authors=said.authors or (publisher,),
        source=record.source,
        category=record.category,
        tags=record.tag_names if whole else (),
        summary=said.summary,
        html=f'<div lang="{escape(said.lang)}" dir="{said.dir}">{text}{library.notice(record)}</div>',
        whole=whole,
        picture=_picture(library, said.image) if whole and said.image else None,
    )


def _told(value: datetime) -> datetime:
    """Return a time as RFC 3339 and RFC 822 can say it: offsets of whole minutes (before 1920 they had seconds)."""
    offset = value.utcoffset() or timedelta()
    return value.astimezone(UTC) if offset % timedelta(minutes=1) else value


def _figure(library: Library, record: Record, body: str) -> Markup:
    """Return the lead picture, which a page shows above the text, unless the text shows it."""
    image = record.image
    if image is None or f'src="{escape(library.links.full(image.url))}"' in body:
        return Markup()
    credit = library.voice.say("story.image", credit=image.credit) if image.credit else ""
    caption = Markup("<figcaption>{}</figcaption>").format(credit) if credit else Markup()
    return Markup('<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>\n').format(
        library.links.full(image.url), image.alt, image.width, image.height, caption
    )


def _picture(library: Library, image: Image) -> Picture | None:
    found = library.images.picture(image.url.rpartition("/")[2])
    return found and Picture(
        url=library.links.full(image.url),
        type="image/webp",
        length=found.length,
        width=image.width,
        height=image.height,
        alt=image.alt,
        credit=image.credit,
    )
