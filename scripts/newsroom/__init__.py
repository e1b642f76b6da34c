"""The sample newsroom: two invented Arabic news sites, served over real HTTP on loopback.

Hands on `Newsroom` (the server), `articles()` (what stands in it, for comparing) and `sample()` (its two outlets).
It knows nothing of the mirror that reads it, dials nobody and writes no file.
"""

from collections.abc import Iterator

from .article import Article, Picture
from .outlet import Outlet, sample
from .server import Newsroom

__all__ = ["Article", "Newsroom", "Outlet", "Picture", "articles", "sample"]


def articles() -> Iterator[Article]:
    """Yield every article of the sample as it was written, source by source, newest first."""
    for outlet in sample():
        yield from outlet.articles
