"""The page that a person named, and what it says of its site: its name, language, and where its listings are.

Hands on addresses worth trying, the declared ones first. They are customs of the web, so they stand in tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.html import HtmlElement

from .. import listings
from ..article import Get
from ..errors import LeftOut
from ..extract import tree
from ..listings import document, paging, plain
from ..listings.within import at
from ..web import Kind, Response

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_FEEDS = ("/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.json", "/index.xml")
_SITEMAPS = ("/sitemap_index.xml", "/sitemap.xml", "/news-sitemap.xml")
_API = "https://api.w.org/"
"""The relation by which WordPress names its API (REST API Handbook, "Discovery")."""
_MOST = 6
"""Addresses of one sort that are tried."""
_PARTS = re.compile(r"\s+[|·–—-]\s+")
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A page and what it says. `page` is None if the address was a listing's; `api` is the root of a WordPress API."""

    response: Response
    page: HtmlElement | None
    name: str | None
    lang: str | None
    api: str | None
    feeds: tuple[str, ...]

    @property
    def url(self) -> str:
        """The page's address, behind its redirects."""
        return self.response.url

    @property
    def home(self) -> str:
        """The site's address."""
        return urljoin(self.url, "/")


def look(url: str, get: Get) -> Place:
    """Return the place at an address: a site's home, one of its lists, or a listing itself.

    Raises:
        LeftOut: if it cannot be had or read.
    """
    response = get(url, Kind.PAGE)
    recognised = {name for name, kind in listings.kinds().items() if kind.recognises(response)}
    if recognised - {"html"}:
        return Place(response=response, page=None, name=None, lang=None, api=None, feeds=(response.url,))
    page = tree.parse(document.letters(response), url=response.url)
    return Place(
        response=response,
        page=page,
        name=_name(page),
        lang=(plain.lang(page.get("lang")) or "").partition("-")[0].lower() or None,
        api=paging.linked(response.headers, response.url, _API) or _linked(page, response.url, _API),
        feeds=tuple(dict.fromkeys(_declared(page, response.url)))[:_MOST],
    )


def addresses(place: Place, get: Get) -> Iterator[str]:
    """Yield the addresses at which a listing may be, the most telling first, each once."""
    posts = _posts(place.api or urljoin(place.home, "/wp-json/"))
    feeds = place.feeds or tuple(urljoin(place.home, path) for path in _FEEDS)
    maps = (*_of_robots(place, get), *(urljoin(place.home, path) for path in _SITEMAPS))
    yield from dict.fromkeys((posts, *feeds, *maps))


def zone(place: Place, get: Get) -> ZoneInfo | None:
    """Return the zone in which the site's WordPress writes its dates, if it says."""
    root = place.api or urljoin(place.home, "/wp-json/")
    try:
        value = document.json_value(get(paging.asking(root, _fields="timezone_string"), Kind.FEED))
        return ZoneInfo(str(at(value, "timezone_string") or ""))
    except (LeftOut, ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _posts(api: str) -> str:
    """Return the address of the posts; without pretty addresses the API's path is a parameter."""
    if "rest_route=" in urlsplit(api).query:
        return paging.asking(api, rest_route="/wp/v2/posts", _embed=1)
    return urljoin(api if api.endswith("/") else api + "/", "wp/v2/posts?_embed=1")


def _of_robots(place: Place, get: Get) -> Iterator[str]:
    try:
        text = document.letters(get(urljoin(place.home, "/robots.txt"), Kind.ROBOTS))
    except LeftOut:
        return
    stated = (plain.address(found, place.home) for found in _SITEMAP_LINE.findall(text)[:_MOST])
    yield from filter(None, stated)


def _declared(page: HtmlElement, base: str) -> Iterator[str]:
    """Yield the feeds that the page names; those of comments are none."""
    for link in page.iter("link"):
        if "alternate" in _relations(link) and (link.get("type") or "").lower() in _FEED_TYPES:
            url = plain.address(link.get("href"), base)
            if url and "comments" not in url:
                yield url


def _linked(page: HtmlElement, base: str, relation: str) -> str | None:
    found = (link.get("href") for link in page.iter("link") if relation in _relations(link))
    return next((url for href in found if (url := plain.address(href, base))), None)


def _relations(link: HtmlElement) -> list[str]:
    return (link.get("rel") or "").lower().split()


def _name(page: HtmlElement) -> str | None:
    """Return what the site calls itself: in `og:site_name`, as an application, else in the title."""
    said = {(meta.get("property") or meta.get("name") or ""): meta.get("content") for meta in page.iter("meta")}
    title = next((tree.text_of(title) for title in page.iter("title")), None)
    title = _PARTS.split(title or "")[0]
    names = (plain.line(name, 80) for name in (said.get("og:site_name"), said.get("application-name"), title))
    return next(filter(None, names), None)
