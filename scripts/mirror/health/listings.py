"""Section: what each listing said last. Calls out a listing that cannot be had, and one that shrank."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from statistics import median

from ..config import Source
from ..outcome import Listed
from .evidence import Evidence
from .section import Concern, Row, Section

FAILED_RUNS, FAILED_FOR = 3, timedelta(hours=6)
"""A listing is called out when so many runs in a row, over such a time, could not have it: a bad hour passes."""
SHRUNK, SHRUNK_RUNS, SHRUNK_PAST, SHRUNK_LEAST = 1 / 3, 3, 10, 9
"""A listing shrank when each of its last 3 answers held less than a third of the median of the 10 or more before. One
that held fewer than 9 entries says too little. Half would not do: a news sitemap (48 hours) halves over a weekend.
"""

Answers = Sequence[tuple[datetime, Listed]]


def look(evidence: Evidence) -> Section:
    """Return the listings that are remembered, of those that mirror.toml still names."""
    rows: list[Row] = []
    concerns: list[Concern] = []
    for source in evidence.sources:
        for url in source.listing:
            answers = [
                (run.began, listed) for run in evidence.runs_of(source) for listed in run.listings if listed.url == url
            ]
            if answers:
                rows.append(_row(source, url, answers))
                if not source.paused:
                    concerns.extend(_failing(source, url, answers))
                    concerns.extend(_shrunk(source, url, answers))
    return Section(rows=tuple(rows), concerns=tuple(concerns))


def _row(source: Source, url: str, answers: Answers) -> Row:
    entries = _entries(answers)
    return Row(
        source=source.id,
        figures={
            "entries": answers[-1][1].entries,
            "usually": round(median(entries)) if entries else None,
            "failed runs": len(_failures(answers)),
            "listing": url,
        },
    )


def _entries(answers: Answers) -> list[int]:
    return [listed.entries for _, listed in answers if listed.entries is not None]


def _failures(answers: Answers) -> Answers:
    """Return the failures since the last success, the newest first."""
    return list(takewhile(lambda answer: answer[1].entries is None, reversed(answers)))


def _failing(source: Source, url: str, answers: Answers) -> Iterator[Concern]:
    failures = _failures(answers)
    if len(failures) >= FAILED_RUNS and failures[0][0] - failures[-1][0] >= FAILED_FOR:
        first, last = failures[-1][0], failures[0][1]
        yield Concern(
            source=source.id,
            reason=f"{url} could not be had in {len(failures)} runs since {first:%Y-%m-%d}: {last.reason}",
            remedy=f"open it in a browser; `python scripts/discover.py {source.home}` finds where it went",
        )


def _shrunk(source: Source, url: str, answers: Answers) -> Iterator[Concern]:
    entries = _entries(answers)
    past, recent = entries[:-SHRUNK_RUNS], entries[-SHRUNK_RUNS:]
    if len(past) < SHRUNK_PAST or (usual := median(past)) < SHRUNK_LEAST or max(recent) >= SHRUNK * usual:
        return
    yield Concern(
        source=source.id,
        reason=f"{url} holds {recent[-1]} entries, where it usually held {usual:.0f}",
        remedy="open it in a browser; fetch more often if entries leave it sooner than you come",
    )
