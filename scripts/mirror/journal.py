"""What each run did, source by source: tallied from its events, shown when it ends, remembered in the state folder.

Remembers only what content/ cannot show: when a source was asked, what its listings said, what was left out and why.
The folder may be deleted at any time: nothing that is fetched depends on it, only this memory is then shorter.
"""

import json
from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from . import files
from .outcome import Begun, Ended, Event, Kind, Listed, Outcome, Pictured
from .table import Cell, Table
from .text import one_line

VERSION = 1
"""Of a line's shape. A line of another version is not read; a new key needs no new version."""
DAYS, RUNS = 400, 700
"""What is remembered of a source: a year and a month, and a week of runs every quarter of an hour (672)."""
REASONS = 5
"""Things left out in a run whose reasons are remembered: one says it, five show a pattern."""
_LONGEST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRun:
    """What one run did for one source.

    `began` is the time of the run; `seconds` what the source took of it; `left_out` its first (item, reason) pairs.
    """

    source: str
    began: datetime
    seconds: float
    counts: Mapping[Kind, int] = field(default_factory=dict)
    listings: tuple[Listed, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    def count(self, *kinds: Kind) -> int:
        """Return how many items came out as one of these kinds."""
        return sum(self.counts.get(kind, 0) for kind in kinds)

    @property
    def heard(self) -> bool:
        """Whether at least one listing could be had."""
        return any(listed.entries is not None for listed in self.listings)


class Tally:
    """Adds up the events of a run as they pass; `pictures` is how many were copied, `size` how many bytes they have."""

    def __init__(self) -> None:
        self.pictures = 0
        self.size = 0
        self._counts: dict[str, Counter[Kind]] = {}
        self._listings: dict[str, list[Listed]] = {}
        self._left_out: dict[str, list[tuple[str, str]]] = {}
        self._seconds: dict[str, float] = {}

    def take(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case Outcome():
                self._counts.setdefault(event.source, Counter())[event.kind] += 1
                named = self._left_out.setdefault(event.source, [])
                if event.kind is Kind.LEFT_OUT and len(named) < REASONS:
                    named.append((event.item, event.reason))
            case Listed():
                self._listings.setdefault(event.source, []).append(event)
            case Pictured():
                self.pictures += event.count
                self.size += event.size
                for outcome in event.without:
                    self.take(outcome)
            case Ended():
                self._seconds[event.source] = event.seconds
            case Begun():
                pass  # for progress bars

    def runs(self, began: datetime) -> list[SourceRun]:
        """Return what the run did for each source that it is done with, by their ids."""
        return [
            SourceRun(
                source=source,
                began=began,
                seconds=seconds,
                counts=dict(self._counts.get(source, {})),
                listings=tuple(self._listings.get(source, ())),
                left_out=tuple(self._left_out.get(source, ())),
            )
            for source, seconds in sorted(self._seconds.items())
        ]


def summary(runs: Iterable[SourceRun], holding: Collection[str]) -> Table:
    """Return a run as a table of its sources; kinds of which there were none have no column.

    `holding` are the sources whose new stories wait for an editor (`review = "hold"`).
    """
    rows: list[tuple[str, dict[str, int], timedelta]] = []
    for run in runs:
        counts = {kind.value: run.count(kind) for kind in Kind}
        waiting = {"waiting": run.count(Kind.NEW) if run.source in holding else 0}
        new = {"new": counts.pop("new")}
        rows.append((run.source, {**new, **waiting, **counts}, timedelta(seconds=run.seconds)))
    used = dict.fromkeys(name for _, counts, _ in rows for name in counts)
    names = [name for name in used if name in ("new", "left out") or any(counts[name] for _, counts, _ in rows)]
    lines: list[tuple[Cell, ...]] = [(source, *(counts[name] for name in names), time) for source, counts, time in rows]
    return Table(header=("source", *names, "time"), rows=tuple(lines))


def remember(state: Path, runs: Iterable[SourceRun]) -> None:
    """Add runs to what the state folder remembers, and forget what is past `DAYS` and `RUNS`.

    A source's file is written whole, so it is never seen half-written.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    for run in runs:
        oldest = run.began - timedelta(days=DAYS)
        lines = deque(_lines(state, run.source), maxlen=RUNS - 1)
        while lines and ((first := read(lines[0], run.source)) is None or first.began < oldest):
            lines.popleft()
        files.write(_path(state, run.source), "".join(f"{line}\n" for line in (*lines, written(run))))


def recall(state: Path, source: str) -> tuple[SourceRun, ...]:
    """Return what is remembered of a source's runs, the oldest first, without what cannot be read."""
    found = (run for line in _lines(state, source) if (run := read(line, source)))
    return tuple(sorted(found, key=lambda run: run.began))


def _lines(state: Path, source: str) -> list[str]:
    try:
        text = _path(state, source).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in text.split("\n") if line]


def _path(state: Path, source: str) -> Path:
    return state / "runs" / f"{source}.jsonl"


def written(run: SourceRun) -> str:
    """Return a run as a line of JSON."""
    line = {
        "v": VERSION,
        "began": run.began.isoformat(),
        "seconds": round(run.seconds, 3),
        "counts": {kind.value: count for kind, count in run.counts.items()},
        "listings": [
            {"url": one.url, "entries": one.entries, "unchanged": one.unchanged, "reason": _short(one.reason)}
            for one in run.listings
        ],
        "left_out": [{"item": _short(item), "reason": _short(reason)} for item, reason in run.left_out],
    }
    return json.dumps(line, ensure_ascii=False)


def _short(text: str) -> str:
    return one_line(text, _LONGEST)


def read(line: str, source: str) -> SourceRun | None:
    """Return the run of that source on a line; None if there is none, or it is another version's."""
    try:
        said: dict[str, Any] = json.loads(line)
        if said["v"] != VERSION:
            return None
        return SourceRun(
            source=source,
            began=datetime.fromisoformat(said["began"]).astimezone(UTC),
            seconds=float(said["seconds"]),
            counts={Kind(kind): int(count) for kind, count in said["counts"].items()},
            listings=tuple(
                Listed(
                    source=source,
                    url=str(one["url"]),
                    entries=None if one["entries"] is None else int(one["entries"]),
                    unchanged=bool(one["unchanged"]),
                    reason=str(one["reason"]),
                )
                for one in said["listings"]
            ),
            left_out=tuple((str(one["item"]), str(one["reason"])) for one in said["left_out"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
