"""An HTML page that lists articles: links found by the source's own selectors, `item` and `next` in [source.rules].

Hands on what the page shows of each: its link, its title, and a date where one stands in the same card.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from ..config import Source
from ..errors import ExtractError, ListingError
from ..extract import tree
from ..web import Response
from . import document, plain, sniff
from .entry import Entry, Listing

KIND = "html"
ENTRIES = 1_000
"""Links of one page that are read."""

_ROOTS = frozenset({"html", "head", "meta", "title", "body"})
"""What pages begin with; `<html>` and `<head>` may be left out (HTML, "optional tags")."""
_LINKS = CSSSelector("a[href]")
_HEADINGS = CSSSelector("h1, h2, h3, h4, h5, h6")
_TIMES = CSSSelector("time")
_NEXT = CSSSelector("link[rel~=next][href], a[rel~=next][href]")


def recognises(response: Response) -> bool:
    """Whether it is an HTML page; whether it lists anything only the source's selectors tell."""
    return sniff.root_element(response.body) in _ROOTS


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the entries that `item` selects: links, or cards with a link in each.

    Raises:
        ListingError: if the source has no such selector, or it is no page of HTML.
    """
    if source.rules.item is None:
        remedy = "scripts/discover.py finds a feed or a selector: `item` in [source.rules]"
        raise ListingError(response.url, "is a web page, and nothing says where on it the articles stand", remedy)
    page = _parsed(response)
    base = _base(page, response.url)
    items = select(CSSSelector(source.rules.item), page)
    left_out: list[tuple[str, str]] = []
    if len(items) > ENTRIES:
        left_out.append((response.url, f"the page has more than {ENTRIES} items; what is behind them is not read"))
    cards: list[tuple[HtmlElement, str]] = []
    for item in items[:ENTRIES]:
        link = _link(item)
        url = plain.page(link.get("href"), base) if link is not None else None
        if url is None:
            left_out.append((plain.literal(tree.text_of(item), plain.NAME) or "an item", "has no link to a web page"))
        elif url != plain.page(response.url):
            cards.append((item, url))
    shared = _shared(cards)
    entries: dict[str, Entry] = {}
    for item, url in cards:
        entry = Entry(url=url, title=_title(item), published=_date(item, shared, source, now))
        entries[url] = _fuller(entries.get(url), entry)
    more = _more(page, base, source) if entries else ()
    return Listing(kind=KIND, entries=tuple(entries.values()), more=more, left_out=tuple(left_out))


def select(selector: CSSSelector, element: HtmlElement) -> list[HtmlElement]:
    """Return the elements that a selector finds in `element`."""
    return cast("list[HtmlElement]", selector(element))  # of elements: CSS can select nothing else


def _parsed(response: Response) -> HtmlElement:
    try:
        return tree.parse(document.letters(response), url=response.url)
    except ExtractError as error:
        raise ListingError(error.subject, error.reason, error.remedy) from error


def _base(page: HtmlElement, url: str) -> str:
    stated = next((base.get("href") for base in page.iter("base") if base.get("href")), None)
    return plain.address(stated, url) or url


def _link(item: HtmlElement) -> HtmlElement | None:
    """Return the item itself if it is a link, else the link in it that says most."""
    if item.tag == "a":
        return item
    return max(select(_LINKS, item), key=lambda link: len(tree.text_of(link)), default=None)


def _title(item: HtmlElement) -> str | None:
    """Return the card's heading, else the words of its link."""
    link = _link(item)
    heading = next(iter(select(_HEADINGS, item)), item if link is None else link)
    return plain.literal(tree.text_of(heading), plain.TITLE)


def _shared(cards: Sequence[tuple[HtmlElement, str]]) -> frozenset[HtmlElement]:
    """Return the elements that hold items of more than one article: what is above the cards."""
    held: dict[HtmlElement, str] = {}
    shared = {root.getroottree().getroot() for root, _ in cards[:1]}
    for item, url in cards:
        shared.update(one for one in item.iterancestors() if held.setdefault(one, url) != url)
    return frozenset(shared)


def _date(item: HtmlElement, shared: frozenset[HtmlElement], source: Source, now: datetime) -> datetime | None:
    """Return the date of the one `<time>` in the item's card: the largest element with no other article in it."""
    card = item
    while (parent := card.getparent()) is not None and parent not in shared and parent.tag != "body":
        card = parent
    times = select(_TIMES, card)
    if len(times) != 1:
        return None
    return plain.date(times[0].get("datetime"), source, now) or plain.date(tree.text_of(times[0]), source, now)


def _fuller(one: Entry | None, other: Entry) -> Entry:
    """Return the entry that says more: a card links to its article from the picture, the title and «read more»."""
    if one is None or len(other.title or "") > len(one.title or ""):
        return other
    return one


def _more(page: HtmlElement, base: str, source: Source) -> tuple[str, ...]:
    """Return the next page: by the source's selector, else by the page's own word for it (HTML, link type `next`)."""
    found = select(CSSSelector(source.rules.next) if source.rules.next else _NEXT, page)[:10]
    links = [one if one.get("href") else next(iter(select(_LINKS, one)), one) for one in found]
    return tuple(url for link in links if (url := plain.address(link.get("href"), base)))[:1]
