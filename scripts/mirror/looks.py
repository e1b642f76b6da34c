"""Looks: when each story of a source was last looked at, and so when it is looked at again.

Remembered in the state folder, for as long as it matters. Without that memory a story is looked at once more than need
be; what is stored does not depend on it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from . import files
from .listings import Entry

VERSION = 1
"""Of the file's shape; a file of another version is not read."""
STEPS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))
"""How old a story is when it is looked at again: counted from when it was first fetched."""
LATEST = timedelta(hours=72)
"""The stories that `--recheck` means."""
GIVEN_UP = timedelta(days=8)
"""A look that was missed is made up for until then: a mirror that fetches once a week comes in time."""
BELIEVED = 3
"""After so many looks in a row that a listing's entry called for in vain, its changes call for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What is remembered of one story.

    `fetched` is when it came, `looked` when its page was last looked at. `mark` is a hash of what its listing said
    then ("" if that is not known); `vain` counts the looks in a row that this called for and that found nothing.
    `gone` are the days (UTC) on which the source answered that there is no such page, in a row. `pictures` are the
    names of our copies, by address. `first` is the slug of the story whose text it had: then it was left out, and `mark`
    is of everything that this rests on (`repeats`).
    """

    fetched: datetime
    looked: datetime
    mark: str = ""
    vain: int = 0
    gone: tuple[str, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    first: str = ""

    def due(self, now: datetime) -> bool:
        """Whether it is time: a step was passed since the last look, or the page was gone on one day so far."""
        age, then = now - self.fetched, self.looked - self.fetched
        if len(self.gone) == 1:
            return self.gone[0] < day(now)
        return age <= GIVEN_UP and any(then < step <= age for step in STEPS)

    def called_for(self, entry: Entry) -> bool:
        """Whether the listing's entry says that the story changed since the last look."""
        if self.mark:
            return self.vain < BELIEVED and self.mark != mark(entry)
        return entry.modified is not None and entry.modified > self.looked

    def gone_again(self, now: datetime) -> "Look":
        """Return the memory of a look today that found the page gone."""
        return replace(self, looked=now, gone=(*self.gone, day(now)) if day(now) not in self.gone else self.gone)


def day(now: datetime) -> str:
    """Return the day of a moment in UTC, as `Look.gone` has it."""
    return f"{now:%Y-%m-%d}"


def mark(entry: Entry) -> str:
    """Return a hash of what a listing says of a story and would say otherwise if the story changed."""
    said = (entry.title, entry.modified and entry.modified.isoformat(), entry.summary, entry.html)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:12]


Memory = dict[str, Look]
"""Slug → what is remembered of the story."""


@contextmanager
def remembered(state: Path, source: str, *, keep: bool = True) -> Iterator[Memory]:
    """Yield the memory of a source, to be changed in place; with `keep` it is written when the block ends, however.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    path = state / "looks" / f"{source}.json"
    memory = _read(path)
    try:
        yield memory
    finally:
        if keep and (memory or path.exists()):
            files.write(path, _written(memory))


def _read(path: Path) -> Memory:
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        if said["v"] != VERSION:
            return {}
        return {
            slug: Look(
                fetched=datetime.fromisoformat(one["fetched"]),
                looked=datetime.fromisoformat(one["looked"]),
                mark=str(one["mark"]),
                vain=int(one["vain"]),
                gone=tuple(map(str, one["gone"])),
                pictures={str(url): str(name) for url, name in one["pictures"].items()},
                first=str(one.get("first", "")),
            )
            for slug, one in said["looks"].items()
        }
    except (OSError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return {}


def _written(memory: Memory) -> str:
    looks = {
        slug: {
            "fetched": look.fetched.isoformat(),
            "looked": look.looked.isoformat(),
            "mark": look.mark,
            "vain": look.vain,
            "gone": list(look.gone),
            "pictures": dict(look.pictures),
            **({"first": look.first} if look.first else {}),
        }
        for slug, look in sorted(memory.items())
    }
    return json.dumps({"v": VERSION, "looks": looks}, ensure_ascii=False, separators=(",", ":")) + "\n"
