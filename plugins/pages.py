"""Plugin: the pages of content/pages (about, contact …), with our front matter and through the allow-list.

Takes the place of Pelican's Markdown reader, which turns every key into an attribute and lets raw HTML pass. Known
keys: title, slug, status, summary. A page that cannot be read is left out and named.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.plugins import signals
from pelican.readers import BaseReader

from mirror import frontmatter
from mirror.errors import LeftOut, StoryError
from mirror.frontmatter import FrontMatterError
from mirror.text import one_line

from .language import voice_of
from .signals import leave_out
from .stories.images import Images
from .stories.library import Page
from .stories.links import Links
from .stories.rendering import framed, html

_SLUG = re.compile("[a-z0-9][a-z0-9-]{0,79}")
_STATUSES = ("published", "draft", "hidden")


def register() -> None:
    """Read `.md` with our reader and nothing else with any."""
    signals.readers_init.connect(_use)


def _use(readers: Any) -> None:
    static = readers.reader_classes["static"]
    readers.reader_classes.clear()
    readers.reader_classes.update(static=static, md=PageReader)


class PageReader(BaseReader):  # type: ignore[misc]
    """Reads a page of content/pages."""

    enabled = True
    file_extensions = ("md",)

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return the page's HTML and metadata; a page with an error is named and skipped."""
        try:
            return self._read(Path(filename))
        except StoryError as error:
            leave_out(error)
            return "", {"status": "skip"}

    def _read(self, path: Path) -> tuple[str, dict[str, Any]]:
        content = Path(self.settings["PATH"])
        name = f"{content.name}/{path.relative_to(content).as_posix()}"
        try:
            if path.resolve() != content.resolve() / path.relative_to(content):
                raise StoryError(name, "lies behind a symbolic link", "put the file itself there")
            raw = path.read_bytes()
            document = frontmatter.parse(raw.decode("utf-8"))
        except FrontMatterError as error:
            raise StoryError(f"{name}:{error.line}", error.reason, "mend the line") from error
        except UnicodeDecodeError as error:
            raise StoryError(f"{name}:1", "is not UTF-8", "save it as UTF-8") from error
        except OSError as error:
            raise StoryError(name, error.strerror or str(error), "see to the file") from error
        fields = {key: value for key, value in document.fields.items() if isinstance(value, str) and value.strip()}
        title = one_line(fields.get("title", ""), 300)
        slug = fields.get("slug", path.stem)
        status = fields.get("status", "published")
        if not title:
            raise StoryError(f"{name}:1", "title: missing", "add a line `title: …`")
        if not _SLUG.fullmatch(slug):
            reason = f'slug: "{one_line(slug, 80)}" is no slug'
            raise StoryError(f"{name}:{document.lines.get('slug', 1)}", reason, "write small Latin letters and hyphens")
        if status not in _STATUSES:
            reason = f'status: "{one_line(status, 80)}" is no status'
            raise StoryError(f"{name}:{document.lines['status']}", reason, "write one of: " + ", ".join(_STATUSES))
        try:
            images = Images(content / "images")
            text = html(document.body, images=images, link=Links.of(self.settings).link)
        except LeftOut as error:
            raise StoryError(f"{name}:{document.body_line}", error.reason, error.remedy) from error
        text = framed(text, voice=voice_of(self.settings), images=images)
        page = Page(
            title=title,
            url=f"pages/{slug}.html",
            slug=slug,
            content=text,
            summary=one_line(fields["summary"], 1000) if "summary" in fields else None,
            origin=name,
            mark=hashlib.blake2b(repr((title, fields.get("summary"), text)).encode(), digest_size=16).digest(),
        )
        return text, {"title": title, "slug": slug, "status": status, "page": page}


def pages_of(context: Mapping[str, Any], *, drafts: bool) -> tuple[Page, ...]:
    """Return the pages that Pelican read, by file name; with `drafts` those that wait as well."""
    found = [*context["pages"], *(context["draft_pages"] if drafts else ())]
    return tuple(sorted((each.page for each in found), key=lambda page: page.origin))
