"""The swap: a whole site at its address at every moment, and no folder replaced that is somebody's work."""

from pathlib import Path

import pytest

from mirror import files
from mirror.errors import UnfinishedError, UsageError
from mirror.site import swap
from site_builder import mirror, numbered


def a_site(folder: Path, word: str) -> Path:
    folder.mkdir(parents=True)
    for name in (".nojekyll", "sitemap.xml", "index.html"):
        (folder / name).write_text(word, encoding="utf-8")
    return folder


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    output = a_site(tmp_path / "output", "old")
    fresh = a_site(tmp_path / ".output.new", "new")
    swap.swap(fresh, output)
    assert (output / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_build_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    a_site(tmp_path / ".output.old", "old")
    a_site(tmp_path / ".output.new", "half")
    fresh = swap.prepare(tmp_path / "output")
    assert (tmp_path / "output" / "index.html").read_text(encoding="utf-8") == "old"
    assert list(fresh.iterdir()) == []
    assert not (tmp_path / ".output.old").exists()


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    swap.check(work, keep=())
    (work / "thesis.txt").write_text("years", encoding="utf-8")
    with pytest.raises(UsageError):
        swap.check(work, keep=())


def test_a_repository_is_not_replaced(tmp_path: Path) -> None:
    (a_site(tmp_path / "output", "x") / ".git").mkdir()
    with pytest.raises(UsageError):
        swap.check(tmp_path / "output", keep=())


def test_a_folder_that_holds_the_archive_is_not_replaced(tmp_path: Path) -> None:
    output = a_site(tmp_path / "output", "x")
    for inner in (output, output / "content"):
        with pytest.raises(UsageError):
            swap.check(output, keep=(inner,))


def test_a_hosts_own_domain_is_kept(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    (made.output / "CNAME").write_text("mirror.example.org\n", encoding="utf-8")
    made.build()
    assert made.read("CNAME") == "mirror.example.org\n"


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    with files.locked(tmp_path / "state", "build"), pytest.raises(UnfinishedError):
        made.build()
    assert not made.output.exists()
