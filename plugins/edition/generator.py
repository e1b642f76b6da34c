"""The edition as a Pelican generator: reads content/, plans the site, renders and writes every output.

Pelican finds settings, theme and templates and reads the pages of content/pages; the rest is ours.
What cannot be part of the site is left out and named (`signals.leave_out`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican.generators import Generator
from pelican.plugins import signals as pelican_signals

from mirror.config import Config
from mirror.errors import StoryError, UnfinishedError

from .. import signals
from ..language import voice_of
from ..pages import pages_of
from ..stories.archive import Archive
from ..stories.images import Images
from ..stories.library import Library, Unshowable
from ..stories.links import Links
from ..stories.outputs import DataOutput, Output, TemplateOutput
from ..stories.reading import Reader, files
from ..stories.records import Category, Record, Source
from . import plan
from .store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What became of content/: `found` story files, of which `waiting` are drafts or hidden and `left_out` were named.

    `stories` are the pages of the others, each with whether it must carry a notice; `written` are all files of the
    site that we made.
    """

    found: int
    waiting: int
    left_out: int
    stories: tuple[tuple[str, bool], ...]
    written: tuple[str, ...]


class EditionGenerator(Generator):  # type: ignore[misc]
    """Makes everything of the site."""

    def generate_context(self) -> None:
        """Read the stories and tell the templates what all pages share."""
        config: Config = self.settings["MIRROR"]
        content = Path(self.path)
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
        images = Images(content / "images")
        voice = voice_of(self.settings)
        reader = Reader(
            content=content,
            config=config,
            images=images,
            voice=voice,
            categories={each.slug: each for each in categories},
            sources={each.id: each for each in sources},
        )
        self.found = self.waiting = self.left_out = 0
        records = _unique(self._records(reader), content.name, self._leave_out)
        self.library = Library(
            config=config,
            voice=voice,
            links=Links.of(self.settings),
            content=content,
            images=images,
            archive=self._archive(records),
            categories=categories,
            sources=sources,
            pages=pages_of(self.context, drafts=self.settings["MIRROR_DRAFTS"]),
        )
        self.context.update(
            site=config.site,
            locale=voice.locale,
            lang=voice.lang,
            dir=voice.dir,
            categories=list(categories),
            sources=list(sources),
            pages=list(self.library.pages),
        )

    def _records(self, reader: Reader) -> Iterator[Record]:
        """Yield the stories that are to have a page."""
        shown = {"published", "skip", "draft"} if self.settings["MIRROR_DRAFTS"] else {"published", "skip"}
        for file in files(reader.content):
            self.found += 1
            try:
                if isinstance(file, StoryError):
                    raise file
                record = reader.read(file)
            except StoryError as error:
                self._leave_out(error)
                continue
            if record.status in shown:
                yield record
            else:
                self.waiting += 1

    def _leave_out(self, error: StoryError) -> None:
        self.left_out += 1
        signals.leave_out(error)

    def generate_output(self, writer: object) -> None:  # noqa: ARG002 - Pelican's writer opens files in place
        """Render and write every output."""
        store = Store(Path(self.output_path))
        while True:
            try:
                written = [self._write(output, store) for output in self._outputs()]
                break
            except Unshowable as error:  # its lists and neighbours are others without it: seldom, so plan again
                self._leave_out(error)
                rest = (each for each in self.library.archive.all if each is not error.record)
                self.library = replace(self.library, archive=self._archive(rest))
        store.keep(written)
        signals.finished.send(
            Edition(
                found=self.found,
                waiting=self.waiting,
                left_out=self.left_out,
                stories=tuple(
                    (each.url, each.source is not None and not each.taken) for each in self.library.archive.all
                ),
                written=tuple(written),
            )
        )

    def _write(self, output: Output, store: Store) -> str:
        if isinstance(output, TemplateOutput):
            context = {**self.context, **output.context(), "output_file": output.path}
            try:
                text: str = self.env.get_template(output.template).render(context)
            except TemplateError as error:
                reason = f"{type(error).__name__}: {error} (making {output.path})"
                raise UnfinishedError(f"theme/templates/{output.template}", reason, "mend the template") from error
            file = store.write(output.path, text.encode("utf-8"))
            pelican_signals.content_written.send(str(file), context=context)
        elif isinstance(output, DataOutput):
            store.write(output.path, output.data())
        return output.path

    def _archive(self, records: Iterable[Record]) -> Archive:
        config: Config = self.settings["MIRROR"]
        return Archive(records, zone=config.site.zone, tag_minimum=self.settings["MIRROR_TAG_MIN"])

    def _outputs(self) -> Iterator[Output]:
        """Yield the outputs of all planners, each address once."""
        own = plan.outputs(
            self.library, size=self.settings["DEFAULT_PAGINATION"], styleguide=self.settings["MIRROR_STYLEGUIDE"]
        )
        others: list[tuple[Any, Iterable[Output]]] = signals.planning.send(self.library)
        origins: dict[str, str] = {}
        for output in chain(own, *(outputs for _, outputs in others)):
            first = origins.setdefault(output.path, output.origin)
            if first is not output.origin:
                remedy = "give one of them another slug"
                signals.leave_out(StoryError(output.origin, f"has the address of {first}: /{output.path}", remedy))
                continue
            yield output


def _unique(records: Iterable[Record], content: str, leave_out: Any) -> Iterator[Record]:
    """Yield the first record (by path) of each slug; name the others."""
    first: dict[str, Record] = {}
    for record in records:
        if (other := first.setdefault(record.slug, record)) is record:
            yield record
        else:
            reason = f"slug: {record.slug} is the slug of {content}/{other.file} too"
            leave_out(StoryError(f"{content}/{record.file}", reason, "remove one of the two files"))
