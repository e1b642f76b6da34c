"""What one build leaves to the next: a SQLite file in the state folder, which saves time and nothing else.

Whatever is wrong with the file — truncated, of another version, locked by another build, in a folder that cannot be
written — the answer is a database without rows, so that the build does everything anew and comes out the same.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

NAME = "site.sqlite"
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE stories (
    file TEXT PRIMARY KEY, size INT, mtime INT, inode INT, mark BLOB, head TEXT, checksum INT
) WITHOUT ROWID;
CREATE TABLE texts (file TEXT PRIMARY KEY, text TEXT, checksum INT);
CREATE TABLE pictures (name TEXT PRIMARY KEY, size INT, mtime INT, inode INT, mark BLOB, width INT, height INT)
    WITHOUT ROWID;
CREATE TABLE sketches (file TEXT PRIMARY KEY, mark BLOB, size INT, shingles BLOB, checksum INT) WITHOUT ROWID;
CREATE TABLE pairs (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE outputs (path TEXT PRIMARY KEY, key BLOB, size INT, mtime INT, inode INT, digest BLOB) WITHOUT ROWID;
"""
_VERSION = zlib.crc32(_TABLES.encode()) & 0x7FFF_FFFF
"""Of the tables: a file with others is begun anew."""

SETTLING = 2 * 10**9
"""Nanoseconds. A file changed this shortly before it was read can change again without its time telling: file systems
keep times in steps of up to 2 s.
"""
UNSURE = -1
"""In the place of the time of such a file: next time its bytes are looked at."""

Row = tuple[Any, ...]


def settled(mtime: int, read: int) -> int:
    """Return the time of change (ns) of a file that was read at `read`, or UNSURE."""
    return mtime if read - mtime >= SETTLING else UNSURE


class State:
    """The database of one build. What cannot be read from it is not there, what cannot be written is not kept."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / NAME if folder else None
        self._connection = _opened(self._path)

    def rows(self, query: str, *values: object) -> list[Row]:
        """Return the rows that a query finds."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return []

    def write(self, *changes: tuple[str, Iterable[Row]]) -> None:
        """Carry out statements, each for all its rows: all of them or none."""
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                for statement, rows in changes:
                    self._connection.executemany(statement, rows)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def facts(self) -> dict[str, str]:
        """Return the few things that are kept by name."""
        return dict(self.rows("SELECT name, value FROM facts"))

    def keep(self, facts: Mapping[str, str]) -> None:
        """Keep a few things by name."""
        self.write(("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items()))

    def apart(self) -> "State":
        """Return the same database for a forked process: a connection to a file must not be used across a fork."""
        return State(self._path.parent) if self._path else self

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Go on without the file; remove it if it is damaged."""
        self._connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            _remove(self._path)
        self._path = None
        self._connection = _opened(None)


def _opened(path: Path | None) -> sqlite3.Connection:
    """Return a connection to the file at `path`, begun anew unless it is sound; to memory where it cannot be had."""
    for _ in range(2):
        try:
            return _connected(path)
        except sqlite3.OperationalError:
            break  # locked, or no place to write: not ours to remove
        except sqlite3.DatabaseError:
            _remove(path)
        except OSError:
            break
    return _connected(None)


def _connected(path: Path | None) -> sqlite3.Connection:
    """Return a connection to a database that has our tables.

    Raises:
        sqlite3.DatabaseError: if it has others, or is damaged; of these OperationalError, if it cannot be had.
        OSError: if there is no place for it.
    """
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path or ":memory:", timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        [(version,)] = connection.execute("PRAGMA user_version")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall():
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise sqlite3.DatabaseError(f"has the tables of another version: {version}")
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(path: Path | None) -> None:
    if path:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                path.with_name(path.name + suffix).unlink()
