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


def read(response: Response, _source: Source, _now: datetime) -> Listing:
    """Return the page as the one entry; it is read when it is fetched as an article."""
    return Listing(kind=KIND, entries=(Entry(url=canonical(response.requested)),))
