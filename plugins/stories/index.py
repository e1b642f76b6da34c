"""The index of what was read: which story files are as they were, and what the others say.

A file is the same if size, time of change and inode are; else if its bytes are, as after a fresh checkout. What it
said is then taken from the state, and only new and edited files are parsed. The entry of a file that cannot be part of
the site is the reason why.
"""

import json
import os
import time
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from mirror.errors import StoryError

from ..state import UNSURE, Row, State, settled
from .entries import Entries, Entry
from .reading import Found, Reader, files
from .records import Record, Text

_TEXTS = 2048
"""Texts held in memory: enough that none is looked up twice for neighbouring pages."""


class Read(NamedTuple):
    """A story file that was read: its path, its row and, if it says something new, its entry."""

    file: str
    row: Row
    entry: Entry | None


Due = tuple[Found, Row | None]
"""A story file that has to be read, and its old row."""
Spread = Callable[[Callable[[Due], Read], Sequence[Due]], list[Read]]


class Index:
    """The story files of one build. `key` names all that entries depend on beside the files: code, configuration;
    `spread` does one piece of work for many files.
    """

    def __init__(self, state: State, reader: Reader, entries: Entries, key: str, spread: Spread) -> None:
        self._state = state
        self._reader = reader
        self._entries = entries
        self._key = key
        self._spread = spread
        self._process = os.getpid()
        self.text = lru_cache(_TEXTS)(self._text)
        """The text of a story file of this build."""

    def records(self) -> list[Record | StoryError]:
        """Return what each story file says, or why it cannot be part of the site, in the order of paths."""
        known = self._known()
        found = list(files(self._reader.content))
        rows = {each.file: known.pop(each.file, None) for each in found if isinstance(each, Found)}
        due = [
            (each, rows[each.file]) for each in found if isinstance(each, Found) and not _is_as(each, rows[each.file])
        ]
        stories: list[Row] = []
        texts: list[Row] = []
        for file, row, entry in self._spread(self._read, due):
            rows[file] = row
            stories.append((file, *row, zlib.crc32(row[4].encode())))
            if entry:
                texts.append((file, entry.text, zlib.crc32(entry.text.encode())))
        gone = [(file,) for file in known]
        if stories or gone:
            self._state.write(
                ("INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?, ?)", stories),
                ("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", texts),
                ("DELETE FROM stories WHERE file = ?", gone),
                ("DELETE FROM texts WHERE file = ?", gone),
            )
        return [each if isinstance(each, StoryError) else self._record(each.file, rows[each.file]) for each in found]

    def condemn(self, file: str, error: StoryError) -> None:
        """Keep in mind that a story cannot be shown, which came out only when it was rendered."""
        head = _refusal(error)
        row = (head, zlib.crc32(head.encode()), file)
        self._state.write(("UPDATE stories SET head = ?, checksum = ? WHERE file = ?", [row]))

    def _known(self) -> dict[str, Row]:
        """Return file → (size, mtime, inode, mark, head) of what an index with the same key has."""
        if self._state.facts().get("index") != self._key:
            self._state.write(("DELETE FROM stories", [()]), ("DELETE FROM texts", [()]))
            self._state.keep({"index": self._key})
        rows = self._state.rows("SELECT file, size, mtime, inode, mark, head, checksum FROM stories")
        return {row[0]: row[1:6] for row in rows if zlib.crc32(row[5].encode()) == row[6]}

    def _read(self, due: Due) -> Read:
        """Return a file's row and, unless its bytes are those of its old row, its new entry."""
        (file, size, mtime, inode), row = due
        begun = time.time_ns()
        try:
            raw = self._reader.raw(file)
        except StoryError as error:
            return Read(file, (size, UNSURE, inode, b"", _refusal(error)), None)
        mtime = settled(mtime, begun)
        mark = blake2b(raw, digest_size=16).digest()
        if row and row[3] == mark:
            return Read(file, (size, mtime, inode, mark, row[4]), None)
        try:
            entry = self._reader.read(file, raw)
        except StoryError as error:
            return Read(file, (size, mtime, inode, mark, _refusal(error)), None)
        return Read(file, (size, mtime, inode, mark, entry.head), entry)

    def _record(self, file: str, row: Row | None) -> Record | StoryError:
        assert row is not None  # noqa: S101 - every file found has been read by now
        _, _, _, mark, head = row
        if head.startswith("{"):
            return StoryError(**json.loads(head))
        return self._entries.record(file, mark, head, self.text)

    def _text(self, file: str) -> Text:
        if self._process != os.getpid():
            self._state, self._process = self._state.apart(), os.getpid()
        for text, checksum in self._state.rows("SELECT text, checksum FROM texts WHERE file = ?", file):
            if zlib.crc32(text.encode()) == checksum:
                return self._entries.text(text)
        return self._entries.text(self._reader.read(file, self._reader.raw(file)).text)


def _is_as(found: Found, row: Row | None) -> bool:
    """Whether a file looks as it did when its row was made."""
    return row is not None and row[:3] == (found.size, found.mtime, found.inode)


def _refusal(error: StoryError) -> str:
    return json.dumps({"subject": error.subject, "reason": error.reason, "remedy": error.remedy})
