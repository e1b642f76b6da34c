"""What the build knows of the archive, as plain records: stories, categories, tags, sources, months, images.

Hands on frozen data under Pelican's customary names. A `count` is None where it is not known; pages that must not
change with every new story are given records without counts (`plugins.edition.plan`).
"""

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
class Record:
    """A story as lists and pages need it: everything but its body, which stays on the disk until it is rendered.

    `file` is the path below content/, `mark` a hash of the file's bytes: equal marks, equal stories. `url` is the
    page's path within the site. A taken-down story has `taken` set and may lack date and category; every other has
    both. An editor's own article has no `source`, `original_url`, `original_title`, `fetched`.
    """

    file: str
    mark: bytes
    slug: str
    url: str
    title: str
    date: datetime | None
    category: Category | None
    modified: datetime | None = None
    date_source: str | None = None
    tag_names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    summary: str | None = None
    lang: str = "ar"
    dir: str = "rtl"
    status: str = "published"
    source: Source | None = None
    original_url: str | None = None
    original_title: str | None = None
    fetched: datetime | None = None
    image: Image | None = None
    same_as: str | None = None
    taken: bool = False
    reason: str | None = None
    taken_on: Date | None = None

    @property
    def author(self) -> str | None:
        """The first author, as Pelican has it."""
        return self.authors[0] if self.authors else None

    @property
    def mode(self) -> str:
        """How much of the original may stand here; an editor's own article stands in full."""
        return self.source.mode if self.source else "full"

    @property
    def noindex(self) -> bool:
        """Whether search engines are asked to pass over the page."""
        return self.taken or self.status != "published" or (self.source is not None and self.source.index == "never")
