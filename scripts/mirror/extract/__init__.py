"""Extraction: from a page, or from what a listing carries, to one article.

Hands on an `Extract` that says where each of its fields was found. Refuses (`ExtractError`: address, reason, remedy)
pages that hold no article: other kinds of files, errors and walls that answer 200, pages without text or title,
letters that cannot be decoded.

Which statement is believed, field by field (each module explains its own):

| field | in this order |
| --- | --- |
| body | `rules.body`, the listing's full content if it covers the page's text, trafilatura as pointer, a box named
like a body, readability, the page's data | | title | `rules.title`, then by majority: `<h1>`, JSON-LD, listing,
OpenGraph, `<title>` | | published, modified | `rules.date`, JSON-LD and `<meta>`, visible dates, listing | | authors
| `rules.author`, JSON-LD, listing, `<meta>`, visible bylines | | labels | listing, JSON-LD, `<meta>`, breadcrumbs, in
one row | | tags, picture, summary | listing (tags), `rules.image` (picture), JSON-LD, `<meta>`, listing | | language
| the page unless its script belies it, source |
"""

from datetime import datetime

from ..config import Source
from ..errors import ExtractError
from ..listings.entry import Entry
from .assemble import assemble
from .claims import Claims, claims_of
from .decode import decode
from .page import Extract, Page
from .refuse import check_kind
from .tree import parse
from .whole import is_whole

__all__ = ["Extract", "Page", "extract", "from_entry"]


def extract(page: Page, *, entry: Entry, source: Source, now: datetime) -> Extract:
    """Return the article on `page`, to which `entry` of `source`'s listing pointed.

    Raises:
        ExtractError: if the page holds no article that may be published; `subject` is its address.
    """
    check_kind(page.body, page.content_type, url=page.url)
    root = parse(decode(page.body, content_type=page.content_type, url=page.url), url=page.url)
    alive = list(root.iter())  # lxml makes an element anew at each visit unless somebody holds it: a tenth of the time
    claims = claims_of(root, url=page.url)
    found = assemble(root=root, claims=claims, entry=entry, source=source, now=now, url=page.url)
    del alive
    return found


def from_entry(entry: Entry, *, source: Source, now: datetime) -> Extract | None:
    """Return the article that a listing carries in full, or None if it does not: then its page has to be fetched."""
    if not entry.html or not entry.title or not is_whole(entry):
        return None
    try:
        return assemble(root=None, claims=Claims(), entry=entry, source=source, now=now, url=entry.url)
    except ExtractError:
        return None
