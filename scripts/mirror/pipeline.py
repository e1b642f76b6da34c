"""One source through the stages, from its listings to story files; and many sources side by side.

Hands on `Event`s as they come: an `Outcome` for each item, and how far each source is. What upstream causes is an
outcome; a wrong configuration, a full disk or a bug is raised.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

from . import decide, history, looks, modes, pages, rechecks, rounds
from .config import Source
from .decide import Item
from .errors import LeftOut, ListingError
from .listings import Entry
from .looks import Memory
from .newcomers import Newcomers
from .outcome import Begun, Ended, Event, Kind, Listed, Outcome, left_out
from .run import Run, getter
from .web import Kind as WebKind
from .web import Response

SIDE_BY_SIDE = 8
"""Sources at work at once. They wait for their hosts most of the time; `web` sees to one request at a time per host."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a listing."""

    entries: Sequence[Entry]


def run(sources: Sequence[Source], run: Run) -> Iterator[Event]:
    """Yield what becomes of every item of `sources`, several sources at a time, in the order in which things end.

    Each source's last event is its `Ended`, unless the run is cut short.

    Raises:
        MirrorError: what is not upstream's doing (`UnfinishedError` …). What was written until then is whole.
    """
    ended: SimpleQueue[Event | Future[None]] = SimpleQueue()
    stop = threading.Event()

    def work(source: Source) -> None:
        began = time.monotonic()
        for event in of_source(source, run):
            ended.put(event)
            if stop.is_set():
                return
        ended.put(Ended(source=source.id, seconds=time.monotonic() - began))

    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="source") as pool:
        try:
            waiting = set()
            for source in sources:
                future = pool.submit(work, source)
                waiting.add(future)
                future.add_done_callback(ended.put)
            while waiting:
                one = ended.get()
                if isinstance(one, Future):
                    waiting.discard(one)
                    one.result()
                else:
                    yield one
        finally:  # interrupted, or one of them raised: the others end with the item they are at
            stop.set()
            pool.shutdown(cancel_futures=True)


def of_source(source: Source, run: Run) -> Iterator[Event]:
    """Yield what becomes of the entries that a source lists now.

    Raises:
        MirrorError: as `run`.
    """
    known = run.archive.known(source.id)
    if reason := decide.too_many_vanished(known):
        remedy = "restore them from git, or run once with --accept-deletions"
        yield Outcome(source=source.id, item="content", kind=Kind.LEFT_OUT, reason=reason, remedy=remedy)
        return
    if not run.dry:
        for slug, aliases in known.adopted.items():
            run.archive.take(source.id, slug, aliases, now=run.now)
        yield from modes.trim(run.archive, source, run.state)
    with looks.remembered(run.state, source.id, keep=not run.dry) as memory:
        entries: list[Entry] = []
        heard: list[bool] = []
        new = 0
        for url in source.listing:
            for event in listed(url, source, run):
                if isinstance(event, Listed):
                    heard.append(event.entries is not None)
                if not isinstance(event, Page):
                    yield event
                elif run.since is None:
                    entries.extend(event.entries)  # all listings first: two of them may name one article differently
                else:  # on the way back every page is stored before the next is fetched: it can be stopped at any time
                    for outcome in _of_entries(event.entries, source, run, memory, had=new):
                        new += isinstance(outcome, Outcome) and outcome.kind is Kind.NEW
                        yield outcome
        if run.since is None:
            yield from _of_listings(entries, source, run, memory, heard)
    pages.trim(run.state, source.id)


def of_link(url: str, source: Source, run: Run) -> Iterator[Event]:
    """Yield what becomes of one link; with `recheck` a story that is here already is looked at again.

    Raises:
        MirrorError: as `run`.
    """
    with looks.remembered(run.state, source.id, keep=not run.dry) as memory:
        known = run.archive.known(source.id)
        (item,) = decide.items([Entry(url=url)], source=source, known=known)
        if item.kind is Kind.SAME and (run.recheck or rounds.first(known.files[item.slug], run) is None):
            _take(item, source, run)
            yield from rechecks.of_story(item.slug, source, run, known, memory)
        else:
            memory.pop(item.slug, None)  # who asks for a link is told what is wrong with it
            yield from _of_entries([item.entry], source, run, memory)


def listed(url: str, source: Source, run: Run) -> Iterator[Event | Page]:
    """Yield the pages of one listing (with `since`: as far back as that), and what became of it."""
    told: list[tuple[bool, str | None]] = []

    def fetch(address: str) -> Response:
        # On the way back only the first page is kept: the others are asked for once.
        conditional = run.since is None or address == url
        response = getter(source, run.web)(address, WebKind.FEED, conditional=conditional)
        told.append((response.not_modified, response.moved))
        return response

    count = 0
    try:
        for found in history.walk(url, fetch, source, run.now, run.since):
            count += len(found.entries)
            yield Page(entries=found.entries)
            for item, reason in found.left_out:
                remedy = "tell the site's owner"
                yield Outcome(source=source.id, item=item, kind=Kind.LEFT_OUT, reason=reason, remedy=remedy)
            if run.time_is_up():
                break
        if not count:
            raise ListingError(url, "the listing is empty", "open it in a browser; it may have moved")
    except LeftOut as error:
        yield Listed(source=source.id, url=url, entries=None, reason=error.reason)
        yield left_out(source.id, url, error)
    else:
        yield Listed(source=source.id, url=url, entries=count, unchanged=all(unchanged for unchanged, _ in told))
    if told and (moved := told[0][1]):
        reason, remedy = f"has moved for good to {moved}", "write that into `listing` of mirror.toml"
        yield Outcome(source=source.id, item=url, kind=Kind.MOVED, reason=reason, remedy=remedy)


def _of_listings(
    entries: Sequence[Entry], source: Source, run: Run, memory: Memory, heard: Sequence[bool]
) -> Iterator[Event]:
    """Yield what becomes of all that a source lists now, and of the stories that are due for another look."""
    known = run.archive.known(source.id)
    newcomers = Newcomers(source, run, memory, known)
    items = list(decide.items(entries, source=source, known=known, limit=run.limit, passed=newcomers.passed))
    listed = {item.slug: item.entry for item in items if item.kind is Kind.SAME or item.slug in memory}
    due = rounds.due(run, known, memory, listed=listed, whole=all(heard)) if any(heard) else []
    again = {one.slug for one in due}
    yield Begun(source=source.id, due=len({item.slug for item in items} | again))
    for item in items:
        if item.slug not in again:
            yield from _of_item(item, source, run, newcomers)
        else:
            _take(item, source, run)
    yield from rechecks.outcomes(due, source, run, memory, listed=len(listed))


def _of_entries(entries: Sequence[Entry], source: Source, run: Run, memory: Memory, *, had: int = 0) -> Iterator[Event]:
    """Yield what becomes of these entries of a source; `had` stories of this run were new before them."""
    known = run.archive.known(source.id)
    limit = None if run.limit is None else max(0, run.limit - had)
    newcomers = Newcomers(source, run, memory, known)
    items = list(
        decide.items(entries, source=source, known=known, limit=limit, since=run.since, passed=newcomers.passed)
    )
    yield Begun(source=source.id, due=len(items))
    for item in items:
        yield from _of_item(item, source, run, newcomers)


def _of_item(item: Item, source: Source, run: Run, newcomers: Newcomers) -> Iterator[Event]:
    if item.kind is Kind.NEW and run.time_is_up():
        reason = "the run's time is up"
        yield Outcome(source=source.id, item=item.entry.url, kind=Kind.LATER, reason=reason, slug=item.slug)
        return
    if item.kind is Kind.NEW and not run.dry:
        yield from newcomers.take_in(item)
        return
    if item.kind is Kind.SAME:
        _take(item, source, run)
    yield Outcome(source=source.id, item=item.entry.url, kind=item.kind, reason=item.reason, slug=item.slug)


def _take(item: Item, source: Source, run: Run) -> None:
    """Keep the names under which a known story was seen for the first time."""
    if item.aliases and not run.dry:
        run.archive.take(source.id, item.slug, item.aliases, now=run.now)
