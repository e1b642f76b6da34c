"""start.py: a fresh clone becomes an empty mirror of one's own, with a name, an id and a way to be reached."""

import shutil
import tomllib

import pytest

from doors import ROOT, Mirror


@pytest.fixture
def clone(tmp_path) -> Mirror:
    mirror = Mirror.with_config(tmp_path / "clone", (ROOT / "mirror.toml").read_text(encoding="utf-8"))
    shutil.copytree(ROOT / "content" / "example", mirror.content / "example")
    return mirror


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@mirror.example.org", "mailto:desk@mirror.example.org"),
        ("https://mirror.example.org/c", "https://mirror.example.org/c"),
    ],
)
def test_a_mirror_of_ones_own(clone: Mirror, contact: str, link: str) -> None:
    done = clone.run("start", "--name", "مرآتنا", "--siteurl", "https://m.example.org/", "--contact", contact)
    assert done.returncode == 0, done.stderr
    said = tomllib.loads((clone.root / "mirror.toml").read_text(encoding="utf-8"))
    assert (said["site"]["name"], said["site"]["url"], said["fetch"]["contact"]) == (
        "مرآتنا",
        "https://m.example.org",
        link,
    )
    assert "source" not in said
    assert not (clone.content / "example").exists()
    about = (clone.content / "pages" / "about.md").read_text(encoding="utf-8")
    assert f"[القائمين على الموقع]({link})" in about
    assert "example.org/about" not in about
    assert "تريد تصحيحه أو حذفه" in about
    assert clone.run("check").returncode == 0


def test_without_a_contact_it_is_asked_for(clone: Mirror) -> None:
    done = clone.run("start")
    assert (done.returncode, "--contact" in done.stderr) == (0, True)
    assert clone.run("start", "--contact", "nobody").returncode == 2
