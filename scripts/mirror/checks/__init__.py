"""What could hurt a site: mirror.toml, every story, article and page, looked at without building.

Hands on `Finding`s, at `file:line`, each with what to do; and, for what is safe to mend, the mended fields.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from .. import config as configuration
from .. import modes, story
from ..config import Config
from ..cores import spread
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
    files = list(archive.all_files())
    looks = sorted(spread(lambda at: (at, check.file(files[at])), range(len(files))), key=itemgetter(0))
    yield from _in_order([look for _, look in looks])
    for path in archive.page_files():
        yield from check.page(path)
    for file, reason, remedy in places.findings(archive, config):
        yield Finding(file=file, line=1, key="", reason=reason, remedy=remedy)


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What one file shows by itself: findings in front of its slug's and behind it; the slug, where one stands, and the
    slug it says it is a copy of, each with the finding that it may become.
    """

    before: Sequence[Finding] = ()
    slug: tuple[str, Finding] | None = None
    copy: tuple[str, Finding] | None = None
    behind: Sequence[Finding] = ()


def _in_order(looks: Sequence[_Look]) -> Iterator[Finding]:
    """Yield the findings of all files, those among them that hang on others: a slug is owned by the file that bears its
    name, else by the first.
    """
    owners: dict[str, Finding] = {}
    for look in looks:
        yield from look.before
        if look.slug:
            slug, here = look.slug
            if slug in owners:
                owner, other = sorted((owners[slug], here), key=lambda each: not each.file.endswith(f"/{slug}.md"))
                yield replace(other, reason=f"stands in {owner.file} too")
                here = owner
            owners[slug] = here
        yield from look.behind
    yield from (look.copy[1] for look in looks if look.copy and look.copy[0] not in owners)


class _Check:
    """Looks at one file after another, at each by itself."""

    def __init__(self, archive: Archive, config: Config, now: datetime) -> None:
        self.archive, self.config, self.now = archive, config, now

    def file(self, path: Path) -> _Look:
        """Return what a story or an editor's own article shows."""
        name = self.archive.name(path)
        folder = name.split("/")[1]
        try:
            document = self.archive.document(path)
        except StoryError as error:
            return _Look(before=[_unreadable(error)])
        own = folder == "articles" and not document.fields.get("source")
        before = [
            _at(name, document, problem.key, problem.reason, problem.remedy, problem.line)
            for problem in story.problems(document, own=own)
        ]
        said = [] if own else list(head.belonging(document.fields, folder, self.config))
        said += head.findings(document.fields, self.config, self.archive.root, self.now)
        before += (_at(name, document, *each) for each in said)
        behind = [
            _at(name, document, "", reason, remedy, number)
            for number, reason, remedy in text.findings(document, self.archive.root / "images")
        ]
        return _Look(
            before=before,
            slug=self._slug(name, document, own),
            copy=self._copy(name, document),
            behind=behind if own else [*behind, *self._mode(name, document)],
        )

    @staticmethod
    def _slug(name: str, document: Document, own: bool) -> tuple[str, Finding] | None:
        slug = story.slug_of(document.fields, name) if own else document.fields.get("slug")
        if not isinstance(slug, str) or not slug:
            return None
        return slug, _at(name, document, "slug", "", "one of the two files must go: an address is one story's")

    @staticmethod
    def _copy(name: str, document: Document) -> tuple[str, Finding] | None:
        copy = document.fields.get("same_as")
        if not isinstance(copy, str) or not copy:
            return None
        return copy, _at(name, document, "same_as", f"there is no story {copy}", "correct the slug, or remove the line")

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
