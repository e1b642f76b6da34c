"""The editors' desk: what is released is published, what is taken down is gone and stays away, what waits is decided."""

from pathlib import Path

import pytest

from desk import HOME, Desk, fresh, prose, text
from doors import tree
from mirror import categories, desk, frontmatter, newer, story, urls
from mirror.errors import LeftOut, StoryError, UsageError
from mirror.outcome import Kind
from samples import TOML, config

OWN = "---\ntitle: كلمة المحرر\ndate: 2025-12-23T10:00:00+03:00\ncategory: سياسة\nstatus: draft\n---\n\nنص\n"


@pytest.fixture
def mirror(tmp_path: Path) -> Desk:
    return fresh(tmp_path)


def file_of(mirror: Desk, name: str) -> Path:
    (path,) = (path for path in mirror.stories if f"original_url: {HOME}/{name}\n" in path.read_text(encoding="utf-8"))
    return path


def find(mirror: Desk, word: str, **more) -> desk.Found:
    return desk.find(mirror.archive, mirror.config, word, **more)


def take_down(mirror: Desk, word: str, reason: str = "طلب الناشر") -> Path:
    return desk.take_down(mirror.archive, find(mirror, word), reason, now=mirror.now)[0]


def test_a_story_has_three_names(mirror: Desk) -> None:
    path = file_of(mirror, "a0")
    for word in (path.stem, f"{HOME}/a0?utm_source=x", f"https://mirror.example.org/sub/news/{path.stem}.html"):
        found = find(mirror, word)
        assert (found.slug, found.path, found.source) == (path.stem, path, mirror.config.sources[0])


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("s2222222222222", "no story has this slug"),
        ("https://elsewhere.example.org/x", "--source ID"),
        ("https://", "is no web address"),
    ],
)
def test_what_names_nothing_is_refused(mirror: Desk, word: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        find(mirror, word)
    near = mirror.stories[0].stem[:-1] + "2"
    with pytest.raises(UsageError, match=f"did you mean {mirror.stories[0].stem}"):
        find(mirror, near)


def test_release(tmp_path: Path) -> None:
    mirror = Desk(root=tmp_path, config=config(TOML.replace('mode = "full"', 'mode = "full"\nreview = "hold"')))
    mirror.outlet.put(text("a", 1), text("b", 2))
    mirror.fetch()
    (mirror.content / "articles").mkdir()
    (mirror.content / "articles" / "word.md").write_text(OWN, encoding="utf-8")
    waiting = list(desk.waiting(mirror.archive))
    assert waiting == mirror.stories, "an editor's own draft is not for release --all"
    before = waiting[0].read_text(encoding="utf-8")
    assert desk.release(mirror.archive, waiting[0]).status == "published"
    assert waiting[0].read_text(encoding="utf-8") == before.replace("status: draft", "status: published")
    with pytest.raises(StoryError, match="does not wait"):
        desk.release(mirror.archive, waiting[0])
    own = find(mirror, "word")
    assert own.path
    desk.release(mirror.archive, own.path)
    assert own.path.read_text(encoding="utf-8") == OWN.replace("draft", "published")


def test_a_takedown_leaves_identity_reason_and_date(mirror: Desk) -> None:
    path = file_of(mirror, "a0")
    before, body = frontmatter.read(path.read_text(encoding="utf-8"))
    assert take_down(mirror, f"{HOME}/a0") == path
    fields, after = frontmatter.read(path.read_text(encoding="utf-8"))
    assert after == ""
    assert fields == {
        "date": before["date"],
        "slug": path.stem,
        "status": "skip",
        "reason": "2025-12-23 — طلب الناشر",
        "source": "example",
        "original_url": f"{HOME}/a0",
        "fetched": before["fetched"],
    }
    assert body[:20] not in path.read_text(encoding="utf-8")
    mirror.outlet.change("a0", body=prose(50), title="عنوان جديد كليًّا هنا")
    content = tree(mirror.content)
    for _ in range(4):
        mirror.later(hours=20)
        mirror.fetch(recheck=True)
        assert f"{HOME}/a0" not in mirror.outlet.hits
    assert tree(mirror.content) == content


def test_what_was_never_fetched_is_taken_down_too(mirror: Desk) -> None:
    mirror.outlet.put(text("late", 40))
    path = take_down(mirror, f"{HOME}/late?fbclid=1")
    assert path.relative_to(mirror.content).as_posix() == f"example/2025/12/{path.stem}.md"
    assert mirror.kinds() == {Kind.SAME: 7}
    assert f"{HOME}/late" not in mirror.outlet.hits
    assert mirror.archive.story(path).status == "skip"


def test_a_deleted_story_is_taken_down_at_its_address(mirror: Desk) -> None:
    path = file_of(mirror, "a0")
    path.unlink()
    assert take_down(mirror, f"{HOME}/a0").stem == path.stem


def test_its_pictures_and_what_waited_go_with_it(mirror: Desk) -> None:
    path, other = file_of(mirror, "a0"), file_of(mirror, "a1")
    images = mirror.content / "images"
    images.mkdir()
    for name in ("aaaaaaaaaa.webp", "bbbbbbbbbb.webp", "cccccccccc.webp"):
        (images / name).write_bytes(b"picture")
    for file, names in ((path, "ab"), (other, "b")):
        shown = "".join(f"\n![]({{static}}/images/{name * 10}.webp)\n" for name in names)
        file.write_text(file.read_text(encoding="utf-8") + shown, encoding="utf-8")
    mirror.outlet.change("a0", body=prose(50))
    mirror.fetch(recheck=True)
    assert mirror.archive.pending("example").keys() == {path.stem}
    _, gone = desk.take_down(mirror.archive, find(mirror, path.stem), "سبب", now=mirror.now)
    assert gone == ("aaaaaaaaaa.webp",)
    assert {each.name for each in images.iterdir()} == {"bbbbbbbbbb.webp", "cccccccccc.webp"}
    assert not mirror.archive.pending("example")


def test_restore_brings_it_back_from_its_source(mirror: Desk) -> None:
    path = file_of(mirror, "a0")
    before = path.read_bytes()
    take_down(mirror, path.stem)
    mirror.later(days=3)
    back = desk.restore(find(mirror, path.stem), mirror.run())
    assert back.status == "published"
    assert path.read_bytes() == before, "the time of fetching is the first"
    with pytest.raises(UsageError, match="was not taken down"):
        desk.restore(find(mirror, path.stem), mirror.run())


def test_restore_of_what_the_source_no_longer_has_changes_nothing(mirror: Desk) -> None:
    path = take_down(mirror, f"{HOME}/a0")
    mirror.outlet.change("a0", status=404)
    before = path.read_bytes()
    with pytest.raises(LeftOut, match="404"):
        desk.restore(find(mirror, path.stem), mirror.run())
    assert path.read_bytes() == before


def test_restore_of_what_an_editor_skipped_by_hand_needs_no_source(mirror: Desk) -> None:
    path = file_of(mirror, "a0")
    before = path.read_text(encoding="utf-8")
    skipped = before.replace("status: published", "status: skip\nreason: خطأ")
    path.write_text(skipped, encoding="utf-8")
    mirror.outlet.down = True
    desk.restore(find(mirror, path.stem), mirror.run())
    assert path.read_text(encoding="utf-8") == before


def test_an_editors_own_article_is_taken_down(mirror: Desk) -> None:
    (mirror.content / "articles").mkdir()
    path = mirror.content / "articles" / "word.md"
    path.write_text(OWN, encoding="utf-8")
    assert take_down(mirror, "word") == path
    said = mirror.archive.story(path)
    assert (said.status, said.body, said.slug) == ("skip", "", "word")
    with pytest.raises(UsageError, match="git"):
        desk.restore(find(mirror, "word"), mirror.run())


@pytest.fixture
def edited(mirror: Desk) -> Desk:
    """A mirror in which upstream changed a body that an editor had changed."""
    path = file_of(mirror, "a0")
    text = path.read_text(encoding="utf-8").replace("title: خبر", "title: عنوان المحرر خبر", 1)
    path.write_text(text + "\nأضافه محرر.\n", encoding="utf-8")
    mirror.outlet.change("a0", body=prose(50), title="عنوان جديد كليًّا هنا")
    mirror.later(hours=1)
    assert mirror.kinds()[Kind.KEPT] == 1
    return mirror


def test_what_waits_is_shown_and_taken(edited: Desk) -> None:
    (each,) = newer.waiting(edited.archive, edited.config)
    lines = list(newer.difference(each))
    assert "-أضافه محرر." in lines
    assert f"+{prose(50).splitlines()[0]}" in lines
    assert not [line for line in lines if "title" in line]
    newer.take(edited.archive, each)
    said = edited.archive.story(file_of(edited, "a0"))
    assert (said.body, said.modified) == (prose(50), edited.now)
    assert said.title.startswith("عنوان المحرر")
    assert story.edited(said) == {"title"}
    assert not list(newer.waiting(edited.archive, edited.config))


def test_what_waits_is_dropped_for_good(edited: Desk) -> None:
    path = file_of(edited, "a0")
    before = path.read_bytes()
    (each,) = newer.waiting(edited.archive, edited.config)
    newer.drop(edited.archive, each)
    edited.later(hours=5)
    edited.fetch()
    assert path.read_bytes() == before
    assert not edited.archive.pending("example")


def test_of_a_deleted_story_it_can_only_be_dropped(edited: Desk) -> None:
    file_of(edited, "a0").unlink()
    (each,) = newer.waiting(edited.archive, edited.config)
    with pytest.raises(StoryError, match="drop it"):
        newer.take(edited.archive, each)
    newer.drop(edited.archive, each)
    assert not list(newer.waiting(edited.archive, edited.config))


def test_what_cannot_be_read_can_only_be_dropped_and_hides_nothing(edited: Desk) -> None:
    path = file_of(edited, "a1")
    path.write_text(path.read_text(encoding="utf-8") + "\nأضافه محرر.\n", encoding="utf-8")
    edited.outlet.change("a1", body=prose(51))
    edited.fetch(recheck=True)
    broken = edited.archive.pending("example")[file_of(edited, "a0").stem]
    broken.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    waiting = {each.slug: each for each in newer.waiting(edited.archive, edited.config)}
    assert [each.error is None for each in waiting.values()].count(True) == 1
    each = waiting[broken.stem]
    with pytest.raises(StoryError, match=f"pending/{broken.name}:3"):
        newer.take(edited.archive, each)
    newer.drop(edited.archive, each)
    assert edited.archive.pending("example").keys() == {path.stem}


def test_the_category_map_is_applied_anew_where_no_editor_was(mirror: Desk) -> None:
    mine = file_of(mirror, "a1")
    mine.write_text(
        mine.read_text(encoding="utf-8").replace("category: سياسة", "category: رياضة  # سلمى"), encoding="utf-8"
    )
    for path in (mirror.content / "example" / "labels").iterdir():  # two stories of before labels were kept
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:4]), encoding="utf-8")
    take_down(mirror, f"{HOME}/a2")
    other = config(
        TOML.replace('match = ["محليات"]', "").replace('slug = "sports"', 'slug = "sports"\nmatch = ["محليّات"]')
    )
    before = tree(mirror.content)

    def kinds(**options) -> list[Kind]:
        return sorted(one.kind for one in categories.apply(mirror.archive, other, other.sources[0], **options))

    assert kinds(dry=True) == [Kind.CHANGED, Kind.CHANGED, Kind.SAME, Kind.SAME, Kind.SAME]
    assert tree(mirror.content) == before
    kinds()
    said = mirror.archive.story(file_of(mirror, "a0"))
    assert said.category == "رياضة"
    assert story.edited(said) == frozenset()
    assert "category: رياضة  # سلمى" in mine.read_text(encoding="utf-8")
    assert kinds() == [Kind.SAME] * 5
    assert [one.kind for one in categories.apply(mirror.archive, config(), config().sources[0])].count(
        Kind.CHANGED
    ) == 2


def test_a_renamed_category_is_followed_without_labels(mirror: Desk) -> None:
    for path in (mirror.content / "example" / "labels").iterdir():
        path.unlink()
    other = config(
        TOML.replace('name = "سياسة"', 'name = "شؤون عامة"')
        .replace('["محليات"]', '["سياسة"]')
        .replace('category = "سياسة"', 'category = "شؤون عامة"')
    )
    found = list(categories.apply(mirror.archive, other, other.sources[0]))
    assert {one.kind for one in found} == {Kind.CHANGED}
    assert mirror.archive.story(file_of(mirror, "a0")).category == "شؤون عامة"


def test_the_name_of_a_page_is_an_alias(mirror: Desk) -> None:
    mirror.outlet.put(text("late", 40))
    path = take_down(mirror, f"{HOME}/late")
    alias = story.alias("url", urls.same_page(f"{HOME}/late"))
    assert mirror.archive.known("example").aliases[alias] == path.stem
