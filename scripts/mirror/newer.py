"""Newer: upstream's newer versions of stories that editors changed: what waits, what each would change, take, drop.

Hands on `Newer`, also of what cannot be read; that can only be dropped.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from . import changes, desk, digests
from .config import Config
from .errors import StoryError
from .store import Archive
from .story import Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Newer:
    """Upstream's newer version of a story, that waits: both files, and what they say (`here`: None without a file).

    `error`: why one of the files cannot be read; then `newer` and `here` are not known, and it can only be dropped.
    """

    slug: str
    source: str
    path: Path
    newer: Story | None = None
    here_path: Path | None = None
    here: Story | None = None
    error: StoryError | None = None


def waiting(archive: Archive, config: Config) -> Iterator[Newer]:
    """Yield what waits, source by source."""
    for source in config.sources:
        for slug, path in archive.pending(source.id).items():
            each = Newer(slug=slug, source=source.id, path=path, here_path=archive.path_of(slug))
            try:
                here = archive.story(each.here_path) if each.here_path else None
                yield replace(each, newer=archive.story(path), here=here)
            except StoryError as error:
                yield replace(each, error=error)


def difference(each: Newer) -> Iterator[str]:
    """Yield what upstream's newer version would change, as lines of a unified diff."""
    waits = digests.read(each.newer.digest) if each.newer else {}
    for name in (name for name in digests.FIELDS if name in waits):
        old, new = (_lines(getattr(said, name)) if said else [] for said in (each.here, each.newer))
        yield from difflib.unified_diff(old, new, f"{name} here", f"{name} at the source", lineterm="", n=1)


def _lines(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return [line for line in str(value).split("\n") if line] if value else []


def take(archive: Archive, each: Newer) -> None:
    """Put upstream's newer version in the place of what an editor wrote.

    Raises:
        StoryError: if the story has no file any more, or a file cannot be read.
    """
    if each.error:
        raise each.error
    if each.newer is None or each.here is None or each.here_path is None:
        raise StoryError(archive.name(each.path), "its story has no file any more", "drop it")
    archive.amend(each.here_path, each.here, changes.accept(each.here, each.newer))
    _end(archive, each, each.here)


def drop(archive: Archive, each: Newer) -> None:
    """Remove upstream's newer version; the story stays as it is."""
    _end(archive, each, each.newer)


def _end(archive: Archive, each: Newer, loser: Story | None) -> None:
    archive.settle(each.source, each.slug)
    if loser:
        archive.discard(desk.pictures(loser))
