"""A story as templates see it, under the names a Pelican theme author knows: `article.title`, `.related_posts` …

What a list needs comes straight from the record; the rest is looked up in the library when a template asks.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from .records import Record, Source, Tag, Text

if TYPE_CHECKING:
    from .library import Library


class Copy(NamedTuple):
    """Another outlet's copy of the same text."""

    source: Source | None
    original_url: str | None
    title: str
    url: str


_RECORD = tuple("file slug url date modified category status source mode fetched same_as taken noindex author".split())
_TEXT = tuple(each.name for each in fields(Text))
_TOLD = _RECORD + _TEXT
_of_record, _of_text = attrgetter(*_RECORD), attrgetter(*_TEXT)


class Article:
    """One story: everything that its `Record` says, and what stands around it."""

    def __init__(self, library: Library, record: Record) -> None:
        self._library = library
        self.record = record

    def __getattr__(self, name: str) -> Any:
        """Take over what the record says, all at once, when the first of it is asked for: lists hold many stories whose
        teasers are rendered already.
        """
        if name not in _TOLD or "slug" in self.__dict__:
            raise AttributeError(f"a story has no {name}")
        told = _of_record(self.record) + _of_text(self.record.text)
        self.__dict__.update(zip(_TOLD, told, strict=True))
        return self.__dict__[name]

    @property
    def content(self) -> Markup:
        """The text as safe HTML, read and rendered at each access."""
        return self._library.body(self.record)

    @property
    def notice(self) -> Markup:
        """The whole `<footer class="notice">`; empty for an editor's own article."""
        return self._library.notice(self.record)

    @property
    def tags(self) -> list[Tag]:
        """Tags; `url` is None where a tag has no page."""
        return self._library.archive.tags_of(self.record)

    @property
    def canonical(self) -> str | None:
        """The address that search engines are told: the original's where the source wants that, else our own."""
        source = self.record.source
        if source and source.canonical == "original":
            return self.record.original_url
        return self._library.links.canonical(self.record.url)

    @property
    def related_posts(self) -> list[Article]:
        """Stories of the same category: four, or as many as there are."""
        return [] if self.record.taken else self._views(self._library.archive.related(self.record))

    @property
    def prev_article(self) -> Article | None:
        """The story before this one in its category."""
        return None if self.record.taken else self._view(self._library.archive.older(self.record))

    @property
    def next_article(self) -> Article | None:
        """The story after this one in its category."""
        return None if self.record.taken else self._view(self._library.archive.newer(self.record))

    @property
    def also(self) -> list[Copy]:
        """The same text at other outlets."""
        return [
            Copy(each.source, each.original_url, each.title, each.url)
            for each in self._library.archive.copies(self.record)
        ]

    def _view(self, record: Record | None) -> Article | None:
        return self._library.article(record) if record else None

    def _views(self, records: list[Record]) -> list[Article]:
        return [self._library.article(record) for record in records]
