"""The archive in order: which stories a list shows, what stands beside a story. Pure functions of the records.

Every answer prefers what is older: a story that arrives changes the newest lists and its neighbours, not the pages of
years.
"""

import base64
import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from mirror.text import fold

from .groups import groups
from .records import Category, Month, Record, Source, Tag

RELATED = 4
"""Related stories beside a story, if its category has as many."""
WEEKS = 12
"""Weeks that a source's little chart covers."""


def order(record: Record) -> tuple[datetime, str]:
    """Return the sort key of a dated story: its date, then its slug."""
    assert record.date is not None  # noqa: S101 - only taken-down stories lack one
    return record.date, record.slug


class Archive:
    """All stories that have a page, every list oldest first.

    `stories` are the published ones, `taken` those whose page only says that they were taken down. Of stories that are
    one text (`pairs` of files, `plugins.stories.groups`) lists show the first: those are `listed`. A source's list
    shows what that source published; `pages_by_month` has all. `tag_minimum` is the number of stories from which a tag has a page.
    """

    def __init__(
        self, records: Iterable[Record], *, zone: tzinfo, tag_minimum: int, pairs: Iterable[tuple[str, str]] = ()
    ) -> None:
        records = list(records)
        self.stories: Sequence[Record] = sorted((each for each in records if not each.taken), key=order)
        self.taken: Sequence[Record] = sorted((each for each in records if each.taken), key=lambda each: each.slug)
        self.all: Sequence[Record] = (*self.stories, *self.taken)
        self.zone = zone
        self._groups = groups(self.stories, pairs)
        self.listed: Sequence[Record] = list(filter(self._is_listed, self.stories))
        self.by_category: Mapping[str, Sequence[Record]] = _grouped(
            (record.category.slug, record) for record in self.listed if record.category
        )
        self._places = {each.slug: place for shelf in self.by_category.values() for place, each in enumerate(shelf)}
        self.by_source: Mapping[str, Sequence[Record]] = _grouped(
            (record.source.id, record) for record in self.stories if record.source
        )
        self.by_month: Mapping[str, Sequence[Record]] = _grouped((self.month(each), each) for each in self.listed)
        self.pages_by_month: Mapping[str, Sequence[Record]] = _grouped(
            (self.month(each), each) for each in self.stories
        )
        self.months: Mapping[str, Month] = {
            name: Month(date=_first(name, zone), url=f"archive/{name}.html", count=len(stories))
            for name, stories in sorted(self.by_month.items())
        }
        self.by_tag, self._tags = _tags(self.stories, tag_minimum, self._is_listed)

    def month(self, record: Record) -> str:
        """Return the month of a dated story, `2025/12`, in the site's zone."""
        day = order(record)[0].astimezone(self.zone)
        return f"{day.year}/{day.month:02}"  # strftime would take five times as long

    @property
    def tags(self) -> list[Tag]:
        """The tags that have a page, with counts, those with most stories first."""
        tags = (
            replace(tag, count=len(self.by_tag[tag.slug]))
            for tag in {tag.slug: tag for tag in self._tags.values() if tag.url}.values()
        )
        return sorted(tags, key=lambda tag: (-(tag.count or 0), tag.name))

    def tags_of(self, record: Record) -> list[Tag]:
        """Return a story's tags, without counts, each once, in its order."""
        return list({tag.slug: tag for name in record.tag_names if (tag := self._tags.get(name))}.values())

    def related(self, record: Record) -> list[Record]:
        """Return the stories nearest before `record` in its category, newest first; none that is the same text.

        Where fewer than `RELATED` are older, the oldest newer ones fill up: so a page changes while its category is
        young and then no more.
        """
        shelf, before, after = self._place(record)
        first = self._first(record)
        older = [each for each in shelf[max(0, before - RELATED - 1) : before] if each is not first][-RELATED:]
        newer = [each for each in shelf[after : after + RELATED + 1] if each is not first]
        return [*older, *newer[: RELATED - len(older)]][::-1]

    def older(self, record: Record) -> Record | None:
        """Return the story before `record` in its category."""
        shelf, before, _ = self._place(record)
        return shelf[before - 1] if before else None

    def newer(self, record: Record) -> Record | None:
        """Return the story after `record` in its category."""
        shelf, _, after = self._place(record)
        return shelf[after] if after < len(shelf) else None

    def _place(self, record: Record) -> tuple[Sequence[Record], int, int]:
        """Return the list of a story's category, and where what is older than the story ends and what is newer begins."""
        assert record.category is not None  # noqa: S101 - only taken-down stories lack one
        shelf = self.by_category.get(record.category.slug, ())
        if (place := self._places.get(record.slug)) is not None:
            return shelf, place, place + 1
        place = bisect_left(shelf, order(record), key=order)
        return shelf, place, place

    def _is_listed(self, record: Record) -> bool:
        return self._first(record) is record

    def _first(self, record: Record) -> Record:
        group = self._groups.get(record.slug)
        return group[0] if group else record

    def copies(self, record: Record) -> list[Record]:
        """Return the other stories that are the same text, the first first, then the oldest."""
        return [each for each in self._groups.get(record.slug, ()) if each is not record]

    def counted(self, category: Category) -> Category:
        """Return the category with the number of its stories."""
        return replace(category, count=len(self.by_category.get(category.slug, ())))

    def told(self, source: Source) -> Source:
        """Return the source with the number of its stories, its newest date and its last weeks.

        Weeks are counted back from the newest story of the whole archive: the build knows no clock.
        """
        stories = self.by_source.get(source.id, ())
        weeks = [0] * WEEKS
        end = order(self.stories[-1])[0] if self.stories else None
        for record in reversed(stories):
            age = (end - order(record)[0]) // timedelta(weeks=1) if end else WEEKS
            if age >= WEEKS:
                break
            weeks[WEEKS - 1 - age] += 1
        return replace(source, count=len(stories), latest=stories[-1].date if stories else None, weeks=tuple(weeks))

    @property
    def until(self) -> datetime | None:
        """When the newest story was fetched: the age of the data."""
        return max((record.fetched for record in self.stories if record.fetched), default=None)


def _grouped(pairs: Iterable[tuple[str, Record]]) -> dict[str, list[Record]]:
    out: dict[str, list[Record]] = defaultdict(list)
    for key, record in pairs:
        out[key].append(record)
    return dict(out)


def _first(month: str, zone: tzinfo) -> datetime:
    year, number = month.split("/")
    return datetime(int(year), int(number), 1, tzinfo=zone)


def _tags(
    stories: Sequence[Record], minimum: int, is_listed: Callable[[Record], bool]
) -> tuple[dict[str, list[Record]], dict[str, Tag]]:
    """Return slug → listed stories, of tags that have a page, and name, in each spelling → tag, of all."""
    names: dict[str, str] = {}
    folded: dict[str, str] = {}
    stories_of: dict[str, list[Record]] = defaultdict(list)
    for record in stories:
        mine = {}
        for name in record.tag_names:
            key = folded.get(name) or folded.setdefault(name, fold(name))
            mine[key] = name
        for key, name in mine.items():
            names.setdefault(key, name)
            if is_listed(record):
                stories_of[key].append(record)
    tags = {}
    by_tag: dict[str, list[Record]] = {}
    for key, name in names.items():
        slug = tag_slug(key)
        # Two tags with one slug (1 in 10^12 a pair): the one met first has the page.
        has_page = len(stories_of[key]) >= minimum and slug not in by_tag
        if has_page:
            by_tag[slug] = stories_of[key]
        tags[key] = Tag(name=name, slug=slug, url=f"tag/{slug}.html" if has_page else None)
    return by_tag, {name: tags[key] for name, key in folded.items()}


def tag_slug(folded: str) -> str:
    """Return the address of a tag: 8 base32 letters of SHA-256 of its folded name."""
    return base64.b32encode(hashlib.sha256(folded.encode()).digest()).decode("ascii")[:8].lower()
