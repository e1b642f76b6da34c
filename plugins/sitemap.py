"""Plugin: /sitemap.xml, an index of one sitemap a month and one of the lists and pages; /robots.txt, which names it.

A month that is over changes no more. What search engines are asked to pass over is not listed. The protocol
(sitemaps.org) wants absolute URLs; where the site's URL is not known the addresses are root-relative and robots.txt
names no sitemap.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from lxml import etree

from . import signals
from .stories.library import Library
from .stories.outputs import DataOutput, Output
from .stories.records import Record

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NSMAP: dict[Any, str] = {None: _NS}  # Any: lxml's stubs know no default namespace
_LISTS = "sitemap/pages.xml"


def register() -> None:
    """Add sitemaps and robots.txt to the edition."""
    signals.planning.connect(outputs)


def outputs(library: Library) -> Iterator[Output]:
    """Yield the index, its parts, and robots.txt."""
    parts: dict[str, list[tuple[str, str | None]]] = {_LISTS: [(url, None) for url in _lists(library)]}
    for name, records in library.archive.pages_by_month.items():
        if pages := [(each.url, _changed(each)) for each in records if not each.noindex]:
            parts[f"sitemap/{name.replace('/', '-')}.xml"] = pages
    for path, pages in parts.items():
        yield _file(path, repr(pages), partial(_xml, library, "urlset", "url", pages))
    index = [(path, max((changed for _, changed in pages if changed), default=None)) for path, pages in parts.items()]
    yield _file("sitemap.xml", repr(index), partial(_xml, library, "sitemapindex", "sitemap", index))
    yield _file("robots.txt", "", partial(_robots, library))


def _lists(library: Library) -> Iterable[str]:
    """Return the base pages of the lists and the single pages; numbered pages are reached from them."""
    archive = library.archive
    return (
        "",
        *(each.url for each in library.categories),
        *(each.url for each in library.sources),
        *(each.url for each in library.pages),
        *(each.url for each in archive.months.values()),
        "archive.html",
        "sources.html",
        "subscribe.html",
    )


def _changed(record: Record) -> str | None:
    changed = record.modified or record.date
    return changed.isoformat(timespec="seconds") if changed else None


def _file(path: str, made_of: str, data: partial[bytes]) -> Output:
    return DataOutput(path=path, made_of=(made_of.encode(),), origin=f"the file {path}", data=data)


def _xml(library: Library, root_name: str, item: str, pages: Sequence[tuple[str, str | None]]) -> bytes:
    root = etree.Element(f"{{{_NS}}}{root_name}", nsmap=_NSMAP)
    for url, changed in pages:
        entry = etree.SubElement(root, f"{{{_NS}}}{item}")
        etree.SubElement(entry, f"{{{_NS}}}loc").text = library.links.full(url)
        if changed:
            etree.SubElement(entry, f"{{{_NS}}}lastmod").text = changed
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return raw + b"\n"


def _robots(library: Library) -> bytes:
    sitemap = f"Sitemap: {library.links.full('sitemap.xml')}\n" if library.links.siteurl else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
