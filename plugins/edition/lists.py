"""List pages: the front page and the shelves (categories, sources, tags, months), cut into pages that stop changing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..feeds import alternates
from ..stories.library import Library
from ..stories.outputs import Output, TemplateOutput
from ..stories.paging import ListPage, pages
from ..stories.records import Category, Month, Record, Source, Tag

LATEST = 8
"""Stories in the front page's list of the latest, below its lead."""
SECTION = 4
"""Stories in each category's section of the front page."""

Thing = Category | Source | Tag | Month


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """A list of stories with an address of its own.

    `kind` is its template and the name of `thing` there. `bare` is the thing without counts, for numbered pages,
    which do not change with every story.
    """

    kind: str
    thing: Thing
    bare: Thing
    url: str
    records: Sequence[Record]


def shelves(library: Library) -> Iterator[Shelf]:
    """Yield every shelf. Declared categories and sources have one even while it is empty: menus link to it."""
    archive = library.archive
    for category in library.categories:
        records = archive.by_category.get(category.slug, ())
        told = archive.counted(category)
        yield Shelf(kind="category", thing=told, bare=category, url=category.url, records=records)
    for source in library.sources:
        records = archive.by_source.get(source.id, ())
        yield Shelf(kind="source", thing=archive.told(source), bare=source, url=source.url, records=records)
    for tag in archive.tags:
        records = archive.by_tag[tag.slug]
        yield Shelf(kind="tag", thing=tag, bare=replace(tag, count=None), url=str(tag.url), records=records)
    for name, month in archive.months.items():
        records = archive.by_month[name]
        yield Shelf(kind="month", thing=month, bare=replace(month, count=None), url=month.url, records=records)


def shelf_pages(library: Library, shelf: Shelf, size: int) -> Iterator[Output]:
    """Yield the pages of a shelf, `size` stories each; twice as many where each is but a line."""
    stem = shelf.url.removesuffix(".html")
    feeds = [shelf.bare] if isinstance(shelf.bare, Category | Source) else []
    each = size if shelf.kind == "category" else 2 * size
    for page in pages(shelf.records, size=each, base=shelf.url, numbered=stem + "/{n}.html"):
        thing = shelf.thing if page.is_base else shelf.bare
        yield _output(library, shelf.kind, page, (repr(thing),), partial(dict, {shelf.kind: thing}), feeds)


def front_pages(library: Library, size: int, hub: Mapping[str, Any]) -> Iterator[Output]:
    """Yield the front page, which is told the `hub`, and the older pages of the list of everything."""
    for page in pages(library.archive.listed, size=size, base="index.html", numbered="page/{n}.html"):
        if not page.is_base:
            yield _output(library, "index", page, (), dict, ())
            continue
        sections = [
            # One more than is shown: the lead may be among them.
            (category, library.archive.by_category[category.slug][: -SECTION - 2 : -1])
            for category in library.categories
            if category.slug in library.archive.by_category
        ]
        parts = (repr(hub), repr([(category, [each.mark for each in newest]) for category, newest in sections]))
        yield _output(library, "index", page, parts, partial(_front, library, page, hub, sections), ())


def _front(
    library: Library,
    page: ListPage[Record],
    hub: Mapping[str, Any],
    sections: Sequence[tuple[Category, Sequence[Record]]],
) -> dict[str, Any]:
    lead = next((each for each in page.object_list if each.image), next(iter(page.object_list), None))
    latest = [each for each in page.object_list if each is not lead][:LATEST]
    return {
        **hub,
        "lead": lead and library.article(lead),
        "latest": [library.article(each) for each in latest],
        "sections": [
            (category, [library.article(each) for each in _below(lead, newest)]) for category, newest in sections
        ],
    }


def _below(lead: Record | None, newest: Sequence[Record]) -> Sequence[Record]:
    """Return a section's stories: what the page shows large above them is not shown again, unless it is all there is."""
    return [each for each in newest if each is not lead][:SECTION] or newest


def _output(
    library: Library,
    template: str,
    page: ListPage[Record],
    parts: Sequence[str],
    told: Callable[[], Mapping[str, Any]],
    feeds: Sequence[Category | Source],
) -> Output:
    facts = (repr((page.older_url, page.newer_url, page.paginator)), *parts)
    return TemplateOutput(
        path=page.url,
        made_of=(*(record.mark for record in page.object_list), *(fact.encode() for fact in facts)),
        origin=f"the list {page.url}",
        era=page.object_list[0].date if page.object_list else None,
        template=f"{template}.html",
        context=partial(_context, library, template, page, told, feeds),
    )


def _context(
    library: Library,
    template: str,
    page: ListPage[Record],
    told: Callable[[], Mapping[str, Any]],
    feeds: Sequence[Category | Source],
) -> dict[str, Any]:
    url = "" if page.url == "index.html" else page.url
    in_menus = page.is_base and (template == "index" or template == "category")
    return {
        **told(),
        "here": url if in_menus else None,
        "articles_page": page.showing([library.article(record) for record in page.object_list]),
        "page_url": url,
        "canonical": library.links.canonical(url),
        "feeds": alternates(library, *feeds),
        "noindex": False,
    }
