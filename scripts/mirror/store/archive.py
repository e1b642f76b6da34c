"""`Archive`: the folder content/, read and written.

Order of writing: pictures, the line in `labels/`, the story, its lines in `taken/`. So a killed run leaves at worst
labels that are written twice, and a story without a line, which the next run adopts. A file that an editor may have
touched is only ever amended.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from .. import amendment, files, story
from ..config import Source
from ..errors import StoryError
from ..frontmatter import Fields
from ..images import Copy
from ..story import Story
from ..text import one_line
from .contents import Contents
from .known import DELETED


class Archive(Contents):
    """The folder content/. One instance a run; hold `lock` while writing."""

    def add(self, new: Story, aliases: Iterable[str], *, now: datetime) -> Path:
        """Write a new story to its place and then the identities under which it was seen; return its file.

        The place, `<source>/<yyyy>/<mm>/`, comes from the date it has now and never changes by itself.

        Raises:
            UnfinishedError: if the disk refuses.
            StoryError: if a file of that name is there already.
        """
        assert new.source and new.date  # noqa: S101, PT018 - `decide` makes no story without them
        path = self.root / new.source / f"{new.date:%Y/%m}" / f"{new.slug}.md"
        if path.exists():
            raise StoryError(self.name(path), "is there already", "look at the file: its slug line was changed")
        files.write(path, story.write(new))
        with self._scanning:
            if self._paths is not None:
                self._paths.setdefault(new.source, {})[new.slug] = path
        self.take(new.source, new.slug, aliases, now=now)
        return path

    def keep(self, copy: Copy) -> None:
        """Write a picture to content/images, unless it is there.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        files.write(self.root / "images" / copy.name, copy.data)

    def take(self, source: str, slug: str, aliases: Iterable[str], *, now: datetime) -> None:
        """Append identities of a story to this month's `taken/` file.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        path = self.root / source / "taken" / f"{now:%Y-%m}.txt"
        lines = "\n".join(f"{slug} {alias}" for alias in dict.fromkeys(aliases))
        if lines:
            files.append_line(path, lines)

    def accept_deletions(self, sources: Iterable[Source], *, now: datetime) -> None:
        """Note that every story of these sources whose file is gone was deleted on purpose.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        for source in sources:
            for slug in sorted(self.known(source.id).vanished):
                self.take(source.id, slug, [DELETED], now=now)

    def amend(self, path: Path, here: Story, there: Story) -> None:
        """Make the file that says `here` say `there`; every byte that this does not concern stays.

        Raises:
            UnfinishedError: if the disk refuses.
            StoryError: if it can no longer be read, or no longer says `here`.
        """
        if self.story(path) != here:
            raise StoryError(self.name(path), "was changed in this moment", "run again")
        files.write(path, amendment.amended(path.read_text(encoding="utf-8"), here, there))

    def mend(self, path: Path, fields: Fields, body: str) -> None:
        """Make a file's values and body these; every byte that this does not concern stays.

        Raises:
            UnfinishedError: if the disk refuses.
            StoryError: if it cannot be read.
        """
        document = self.document(path)
        changes = {key: value for key, value in fields.items() if document.fields.get(key) != value}
        text = path.read_text(encoding="utf-8")
        new_body = None if body == document.body else body
        files.write(path, amendment.with_values(text, changes, body=new_body))

    def note(self, there: Story, path: Path | None, *, now: datetime) -> Path:
        """Write a story in the place of a file, whatever that said; without one, to the place of a story that came now.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        path = (
            path or self.root / (there.source or "articles") / f"{now.astimezone(self.zone):%Y/%m}" / f"{there.slug}.md"
        )
        files.write(path, story.write(there))
        return path

    def label(self, source: str, slug: str, labels: Iterable[str], *, now: datetime) -> None:
        """Append the labels that upstream put on a story to this month's `labels/` file.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        line = "\t".join((slug, *(one_line(label) for label in labels)))
        files.append_line(self.root / source / "labels" / f"{now:%Y-%m}.txt", line)

    def pend(self, newer: Story) -> None:
        """Lay upstream's newer version of a story beside it.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        assert newer.source  # noqa: S101 - only mirrored stories have an upstream
        files.write(self.root / newer.source / "pending" / f"{newer.slug}.md", story.write(newer))

    def settle(self, source: str, slug: str) -> None:
        """Remove upstream's newer version of a story, if one waits.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        files.remove(self.root / source / "pending" / f"{slug}.md")

    def discard(self, names: Iterable[str], *, but: Path | None = None) -> tuple[str, ...]:
        """Remove the pictures of these names that no file of content/ shows, `but` one that does not count; return
        the names.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        waiting = set(names)
        for path in self.root.rglob("*.md"):
            if not waiting:
                return ()
            if path == but:
                continue
            try:
                raw = path.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                raise files.failed(path, error) from error
            waiting = {name for name in waiting if name not in raw}
        for name in waiting:
            files.remove(self.root / "images" / name)
        return tuple(sorted(waiting))
