"""Decisions: what of a listing to fetch, what a story says, and why not. Pure functions of what was read.

Nothing here touches network, disk or clock; what a decision needs is handed in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from . import story, urls
from .config import Config, Filter, Source
from .errors import ExtractError
from .extract import Extract
from .listings import Entry
from .outcome import Kind
from .store import Known
from .story import Story
from .text import fold, one_line

VANISHED_SHARE, VANISHED_LEAST = 0.05, 10
NEW_A_RUN = 500
"""New stories of one source in one run; what is over waits for the next, and that is said."""
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What is to happen to one entry: `kind` is NEW (fetch it) or says why not.

    `aliases` are identities under which it was seen now and that content/ does not hold yet.
    """

    entry: Entry
    slug: str
    kind: Kind
    reason: str = ""
    aliases: tuple[str, ...] = ()


def items(
    entries: Iterable[Entry],
    *,
    source: Source,
    known: Known,
    limit: int | None = None,
    since: datetime | None = None,
    passed: Callable[[str, Entry], str | None] = lambda _slug, _entry: None,
) -> Iterator[Item]:
    """Yield what is to happen to each entry, in order, each story once.

    `limit` counts new stories; `since` leaves older entries (with a stated date) alone; `passed` says why an entry
    without a story need not be fetched again.
    """
    new = 0
    for slug, entry, aliases in stories(entries, source, known):
        fresh = tuple(alias for alias in aliases if alias not in known.aliases)
        if known.has(slug):
            yield Item(entry=entry, slug=slug, kind=Kind.SAME, aliases=fresh)
        elif slug in known.taken:
            yield Item(entry=entry, slug=slug, kind=Kind.DELETED, reason="an editor deleted its file")
        elif reason := filtered(entry, source.filter):
            yield Item(entry=entry, slug=slug, kind=Kind.FILTERED, reason=reason)
        elif since and entry.published and entry.published < since:
            yield Item(entry=entry, slug=slug, kind=Kind.FILTERED, reason="older than --since")
        elif reason := passed(slug, entry):
            yield Item(entry=entry, slug=slug, kind=Kind.SAME, reason=reason)
        elif new >= min(NEW_A_RUN, limit if limit is not None else NEW_A_RUN):
            yield Item(entry=entry, slug=slug, kind=Kind.LATER, reason="over the limit of this run")
        else:
            new += 1
            yield Item(entry=entry, slug=slug, kind=Kind.NEW, aliases=fresh)


def stories(entries: Iterable[Entry], source: Source, known: Known) -> list[tuple[str, Entry, tuple[str, ...]]]:
    """Return slug, entry and aliases of each story among the entries, in their order.

    Two listings (a feed and an API) may name one article differently: what they share makes them one, the entry with
    full content speaks for it, and every name it goes by is kept.
    """
    slugs = dict(known.aliases)
    found: dict[str, tuple[Entry, dict[str, None]]] = {}
    for entry in identified(entries):
        aliases = identities(entry)
        slug = next((slugs[alias] for alias in aliases if alias in slugs), None)
        slug = slug or story.mint(source.id, entry.guid or entry.url)
        slugs.update((alias, slug) for alias in aliases if alias not in slugs)
        first, names = found.get(slug, (entry, {}))
        names.update(dict.fromkeys(alias for alias in aliases if slugs[alias] == slug))
        found[slug] = (first if first.html or not entry.html else entry, names)
    return [(slug, entry, tuple(names)) for slug, (entry, names) in found.items()]


def identified(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, without the GUIDs that stand for several pages: those identify nothing."""
    entries = list(entries)
    pages: defaultdict[str | None, set[str]] = defaultdict(set)
    for entry in entries:
        pages[entry.guid].add(entry.url)
    return [replace(entry, guid=None) if entry.guid and len(pages[entry.guid]) > 1 else entry for entry in entries]


def identities(entry: Entry) -> tuple[str, ...]:
    """Return the aliases of an entry, the strongest first: its GUID, then further ids, then its page."""
    guid = (story.alias("guid", entry.guid),) if entry.guid else ()
    return (*guid, *entry.aliases, story.alias("url", urls.same_page(entry.url)))


def filtered(entry: Entry, rules: Filter) -> str | None:
    """Return the rule of `[source.filter]` that keeps an entry out, or None if it may come in."""
    for name, text in rules.block:
        if _found(entry, name, text):
            return f"blocked by {name}={text}"
    if rules.keep and not any(_found(entry, name, text) for name, text in rules.keep):
        return "kept by no rule"
    return None


def _found(entry: Entry, name: str, text: str) -> bool:
    values: Mapping[str, tuple[str | None, ...]] = {
        "title": (entry.title,),
        "url": (entry.url,),
        "author": entry.authors,
        "label": entry.labels,
        "tag": (*entry.tags, *entry.labels),
        "summary": (entry.summary,),
    }
    return any(value and fold(text) in fold(value) for value in values[name])


def too_many_vanished(known: Known) -> str | None:
    """Return why a source must not be touched: more than 5 %, and at least ten, of its stories are gone at once."""
    gone = len(known.vanished)
    if gone >= VANISHED_LEAST and gone > VANISHED_SHARE * len(known.taken):
        return f"{gone} of {len(known.taken)} stories have no file any more"
    return None


def new_story(
    extract: Extract,
    body: str,
    *,
    source: Source,
    config: Config,
    slug: str,
    now: datetime,
    image: str | None = None,
) -> Story:
    """Return the story that an article becomes, within what the source's `mode` allows.

    `body` is the Markdown of what the mode allows; `image` the name of the lead image's copy in content/images, if
    there is one.

    Raises:
        ExtractError: if it has no title, or its letters did not survive (U+FFFD).
    """
    title = one_line(extract.title or "", 300)
    if not title:
        raise ExtractError(extract.url, "has no title", "name a selector for it: `title` in [source.rules]")
    if _REPLACEMENT in title + body + (extract.summary or ""):
        raise ExtractError(extract.url, "its letters cannot be read (wrong or mixed encoding)", "tell the site's owner")
    published = extract.published.astimezone(source.zone) if extract.published else None
    modified = extract.modified.astimezone(source.zone) if extract.modified else None
    category, _ = config.category_of(source, extract.labels)
    picture = extract.picture if image and source.mode != "headline" else None
    made = Story(
        title=title,
        date=published or now.astimezone(source.zone),
        date_source=None if published else "fetched",
        modified=modified if modified and published and modified > published else None,
        category=category.name,
        tags=extract.tags,
        authors=extract.authors,
        summary=extract.summary if source.mode == "full" else None,
        slug=slug,
        lang=extract.lang or source.lang,
        status="draft" if source.review == "hold" else "published",
        image=image if picture else None,
        image_alt=picture.alt if picture else None,
        image_credit=picture.credit if picture else None,
        source=source.id,
        original_url=extract.url,
        original_title=title,
        fetched=now.astimezone(source.zone),
        body=body,
    )
    return replace(made, digest=story.digest(story.fields_of(made), made.body))
