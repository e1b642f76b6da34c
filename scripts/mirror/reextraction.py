"""Reextraction: the rules as they are now, applied to pages that were kept; what would change in the story files.

Hands on `Outcome`s with differences. Touches no network. What an editor changed stays; readers are told of nothing, for it
is not the source that changed.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path

from . import amendment, article, changes, extract, pages
from .config import Config, Source
from .errors import LeftOut, WebError
from .outcome import Kind, Outcome, left_out
from .pages import Kept
from .store import Archive
from .story import Story
from .web import Response
from .workers import Workers

_CONTEXT = 2
"""Unchanged lines around a difference."""


def reread(
    source: Source, *, config: Config, archive: Archive, state: Path, workers: Workers, write: bool
) -> Iterator[tuple[Outcome, str]]:
    """Yield what becomes of each story of a source, and the difference in its file ("" if there is none).

    Stories of which no page is kept are yielded as `LATER`. With `write` the files are changed.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    for slug, path in sorted(archive.known(source.id).files.items(), key=lambda each: archive.name(each[1])):
        name = archive.name(path)
        kept = pages.recall(state, source.id, slug)
        if kept is None:
            yield Outcome(source=source.id, item=name, kind=Kind.LATER, reason="its page is not kept", slug=slug), ""
            continue
        try:
            here = archive.story(path)
            if here.status == "skip":
                yield Outcome(source=source.id, item=name, kind=Kind.DELETED, reason="was taken down", slug=slug), ""
                continue
            there = _there(kept, here, source, config, workers, archive)
            change = changes.weigh(here, there, hold=False, news=False)
            shown = _difference(path.read_text(encoding="utf-8"), here, change.story, name)
            if write and change.story != here:
                archive.amend(path, here, change.story)
        except LeftOut as error:
            yield left_out(source.id, name, error, slug=slug), ""
            continue
        yield _outcome(change, source, name, slug), shown


def _there(kept: Kept, here: Story, source: Source, config: Config, workers: Workers, archive: Archive) -> Story:
    """Return the story that a kept page makes now, as it was when the page was fetched."""
    entry = changes.stand_in(here, source)
    found = workers.call(extract.extract, kept.page, entry=entry, source=source, now=kept.fetched)
    have = {url: name for url, name in kept.pictures.items() if archive.has_picture(name)}
    made = article.of_extract(
        found,
        slug=here.slug,
        source=source,
        config=config,
        now=kept.fetched,
        get=_offline,
        workers=workers,
        have=have,
    )
    return made.story


def _offline(url: str, *_: object, **__: object) -> Response:
    raise WebError(url, "is not asked for while pages are read again", "fetch.py --recheck asks for it")


def _difference(text: str, here: Story, there: Story, name: str) -> str:
    """Return how a file would change, as a unified diff without the line of digests."""
    new = amendment.amended(text, here, there) if there != here else text
    before, after = (
        [line for line in version.splitlines(keepends=True) if not line.startswith("digest: ")]
        for version in (text, new)
    )
    return "".join(difflib.unified_diff(before, after, name, name, n=_CONTEXT))


def _outcome(change: changes.Change, source: Source, name: str, slug: str) -> Outcome:
    if change.taken:
        return Outcome(
            source=source.id, item=name, kind=Kind.CHANGED, reason=", ".join(sorted(change.taken)), slug=slug
        )
    if change.kept:
        reason = f"an editor changed its {', '.join(sorted(change.kept))}"
        return Outcome(source=source.id, item=name, kind=Kind.KEPT, reason=reason, slug=slug)
    return Outcome(source=source.id, item=name, kind=Kind.SAME, slug=slug)
