"""What a person asked for on the command line, as values: which sources, since when, which share.

Refuses (`UsageError`, or argparse's own message) what names nothing, with the nearest name that does.
"""

import argparse
import re
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from . import story, urls
from .config import Config, Source
from .config.table import nearest
from .errors import ConfigError, UsageError


def sources(
    config: Config, names: Sequence[str], *, url: str | None, of: str | None, shard: tuple[int, int] | None
) -> list[Source]:
    """Return the sources that were asked for: by name, by a link, else all (or a shard of them), in the file's order.

    Raises:
        UsageError: if a name or a link belongs to no source.
    """
    if url is not None:
        return [source_of(config, url, of)]
    named = [named_source(config, name) for name in names]
    chosen = [source for source in config.sources if not names or source in named]
    if shard is None:
        return chosen
    part, parts = shard
    return [source for nth, source in enumerate(sorted(chosen, key=lambda one: one.id)) if nth % parts == part - 1]


def named_source(config: Config, name: str) -> Source:
    """Return the source with that id.

    Raises:
        UsageError: if there is none.
    """
    if found := config.source(name):
        return found
    ids = [source.id for source in config.sources]
    raise UsageError(name, "no source has this id", nearest(name, ids) if ids else "mirror.toml declares no source")


def source_of(config: Config, link: str, name: str | None) -> Source:
    """Return the source a link belongs to: the named one, else the one whose own host it is on.

    Raises:
        UsageError: if it is no link, or belongs to none.
    """
    host = urls.host(url(link))
    if name is not None:
        return named_source(config, name)
    for source in config.sources:
        if host in source.hosts:
            return source
    raise UsageError(link, f"no source of mirror.toml is on {host}", "name the source it belongs to with --source ID")


def source_to_look(config: Config, url: str, name: str | None) -> Source:
    """Return the source of a page: the named one, the one on its host, else one made up for the look (mode full).

    Raises:
        UsageError: if there is none of that name.
        ConfigError: if mirror.toml declares no category.
    """
    try:
        return source_of(config, url, name)
    except UsageError:
        if name is not None:
            raise
    if not config.categories:
        raise ConfigError("mirror.toml", "declares no category", "add a [[category]]")
    category = config.categories[0].name
    site = config.site
    return Source(
        id="preview",
        name="preview",
        home=url,
        listing=(url,),
        mode="full",
        category=category,
        lang=site.lang,
        zone=site.zone,
    )


def url(text: str) -> str:
    """Return the canonical form of a link.

    Raises:
        UsageError: if it is none.
    """
    try:
        return urls.canonical(text)
    except ValueError as error:
        raise UsageError(text, "is no web address", "write it in full: https://…") from error


def since(text: str | None, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment that `7d` (seven days ago) or an ISO 8601 date names.

    Raises:
        UsageError: if it names none.
    """
    if text is None:
        return None
    if days := re.fullmatch(r"(\d{1,5})d", text):
        return now - timedelta(days=int(days[1]))
    try:
        return story.read_date(text, zone)
    except ValueError as error:
        raise UsageError(f"--since {text}", "is no date", "write 7d for seven days, or 2025-01-31") from error


def count(text: str) -> int:
    """Read a whole number of at least 0 (for argparse)."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"expected a whole number, found {text!r}")
    return int(text)


def shard(text: str) -> tuple[int, int]:
    """Read `K/N`, K from 1 (for argparse)."""
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise argparse.ArgumentTypeError(f"expected K/N with K from 1 to N, found {text!r}")
    return int(match[1]), int(match[2])
