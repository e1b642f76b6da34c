"""No more stands in content/ than the mode allows: what no editor touched is trimmed, what one did is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk import HOME, fresh, prose
from doors import tree
from mirror import modes, story
from mirror.outcome import Kind
from samples import TOML, a_story, config

LONG = a_story(
    body=prose(3) + "\n\n![صورة]({static}/images/aaaaaaaaaa.webp)", image="bbbbbbbbbb.webp", image_alt="صورة"
)


def test_full_mode_has_no_limit() -> None:
    assert modes.excess(LONG, "full") == frozenset()
    assert modes.trimmed(LONG, "full") == LONG


def test_headline() -> None:
    there = modes.trimmed(LONG, "headline")
    assert (there.body, there.summary, there.image, there.image_alt) == ("", None, None, None)
    assert (there.title, there.tags, there.fetched) == (LONG.title, LONG.tags, LONG.fetched)
    assert story.edited(there) == frozenset()
    assert not modes.excess(there, "headline")


@pytest.mark.parametrize("summary", ["خلاصة قصيرة [بقوسين].", None])
def test_excerpt(summary: str | None) -> None:
    there = modes.trimmed(a_story(body=LONG.body, summary=summary, image="bbbbbbbbbb.webp"), "excerpt")
    assert there.image == "bbbbbbbbbb.webp"
    assert there.summary is None
    assert there.body.replace("\\", "") == (summary or prose(3).split("\n")[0])
    assert story.edited(there) == frozenset()
    assert modes.trimmed(there, "excerpt") == there


def test_at_most_sixty_words() -> None:
    there = modes.trimmed(a_story(body="كلمة " * 300, summary=None), "excerpt")
    assert there.body == "كلمة " * 59 + "كلمة…"


def test_what_an_editor_wrote_stays() -> None:
    mine = replace(LONG, body="نص المحرر " * 50)
    there = modes.trimmed(mine, "headline")
    assert there.body == mine.body
    assert there.image is None
    assert modes.excess(there, "headline") == {"body"}
    assert modes.trimmed(replace(LONG, summary="كتبها محرر"), "excerpt").body == prose(3).split("\n")[0]


@pytest.mark.parametrize("mode", ["excerpt", "headline"])
def test_a_stricter_mode_reaches_what_is_here(tmp_path: Path, mode: str) -> None:
    desk = fresh(tmp_path)
    mine, *_ = desk.stories
    mine.write_text(mine.read_text(encoding="utf-8") + "\nأضافه محرر.\n", encoding="utf-8")
    before = mine.read_bytes()
    desk.outlet.change("a0", body=prose(60))
    desk.outlet.change("a1", body=prose(61))
    desk.outlet.change("a2", body=prose(62))
    desk.fetch(recheck=True)
    desk.config = config(TOML.replace('mode = "full"', f'mode = "{mode}"', 1))
    found = desk.fetch()
    trimmed = [one for one in found if one.kind is Kind.CHANGED]
    (named,) = (one for one in found if one.kind is Kind.LEFT_OUT)
    assert len(trimmed) == 5
    assert named.slug == mine.stem
    assert f"more than mode {mode} allows" in named.reason
    assert mine.read_bytes().split(b"\n---\n")[1] == before.split(b"\n---\n")[1]
    assert not desk.archive.pending("example")
    for path in desk.stories:
        assert path == mine or len(path.read_text(encoding="utf-8")) < 1600
        assert path == mine or not modes.excess(desk.archive.story(path), mode)
    desk.later(hours=1)
    kinds = desk.kinds()
    kept = kinds.pop(Kind.KEPT, 0)
    assert kept == (mode == "excerpt"), "the excerpt waits beside the text that an editor made too long"
    assert kinds == {Kind.SAME: 6 - kept}, "a look agrees with what was trimmed"
    for waiting in desk.archive.pending("example").values():
        waiting.unlink()
    content = tree(desk.content)
    (desk.root / "state" / "modes" / "example").unlink()
    assert desk.kinds() == {Kind.LEFT_OUT: 1, Kind.SAME: 6}
    assert tree(desk.content) == content
    desk.config = config()
    assert desk.kinds(recheck=True, accept_changes=True)[Kind.CHANGED] == 5, "and a wider one brings the texts back"
    assert f"{HOME}/a3" in desk.outlet.hits
