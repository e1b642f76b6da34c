"""What a run tells, as values in one stream: what became of each item, so that one failure never ends another's work,
and between them how far each source is.
"""

from dataclasses import dataclass
from enum import StrEnum

from .errors import MirrorError


class Kind(StrEnum):
    """How an item came out. `LEFT_OUT` and `MOVED` (a listing, for good) are named on standard error; all but `LEFT_OUT`
    is well.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    MOVED = "moved"
    DELETED = "deleted"
    FILTERED = "filtered"
    LATER = "later"
    LEFT_OUT = "left out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One item's end: of which source, what (a URL, a file), how, why, what to do, and its slug if it has one."""

    source: str
    item: str
    kind: Kind
    reason: str = ""
    remedy: str = ""
    slug: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A listing of a source was asked for: how many entries it holds (None: it could not be had, and why).

    `unchanged`: the server said that it had not been modified.
    """

    source: str
    url: str
    entries: int | None
    unchanged: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pictured:
    """A new story has `count` pictures of `size` bytes in all; `without` are those that could not be had."""

    source: str
    count: int
    size: int
    without: tuple[Outcome, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A source's entries are gone through now: `due` outcomes follow. A source may begin more than once (pages)."""

    source: str
    due: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """A source is done with, after so many seconds."""

    source: str
    seconds: float


Event = Outcome | Listed | Pictured | Begun | Ended


def left_out(source: str, item: str, error: MirrorError, slug: str = "") -> Outcome:
    """Return the outcome of an item that failed; of a file, at its line."""
    if error.subject.startswith(f"{item}:"):
        item = error.subject
    subject = "" if error.subject in ("", item) else f"{error.subject}: "
    return Outcome(
        source=source,
        item=item,
        kind=Kind.LEFT_OUT,
        reason=subject + error.reason,
        remedy=error.remedy,
        slug=slug,
    )
