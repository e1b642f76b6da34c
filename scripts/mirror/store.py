"""content/, the archive and only record: what is known of it, and the only writer into it.

Hands on `Known`, a snapshot: which stories have a file, which identities were ever taken. Order of writing: the story
first, then its line in `taken/`; so a killed run leaves at worst a story without a line, which the next run adopts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Lock

from . import files, frontmatter, story, urls
from .config import Source
from .errors import StoryError
from .frontmatter import Document, FrontMatterError
from .images import Copy
from .story import Story

NOT_SOURCES = frozenset({"images", "pages", "articles"})
DELETED = "deleted"
"""Stands in `taken/` in an alias's place: that this story's file is gone has been seen and is well."""
_LINE = re.compile(r"(s[a-z2-7]{12}) ([a-z2-7]{16}|" + DELETED + ")")


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What content/ knows of one source.

    `files`: slug → story file, wherever an editor moved it. `aliases`: alias → slug, of every identity ever taken
    (and of stories without a line, to be adopted). `vanished`: slugs taken whose file is gone and whose going nobody
    has acknowledged.
    """

    files: Mapping[str, Path]
    aliases: Mapping[str, str]
    taken: frozenset[str]
    vanished: frozenset[str]
    adopted: Mapping[str, tuple[str, ...]]

    def has(self, slug: str) -> bool:
        """Whether the slug has a file now."""
        return slug in self.files


class Archive:
    """The folder content/. One instance a run; hold `lock` while writing."""

    def __init__(self, root: Path, zone: tzinfo) -> None:
        self.root = root
        self.zone = zone
        self._paths: dict[str, dict[str, Path]] | None = None
        self._scanning = Lock()

    def story_files(self) -> Iterator[Path]:
        """Yield every story file of every source in a stable order; no symlinks, nothing of `taken/` and `pending/`."""
        if not self.root.is_dir():
            return
        for folder in sorted(self.root.iterdir()):
            if folder.is_dir() and not folder.is_symlink() and folder.name not in NOT_SOURCES:
                yield from markdown_files(folder)

    def all_files(self) -> Iterator[Path]:
        """Yield every story file and every article of the editors' own."""
        yield from self.story_files()
        yield from markdown_files(self.root / "articles")

    def known(self, source: str) -> Known:
        """Return what content/ knows of the source with that id.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        try:
            return self._known(source)
        except OSError as error:
            raise files.failed(self.root, error) from error

    def _known(self, source: str) -> Known:
        aliases: dict[str, str] = {}
        taken: set[str] = set()
        gone: set[str] = set()
        for path in sorted((self.root / source / "taken").glob("*.txt")):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if match := _LINE.fullmatch(line.strip()):
                    taken.add(match[1])
                    if match[2] == DELETED:
                        gone.add(match[1])
                    else:
                        aliases.setdefault(match[2], match[1])
        here = self._slugs()
        adopted: dict[str, tuple[str, ...]] = {}
        for slug, path in here.get(source, {}).items():
            if slug not in taken:
                mine = tuple(one for one in self._aliases(path) if one not in aliases)
                adopted[slug] = mine
                aliases.update(dict.fromkeys(mine, slug))
        everywhere = {slug: path for slugs in here.values() for slug, path in slugs.items()}
        return Known(
            files={slug: everywhere[slug] for slug in {*taken, *adopted} if slug in everywhere},
            aliases=aliases,
            taken=frozenset(taken | adopted.keys()),
            vanished=frozenset(slug for slug in taken if slug not in everywhere and slug not in gone),
            adopted=adopted,
        )

    def _slugs(self) -> dict[str, dict[str, Path]]:
        """Return folder → slug → file. A name that is a slug is trusted; a renamed file is opened and asked."""
        with self._scanning:  # several sources ask at once, and half a scan would look like many deletions
            if self._paths is None:
                paths: dict[str, dict[str, Path]] = {}
                for path in self.story_files():
                    folder = path.relative_to(self.root).parts[0]
                    slug = path.stem if story.SLUG.fullmatch(path.stem) else self._slug_within(path)
                    if slug:
                        paths.setdefault(folder, {}).setdefault(slug, path)
                self._paths = paths
            return {folder: dict(slugs) for folder, slugs in self._paths.items()}

    def _slug_within(self, path: Path) -> str | None:
        try:
            value = self.document(path).fields.get("slug")
        except StoryError:
            return None  # check.py and the build name it
        return value if isinstance(value, str) and story.SLUG.fullmatch(value) else None

    def _aliases(self, path: Path) -> tuple[str, ...]:
        try:
            url = self.document(path).fields.get("original_url")
            return (story.alias("url", urls.same_page(url)),) if isinstance(url, str) else ()
        except (StoryError, ValueError):
            return ()

    def document(self, path: Path) -> Document:
        """Return the front matter and body of a story file.

        Raises:
            StoryError: at `path:line`, if it cannot be read.
        """
        name = self.name(path)
        try:
            return frontmatter.parse(path.read_text(encoding="utf-8"))
        except FrontMatterError as error:
            raise StoryError(
                f"{name}:{error.line}", error.reason, "mend the line, or restore the file from git"
            ) from error
        except UnicodeDecodeError as error:
            raise StoryError(f"{name}:1", "is not UTF-8", "save it as UTF-8") from error
        except OSError as error:
            raise StoryError(f"{name}:1", error.strerror or str(error), "see to the file") from error

    def story(self, path: Path) -> Story:
        """Return the story in a file.

        Raises:
            StoryError: at `path:line`, if it cannot be read or its schema does not hold.
        """
        return story.read(self.document(path), path=self.name(path), zone=self.zone)

    def name(self, path: Path) -> str:
        """Return how messages call a file of the archive: `content/example/2025/12/….md`."""
        try:
            return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"
        except ValueError:
            return path.as_posix()

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


def markdown_files(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files under a folder in a stable order: no symlinks, nothing of `taken/` and `pending/`."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in ("taken", "pending"):
                yield from markdown_files(path)
        elif path.suffix == ".md" and path.is_file():
            yield path
