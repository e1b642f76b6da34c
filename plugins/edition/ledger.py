"""The ledger of the published site: of which key each of its files is, and whether it is still as it was made.

A file counts as it was made if size, time of change and inode are; else if its bytes are, as after a copy. What the
ledger does not know, or knows otherwise, is made anew: it can only save time, never be wrong about a file.
"""

import os
import stat
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..state import State


class Made(NamedTuple):
    """A file of the site as it was made: its path and key; size, time of change (ns), inode; a hash of its bytes."""

    path: str
    key: bytes
    size: int
    mtime: int
    inode: int
    digest: bytes


_NO_FILE = (-1, -1, -1)
"""In the place of a file: a symbolic link, a socket …"""


def digest(data: bytes) -> bytes:
    """Return the hash by which a file's bytes are known again."""
    return blake2b(data, digest_size=16).digest()


class Ledger:
    """What is known of the site published in `folder`; `sure`: its bytes are looked at in any case."""

    def __init__(self, state: State, folder: Path, *, sure: bool = False) -> None:
        self._state = state
        self._folder = folder
        self._sure = sure
        self._made = {row[0]: Made(*row) for row in state.rows("SELECT * FROM outputs")}
        self._there = dict(_walk(str(folder), ""))
        self._entered: dict[str, Made] = {}

    def lacks(self, path: str, key: bytes) -> str | None:
        """Return why the file at `path` has to be made; None if it is there, of this key and as it was made."""
        if entered := self._entered.get(path):
            return None if entered.key == key else "changed"
        there = self._there.get(path)
        made = self._made.get(path)
        if there is None:
            return "new" if made is None else "missing"
        if made is None:
            return "unknown"
        if made.key != key:
            return "changed"
        if self._sure or there != made[2:5]:
            if there == _NO_FILE or digest((self._folder / path).read_bytes()) != made.digest:
                return "damaged"
            self.enter(Made(path, key, *there, made.digest))
        return None

    def enter(self, made: Made) -> None:
        """Take note of a file."""
        self._entered[made.path] = made

    def strangers(self, planned: Collection[str]) -> list[str]:
        """Return the files that lie in the folder and are not `planned`."""
        return sorted(path for path in self._there if path not in planned)

    def removed(self, planned: Collection[str]) -> list[str]:
        """Return what the last build made and is not `planned` any more."""
        return sorted(path for path in self._made if path not in planned)

    def close(self, planned: Collection[str]) -> None:
        """Keep what was entered; forget what is not `planned`."""
        entered = [made for path, made in self._entered.items() if path in planned]
        gone = [(path,) for path in self.removed(planned)]
        if entered or gone:
            self._state.write(
                ("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", entered),
                ("DELETE FROM outputs WHERE path = ?", gone),
            )


def _walk(folder: str, below: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield each file below a folder with size, time of change and inode; a link is looked at, not followed."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}/")
            else:
                seen = entry.stat(follow_symlinks=False)
                whole = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
                yield path, whole if stat.S_ISREG(seen.st_mode) else _NO_FILE
