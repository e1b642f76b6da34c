"""Atom 1.0 (RFC 4287), with the links of a paged history (RFC 5005)."""

from datetime import datetime

from .. import xml
from ..feed import Entry, Feed, Picture
from ..xml import ATOM, LANG, Element

NAME = "Atom"
SUFFIX = "atom.xml"
TYPE = "application/atom+xml"
_HISTORY = "http://purl.org/syndication/history/1.0"
_NAMES: dict[str | None, str] = {None: ATOM}


def write(feed: Feed) -> bytes:
    """Return the feed as an Atom document; with a `current` one besides it, marked as archive."""
    names = {**_NAMES, "fh": _HISTORY} if feed.current else _NAMES
    root = xml.root(_atom("feed"), names, {LANG: feed.lang})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", _date(feed.updated))
    if feed.url:
        _link(root, "self", feed.url, TYPE)
    _link(root, "alternate", feed.page, "text/html")
    if feed.current:
        xml.add(root, f"{{{_HISTORY}}}archive")
        _link(root, "current", feed.current, TYPE)
    if feed.previous:
        _link(root, "prev-archive", feed.previous, TYPE)
    if feed.following:
        _link(root, "next-archive", feed.following, TYPE)
    author = _add(root, "author")
    _add(author, "name", feed.site_name)
    if feed.site_url:
        _add(author, "uri", feed.site_url)
    for entry in feed.entries:
        _entry(root, entry, feed.lang)
    return xml.document(root)


def _entry(root: Element, entry: Entry, lang: str) -> None:
    element = _add(root, "entry", **({LANG: entry.lang} if entry.lang != lang else {}))
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", _date(entry.published))
    _add(element, "updated", _date(entry.updated))
    _link(element, "alternate", entry.url, "text/html")
    if entry.original_url:
        _link(element, "via", entry.original_url)
    if entry.picture:
        _enclosure(element, entry.picture)
    for name in entry.authors:
        _add(_add(element, "author"), "name", name)
    if entry.category:
        _add(element, "category", term=entry.category.slug, label=entry.category.name)
    for tag in entry.tags:
        _add(element, "category", term=tag, label=tag)
    if entry.source:
        source = _add(element, "source")
        _add(source, "id", entry.source.home)
        _add(source, "title", entry.source.name)
        _add(source, "updated", _date(entry.updated))
        _link(source, "alternate", entry.source.home)
    if not entry.whole:
        _add(element, "summary", entry.html, type="html")
        return
    if entry.summary:
        _add(element, "summary", entry.summary)
    _add(element, "content", entry.html, type="html")


def _enclosure(entry: Element, picture: Picture) -> None:
    facts = {"rel": "enclosure", "href": picture.url, "type": picture.type, "length": str(picture.length)}
    _add(entry, "link", **facts, **({"title": picture.alt} if picture.alt else {}))


def _link(parent: Element, rel: str, href: str, type_: str = "") -> None:
    _add(parent, "link", rel=rel, href=href, **({"type": type_} if type_ else {}))


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    return xml.add(parent, _atom(name), text, attributes)


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _date(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
