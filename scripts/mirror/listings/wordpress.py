"""WordPress's own API: `wp-json/wp/v2/posts?_embed`, with categories, tags, authors and pictures resolved.

The GUID is the one that the same site's feed states, so that both listings of a source mean one story.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from .. import story, urls
from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import document, paging, plain, sniff
from .entry import Entry, Listing, Picture
from .within import at, items, number

KIND = "wordpress"
POSTS = 500
"""Posts of one page that are read; WordPress gives 100 at most."""

_A_PAGE = 50
"""Posts asked for at once, going back: a hundred with all their embeds can pass the most that `web` takes."""
_WIDE_ENOUGH = 1200
"""Pixels: the widest picture that the site shows, so what is larger need not be fetched."""


def recognises(response: Response) -> bool:
    """Whether it is a list of posts, or the API's word that there is none."""
    if not sniff.is_json(response.body):
        return False
    try:
        value = document.json_value(response)
    except ListingError:
        return False
    if "x-wp-total" in response.headers:
        return isinstance(value, list)
    first = at(value, 0)
    return _is_refusal(value) or (number(first, "id") is not None and isinstance(at(first, "title", "rendered"), str))


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the posts.

    Raises:
        ListingError: if there are none: it is no such API, or a closed one.
    """
    posts = document.json_value(response)
    if _is_refusal(posts):
        code = plain.line(at(posts, "code"), 60)
        raise ListingError(response.url, f"the site's WordPress API refuses: {code}", "take its feed: /feed/")
    if not isinstance(posts, list):
        remedy = "the address ends in /wp-json/wp/v2/posts?_embed=1"
        raise ListingError(response.url, "expected a list of WordPress posts, found other JSON", remedy)
    entries: list[Entry] = []
    left_out: list[tuple[str, str]] = []
    for post in posts[:POSTS]:
        url = plain.page(at(post, "link"))
        if url is None:
            title = plain.line(at(post, "title", "rendered"), plain.NAME)
            left_out.append((title or "a post", "has no link to a web page"))
        else:
            entries.append(_entry(post, url, source, now))
    more = _more(response) if posts else ()
    return Listing(kind=KIND, entries=tuple(entries), more=more, left_out=tuple(left_out))


def back_to(url: str, since: datetime) -> str:
    """Return the address that lists what was published since then, newest first, many on a page.

    From the day before, for the site's clock is not known; whoever reads looks at the dates anyway.
    """
    after = (since - timedelta(days=1)).strftime("%Y-%m-%dT00:00:00")
    return paging.asking(url, after=after, per_page=_A_PAGE, orderby="date", order="desc")


def _is_refusal(value: object) -> bool:
    return isinstance(at(value, "code"), str) and isinstance(at(value, "message"), str)


def _more(response: Response) -> tuple[str, ...]:
    """Return the next page, unless the headers say that this one is the last (REST API Handbook, "Pagination")."""
    if linked := paging.linked(response.headers, response.url, "next"):
        return (linked,)
    page, pages = paging.number(response.url, "page"), response.headers.get("x-wp-totalpages", "")
    if pages.isdecimal() and len(pages) < 10 and page >= int(pages):
        return ()
    return (paging.asking(response.url, page=page + 1),)


def _entry(post: object, url: str, source: Source, now: datetime) -> Entry:
    post_id = number(post, "id")
    closed = at(post, "content", "protected") is True
    return Entry(
        url=url,
        guid=plain.identifier(plain.line(at(post, "guid", "rendered"), plain.ID)),
        aliases=(story.alias("wp", f"{urls.host(url)}/{post_id}"),) if post_id is not None else (),
        title=plain.line(at(post, "title", "rendered"), plain.TITLE),
        published=_date(post, "date", source, now),
        modified=_date(post, "modified", source, now),
        authors=plain.lines((at(author, "name") for author in items(post, "_embedded", "author")), most=10),
        labels=plain.lines(_terms(post, "category")),
        tags=plain.lines(_terms(post, "post_tag")),
        summary=plain.summary(at(post, "excerpt", "rendered")),
        html=None if closed else plain.markup(at(post, "content", "rendered")),
        picture=_picture(post, url),
        lang=plain.lang(at(post, "lang")),
    )


def _date(post: object, key: str, source: Source, now: datetime) -> datetime | None:
    """Return a date in the source's zone: from UTC, which is certain, else from the site's own clock."""
    stated = at(post, key + "_gmt")
    certain = plain.date(f"{stated}Z", source, now) if isinstance(stated, str) else None
    return certain.astimezone(source.zone) if certain else plain.date(at(post, key), source, now)


def _terms(post: object, taxonomy: str) -> Iterator[object]:
    """Yield the names of a post's terms, but for the category that stands for having none."""
    for terms in items(post, "_embedded", "wp:term")[:50]:
        for term in terms if isinstance(terms, list) else ():
            if at(term, "taxonomy") == taxonomy and at(term, "slug") != "uncategorized":
                yield at(term, "name")


def _picture(post: object, url: str) -> Picture | None:
    media = at(post, "_embedded", "wp:featuredmedia", 0)
    stated = (_wide_enough(media), at(media, "source_url"), at(post, "jetpack_featured_media_url"))
    found = next((address for one in stated if (address := plain.address(one, url))), None)
    if not found:
        return None
    alt, credit = plain.line(at(media, "alt_text"), plain.TITLE), at(media, "caption", "rendered")
    return Picture(url=found, alt=alt, credit=plain.line(credit, plain.TITLE))


def _wide_enough(media: object) -> object:
    """Return the smallest of the picture's files that is as wide as the site ever shows one."""
    sizes = at(media, "media_details", "sizes")
    files = list(sizes.values())[:50] if isinstance(sizes, dict) else []
    wide = [(width, at(file, "source_url")) for file in files if (width := number(file, "width") or 0) >= _WIDE_ENOUGH]
    return min(wide, key=lambda one: one[0])[1] if wide else None
