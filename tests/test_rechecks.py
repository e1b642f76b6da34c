"""Stories are looked at again when it is time and when their listing calls for it; what that brings, and what not."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from desk import HOME, Desk, fresh, prose, text
from doors import tree
from mirror import frontmatter, looks, pipeline
from mirror.listings import Entry
from mirror.outcome import Kind, Outcome
from samples import NOW, TOML, config


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return fresh(tmp_path)


def file_of(desk: Desk, name: str) -> Path:
    (path,) = (path for path in desk.stories if f"original_url: {HOME}/{name}\n" in path.read_text(encoding="utf-8"))
    return path


def fields_of(desk: Desk, name: str) -> dict:
    return frontmatter.read(file_of(desk, name).read_text(encoding="utf-8"))[0]


def body_of(desk: Desk, name: str) -> str:
    return frontmatter.read(file_of(desk, name).read_text(encoding="utf-8"))[1]


def test_the_schedule_costs_four_looks_and_a_run_with_nothing_due_one_request(desk: Desk) -> None:
    before = tree(desk.content)
    looked = []
    for _ in range(100):
        desk.later(hours=1)
        assert desk.kinds() == {Kind.SAME: 6}
        looked.append(len(desk.outlet.hits) - 1)
    assert [hour + 1 for hour, hits in enumerate(looked) if hits] == [1, 6, 24, 72]
    assert set(looked) == {0, 6}
    assert tree(desk.content) == before


def test_a_mirror_that_fetches_once_a_week_comes_in_time_and_no_later(desk: Desk) -> None:
    desk.later(days=7)
    desk.fetch()
    assert len(desk.outlet.hits) == 7
    desk.later(days=7)
    desk.fetch()
    assert len(desk.outlet.hits) == 1


def test_stories_that_are_no_longer_listed_are_looked_at_too(desk: Desk) -> None:
    for name in ("a0", "a1"):
        desk.outlet.change(name, listed=False)
    before = tree(desk.content)
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 6}
    assert tree(desk.content) == before, "the file stands in for the entry"
    desk.outlet.change("a0", body=prose(50), title="عنوان جديد كليًّا هنا")
    desk.later(hours=5)
    assert desk.kinds() == {Kind.SAME: 5, Kind.CHANGED: 1}
    assert body_of(desk, "a0") == prose(50)
    assert fields_of(desk, "a0")["title"] == "عنوان جديد كليًّا هنا"


def test_an_entry_that_changed_calls_for_a_look_at_once(desk: Desk) -> None:
    desk.outlet.change("a0", title="عنوان جديد كليًّا هنا", body=prose(50))
    assert desk.kinds() == {Kind.SAME: 5, Kind.CHANGED: 1}
    assert desk.outlet.hits == [f"{HOME}/feed/", f"{HOME}/a0"]
    assert fields_of(desk, "a0")["modified"] == "2025-12-23T15:00:00+03:00"
    assert desk.kinds() == {Kind.SAME: 6}
    assert len(desk.outlet.hits) == 1


def test_an_entry_that_calls_in_vain_is_not_believed_for_ever(desk: Desk) -> None:
    asked = 0
    for turn in range(6):
        desk.outlet.change("a0", summary=f"شوهد {turn} مرات")
        assert desk.kinds() == {Kind.SAME: 6}
        asked += len(desk.outlet.hits) - 1
    assert asked == looks.BELIEVED
    desk.outlet.change("a0", body=prose(51))
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 5, Kind.CHANGED: 1}, "the schedule still looks"
    desk.outlet.change("a0", summary="شوهد كثيرًا")
    desk.fetch()
    assert len(desk.outlet.hits) == 2, "and what brought news is believed again"


def test_recheck_means_the_last_72_hours(desk: Desk) -> None:
    desk.later(hours=71)
    desk.fetch()
    desk.outlet.put(text("b", 30))
    desk.later(minutes=30)
    desk.fetch()
    assert desk.kinds(recheck=True) == {Kind.SAME: 7}
    assert len(desk.outlet.hits) == 8
    desk.later(hours=2)
    assert desk.kinds(recheck=True) == {Kind.SAME: 7}
    assert len(desk.outlet.hits) == 8, "the others' last look was due as well"
    desk.later(hours=2)
    desk.kinds(recheck=True)
    assert desk.outlet.hits == [f"{HOME}/feed/", f"{HOME}/b"]


def test_without_its_memory_it_asks_more_and_stores_the_same(tmp_path: Path) -> None:
    one, other = fresh(tmp_path / "one"), fresh(tmp_path / "other")
    for desk in (one, other):
        desk.later(hours=7)
        desk.fetch()
        desk.outlet.change("a1", body=prose(40))
        desk.later(hours=18)
    (looked,) = (other.root / "state" / "looks").iterdir()
    looked.unlink()
    assert one.kinds() == other.kinds() == {Kind.SAME: 5, Kind.CHANGED: 1}
    assert tree(one.content) == tree(other.content)
    for rubbish in (b"\xff", b"{}", b'{"v":1,"looks":{"x":1}}', b"[" * 100_000):
        looked.write_bytes(rubbish)
        assert other.kinds() == {Kind.SAME: 6}
    assert tree(one.content) == tree(other.content)


def test_an_editors_body_stays_and_upstreams_waits(desk: Desk) -> None:
    path = file_of(desk, "a2")
    mine = path.read_text(encoding="utf-8").replace("قال أهالي", "ذكر أهالي").replace("lang: ar", "lang: ar  # سلمى")
    path.write_text(mine, encoding="utf-8")
    desk.outlet.change("a2", body=prose(41), title="عنوان جديد كليًّا هنا")
    found = [one for one in desk.fetch() if one.kind is Kind.KEPT]
    assert "waits for an editor" in found[0].reason
    after = path.read_text(encoding="utf-8")
    assert after.split("---\n\n")[1] == mine.split("---\n\n")[1]
    assert "lang: ar  # سلمى\n" in after
    assert fields_of(desk, "a2")["title"] == "عنوان جديد كليًّا هنا", "what no editor touched follows"
    (waiting,) = desk.archive.pending("example").values()
    assert frontmatter.read(waiting.read_text(encoding="utf-8"))[1] == prose(41)
    before = tree(desk.content)
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 6}
    assert tree(desk.content) == before
    waiting.unlink()
    desk.later(hours=5)
    desk.fetch()
    assert not desk.archive.pending("example"), "what was dropped does not come back"
    desk.outlet.change("a2", body=prose(42))
    desk.fetch(recheck=True)
    assert desk.archive.pending("example")
    path.write_text(path.read_text(encoding="utf-8").split("---\n\n")[0] + f"---\n\n{prose(43)}\n", encoding="utf-8")
    desk.outlet.change("a2", body=prose(43))
    desk.fetch(recheck=True)
    assert not desk.archive.pending("example"), "both say the same"
    desk.outlet.change("a2", body=prose(52))
    desk.fetch(recheck=True)
    assert (body_of(desk, "a2"), len(desk.archive.pending("example"))) == (prose(43), 1), "the editor said it first"
    desk.outlet.change("a2", body=prose(43))
    desk.fetch(recheck=True)
    assert (body_of(desk, "a2"), len(desk.archive.pending("example"))) == (prose(43), 0)


def test_a_waiting_version_that_cannot_be_read_is_named(desk: Desk) -> None:
    path = file_of(desk, "a2")
    path.write_text(path.read_text(encoding="utf-8") + "\nأضافه محرر.\n", encoding="utf-8")
    desk.outlet.change("a2", body=prose(41))
    desk.fetch(recheck=True)
    (waiting,) = desk.archive.pending("example").values()
    waiting.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    desk.outlet.change("a2", body=prose(42))
    before = tree(desk.content)
    (said,) = (one for one in desk.fetch(recheck=True) if one.kind is Kind.LEFT_OUT)
    assert said.reason.startswith(f"content/example/pending/{waiting.name}:")
    assert tree(desk.content) == before


def test_renamed_moved_deleted_and_own(desk: Desk) -> None:
    a0, a1, a2 = (file_of(desk, name) for name in ("a0", "a1", "a2"))
    a0.rename(desk.content / "example" / "عنوان.md")
    (desk.content / "articles").mkdir()
    a1.rename(desk.content / "articles" / a1.name)
    a2.unlink()
    for name in ("a0", "a1", "a2"):
        desk.outlet.change(name, body=prose(60 + int(name[1])))
    desk.later(hours=1)
    assert desk.kinds() == {Kind.DELETED: 1, Kind.CHANGED: 2, Kind.SAME: 3}
    assert prose(60) in (desk.content / "example" / "عنوان.md").read_text(encoding="utf-8")
    assert prose(61) in (desk.content / "articles" / a1.name).read_text(encoding="utf-8")
    assert not a2.exists()


def test_gone_twice_on_different_days_is_reported_and_nothing_deleted(desk: Desk) -> None:
    desk.outlet.change("a0", status=410, listed=False)
    before = tree(desk.content)
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 5, Kind.LATER: 1}
    desk.later(hours=5)
    assert desk.kinds() == {Kind.SAME: 5}, "the same day says nothing new"
    desk.later(hours=7)
    (said,) = (one for one in desk.fetch() if one.kind is Kind.LEFT_OUT)
    assert said.reason == "is gone at the source (410 on 2025-12-23 and 2025-12-24); the story stays"
    assert "takedown.py" in said.remedy
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 5}, "reported once, not at every run"
    assert tree(desk.content) == before
    desk.outlet.change("a0", status=200)
    desk.later(hours=20)
    assert desk.kinds() == {Kind.SAME: 6}


def test_when_most_stories_change_at_once_none_is_taken_until_it_is_meant(desk: Desk) -> None:
    for name in ("a0", "a1", "a2", "a3"):
        desk.outlet.change(name, body=prose(99, "الموافقة"))
    before = tree(desk.content)
    desk.later(hours=1)
    (said,) = desk.fetch()
    assert (said.kind, said.reason[:36]) == (Kind.LEFT_OUT, "4 of 6 stories changed at once at th")
    assert "--accept-changes" in said.remedy
    assert tree(desk.content) == before
    assert desk.kinds(accept_changes=True) == {Kind.SAME: 2, Kind.CHANGED: 4}


def test_what_the_listing_itself_tells_of_is_held_against_all_that_is_listed(tmp_path: Path) -> None:
    desk = fresh(tmp_path, count=12)
    for n in range(5):
        desk.outlet.change(f"a{n}", title=f"عنوان جديد كليًّا هنا {n}", body=prose(70 + n))
    assert desk.kinds() == {Kind.CHANGED: 5, Kind.SAME: 7}
    for n in range(12):
        desk.outlet.change(f"a{n}", title=f"أوقف الموقع خدمته {n}", body=prose(90 + n))
    assert desk.kinds() == {Kind.LEFT_OUT: 1}


def test_a_source_that_does_not_answer_is_not_asked_page_by_page(desk: Desk) -> None:
    desk.outlet.down = True
    desk.later(hours=1)
    assert desk.kinds() == {Kind.LEFT_OUT: 1}
    assert desk.outlet.hits == [f"{HOME}/feed/"]


def test_a_page_that_fails_waits_and_one_that_is_no_article_is_named(desk: Desk) -> None:
    desk.outlet.change("a0", status=503)
    desk.outlet.change("a1", body="")
    before = tree(desk.content)
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 4, Kind.LATER: 1, Kind.LEFT_OUT: 1}
    assert tree(desk.content) == before
    desk.fetch()
    assert desk.outlet.hits == [f"{HOME}/feed/", f"{HOME}/a0"]


def test_time_and_dry_runs(desk: Desk) -> None:
    desk.outlet.change("a0", body=prose(44))
    before = tree(desk.content)
    desk.later(hours=1)
    assert desk.kinds(dry=True) == {Kind.SAME: 6}
    assert len(desk.outlet.hits) == 1
    assert desk.kinds(time_is_up=lambda: True) == {Kind.LATER: 6}
    assert tree(desk.content) == before
    assert desk.kinds(limit=0) == {Kind.SAME: 5, Kind.CHANGED: 1}


def test_what_an_editor_broke_is_left_to_check(desk: Desk) -> None:
    path = file_of(desk, "a0")
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    before = path.read_bytes()
    desk.later(hours=1)
    assert desk.kinds() == {Kind.SAME: 5, Kind.LEFT_OUT: 1}
    assert path.read_bytes() == before


def test_a_held_source(tmp_path: Path) -> None:
    held = config(TOML.replace('mode = "full"', 'mode = "full"\nreview = "hold"'))
    desk = Desk(root=tmp_path, config=held)
    desk.outlet.put(text("a", 1))
    desk.fetch()
    desk.outlet.change("a", body=prose(45))
    assert desk.kinds(recheck=True) == {Kind.CHANGED: 1}, "a draft follows"
    path = file_of(desk, "a")
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    desk.outlet.change("a", body=prose(46))
    assert desk.kinds(recheck=True) == {Kind.KEPT: 1}, "what was released waits"
    assert body_of(desk, "a") == prose(45)


def of_link(desk: Desk, name: str, **options) -> list[Outcome]:
    desk.outlet.hits.clear()
    events = pipeline.of_link(f"{HOME}/{name}", desk.config.sources[0], desk.run(**options))
    return [one for one in events if isinstance(one, Outcome)]


def test_a_link_to_what_is_here(desk: Desk) -> None:
    desk.outlet.change("a0", body=prose(48))
    assert [one.kind for one in of_link(desk, "a0")] == [Kind.SAME]
    assert not desk.outlet.hits
    desk.later(days=60)
    assert [one.kind for one in of_link(desk, "a0", recheck=True)] == [Kind.CHANGED], "whatever its age"
    path = file_of(desk, "a0")
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: skip"), encoding="utf-8")
    for options in ({}, {"recheck": True}):
        (said,) = of_link(desk, "a0", **options)
        assert (said.kind, "taken down" in said.reason) == (Kind.DELETED, True)
    assert not desk.outlet.hits


def test_labels_are_kept(desk: Desk) -> None:
    labels = desk.archive.labels("example")
    assert set(labels.values()) == {("محليات",)}
    assert len(labels) == 6
    desk.outlet.change("a0", label="نقل\tوطرق", body=prose(47))
    desk.fetch(recheck=True)
    assert ("نقل وطرق",) in desk.archive.labels("example").values()


def test_the_memory_is_small_and_forgets(desk: Desk) -> None:
    (path,) = (desk.root / "state" / "looks").iterdir()
    assert len(json.loads(path.read_bytes())["looks"]) == 6
    for n in range(6):
        desk.outlet.change(f"a{n}", listed=False)
    desk.outlet.put(text("b", 30))
    desk.later(days=70)
    desk.fetch()
    assert len(json.loads(path.read_bytes())["looks"]) == 1


def test_marks() -> None:
    entry = Entry(url=f"{HOME}/a", title="عنوان")
    look = looks.Look(fetched=NOW, looked=NOW)
    assert not look.called_for(entry)
    assert look.called_for(Entry(url=f"{HOME}/a", modified=NOW + timedelta(minutes=1)))
    assert not look.called_for(Entry(url=f"{HOME}/a", modified=NOW - timedelta(minutes=1)))
    known = looks.Look(fetched=NOW, looked=NOW, mark=looks.mark(entry))
    assert not known.called_for(entry)
    assert known.called_for(Entry(url=f"{HOME}/a", title="عنوان آخر"))
