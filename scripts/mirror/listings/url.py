"""A single article's address: a listing of one entry, the page itself."""

from datetime import datetime

from ..config import Source
from ..urls import canonical
from ..web import Response
from .entry import Entry, Listing

KIND = "url"


def recognises(_response: Response) -> bool:
    """Never by itself: a page that was meant as a listing would become an article."""
    return False


def of_address(url: str) -> Listing:
    """Return the page as the one entry, unasked; it is read when it is fetched as an article."""
    return Listing(kind=KIND, entries=(Entry(url=canonical(url)),))


def read(response: Response, _source: Source, _now: datetime) -> Listing:
    """Return the page that came back as the one entry."""
    return of_address(response.requested)
