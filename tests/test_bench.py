"""The bench: each section keeps its contract, costs are those of the whole process tree, the document keeps old parts."""

import sys
from pathlib import Path

import pytest

from bench import archive, document
from bench.process import Failed, run
from bench.section import Figure, Table
from bench.sections import sections
from mirror import frontmatter, story


@pytest.mark.parametrize("name", sections())
def test_each_section_has_a_title_of_its_own_and_measures(name: str) -> None:
    section = sections()[name]
    assert callable(section.measure)
    assert [each.TITLE for each in sections().values()].count(section.TITLE) == 1


def test_a_bound_that_does_not_hold_is_seen() -> None:
    assert Figure(name="x", value=2, at_most=3, at_least=1).holds
    assert not Figure(name="x", value=4, at_most=3).holds
    assert "**no**" in Table(title="t", figures=[Figure(name="x", value=4, at_most=3)]).markdown()


def test_a_part_that_was_not_measured_again_stays() -> None:
    old = document.renewed(
        "", {"Build": "old build", "Fetching": "old fetching", "Gone": "gone"}, ["Build", "Fetching", "Gone"]
    )
    new = document.renewed(old, {"Build": "new build"}, ["Build", "Extraction", "Fetching"])
    assert "new build" in new
    assert "old fetching" in new
    assert "old build" not in new
    assert "gone" not in new
    assert document.renewed(new, {}, ["Build", "Fetching"]) == new


def test_a_cost_counts_the_children_and_a_failure_is_none() -> None:
    burn = "sum(range(3_000_000)); held = bytearray(60_000_000)"
    child = f"import subprocess, sys, time; subprocess.run([sys.executable, '-c', {burn!r} + '; import time; time.sleep(0.4)'])"
    cost = run([sys.executable, "-c", child])
    assert cost.memory > 60_000_000
    assert 0.03 < cost.cpu < cost.wall
    with pytest.raises(Failed, match="why it broke"):
        run([sys.executable, "-c", "raise SystemExit('why it broke')"])


def test_a_cost_counts_what_nobody_waits_for() -> None:
    burn = "import time; began = time.process_time()\nwhile time.process_time() < began + 0.4: pass\ntime.sleep(0.4)"
    start = f"import os, subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {burn!r}], stdout=subprocess.PIPE)"
    cost = run([sys.executable, "-c", f"{start}; child.stdout.read(); os._exit(0)"])
    assert cost.cpu > 0.4


def test_archives_are_the_same_each_time_and_good_story_files(tmp_path: Path) -> None:
    archive.write(tmp_path / "one", 0, 60)
    archive.write(tmp_path / "two", 30, 60)
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "one").rglob("*.md")}
    assert len(files) == 60
    for path in (tmp_path / "two").rglob("*.md"):
        assert files[path.name] == path.read_text(encoding="utf-8")
    for text in files.values():
        document_ = frontmatter.parse(text)
        assert not story.problems(document_)
        read = story.read(document_, path="x.md", zone=archive.ZONE)
        assert not story.edited(read)
        assert 240 <= len(read.body.split()) <= 620
