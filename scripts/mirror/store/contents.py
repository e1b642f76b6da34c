"""`Contents`: the folder content/, read: its files, wherever editors moved them, and what is known of each source."""

import os
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from threading import Lock

from .. import files, frontmatter, story, urls
from ..errors import StoryError
from ..frontmatter import Document, FrontMatterError
from ..story import Story
from . import known
from .known import Known

NOT_SOURCES = frozenset({"images", "pages", "articles"})


class Contents:
    """The folder content/, read. One instance a run: files that others add are not seen after the first look."""

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
        yield from self.own_files()

    def own_files(self) -> Iterator[Path]:
        """Yield every article of the editors' own."""
        yield from markdown_files(self.root / "articles")

    def page_files(self) -> Iterator[Path]:
        """Yield every page (about, contact …)."""
        yield from markdown_files(self.root / "pages")

    def pictures(self) -> tuple[int, int]:
        """Return how many pictures there are, and how many bytes they have in all."""
        sizes = [path.stat().st_size for path in (self.root / "images").glob("*.webp")]
        return len(sizes), sum(sizes)

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
        said = known.taken(self.root / source / "taken")
        aliases = dict(said.aliases)
        here = self._slugs()
        adopted: dict[str, tuple[str, ...]] = {}
        for slug, path in here.get(source, {}).items():
            if slug not in said.months:
                mine = tuple(one for one in self._aliases(path) if one not in aliases)
                adopted[slug] = mine
                aliases.update(dict.fromkeys(mine, slug))
        everywhere = {slug: path for slugs in here.values() for slug, path in slugs.items()}
        taken = said.months.keys() | adopted.keys()
        return Known(
            files={slug: everywhere[slug] for slug in taken if slug in everywhere},
            aliases=aliases,
            taken=frozenset(taken),
            vanished=frozenset(slug for slug in said.months if slug not in everywhere and slug not in said.gone),
            adopted=adopted,
            months=said.months,
        )

    def _slugs(self) -> dict[str, dict[str, Path]]:
        """Return folder → slug → file. A name that is a slug is trusted; a renamed file is opened and asked."""
        with self._scanning:  # several sources ask at once, and half a scan would look like many deletions
            if self._paths is None:
                paths: dict[str, dict[str, Path]] = {}
                for path in self.all_files():
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
        document = self.document(path)
        own = path.is_relative_to(self.root / "articles") and not document.fields.get("source")
        return story.read(document, path=self.name(path), zone=self.zone, own=own)

    def name(self, path: Path) -> str:
        """Return how messages call a file of the archive: `content/example/2025/12/….md`."""
        whole, root = path.as_posix(), self.root.as_posix() + "/"
        return f"{self.root.name}/{whole.removeprefix(root)}" if whole.startswith(root) else whole

    def path_of(self, slug: str) -> Path | None:
        """Return the file of a story, wherever an editor moved it."""
        return next((slugs[slug] for slugs in self._slugs().values() if slug in slugs), None)

    def slugs(self) -> list[str]:
        """Return the slugs of all stories."""
        return [slug for slugs in self._slugs().values() for slug in slugs]

    def has_picture(self, name: str) -> bool:
        """Whether a picture of that name is in content/images."""
        return (self.root / "images" / name).is_file()

    def labels(self, source: str) -> dict[str, tuple[str, ...]]:
        """Return slug → the labels that upstream put on the stories of a source; not known of all.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        folder = self.root / source / "labels"
        try:
            return known.labels(folder)
        except OSError as error:
            raise files.failed(folder, error) from error

    def pending(self, source: str) -> dict[str, Path]:
        """Return slug → file of upstream's newer versions that wait for an editor."""
        paths = sorted((self.root / source / "pending").glob("*.md"))
        return {path.stem: path for path in paths if story.SLUG.fullmatch(path.stem) and path.is_file()}

    def waiting(self, source: str, slug: str) -> Story | None:
        """Return upstream's newer version of a story, if one waits for an editor.

        Raises:
            StoryError: if it cannot be read.
        """
        path = self.root / source / "pending" / f"{slug}.md"
        return self.story(path) if path.is_file() else None


def markdown_files(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files under a folder in a stable order: no symlinks, nothing of `taken/` and `pending/`."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:  # knows what each entry is without asking the disk again
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ("taken", "pending"):
                yield from markdown_files(folder / entry.name)
        elif entry.is_file(follow_symlinks=False) and (path := folder / entry.name).suffix == ".md":
            yield path
