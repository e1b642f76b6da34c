"""What a listing yields: entries, each pointing at one article, with whatever the listing already says of it.

Hands on frozen records. `None` and empty tuples mean "the listing does not say"; nothing is invented.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """An image as upstream names it: absolute URL, and its words as plain text."""

    url: str
    alt: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One article as a listing states it.

    `url` is absolute and canonical. `guid` is the listing's own id of it, as stated; `aliases` (see `story.alias`) are
    further ids. `labels` may name a category, `tags` do not. `html` is full content where the listing carries it, with
    links relative to `url`; whether it is whole is for `extract` to judge. `lang` is a tag (BCP 47) where the entry
    itself has one: that of a feed as a whole is a theme's default more often than the truth. Texts are plain, one
    line, bounded; a text whose letters did not survive (U+FFFD) is not known. Datetimes carry an offset.
    """

    url: str
    guid: str | None = None
    aliases: tuple[str, ...] = ()
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    html: str | None = None
    picture: Picture | None = None
    lang: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The entries of one listing, in its order, and where it goes on.

    `more` are the addresses of further listings, in the order to read them: the next page, or the parts of an index,
    newest first. `left_out` names what stood in it and is no entry, as (item, reason) of one line each.
    """

    entries: tuple[Entry, ...]
    kind: str
    more: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
