"""What the build knows of the archive, as plain records: stories, categories, tags, sources, months, images.

Hands on frozen data under Pelican's customary names. A `count` is None where it is not known; pages that must not
change with every new story are given records without counts (`plugins.edition.plan`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """A declared category; `url` is its list's path within the site."""

    name: str
    slug: str
    url: str
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag: spelling variants are one tag, shown as its oldest story spells it. `url` is None below the minimum."""

    name: str
    slug: str
    url: str | None
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An outlet. `latest` is the date of its newest story, `weeks` its stories per week, oldest week first."""

    id: str
    name: str
    url: str
    home: str
    mode: str
    permission: str | None
    paused: bool
    index: str
    canonical: str
    count: int | None = None
    latest: datetime | None = None
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month of the archive, in the site's zone. `date` is its first moment."""

    date: datetime
    url: str
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture of content/images. `url` is a path within the site, sizes are pixels, `srcset` pairs (url, width)."""

    url: str
    width: int
    height: int
    alt: str = ""
    credit: str | None = None
    srcset: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What a story says that is needed only where it is shown."""

    title: str
    lang: str = "ar"
    dir: str = "rtl"
    authors: tuple[str, ...] = ()
    summary: str | None = None
    date_source: str | None = None
    original_url: str | None = None
    original_title: str | None = None
    image: Image | None = None
    reason: str | None = None
    taken_on: Date | None = None
    own: bool = False
    """Whether the body is as our writer wrote it."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Record:
    """A story as lists and pages need it: everything but its body, which stays on the disk until it is rendered.

    `file` is the path below content/, `mark` a hash of the file's bytes and of the sizes of its pictures: equal marks,
    equal stories. A taken-down story has `taken` set and may lack date and category; every other has both. An editor's
    own article has no `source`, `original_url`, `original_title`, `fetched`. What is needed to put the archive in order
    is at hand, the text is looked up by `load`, given the file, when it is shown.
    """

    file: str
    mark: bytes
    slug: str
    date: datetime | None
    category: Category | None
    load: Callable[[str], Text]
    modified: datetime | None = None
    tag_names: tuple[str, ...] = ()
    status: str = "published"
    source: Source | None = None
    fetched: datetime | None = None
    same_as: str | None = None
    taken: bool = False

    @property
    def url(self) -> str:
        """The page's path within the site."""
        return f"news/{self.slug}.html"

    @property
    def mode(self) -> str:
        """How much of the original may stand here; an editor's own article stands in full."""
        return self.source.mode if self.source else "full"

    @property
    def noindex(self) -> bool:
        """Whether search engines are asked to pass over the page."""
        return self.taken or self.status != "published" or (self.source is not None and self.source.index == "never")

    @property
    def text(self) -> Text:
        """What the story says."""
        return self.load(self.file)

    @property
    def title(self) -> str:
        """The title as it is shown."""
        return self.text.title

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self.text.lang

    @property
    def dir(self) -> str:
        """The direction of the text: `rtl` or `ltr`."""
        return self.text.dir

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it, if anybody is named."""
        return self.text.authors

    @property
    def author(self) -> str | None:
        """The first author, as Pelican has it."""
        return self.authors[0] if self.authors else None

    @property
    def summary(self) -> str | None:
        """The summary, as plain text."""
        return self.text.summary

    @property
    def date_source(self) -> str | None:
        """`fetched` where the source states no date and `date` is when we first saw the story."""
        return self.text.date_source

    @property
    def original_url(self) -> str | None:
        """The address at the source."""
        return self.text.original_url

    @property
    def original_title(self) -> str | None:
        """The headline at the source."""
        return self.text.original_title

    @property
    def image(self) -> Image | None:
        """The lead image."""
        return self.text.image

    @property
    def reason(self) -> str | None:
        """Why it was taken down, as a reader may know it."""
        return self.text.reason

    @property
    def taken_on(self) -> Date | None:
        """When it was taken down."""
        return self.text.taken_on
