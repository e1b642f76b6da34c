"""Answers kept in the state folder, by URL: a line of JSON and the bytes, in one file so that they stay together.

Hands on exactly what was put there, else nothing. It only saves time: the folder may be deleted at any moment.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from .. import files

Notes = dict[str, Any]


class Shelf:
    """A folder of answers; without a folder it stays empty."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, url: str) -> tuple[Notes, bytes] | None:
        """Return the notes and bytes put there for `url`; None if there are none, or not whole."""
        if self._folder is None:
            return None
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            notes = json.loads(head)
        except (OSError, ValueError, RecursionError):
            return None
        whole = isinstance(notes, dict) and notes.get("url") == url and notes.get("size") == len(body)
        return (notes, body) if whole else None

    def put(self, url: str, notes: Notes, body: bytes) -> None:
        """Keep `body` for `url` with JSON-able `notes`, in place of what was there.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        if self._folder is not None:
            head = json.dumps({**notes, "url": url, "size": len(body)})
            files.write(self._path(url), head.encode() + b"\n" + body, lasting=False)

    def drop(self, url: str) -> None:
        """Remove what is kept for `url`.

        Raises:
            UnfinishedError: if the disk refuses.
        """
        if self._folder is not None:
            files.remove(self._path(url))

    def _path(self, url: str) -> Path:
        assert self._folder is not None  # noqa: S101 - both callers have seen to it
        return self._folder / hashlib.sha256(url.encode()).hexdigest()[:40]
