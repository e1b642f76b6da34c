"""What a run of the fetcher tells: each event as it comes, and at its end what waits, a table, pictures, time."""

from collections.abc import Iterable, Sequence

from . import journal
from .config import Source
from .journal import Tally
from .outcome import Event
from .report import Report
from .run import Run


def follow(events: Iterable[Event], sources: int, run: Run, report: Report) -> Tally:
    """Tell the events of a run of so many sources, remember what came of each, also if it is cut short, and return it.

    Raises:
        MirrorError: as the events do.
    """
    tally = Tally()
    try:
        with report.progress(sources) as tell:
            for event in events:
                tell(event)
                tally.take(event)
    finally:
        if not run.dry:
            journal.remember(run.state, tally.runs(run.now))
    return tally


def close(run: Run, sources: Sequence[Source], tally: Tally, report: Report, seconds: float) -> None:
    """Say how a run ended that took so many seconds."""
    if waiting := sum(len(run.archive.pending(source.id)) for source in sources):
        report.note(f"upstream's newer versions of stories that editors changed: {waiting}; pending.py shows them")
    report.put_off()
    holding = {source.id for source in sources if source.review == "hold"}
    report.table(journal.summary(tally.runs(run.now), holding))
    if tally.pictures:
        count, size = run.archive.pictures()
        figures = {"copied": tally.pictures, "copied bytes": tally.size, "pictures": count, "bytes": size}
        report.line("", "content/images", "figures", figures=figures)
        held = f"content/images holds {count}, {size / 1e6:.1f} MB"
        report.note(f"pictures: {tally.pictures} copied, {tally.size / 1e6:.1f} MB; {held}")
    would = "would be: " if run.dry else ""
    report.note(f"{would}{report.summary()} in {seconds:.1f} s, {run.web.requests} requests")
