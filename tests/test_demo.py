"""demo.py and start.py: what a newcomer runs first."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from doors import FETCHED, ROOT, tree
from mirror.config import load

TREE = ["scripts", "plugins", "theme", "content", "mirror.toml", "pelicanconf.py", "publishconf.py"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what git holds, as a fresh clone would be."""
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def door(clone: Path, name: str, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, clone / "scripts" / f"{name}.py", *flags]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        cwd=clone.parent,
        timeout=300,
    )


def test_the_demo_mirrors_the_sample_newsroom_end_to_end(clone: Path) -> None:
    before = tree(clone)
    done = door(clone, "demo", "--no-serve", SOURCE_DATE_EPOCH=FETCHED)
    assert done.returncode == 0, done.stderr
    assert "44 new" in done.stderr
    site = clone / "scratch" / "demo" / "site"
    pages = list((site / "news").glob("*.html"))
    assert len(pages) == 44
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert html.count('<footer class="notice">') == 1
        assert "٢٣ كانون الأول ٢٠٢٥" in html.split('<footer class="notice">')[1]
    assert {name: value for name, value in tree(clone).items() if not name.startswith("scratch/")} == before


def test_what_ships_is_what_the_demo_makes(clone: Path) -> None:
    """The stories in content/ are the sample newsroom's, as the program writes them today."""
    door(clone, "demo", "--no-serve", SOURCE_DATE_EPOCH=FETCHED)
    made = tree(clone / "scratch" / "demo" / "content")
    assert made == tree(ROOT / "content"), "run `make samples`"


def test_start_makes_an_empty_mirror_once(clone: Path) -> None:
    done = door(clone, "start", "--name", "مرآتي", "--siteurl", "https://me.example.org/mirror/")
    assert done.returncode == 0, done.stderr
    config = load(clone / "mirror.toml")
    assert (config.site.name, config.site.url, config.sources) == ("مرآتي", "https://me.example.org/mirror", ())
    assert config.site.id != load(ROOT / "mirror.toml").site.id
    assert len(config.categories) == 6
    assert [path.name for path in (clone / "content").iterdir()] == ["pages"]
    text = (clone / "mirror.toml").read_text(encoding="utf-8")
    assert "# [[source]]" in text, "the ready-to-use examples stay"
    assert "news.example.org" not in text
    again = door(clone, "start", "--name", "اسم آخر")
    assert again.returncode == 0
    assert load(clone / "mirror.toml").site.id == config.site.id, "feed readers know the items by it"
    for name, flags in (("fetch", []), ("check", []), ("build", ["--output", str(clone / "output")])):
        done = door(clone, name, *flags)
        assert done.returncode == 0, done.stderr
    assert re.search("no source to fetch", door(clone, "fetch").stderr)
    assert (clone / "output" / "index.html").is_file(), "an empty mirror has a front page too"


def test_start_refuses_what_is_no_address(clone: Path) -> None:
    before = tree(clone)
    assert door(clone, "start", "--siteurl", "mirror").returncode == 2
    assert tree(clone) == before
