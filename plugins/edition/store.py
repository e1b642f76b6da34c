"""The folder of the built site: every file is written whole, below it and nowhere else.

A file is never opened in place: a temporary one takes its name, so that a server, or another name of the same file,
never sees it half-done.
"""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mirror.files import TEMPORARY


class Store:
    """Writes and removes the files of one build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> os.stat_result:
        """Write `data` at `path`, relative to the site's root, and return what the system says of the file.

        Raises:
            ValueError: if `path` leads out of the site. A bug: paths are made of slugs that were checked.
            OSError: if the disk refuses; nothing is left behind.
        """
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or not pure.name:
            raise ValueError(f"no path within the site: {path!r}")
        target = f"{self.root}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - strings: a Path for each of many files costs as much
            self._folders.add(folder)
        temporary = f"{folder}/{TEMPORARY}{os.getpid()}"
        try:
            with open(temporary, "wb") as file:  # noqa: PTH123
                file.write(data)
                file.flush()
                seen = os.fstat(file.fileno())
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise
        return seen

    def remove(self, path: str) -> None:
        """Remove the file at `path`, if it is there."""
        (self.root / path).unlink(missing_ok=True)
