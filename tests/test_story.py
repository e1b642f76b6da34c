"""The story file: keys, slug, digest; what an editor changed is seen, what a machine wrote is not mistaken for it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import frontmatter, story, text
from mirror.errors import StoryError
from samples import a_story

words = st.text(min_size=1, max_size=60).map(lambda raw: text.one_line(raw, 60)).filter(bool)
dates = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - the offset is put on next
    lambda moment: moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=3)))
)


def read(written: str, **options: bool) -> story.Story:
    return story.read(frontmatter.parse(written), path="content/x.md", zone=UTC, **options)


@given(
    words,
    dates,
    dates | st.none(),
    st.lists(words, max_size=4, unique=True).map(tuple),
    words | st.none(),
    st.text().map(text.clean).map(lambda body: body.strip("\n")),
)
def test_round_trip(title, date, modified, tags, summary, body) -> None:
    wrote = a_story(title=title, date=date, modified=modified, tags=tags, summary=summary, body=body)
    back = read(story.write(wrote))
    assert back == wrote
    assert story.edited(back) == frozenset()
    assert story.write(back) == story.write(wrote)


def test_the_file() -> None:
    written = story.write(a_story())
    assert written.startswith(
        "---\ntitle: افتتاح حديقة العيّنة\ndate: 2025-12-23T14:30:00+03:00\ncategory: سياسة\ntags:\n  - حدائق\n"
    )
    assert written.endswith("---\n\nافتُتحت الحديقة **صباح اليوم**.\n\nثم زارها الأهالي.\n")
    keys = re.findall("(?m)^([a-z_]+):", written.split("\n---\n")[0])
    assert keys == [key for key in story.KEYS if key in keys]


def test_a_slug_is_a_pure_function_of_source_and_identity() -> None:
    slug = story.mint("example", "https://news.example.org/?p=1")
    assert re.fullmatch("s[a-z2-7]{12}", slug)
    assert slug == story.mint("example", "https://news.example.org/?p=1")
    assert slug != story.mint("sister", "https://news.example.org/?p=1")
    assert slug != story.mint("example", "https://news.example.org/?p=2")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "عنوان المحرر"}, {"title"}),
        ({"tags": ()}, {"tags"}),
        ({"image_alt": "وصف"}, {"image_alt"}),
        ({"body": "نص المحرر"}, {"body"}),
        ({"category": "رياضة", "summary": None}, {"category", "summary"}),
        ({"status": "hidden"}, set()),
    ],
)
def test_what_an_editor_changed_is_seen(changes, expected) -> None:
    fetched = a_story()
    assert story.edited(replace(fetched, **changes)) == expected


def test_trailing_space_and_line_ends_are_no_edit() -> None:
    written = story.write(a_story()).replace("اليوم**.\n", "اليوم**.  \n").replace("\n", "\r\n") + "\r\n\r\n"
    assert story.edited(read(written)) == frozenset()


def test_the_digest_is_one_line_in_a_fixed_order() -> None:
    said = story.digest({"date": "2025-12-23", "title": "أ", "tags": ["ب"], "slug": "x"}, "نص  \n")
    assert re.fullmatch("title:[0-9a-f]{12} date:[0-9a-f]{12} tags:[0-9a-f]{12} body:[0-9a-f]{12}", said)
    assert said == story.digest({"title": "أ", "date": "2025-12-23", "tags": ["ب"]}, "نص")


@pytest.mark.parametrize(
    ("line", "becomes", "at", "says"),
    [
        ("date: 2025-12-23T14:30:00+03:00", "date: أمس", 3, 'date: "أمس" is no date'),
        ("date: 2025-12-23T14:30:00+03:00", "date: 2025-12-23T14:30:00+25:00", 3, "is no date"),
        ("date: 2025-12-23T14:30:00+03:00", "date: 5", 3, "is no date"),
        ("date: 2025-12-23T14:30:00+03:00", "date: 03/04/2026", 3, "is no date"),
        ("date: 2025-12-23T14:30:00+03:00", "date:", 3, "date: missing"),
        ("title: افتتاح حديقة العيّنة", "title: ''", 2, "title: missing"),
        ("status: published", "status: later", 13, 'status: "later" is no status'),
        ("source: example", "source:\n  - example", 14, "source: expected one text, found a list"),
        ("original_url: https://news.example.org/garden", "original_url: javascript:alert(1)", 15, "is no web address"),
    ],
)
def test_what_cannot_be_a_story_is_named(line: str, becomes: str, at: int, says: str) -> None:
    written = story.write(a_story())
    assert line in written
    with pytest.raises(StoryError) as caught:
        read(written.replace(line, becomes))
    assert caught.value.subject == f"content/x.md:{at}"
    assert says in caught.value.reason
    assert caught.value.remedy


def test_pelicans_own_keys_mean_nothing() -> None:
    """What stock Pelican obeys (save_as, template, url, _content …) neither breaks a story nor reaches it."""
    written = story.write(a_story()).replace(
        "category: سياسة\n", "category: سياسة\nsave_as: ../../x.html\n_content: <script>\ntemplate: base\nis_valid: x\n"
    )
    assert read(written) == a_story()
    found = {problem.key for problem in story.problems(frontmatter.parse(written))}
    assert found == {"save_as", "_content", "template", "is_valid"}


def test_a_date_without_offset_is_of_the_sites_zone() -> None:
    written = story.write(a_story()).replace("14:30:00+03:00", "14:30:00", 1)
    assert read(written).date == datetime(2025, 12, 23, 14, 30, tzinfo=UTC)
    assert [problem.key for problem in story.problems(frontmatter.parse(written))] == ["date"]


def test_an_editors_own_article_needs_title_date_and_category() -> None:
    own = read("---\ntitle: كلمة المحرر\ndate: 2025-12-23\ncategory: سياسة\n---\n\nنص\n", own=True)
    assert own.source is None
    assert own.slug == "x"
    with pytest.raises(StoryError, match="date: missing"):
        read("---\ntitle: كلمة المحرر\n---\n", own=True)


def test_a_taken_down_story_needs_only_its_identity() -> None:
    slug = a_story().slug
    taken = read(
        f"---\nslug: {slug}\nstatus: skip\nreason: بطلب الناشر\nsource: example\noriginal_url: https://news.example.org/x\n---\n"
    )
    assert taken.status == "skip"
    assert taken.title == ""
