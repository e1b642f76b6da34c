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

from ..errors import UnfinishedError
from . import search

_NOTICE = b'<footer class="notice"'
_LINK = re.compile(r'\s(?:href|src)="(/[^"]*)"')


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
    there = set(_files(site))
    made = set(edition.written)
    for path in sorted(made ^ {path for path in there if not search.owns(path)}):
        raise _bug(path, "is missing" if path in made else "was made by nobody")
    looked_at = made.intersection(pages) if pages is not None else made
    for path, mirrored in edition.stories:
        if path not in there:
            raise _bug(path, "is missing")
        if path in looked_at and (notices := (site / path).read_bytes().count(_NOTICE)) != mirrored:
            raise _bug(path, f"carries {notices} notices, expected {int(mirrored)}")
    return list(_broken_links(site, looked_at, there, urlsplit(siteurl).path))


def _files(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink():
                raise _bug(str(path), "is a symbolic link")
            yield path.relative_to(site).as_posix()


def _broken_links(site: Path, pages: set[str], there: set[str], prefix: str) -> Iterator[BrokenLink]:
    leads: dict[str, bool] = {}
    for page in sorted(path for path in pages if path.endswith(".html")):
        for link in sorted(set(_LINK.findall((site / page).read_text(encoding="utf-8")))):
            if link not in leads:
                path = unquote(urlsplit(html.unescape(link)).path)
                target = path.removeprefix(prefix).removeprefix("/") or "index.html"
                leads[link] = not link.startswith("//") and path.startswith(f"{prefix}/") and target in there
            if not leads[link]:
                yield BrokenLink(page, html.unescape(link))


def _bug(path: str, reason: str) -> UnfinishedError:
    return UnfinishedError(path, reason, "the old site stays; this is a bug, please report it")
