"""Incremental equals full: whatever happens between two builds, the second makes the site that a build from nothing
would make, byte for byte.

`MIRROR_BUILDS` sets how many random sequences are tried (six of five steps each, else).
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from plugins.edition import grounds

from doors import tree
from mirror import cores
from mirror.errors import UnfinishedError
from mirror.site import Built
from site_builder import ROOT, THEME, Mirror, mirror, numbered

SEQUENCES = int(os.environ.get("MIRROR_BUILDS", "7"))
STEPS = 5


class Site:
    """A mirror that things happen to, and its twin that is always built from nothing."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.dice = dice
        self.made = mirror(folder / "made", [numbered(n, tags=("حدائق", f"وسم {n % 3}")) for n in range(24)])
        self.twin = Mirror(folder / "twin")
        self.theme = folder / "theme"
        shutil.copytree(THEME, self.theme)
        self.settings: dict[str, object] = {"THEME": str(self.theme), "DEFAULT_PAGINATION": 5}
        self.next = 24
        self.engine = ""
        """Behind the version of each engine."""
        page = self.made.content / "pages" / "about.md"
        page.parent.mkdir()
        page.write_text("---\ntitle: عن الموقع\n---\n\nنص.\n", encoding="utf-8")

    def build(self) -> Built:
        return self.made.build(settings=self.settings)

    def full(self) -> dict[str, str]:
        """Return what a build from nothing makes of the same files, read at another time."""
        return self.whole()[0]

    def whole(self) -> tuple[dict[str, str], Built]:
        shutil.rmtree(self.twin.folder, ignore_errors=True)
        shutil.copytree(self.made.content, self.twin.content)
        shutil.copyfile(self.made.folder / "mirror.toml", self.twin.folder / "mirror.toml")
        built = self.twin.build(settings=self.settings)
        return tree(self.twin.output), built

    def story(self) -> Path:
        return self.dice.choice(sorted(self.made.content.glob("*/*/*/*.md")))

    def output(self) -> Path:
        return self.dice.choice(sorted(path for path in self.made.output.rglob("*") if path.is_file()))

    def edit(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(site: Site) -> None:
    for _ in range(site.dice.randint(1, 7)):
        site.made.put(
            numbered(site.next, tags=(f"وسم {site.next % 4}",), source=site.dice.choice(["example", "sister"]))
        )
        site.next += 1


def add_an_old_one(site: Site) -> None:
    story = numbered(site.next, title="خبر قديم")
    assert story.date
    site.made.put(replace(story, date=story.date - timedelta(days=40 + site.next)))
    site.next += 1


def add_copies(site: Site) -> None:
    """One text at both outlets, three times, each with a word or two of its own: enough of it to be found alike, or just not."""
    words = [f"كلمة{site.dice.randrange(400)}" for _ in range(40)]
    for n in range(3):
        said = [word if site.dice.random() < 0.95 else f"غير{n}" for word in words]
        site.made.put(numbered(site.next, body=" ".join(said), source=("example", "sister")[n % 2]))
        site.next += 1


def edit_title(site: Site) -> None:
    site.edit(site.story(), "title: ", f"title: مصحّح {site.dice.random()} ")


def edit_and_keep_the_time(site: Site) -> None:
    """Another title of the same length, and the file's time put back."""
    path = site.story()
    seen = path.stat()
    site.edit(path, "title: خ", "title: ح")
    site.edit(path, "حبر العيّنة", "خبر المثال!")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns - 10**9))


def edit_body(site: Site) -> None:
    path = site.story()
    path.write_text(path.read_text(encoding="utf-8") + "\nسطر **آخر**.\n", encoding="utf-8")


def delete(site: Site) -> None:
    site.story().unlink()


def rename(site: Site) -> None:
    path = site.story()
    path.rename(path.with_name(f"renamed-{site.dice.randrange(10**6)}.md"))


def recategorise(site: Site) -> None:
    path = site.story()
    old, new = site.dice.sample(["سياسة", "رياضة"], 2)
    site.edit(path, f"category: {old}", f"category: {new}")


def hold(site: Site) -> None:
    site.edit(site.story(), "status: published", f"status: {site.dice.choice(['draft', 'hidden'])}")


def take_down(site: Site) -> None:
    site.edit(site.story(), "status: published", "status: skip\nreason: 2025-12-24 طلب المصدر ذلك")


def spoil(site: Site) -> None:
    site.edit(site.story(), "category: ", "category: [")


def nest_too_deep(site: Site) -> None:
    path = site.story()
    deep = "\n".join("    " * n + "- س" for n in range(60))
    path.write_text(path.read_text(encoding="utf-8") + f"\n{deep}\n", encoding="utf-8")


def change_the_template(site: Site) -> None:
    path = site.theme / "templates" / "article.html"
    path.write_text(path.read_text(encoding="utf-8") + f"<!-- {site.dice.random()} -->", encoding="utf-8")


def change_the_style(site: Site) -> None:
    path = site.theme / "static" / "css" / "base.css"
    path.write_text(f"body {{ margin: {site.dice.randrange(99)}px }}\n", encoding="utf-8")


def change_a_setting(site: Site) -> None:
    site.settings["DEFAULT_PAGINATION"] = site.dice.randint(3, 8)


def change_the_configuration(site: Site) -> None:
    old, new = site.dice.choice(
        [('name = "وكالة المثال"', 'name = "وكالة العيّنة"'), ('zone = "Asia/Damascus"', 'zone = "Africa/Cairo"\nmonths = "gulf"'),
         ('slug = "sports"', 'slug = "sport"'), ('mode = "excerpt"', 'mode = "excerpt"\nindex = "never"')]
    )  # fmt: skip
    site.edit(site.made.folder / "mirror.toml", old, new)


def change_the_language(site: Site) -> None:
    path = site.made.folder / "mirror.toml"
    english, arabic = '[site]\nlang = "en"\n', "[site]\n"
    site.edit(path, *((english, arabic) if english in path.read_text(encoding="utf-8") else (arabic, english)))


def change_an_engine(site: Site) -> None:
    site.engine = str(site.dice.random())


def edit_a_page(site: Site) -> None:
    page = site.made.content / "pages" / "about.md"
    page.write_text(f"---\ntitle: عن {site.dice.randrange(99)}\n---\n\nنص.\n", encoding="utf-8")


def lose_an_output(site: Site) -> None:
    site.output().unlink()


def damage_an_output(site: Site) -> None:
    path = site.output()
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
        path.write_bytes(data)


def put_a_stranger(site: Site) -> None:
    (site.made.output / "news" / "stranger.html").write_text("x", encoding="utf-8")


def touch_everything(site: Site) -> None:
    """As a fresh checkout does: other inodes, other times, the same bytes."""
    copy = site.made.folder / "checkout"
    shutil.copytree(site.made.content, copy, copy_function=shutil.copyfile)
    shutil.rmtree(site.made.content)
    copy.rename(site.made.content)


def state_file(site: Site) -> Path:
    return site.made.folder / "state" / "site.sqlite"


def truncate_the_state(site: Site) -> None:
    path = state_file(site)
    os.truncate(path, site.dice.randrange(path.stat().st_size))


def damage_the_state(site: Site) -> None:
    path = state_file(site)
    data = bytearray(path.read_bytes())
    for _ in range(400):
        data[site.dice.randrange(len(data))] = site.dice.randrange(256)
    path.write_bytes(data)


def age_the_state(site: Site) -> None:
    path = state_file(site)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def lose_the_state(site: Site) -> None:
    shutil.rmtree(site.made.folder / "state")


def lose_the_site(site: Site) -> None:
    shutil.rmtree(site.made.output)


def nothing(_site: Site) -> None:
    pass


EVENTS: list[Callable[[Site], None]] = [
    add, add, add_an_old_one, add_copies, edit_title, edit_and_keep_the_time, edit_body, delete, rename, recategorise, hold, take_down,
    spoil, nest_too_deep, change_the_template, change_the_style, change_a_setting, change_the_configuration, change_the_language,
    change_an_engine, edit_a_page, lose_an_output, damage_an_output, put_a_stranger, touch_everything, truncate_the_state,
    damage_the_state, age_the_state, lose_the_state, lose_the_site, nothing,
]  # fmt: skip


def named(built: Built) -> list[str]:
    """Return what a build says was left out, and which links lead nowhere."""
    return sorted(map(str, (*built.left_out, *built.broken)))


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_sequence_the_site_is_that_of_a_full_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    site = Site(tmp_path, dice)
    monkeypatch.setattr(grounds, "version", lambda package: f"{version(package)}{site.engine}")
    site.build()
    happened: list[str] = []
    # Each sequence begins with other events, so that all have their turn in a few.
    due = EVENTS[seed * STEPS % len(EVENTS) :] + EVENTS
    for step in range(STEPS):
        for event in (due[step], *dice.sample(EVENTS, dice.randrange(2))):
            if event is not add and len(list(site.made.content.glob("*/*/*/*.md"))) < 8:
                event = add
            if not site.made.output.exists() or not state_file(site).exists():
                event = nothing
            event(site)
            happened.append(event.__name__)
        built = site.build()
        tree_, whole = site.whole()
        assert tree(site.made.output) == tree_, happened
        assert named(built) == named(whole), happened


def door(site: Site, *flags: str) -> list[str]:
    made = site.made
    folders = ["--config", made.folder / "mirror.toml", "--content", made.content, "--state", made.folder / "state"]
    return [
        sys.executable,
        *map(str, (ROOT / "scripts" / "build.py", *folders, "--output", made.output, "--no-search", *flags)),
    ]


def test_killed_in_the_middle_the_next_build_makes_it_good(tmp_path: Path) -> None:
    dice = random.Random(1)
    site = Site(tmp_path, dice)
    site.settings = {"THEME": str(ROOT / "theme")}
    address = ["--siteurl", "https://mirror.example.org"]
    subprocess.run(door(site, *address), check=True, capture_output=True)
    before = tree(site.made.output)
    for wait in (0.5, 0.8, 1.1):
        add(site)
        delete(site)
        with subprocess.Popen(door(site, *address), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            time.sleep(wait * dice.uniform(0.7, 1.3))
            running.send_signal(signal.SIGKILL)
            running.communicate()
        assert tree(site.made.output) in (before, site.full()), "a site half-done"
    assert subprocess.run(door(site, *address), check=False, capture_output=True).returncode == 0
    assert tree(site.made.output) == site.full()


def test_both_cores_make_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, random.Random(2))
    site.settings = {"THEME": str(ROOT / "theme")}
    site.made.put(*(numbered(n) for n in range(24, 40)))
    monkeypatch.setattr(cores, "WORTH_IT", 2)
    monkeypatch.setattr(cores, "PORTION", 3)
    monkeypatch.setattr(cores.threading, "active_count", lambda: 1)  # the test runner's threads hold no lock of ours
    site.build()
    monkeypatch.undo()
    monkeypatch.setattr(cores, "WORTH_IT", 10**9)
    assert tree(site.made.output) == site.full()


def test_what_a_forked_process_raises_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "WORTH_IT", 2)
    monkeypatch.setattr(cores, "PORTION", 1)
    monkeypatch.setattr(cores.threading, "active_count", lambda: 1)
    parent = os.getpid()

    def work(piece: int) -> int:
        time.sleep(0.01)
        if os.getpid() != parent:
            raise UnfinishedError("piece", f"{piece} failed")
        return piece

    with pytest.raises(UnfinishedError, match="failed"):
        cores.spread(work, range(40))


def test_a_forked_process_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "WORTH_IT", 2)
    monkeypatch.setattr(cores, "PORTION", 1)
    monkeypatch.setattr(cores.threading, "active_count", lambda: 1)
    parent = os.getpid()

    def work(piece: int) -> int:
        time.sleep(0.01)
        if os.getpid() != parent:
            os._exit(9)
        return piece

    with pytest.raises(UnfinishedError, match="died"):
        cores.spread(work, range(40))


def test_nothing_changed_touches_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, random.Random(3))
    site.build()
    before = {path: path.stat() for path in site.made.output.rglob("*")}
    built = site.build()
    assert built.rendered == 0
    assert {path: path.stat() for path in site.made.output.rglob("*")} == before


def test_another_version_of_an_engine_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, random.Random(8))
    site.build()
    monkeypatch.setattr(grounds, "version", lambda package: f"{version(package)}{'.1' * (package == 'nh3')}")
    built = site.build()
    assert built.rendered == built.files
    assert built.grounds == ("versions",)


def test_what_did_not_change_keeps_its_file_and_a_copy_of_the_site_is_known_again(tmp_path: Path) -> None:
    site = Site(tmp_path, random.Random(4))
    site.build()
    kept = site.made.output / "news" / f"{numbered(0).slug}.html"
    inode = kept.stat().st_ino
    add(site)
    site.build()
    assert kept.stat().st_ino == inode
    copy = site.made.folder / "copy"
    shutil.copytree(site.made.output, copy, copy_function=shutil.copyfile)
    shutil.rmtree(site.made.output)
    copy.rename(site.made.output)
    assert site.build().rendered == 0


def test_without_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, random.Random(5))
    site.build()
    add(site)

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    site.build()
    assert tree(site.made.output) == site.full()


def test_a_broken_link_is_named_until_it_is_mended(tmp_path: Path) -> None:
    site = Site(tmp_path, random.Random(6))
    page = site.made.content / "pages" / "about.md"
    target = numbered(5)
    page.write_text(f"---\ntitle: عن\n---\n\n[خبر](/news/{target.slug}.html)\n", encoding="utf-8")
    assert site.build().broken == ()
    next(site.made.content.rglob(f"{target.slug}.md")).unlink()
    for _ in range(2):  # the page itself does not change
        add(site)
        assert [tuple(each) for each in site.build().broken] == [("pages/about.html", f"/news/{target.slug}.html")]
    site.made.put(target)
    assert site.build().broken == ()


def test_a_state_that_cannot_be_had_only_costs_time(tmp_path: Path) -> None:
    site = Site(tmp_path, random.Random(7))
    site.build()
    with sqlite3.connect(state_file(site), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        built = site.build()
        assert built.rendered == built.files
    other.close()
    assert tree(site.made.output) == site.full()
