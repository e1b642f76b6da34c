"""A CSS selector for a page that lists articles, found by what its links have in common.

Hands on the selector that finds the most links that look like articles and the fewest others, or None. A proposal: a
person sees what it finds before it is used.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import islice

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from ..extract.tree import text_of
from ..listings import plain
from ..listings.html import select
from ..urls import host

LEAST = 5
"""Articles below which a page lists nothing."""

_TITLE_WORDS = 4
_ASIDE = frozenset({"nav", "footer", "aside"})
# A class that says what something is. Those with numbers are of one item, those with signs (`md:flex`) of one place.
_CLASS = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}")
_LINKS, _TRIED = 2_000, 60
"""Links of a page that are looked at, and selectors that are tried on it."""


def propose(page: HtmlElement, url: str) -> str | None:
    """Return a selector for the links to articles on the page at `url`."""
    ways: dict[str, set[str]] = defaultdict(set)
    articles: set[str] = set()
    for link in islice(page.iter("a"), _LINKS):
        if target := _article(link, url):
            articles.add(target)
            for way in _ways(link):
                ways[way].add(target)
    likely = sorted(ways, key=lambda way: (-len(ways[way]), len(way), way))[:_TRIED]
    worth = {way: _worth(page, url, way, articles) for way in likely if len(ways[way]) >= LEAST}
    found = max(worth, key=lambda way: (worth[way], "." in way, -len(way), way), default=None)  # a class is steadier
    return found if found and worth[found][0] >= LEAST else None


def _article(link: HtmlElement, url: str) -> str | None:
    """Return where a link leads if it looks like an article's: to the same site, in a title's words, in no bar."""
    target = plain.page(link.get("href"), url)
    if not target or host(target).removeprefix("www.") != host(url).removeprefix("www.") or target == plain.page(url):
        return None
    if len(text_of(link).split()) < _TITLE_WORDS or any(above.tag in _ASIDE for above in link.iterancestors()):
        return None
    return target


def _ways(link: HtmlElement) -> Iterator[str]:
    """Yield selectors that find this link: by itself and by what stands one, two or three levels above it."""
    above = list(link.iterancestors())[:3]
    for own in _names(link):
        if own != "a":
            yield own
        for depth, one in enumerate(above):
            for name in _names(one):
                yield f"{name} > {own}" if depth == 0 else f"{name} {own}"
    for name in (name for one in above[1:] for name in _names(one)):
        yield f"{name} {above[0].tag} > a"


def _names(element: HtmlElement) -> list[str]:
    """Return an element's tag, alone and with each class that says what it is."""
    classes = (element.get("class") or "").split()[:6]
    return [element.tag, *(f"{element.tag}.{one}" for one in classes if _CLASS.fullmatch(one))]


def _worth(page: HtmlElement, url: str, way: str, articles: Set[str]) -> tuple[int, int]:
    """Return how many articles a selector finds, less twice what else it finds; then how few links it needs to."""
    links = select(CSSSelector(way), page)
    found = {plain.page(link.get("href"), url) for link in links}
    return len(found & articles) - 2 * len(found - articles), -len(links)
