"""The archive in order: lists, neighbours, related stories, tags — and what a new story may change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from plugins.stories.archive import RELATED, Archive, tag_slug
from plugins.stories.paging import pages
from plugins.stories.records import Category, Record, Source, Text

POLITICS = Category(name="سياسة", slug="politics", url="category/politics.html")
SPORTS = Category(name="رياضة", slug="sports", url="category/sports.html")
SOURCE = Source(
    id="example",
    name="وكالة المثال",
    url="source/example.html",
    home="https://news.example.org/",
    mode="full",
    permission=None,
    paused=False,
    index="always",
    canonical="original",
)
START = datetime(2025, 1, 1, 12, tzinfo=UTC)


def record(n: int, **changes: Any) -> Record:
    fields = {
        "file": f"example/{n}.md",
        "mark": str(n).encode(),
        "slug": f"s{n:04}",
        "load": lambda _: Text(title=f"خبر {n}"),
        "date": START + timedelta(hours=n),
        "category": POLITICS,
        "source": SOURCE,
        **changes,
    }
    return Record(**fields)


def archive(*records: Record, tag_minimum: int = 2) -> Archive:
    return Archive(records, zone=UTC, tag_minimum=tag_minimum)


def slugs(records: list[Record]) -> list[str]:
    return [each.slug for each in records]


def test_related_are_the_four_nearest_before() -> None:
    there = archive(*map(record, range(10)))
    assert slugs(there.related(there.stories[7])) == ["s0006", "s0005", "s0004", "s0003"]


def test_the_oldest_story_has_four_related_ones_too() -> None:
    there = archive(*map(record, range(10)))
    assert slugs(there.related(there.stories[0])) == ["s0004", "s0003", "s0002", "s0001"]
    assert slugs(there.related(there.stories[2])) == ["s0004", "s0003", "s0001", "s0000"]


def test_related_are_of_the_same_category() -> None:
    there = archive(record(1), record(2, category=SPORTS), record(3))
    assert slugs(there.related(there.stories[2])) == ["s0001"]


@given(st.lists(st.sampled_from([POLITICS, SPORTS]), max_size=30))
def test_every_story_has_four_related_ones_or_as_many_as_there_are(categories: list[Category]) -> None:
    there = archive(*(record(n, category=each) for n, each in enumerate(categories)))
    for each in there.stories:
        related = there.related(each)
        assert len(related) == min(RELATED, len(there.by_category[each.category.slug if each.category else ""]) - 1)
        assert each not in related
        assert len(set(slugs(related))) == len(related)


@given(st.integers(min_value=RELATED + 1, max_value=40))
def test_a_new_story_changes_no_related_list_of_a_grown_category(n: int) -> None:
    before, after = archive(*map(record, range(n))), archive(*map(record, range(n + 1)))
    assert [slugs(before.related(each)) for each in before.stories] == [
        slugs(after.related(each)) for each in after.stories[:-1]
    ]


def test_older_and_newer_go_along_the_category() -> None:
    there = archive(record(1), record(2, category=SPORTS), record(3))
    first, _, last = there.stories
    assert (there.older(first), there.newer(first)) == (None, last)
    assert (there.older(last), there.newer(last)) == (first, None)


def test_equal_dates_have_an_order() -> None:
    there = archive(record(2, date=START), record(1, date=START))
    assert slugs(list(there.stories)) == ["s0001", "s0002"]
    assert there.older(there.stories[1]) is there.stories[0]


def test_spellings_of_a_tag_are_one_tag_named_by_its_oldest_story() -> None:
    there = archive(record(1, tag_names=("الأمم",)), record(2, tag_names=("الامم", "الأُمم")))
    [tag] = there.tags
    assert (tag.name, tag.count, tag.url) == ("الأمم", 2, f"tag/{tag_slug('الامم')}.html")
    assert [each.name for each in there.tags_of(there.stories[1])] == ["الأمم"]


def test_a_rare_tag_has_no_page() -> None:
    there = archive(record(1, tag_names=("نادر",)))
    assert there.tags == []
    assert [each.url for each in there.tags_of(there.stories[0])] == [None]


def test_months_are_of_the_sites_zone() -> None:
    late = record(1, date=datetime(2025, 1, 31, 23, 30, tzinfo=UTC))
    assert list(Archive([late], zone=UTC, tag_minimum=2).months) == ["2025/01"]
    assert list(Archive([late], zone=timezone(timedelta(hours=3)), tag_minimum=2).months) == ["2025/02"]


def test_a_source_tells_its_weeks_from_the_newest_story_of_all() -> None:
    other = replace(SOURCE, id="sister")
    there = archive(record(0), record(1), record(24 * 8, source=other))
    told = there.told(SOURCE)
    assert (told.count, told.latest, told.weeks[-2:]) == (2, START + timedelta(hours=1), (2, 0))
    assert sum(there.told(other).weeks) == 1


def test_copies_know_each_other() -> None:
    there = archive(record(1), record(2, same_as="s0001"), record(3, same_as="s0001"), record(4))
    assert [slugs(there.copies(each)) for each in there.stories] == [
        ["s0002", "s0003"],
        ["s0001", "s0003"],
        ["s0001", "s0002"],
        [],
    ]


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=20))
def test_pages_hold_everything_once_newest_first(count: int, size: int) -> None:
    found = pages(range(count), size=size, base="x.html", numbered="x/{n}.html")
    assert [item for page in reversed(found) for item in page.object_list] == list(reversed(range(count)))
    assert all(len(page.object_list) == size for page in found[:-1])
    assert len(found[-1].object_list) == count or size <= len(found[-1].object_list) < 2 * size
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    assert [page.older_url for page in found] == [None, *(page.url for page in found[:-1])]
    assert [page.newer_url for page in found] == [*(page.url for page in found[1:]), None]


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=20))
def test_a_full_page_changes_no_more(count: int, size: int) -> None:
    before = pages(range(count), size=size, base="x.html", numbered="x/{n}.html")
    after = pages(range(count + 1), size=size, base="x.html", numbered="x/{n}.html")
    # The last numbered page gets a newer neighbour when one is born; all others are as they were.
    assert before[:-2] == after[: len(before[:-2])]
