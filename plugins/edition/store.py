"""The folder of the built site: every file is written whole, below it and nowhere else.

No file is ever opened in place: a new one is made where there was none, else a temporary one takes its name, so that
a server, or another name of the same file, never sees it half-done.
"""

import os
from contextlib import suppress
from pathlib import Path

from mirror.files import TEMPORARY


class Store:
    """Writes and removes the files of one build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._root = str(root)
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> os.stat_result:
        """Write `data` at `path`, relative to the site's root, and return what the system says of the file.

        Raises:
            ValueError: if `path` leads out of the site. A bug: paths are made of slugs that were checked.
            OSError: if the disk refuses; nothing is left behind.
        """
        if path.startswith("/") or not path or {"", ".", ".."}.intersection(path.split("/")):
            raise ValueError(f"no path within the site: {path!r}")
        # Strings and descriptors: for tens of thousands of files, Path and file objects would take as long as the disk.
        target = f"{self._root}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        try:
            return _written(target, data)  # a fresh folder, as a rule: without a second name it takes half as long
        except FileExistsError:
            temporary = f"{folder}/{TEMPORARY}{os.getpid()}"
            with suppress(FileNotFoundError):
                os.unlink(temporary)  # noqa: PTH108 - of a build that was killed
            seen = _written(temporary, data)
            try:
                os.replace(temporary, target)  # noqa: PTH105
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)  # noqa: PTH108
                raise
            return seen

    def remove(self, path: str) -> None:
        """Remove the file at `path`, if it is there."""
        (self.root / path).unlink(missing_ok=True)


def _written(path: str, data: bytes) -> os.stat_result:
    """Write a file that is not there yet, whole or not at all."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        return os.fstat(file)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise
    finally:
        os.close(file)
