"""Files are whole or not there."""

from pathlib import Path

import pytest

from mirror import files
from mirror.errors import UnfinishedError


def test_write_says_whether_it_changed_anything(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.md"
    assert files.write(path, "نص\n")
    assert not files.write(path, "نص\n")
    assert files.write(path, "آخر\n")
    assert path.read_text(encoding="utf-8") == "آخر\n"
    assert [one.name for one in path.parent.iterdir()] == ["b.md"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_symlink_is_replaced_not_followed(tmp_path: Path) -> None:
    outside, link = tmp_path / "outside", tmp_path / "in" / "x.md"
    outside.write_text("لا يُمس")
    link.parent.mkdir()
    link.symlink_to(outside)
    files.write(link, "جديد")
    assert outside.read_text() == "لا يُمس"
    assert not link.is_symlink()


def test_a_refused_write_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("ملف لا مجلد")
    with pytest.raises(UnfinishedError) as caught:
        files.write(tmp_path / "here" / "x.md", "نص")
    assert "here" in caught.value.subject
    assert (tmp_path / "here").read_text() == "ملف لا مجلد"


def test_append_closes_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("torn")
    files.append_line(path, "whole")
    assert path.read_text() == "torn\nwhole\n"


def test_the_lock_keeps_two_runs_apart(tmp_path: Path) -> None:
    with files.locked(tmp_path, "content"), pytest.raises(UnfinishedError, match="another run"):  # noqa: SIM117
        with files.locked(tmp_path, "content"):
            raise AssertionError("both hold it")
    with files.locked(tmp_path, "content"):
        pass


def test_sweep_takes_only_what_is_ours(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / f"{files.TEMPORARY}abc").write_text("")
    (tmp_path / "x" / "story.md").write_text("")
    files.sweep(tmp_path)
    assert [one.name for one in (tmp_path / "x").iterdir()] == ["story.md"]
