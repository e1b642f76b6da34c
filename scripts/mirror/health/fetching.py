"""Section: what each source brought in its last run and in the last week. Calls out a source that nobody asks any more,
that is stopped, or of which nothing gets in.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ..config import Source
from ..journal import SourceRun
from ..outcome import Kind
from .evidence import Evidence
from .rhythm import silent
from .section import Concern, Row, Section

WEEK = timedelta(days=7)
REFUSED_LEAST, REFUSED_SHARE = 3, 0.5
"""A run in which nothing gets in and so many, and such a share, of the entries are left out is no accident of theirs: a
feed often carries an entry or two that never become articles (a video, a gallery), hardly half of them.
"""


def look(evidence: Evidence) -> Section:
    """Return what each source brought."""
    awake = [source for source in evidence.sources if not source.paused]
    alone = (one for source in awake for one in (*_stopped(source, evidence), *_refused(source, evidence)))
    return Section(
        rows=tuple(_row(source, evidence) for source in evidence.sources),
        concerns=(*_not_asked(awake, evidence), *alone),
    )


def _row(source: Source, evidence: Evidence) -> Row:
    runs, stories = evidence.runs_of(source), evidence.stories_of(source)
    last = runs[-1] if runs else None
    week = evidence.now - WEEK
    success = last_success(runs) or (stories[-1].fetched if stories else None)
    return Row(
        source=source.id,
        figures={
            "last success": evidence.now - success if success else None,
            "new": last.count(Kind.NEW) if last else None,
            "in 7 days": sum(story.fetched > week for story in stories),
            "changed": sum(run.count(Kind.CHANGED) for run in runs if run.began > week) if runs else None,
            "left out": last.count(Kind.LEFT_OUT) if last else None,
            "because": "is paused" if source.paused else first_reason(last),
        },
    )


def last_success(runs: Sequence[SourceRun]) -> datetime | None:
    """Return when a listing of a source could last be had; None if that is not remembered."""
    return next((run.began for run in reversed(runs) if run.heard), None)


def first_reason(run: SourceRun | None) -> str | None:
    """Return why a run left out the first thing that it left out."""
    return run.left_out[0][1] if run and run.left_out else None


def _not_asked(awake: Sequence[Source], evidence: Evidence) -> Iterator[Concern]:
    """Call out sources that no run has asked for unusually long; in one line if it is all of them."""
    asked = [(source, [run.began for run in runs]) for source in awake if (runs := evidence.runs_of(source))]
    found = [(source.id, how) for source, moments in asked if (how := silent(evidence.now - moments[-1], moments))]
    if len(found) == len(asked) > 1:
        found = [("every source", found[0][1])]
    for name, how in found:
        yield Concern(
            source=name, reason=f"was not asked {how}", remedy="see whether the schedule still runs `fetch.py`"
        )


def _stopped(source: Source, evidence: Evidence) -> Iterator[Concern]:
    """Call out a source whose last run asked for no listing: it was stopped before."""
    runs = evidence.runs_of(source)
    if runs and not runs[-1].listings:
        reason = f"is stopped: {first_reason(runs[-1])}"
        yield Concern(source=source.id, reason=reason, remedy=f"`python scripts/fetch.py {source.id}` says what to do")


def _refused(source: Source, evidence: Evidence) -> Iterator[Concern]:
    """Call out a source of whose entries nothing gets in."""
    runs = evidence.runs_of(source)
    if not runs or runs[-1].count(Kind.NEW, Kind.CHANGED):
        return
    last = runs[-1]
    failed = sum(listed.entries is None for listed in last.listings)
    entries = sum(last.counts.values()) - failed - last.count(Kind.MOVED)
    refused = last.count(Kind.LEFT_OUT) - failed
    if refused >= REFUSED_LEAST and refused >= REFUSED_SHARE * entries:
        reason = next((reason for item, reason in last.left_out if item not in source.listing), "")
        yield Concern(
            source=source.id,
            reason=f"{refused} of {entries} entries were left out and none got in: {reason}",
            remedy=f"`python scripts/fetch.py {source.id}` names each, `preview.py URL --explain` says more",
        )
