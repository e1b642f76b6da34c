"""RSS 0.9 to 2.0, RDF and Atom.

Read with lxml, in bounded time whatever is broken in them. (Measured: a feed of 1,000 articles, 1.8 MB, is parsed in
0.02 s; feedparser takes 0.8 s, and for a broken one 2.4 s. It is what the tests compare with.)
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from itertools import islice

from lxml import html as lxml_html

from .. import story, urls
from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import document, paging, plain, sniff
from .element import Element
from .entry import Entry, Listing, Picture

KIND = "feed"
ENTRIES = 2_000
"""Entries of one feed that are read: four times as many as one run takes; they take about 1.5 s."""

_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_WHOLE = 1500
"""Letters from which a description with markup is a whole article, as older feeds have it, and no summary."""
_DEPTH = 6
"""Levels on which entries are looked for. They stand on the first or second; broken markup pushes them further down."""
_MARKUP = re.compile("<[a-zA-Z/!]")
# RFC 2822 as RSS quotes it ("name@host (Name)"), and a bare address, which nobody wants to see published.
_MAILBOX = re.compile(r"^[^\s@()<>]+@[^\s@()<>]+\s*(?:\((.*)\))?$|^(.*?)\s*<[^<>@]+@[^<>]+>$")


def recognises(response: Response) -> bool:
    """Whether the document's root is one of a feed."""
    return sniff.root_element(response.body) in _ROOTS


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the feed's entries.

    Raises:
        ListingError: if it is no feed, declares entities, or cannot be parsed.
    """
    if not recognises(response):
        found = sniff.root_element(response.body)
        reason = f"expected a feed, found {f'<{found}>' if found else 'no markup'}"
        raise ListingError(response.url, reason, "correct `listing` in mirror.toml; scripts/discover.py finds feeds")
    root, whole = document.xml_root(response)
    feed = Element(root)
    channel = feed.first("channel") or feed
    items = list(islice(feed.within("item", "entry", depth=_DEPTH), ENTRIES + 1))
    left_out: list[tuple[str, str]] = []
    if len(items) > ENTRIES:
        del items[ENTRIES:]
        left_out.append((response.url, f"the feed has more than {ENTRIES} entries; what is behind them is not read"))
    elif items and not whole:
        items.pop()
        left_out.append((response.url, "the feed breaks off; its last entry is left for another time"))
    entries: list[Entry] = []
    for item in items:
        url = _url(item)
        if url is None:
            left_out.append((_line(item.first("title"), plain.NAME) or "an entry", "has no link to a web page"))
        else:
            entries.append(_entry(item, channel, url, source, now))
    more = _more(channel, response) if entries else ()
    return Listing(kind=KIND, entries=tuple(entries), more=more, left_out=tuple(left_out))


def _more(channel: Element, response: Response) -> tuple[str, ...]:
    """Return the next page: as the feed says it (RFC 5005), or as every WordPress has it."""
    for relation in ("next", "prev-archive"):
        for link in channel.all("link"):
            if link.attribute("rel") == relation and (url := plain.address(link.attribute("href"), link.base)):
                return (url,)
    if "wordpress.org" in (channel.text("generator") or ""):
        return (paging.asking(response.url, paged=paging.number(response.url, "paged") + 1),)
    return ()


def _url(item: Element) -> str | None:
    """Return the entry's page: the original behind a proxy's link, its link, or a GUID that says it is one."""
    stated = [(item.text("feedburner:origlink"), "")]
    stated += [(link.attribute("href") or link.value(), link.base) for link in sorted(_alternates(item), key=_is_other)]
    stated += [(guid.value(), "") for guid in item.all("guid", "id") if _is_address(guid)]
    stated.append((item.attribute("rdf:about"), ""))
    return next((url for value, base in stated if (url := plain.page(value, base))), None)


def _alternates(item: Element) -> Iterator[Element]:
    return (link for link in item.all("link") if link.attribute("rel") in (None, "alternate"))


def _is_address(guid: Element) -> bool:
    """Whether an id is meant as the page's address: RSS says so unless it says otherwise."""
    said_not = guid.attribute("isPermaLink", "isPermalink", "ispermalink") == "false"
    return not said_not and guid.value().strip().startswith(("http://", "https://"))


def _is_other(link: Element) -> bool:
    """Whether the link leads to another form of the article than its page."""
    return "html" not in (link.attribute("type") or "html")


def _entry(item: Element, channel: Element, url: str, source: Source, now: datetime) -> Entry:
    content, summary = _texts(item, url)
    post = item.text("wordpress:post-id", "post-id")
    return Entry(
        url=url,
        guid=plain.identifier(item.text("guid", "id") or item.attribute("rdf:about")),
        aliases=(story.alias("wp", f"{urls.host(url)}/{post}"),) if post and post.isdecimal() else (),
        title=_line(item.first("title") or item.first("media:title"), plain.TITLE),
        published=_date(item, source, now, "pubdate", "published", "issued", "dc:date", "dcterms:issued", "created"),
        modified=_date(item, source, now, "updated", "modified", "dcterms:modified"),
        authors=_authors(item) or _authors(channel),
        labels=plain.lines(_labels(item)),
        tags=plain.lines(re.split("[,،]", item.text("media:keywords", "itunes:keywords") or "")),
        summary=summary,
        html=content,
        picture=_picture(item),
        lang=plain.lang(item.lang or item.text("dc:language")),
    )


def _texts(item: Element, url: str) -> tuple[str | None, str | None]:
    """Return the content (HTML, links relative to `url`) and the summary (plain text), as far as there are any."""
    content = next(filter(None, (_content(part, url) for part in item.all("content:encoded", "content"))), None)
    described = item.first("description", "summary")
    if content is None and described:
        value = described.value()
        if len(value) > _WHOLE and _MARKUP.search(value):
            return _content(described, url), None
    return content, plain.summary(described.value()) if described else None


def _content(part: Element, url: str) -> str | None:
    kind = part.attribute("type") or "html"
    value = part.value()
    if kind in ("text", "text/plain") and not _MARKUP.search(value):
        value = "".join(f"<p>{escape(text, quote=False)}</p>" for text in re.split(r"\n\s*\n", value) if text.strip())
    elif "html" not in kind and kind not in ("text", "text/plain", "xml", "escaped"):
        return None
    found = plain.markup(value)
    if found and part.has_base and part.base != url:
        return _rebased(found, part.base)
    return found


def _rebased(content: str, base: str) -> str:
    """Return HTML with its links made absolute: only here is it known that they are relative to an `xml:base`."""
    try:
        rebased: str = lxml_html.make_links_absolute(f"<div>{content}</div>", base)
    except (ValueError, AssertionError):
        return content
    return rebased


def _line(element: Element | None, limit: int) -> str | None:
    if element is None:
        return None
    stated = plain.literal if element.attribute("type") in ("text", "text/plain") else plain.line
    return stated(element.value(), limit)


def _date(item: Element, source: Source, now: datetime, *names: str) -> datetime | None:
    return next((found for one in item.all(*names) if (found := plain.date(one.value(), source, now))), None)


def _authors(item: Element) -> tuple[str, ...]:
    """Return the authors' names. An entry without any has the feed's (RFC 4287, 4.2.1)."""
    persons = item.all("author", "dc:creator", "itunes:author")
    stated = (one.text("name") if one.first("name", "email", "uri") else one.value() for one in persons)
    return plain.lines((_named(name.strip()) for name in stated if name), most=10)


def _named(person: str) -> str:
    """Return the name without an e-mail address beside it, or in its place."""
    mailbox = _MAILBOX.match(person[:500])
    return (mailbox[1] or mailbox[2] or "") if mailbox else person


def _labels(item: Element) -> Iterator[str]:
    """Yield the categories; Atom's `term` may be an address, then there is a `label`."""
    for category in item.all("category", "dc:subject"):
        stated = category.attribute("label") or category.attribute("term") or category.value()
        if not stated.startswith(("http://", "https://")):
            yield stated


def _picture(item: Element) -> Picture | None:
    """Return the largest image among the media, else a thumbnail, an enclosure, the item's own."""
    groups = [item, *item.all("media:group")]
    media = [one for group in groups for one in group.all("media:content") if _is_image(one)]
    media.sort(key=lambda one: -_pixels(one))
    media += [one for group in groups for one in group.all("media:thumbnail")]
    media += filter(_is_image, item.all("enclosure"))
    media += [link for link in item.all("link") if link.attribute("rel") == "enclosure" and _is_image(link)]
    for one in [*media, *item.all("itunes:image", "image")]:
        stated = one.attribute("url") or one.attribute("href") or one.text("url") or one.value()
        if url := plain.address(stated, one.base):
            return Picture(url=url, alt=_said(one, groups, "description"), credit=_said(one, groups, "credit"))
    return None


def _said(media: Element, groups: list[Element], what: str) -> str | None:
    """Return what is said of a medium, in it or beside it (Media RSS: optional elements may stand on each level)."""
    return next(
        (text for one in (media, *groups) if (text := plain.line(one.text(f"media:{what}"), plain.TITLE))), None
    )


def _is_image(media: Element) -> bool:
    return "image" in (media.attribute("type") or media.attribute("medium") or "image")


def _pixels(media: Element) -> int:
    width = media.attribute("width") or ""
    return int(width) if re.fullmatch("[0-9]{1,5}", width) else 0
