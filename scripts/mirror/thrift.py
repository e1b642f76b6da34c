"""Old stories without their pictures, to save room: the text stays, whatever an editor wrote stays.

What is removed counts as an editor's doing: it no longer matches the digest, so no later fetch brings it back.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from .allowlist import MEDIA
from .errors import LeftOut
from .outcome import Kind, Outcome, left_out
from .store import Archive
from .story import Story

_OURS = MEDIA.pattern.replace("(", "(?:")
_PICTURE = rf"!\[(?:\\.|[^\]\\])*\]\({_OURS}\)"
_LINKED = rf"\[{_PICTURE}\]\([^)\s]*\)"
_FIGURE = re.compile(
    rf"(?m)^(?:{_LINKED}|{_PICTURE})[ \t]*\n(?:[*_](?!\s).*[*_][ \t]*(?:\n|\Z))?\n*|^(?:{_LINKED}|{_PICTURE})[ \t]*\Z"
)
_WITHIN = re.compile(rf"{_LINKED}|{_PICTURE}")
_LINK = re.compile(rf"\[((?:\\.|[^\]\\])*)\]\({_OURS}\)")


def without_pictures(story: Story) -> Story:
    """Return a story without its lead image and the pictures of ours in its text; figures go with their captions."""
    body = _WITHIN.sub("", _FIGURE.sub("", story.body))
    body = _LINK.sub(r"\1", body).strip("\n")
    return replace(story, image=None, image_alt=None, image_credit=None, body=body)


def pictures(story: Story) -> tuple[str, ...]:
    """Return the file names of a story's pictures in content/images."""
    return tuple(dict.fromkeys([*([story.image] if story.image else []), *MEDIA.findall(story.body)]))


def drop(archive: Archive, before: datetime) -> Iterator[Outcome]:
    """Take the pictures out of every mirrored story published before that, and remove those that nothing shows any more.

    Raises:
        UnfinishedError: if the disk refuses; run again to go on.
    """
    dropped: set[str] = set()
    for path in archive.story_files():
        source = path.relative_to(archive.root).parts[0]
        try:
            story = archive.story(path)
            names = pictures(story)
            if not names or story.date is None or story.date >= before:
                continue
            archive.amend(path, story, without_pictures(story))
        except LeftOut as error:
            yield left_out(source, archive.name(path), error)
            continue
        dropped.update(names)
        yield Outcome(
            source=source, item=archive.name(path), kind=Kind.CHANGED, reason="without its pictures", slug=story.slug
        )
    archive.discard(dropped)
