"""Story files → records: finds them below content/, reads each on its own, says which cannot be part of the site.

Hands on a `Record` or a `StoryError` per file, in the order of their paths. Refuses symbolic links, folders that no
declared source owns, and stories that no category or notice can be found for. `taken/` and `pending/` hold no stories
of the site.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mirror import frontmatter, story
from mirror.config import Config
from mirror.config import Source as DeclaredSource
from mirror.errors import StoryError
from mirror.frontmatter import FrontMatterError
from mirror.locales import Voice
from mirror.notice import NoticeError
from mirror.story import Story
from mirror.text import one_line

from .images import Images
from .notices import footer
from .records import Category, Image, Record, Source

OWN = "articles"
"""The folder of the editors' own articles."""
_NO_STORIES = frozenset({"images", "pages"})
_NOT_BUILT = frozenset({"taken", "pending"})
_TITLE, _SUMMARY, _NAME = 300, 2000, 200
"""Characters; bounds for what editors may type, far above what is sensible."""
_RTL = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left (CLDR, layout orientation of their usual script)."""
_TAKEN_ON = re.compile(r"\s*(\d{4}-\d\d-\d\d)[\s:—–-]*")


def files(content: Path) -> Iterator[str | StoryError]:
    """Yield the story files below `content` as paths relative to it, sorted; an error for each symbolic link."""
    for entry in _sorted(content):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NO_STORIES:
                yield from _below(content, entry.name)
        elif entry.name.endswith(".md") and entry.name.lower() != "readme.md":
            yield StoryError(
                f"{content.name}/{entry.name}", "lies in no source's folder", f"move it to {content.name}/{OWN}/"
            )


def _below(content: Path, folder: str) -> Iterator[str | StoryError]:
    for entry in _sorted(content / folder):
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            yield StoryError(f"{content.name}/{path}", "is a symbolic link", "put the file itself there")
        elif entry.is_dir():
            if entry.name not in _NOT_BUILT:
                yield from _below(content, path)
        elif entry.name.endswith(".md"):
            yield path


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def body(content: Path, file: str) -> str:
    """Return the Markdown body of a story file that has been read before."""
    return frontmatter.read((content / file).read_text(encoding="utf-8"))[1]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads story files of one mirror: knows its categories, sources and pictures."""

    content: Path
    config: Config
    images: Images
    voice: Voice
    categories: dict[str, Category]
    sources: dict[str, Source]

    def read(self, file: str) -> Record:
        """Return what the story file at `file` (relative to content) says.

        Raises:
            StoryError: at `path:line`, if it cannot be read, its schema does not hold, or it belongs nowhere.
        """
        name = f"{self.content.name}/{file}"
        try:
            raw = (self.content / file).read_bytes()
        except OSError as error:
            raise StoryError(f"{name}:1", error.strerror or str(error), "see to the file") from error
        return self.record(file, raw)

    def record(self, file: str, raw: bytes) -> Record:
        """Return the record of a story file with the bytes `raw`. Raises as `read` does."""
        name = f"{self.content.name}/{file}"
        folder = file.split("/", 1)[0]
        if folder != OWN and folder not in self.sources:
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
        record = self._record(read, file, hashlib.blake2b(raw, digest_size=16).digest(), owner, at["category"])
        try:
            footer(record, self.voice)
        except NoticeError as error:
            line = document.lines.get(error.field, 1)
            raise StoryError(f"{name}:{line}", f"{error.field}: {error.reason}", error.remedy) from error
        return record

    def _owner(self, read: Story, folder: str, at: str) -> DeclaredSource:
        """Return the source whose notice the story carries: its folder's, or, among own articles, the one it names."""
        if folder != OWN and read.source != folder:
            remedy = f"write `source: {folder}`, or move the file to the folder of its source"
            raise StoryError(at, f'source: "{read.source}", but the file lies in {folder}/', remedy)
        owner = self.config.source(read.source or "")
        if owner is None:
            raise StoryError(at, f'source: "{read.source}" is not declared', "declare it in mirror.toml")
        return owner

    def _record(self, read: Story, file: str, mark: bytes, owner: DeclaredSource | None, at: str) -> Record:
        taken = read.status == "skip"
        category = self.config.category(read.category) if read.category else None
        if category is None and not taken:
            reason = f'"{read.category}" is no declared category' if read.category else "missing"
            raise StoryError(at, f"category: {reason}", "correct it, or add it to a `match` in mirror.toml")
        lang = read.lang or (owner.lang if owner else self.config.site.lang)
        taken_on, why = _takedown(read.reason)
        return Record(
            file=file,
            mark=mark,
            slug=read.slug,
            url=f"news/{read.slug}.html",
            title=one_line(read.title, _TITLE),
            date=read.date,
            category=self.categories[category.slug] if category else None,
            modified=read.modified,
            date_source=read.date_source,
            tag_names=_lines(read.tags),
            authors=_lines(read.authors),
            summary=one_line(read.summary, _SUMMARY) if read.summary else None,
            lang=lang,
            dir="rtl" if lang.split("-")[0].lower() in _RTL else "ltr",
            status=read.status,
            source=self.sources[owner.id] if owner else None,
            original_url=read.original_url,
            original_title=one_line(read.original_title, _TITLE) if read.original_title else None,
            fetched=read.fetched,
            image=None if taken else self._image(read),
            same_as=read.same_as,
            taken=taken,
            reason=why,
            taken_on=taken_on,
        )

    def _image(self, read: Story) -> Image | None:
        size = self.images.size(read.image) if read.image else None
        if not read.image or size is None:
            return None  # check.py names a picture that is not there
        return Image(
            url=f"images/{read.image}",
            width=size[0],
            height=size[1],
            alt=one_line(read.image_alt or "", _TITLE),
            credit=one_line(read.image_credit, _NAME) if read.image_credit else None,
        )


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
