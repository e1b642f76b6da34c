"""The desk: what editors do with stories that are here: find, release, take down, restore.

Finds a story by its slug, by the address of its page here or at its source. Refuses (`UsageError`) what names none.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from . import article, choice, story, urls
from .config import Config, Source
from .errors import StoryError, UsageError
from .listings import Entry
from .run import Run, getter
from .store import Archive
from .story import Story

_PAGE = re.compile(r"/news/([a-z0-9][a-z0-9-]*)\.html(?:[?#].*)?$")
_PICTURE = re.compile(r"\{static\}/images/([0-9a-z]+\.webp)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A story that was named: its slug, and its file if it has one.

    `source` is whose it is (None: an editor's own), `url` its address there as far as it was named by that.
    """

    slug: str
    path: Path | None
    source: Source | None = None
    url: str | None = None


def find(archive: Archive, config: Config, word: str, *, of: str | None = None) -> Found:
    """Return the story that a word names: its slug, or an address of its page, here or at its source.

    An address at a source may be of a story that was never fetched; `of` names its source if its host does not.

    Raises:
        UsageError: if it names nothing.
    """
    if re.match(r"https?:", word, re.I):
        url = choice.url(word)
        return _at_source(archive, config, url, of) or _here(archive, config, url) or _unknown(config, url, of)
    if found := _with_slug(archive, config, word):
        return found
    close = difflib.get_close_matches(word, archive.slugs(), n=1)
    remedy = f"did you mean {close[0]}?" if close else "write its slug, or the address of its page"
    raise UsageError(word, "no story has this slug", remedy)


def _at_source(archive: Archive, config: Config, url: str, of: str | None) -> Found | None:
    """Return the story that was seen under an address, whether it still has a file or not."""
    alias = story.alias("url", urls.same_page(url))
    for source in config.sources if of is None else [choice.named_source(config, of)]:
        known = archive.known(source.id)
        if slug := known.aliases.get(alias):
            return Found(slug=slug, path=known.files.get(slug), source=source, url=url)
    return None


def _here(archive: Archive, config: Config, url: str) -> Found | None:
    match = _PAGE.search(url)
    return _with_slug(archive, config, match[1]) if match else None


def _unknown(config: Config, url: str, of: str | None) -> Found:
    source = choice.source_of(config, url, of)
    return Found(slug=story.mint(source.id, url), path=None, source=source, url=url)


def _with_slug(archive: Archive, config: Config, slug: str) -> Found | None:
    path = archive.path_of(slug) or _own(archive, slug)
    if path is None:
        return None
    source = config.source(archive.story(path).source or "")
    return Found(slug=slug, path=path, source=source)


def _own(archive: Archive, slug: str) -> Path | None:
    """Return the file of an editor's own article."""
    for path in archive.own_files():
        try:
            if archive.story(path).slug == slug:
                return path
        except StoryError:
            continue  # check.py names it
    return None


def waiting(archive: Archive) -> Iterator[Path]:
    """Yield the files of the mirrored stories that wait for an editor (an editor's own draft is not done yet)."""
    for path in archive.story_files():
        try:
            if archive.story(path).status == "draft":
                yield path
        except StoryError:
            continue  # check.py names it


def release(archive: Archive, path: Path) -> Story:
    """Publish a story that waits, and return it.

    Raises:
        StoryError: if it does not wait, or its file cannot be read.
    """
    here = archive.story(path)
    if here.status != "draft":
        raise StoryError(archive.name(path), f"does not wait: its status is {here.status}", "change it in the file")
    archive.amend(path, here, released := replace(here, status="published"))
    return released


def take_down(archive: Archive, found: Found, reason: str, *, now: datetime) -> tuple[Path, Sequence[str]]:
    """Leave of a story its identity, the reason and the date; return its file, and the pictures that went with it.

    A story that is not here, or never was, is noted the same way, and so is not fetched any more.

    Raises:
        UnfinishedError: if the disk refuses.
        StoryError: if its file cannot be read.
    """
    here = archive.story(found.path) if found.path else Story(title="", date=None, slug=found.slug)
    source = here.source or (found.source.id if found.source else None)
    gone: Sequence[str] = ()
    if found.path:
        gone = archive.discard(pictures(here), but=found.path)
    rest = Story(
        title="",
        date=here.date,
        slug=here.slug,
        status="skip",
        reason=f"{now.astimezone(archive.zone):%Y-%m-%d} — {reason}",
        source=source,
        original_url=here.original_url or found.url,
        fetched=here.fetched,
    )
    path = archive.note(rest, found.path, now=now)
    if source:
        archive.settle(source, here.slug)
        alias = story.alias("url", urls.same_page(found.url)) if found.url else None
        if alias and alias not in archive.known(source).aliases:
            archive.take(source, here.slug, [alias], now=now)
    return path, gone


def restore(found: Found, run: Run) -> Story:
    """Bring a story back that was taken down, from its source, and return it.

    Raises:
        UsageError: if it was not taken down, or is nobody's.
        LeftOut: if the source no longer has it; then it stays taken down.
        UnfinishedError: if the disk refuses.
    """
    archive = run.archive
    here = archive.story(found.path) if found.path else None
    if here is None or found.path is None or here.status != "skip":
        raise UsageError(found.url or found.slug, "was not taken down", "there is nothing to restore")
    if here.body:  # an editor wrote `skip` by hand and left the text
        archive.amend(found.path, here, back := replace(here, status="published", reason=None))
        return back
    if found.source is None or here.original_url is None:
        raise UsageError(found.slug, "cannot be fetched again", "take its file from git")
    made = article.of_entry(
        Entry(url=here.original_url),
        slug=here.slug,
        source=found.source,
        config=run.config,
        now=run.now,
        get=getter(found.source, run.web),
        workers=run.workers,
    )
    for copy in made.copies:
        archive.keep(copy)
    back = replace(made.story, fetched=here.fetched or made.story.fetched)
    if back.date_source and here.date:
        back = replace(back, date=here.date)
        back = replace(back, digest=story.digest(story.fields_of(back), back.body))
    archive.note(back, found.path, now=run.now)
    return back


def pictures(said: Story) -> frozenset[str]:
    """Return the names of the pictures that a story shows."""
    return frozenset([*_PICTURE.findall(said.body), *([said.image] if said.image else ())])
