"""Section: calls out a source that silently stopped: it answers, and nothing new comes, for unusually long."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ..config import Source
from ..journal import SourceRun
from .evidence import Brief, Evidence
from .fetching import first_reason, last_success
from .rhythm import silent
from .section import Concern, Section

LATEST, LATELY = 200, timedelta(days=60)
"""The dates that show a source's rhythm: of its latest 200 stories (years of a quiet one), and of all of 60 days (a
busy one has 200 in a week, and must be known over several weekends). Measured on invented outlets of 1 to 140 stories a
week, with and without weekends: at most 3 false alarms in two years each.
"""
STUCK_RUNS = 3
"""So many runs in which every listing was "not modified" may mean that the server says so for ever."""


def look(evidence: Evidence) -> Section:
    """Return the sources that fell silent."""
    awake = (source for source in evidence.sources if not source.paused)
    return Section(concerns=tuple(one for source in awake for one in _silent(source, evidence)))


def _silent(source: Source, evidence: Evidence) -> Iterator[Concern]:
    """Call a source out whose last story came too long before we last heard from it.

    Too long is reckoned from the dates of its stories, so it is known from the first run on, and does not depend on
    how often we ask. How long we have not asked is no silence of theirs (`fetching` calls that out).
    """
    stories, runs = evidence.stories_of(source), evidence.runs_of(source)
    heard = last_success(runs) if runs else evidence.now
    last = stories[-1].fetched if stories else next((run.began for run in runs if run.heard), None)
    if heard is None or last is None:
        return
    if how := silent(heard - last, _rhythm(stories)):
        since = [run for run in runs if run.began > last]
        yield Concern(
            source=source.id,
            reason=f"brought nothing new {how}, since {last:%Y-%m-%d}" + _though(since),
            remedy=_remedy(source, since),
        )


def _rhythm(stories: Sequence[Brief]) -> list[datetime]:
    """Return the dates that show how often the source publishes now."""
    dates = sorted(story.date for story in stories)
    lately = sum(date > dates[-1] - LATELY for date in dates)
    return dates[-max(LATEST, lately) :]


def _though(since: Sequence[SourceRun]) -> str:
    reason = first_reason(since[-1]) if since else None
    return f"; its last run left out: {reason}" if reason else ""


def _remedy(source: Source, since: Sequence[SourceRun]) -> str:
    heard = [run for run in since if run.heard]
    if len(heard) >= STUCK_RUNS and all(listed.unchanged for run in heard for listed in run.listings):
        how = "every run was told “not modified”: delete the folder web/ of the state folder, then fetch again"
    else:
        how = f"`python scripts/discover.py {source.home}` finds its listings"
    return f"open {source.home}; if there is news, {how}"
