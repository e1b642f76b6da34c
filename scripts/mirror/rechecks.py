"""Rechecks: what it brings to look at stories again.

Everything is looked at before anything is written: if more changed than can be news, nothing is. Hands on `Outcome`s;
what is remembered of each look goes into the memory that is handed in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import article, changes, looks, pages, rounds, story, urls
from .article import Article
from .changes import Change
from .config import Source
from .errors import LeftOut, WebError
from .looks import Look, Memory
from .outcome import Begun, Event, Kind, Outcome, left_out
from .pages import Kept
from .rounds import Due
from .run import Run, getter
from .store import Known
from .story import Story

A_RUN = 200
"""Stories of a source that are looked at again in one run; what is over waits for the next."""
GONE = (404, 410)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What a look found: the story's file as it was, upstream's version that waited, its article now, and what that
    comes to.
    """

    due: Due
    here: Story
    waiting: Story | None
    article: Article
    change: Change


def outcomes(due: Sequence[Due], source: Source, run: Run, memory: Memory, *, listed: int) -> Iterator[Outcome]:
    """Look at the stories that are due and yield what became of each; `listed` known stories are listed now.

    Raises:
        MirrorError: what is not upstream's doing.
    """
    found: list[Looked] = []
    for one in due:
        ended = _later(one, source, run, len(found)) or _look(one, source, run, memory)
        if isinstance(ended, Outcome):
            yield ended
        else:
            found.append(ended)
    if not run.accept_changes and (reason := _too_many_changed(found, listed)):
        remedy = "look at some in a browser; if they did change, run once with --accept-changes"
        yield Outcome(source=source.id, item="content", kind=Kind.LEFT_OUT, reason=reason, remedy=remedy)
        return
    labels = run.archive.labels(source.id) if found else {}
    for looked in found:
        try:
            _write(looked, run, labels.get(looked.due.slug, ()))
        except LeftOut as error:
            yield left_out(source.id, looked.article.extract.url, error, slug=looked.due.slug)
        else:
            memory[looked.due.slug] = _seen(looked, memory[looked.due.slug], run)
            yield _outcome(looked, source)


def _later(one: Due, source: Source, run: Run, done: int) -> Outcome | None:
    """Return the outcome of a story that is not looked at in this run, or None if it is."""
    kind, reason = Kind.LATER, ""
    if run.dry:
        kind, reason = Kind.SAME, "would be looked at again"
    elif run.time_is_up():
        reason = "the run's time is up"
    elif done >= A_RUN:
        reason = f"more than {A_RUN} stories to look at again"
    item = one.entry.url if one.entry else one.slug
    return Outcome(source=source.id, item=item, kind=kind, reason=reason, slug=one.slug) if reason else None


def _look(one: Due, source: Source, run: Run, memory: Memory) -> Looked | Outcome:
    look = memory[one.slug]
    item = one.entry.url if one.entry else run.archive.name(one.path)
    try:
        here = run.archive.story(one.path)
        if here.status == "skip":
            return Outcome(source=source.id, item=item, kind=Kind.DELETED, reason="was taken down", slug=one.slug)
        waiting = run.archive.waiting(source.id, one.slug)
        made = article.of_entry(
            one.entry or changes.stand_in(here, source),
            slug=one.slug,
            source=source,
            config=run.config,
            now=run.now,
            get=getter(source, run.web),
            workers=run.workers,
            have={url: name for url, name in look.pictures.items() if run.archive.has_picture(name)},
        )
    except WebError as error:
        if error.status not in GONE:
            return Outcome(source=source.id, item=item, kind=Kind.LATER, reason=error.reason, slug=one.slug)
        memory[one.slug] = _marked(look.gone_again(run.now), one)
        return _gone(memory[one.slug], error, source, item, one.slug)
    except LeftOut as error:
        memory[one.slug] = _marked(replace(look, looked=run.now), one)
        return left_out(source.id, item, error, slug=one.slug)
    change = changes.weigh(here, made.story, hold=source.review == "hold", waiting=waiting)
    return Looked(due=one, here=here, waiting=waiting, article=made, change=change)


def _gone(look: Look, error: WebError, source: Source, item: str, slug: str) -> Outcome:
    if len(look.gone) == 1:
        reason = f"{error.reason}; looked at again on another day"
        return Outcome(source=source.id, item=item, kind=Kind.LATER, reason=reason, slug=slug)
    return Outcome(
        source=source.id,
        item=item,
        kind=Kind.LEFT_OUT,
        reason=f"is gone at the source ({error.status} on {' and '.join(look.gone)}); the story stays",
        remedy=f'if it is to go here too: python scripts/takedown.py {slug} --reason "…"',
        slug=slug,
    )


def _too_many_changed(found: Sequence[Looked], listed: int) -> str | None:
    """Return why nothing is taken. Of looks that the listing did not call for, most find nothing; of those that it
    did, most do, so they are held against all that is listed.
    """
    changed = [one for one in found if one.change.real or one.change.newer]
    unasked = [one for one in found if not one.due.called_for]
    for count, of in (
        (len(changed), listed + sum(one.due.entry is None for one in found)),
        (sum(not one.due.called_for for one in changed), len(unasked)),
    ):
        if changes.too_many(count, of):
            return f"{count} of {of} stories changed at once at the source, so none of the changes was taken"
    return None


def _write(looked: Looked, run: Run, labels: tuple[str, ...]) -> None:
    change, here, slug = looked.change, looked.here, looked.due.slug
    assert here.source  # noqa: S101 - only mirrored stories are looked at
    made = looked.article
    for copy in made.copies if change.taken or change.newer else ():
        run.archive.keep(copy)
    if made.page:
        pages.keep(run.state, here.source, slug, Kept(page=made.page, fetched=run.now, pictures=made.names))
    if change.newer:
        run.archive.pend(change.newer)
    elif looked.waiting and changes.settled(change.story, made.story, looked.waiting):
        run.archive.settle(here.source, slug)
    if change.story != here:
        run.archive.amend(looked.due.path, here, change.story)
    if "original_url" in change.taken:
        alias = story.alias("url", urls.same_page(change.story.original_url or ""))
        run.archive.take(here.source, slug, [alias], now=run.now)
    said = made.extract.labels
    if looked.due.entry and said and said != labels:
        run.archive.label(here.source, slug, said, now=run.now)


def _marked(look: Look, one: Due) -> Look:
    return replace(look, mark=looks.mark(one.entry)) if one.entry else look


def _seen(looked: Looked, look: Look, run: Run) -> Look:
    """Return the memory of a look that found the story."""
    news = bool(looked.change.taken or looked.change.newer)
    return replace(
        _marked(look, looked.due),
        looked=run.now,
        vain=0 if news else look.vain + looked.due.called_for,
        gone=(),
        pictures=looked.article.names,
    )


def _outcome(looked: Looked, source: Source) -> Outcome:
    change, kind, reason, remedy = looked.change, Kind.SAME, "", ""
    if change.newer:
        kind, reason = Kind.KEPT, "upstream's newer version waits for an editor"
        remedy = f"python scripts/pending.py shows it, take {looked.due.slug} or drop {looked.due.slug} ends it"
    elif change.taken:
        kind, reason = Kind.CHANGED, ", ".join(sorted(change.taken))
    elif change.kept:
        kind, reason = Kind.KEPT, f"an editor changed its {', '.join(sorted(change.kept))}"
    item = looked.article.extract.url
    return Outcome(source=source.id, item=item, kind=kind, reason=reason, remedy=remedy, slug=looked.due.slug)


def of_story(slug: str, source: Source, run: Run, known: Known, memory: Memory) -> Iterator[Event]:
    """Look at one story now, whatever its age.

    Raises:
        MirrorError: as `outcomes`.
    """
    path = known.files[slug]
    yield Begun(source=source.id, due=1)
    if (first := rounds.first(path, run)) is None:
        kind, reason = Kind.DELETED, "was taken down, or its file cannot be read"
        yield Outcome(source=source.id, item=run.archive.name(path), kind=kind, reason=reason, slug=slug)
        return
    memory.setdefault(slug, first)
    one = Due(slug=slug, path=path, entry=None, called_for=False)
    yield from outcomes([one], source, run, memory, listed=0)
