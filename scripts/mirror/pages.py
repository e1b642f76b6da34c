"""Pages as they came, kept in the state folder, so that a rule can be tried on them again without asking the source.

Hands on `Kept`, by source and slug. Bounded: the oldest go. They only save time; the folder may be deleted at any
moment.
"""

import gzip
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .extract import Page
from .web.shelf import Shelf

MOST = 20_000_000
"""Bytes that the pages of one source take: about a thousand, compressed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A page, when it was fetched (what «an hour ago» on it counts from), and our copies of its pictures by address."""

    page: Page
    fetched: datetime
    pictures: Mapping[str, str]


def keep(state: Path, source: str, slug: str, kept: Kept) -> None:
    """Keep the page of a story in place of an older one.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    notes = {
        "page": kept.page.url,
        "type": kept.page.content_type,
        "fetched": kept.fetched.isoformat(),
        "pictures": dict(kept.pictures),
    }
    Shelf(_folder(state, source)).put(slug, notes, gzip.compress(kept.page.body, 6, mtime=0))


def recall(state: Path, source: str, slug: str) -> Kept | None:
    """Return what is kept of a story; None if nothing is, or nothing whole."""
    notes, body = Shelf(_folder(state, source)).get(slug) or ({}, b"")
    try:
        page = Page(url=notes["page"], body=gzip.decompress(body), content_type=notes["type"])
        return Kept(page=page, fetched=datetime.fromisoformat(notes["fetched"]), pictures=dict(notes["pictures"]))
    except (KeyError, TypeError, ValueError, EOFError, OSError, zlib.error):
        return None


def forget(state: Path, source: str, slug: str) -> None:
    """Remove the page of a story.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    Shelf(_folder(state, source)).drop(slug)


def trim(state: Path, source: str, *, most: int = MOST) -> None:
    """Remove the pages of a source that were kept longest ago, until the others take no more than `most` bytes."""
    with suppress(OSError):
        found = [(path.stat(), path) for path in _folder(state, source).iterdir()]
        total = sum(stat.st_size for stat, _ in found)
        for stat, path in sorted(found, key=lambda each: (each[0].st_mtime_ns, each[1].name)):
            if total <= most:
                break
            path.unlink()
            total -= stat.st_size


def _folder(state: Path, source: str) -> Path:
    return state / "pages" / source
