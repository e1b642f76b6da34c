"""One text under two addresses of a source: the wall that stands in every article's place, a placeholder, the same story
twice.

Hands on the story that has a text already. Looks at what content/ holds of the last months and at this run. Refuses to
call short texts the same: two urgent lines may be. What was left out for its text is remembered (`Look.first`), and
fetched again when it is due like a story, or when anything changed that this rests on.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from . import digests, looks
from .config import Source
from .errors import ExtractError, StoryError
from .listings import Entry
from .looks import Look
from .store import Archive, Known
from .story import Story
from .text import folded_words

BACK = timedelta(days=45)
"""How far back (whole months) stories of content/ are read: what stands in an article's place does so for a while."""
LEAST = 12
"""Words from which a text is one."""


class Repeated(ExtractError):
    """A story's text is that of another story of its source: `first`, a slug."""

    def __init__(self, new: Story, first: str) -> None:
        super().__init__(
            new.original_url or new.slug,
            f"its text is that of another story ({first}) under another address",
            "look at both in a browser: if it is no article's text, set [source.rules] body, and take the other down",
        )
        self.first = first


def passed(look: Look | None, entry: Entry, source: Source, known: Known, now: datetime) -> str | None:
    """Return why an entry is not fetched again, or None if it is to be: nothing is remembered of it, or it is due."""
    if look is None or not look.first or look.due(now):
        return None
    if look.mark != grounds(entry, source, look.first, known.files.get(look.first)):
        return None
    return f"its text was that of {look.first}, and nothing has changed"


def grounds(entry: Entry, source: Source, first: str, path: Path | None) -> str:
    """Return a hash of all that makes an entry a repetition of the story `first`: what is listed, the rules, its file."""
    try:
        file = path.read_bytes() if path else b""
    except OSError:
        file = b""
    said = f"{looks.mark(entry)} {source.rules!r} {first}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said + file).hexdigest()[:12]


class Texts:
    """The texts of one source's stories. Nothing is read before the first question."""

    def __init__(self, archive: Archive, known: Known, now: datetime) -> None:
        self._archive = archive
        self._known = known
        self._since = f"{now - BACK:%Y-%m}"
        self._seen: dict[str, str] | None = None

    def check(self, new: Story) -> None:
        """Take note of a new story's text.

        Raises:
            Repeated: if another story of the source has it already.
        """
        seen = self._texts()
        first = next((seen[key] for key in _keys(new) if key in seen), new.slug)
        if first != new.slug:
            raise Repeated(new, first)
        seen.update(dict.fromkeys(_keys(new), new.slug))

    def _texts(self) -> dict[str, str]:
        if self._seen is None:
            self._seen = {}
            for slug, path in self._known.files.items():
                if self._known.months.get(slug, self._since) < self._since:
                    continue
                try:
                    keys = list(_keys(self._archive.story(path)))
                except StoryError:
                    continue  # check.py and the build name it
                self._seen |= dict.fromkeys(keys, slug)
        return self._seen


def _keys(story: Story) -> Iterator[str]:
    """Yield what a text is known by: its words, and, where an editor changed them, the digest of what upstream said."""
    words = folded_words(story.body)
    if len(words) >= LEAST:
        yield hashlib.sha256(" ".join(words).encode()).hexdigest()
        if said := digests.read(story.digest).get("body"):
            yield said
