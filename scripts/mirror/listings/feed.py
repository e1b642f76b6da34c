"""RSS 0.9 to 2.0, RDF and Atom, read by feedparser from bytes.

Hands on what the feed says, addresses resolved, words made plain: feedparser cleans neither titles nor links, and its
own dates know no Arabic and no offset. What makes it slow or fail is kept from it (`bounds`) or a `ListingError`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any

import feedparser
from lxml import html as lxml_html

from .. import story, urls
from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import paging, plain, sniff
from .bounds import bounded
from .entry import Entry, Listing, Picture
from .within import at, items

KIND = "feed"

_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_WHOLE = 1500
"""Letters from which a description with markup is a whole article, as older feeds have it, and no summary."""
_MARKUP = re.compile("<[a-zA-Z/!]")
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ITUNES = "http://www.itunes.com/"
"""The scheme that feedparser gives to the keywords of iTunes."""
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
# What feedparser raises over broken documents, depending on where they are broken.
_STUMBLED = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Feed:
    """What holds for all entries: where the feed was, and what feedparser says of it as a whole."""

    url: str
    said: Any
    is_atom: bool


def recognises(response: Response) -> bool:
    """Whether the document's root is one of a feed."""
    return sniff.root_element(response.body) in _ROOTS


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the feed's entries.

    Raises:
        ListingError: if it is no feed, declares entities, or cannot be parsed.
    """
    root = sniff.root_element(response.body)
    if root not in _ROOTS:
        reason = f"expected a feed, found {f'<{root}>' if root else 'no markup'}"
        raise ListingError(response.url, reason, "correct `listing` in mirror.toml; scripts/discover.py finds feeds")
    body, cut = bounded(response)
    found = _parsed(body, response.url)
    feed = _Feed(url=response.url, said=found.feed, is_atom=root == "feed")
    left_out = [(response.url, cut)] if cut else []
    entries: list[Entry] = []
    for item in found.entries:
        url = _url(item, feed)
        if url is None:
            left_out.append((plain.line(item.get("title"), plain.NAME) or "an entry", "has no link to a web page"))
        else:
            entries.append(_entry(item, feed, url, source, now))
    more = _more(feed) if entries else ()
    return Listing(kind=KIND, entries=tuple(entries), more=more, left_out=tuple(left_out))


def _parsed(body: bytes, url: str) -> Any:
    """Return what feedparser reads in a document.

    Without a `content-location`, so that GUIDs stay as stated wherever the feed moves to; `base` is then an `xml:base`
    or nothing. Bytes in a `BytesIO`: plain ones it would first try as the name of a file.
    """
    try:
        return feedparser.parse(
            BytesIO(body), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except _STUMBLED as error:
        reason = f"the feed is broken so that feedparser cannot read it ({type(error).__name__})"
        raise ListingError(url, reason, "see it in a browser; tell its owner") from error


def _more(feed: _Feed) -> tuple[str, ...]:
    """Return the next page: as the feed says it (RFC 5005), or as every WordPress has it."""
    for relation in ("next", "prev-archive"):
        for link in items(feed.said, "links"):
            if at(link, "rel") == relation and (url := plain.address(at(link, "href"), feed.url)):
                return (url,)
    if "wordpress.org" in str(at(feed.said, "generator")):
        return (paging.asking(feed.url, paged=paging.number(feed.url, "paged") + 1),)
    return ()


def _url(item: Any, feed: _Feed) -> str | None:
    """Return the entry's page: the original behind a proxy's link, its link, or a GUID that is an address."""
    links = [link for link in items(item, "links") if at(link, "rel") == "alternate"]
    links.sort(key=lambda link: "html" not in str(at(link, "type")))
    stated = [at(item, "feedburner_origlink"), *(at(link, "href") for link in links)]
    found = (plain.page(one, feed.url) for one in stated)
    return next(filter(None, found), None) or plain.page(at(item, "id"))


def _entry(item: Any, feed: _Feed, url: str, source: Source, now: datetime) -> Entry:
    content, summary = _texts(item, feed, url)
    published, modified = (plain.date(dict.get(item, name), source, now) for name in ("published", "updated"))
    if published is None and not feed.is_atom:  # feedparser calls the one date that Dublin Core has `updated`
        published, modified = modified, None
    title = plain.literal if feed.is_atom and at(item, "title_detail", "type") == "text/plain" else plain.line
    post = at(item, "post-id")
    labels, tags = _labels(item)
    return Entry(
        url=url,
        guid=plain.identifier(at(item, "id")),
        aliases=(story.alias("wp", f"{urls.host(url)}/{post}"),) if isinstance(post, str) and post.isdecimal() else (),
        title=title(at(item, "title"), plain.TITLE),
        published=published or plain.date(at(item, "created"), source, now),
        modified=modified,
        authors=_authors(item) or (_authors(feed.said) if feed.is_atom else ()),
        labels=labels,
        tags=tags,
        summary=summary,
        html=content,
        picture=_picture(item, feed.url),
        lang=_lang(item, feed),
    )


def _texts(item: Any, feed: _Feed, url: str) -> tuple[str | None, str | None]:
    """Return the content (HTML, links relative to `url`) and the summary (plain text), as far as there are any."""
    contents = (_content(part, feed, url) for part in items(item, "content"))
    content = max(filter(None, contents), key=len, default=None)
    described = at(item, "summary_detail")  # without it, `summary` is a copy of the content
    value = at(described, "value")
    if content is None and isinstance(value, str) and len(value) > _WHOLE and _MARKUP.search(value):
        return _rebased(plain.markup(value), described, feed, url), None
    return content, plain.summary(value)


def _content(part: object, feed: _Feed, url: str) -> str | None:
    kind, value = at(part, "type"), at(part, "value")
    if not isinstance(value, str):
        return None
    if kind == "text/plain" and feed.is_atom and not _MARKUP.search(value):
        value = "".join(f"<p>{escape(text, quote=False)}</p>" for text in re.split(r"\n\s*\n", value) if text.strip())
    elif kind not in _HTML and not (kind == "text/plain" and feed.is_atom):
        return None  # an image; or, in RSS, a second description: of a podcast, say
    return _rebased(plain.markup(value), part, feed, url)


def _rebased(content: str | None, part: object, feed: _Feed, url: str) -> str | None:
    """Return HTML with its links made absolute: only here is it known that they are relative to an `xml:base`."""
    base = plain.address(at(part, "base"), feed.url)
    if content is None or base is None or base == url:
        return content
    try:
        rebased: str = lxml_html.make_links_absolute(f"<div>{content}</div>", base)
    except (ValueError, AssertionError):
        return content
    return rebased


def _authors(of: Any) -> tuple[str, ...]:
    """Return the authors' names. An entry of Atom without any has the feed's (RFC 4287, 4.2.1)."""
    names = (at(person, "name") for person in items(of, "authors"))
    return plain.lines((name for name in names if "@" not in str(name)), most=10)


def _labels(item: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return categories and keywords, which feedparser has among one another, keywords parted at Latin commas only."""
    keywords = str(at(item, "media_keywords") or "")
    parts = {part.strip() for part in keywords.split(",")}
    labels, tags = [], re.split("[,،]", keywords)
    for tag in items(item, "tags"):
        stated = str(at(tag, "label") or at(tag, "term") or "")
        if at(tag, "scheme") == _ITUNES:
            tags += re.split("[,،]", stated)
        elif stated not in parts and not stated.startswith(("http://", "https://")):  # Atom's `term` may be an address
            labels.append(stated)
    return plain.lines(labels), plain.lines(tags)


def _picture(item: Any, base: str) -> Picture | None:
    """Return the largest image among the media, else a thumbnail, an enclosure, the podcast's own."""
    media = sorted(filter(_is_image, items(item, "media_content")), key=_pixels, reverse=True)
    media += items(item, "media_thumbnail")
    media += (link for link in items(item, "links") if at(link, "rel") == "enclosure" and _is_image(link))
    for one in [*media, at(item, "image")]:
        if url := plain.address(at(one, "url") or at(one, "href"), base):
            return Picture(
                url=url,
                alt=plain.line(at(item, "media_caption"), plain.TITLE),
                credit=plain.line(at(item, "media_credit", 0, "content"), plain.TITLE),
            )
    return None


def _is_image(media: object) -> bool:
    return "image" in str(at(media, "type") or at(media, "medium") or "image")


def _pixels(media: object) -> int:
    width = str(at(media, "width"))
    return int(width) if re.fullmatch("[0-9]{1,5}", width) else 0


def _lang(item: Any, feed: _Feed) -> str | None:
    """Return the entry's own language, not one that it has from the feed."""
    stated = at(item, "language") or (at(item, "title_detail", "language") if feed.is_atom else None)
    return plain.lang(stated) if stated != at(feed.said, "language") else None
