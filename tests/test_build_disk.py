"""A disk that refuses in the middle of a build: the old site stays as it was, and the next build comes out whole.

`MIRROR_WRITES=1` refuses each write in turn, as `make soak` does; otherwise some of them.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from doors import tree
from mirror.errors import UnfinishedError
from mirror.site import search, swap
from site_builder import Mirror, mirror, numbered

ALL = os.environ.get("MIRROR_WRITES") == "1"
REFUSALS: dict[str, tuple[int, list[tuple[Any, str]]]] = {
    "no room": (errno.ENOSPC, [(os, "write")]),
    "no right": (errno.EACCES, [(os, "open")]),
    "no folder": (errno.EROFS, [(os, "makedirs"), (Path, "mkdir")]),
    "no link, no copy": (errno.EMLINK, [(os, "link"), (shutil, "copy2")]),
    "no rename": (errno.EIO, [(Path, "rename"), (os, "replace"), (swap, "_exchange")]),
    "no removal": (errno.EBUSY, [(shutil, "rmtree"), (os, "unlink")]),
}


class Disk:
    """A disk that refuses from the `at`-th call on, for good."""

    def __init__(self, at: int, code: int) -> None:
        self.at, self.code, self.calls = at, code, 0

    @property
    def refused(self) -> bool:
        return self.calls >= self.at

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.refused and not kwargs.get("ignore_errors"):
                raise OSError(self.code, os.strerror(self.code), str(args[0]))
            return real(*args, **kwargs)

        return call


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """A mirror with a site, and a story that came since."""
    made = mirror(tmp_path_factory.mktemp("published") / "m", [numbered(n) for n in range(6)])
    made.build()
    made.put(numbered(6))
    return made


@pytest.fixture(scope="module")
def expected(published: Mirror, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    peaceful = copy(published, tmp_path_factory.mktemp("peaceful") / "m")
    peaceful.build()
    return tree(peaceful.output)


def copy(made: Mirror, folder: Path) -> Mirror:
    shutil.copytree(made.folder, folder)
    return Mirror(folder)


@pytest.mark.parametrize("name", REFUSALS)
def test_the_old_site_stays_and_the_next_build_is_whole(
    name: str, published: Mirror, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, functions = REFUSALS[name]
    old = tree(published.output)
    at = 1
    while True:
        made = copy(published, tmp_path / str(at))
        disk = Disk(at, code)
        said: list[UnfinishedError] = []
        with monkeypatch.context() as patch:
            for owner, function in functions:
                patch.setattr(owner, function, disk.wrap(getattr(owner, function)))
            try:
                made.build()
            except UnfinishedError as error:
                said.append(error)
        assert all(error.reason and error.remedy for error in said)
        assert tree(made.output) in ((old, expected) if said else (expected,)), f"call {at}"
        if not disk.refused:
            assert at > 1, "nothing of this kind was ever asked of the disk"
            return
        made.build()
        assert tree(made.output) == expected
        assert {path.name for path in made.folder.iterdir()} == {"mirror.toml", "content", "state", "output"}
        at = at + 1 if ALL else 2 * at


def test_a_state_that_cannot_be_kept_changes_nothing(
    published: Mirror, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy(published, tmp_path / "m")

    def full(path: object, **options: Any) -> sqlite3.Connection:
        connection = real(path, **options)
        if path != ":memory:":
            connection.execute("PRAGMA max_page_count = 1")
        return connection

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", full)
    made.build()
    assert tree(made.output) == expected


def test_an_index_that_finds_no_room_leaves_the_old_site(
    published: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy(published, tmp_path / "m")
    before = tree(made.output)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "index")

    with monkeypatch.context() as patch:
        patch.setattr(search.chunks, "cut", full)
        with pytest.raises(UnfinishedError, match="No space left"):
            made.build(with_search=True)
    assert tree(made.output) == before
    made.build(with_search=True)
    assert "pagefind/pagefind-entry.json" in made.paths()
