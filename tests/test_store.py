"""content/: stories and identities go in once and whole; what editors move, rename or delete is respected."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from mirror import story, urls
from mirror.errors import StoryError
from mirror.store import Archive
from samples import NOW, a_story, config

GARDEN = a_story()
ALIAS = story.alias("url", urls.same_page("https://news.example.org/garden"))
GUID = story.alias("guid", "https://news.example.org/?p=1")


def archive(root: Path) -> Archive:
    return Archive(root, config().site.zone)


def test_a_story_goes_to_its_place_and_then_its_line(tmp_path: Path) -> None:
    path = archive(tmp_path).add(GARDEN, [GUID, ALIAS], now=NOW)
    assert path == tmp_path / "example" / "2025" / "12" / f"{GARDEN.slug}.md"
    taken = tmp_path / "example" / "taken" / "2025-12.txt"
    assert taken.read_text() == f"{GARDEN.slug} {GUID}\n{GARDEN.slug} {ALIAS}\n"
    known = archive(tmp_path).known("example")
    assert known.files == {GARDEN.slug: path}
    assert known.aliases == {GUID: GARDEN.slug, ALIAS: GARDEN.slug}
    assert archive(tmp_path).story(path) == GARDEN
    assert not archive(tmp_path).known("sister").files


def test_a_story_without_a_line_is_adopted(tmp_path: Path) -> None:
    """A run killed between the story and its line must not fetch the story a second time."""
    archive(tmp_path).add(GARDEN, [], now=NOW)
    known = archive(tmp_path).known("example")
    assert known.adopted == {GARDEN.slug: (ALIAS,)}
    assert known.aliases[ALIAS] == GARDEN.slug


@pytest.mark.parametrize("name", ["example/2025/12/عنوان.md", "example/مختارات/x.md", "sister/x.md"])
def test_renamed_and_moved_files_are_found_by_their_slug(tmp_path: Path, name: str) -> None:
    old = archive(tmp_path).add(GARDEN, [ALIAS], now=NOW)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    old.rename(tmp_path / name)
    known = archive(tmp_path).known("example")
    assert known.files == {GARDEN.slug: tmp_path / name}
    assert not known.vanished


def test_a_deleted_file_is_known_as_taken(tmp_path: Path) -> None:
    archive(tmp_path).add(GARDEN, [ALIAS], now=NOW).unlink()
    known = archive(tmp_path).known("example")
    assert known.vanished == {GARDEN.slug}
    assert GARDEN.slug in known.taken
    archive(tmp_path).accept_deletions([config().sources[0]], now=NOW)
    known = archive(tmp_path).known("example")
    assert not known.vanished
    assert GARDEN.slug in known.taken


def test_a_file_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    path = archive(tmp_path).add(GARDEN, [ALIAS], now=NOW)
    path.write_text("كتبه محرر", encoding="utf-8")
    with pytest.raises(StoryError, match="is there already"):
        archive(tmp_path).add(GARDEN, [ALIAS], now=NOW)
    assert path.read_text(encoding="utf-8") == "كتبه محرر"


def test_torn_and_strange_lines_are_passed_over(tmp_path: Path) -> None:
    archive(tmp_path).add(GARDEN, [ALIAS], now=NOW)
    taken = tmp_path / "example" / "taken" / "2025-12.txt"
    taken.write_bytes(taken.read_bytes() + b"\xff\xfe garbage\nsaaaaaaaaaaaa torn")
    assert archive(tmp_path).known("example").aliases == {ALIAS: GARDEN.slug}


def test_symlinks_and_foreign_folders_are_not_stories(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(story.write(GARDEN), encoding="utf-8")
    root = tmp_path / "content"
    (root / "example").mkdir(parents=True)
    (root / "example" / "link.md").symlink_to(outside)
    for folder in ("images", "pages", "example/pending", "example/taken"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "x.md").write_text(story.write(GARDEN), encoding="utf-8")
    assert list(archive(root).story_files()) == []


def test_an_unreadable_story_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "content" / "example" / "x.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"---\ntitle: \xff\n---\n")
    with pytest.raises(StoryError, match=r"content/example/x\.md:1: is not UTF-8"):
        archive(tmp_path / "content").story(path)
    path.write_text(story.write(replace(GARDEN, status="later")), encoding="utf-8")
    with pytest.raises(StoryError, match=r"content/example/x\.md:13: status"):
        archive(tmp_path / "content").story(path)


def test_many_may_ask_at_once(tmp_path: Path) -> None:
    """Sources are read side by side: half a scan of the folder would look like an editor's deletions."""
    for n in range(300):
        slug = story.mint("example", str(n))
        archive(tmp_path).add(replace(GARDEN, slug=slug), [story.alias("guid", str(n))], now=NOW)
    for _ in range(5):
        one = archive(tmp_path)
        with ThreadPoolExecutor(8) as pool:
            known = list(pool.map(one.known, ["example"] * 8))
        assert [len(each.vanished) for each in known] == [0] * 8
