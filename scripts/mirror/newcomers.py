"""Newcomers: the new stories of one source, fetched and stored, one after the other.

Hands on what became of each. Refuses (an `Outcome` that says so) what cannot be had, may not be published, or is a
story that is here already under another name.
"""

from collections.abc import Iterator
from dataclasses import replace

from . import article, images, looks, pages, repeats
from .article import Article
from .config import Source
from .decide import Item
from .errors import LeftOut
from .listings import Entry
from .looks import Look, Memory
from .names import Names
from .outcome import Event, Kind, Outcome, Pictured, left_out
from .pages import Kept
from .repeats import Repeated, Texts
from .run import Run, getter
from .store import Known
from .web import NotNow


class Newcomers:
    """Takes new stories of a source in; knows those that it took in before."""

    def __init__(self, source: Source, run: Run, memory: Memory, known: Known) -> None:
        self._source = source
        self._run = run
        self._memory = memory
        self._known = known
        self._names = Names(run.archive, known)
        self._texts = Texts(run.archive, known, run.now)

    def passed(self, slug: str, entry: Entry) -> str | None:
        """Return why an entry that has no story is not fetched now; None if it is to be."""
        return repeats.passed(self._memory.get(slug), entry, self._source, self._known, self._run.now)

    def take_in(self, item: Item) -> Iterator[Event]:
        """Fetch and store a new story; yield what became of it and of its pictures.

        Raises:
            MirrorError: what is not upstream's doing.
        """
        source, run, url = self._source, self._run, item.entry.url
        try:
            made = article.of_entry(
                item.entry,
                slug=item.slug,
                source=source,
                config=run.config,
                now=run.now,
                get=getter(source, run.web),
                workers=run.workers,
            )
            if first := self._names.first(made.story):
                yield self._known_already(item, first)
                return
            if source.mode == "full":
                self._texts.check(made.story)
            self._store(made, item)
        except NotNow as error:
            reason = f"{error.subject} {error.reason}"
            yield Outcome(source=source.id, item=url, kind=Kind.LATER, reason=reason, slug=item.slug)
        except Repeated as error:
            yield self._repeated(item, error)
        except LeftOut as error:
            yield left_out(source.id, url, error, slug=item.slug)
        else:
            yield Outcome(source=source.id, item=url, kind=Kind.NEW, slug=item.slug)
            yield self._pictured(made, item.slug)

    def _store(self, made: Article, item: Item) -> None:
        """Write a story with its pictures, and remember its first look."""
        source, run = self._source, self._run
        for copy in made.copies:
            run.archive.keep(copy)
        if made.page:
            pages.keep(run.state, source.id, item.slug, Kept(page=made.page, fetched=run.now, pictures=made.names))
        run.archive.label(source.id, item.slug, made.extract.labels, now=run.now)
        run.archive.add(made.story, self._names.take(made.story, item.aliases), now=run.now)
        # A bare link is no listing's word.
        mark = looks.mark(item.entry) if item.entry.title else ""
        self._memory[item.slug] = Look(fetched=run.now, looked=run.now, mark=mark, pictures=made.names)

    def _repeated(self, item: Item, error: Repeated) -> Outcome:
        """Remember that an entry repeats a story; that is said once."""
        now, before = self._run.now, self._memory.get(item.slug)
        mark = repeats.grounds(item.entry, self._source, error.first, self._run.archive.path_of(error.first))
        fetched = before.fetched if before else now
        self._memory[item.slug] = Look(fetched=fetched, looked=now, mark=mark, first=error.first)
        if before and before.first == error.first:
            return Outcome(
                source=self._source.id, item=item.entry.url, kind=Kind.SAME, reason=error.reason, slug=item.slug
            )
        return left_out(self._source.id, item.entry.url, error, slug=item.slug)

    def _known_already(self, item: Item, slug: str) -> Outcome:
        """Keep the names under which a story was seen that is here, or was deleted, so that it is not fetched again."""
        source, archive = self._source, self._run.archive
        archive.take(source.id, slug, item.aliases, now=self._run.now)
        if look := self._memory.get(slug):
            self._memory[slug] = replace(look, mark=looks.mark(item.entry))
        kind = Kind.SAME if archive.path_of(slug) else Kind.DELETED
        reason = "leads to the page of a story that was taken before"
        return Outcome(source=source.id, item=item.entry.url, kind=kind, reason=reason, slug=slug)

    def _pictured(self, made: Article, slug: str) -> Pictured:
        """Return what became of a story's pictures; that a spacer is none of them need not be said."""
        without = [one for one in made.without if not isinstance(one, images.Spacer)]
        return Pictured(
            source=self._source.id,
            count=len(made.copies),
            size=sum(len(copy.data) for copy in made.copies),
            without=tuple(left_out(self._source.id, one.subject, one, slug=slug) for one in without),
        )
