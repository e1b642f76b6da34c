"""What must hold of a built site before it may be published; looked up in the files, not in what the build believes.

Every story has its page, every mirrored one exactly one notice; nothing lies there that nobody made. Links within the
site that lead nowhere are handed on: an editor can write one, and no such slip may hold the news back.
"""

import html
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from ..cores import spread
from ..errors import UnfinishedError
from . import search

_NOTICE = b'<footer class="notice"'
_LINK = re.compile(rb'\s(?:href|src)="(/[^"]*)"')


class BrokenLink(NamedTuple):
    """A link within the site to a page that is not there."""

    page: str
    link: str


class Edition(Protocol):
    """What the build says it made (`plugins.edition`)."""

    found: int
    waiting: int
    left_out: int
    stories: tuple[tuple[str, bool], ...]
    written: tuple[str, ...]


def verify(site: Path, edition: Edition, siteurl: str, pages: Collection[str] | None = None) -> list[BrokenLink]:
    """Check a freshly built site and return the links that lead nowhere, page by page.

    Of `pages`, where given, the content is looked at; else of all.

    Raises:
        UnfinishedError: naming the first thing that does not hold.
    """
    accounted = len(edition.stories) + edition.waiting + edition.left_out
    if accounted != edition.found:
        raise _bug("content", f"{edition.found} story files, but {accounted} accounted for")
    there = set(_files(str(site)))
    made = set(edition.written)
    for path in sorted(made ^ {path for path in there if not search.owns(path)}):
        raise _bug(path, "is missing" if path in made else "was made by nobody")
    looked_at = made.intersection(pages) if pages is not None else made
    for path, _ in edition.stories:
        if path not in there:
            raise _bug(path, "is missing")
    mirrored = dict(edition.stories)
    links = _Links(there, urlsplit(siteurl).path)

    def look(page: str) -> tuple[str, int, list[str]]:
        data = (site / page).read_bytes()
        return page, data.count(_NOTICE), links.broken(data)

    broken = []
    for page, notices, nowhere in sorted(spread(look, sorted(path for path in looked_at if path.endswith(".html")))):
        if page in mirrored and notices != mirrored[page]:
            raise _bug(page, f"carries {notices} notices, expected {int(mirrored[page])}")
        broken += [BrokenLink(page, link) for link in nowhere]
    return broken


def _files(folder: str, below: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = below + entry.name
            if entry.is_symlink():
                raise _bug(path, "is a symbolic link")
            if entry.is_dir():
                yield from _files(entry.path, f"{path}/")
            else:
                yield path


class _Links:
    """Says which links within a site lead nowhere: `there` are its files, `prefix` the path that it stands under."""

    def __init__(self, there: set[str], prefix: str) -> None:
        self._there = there
        self._prefix = prefix
        self._leads: dict[bytes, bool] = {}

    def broken(self, page: bytes) -> list[str]:
        """Return the links of a page that lead nowhere."""
        out = []
        for link in sorted(set(_LINK.findall(page))):
            if link not in self._leads:
                self._leads[link] = self._is_there(link.decode())
            if not self._leads[link]:
                out.append(html.unescape(link.decode()))
        return out

    def _is_there(self, link: str) -> bool:
        path = unquote(urlsplit(html.unescape(link)).path)
        target = path.removeprefix(self._prefix).removeprefix("/") or "index.html"
        return not link.startswith("//") and path.startswith(f"{self._prefix}/") and target in self._there


def _bug(path: str, reason: str) -> UnfinishedError:
    return UnfinishedError(path, reason, "the old site stays; this is a bug, please report it")
