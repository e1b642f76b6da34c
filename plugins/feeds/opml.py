"""The list of all feeds as OPML 2.0, for feed readers to import.

Each feed stands there once, in the first format: a reader that imports the list subscribes to all that it names.
"""

from ..stories.library import Library
from . import xml
from .channels import Channel, everything, of
from .xml import Element

PATH = "feeds/feeds.opml"


def write(library: Library) -> bytes:
    """Return the list as a file: everything, then categories and sources in a folder each."""
    say = library.voice.say
    root = xml.root("opml", {}, {"version": "2.0"})
    xml.add(xml.add(root, "head"), "title", say("feed.list", site=library.config.site.name))
    body = xml.add(root, "body")
    _add(body, library, everything(library))
    for name, shelves in (
        (say("nav.categories"), library.categories),
        (say("nav.sources"), library.sources),
    ):
        if shelves:
            folder = xml.add(body, "outline", attributes={"text": name})
            for shelf in shelves:
                _add(folder, library, of(library, shelf))
    return xml.document(root)


def _add(parent: Element, library: Library, channel: Channel) -> None:
    feed, full = channel.alternates[0], library.links.full
    facts = {"type": "rss", "text": feed.title, "title": feed.title, "language": library.voice.lang}
    xml.add(parent, "outline", attributes={**facts, "xmlUrl": full(feed.url), "htmlUrl": full(channel.page)})
