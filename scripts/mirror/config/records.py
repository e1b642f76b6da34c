"""What mirror.toml says, as frozen records with every default filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from .. import __version__
from ..text import fold
from ..urls import host

UTC = ZoneInfo("UTC")
_fold = lru_cache(maxsize=4096)(fold)
"""Labels are few, and each is compared with every category for every story."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """`[site]`: whose site this is and in which voice it speaks."""

    id: UUID | None
    name: str
    url: str = ""
    lang: str = "ar"
    zone: tzinfo = UTC
    months: str = "levant"
    digits: str = "arab"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """`[fetch]`: how the fetcher introduces itself."""

    contact: str = ""

    @property
    def user_agent(self) -> str:
        """Who we are and where to complain, as a User-Agent (RFC 9110, 10.1.5)."""
        return f"Mirah/{__version__}" + (f" (+{self.contact})" if self.contact else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Admin:
    """`[admin]`: editing in the browser, at /admin/. `repository` is `owner/name` on GitHub; without it only a local
    checkout can be edited. `sign_in` is the address of the host's sign-in helper; without it editors paste a token.
    """

    repository: str | None = None
    branch: str = "main"
    sign_in: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """`[[category]]`: a shelf of the site, and the labels of others that mean it."""

    name: str
    slug: str
    match: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """`[source.rules]`: CSS selectors, only where the general extraction falls short."""

    item: str | None = None
    next: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    image: str | None = None
    body: str | None = None
    strip: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """`[source.filter]`: (field, text) pairs; an entry stays if some `keep` and no `block` stands in its field,
    folded.
    """

    keep: tuple[tuple[str, str], ...] = ()
    block: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """`[[source]]`: an outlet that is mirrored, and on which terms."""

    id: str
    name: str
    home: str
    listing: tuple[str, ...]
    mode: str
    category: str
    kind: str | None = None
    permission: str | None = None
    lang: str = "ar"
    zone: tzinfo = UTC
    images: str = "copy"
    review: str = "auto"
    index: str = "always"
    canonical: str = "original"
    paused: bool = False
    connect: str | None = None
    categories: tuple[tuple[str, str], ...] = ()
    rules: Rules = field(default=Rules())
    filter: Filter = field(default=Filter())

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that are this source's own: of its home and of its listings."""
        return frozenset(host(url) for url in (self.home, *self.listing))


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """The whole of mirror.toml."""

    path: Path
    site: Site
    fetch: Fetch
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    admin: Admin | None = None

    def source(self, name: str) -> Source | None:
        """Return the source of that id, or None."""
        return next((source for source in self.sources if source.id == name), None)

    def category(self, label: str) -> Category | None:
        """Return the category that `label` names, by its name or a `match`, spelling variants aside; or None."""
        folded = _fold(label)
        for category in self.categories:
            if _fold(category.name) == folded:
                return category
        for category in self.categories:
            if folded in map(_fold, category.match):
                return category
        return None

    def category_of(self, source: Source, labels: Iterable[str]) -> tuple[Category, bool]:
        """Return the category for upstream's `labels`, and whether one of them was mapped (else: the source's default).

        Each label in turn: the source's own table, then a category's name, then `match`; the first that means
        something wins.
        """
        table = {_fold(theirs): ours for theirs, ours in source.categories}
        for label in labels:
            if found := self.category(table.get(_fold(label), label)):
                return found, True
        default = self.category(source.category)
        assert default is not None  # noqa: S101 - `load` has seen to it
        return default, False
