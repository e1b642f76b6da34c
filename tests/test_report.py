"""What a run says of itself: a summary table, bars on a terminal, a memory in the state folder."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from doors import FETCHED, ROOT, Mirror, tree
from mirror import journal
from mirror.outcome import Begun, Ended, Kind, Listed, Outcome
from mirror.report import Bars, Report
from newsroom import Newsroom


@pytest.fixture
def empty(newsroom: Newsroom, tmp_path: Path) -> Mirror:
    """A mirror of the newsroom that has fetched nothing yet."""
    return Mirror.of_samples(tmp_path / "m", newsroom.address)


def test_a_run_ends_with_a_table_of_its_sources(empty: Mirror) -> None:
    done = empty.run("fetch", "--dry-run")
    header, example, sister, last = done.stderr.splitlines()
    assert header.split() == ["fetch:", "source", "new", "left", "out", "time"]
    assert example.split()[:4] == ["fetch:", "example", "26", "0"]
    assert sister.split()[:4] == ["fetch:", "sister", "18", "0"]
    assert last.startswith("fetch: would be: 44 new in ")
    assert len({line.index("0 ") for line in (example, sister)}) == 1, "aligned"


def test_quiet_is_quiet(empty: Mirror) -> None:
    done = empty.run("fetch", "--dry-run", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_dry_run_leaves_no_memory(empty: Mirror) -> None:
    empty.run("fetch", "--dry-run")
    assert journal.recall(empty.root / "state", "example") == ()


def test_a_run_is_remembered(mirrored: Mirror) -> None:
    (run,) = journal.recall(mirrored.root / "state", "example")
    assert run.counts == {Kind.NEW: 26}
    assert [(one.url, one.entries, one.unchanged) for one in run.listings] == [
        ("https://news.example.org/feed/", 26, False)
    ]
    assert run.began.timestamp() == int(FETCHED)


def test_to_forget_changes_no_fetch(mirror: Mirror) -> None:
    for path in (mirror.root / "state" / "runs").iterdir():
        path.write_bytes(b"{\xff\n" * 9)
    before = tree(mirror.content)
    done = mirror.run("fetch")
    assert (done.returncode, tree(mirror.content)) == (0, before)
    assert [run.counts for run in journal.recall(mirror.root / "state", "example")] == [{Kind.SAME: 26}]


def test_status_after_a_run(mirror: Mirror) -> None:
    mirror.run("fetch", now="1766577600")
    done = mirror.run("status", now="1766577600")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "nothing to look at" in done.stdout


def test_status_calls_out_a_listing_that_went(mirror: Mirror) -> None:
    mirror.edit(
        mirror.root / "mirror.toml", "https://sister.example.org/atom.xml", "https://sister.example.org/gone.xml"
    )
    for hours in (1, 5, 9):
        assert mirror.run("fetch", "sister", now=str(int(FETCHED) + 3600 * hours)).returncode == 1
    done = mirror.run("status", "--quiet", now=str(int(FETCHED) + 3600 * 9))
    assert done.returncode == 1
    start = "look at sister: https://sister.example.org/gone.xml could not be had in 3 runs since 2025-12-23: "
    (line,) = done.stdout.splitlines()
    assert line.startswith(start)
    assert line.endswith("`python scripts/discover.py https://sister.example.org/` finds where it went")


def on_terminal(mirror: Mirror, door: str, *flags: str) -> tuple[str, int]:
    """Return what a door says on a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    places: list[str | Path] = [
        "--config",
        mirror.root / "mirror.toml",
        "--content",
        mirror.content,
        "--state",
        mirror.root / "state",
    ]
    command: list[str | Path] = [sys.executable, ROOT / "scripts" / f"{door}.py", *places, *flags]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "SOURCE_DATE_EPOCH": FETCHED}
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    while chunk := _read(ours):
        said += chunk
    os.close(ours)
    return said.decode(), process.wait(timeout=60)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how a terminal that nobody writes to any more ends (EIO)
        return b""


def test_on_a_terminal_there_are_bars_and_a_frame(empty: Mirror) -> None:
    said, code = on_terminal(empty, "fetch", "--dry-run")
    assert code == 0
    assert "0/2" in said, "the bar of the run"
    assert "│" in said, "the frame of the table"
    assert "fetch: would be: 44 new" in said
    quiet, _ = on_terminal(empty, "fetch", "--dry-run", "--quiet")
    assert quiet == ""


def test_bars_follow_the_sources_at_work() -> None:
    def bars() -> list[tuple[str, float, float | None]]:
        return [(task.description, task.completed, task.total) for task in shown.tasks]

    def end(source: str) -> Outcome:
        return Outcome(source=source, item="https://news.example.org/x", kind=Kind.NEW)

    shown = Bars(Console(file=io.StringIO()), 2, disable=True)
    shown.move(Listed(source="example", url="https://news.example.org/feed/", entries=5))
    shown.move(end("example"))  # left out of the listing itself, before its entries begin
    shown.move(Begun(source="example", due=3))
    shown.move(Begun(source="sister", due=2))
    shown.move(end("example"))
    shown.move(Begun(source="example", due=2))
    assert bars() == [("sources", 0, 2), ("example", 1, 5), ("sister", 0, 2)]
    shown.move(Ended(source="sister", seconds=1))
    assert bars() == [("sources", 1, 2), ("example", 1, 5)]


def test_nothing_forges_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "x\n::error::y\u2028::z\x1b[2J"
    report = Report("fetch")
    with report.progress(1) as tell:
        tell(Outcome(source="example", item=hostile, kind=Kind.LEFT_OUT, reason=hostile, remedy=hostile))
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("fetch: left out: example: x ")
    assert "\x1b" not in said
