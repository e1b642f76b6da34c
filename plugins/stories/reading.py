"""Story files → entries: finds them below content/, reads each on its own, says which cannot be part of the site.

Refuses (`StoryError`) symbolic links, folders that no declared source owns, and stories that no category or notice can
be found for. `taken/` and `pending/` hold no stories of the site.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mirror import allowlist, digests, frontmatter, story
from mirror.config import Category as DeclaredCategory
from mirror.config import Config
from mirror.config import Source as DeclaredSource
from mirror.errors import StoryError
from mirror.frontmatter import FrontMatterError
from mirror.notice import NoticeError
from mirror.story import Story
from mirror.text import one_line

from .entries import Entry, entry_of
from .notices import check
from .records import Text

OWN = "articles"
"""The folder of the editors' own articles."""
_NO_STORIES = frozenset({"images", "pages"})
_NOT_BUILT = frozenset({"taken", "pending"})
_TITLE, _SUMMARY, _NAME = 300, 2000, 200
"""Characters; bounds for what editors may type, far above what is sensible."""
_RTL = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left (CLDR, layout orientation of their usual script)."""
_TAKEN_ON = re.compile(r"\s*(\d{4}-\d\d-\d\d)[\s:—–-]*")


class Found(NamedTuple):
    """A story file that lies below content/: its path there, and what tells on a glance whether it changed."""

    file: str
    size: int
    mtime: int
    inode: int


def files(content: Path) -> Iterator[Found | StoryError]:
    """Yield the story files below `content`, sorted by path; an error for each symbolic link."""
    for entry in _sorted(content):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NO_STORIES:
                yield from _below(content, entry.name)
        elif entry.name.endswith(".md") and entry.name.lower() != "readme.md":
            yield StoryError(
                f"{content.name}/{entry.name}", "lies in no source's folder", f"move it to {content.name}/{OWN}/"
            )


def _below(content: Path, folder: str) -> Iterator[Found | StoryError]:
    for entry in _sorted(content / folder):
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            yield StoryError(f"{content.name}/{path}", "is a symbolic link", "put the file itself there")
        elif entry.is_dir():
            if entry.name not in _NOT_BUILT:
                yield from _below(content, path)
        elif entry.name.endswith(".md"):
            seen = entry.stat(follow_symlinks=False)
            yield Found(path, seen.st_size, seen.st_mtime_ns, seen.st_ino)


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def body(content: Path, file: str) -> str:
    """Return the Markdown body of a story file that has been read before."""
    return frontmatter.body((content / file).read_bytes().decode("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads story files of one mirror: knows its folder and configuration."""

    content: Path
    config: Config
    _categories: dict[str, DeclaredCategory | None] = field(default_factory=dict, init=False)

    def raw(self, file: str) -> bytes:
        """Return the bytes of the story file at `file` (relative to content).

        Raises:
            StoryError: if the disk refuses.
        """
        try:
            return (self.content / file).read_bytes()
        except OSError as error:
            raise StoryError(
                f"{self.content.name}/{file}:1", error.strerror or str(error), "see to the file"
            ) from error

    def read(self, file: str, raw: bytes) -> Entry:
        """Return what the story file at `file`, of the bytes `raw`, says.

        Raises:
            StoryError: at `path:line`, if it cannot be read, its schema does not hold, or it belongs nowhere.
        """
        name = f"{self.content.name}/{file}"
        folder = file.split("/", 1)[0]
        if folder != OWN and self.config.source(folder) is None:
            remedy = "declare the source in mirror.toml, or remove the folder"
            raise StoryError(f"{name}:1", f'no source has the id "{folder}"', remedy)
        try:
            document = frontmatter.parse(raw.decode("utf-8"))
        except FrontMatterError as error:
            remedy = "mend the line, or restore the file from git"
            raise StoryError(f"{name}:{error.line}", error.reason, remedy) from error
        except UnicodeDecodeError as error:
            raise StoryError(f"{name}:1", "is not UTF-8", "save it as UTF-8") from error
        own = folder == OWN and not document.fields.get("source")
        read = story.read(document, path=name, zone=self.config.site.zone, own=own)
        at = {key: f"{name}:{document.lines.get(key, 1)}" for key in ("source", "category")}
        owner = None if own else self._owner(read, folder, at["source"])
        try:
            return self._entry(read, owner, at["category"], own=digests.is_body(read.digest, document.body))
        except NoticeError as error:
            line = document.lines.get(error.field, 1)
            raise StoryError(f"{name}:{line}", f"{error.field}: {error.reason}", error.remedy) from error

    def _owner(self, read: Story, folder: str, at: str) -> DeclaredSource:
        """Return the source whose notice the story carries: its folder's, or, among own articles, the one it names."""
        if folder != OWN and read.source != folder:
            remedy = f"write `source: {folder}`, or move the file to the folder of its source"
            raise StoryError(at, f'source: "{read.source}", but the file lies in {folder}/', remedy)
        owner = self.config.source(read.source or "")
        if owner is None:
            raise StoryError(at, f'source: "{read.source}" is not declared', "declare it in mirror.toml")
        return owner

    def _entry(self, read: Story, owner: DeclaredSource | None, at: str, *, own: bool) -> Entry:
        taken = read.status == "skip"
        category = self._category(read.category) if read.category else None
        if category is None and not taken:
            reason = f'"{read.category}" is no declared category' if read.category else "missing"
            raise StoryError(at, f"category: {reason}", "correct it, or add it to a `match` in mirror.toml")
        lang = read.lang or (owner.lang if owner else self.config.site.lang)
        taken_on, why = _takedown(read.reason)
        text = Text(
            title=one_line(read.title, _TITLE),
            lang=lang,
            dir="rtl" if lang.split("-")[0].lower() in _RTL else "ltr",
            authors=_lines(read.authors) or ((self.config.site.name,) if owner is None else ()),
            summary=one_line(read.summary, _SUMMARY) if read.summary else None,
            date_source=read.date_source,
            original_url=read.original_url,
            original_title=one_line(read.original_title, _TITLE) if read.original_title else None,
            reason=why,
            taken_on=taken_on,
            own=own,
        )
        if owner and not taken:
            check(text, owner, read.fetched)
        image = None
        if read.image and not taken:
            credit = one_line(read.image_credit, _NAME) if read.image_credit else None
            image = (read.image, one_line(read.image_alt or "", _TITLE), credit)
        return entry_of(
            slug=read.slug,
            date=read.date,
            category=category.slug if category else None,
            modified=read.modified,
            tags=_lines(read.tags),
            status=read.status,
            source=owner.id if owner else None,
            fetched=read.fetched,
            same_as=read.same_as,
            pictures=_pictures(read, taken),
            image=image,
            text=text,
        )

    def _category(self, label: str) -> DeclaredCategory | None:
        if label not in self._categories:
            self._categories[label] = self.config.category(label)
        return self._categories[label]


def _pictures(read: Story, taken: bool) -> list[str]:
    """Return the names of the pictures of content/images that the story shows, if they are there."""
    if taken:
        return []
    lead = [read.image] if read.image else []
    return list(dict.fromkeys(lead + allowlist.MEDIA.findall(read.body)))


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := one_line(text, _NAME))))


def _takedown(reason: str | None) -> tuple[date | None, str | None]:
    """Return the date in front of a takedown's reason, and the reason."""
    dated = _TAKEN_ON.match(reason or "")
    if not reason or not dated:
        return None, one_line(reason, _SUMMARY) if reason else None
    try:
        day = date.fromisoformat(dated[1])
    except ValueError:
        return None, one_line(reason, _SUMMARY)
    return day, one_line(reason[dated.end() :], _SUMMARY) or None
