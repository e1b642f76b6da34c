"""SIGKILL at any moment of a fetch or a build, and two runs at once: after one more run nothing is lost or doubled.

The doors run in processes forked from one that has imported everything, so that a run takes a moment and any part of it
may be hit. `MIRROR_KILLS` says how often; `make soak` kills two hundred times each.
"""

import multiprocessing
import os
import random
import runpy
import shutil
import sys
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from doors import FETCHED, ROOT, Mirror, tree
from hostile_making import Outlet, well
from mirror import files
from samples import TOML
from web_server import Server

KILLS = int(os.environ.get("MIRROR_KILLS", "6"))
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(
    [
        "mirror.pipeline",
        "mirror.web",
        "mirror.store",
        "mirror.extract",
        "mirror.report",
        "mirror.site",
        "feedparser",
        "pelican",
    ]
)


def work(door: str, arguments: list[str], log: str) -> None:
    """Run a door in this process."""
    os.environ["SOURCE_DATE_EPOCH"] = FETCHED
    with open(log, "ab", buffering=0) as file:  # noqa: PTH123
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = [door, *arguments]
    runpy.run_path(str(ROOT / "scripts" / f"{door}.py"), run_name="__main__")


def start(mirror: Mirror, door: str) -> BaseProcess:
    places = ["--config", mirror.root / "mirror.toml", "--content", mirror.content, "--state", mirror.root / "state"]
    more = ["--output", mirror.output, "--siteurl", "https://mirror.example.org"] if door == "build" else []
    process = FORKING.Process(
        target=work, args=(door, [str(each) for each in (*places, *more)], str(mirror.root / "log"))
    )
    process.start()
    return process


def run(mirror: Mirror, door: str) -> float:
    """Run a door to its end and return the seconds it took."""
    begun = time.monotonic()
    process = start(mirror, door)
    process.join(300)
    assert process.exitcode == 0, (mirror.root / "log").read_text(encoding="utf-8")
    return time.monotonic() - begun


def kill(mirror: Mirror, door: str, after: float) -> None:
    process = start(mirror, door)
    process.join(after)
    process.kill()
    process.join(60)


def archive(mirror: Mirror) -> dict[str, object]:
    """Return what content/ says: the bytes of each file, of what is only appended to the set of its lines."""
    return {
        path.relative_to(mirror.content).as_posix(): set(path.read_text(encoding="utf-8").split("\n"))
        if path.suffix == ".txt"
        else path.read_bytes()
        for path in mirror.content.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def outlet() -> Iterator[tuple[Outlet, str]]:
    it = well(8)
    with Server(pages=it.pages) as server:
        yield it, f"127.0.0.1:{server.port}"


def empty(root: Path, outlet: tuple[Outlet, str]) -> Mirror:
    it, address = outlet
    source = (
        f'[[source]]\nid = "{it.id}"\nname = "مصدر"\nhome = "{it.home}/"\nmode = "full"\ncategory = "سياسة"\n'
        f'connect = "{address}"\nlisting = ["{it.home}/feed"]\n'
    )
    return Mirror.with_config(root, TOML.split("[[source]]")[0] + source)


@pytest.fixture(scope="module")
def whole(outlet: tuple[Outlet, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Mirror, float]:
    """A mirror that was left in peace, and the seconds its fetch took."""
    mirror = empty(tmp_path_factory.mktemp("whole") / "m", outlet)
    run(empty(mirror.root.parent / "warm", outlet), "fetch")
    took = run(mirror, "fetch")
    assert len(mirror.stories()) == 8
    return mirror, took


def test_a_fetch_may_be_killed_at_any_moment(
    outlet: tuple[Outlet, str], whole: tuple[Mirror, float], tmp_path: Path
) -> None:
    reference, took = whole
    expected = archive(reference)
    dice = random.Random(KILLS)
    hit = set()
    for number in range(KILLS):
        after = took * (number + dice.random()) / KILLS
        mirror = empty(tmp_path / str(number), outlet)
        kill(mirror, "fetch", after)
        came = mirror.stories()
        hit.add(len(came))
        edited = {}
        if came:
            path = dice.choice(came)
            path.write_text(path.read_text(encoding="utf-8") + "\nأضافه محرر.\n", encoding="utf-8")
            edited = {path.relative_to(mirror.content).as_posix(): path.read_bytes()}
        run(mirror, "fetch")
        assert archive(mirror) == {**expected, **edited}, f"killed after {after:.2f} of {took:.2f} s"
        assert not [path for path in mirror.root.rglob("*") if path.name.startswith(files.TEMPORARY)]
        shutil.rmtree(mirror.root)
    assert len(hit) > 1, "every kill came before the first story, or after the last"


def test_a_build_may_be_killed_at_any_moment(whole: tuple[Mirror, float], tmp_path: Path) -> None:
    """The site is the old one or the new one, never a part of one."""
    mirror = whole[0].copy(tmp_path / "m")
    extra = mirror.stories()[0]
    text = extra.read_text(encoding="utf-8")
    sites = {}
    for there in (True, False):
        _put(extra, text, there=there)
        took = run(mirror, "build")
        sites[there] = pages(mirror)
    assert sites[True] != sites[False]
    dice = random.Random(KILLS)
    for number in range(KILLS):
        there = number % 2 == 0
        _put(extra, text, there=there)
        kill(mirror, "build", took * (number + dice.random()) / KILLS)
        assert not mirror.output.exists() or pages(mirror) in sites.values()
        if number % 3 == 2 or number == KILLS - 1:
            run(mirror, "build")
            assert pages(mirror) == sites[there]
            assert {path.name for path in mirror.root.iterdir()} == {"mirror.toml", "content", "state", "output", "log"}
            assert not [path for path in mirror.root.rglob("*") if path.name.startswith(files.TEMPORARY)]


def pages(mirror: Mirror) -> dict[str, str]:
    """Return the site without its search index, whose files have other names each time Pagefind runs."""
    return {path: seen for path, seen in tree(mirror.output).items() if not path.startswith("pagefind/")}


def _put(path: Path, text: str, *, there: bool) -> None:
    if there:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def test_two_runs_at_once_end_as_one(outlet: tuple[Outlet, str], whole: tuple[Mirror, float], tmp_path: Path) -> None:
    mirror = empty(tmp_path / "m", outlet)
    both = [start(mirror, "fetch"), start(mirror, "fetch")]
    for process in both:
        process.join(300)
    assert {process.exitcode for process in both} <= {0, 3}
    assert 0 in {process.exitcode for process in both}
    assert archive(mirror) == archive(whole[0])
