"""Sitemaps: of pages, of news, and indexes of sitemaps (sitemaps.org; Google's news and image extensions).

A sitemap says when a page was last changed, never when it was published; only a news sitemap says that.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import document, plain, sniff
from .element import Element
from .entry import Entry, Listing, Picture

KIND = "sitemap"
ENTRIES = 10_000
"""Pages of one sitemap that are read, the newest. Sites hold to 1,000 or 2,000."""
_LOOKED_AT = 50_000
"""Pages among which the newest are found, and sitemaps of an index: as many as the protocol allows."""
PARTS = 1_000
"""Sitemaps of an index that are read, the newest: thirty years of months with three each."""

_ROOTS = frozenset({"urlset", "sitemapindex"})
# Words in the file names of sitemaps that list no articles. Yoast, Rank Math, WordPress itself, Drupal and others name
# them so: `post_tag-sitemap.xml`, `wp-sitemap-taxonomies-category-1.xml`, `author-sitemap.xml`.
_NO_ARTICLES = frozenset(
    {"author", "authors", "category", "categories", "format", "page", "pages", "tag", "tags", "taxonomies", "taxonomy"}
    | {"image", "images", "user", "users", "video", "videos"}
)


def recognises(response: Response) -> bool:
    """Whether the document's root is one of a sitemap."""
    return sniff.root_element(response.body) in _ROOTS


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the pages, newest first as far as dates are stated; of an index, its sitemaps as `more`.

    Raises:
        ListingError: if it is no sitemap, declares entities, or cannot be parsed.
    """
    if not recognises(response):
        remedy = "correct `listing` in mirror.toml; robots.txt of the site may name its sitemap"
        raise ListingError(response.url, "expected a sitemap, found something else", remedy)
    root, _ = document.xml_root(response)
    top = Element(root)
    if top.name == "sitemapindex":
        return Listing(kind=KIND, entries=(), more=_parts(top))
    pages = sorted(islice(top.all("url"), _LOOKED_AT), key=_stated, reverse=True)
    left_out: list[tuple[str, str]] = []
    if len(pages) > ENTRIES:
        left_out.append((response.url, f"the sitemap has more than {ENTRIES} pages; only the newest are read"))
    entries: list[Entry] = []
    for page in pages[:ENTRIES]:
        url = plain.page(page.text("loc"))
        if url is None:
            left_out.append(("a page", "has no address"))
        elif urlsplit(url).path != "/":  # the home page is no article
            entries.append(_entry(page, url, source, now))
    return Listing(kind=KIND, entries=tuple(entries), left_out=tuple(left_out))


def _stated(page: Element) -> str:
    """Return the date by which to sort, as it stands: W3C dates sort as text, to the day at least."""
    news = page.first("news:news")
    return ((news.text("news:publication_date") if news else None) or page.text("lastmod") or "").strip()


def _entry(page: Element, url: str, source: Source, now: datetime) -> Entry:
    news = page.first("news:news")
    publication = news.first("news:publication") if news else None
    image = page.first("image:image")
    return Entry(
        url=url,
        title=plain.line(news.text("news:title"), plain.TITLE) if news else None,
        published=plain.date(news.text("news:publication_date"), source, now) if news else None,
        modified=plain.date((page.text("lastmod") or "").strip(), source, now),
        tags=plain.lines(re.split("[,،]", news.text("news:keywords") or "")) if news else (),
        picture=_picture(image, url) if image else None,
        lang=plain.lang(publication.text("news:language")) if publication else None,
    )


def _picture(image: Element, url: str) -> Picture | None:
    found = plain.address(image.text("image:loc"), url)
    words = plain.line(image.text("image:caption", "image:title"), plain.TITLE)
    return Picture(url=found, alt=words) if found else None


def _parts(index: Element) -> tuple[str, ...]:
    """Return an index's sitemaps: those of news first, then the newest; without those that list no articles.

    If they all seem to be of that sort, their names were misunderstood and all are returned.
    """
    newest = sorted(islice(index.all("sitemap"), _LOOKED_AT), key=_stated, reverse=True)[:PARTS]
    parts = [(url, _stated(part)) for part in newest if (url := plain.address(part.text("loc")))]
    chosen = [(url, date) for url, date in parts if not _NO_ARTICLES & set(_words(url))] or parts
    chosen.sort(key=lambda part: ("news" in _words(part[0]), part[1], _numbers(part[0])), reverse=True)
    return tuple(dict.fromkeys(url for url, _ in chosen))


def _words(url: str) -> Sequence[str]:
    return re.findall("[a-z]+", urlsplit(url).path.rpartition("/")[2].lower())


def _numbers(url: str) -> tuple[int, ...]:
    """Return the numbers in an address: where no dates are stated, months and counters grow with time."""
    return tuple(int(digits) for digits in re.findall("[0-9]{1,18}", urlsplit(url).path + urlsplit(url).query))
