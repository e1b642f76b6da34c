"""What goes into an extraction and what comes out of it.

Frozen records; the one that comes out says of each of its fields where it was found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..listings.entry import Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as it was answered: the address it came from, its bytes, what it was called."""

    url: str
    body: bytes
    content_type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """An article taken from its page or listing.

    `url` is its canonical address, `body_html` its cleaned HTML whose links count from `base_url`; times are aware.
    `title` has at most 300 letters, `summary` 1,000; at most 10 `authors` of 120, 30 `tags` and 10 `labels` (section
    names, candidates for a category, most telling first) of 80. `origins` says for each field that is known where it
    was found, `dropped` what was taken out of the body and why.
    """

    url: str
    title: str
    body_html: str
    base_url: str
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    lang: str
    picture: Picture | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[tuple[str, str], ...] = ()
