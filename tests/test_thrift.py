"""status.py --budget --drop-images-before: old stories lose their pictures and nothing else."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from doors import ROOT, Mirror, tree
from mirror import rendering
from mirror.store import Archive
from mirror.thrift import pictures, without_pictures
from samples import a_story

ONE, TWO = "{static}/images/aaaaaaaaaa.webp", "{static}/images/bbbbbbbbbb.webp"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"أول\n\n![رسم]({ONE})\n*تعليق على الرسم*\n\nثان", "أول\n\nثان"),
        (f"![رسم]({ONE})\n\nأول", "أول"),
        (f"أول\n\n![رسم]({ONE})", "أول"),
        (f"أول\n\n[![رسم]({ONE})]({TWO})\n*تعليق*", "أول"),
        (f"أول ![رسم]({ONE}) في السطر", "أول  في السطر"),
        (f"| أ | ب |\n| --- | --- |\n| ![رسم]({ONE}) | نص |", "| أ | ب |\n| --- | --- |\n|  | نص |"),
        (f"انظر [الصورة]({TWO})", "انظر الصورة"),
        ("![رسم](https://example.org/a.jpg)\n*تعليق*", "![رسم](https://example.org/a.jpg)\n*تعليق*"),
        (f"![قوس \\] فيه]({ONE})\n*تعليق*\n\nنص *مائل*", "نص *مائل*"),
        (f"أول\n\n![رسم]({ONE})\nسطر ليس تعليقًا", "أول\n\nسطر ليس تعليقًا"),
    ],
)
def test_figures_go_with_their_captions_and_text_stays(body: str, expected: str) -> None:
    done = without_pictures(a_story(body=body, image="cccccccccc.webp", image_alt="بديل", image_credit="مصوّرة"))
    assert done.body == expected
    assert (done.image, done.image_alt, done.image_credit) == (None, None, None)
    assert pictures(done) == ()


def test_every_sample_story_keeps_its_text() -> None:
    archive = Archive(ROOT / "content", ZoneInfo("Asia/Damascus"))
    seen = 0
    for path in archive.story_files():
        story = archive.story(path)
        bare = without_pictures(story)
        assert pictures(bare) == ()
        html = rendering.to_html(bare.body)
        assert "{static}" not in html
        seen += bool(pictures(story))
        before = [line for line in story.body.splitlines() if line and "![" not in line and line[0] != "*"]
        assert [line for line in bare.body.splitlines() if line in before] == before
    assert seen > 20


def test_the_door_drops_what_is_old_and_unshown(tmp_path: Path) -> None:
    mirror = Mirror.with_config(tmp_path / "m", (ROOT / "mirror.toml").read_text(encoding="utf-8"))
    shutil.copytree(ROOT / "content", mirror.content, dirs_exist_ok=True)
    assert mirror.run("build").returncode == 0
    archive = Archive(mirror.content, ZoneInfo("Asia/Damascus"))
    day = datetime(2025, 12, 1, tzinfo=UTC)
    stories = {path: archive.story(path) for path in archive.story_files()}
    young = {name for story in stories.values() if story.date and story.date >= day for name in pictures(story)}
    old = {name for story in stories.values() if story.date and story.date < day for name in pictures(story)}
    assert old - young
    flags = ["--budget", "--output", str(mirror.output), "--drop-images-before", "2025-12-01"]
    done = mirror.run("status", *flags)
    assert done.returncode == 0, done.stderr
    assert "budget:" in done.stdout
    left = {path.name for path in (mirror.content / "images").iterdir()}
    assert left == {path.name for path in (ROOT / "content" / "images").iterdir()} - (old - young)
    once = tree(mirror.content)
    assert mirror.run("status", *flags).returncode == 0
    assert tree(mirror.content) == once
    assert mirror.run("check").returncode == 0
    assert mirror.run("build").returncode == 0
    assert mirror.run("crawl", "--output", str(mirror.output)).returncode == 0
