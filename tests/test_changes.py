"""Field by field: what no editor touched follows upstream, what one did stays; modified only says what readers see."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mirror import changes, digests, story
from mirror.story import Story
from samples import NOW, a_story, source

HERE = a_story()
LATER = NOW + timedelta(hours=5)


def there(**more: Any) -> Story:
    """Return what upstream says five hours later."""
    return replace(a_story(**more), fetched=LATER.astimezone(source().zone))


def weigh(here: Story, upstream: Story, *, hold: bool = False) -> changes.Change:
    return changes.weigh(here, upstream, hold=hold)


def by_editor(**more: Any) -> Story:
    """Return the story as an editor changed it: the digest is still upstream's."""
    return replace(HERE, **more)


def test_nothing_new_changes_nothing() -> None:
    assert weigh(HERE, there()).story == HERE
    edited = by_editor(title="عنوان المحرر", body="نص المحرر")
    assert weigh(edited, there()).story == edited


def test_a_real_change_is_taken_and_dated() -> None:
    change = weigh(HERE, there(body="نص آخر تمامًا عن الحديقة."))
    assert change.story.body == "نص آخر تمامًا عن الحديقة."
    assert change.story.modified == LATER
    assert change.real
    assert story.edited(change.story) == frozenset()
    assert weigh(change.story, there(body="نص آخر تمامًا عن الحديقة.")).story == change.story


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(LATER - timedelta(hours=1), LATER - timedelta(hours=1)), (LATER + timedelta(days=9), LATER), (None, LATER)],
)
def test_the_date_upstream_states_is_believed_if_it_can_be(stated: Any, expected: Any) -> None:
    change = weigh(HERE, there(body="نص آخر تمامًا.", modified=stated))
    assert change.story.modified == expected


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        (HERE.body.replace("افتُتحت", "افتتحت"), True),
        (HERE.body.replace("الأهالي", "الاهالي"), True),
        (HERE.body.replace("**", ""), True),
        (HERE.body.replace(".", "،"), True),
        (HERE.body.replace("\n\n", "\n"), False),
        (HERE.body.replace(" ", "  ") + "\n", False),
    ],
)
def test_spelling_is_taken_silently_and_spaces_are_nothing(body: str, taken: bool) -> None:
    assert body != HERE.body
    change = weigh(HERE, there(body=body, modified=LATER))
    assert (change.story.body == body) is taken
    assert change.story.modified is None
    assert not change.real
    assert (change.story == HERE) is not taken


def test_a_bumped_date_alone_is_nothing() -> None:
    assert weigh(HERE, there(modified=LATER)).story == HERE


def test_an_edited_field_stays_and_the_others_follow() -> None:
    here = by_editor(title="عنوان المحرر", tags=("وسم",))
    change = weigh(here, there(title="عنوان جديد", original_title="عنوان جديد", tags=("آخر",), category="رياضة"))
    assert (change.story.title, change.story.tags) == ("عنوان المحرر", ("وسم",))
    assert (change.story.original_title, change.story.category) == ("عنوان جديد", "رياضة")
    assert change.kept == {"title", "tags"}
    assert change.newer is None
    assert story.edited(change.story) == {"title", "tags"}


def test_a_removed_field_is_an_editors_too() -> None:
    assert weigh(by_editor(summary=None), there(summary="خلاصة أخرى")).story.summary is None


def test_an_editors_body_stays_and_upstreams_waits_once() -> None:
    here = by_editor(body="نص المحرر")
    upstream = there(body="نص آخر تمامًا.")
    change = weigh(here, upstream)
    assert change.story.body == "نص المحرر"
    assert change.story.modified is None
    assert change.newer is not None
    assert (change.newer.body, change.newer.fetched) == ("نص آخر تمامًا.", HERE.fetched)
    assert not change.settled
    again = weigh(change.story, upstream)
    assert again.newer is None, "dropped or not, it waits once"
    assert again.story == change.story
    taken = changes.accept(change.story, change.newer)
    assert (taken.body, taken.modified) == ("نص آخر تمامًا.", LATER)
    assert story.edited(taken) == frozenset()


def test_taking_the_body_leaves_an_editors_title() -> None:
    change = weigh(by_editor(body="نص المحرر", title="عنوان المحرر"), there(body="نص آخر.", title="عنوان جديد"))
    assert change.newer
    taken = changes.accept(change.story, change.newer)
    assert (taken.title, taken.body) == ("عنوان المحرر", "نص آخر.")
    assert story.edited(taken) == {"title"}


def test_the_correction_an_editor_made_first_is_settled_when_upstream_makes_it() -> None:
    change = weigh(by_editor(body="نص صحيح."), there(body="نص صحيح."))
    assert change.story.body == "نص صحيح."
    assert change.settled
    assert story.edited(change.story) == frozenset()


def test_of_a_held_source_nothing_reaches_readers_without_an_editor() -> None:
    upstream = there(title="عنوان جديد", original_title="عنوان جديد", body="نص آخر تمامًا.")
    change = weigh(HERE, upstream, hold=True)
    assert (change.story.title, change.story.body) == (HERE.title, HERE.body)
    assert change.newer
    assert weigh(change.story, upstream, hold=True).newer is None
    taken = changes.accept(change.story, change.newer)
    assert (taken.title, taken.original_title, taken.body) == ("عنوان جديد", "عنوان جديد", "نص آخر تمامًا.")
    assert story.edited(taken) == frozenset()
    draft = replace(HERE, status="draft")
    assert weigh(draft, upstream, hold=True).story.body == "نص آخر تمامًا."


def test_what_upstream_no_longer_says_is_not_known() -> None:
    upstream = there(summary=None, tags=(), authors=(), image=None, lang=None)
    assert weigh(HERE, upstream).story == HERE


def test_a_picture_is_one_thing() -> None:
    here = a_story(image="0123456789.webp", image_alt="صورة")
    upstream = there(image="9876543210.webp", image_alt="أخرى", image_credit="سلمى")
    assert weigh(here, upstream).story.image == "9876543210.webp"
    assert weigh(replace(here, image_alt="بلا"), upstream).story.image == "0123456789.webp"


def test_dates() -> None:
    day = timedelta(days=1)
    assert HERE.date
    assert weigh(HERE, there(date=HERE.date - day)).story.date == HERE.date - day
    assert weigh(HERE, there(date=HERE.date.astimezone(NOW.tzinfo))).story == HERE, "the same moment"
    assert weigh(HERE, there(date=LATER, date_source="fetched")).story == HERE
    undated = a_story(date_source="fetched")
    assert weigh(undated, there(date=HERE.date - day)).story.date_source is None


def test_an_address_that_moved_is_followed_and_a_spelling_of_it_is_not() -> None:
    moved = there(original_url="https://news.example.org/new-garden")
    assert weigh(HERE, moved).story.original_url == "https://news.example.org/new-garden"
    assert weigh(HERE, there(original_url="https://www.news.example.org/garden/")).story == HERE


def test_without_a_digest_all_is_an_editors() -> None:
    mine = replace(HERE, digest=None)
    assert weigh(mine, there(title="عنوان جديد", body="نص آخر.")).story == mine


def test_a_stand_in_says_nothing_of_what_an_editor_changed() -> None:
    whole = changes.stand_in(HERE, source())
    assert (whole.title, whole.tags, whole.labels) == (HERE.title, HERE.tags, ("سياسة",))
    edited = by_editor(tags=("وسم",), category="رياضة", summary="خلاصة", authors=("محرر",), date=LATER)
    said = changes.stand_in(edited, source())
    assert (said.tags, said.labels, said.summary, said.authors, said.published) == ((), (), None, (), None)


def test_too_many() -> None:
    assert changes.too_many(4, 7)
    assert not changes.too_many(3, 3)
    assert not changes.too_many(10, 20)


def test_a_digest_is_read_back() -> None:
    assert digests.write(digests.read(HERE.digest)) == HERE.digest
    assert digests.read("rubbish title:0 ") == {"title": "0"}
