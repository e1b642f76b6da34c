"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import re
from datetime import datetime
from html import escape

from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import document, plain, sniff
from .entry import Entry, Listing, Picture
from .within import at, items

KIND = "jsonfeed"
ENTRIES = 2_000
"""Entries of one feed that are read, as of any other feed."""


def recognises(response: Response) -> bool:
    """Whether it is JSON that says which version of JSON Feed it is."""
    if not sniff.is_json(response.body):
        return False
    try:
        return _is_feed(document.json_value(response))
    except ListingError:
        return False


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the feed's entries.

    Raises:
        ListingError: if it is no JSON Feed, or cannot be read.
    """
    feed = document.json_value(response)
    if not _is_feed(feed):
        remedy = "correct `listing` or `kind` in mirror.toml"
        raise ListingError(response.url, "expected a JSON Feed, found other JSON", remedy)
    found = items(feed, "items")
    entries: list[Entry] = []
    left_out: list[tuple[str, str]] = []
    if len(found) > ENTRIES:
        left_out.append((response.url, f"the feed has more than {ENTRIES} entries; what is behind them is not read"))
    for item in found[:ENTRIES]:
        url = next((url for key in ("url", "external_url", "id") if (url := plain.page(at(item, key)))), None)
        if url is None:
            left_out.append((plain.line(at(item, "title"), plain.NAME) or "an entry", "has no link to a web page"))
        else:
            entries.append(_entry(item, feed, url, source, now))
    more = plain.address(at(feed, "next_url"), response.url) if entries else None
    return Listing(kind=KIND, entries=tuple(entries), more=(more,) if more else (), left_out=tuple(left_out))


def _is_feed(value: object) -> bool:
    version = at(value, "version")
    return isinstance(version, str) and "jsonfeed.org/version/" in version


def _entry(item: object, feed: object, url: str, source: Source, now: datetime) -> Entry:
    said = at(item, "id")
    return Entry(
        url=url,
        guid=plain.identifier(str(said) if type(said) is int else said),  # 1.1: "coerce numbers to strings"
        title=plain.line(at(item, "title"), plain.TITLE),
        published=plain.date(at(item, "date_published"), source, now),
        modified=plain.date(at(item, "date_modified"), source, now),
        authors=_authors(item) or _authors(feed),
        labels=plain.lines(items(item, "tags")),
        summary=plain.summary(at(item, "summary")),
        html=plain.markup(at(item, "content_html")) or _paragraphs(at(item, "content_text")),
        picture=_picture(item, url),
        lang=plain.lang(at(item, "language")),
    )


def _authors(of: object) -> tuple[str, ...]:
    """Return the names in `authors` (1.1) or `author` (1.0)."""
    return plain.lines((at(author, "name") for author in [*items(of, "authors"), at(of, "author")]), most=10)


def _paragraphs(text: object) -> str | None:
    """Return plain content as HTML."""
    if not isinstance(text, str):
        return None
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return plain.markup("".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part))


def _picture(item: object, url: str) -> Picture | None:
    attached = (one for one in items(item, "attachments") if str(at(one, "mime_type")).startswith("image/"))
    stated = [at(item, "image"), at(item, "banner_image"), *(at(one, "url") for one in attached)]
    found = next((address for one in stated if (address := plain.address(one, url))), None)
    return Picture(url=found) if found else None
