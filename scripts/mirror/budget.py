"""What the mirror uses of what GitHub gives for free, and when each limit will be reached at the present pace.

Hands on figures and concerns; `measure` looks at the disk, the rest is pure. Limits: a published site of 1 GB, a
deployment of 10 minutes, 100 GB of traffic a month (GitHub's documentation, "GitHub Pages limits"); a repository is to
stay under 1 GB (its "Repository limits").
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from . import durations
from .errors import UnfinishedError, UsageError
from .health import Concern, Evidence, Row, Section
from .repository import Repository
from .store import Archive

MB = 1_000_000
SITE, REPOSITORY, TRAFFIC = 1000 * MB, 1000 * MB, 100_000 * MB
BUILD = timedelta(minutes=10)
WARN = 0.8
"""The share of a limit from which it is called out."""
WINDOW = timedelta(days=90)
"""The days whose stories show the present pace."""
FIRST_VISIT = 55_000
"""Bytes of a first visit besides the page: stylesheet and two fonts, as a phone receives them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What was measured. `repository` and `build` are None where nothing is known of them; sizes are bytes.

    `pace` is stories a day.
    """

    stories: int
    pace: float
    files: int
    site: int
    pictures: int
    repository: int | None
    build: timedelta | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """One limit: what is used of it, and the day it is reached at the present pace (None: not in ten years)."""

    name: str
    used: float
    limit: float
    unit: str
    reached: date | None

    @property
    def share(self) -> float:
        """The part that is used, 1 being all of it."""
        return self.used / self.limit


def measure(output: Path, fetched: Sequence[datetime], *, repository: int | None, state: Path, now: datetime) -> Usage:
    """Return what the built site in `output`, and stories first fetched at these times, use."""
    sizes = [(path, size) for path, size in _files(output)]
    return Usage(
        stories=len(fetched),
        pace=pace(fetched, now),
        files=len(sizes),
        site=sum(size for _, size in sizes),
        pictures=sum(size for path, size in sizes if path.startswith("images/")),
        repository=repository,
        build=durations.last(state),
    )


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def pace(fetched: Iterable[datetime], now: datetime) -> float:
    """Return stories a day over the last 90 days; of a younger mirror, over its days, at least one."""
    recent = [moment for moment in fetched if now - WINDOW < moment <= now]
    if not recent:
        return 0.0
    return len(recent) / max((now - min(recent)) / timedelta(days=1), 1.0)


def limits(usage: Usage, today: date) -> list[Limit]:
    """Return every limit that something is known of."""

    def limit(name: str, used: float, most: float, unit: str, scale: float) -> Limit:
        growth = usage.pace * used / usage.stories if usage.stories else 0.0
        days = (most - used) / growth if growth > 0 else 3651.0
        reached = today + timedelta(days=max(0, int(days))) if days <= 3650 else None
        return Limit(name=name, used=used / scale, limit=most / scale, unit=unit, reached=reached)

    found = [limit("site", usage.site, SITE, "MB", MB)]
    if usage.repository is not None:
        found.append(limit("repository", usage.repository, REPOSITORY, "MB", MB))
    if usage.build is not None:
        found.append(limit("build", usage.build.total_seconds(), BUILD.total_seconds(), "s", 1))
    return found


def concerns(usage: Usage, found: Iterable[Limit]) -> Iterator[Concern]:
    """Yield each limit of which more than 80 % is used, with what helps."""
    for each in found:
        if each.share >= WARN:
            reason = f"{each.share:.0%} of {each.limit:,.0f} {each.unit} is used"
            yield Concern(source=each.name, reason=reason, remedy=_help(each.name, usage))


def _help(name: str, usage: Usage) -> str:
    if name == "repository":
        return 'images = "none" in mirror.toml for new stories; what git remembers shrinks only in a new repository'
    if name == "build":
        return "raise MIRROR_TAG_MIN in pelicanconf.py; leave search out with --no-search"
    share = usage.pictures / usage.site if usage.site else 0
    return (
        f'pictures are {share:.0%} of it: images = "none" in mirror.toml, or '
        "`python scripts/status.py --budget --drop-images-before DATE`; a larger MIRROR_TAG_MIN in pelicanconf.py saves pages"
    )


def section(archive: Archive, evidence: Evidence, output: Path, state: Path) -> Section:
    """Return what is used of each limit as a section of the status.

    Raises:
        UsageError: if there is no built site to measure.
    """
    if not output.is_dir():
        raise UsageError(str(output), "is no built site", "build it first, or name it with --output")
    try:
        repository = Repository(archive.root).size()
    except UnfinishedError:
        repository = None  # a mirror need not be kept in git
    fetched = [story.fetched for stories in evidence.stories.values() for story in stories]
    usage = measure(output, fetched, repository=repository, state=state, now=evidence.now)
    found = limits(usage, evidence.now.date())
    return Section(
        rows=(*(_row(each) for each in found), _traffic(usage), _totals(usage)),
        concerns=tuple(concerns(usage, found)),
        of="limit",
    )


def _row(limit: Limit) -> Row:
    return Row(
        source=limit.name,
        figures={
            "used": f"{limit.used:,.1f} {limit.unit}",
            "of": f"{limit.limit:,.0f} {limit.unit}",
            "share": limit.share,
            "at this pace": limit.reached.isoformat() if limit.reached else "not in ten years",
        },
    )


def _traffic(usage: Usage) -> Row:
    """Nobody counts readers here: say how many first visits the traffic is worth."""
    page = (usage.site - usage.pictures) // max(1, usage.files)
    visits = f"{TRAFFIC // (FIRST_VISIT + page):,} first visits"
    return Row(
        source="traffic",
        figures={"used": "not known here", "of": "100 GB a month", "share": None, "at this pace": visits},
    )


def _totals(usage: Usage) -> Row:
    said = {"used": f"{usage.stories:,} stories", "of": f"{usage.files:,} files", "share": None}
    return Row(source="site holds", figures={**said, "at this pace": f"{usage.pace:.1f} stories a day"})
