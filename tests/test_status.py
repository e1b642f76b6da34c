"""status.py as a process: what it shows, what it calls out, and that it needs nothing but content/."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from doors import Mirror, tree
from mirror import journal, story
from mirror.journal import SourceRun
from mirror.outcome import Kind, Listed
from samples import NOW, TOML, a_story

FEED = "https://news.example.org/feed/"
HOUR = timedelta(hours=1)


def write(mirror: Mirror, count: int, until: timedelta = timedelta(0), **changes: object) -> None:
    """Write stories of `example`, three hours apart, the last one so long before the time of the sample runs."""
    for n in range(count):
        came = NOW - until - 3 * HOUR * n
        body = f"نص الخبر رقم {n} " + "كلمة " * 50
        one = a_story(slug=story.mint("example", f"{n} {changes}"), date=came, fetched=came, body=body, **changes)
        path = mirror.content / "example" / f"{came:%Y/%m}" / f"{one.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story.write(one), encoding="utf-8")


def remember(mirror: Mirror, count: int, entries: int | None = 20, **counts: int) -> None:
    """Remember runs of `example`, six hours apart, the last one at the time of the sample runs."""
    listed = Listed(source="example", url=FEED, entries=entries, reason="" if entries else "HTTP 404")
    for n in reversed(range(count)):
        run = SourceRun(
            source="example",
            began=NOW - 6 * HOUR * n,
            seconds=1,
            counts={Kind(kind): number for kind, number in counts.items()},
            listings=(listed,),
        )
        journal.remember(mirror.root / "state", [run])


@pytest.fixture
def healthy(tmp_path: Path) -> Mirror:
    mirror = Mirror.with_config(tmp_path / "m", TOML)
    write(mirror, 40)
    remember(mirror, 12, new=2, same=18)
    return mirror


def test_a_healthy_mirror(healthy: Mirror) -> None:
    write(healthy, 1, HOUR, status="draft", title="خبر ينتظر محرّرًا")
    done = healthy.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "fetching:",
        "  source   last success  new  in 7 days  changed  left out  because",
        "  example         0.0 s    2         41        0         0  -",
        "  sister              -    -          0        -         -  -",
    ]
    assert "  example       20       20            0  https://news.example.org/feed/" in lines
    assert "  example       41        1      0 %       0 %     54      54" in lines
    (waiting,) = (line for line in lines if line.endswith("خبر ينتظر محرّرًا"))
    assert waiting.split()[:3] == ["example", "60", "min"]
    assert lines[-1] == "nothing to look at"


def test_what_is_called_out_is_named_last_and_is_exit_code_1(tmp_path: Path) -> None:
    mirror = Mirror.with_config(tmp_path / "m", TOML)
    write(mirror, 40, until=timedelta(days=4))
    remember(mirror, 12, same=20)
    done = mirror.run("status", "--report", tmp_path / "report.jsonl")
    assert done.returncode == 1
    (called_out,) = (line for line in done.stdout.splitlines() if line.startswith("look at "))
    assert called_out == done.stdout.splitlines()[-1]
    assert "look at example: brought nothing new for 4 days" in called_out
    quiet = mirror.run("status", "--quiet")
    assert (quiet.returncode, quiet.stdout.splitlines()) == (1, [called_out])
    assert mirror.run("status", "sister").returncode == 0, "only of the source that was asked about"

    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all({"source", "item", "outcome", "reason", "slug"} <= line.keys() for line in lines)
    (figures,) = (line["figures"] for line in lines if (line["source"], line["item"]) == ("example", "texts"))
    assert (figures["stories"], figures["undated"]) == (40, 0.0)
    (concern,) = (line for line in lines if line["outcome"] == "called out")
    assert (concern["source"], concern["item"]) == ("example", "silence")
    assert concern["remedy"].startswith("open https://news.example.org/")


def test_looking_changes_nothing_and_says_the_same_again(healthy: Mirror) -> None:
    before = tree(healthy.root)
    first, second = healthy.run("status"), healthy.run("status")
    assert (first.stdout, tree(healthy.root)) == (second.stdout, before)


def test_without_its_state_content_speaks(healthy: Mirror) -> None:
    shutil.rmtree(healthy.root / "state")
    done = healthy.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = (line for line in done.stdout.splitlines() if line.split()[:3] == ["example", "0.0", "s"])
    assert line.split()[3:] == ["-", "40", "-", "-", "-"]
    assert "listings:" not in done.stdout
    later = healthy.run("status", now="1767355200")
    assert later.returncode == 1
    assert "look at example: brought nothing new for 10 days" in later.stdout


def test_what_cannot_be_read_is_counted(healthy: Mirror) -> None:
    path = healthy.stories("example")[0]
    path.write_text("---\ntitle: [\n", encoding="utf-8")
    (healthy.root / "state" / "runs" / "sister.jsonl").write_bytes(b"\xff\n{]\n")
    done = healthy.run("status")
    assert (done.returncode, done.stderr) == (0, "status: story files that cannot be read: 1; check.py names them\n")


def test_what_cannot_be_is_said(healthy: Mirror) -> None:
    done = healthy.run("status", "exampel")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "example"?' in done.stderr
