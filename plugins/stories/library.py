"""The library: the archive with what is needed to show it: links, the site's voice, pictures, notices, the renderer.

Handed to every planner. Bodies are read and rendered when they are asked for, and not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from markupsafe import Markup

from mirror.config import Config
from mirror.errors import LeftOut, StoryError
from mirror.locales import Voice

from . import reading
from .archive import Archive
from .article import Article
from .images import Images
from .links import Links
from .notices import footer
from .records import Category, Record, Source
from .rendering import framed, html


class Unshowable(StoryError):
    """The text of a story cannot be shown; known only when it is rendered. `subject` is the file's name."""

    @property
    def file(self) -> str:
        """The file's path below content/."""
        return self.subject.split("/", 1)[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of content/pages: about, contact …"""

    title: str
    url: str
    slug: str
    content: Markup
    summary: str | None
    origin: str
    mark: bytes


_ARTICLES = 2048
"""Articles kept: a story stands in the lists and beside the stories of its time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Library:
    """All that a page of the site may be made of. `categories` and `sources` are the declared ones, without counts."""

    config: Config
    voice: Voice
    links: Links
    content: Path
    images: Images
    archive: Archive
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]

    def article(self, record: Record) -> Article:
        """Return the story as templates see it: the same object while it is needed, so that `once` knows it again."""
        return self._articles(record)

    @cached_property
    def _articles(self) -> Callable[[Record], Article]:
        return lru_cache(_ARTICLES)(partial(Article, self))

    def body(self, record: Record, *, absolute: bool = False) -> Markup:
        """Return a story's text as safe HTML; `absolute` is for feeds: pictures addressed in full, no frames.

        Raises:
            Unshowable: if it is nested too deep, or otherwise more than can be rendered.
        """
        if record.taken:
            return Markup()
        markdown = reading.body(self.content, record.file)
        try:
            out = html(
                markdown, own=record.text.own, images=self.images, link=self.links.full if absolute else self.links.link
            )
        except LeftOut as error:
            raise Unshowable(f"{self.content.name}/{record.file}", error.reason, error.remedy) from error
        return out if absolute else framed(out, voice=self.voice, images=self.images)

    def notice(self, record: Record) -> Markup:
        """Return the notice of a mirrored story; "" for an editor's own article and for what was taken down."""
        return footer(record, self.voice)
