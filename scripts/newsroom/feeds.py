"""Feeds and the sitemap of an outlet: RSS 2.0 as WordPress writes it, Atom as an old portal does.

Hands on XML bytes, made by a serialiser. Every article stands in the feed, newest first.
"""

from email.utils import format_datetime
from html import escape

from lxml import etree

from . import pages
from .article import Article
from .outlet import Outlet

_DC = "http://purl.org/dc/elements/1.1/"
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def rss(outlet: Outlet) -> bytes:
    """Return RSS 2.0 with excerpts only, each with the tail that WordPress appends in Arabic."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"dc": _DC, "atom": _ATOM})
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", outlet.name)
    _add(channel, f"{{{_ATOM}}}link", None, href=_feed_url(outlet), rel="self", type="application/rss+xml")
    _add(channel, "link", outlet.home)
    _add(channel, "description", outlet.tagline)
    _add(channel, "lastBuildDate", format_datetime(outlet.changed))
    _add(channel, "language", "ar")
    for article in outlet.articles:
        item = etree.SubElement(channel, "item")
        _add(item, "title", article.title)
        _add(item, "link", article.url)
        _add(item, f"{{{_DC}}}creator", etree.CDATA("، ".join(article.authors) or outlet.name))
        _add(item, "pubDate", format_datetime(article.published))
        for term in (article.category, *article.tags):
            _add(item, "category", etree.CDATA(term))
        _add(item, "guid", article.guid, isPermaLink="false")
        _add(item, "description", etree.CDATA(_excerpt(outlet, article)))
    return _bytes(root)


def atom(outlet: Outlet) -> bytes:
    """Return Atom (RFC 4287) with summaries, and with the whole text where an article asks for it."""
    root = etree.Element(
        f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "ar"}, nsmap=_default(_ATOM)
    )
    _add(root, f"{{{_ATOM}}}id", f"tag:{outlet.host},2025:feed")
    _add(root, f"{{{_ATOM}}}title", outlet.name)
    _add(root, f"{{{_ATOM}}}subtitle", outlet.tagline)
    _add(root, f"{{{_ATOM}}}updated", outlet.changed.isoformat())
    _add(root, f"{{{_ATOM}}}link", None, href=_feed_url(outlet), rel="self")
    _add(root, f"{{{_ATOM}}}link", None, href=outlet.home)
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, f"{{{_ATOM}}}name", outlet.name)
    for article in outlet.articles:
        entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, f"{{{_ATOM}}}id", article.guid)
        _add(entry, f"{{{_ATOM}}}title", article.title)
        _add(entry, f"{{{_ATOM}}}link", None, href=article.url)
        _add(entry, f"{{{_ATOM}}}published", article.published.isoformat())
        _add(entry, f"{{{_ATOM}}}updated", article.changed.isoformat())
        for name in article.authors:
            _add(etree.SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", name)
        for term in (article.category, *article.tags):
            _add(entry, f"{{{_ATOM}}}category", None, term=term)
        _add(entry, f"{{{_ATOM}}}summary", article.summary)
        if "full-in-feed" in article.quirks:
            _add(entry, f"{{{_ATOM}}}content", pages.body(outlet, article), type="html")
    return _bytes(root)


def sitemap(outlet: Outlet) -> bytes:
    """Return the sitemap of every article (sitemaps.org, protocol 0.9)."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_default(_SITEMAP))
    for article in outlet.articles:
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        _add(url, f"{{{_SITEMAP}}}loc", article.url)
        _add(url, f"{{{_SITEMAP}}}lastmod", article.changed.isoformat())
    return _bytes(root)


def _excerpt(outlet: Outlet, article: Article) -> str:
    tail = (
        f'ظهرت المقالة <a href="{article.url}">{escape(article.title)}</a> '
        f'أولاً على <a href="{outlet.home}">{escape(outlet.name)}</a>.'
    )
    return f"<p>{escape(article.summary)} [&#8230;]</p>\n<p>{tail}</p>\n"


def _feed_url(outlet: Outlet) -> str:
    return f"https://{outlet.host}{outlet.feed}"


def _default(namespace: str) -> dict[str, str]:
    return {None: namespace}  # type: ignore[dict-item]  # the stubs do not know that lxml's default prefix is None


def _add(parent: etree._Element, tag: str, text: str | etree.CDATA | None, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
