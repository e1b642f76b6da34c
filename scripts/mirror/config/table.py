"""One table of a TOML file, read key by key, with an address for everything that is wrong in it.

Hands on checked values; collects every problem instead of stopping at the first, so that a host mends the file once.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import ConfigError


class Problems:
    """The problems found in one file, each a `ConfigError` at `file:line`."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.found: list[ConfigError] = []
        self._lines = text.splitlines()

    def add(self, line: int, reason: str, remedy: str) -> None:
        """Note a problem at a line (1 is the first)."""
        self.found.append(ConfigError(f"{self.name}:{line}", reason, remedy))

    def line_of(self, header: str, nth: int, key: str | None = None) -> int:
        """Return the line of the `nth` (from 0) table headed `header`, or of `key` in it if it stands there.

        The header of a table within one of an array is `array.name`: it is looked for behind the array's `nth` head.
        """
        array, _, inner = header.partition(".")
        start = self._find(_heading(array), 0, nth)
        if start is None:
            return 1
        if inner:
            start = self._find(_heading(header), start) or start
        found = self._find(r"\s*[\"']?" + re.escape(key) + r"[\"']?\s*=", start + 1, stop=r"\s*\[") if key else None
        return (start if found is None else found) + 1

    def _find(self, pattern: str, start: int, nth: int = 0, stop: str | None = None) -> int | None:
        for n in range(start, len(self._lines)):
            if stop and re.match(stop, self._lines[n]):
                return None
            if re.match(pattern, self._lines[n]):
                if not nth:
                    return n
                nth -= 1
        return None


def _heading(header: str) -> str:
    return r"\s*\[\[?\s*" + re.escape(header) + r"\s*\]"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "…"?` for a mistyped word, or the list of what is known."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known)


class Table:
    """A TOML table being read. Every getter returns a value of its type, or the default after noting a problem."""

    def __init__(self, problems: Problems, data: Mapping[str, Any], header: str, nth: int = 0, label: str = "") -> None:
        self._problems = problems
        self._data = data
        self._header = header
        self._nth = nth
        self._label = label or f"[{header}]"
        self._known: list[str] = []

    def wrong(self, key: str | None, reason: str, remedy: str) -> None:
        """Note a problem with `key` (or with the table as a whole)."""
        if not self._header:  # the file itself: its keys are the headings
            line, where = self._problems.line_of(key or "", 0), f"[{key}]"
        else:
            line = self._problems.line_of(self._header, self._nth, key)
            where = f"{self._label}: {key}" if key else self._label
        self._problems.add(line, f"{where}: {reason}", remedy)

    def _take(self, key: str, kind: type, what: str, required: bool) -> Any:
        self._known.append(key)
        if key not in self._data:
            if required:
                self.wrong(key, "missing", f"add {key} = {what}")
            return None
        value = self._data[key]
        if type(value) is not kind:
            self.wrong(key, f"expected {what}", "see the comments in mirror.toml")
            return None
        return value

    def text(
        self, key: str, *, required: bool = False, one_of: Iterable[str] = (), shape: str = "", what: str = ""
    ) -> str | None:
        """Return a string; `one_of` lists what it may be, `shape` is a full-match pattern that `what` explains."""
        value = self._take(key, str, what or '"text"', required)
        if value is None:
            return None
        value = str(value).strip()
        if required and not value:
            self.wrong(key, "is empty", f"write {what or 'a text'}")
            return None
        options = list(one_of)
        if options and value not in options:
            self.wrong(key, f'"{value}" is unknown', nearest(value, options))
            return None
        if shape and value and not re.fullmatch(shape, value):
            self.wrong(key, f'"{value}" is not {what}', f"write {what}")
            return None
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self._take(key, list, 'a list of texts, ["…"]', required)
        if value is None:
            return ()
        if not all(isinstance(item, str) for item in value):
            self.wrong(key, "expected a list of texts", 'write ["…", "…"]')
            return ()
        if required and not value:
            self.wrong(key, "is empty", "name at least one")
        return tuple(item.strip() for item in value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        return bool(self._take(key, bool, "true or false", required=False))

    def table(self, key: str) -> "Table":
        """Return the table under `key` (empty if absent)."""
        value = self._take(key, dict, "a table", required=False) or {}
        header = f"{self._header}.{key}" if self._header else key
        return Table(self._problems, value, header, self._nth, f"{self._label} {key}" if self._header else f"[{key}]")

    def tables(self, key: str) -> list["Table"]:
        """Return the array of tables under `key` (empty if absent)."""
        value = self._take(key, list, f"tables, [[{key}]]", required=False) or []
        out = []
        for nth, item in enumerate(value):
            if not isinstance(item, dict):
                self.wrong(key, f"expected tables, [[{key}]]", f"write [[{key}]]")
                return []
            name = item.get("id") or item.get("name")
            label = f'[[{key}]] "{name}"' if isinstance(name, str) else f"[[{key}]] number {nth + 1}"
            out.append(Table(self._problems, item, key, nth, label))
        return out

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the whole table as (key, text) pairs."""
        out = []
        for key in self._data:
            value = self.text(key)
            if value is not None:
                out.append((key, value))
        return tuple(out)

    def done(self) -> None:
        """Note every key that nothing asked for."""
        for key in self._data:
            if key not in self._known:
                self.wrong(key, "is not a key of this table", nearest(key, self._known))
