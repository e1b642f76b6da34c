"""Files that are whole or not there: atomic writing, and the lock that keeps two runs apart."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import UnfinishedError

TEMPORARY = ".mirah-"
"""How the names of our temporary files begin; one left by a killed run is swept by the next (`sweep`)."""


def write(path: Path, data: str | bytes, *, lasting: bool = True) -> bool:
    """Write a file so that it is never seen half-written; return whether anything changed.

    Temporary file beside it, fsync, rename, fsync of the folder. A file with the same bytes is left alone. Folders
    are made. What only saves time, and whose reader sees whether it is whole, need not be `lasting`: it is not waited
    for, and may be lost when the machine fails.

    Raises:
        UnfinishedError: if the disk refuses. Nothing is left behind, the old file is untouched.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    try:
        if path.is_file() and not path.is_symlink() and path.read_bytes() == raw:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        if lasting:
            _sync_folder(path.parent)
    except OSError as error:
        raise failed(path, error) from error
    return True


def append_line(path: Path, line: str) -> None:
    """Append a line to a file and see it on the disk.

    A line torn by a killed run (no line end) is closed first, so that it cannot spoil the new one.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            torn = False
            if size:
                file.seek(-1, os.SEEK_END)
                torn = file.read(1) != b"\n"
            file.write((b"\n" if torn else b"") + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise failed(path, error) from error


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise failed(path, error) from error


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left under `folder`. Call it with the lock held."""
    if folder.is_dir():
        for path in folder.rglob(TEMPORARY + "*"):
            with suppress(OSError):
                path.unlink()


@contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `name` of `folder` while the block runs.

    Raises:
        UnfinishedError: if another run holds it.
    """
    path = folder / f"{name}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise UnfinishedError(
            str(path), "another run holds the lock", "wait until it has ended, then run again"
        ) from error
    except OSError as error:
        raise failed(path, error) from error
    try:
        yield
    finally:
        lock.release()


def failed(path: Path, error: OSError) -> UnfinishedError:
    """Return the error of the family for what the disk said of `path`."""
    remedy = {
        errno.ENOSPC: "make room on the disk, then run again",
        errno.EACCES: "give this user the right to write there",
        errno.EROFS: "give a folder that can be written",
    }.get(error.errno or 0, "see to the disk, then run again")
    return UnfinishedError(str(path), error.strerror or str(error), remedy)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last (POSIX: a rename is durable once its folder is synced)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
