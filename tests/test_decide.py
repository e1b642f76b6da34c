"""Decisions: each article once, editors' deletions respected, limits said, nothing invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mirror import decide, story, urls
from mirror.config import Filter
from mirror.errors import ExtractError
from mirror.extract import Extract
from mirror.listings import Entry
from mirror.outcome import Kind
from mirror.store import Known
from samples import NOW, config, source

NOTHING = Known(files={}, aliases={}, taken=frozenset(), vanished=frozenset(), adopted={})


def entry(name: str, **more) -> Entry:
    return Entry(url=f"https://news.example.org/{name}", **more)


def kinds(entries: list[Entry], known: Known = NOTHING, **options) -> list[Kind]:
    return [item.kind for item in decide.items(entries, source=options.pop("of", source()), known=known, **options)]


def known_as(one: Entry, *, deleted: bool = False) -> Known:
    slug = story.mint("example", one.guid or one.url)
    return Known(
        files={} if deleted else {slug: Path(f"{slug}.md")},
        aliases=dict.fromkeys(decide.identities(one), slug),
        taken=frozenset({slug}),
        vanished=frozenset(),
        adopted={},
    )


def test_new_then_known() -> None:
    one = entry("a", guid="1")
    assert kinds([one]) == [Kind.NEW]
    assert kinds([one], known_as(one)) == [Kind.SAME]


@pytest.mark.parametrize(
    "again",
    [
        entry("a?utm_source=feed", guid="1"),
        entry("moved", guid="1"),
        entry("a"),
        entry("a", guid="reissued"),
        replace(entry("a", guid="1"), title="عنوان آخر"),
        Entry(url="http://www.news.example.org/a/"),
    ],
)
def test_a_story_is_known_under_every_identity(again: Entry) -> None:
    assert kinds([again], known_as(entry("a", guid="1"))) == [Kind.SAME]


def test_a_new_identity_of_a_known_story_is_kept() -> None:
    (item,) = decide.items([entry("moved", guid="1")], source=source(), known=known_as(entry("a", guid="1")))
    assert item.aliases == (story.alias("url", urls.same_page("https://news.example.org/moved")),)


def test_what_an_editor_deleted_stays_deleted() -> None:
    one = entry("a", guid="1")
    assert kinds([one], known_as(one, deleted=True)) == [Kind.DELETED]


def test_a_guid_used_twice_identifies_nothing() -> None:
    first, second = decide.items([entry("a", guid="x"), entry("b", guid="x")], source=source(), known=NOTHING)
    assert first.slug == story.mint("example", "https://news.example.org/a")
    assert first.slug != second.slug


def test_one_story_listed_twice_is_one() -> None:
    """Twice in one feed, and again in a listing that knows no GUIDs but has the text and another id."""
    full = entry("a", html="<p>نص</p>", aliases=(story.alias("wp", "news.example.org/1"),))
    (item,) = decide.items([entry("a", guid="1"), entry("a", guid="1"), full], source=source(), known=NOTHING)
    assert item.slug == story.mint("example", "1")
    assert item.entry.html
    assert set(item.aliases) == {*decide.identities(full), story.alias("guid", "1")}


def test_another_source_may_not_touch_it() -> None:
    """One source that claims another's GUID or URL gets a story of its own: the identity includes the source."""
    mine = story.mint("example", "1")
    (item,) = decide.items([entry("a", guid="1")], source=config().sources[1], known=NOTHING)
    assert item.slug != mine


def test_limits() -> None:
    entries = [entry(str(n)) for n in range(4)]
    assert kinds(entries, limit=2) == [Kind.NEW, Kind.NEW, Kind.LATER, Kind.LATER]
    assert kinds(entries, limit=0) == [Kind.LATER] * 4
    many = [entry(str(n)) for n in range(decide.NEW_A_RUN + 3)]
    assert kinds(many).count(Kind.LATER) == 3


def test_since() -> None:
    old, undated = entry("a", published=NOW - timedelta(days=9)), entry("b")
    assert kinds([old, undated], since=NOW - timedelta(days=7)) == [Kind.FILTERED, Kind.NEW]


@pytest.mark.parametrize(
    ("keep", "block", "expected"),
    [
        ((), (("title", "إعلان"),), Kind.FILTERED),
        ((), (("tag", "رياضه"),), Kind.FILTERED),
        ((("label", "رياضة"),), (), Kind.NEW),
        ((("label", "اقتصاد"), ("title", "الأول")), (), Kind.NEW),
        ((("label", "اقتصاد"),), (), Kind.FILTERED),
        ((), (("author", "أحد"),), Kind.NEW),
    ],
)
def test_filters(keep, block, expected) -> None:
    one = entry("a", title="إعلانٌ عن السباق الأوّل", labels=("رياضة",))
    assert kinds([one], of=source(filter=Filter(keep=keep, block=block))) == [expected]


def test_many_vanished_files_stop_a_source() -> None:
    taken = frozenset(story.mint("example", str(n)) for n in range(100))
    gone = frozenset(list(taken)[:10])
    assert decide.too_many_vanished(replace(NOTHING, taken=taken, vanished=gone))
    assert not decide.too_many_vanished(replace(NOTHING, taken=taken, vanished=frozenset(list(gone)[:9])))
    many = taken | {story.mint("example", str(n)) for n in range(100, 200)}
    assert not decide.too_many_vanished(replace(NOTHING, taken=many, vanished=gone))


def extract(**changes) -> Extract:
    made = Extract(
        url="https://news.example.org/a",
        base_url="https://news.example.org/a",
        title="عنوان",
        body_html="<p>نص</p>",
        published=datetime(2025, 12, 23, 10, 0, tzinfo=UTC),
        labels=("محليات",),
        lang="ar",
    )
    return replace(made, **changes)


def new_story(found: Extract, body: str = "نص", **changes) -> story.Story:
    return decide.new_story(
        found, body, source=source(**changes), config=config(), slug=story.mint("example", "1"), now=NOW
    )


def test_a_new_story() -> None:
    made = new_story(extract(modified=datetime(2025, 12, 23, 11, 0, tzinfo=UTC)))
    assert made.date is not None
    assert made.date.isoformat() == "2025-12-23T13:00:00+03:00"
    assert made.modified is not None
    assert (made.category, made.status, made.date_source, made.original_title) == ("سياسة", "published", None, "عنوان")
    assert story.edited(made) == frozenset()


def test_no_date_is_invented() -> None:
    made = new_story(extract(published=None, modified=None))
    assert made.date == made.fetched == NOW
    assert made.date_source == "fetched"


def test_hold_and_modes() -> None:
    assert new_story(extract(), review="hold").status == "draft"
    assert new_story(extract(summary="خلاصة")).summary == "خلاصة"
    assert new_story(extract(summary="خلاصة"), mode="headline").summary is None
    assert new_story(extract(modified=datetime(2025, 12, 1, tzinfo=UTC))).modified is None


@pytest.mark.parametrize(("found", "says"), [({"title": ""}, "no title"), ({"title": "عنو\ufffdن"}, "letters")])
def test_what_may_not_be_published(found, says: str) -> None:
    with pytest.raises(ExtractError, match=says):
        new_story(extract(**found))
