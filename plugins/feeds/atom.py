"""Atom 1.0 (RFC 4287), written by a serialiser: nothing can be half-escaped, no control character can enter."""

from datetime import datetime
from typing import Any

from lxml import etree

from mirror.text import clean

from ..stories.records import Record
from . import Feed

SUFFIX = "atom.xml"
TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NSMAP: dict[Any, str] = {None: _ATOM}  # Any: lxml's stubs know no default namespace
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    library = feed.library
    links = library.links
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANG: library.voice.lang}, nsmap=_NSMAP)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _date(feed.updated))
    _link(root, "self", links.full(feed.path), TYPE)
    _link(root, "alternate", links.full(feed.page), "text/html")
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _text(author, "name", library.config.site.name)
    if links.siteurl:
        _text(author, "uri", links.full(""))
    for record in feed.records:
        _entry(root, feed, record)
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return raw + b"\n"


def _entry(root: etree._Element, feed: Feed, record: Record) -> None:
    library = feed.library
    assert record.date is not None  # noqa: S101 - only taken-down stories lack one, and no feed lists them
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry", {_LANG: record.lang})
    _text(entry, "id", feed.entry_id(record))
    _text(entry, "title", record.title)
    _text(entry, "published", _date(record.date))
    _text(entry, "updated", _date(record.modified or record.date))
    _link(entry, "alternate", library.links.full(record.url), "text/html")
    if record.original_url:
        _link(entry, "via", record.original_url)
    for name in record.authors or ((record.source.name,) if record.source else ()):
        _text(etree.SubElement(entry, f"{{{_ATOM}}}author"), "name", name)
    if record.category:
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=record.category.slug, label=record.category.name)
    if record.source:
        origin = etree.SubElement(entry, f"{{{_ATOM}}}source")
        _text(origin, "id", record.source.home)
        _text(origin, "title", record.source.name)
        _text(origin, "updated", _date(record.modified or record.date))
        _link(origin, "alternate", record.source.home)
    if record.summary:
        _text(entry, "summary", record.summary)
    content = library.body(record, absolute=True)
    wrapped = f'<div lang="{record.lang}" dir="{record.dir}">{content}{library.notice(record)}</div>'
    _text(entry, "content", wrapped, type="html")


def _text(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = clean(text)


def _link(parent: etree._Element, rel: str, href: str, type_: str = "") -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href, **({"type": type_} if type_ else {})})


def _date(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
