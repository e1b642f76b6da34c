"""What could hurt a site: mirror.toml and every story file, looked at without building.

Hands on `Finding`s, at `file:line`, each with what to do; and, for what is safe to mend, the mended fields.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from . import config as configuration
from . import frontmatter, story, text
from .config import Config
from .config.table import nearest
from .errors import ConfigError, StoryError
from .frontmatter import Document, Fields
from .store import Archive

_TOMORROW = timedelta(days=1)
_OWN_IMAGE = re.compile(r"\{static\}/images/([^\s)\"'>]+)")
_HEADING = re.compile(r"^(#{1,6})\s")
_CODE = re.compile(r"^( {4}|\t)")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: where, which key ("" for the file or its body), what, and what to do."""

    file: str
    line: int
    key: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.reason}, {self.remedy}"


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
    the files.
    """
    seen: dict[str, str] = {}
    for path in archive.all_files():
        folder = path.relative_to(archive.root).parts[0]
        yield from _file(archive, path, config, now, seen, None if folder == "articles" else folder)


def _file(
    archive: Archive, path: Path, config: Config, now: datetime, seen: dict[str, str], source: str | None
) -> Iterator[Finding]:
    name = archive.name(path)
    try:
        document = archive.document(path)
    except StoryError as error:
        place, _, line = error.subject.rpartition(":")
        yield Finding(file=place, line=int(line), key="", reason=error.reason, remedy=error.remedy)
        return

    def at(key: str, reason: str, remedy: str, line: int | None = None) -> Finding:
        return Finding(file=name, line=line or document.lines.get(key, 1), key=key, reason=reason, remedy=remedy)

    for problem in story.problems(document, own=source is None):
        yield at(problem.key, problem.reason, problem.remedy, problem.line)
    if source is not None:
        yield from (at(key, reason, remedy) for key, reason, remedy in _belonging(document.fields, source, config))
    for key, reason, remedy in _fields(document.fields, config, archive.root, now):
        yield at(key, reason, remedy)
    slug = document.fields.get("slug")
    if isinstance(slug, str) and slug and seen.setdefault(slug, name) != name:
        yield at("slug", f"stands in {seen[slug]} too", "one of the two files must go: an address is one story's")
    for number, reason, remedy in _body(document, archive.root):
        yield at("", reason, remedy, number)


def _belonging(fields: Fields, folder: str, config: Config) -> Iterator[tuple[str, str, str]]:
    """Yield what the notice would lack: a declared source, and the one in whose folder the story lies."""
    ids = [source.id for source in config.sources]
    source = fields.get("source")
    if isinstance(source, str) and source and source not in ids:
        yield (
            "source",
            f'"{source}" is not declared in mirror.toml',
            nearest(source, ids) if ids else "add a [[source]]",
        )
    elif isinstance(source, str) and source and source != folder and folder in ids:
        yield "source", f'"{source}", but the file lies under {folder}', "move it back, or correct the line"


def _fields(fields: Fields, config: Config, root: Path, now: datetime) -> Iterator[tuple[str, str, str]]:
    category = fields.get("category")
    if isinstance(category, str) and category and config.category(category) is None:
        names = [one.name for one in config.categories]
        yield "category", f'"{category}" is no declared category', nearest(category, names)
    for key in ("date", "modified", "fetched"):
        if (date := _date(fields.get(key), config.site.zone)) and date > now + _TOMORROW:
            yield key, f"{date:%Y-%m-%d} is in the future", "correct it"
    image = fields.get("image")
    if isinstance(image, str) and image and not (root / "images" / image).is_file():
        yield "image", f"content/images/{image} is not there", "upload it, or remove the line"
    for key, value in fields.items():
        if any(_strays(one) for one in ([value] if isinstance(value, str) else value)):
            yield key, "holds invisible direction or control characters", "run check.py --fix"


def _strays(value: str) -> bool:
    return unicodedata.normalize("NFC", value) != text.clean(value)


def _date(value: str | list[str] | None, zone: tzinfo) -> datetime | None:
    try:
        return story.read_date(value, zone) if isinstance(value, str) and value else None
    except ValueError:
        return None


def _body(document: Document, root: Path) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong within the Markdown: line, reason, remedy."""
    level = 1
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if _strays(line):
            yield number, "holds invisible direction or control characters", "run check.py --fix"
        for name in _OWN_IMAGE.findall(line):
            if not (root / "images" / name).is_file():
                yield number, f"content/images/{name} is not there", "upload it, or remove the picture"
        if (match := _HEADING.match(line)) and not _CODE.match(line):
            depth = len(match[1])
            if depth == 1:
                yield number, "a heading of the first level; the title is that already", "begin with ##"
            elif depth > level + 1:
                yield number, f"a heading of level {depth} under one of level {level}", f"write {'#' * (level + 1)}"
            level = depth


def mended(document: Document, config: Config) -> tuple[Fields, str] | None:
    """Return the fields and body with what is safe to mend mended, or None if there is nothing to mend.

    Safe: stray characters, line ends, a date without offset (it is of the site's zone), a category under another
    spelling or name.
    """
    fields: Fields = {}
    for key, value in document.fields.items():
        fields[key] = [_line(one) for one in value] if isinstance(value, list) else _line(value)
    for key in frontmatter.DATE_KEYS & fields.keys():
        if date := _date(fields[key], config.site.zone):
            written = date.isoformat(timespec="seconds")
            fields[key] = fields[key] if _date(fields[key], UTC) == date and "T" in fields[key] else written
    category = fields.get("category")
    if isinstance(category, str) and (declared := config.category(category)):
        fields["category"] = declared.name
    body = text.clean(document.body)
    return None if (fields, body) == (document.fields, document.body) else (fields, body)


def _line(value: str) -> str:
    return text.one_line(value, len(value) + 1) if _strays(value) else value
