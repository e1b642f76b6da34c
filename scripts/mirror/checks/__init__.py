"""What could hurt a site: mirror.toml, every story, article and page, looked at without building.

Hands on `Finding`s, at `file:line`, each with what to do; and, for what is safe to mend, the mended fields.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from .. import config as configuration
from .. import modes, story
from ..config import Config
from ..errors import ConfigError, StoryError
from ..frontmatter import Document
from ..store import Archive
from . import head, pages, places, text
from .finding import Finding
from .mending import mended

__all__ = ["Finding", "config_findings", "content_findings", "mended"]


def config_findings(path: Path) -> tuple[Config | None, list[Finding]]:
    """Return mirror.toml, or what is wrong with it.

    Raises:
        ConfigError: if the file cannot be read at all.
    """
    try:
        return configuration.load(path), []
    except ConfigError as error:
        found = []
        for each in (error, *error.others):
            name, _, line = each.subject.rpartition(":")
            if not line.isdigit():
                raise
            found.append(Finding(file=name, line=int(line), key="", reason=each.reason, remedy=each.remedy))
        return None, found


def content_findings(archive: Archive, config: Config, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the stories, the editors' own articles and the pages of an archive, in the order of
    the files; then what lies in the wrong place.
    """
    check = _Check(archive, config, now)
    for path in archive.all_files():
        yield from check.file(path)
    yield from check.copies()
    for path in archive.page_files():
        yield from check.page(path)
    for file, reason, remedy in places.findings(archive, config):
        yield Finding(file=file, line=1, key="", reason=reason, remedy=remedy)


class _Check:
    """One pass over the files, remembering where it saw each slug: in the file that bears its name, else the first."""

    def __init__(self, archive: Archive, config: Config, now: datetime) -> None:
        self.archive, self.config, self.now = archive, config, now
        self.slugs: dict[str, Finding] = {}
        self.same_as: list[tuple[Finding, str]] = []

    def file(self, path: Path) -> Iterator[Finding]:
        """Yield what is wrong with a story or an editor's own article."""
        name = self.archive.name(path)
        folder = name.split("/")[1]
        try:
            document = self.archive.document(path)
        except StoryError as error:
            yield _unreadable(error)
            return
        own = folder == "articles" and not document.fields.get("source")
        for problem in story.problems(document, own=own):
            yield _at(name, document, problem.key, problem.reason, problem.remedy, problem.line)
        if not own:
            for key, reason, remedy in head.belonging(document.fields, folder, self.config):
                yield _at(name, document, key, reason, remedy)
        for key, reason, remedy in head.findings(document.fields, self.config, self.archive.root, self.now):
            yield _at(name, document, key, reason, remedy)
        yield from self._slug(name, document, own)
        for number, reason, remedy in text.findings(document, self.archive.root / "images"):
            yield _at(name, document, "", reason, remedy, number)
        if not own:
            yield from self._mode(name, document)

    def _slug(self, name: str, document: Document, own: bool) -> Iterator[Finding]:
        slug = story.slug_of(document.fields, name) if own else document.fields.get("slug")
        if isinstance(slug, str) and slug:
            here = _at(name, document, "slug", "", "one of the two files must go: an address is one story's")
            if slug in self.slugs:
                owner, other = sorted((self.slugs[slug], here), key=lambda each: not each.file.endswith(f"/{slug}.md"))
                yield replace(other, reason=f"stands in {owner.file} too")
                here = owner
            self.slugs[slug] = here
        copy = document.fields.get("same_as")
        if isinstance(copy, str) and copy:
            reason, remedy = f"there is no story {copy}", "correct the slug, or remove the line"
            self.same_as.append((_at(name, document, "same_as", reason, remedy), copy))

    def copies(self) -> Iterator[Finding]:
        """Yield the stories that are said to be copies of what is not there."""
        yield from (finding for finding, slug in self.same_as if slug not in self.slugs)

    def _mode(self, name: str, document: Document) -> Iterator[Finding]:
        source = self.config.source(str(document.fields.get("source")))
        if source is None or source.mode == "full":
            return
        try:
            here = story.read(document, path=name, zone=self.config.site.zone)
        except StoryError:
            return  # named above
        for key in sorted(modes.excess(here, source.mode)):
            reason = f"holds more than mode {source.mode} allows"
            yield _at(name, document, "" if key == "body" else key, reason, modes.REMEDY, self._line(document, key))

    @staticmethod
    def _line(document: Document, key: str) -> int:
        return document.body_line if key == "body" else document.lines.get(key, 1)

    def page(self, path: Path) -> Iterator[Finding]:
        """Yield what is wrong with a page of content/pages."""
        name = self.archive.name(path)
        try:
            document = self.archive.document(path)
        except StoryError as error:
            yield _unreadable(error)
            return
        for key, reason, remedy in pages.findings(document.fields, path.stem):
            yield _at(name, document, key, reason, remedy)
        for key, reason, remedy in head.unclean(document.fields):
            yield _at(name, document, key, reason, remedy)
        for number, reason, remedy in text.findings(document, self.archive.root / "images"):
            yield _at(name, document, "", reason, remedy, number)


def _unreadable(error: StoryError) -> Finding:
    place, _, line = error.subject.rpartition(":")
    return Finding(file=place, line=int(line), key="", reason=error.reason, remedy=error.remedy)


def _at(name: str, document: Document, key: str, reason: str, remedy: str, line: int | None = None) -> Finding:
    return Finding(file=name, line=line or document.lines.get(key, 1), key=key, reason=reason, remedy=remedy)
