"""A feed and its entries in no format yet: what each format writes down in its own words.

Frozen data. URLs are absolute, or rooted in the site ("/news/…") where the site's own URL is not known; what is not
known is None or empty. Texts are clean (`mirror.text`), `html` is complete markup of the allow-list.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from ..stories.records import Category, Source

_NEVER = datetime(2005, 12, 1, tzinfo=UTC)
"""When an empty feed last changed. Atom wants a date, and validators doubt 1970: no feed of its kind is older."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A story's lead picture as a file of its own; `length` is in bytes, the others in pixels."""

    url: str
    type: str
    length: int
    width: int
    height: int
    alt: str
    credit: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A story. `id` is its own for life, the same in every feed and format.

    `html` is its text as far as it may be republished, with the notice; where `whole` is False (archive documents)
    the summary takes the text's place. `authors` are its byline, else its source's name, else the site's.
    """

    id: str
    title: str
    url: str
    original_url: str | None
    lang: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    source: Source | None
    category: Category | None
    tags: tuple[str, ...]
    summary: str | None
    html: str
    whole: bool
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed document, newest entry first. `url` is its own address, `page` that of the list it follows.

    `url` and `site_url` are None where the site's URL is not known. `current` is set in an archive document only: the
    document that readers subscribe to. `previous` is the archive document that holds what came before (RFC 5005); the
    first, which has none, names the `following` one.
    """

    id: str
    title: str
    about: str
    lang: str
    url: str | None
    page: str
    site_name: str
    site_url: str | None
    entries: tuple[Entry, ...]
    current: str | None = None
    previous: str | None = None
    following: str | None = None

    @property
    def updated(self) -> datetime:
        """When anything in the feed last changed."""
        return max((each.updated for each in self.entries), default=_NEVER)
