"""The edition as a Pelican generator: reads content/, plans the site, makes what is not there yet.

Pelican finds settings, theme and templates and reads the pages of content/pages; the rest is ours.
What cannot be part of the site is left out and named (`signals.leave_out`).
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from mirror.config import Config
from mirror.cores import spread
from mirror.errors import StoryError

from .. import signals
from ..language import voice_of
from ..pages import pages_of
from ..state import State
from ..stories.archive import Archive
from ..stories.copies import Copies
from ..stories.entries import Entries
from ..stories.images import Images
from ..stories.index import Index
from ..stories.library import Library, Unshowable
from ..stories.links import Links
from ..stories.outputs import Output
from ..stories.reading import Reader
from ..stories.records import Category, Record, Source
from ..stories.searching import Searchable, searchable
from . import grounds, plan
from .ledger import Ledger, Made
from .once import Once
from .press import Due, Press
from .store import Store

_OPEN = datetime.min.replace(tzinfo=UTC)
"""Of outputs that belong to no time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What became of content/: `found` story files, of which `waiting` are drafts or hidden and `left_out` were named.

    `stories` are the pages of the others, each with whether it must carry a notice. `written` are all files of the
    site that we make; of them `rendered` were made now, the others are in the published folder as they should be;
    `strangers` are the files there that are no part of the site, `removed` what the last build made and this does not
    need. `search` is what the search finds, None if there is to be none. `why` counts the reasons for what was made,
    `grounds` names what changed for all, `seconds` says how long each phase took.
    """

    found: int
    waiting: int
    left_out: int
    stories: tuple[tuple[str, bool], ...]
    written: tuple[str, ...]
    rendered: tuple[str, ...]
    strangers: tuple[str, ...]
    removed: tuple[str, ...]
    search: Searchable | None
    why: Mapping[str, int]
    grounds: tuple[str, ...]
    seconds: Mapping[str, float]


class EditionGenerator(Generator):  # type: ignore[misc]
    """Makes everything of the site."""

    def generate_context(self) -> None:
        """Read the stories and tell the templates what all pages share."""
        self.seconds: dict[str, float] = {}
        with self._phase("read"):
            self._read(self.settings["MIRROR"], Path(self.path))

    def _read(self, config: Config, content: Path) -> None:
        categories = tuple(
            Category(name=each.name, slug=each.slug, url=f"category/{each.slug}.html") for each in config.categories
        )
        sources = tuple(
            Source(
                id=each.id,
                name=each.name,
                url=f"source/{each.id}.html",
                home=each.home,
                mode=each.mode,
                permission=each.permission,
                paused=each.paused,
                index=each.index,
                canonical=each.canonical,
            )
            for each in config.sources
        )
        pages = pages_of(self.context, drafts=self.settings["MIRROR_DRAFTS"])
        voice = voice_of(self.settings)
        self.state = State(Path(self.settings["MIRROR_STATE"]))
        self.grounds = grounds.grounds(self.settings, pages)
        before = self.state.facts()
        self.changed = tuple(name for name in self.grounds if before.get(f"ground {name}") != self.grounds[name])
        key = grounds.index_key(self.grounds, content)
        images = Images(content / "images", self.state)
        self.index = Index(
            self.state,
            Reader(content=content, config=config),
            Entries(
                categories={each.slug: each for each in categories},
                sources={each.id: each for each in sources},
                images=images,
            ),
            key,
            spread,
        )
        self.copies = Copies(self.state, content, key, spread)
        self.found = self.waiting = self.left_out = 0
        records = _unique(self._records(), content.name, self._leave_out)
        self.library = Library(
            config=config,
            voice=voice,
            links=Links.of(self.settings),
            content=content,
            images=images,
            archive=self._archive(records),
            categories=categories,
            sources=sources,
            pages=pages,
        )
        images.keep()
        self.context.update(
            site=config.site,
            locale=voice.locale,
            lang=voice.lang,
            dir=voice.dir,
            categories=categories,
            sources=sources,
            pages=pages,
        )

    def _records(self) -> Iterator[Record]:
        """Yield the stories that are to have a page."""
        shown = {"published", "skip", "draft"} if self.settings["MIRROR_DRAFTS"] else {"published", "skip"}
        for record in self.index.records():
            self.found += 1
            if isinstance(record, StoryError):
                self._leave_out(record)
            elif record.status in shown:
                yield record
            else:
                self.waiting += 1

    def _leave_out(self, error: StoryError) -> None:
        self.left_out += 1
        signals.leave_out(error)

    def generate_output(self, writer: object) -> None:  # noqa: ARG002 - Pelican's writer opens files in place
        """Make every output that is not in the published folder as it should be."""
        with closing(self.state):
            self._generate()

    def _generate(self) -> None:
        published = Path(self.settings["MIRROR_PUBLISHED"] or self.output_path)
        store = Store(Path(self.output_path))
        ledger = Ledger(self.state, published, sure=self.settings["MIRROR_VERIFY"])
        why: dict[str, str] = {}
        while True:
            with self._phase("plan"):
                planned = self._planned()
                due = {path: reason for path, (_, key) in planned.items() if (reason := ledger.lacks(path, key))}
                why |= due
            with self._phase("render"):
                unshowable = self._make([planned[path] for path in due], store, ledger)
            if not unshowable:
                break
            self._condemn(unshowable)  # their lists and neighbours are others without them: seldom, so plan again
        with self._phase("keep"):
            strangers, removed = ledger.strangers(planned), ledger.removed(planned)
            for path in {*why, *(removed if published == store.root else ())}.difference(planned):
                store.remove(path)
            ledger.close(planned)
            search = searchable(self.library, known) if (known := self.settings["MIRROR_SEARCH"]) is not None else None
            self.state.keep({f"ground {name}": value for name, value in self.grounds.items()})
        signals.finished.send(
            Edition(
                found=self.found,
                waiting=self.waiting,
                left_out=self.left_out,
                stories=tuple(
                    (each.url, each.source is not None and not each.taken) for each in self.library.archive.all
                ),
                written=tuple(planned),
                rendered=tuple(path for path in why if path in planned),
                strangers=tuple(strangers),
                removed=tuple(removed),
                search=search,
                why=Counter(reason for path, reason in why.items() if path in planned),
                grounds=self.changed,
                seconds=self.seconds,
            )
        )

    def _make(self, due: Sequence[Due], store: Store, ledger: Ledger) -> list[Unshowable]:
        """Make outputs; return which stories cannot be shown."""
        self.env.globals["once"] = Once()
        press = Press(self.env, self.context, store)
        unshowable = {}
        for result in spread(press.make, sorted(due, key=_era), lambda done: signals.progress.send((done, len(due)))):
            if isinstance(result, Made):
                ledger.enter(result)
            else:
                unshowable[result.file] = result
        return [unshowable[file] for file in sorted(unshowable)]

    def _condemn(self, unshowable: Sequence[Unshowable]) -> None:
        for error in unshowable:
            self.index.condemn(error.file, error)
            self._leave_out(error)
        gone = {error.file for error in unshowable}
        rest = [each for each in self.library.archive.all if each.file not in gone]
        self.library = replace(self.library, archive=self._archive(rest))

    def _archive(self, records: Iterable[Record]) -> Archive:
        config: Config = self.settings["MIRROR"]
        records = list(records)
        pairs = self.copies.pairs(records)
        return Archive(records, zone=config.site.zone, tag_minimum=self.settings["MIRROR_TAG_MIN"], pairs=pairs)

    def _planned(self) -> dict[str, Due]:
        """Return the outputs of all planners with their keys, by address; each address once."""
        own = plan.outputs(
            self.library, size=self.settings["DEFAULT_PAGINATION"], styleguide=self.settings["MIRROR_STYLEGUIDE"]
        )
        others: list[tuple[Any, Iterable[Output]]] = signals.planning.send(self.library)
        seed = grounds.seed(self.grounds)
        planned: dict[str, Due] = {}
        for output in chain(own, *(outputs for _, outputs in others)):
            if output.path in planned:
                first = planned[output.path][0].origin
                remedy = "give one of them another slug"
                signals.leave_out(StoryError(output.origin, f"has the address of {first}: /{output.path}", remedy))
                continue
            planned[output.path] = output, grounds.key(seed, output)
        return planned

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - begun


def _era(due: Due) -> datetime:
    return due[0].era or _OPEN


def _unique(records: Iterable[Record], content: str, leave_out: Any) -> Iterator[Record]:
    """Yield the record of each slug whose file bears its name, else the first (by path); name the others."""
    records = list(records)
    owners: dict[str, Record] = {}
    for record in sorted(records, key=lambda one: Path(one.file).stem != one.slug):
        owners.setdefault(record.slug, record)
    for record in records:
        if (other := owners[record.slug]) is record:
            yield record
        else:
            reason = f"slug: {record.slug} is the slug of {content}/{other.file} too"
            leave_out(StoryError(f"{content}/{record.file}", reason, "remove one of the two files"))
