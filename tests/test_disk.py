"""A disk that refuses and a clock that jumps: nothing is lost, nothing is doubled, and the next run completes."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk import Desk, text
from mirror import files
from mirror.errors import UnfinishedError
from mirror.outcome import Kind

REFUSALS: dict[str, tuple[Any, str, int]] = {
    "no room": (os, "fsync", errno.ENOSPC),
    "no right": (files.tempfile, "mkstemp", errno.EACCES),
    "no rename": (Path, "replace", errno.EIO),
    "read-only": (Path, "mkdir", errno.EROFS),
}


def refusing(real: Callable[..., Any], at: int, code: int, fired: list[str]) -> Callable[..., Any]:
    """Return `real`, which the disk refuses from the `at`-th call on."""
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls >= at:
            fired.append(str(args))
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    return call


def archive(desk: Desk) -> dict[str, object]:
    return {
        path.relative_to(desk.content).as_posix(): set(path.read_text(encoding="utf-8").split("\n"))
        if path.suffix == ".txt"
        else path.read_bytes()
        for path in desk.content.rglob("*")
        if path.is_file()
    }


def new(root: Path) -> Desk:
    desk = Desk(root=root)
    desk.outlet.put(*(text(f"a{n}", n) for n in range(3)))
    return desk


@pytest.mark.parametrize("name", REFUSALS)
def test_whatever_the_disk_refuses_the_next_run_completes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, function, code = REFUSALS[name]
    real = getattr(owner, function)
    peaceful = new(tmp_path / "peaceful")
    assert peaceful.kinds() == {Kind.NEW: 3}
    expected = archive(peaceful)
    for at in range(1, 500):
        desk = new(tmp_path / str(at))
        fired: list[str] = []
        said: list[UnfinishedError] = []
        with monkeypatch.context() as patch:
            patch.setattr(owner, function, refusing(real, at, code, fired))
            try:
                desk.fetch()
            except UnfinishedError as error:
                said.append(error)
        assert bool(said) is bool(fired), f"call {at}: refused {fired[:1]}, said {said}"
        assert all(error.remedy for error in said)
        left = [path for path in desk.root.rglob("*") if path.name.startswith(files.TEMPORARY)]
        assert not left or name == "no rename"
        for path in desk.stories:
            assert path.read_bytes() == expected[path.relative_to(desk.content).as_posix()]
        files.sweep(desk.content)
        desk.fetch()
        assert archive(desk) == expected
        if not fired:
            assert at > 3
            return
    raise AssertionError("it never ends")


@pytest.mark.parametrize("days", [-3650, -1, 1, 3650])
def test_a_clock_that_jumps_changes_no_byte_and_doubles_nothing(days: int, tmp_path: Path) -> None:
    desk = new(tmp_path)
    desk.fetch()
    before = archive(desk)
    desk.later(days=days)
    assert Kind.NEW not in desk.kinds(recheck=True)
    assert archive(desk) == before
    desk.later(days=-days)
    assert Kind.NEW not in desk.kinds(recheck=True)
    assert archive(desk) == before
