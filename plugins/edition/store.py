"""The folder of the built site: every file is written whole, below it and nowhere else.

A file is never opened in place: a temporary one takes its name, so that a server, or another name of the same file,
never sees it half-done.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mirror.files import TEMPORARY


class Store:
    """Writes the outputs of one build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: set[Path] = set()
        self._written: set[str] = set()

    def write(self, path: str, data: bytes) -> Path:
        """Write `data` at `path`, relative to the site's root, and return the file.

        Raises:
            ValueError: if `path` leads out of the site. A bug: paths are made of slugs that were checked.
            OSError: if the disk refuses; nothing is left behind.
        """
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or not pure.name:
            raise ValueError(f"no path within the site: {path!r}")
        target = self.root / pure
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        temporary = target.parent / f"{TEMPORARY}{os.getpid()}"
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        self._written.add(path)
        return target

    def keep(self, paths: Iterable[str]) -> None:
        """Remove what was written here and is not among `paths`."""
        for path in self._written.difference(paths):
            (self.root / path).unlink()
