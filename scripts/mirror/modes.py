"""Modes: no more of a source's texts stands in content/ than its `mode` allows, also after a host made it stricter.

Trims what no editor touched, names what one did. `check.py` asks the same question of every file.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from . import desk, digests, files, markup, rendering, story
from .config import Source
from .errors import LeftOut, StoryError
from .extract.opening import first_paragraph
from .outcome import Kind, Outcome, left_out
from .store import Archive
from .story import EXCERPT_WORDS, Story
from .text import words

REMEDY = "shorten it, or allow more with `mode` in mirror.toml"
_ALWAYS = ("summary",)
_PICTURE = ("image", "image_alt", "image_credit")


def excess(here: Story, mode: str) -> frozenset[str]:
    """Return the fields of a mirrored story that hold more than the mode allows."""
    if mode == "full" or here.status == "skip":
        return frozenset()
    names = (*_ALWAYS, *_PICTURE) if mode == "headline" else _ALWAYS
    over = {name for name in names if getattr(here, name)}
    limit = 0 if mode == "headline" else EXCERPT_WORDS
    return frozenset(over | ({"body"} if len(here.body.split()) > limit else set()))


def trimmed(here: Story, mode: str) -> Story:
    """Return a story without what is too much for the mode, except what an editor wrote."""
    edited = story.edited(here)
    over = excess(here, mode) - edited
    if not over:
        return here
    changes: dict[str, str | None] = dict.fromkeys(over)
    if mode == "excerpt" and "body" not in edited:
        changes["body"] = _excerpt(here, None if "summary" in edited else here.summary)
    elif "body" in over:
        changes["body"] = ""
    there = replace(here, **changes)  # type: ignore[arg-type]
    said = {name: value for name, value in digests.read(here.digest).items() if name not in changes}
    now = story.hashes(there)
    return replace(there, digest=digests.write(said | {name: now[name] for name in changes if name in now}))


def _excerpt(here: Story, summary: str | None) -> str:
    text = summary or first_paragraph(rendering.to_html(here.body))
    return markup.to_markdown(f"<p>{escape(words(text, EXCERPT_WORDS))}</p>", here.original_url or "") if text else ""


def trim(archive: Archive, source: Source, state: Path) -> Iterator[Outcome]:
    """Trim the stories of a source, and yield those that were and those that only an editor can.

    The state folder remembers for which mode that was done; without it, it is done once more.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    done = state / "modes" / source.id
    if source.mode == "full" or (done.is_file() and done.read_text(encoding="utf-8", errors="replace") == source.mode):
        if source.mode == "full":
            files.remove(done)
        return
    gone: set[str] = set()
    whole = True
    for slug, path in sorted(archive.known(source.id).files.items()):
        name = archive.name(path)
        try:
            here = archive.story(path)
            there = trimmed(here, source.mode)
            if there != here:
                archive.amend(path, here, there)
                gone |= desk.pictures(here) - desk.pictures(there)
                yield Outcome(
                    source=source.id, item=name, kind=Kind.CHANGED, reason=f"trimmed to mode {source.mode}", slug=slug
                )
            if left := excess(there, source.mode):
                reason = f"an editor's {', '.join(sorted(left))}: more than mode {source.mode} allows"
                yield Outcome(source=source.id, item=name, kind=Kind.LEFT_OUT, reason=reason, remedy=REMEDY, slug=slug)
        except LeftOut as error:
            whole = False
            yield left_out(source.id, name, error, slug=slug)
    for slug, path in archive.pending(source.id).items():
        try:
            newer = archive.story(path)
        except StoryError as error:
            whole = False
            yield left_out(source.id, archive.name(path), error, slug=slug)
            continue
        if excess(newer, source.mode):
            gone |= desk.pictures(newer)
            archive.settle(source.id, slug)
    archive.discard(gone)
    if whole:
        files.write(done, source.mode)
