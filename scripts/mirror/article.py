"""One entry to one article, as it would be stored: from the listing's own text or the page, with its pictures.

Hands on `Article`; writes nothing. Refuses (`LeftOut`) what cannot be had or may not be published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Protocol

from . import decide, extract, images, markup
from .config import Config, Source
from .errors import ExtractError, LeftOut
from .extract import Extract, Page
from .extract.opening import first_paragraph
from .images import Copy
from .listings import Entry
from .story import EXCERPT_WORDS, Story
from .text import words
from .web import Kind, Response
from .workers import Workers

PICTURES = 30
"""Pictures of one story that are copied; what a photo story has, and no more than a repository can bear."""


NOTHING: Mapping[str, str] = {}


class Get(Protocol):
    """Fetches an address for one source (`Web.get` with that source's `connect`); raises `WebError`."""

    def __call__(self, url: str, kind: Kind, *, conditional: bool = False) -> Response: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """The story as it would be stored, what it was extracted from, its pictures, and what became of the others.

    `copies` are the pictures that were fetched, `names` the names of all that are shown, by address. `page` is what
    was fetched for it, None where the listing carried it whole.
    """

    story: Story
    extract: Extract
    copies: tuple[Copy, ...]
    names: Mapping[str, str]
    without: tuple[LeftOut, ...]
    page: Page | None = None


def of_entry(
    entry: Entry,
    *,
    slug: str,
    source: Source,
    config: Config,
    now: datetime,
    get: Get,
    workers: Workers,
    have: Mapping[str, str] = NOTHING,
) -> Article:
    """Return the article behind an entry: of the listing's full text where it has it, else of its page.

    `have` are the names of pictures that need not be fetched, by address.

    Raises:
        LeftOut: if it cannot be had or may not be published.
    """
    page = None
    found = extract.from_entry(entry, source=source, now=now)
    if found is None:
        response = get(entry.url, Kind.PAGE)
        page = Page(url=response.url, body=response.body, content_type=response.headers.get("content-type"))
        found = workers.call(extract.extract, page, entry=entry, source=source, now=now)
    made = of_extract(found, slug=slug, source=source, config=config, now=now, get=get, workers=workers, have=have)
    return replace(made, page=page)


def of_extract(
    found: Extract,
    *,
    slug: str,
    source: Source,
    config: Config,
    now: datetime,
    get: Get | None,
    workers: Workers,
    have: Mapping[str, str] = NOTHING,
) -> Article:
    """Return the article that was extracted. Without `get` its pictures stay where they are; `have` as in `of_entry`.

    Raises:
        LeftOut: if it may not be published.
    """
    html = allowed(found, source.mode)
    names, copies, without = _pictures(found, html, source, get, have)
    body = workers.call(markup.to_markdown, html, found.base_url, images=names if get else None)
    if source.mode == "full" and not body.strip():
        raise ExtractError(found.url, "has no text", "name a selector for it: `body` in [source.rules]")
    image = names.get(found.picture.url) if found.picture else None
    story = decide.new_story(found, body, source=source, config=config, slug=slug, now=now, image=image)
    return Article(story=story, extract=found, copies=copies, names=names, without=without)


def _pictures(
    found: Extract, html: str, source: Source, get: Get | None, have: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Copy, ...], tuple[LeftOut, ...]]:
    """Return the names of the pictures a story shows, by address, the lead first; our copies of those that had to be
    fetched; and those that could not be had.
    """
    if get is None or source.images == "none" or source.mode == "headline":
        return {}, (), ()
    lead = [found.picture.url] if found.picture else []
    names: dict[str, str] = {}
    copies: list[Copy] = []
    without: list[LeftOut] = []
    for url in list(dict.fromkeys([*lead, *markup.pictures(html, found.base_url)]))[:PICTURES]:
        if url in have:
            names[url] = have[url]
            continue
        try:
            copy = images.copy(get(url, Kind.IMAGE).body, url)
        except LeftOut as error:
            without.append(error)
        else:
            names[url] = copy.name
            copies.append(copy)
    return names, tuple(copies), tuple(without)


def allowed(found: Extract, mode: str) -> str:
    """Return as much of the article's HTML as its source's `mode` allows to republish.

    `excerpt`: at most 60 words of upstream's summary, else of the first paragraph, as plain text; `headline`: nothing.
    """
    if mode == "full":
        return found.body_html
    if mode == "headline":
        return ""
    text = found.summary or first_paragraph(found.body_html)
    return f"<p>{escape(words(text, EXCERPT_WORDS))}</p>" if text else ""
