"""RSS 2.0, in the profile of the RSS Advisory Board: what RSS has no element for is said in the namespaces of content,
Dublin Core, Media RSS and Atom.
"""

from datetime import datetime
from email.utils import format_datetime
from html import escape

from .. import xml
from ..feed import Entry, Feed, Picture
from ..xml import ATOM, Element

NAME = "RSS"
SUFFIX = "rss.xml"
TYPE = "application/rss+xml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_NAMES = {"atom": ATOM, "content": _CONTENT, "dc": _DC, "media": _MEDIA}


def write(feed: Feed) -> bytes:
    """Return the feed as an RSS document."""
    root = xml.root("rss", _NAMES, {"version": "2.0"})
    channel = xml.add(root, "channel")
    xml.add(channel, "title", feed.title)
    xml.add(channel, "link", feed.page)
    xml.add(channel, "description", feed.about)
    xml.add(channel, "language", feed.lang)
    xml.add(channel, "lastBuildDate", _date(feed.updated))
    xml.add(channel, "docs", "https://www.rssboard.org/rss-specification")
    if feed.url:
        xml.add(channel, f"{{{ATOM}}}link", attributes={"rel": "self", "href": feed.url, "type": TYPE})
    for entry in feed.entries:
        _item(channel, entry)
    return xml.document(root)


def _item(channel: Element, entry: Entry) -> None:
    item = xml.add(channel, "item")
    xml.add(item, "guid", entry.id, {"isPermaLink": "false"})
    xml.add(item, "title", entry.title)
    xml.add(item, "link", entry.url)
    xml.add(item, "pubDate", _date(entry.published))
    xml.add(item, f"{{{ATOM}}}updated", entry.updated.isoformat(timespec="seconds"))
    for name in entry.authors:
        xml.add(item, f"{{{_DC}}}creator", name)  # <author> would have to be an e-mail address
    for name in (*([entry.category.name] if entry.category else []), *entry.tags):
        xml.add(item, "category", name)
    if entry.source:
        xml.add(item, "source", entry.source.name, {"url": entry.source.home})
    if entry.original_url:
        xml.add(item, f"{{{ATOM}}}link", attributes={"rel": "via", "href": entry.original_url})
    if entry.picture:
        _media(item, entry.picture)
    # HTML by custom, so that a text is escaped; and in front of the whole text, for readers that take the first.
    xml.add(item, "description", escape(entry.summary or entry.title, quote=False))
    xml.add(item, f"{{{_CONTENT}}}encoded", entry.html)


def _media(item: Element, picture: Picture) -> None:
    facts = {"url": picture.url, "type": picture.type, "medium": "image", "fileSize": str(picture.length)}
    sizes = {"width": str(picture.width), "height": str(picture.height)}
    media = xml.add(item, f"{{{_MEDIA}}}content", attributes={**facts, **sizes})
    if picture.alt:
        xml.add(media, f"{{{_MEDIA}}}description", picture.alt, {"type": "plain"})
    if picture.credit:
        xml.add(media, f"{{{_MEDIA}}}credit", picture.credit)


def _date(value: datetime) -> str:
    return format_datetime(value)
