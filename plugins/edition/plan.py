"""The plan of the site: every file there is, from which template, made of what. Reads like its table of addresses.

Counts, totals and the age of the data are told only to pages that change with every edition anyway (the hubs and the
base pages of lists): told to all, each new story would change every page of the archive.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

from mirror import terms

from ..feeds import alternates, subscriptions
from ..feeds.channels import Alternate
from ..stories.library import Library, Page
from ..stories.outputs import DataOutput, Output, TemplateOutput
from ..stories.records import Category, Record, Source, Tag
from .lists import front_pages, shelf_pages, shelves

HUBS = ("archive", "sources")
"""Single pages that are told everything about the archive; template and address share the name."""
FIXED = ("404",)
"""Single pages that are told nothing of it."""
_MANIFEST = "manifest.webmanifest"
UNLISTED = frozenset({"search", "404", "styleguide"})
"""Single pages that search engines are asked to pass over."""

Feeds = Callable[[Category | None, Source | None], tuple[Alternate, ...]]
"""The feeds that a story's page announces: few pages have others."""


def outputs(library: Library, *, size: int, styleguide: bool = False) -> Iterator[Output]:
    """Yield every output but those of other plugins. `size` is the number of stories on a list page."""
    archive = library.archive
    hub = _hub(library)
    feeds = cache(partial(_feeds, library))
    for record in archive.all:
        yield _story(library, feeds, record)
    yield from front_pages(library, size, hub)
    for shelf in shelves(library):
        yield from shelf_pages(library, shelf, size)
    for page in library.pages:
        yield _page(library, page)
    for name in (*HUBS, "styleguide") if styleguide else HUBS:
        yield _single(library, name, hub)
    for name in FIXED:
        yield _single(library, name, {})
    yield _single(library, "subscribe", subscriptions(library))
    yield _single(library, "search", _search(library))
    yield TemplateOutput(
        path=_MANIFEST,
        made_of=(),
        origin=f"the template {_MANIFEST}",
        template=_MANIFEST,
        context=partial(_context, library, _MANIFEST, {}),
    )
    for name, mark in library.images.marks():
        yield DataOutput(
            path=f"images/{name}",
            made_of=(mark,),
            origin=f"{library.content.name}/images/{name}",
            data=(library.images.folder / name).read_bytes,
        )
        for narrow, _ in library.images.widths(name)[:1]:
            yield DataOutput(
                path=f"images/{narrow}",
                made_of=(mark,),
                origin=f"the narrow copy of {library.content.name}/images/{name}",
                data=partial(library.images.narrow, name),
            )
    for name in library.links.assets.names():
        yield DataOutput(
            path=f"theme/{name}",
            made_of=(library.links.assets.version(name).encode(),),
            origin=f"the theme's {name}",
            data=partial(library.links.assets.data, name),
        )
    yield DataOutput(path=".nojekyll", made_of=(), origin="the build", data=bytes)


def _hub(library: Library) -> dict[str, Any]:
    archive = library.archive
    return {
        "categories": tuple(archive.counted(category) for category in library.categories),
        "sources": tuple(archive.told(source) for source in library.sources),
        "months": list(archive.months.values())[::-1],
        "tags": archive.tags,
        "built_data_until": archive.until,
    }


def _search(library: Library) -> dict[str, Any]:
    """Return what the search page is told: the months to choose from, and the rules by which words are looked up."""
    months = [replace(month, count=None) for month in library.archive.months.values()]
    return {"months": months[::-1], "rules": terms.RULES}


def _story(library: Library, feeds: Feeds, record: Record) -> Output:
    made_of = [record.mark]
    if not record.taken:
        archive = library.archive
        around = (*archive.related(record), archive.older(record), archive.newer(record), *archive.copies(record))
        made_of += [each.mark if each else b"-" for each in around]
        made_of += map(_tag, archive.tags_of(record))
    return TemplateOutput(
        path=record.url,
        made_of=tuple(made_of),
        origin=f"{library.content.name}/{record.file}",
        era=record.date,
        template="article.html",
        context=partial(_story_context, library, feeds, record),
    )


@cache
def _tag(tag: Tag) -> bytes:
    return repr(tag).encode()


def _story_context(library: Library, feeds: Feeds, record: Record) -> dict[str, Any]:
    article = library.article(record)
    return {
        "article": article,
        "page_url": record.url,
        "here": None,
        "canonical": None if record.taken else article.canonical,
        "feeds": feeds(record.category, record.source),
        "noindex": record.noindex,
    }


def _feeds(library: Library, *shelves: Category | Source | None) -> tuple[Alternate, ...]:
    # One format will do here: what stands on every page of the archive is paid for in all of them.
    return alternates(library, *(each for each in shelves if each), formats=1)


def _page(library: Library, page: Page) -> Output:
    return TemplateOutput(
        path=page.url,
        made_of=(page.mark,),
        origin=page.origin,
        template="page.html",
        context=partial(_context, library, page.url, {"page": page}),
    )


def _single(library: Library, name: str, told: Mapping[str, Any]) -> Output:
    url = f"{name}.html"
    return TemplateOutput(
        path=url,
        made_of=(repr(told).encode(),),
        origin=f"the template {url}",
        template=url,
        context=partial(_context, library, url, told, noindex=name in UNLISTED),
    )


def _context(library: Library, url: str, told: Mapping[str, Any], *, noindex: bool = False) -> dict[str, Any]:
    return {
        **told,
        "page_url": url,
        "here": url,
        "canonical": None if noindex else library.links.canonical(url),
        "feeds": alternates(library),
        "noindex": noindex,
    }
