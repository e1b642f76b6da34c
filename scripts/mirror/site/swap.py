"""Two folders change places: at every moment one whole site stands at its address.

The fresh folder is a sibling, so on the same file system, where a rename is one step. Refuses to replace what is no
site of ours.
"""

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from ..errors import UsageError

_MARKS = (".nojekyll", "index.html", "sitemap.xml")
"""What every site of ours has; a folder that lacks them is somebody's work."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def check(output: Path, *, keep: Iterable[Path]) -> None:
    """See that `output` may be replaced: it is not there, empty or a site of ours, and holds none of `keep`.

    Raises:
        UsageError: if it may not.
    """
    remedy = "name another folder with --output"
    for path in keep:
        if path == output or output in path.parents:
            raise UsageError(str(output), f"holds {path}", remedy)
    if not output.exists():
        return
    if not output.is_dir():
        raise UsageError(str(output), "is no folder", remedy)
    names = {path.name for path in output.iterdir()}
    if names and (".git" in names or not names.issuperset(_MARKS)):
        raise UsageError(str(output), "holds files and is no site made by this program", remedy)


def prepare(output: Path) -> Path:
    """Return an empty sibling of `output` to build in, after mending what a killed build left. Hold the lock.

    Raises:
        OSError: if the disk refuses.
    """
    old, fresh = _old(output), output.with_name(f".{output.name}.new")
    if old.exists() and not output.exists():
        old.rename(output)
    for left in (old, fresh):
        if left.exists():
            shutil.rmtree(left)
    fresh.mkdir(parents=True)
    return fresh


def inherit(output: Path, fresh: Path, paths: Iterable[str]) -> None:
    """Give `fresh` those files of `output` under the same paths: as second names, or as copies where no link can be.

    Raises:
        OSError: if the disk refuses.
    """
    folders: set[str] = set()
    for path in paths:
        old, new = f"{output}/{path}", f"{fresh}/{path}"
        folder = new.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - strings: there are tens of thousands of files
            folders.add(folder)
        try:
            os.link(old, new, follow_symlinks=False)
        except OSError:
            shutil.copy2(old, new, follow_symlinks=False)


def swap(fresh: Path, output: Path) -> None:
    """Put `fresh` in the place of `output` and remove what stood there.

    Where the system can exchange two names in one step (Linux ≥ 3.15) there is no moment without a site; elsewhere it
    is two renames, and `prepare` mends what a kill between them leaves.

    Raises:
        OSError: if the disk refuses; `output` is what it was.
    """
    if not output.exists():
        fresh.rename(output)
        return
    if _exchange(fresh, output):
        shutil.rmtree(fresh)
        return
    old = _old(output)
    output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        old.rename(output)
        raise
    shutil.rmtree(old)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names by renameat2(2); False where the system or its file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
