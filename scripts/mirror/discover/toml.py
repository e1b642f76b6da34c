"""A `[[source]]` block of mirror.toml for an offer, and its way into the file.

Written with tomlkit, so that every text is quoted as TOML wants it; the file's own words and comments stay untouched.
"""

import re
from datetime import tzinfo
from zoneinfo import ZoneInfo

import tomlkit

from .. import files
from ..config import Config, Source, parse
from ..config.reading import RESERVED_IDS
from ..errors import UsageError
from ..urls import host
from .offer import Offer
from .place import Place

_MODE = "full | excerpt | headline: what you may republish is yours to know and to answer for"
_CATEGORY = "where nothing else maps"
# The second level below which names are registered, as in example.com.sy.
_REGISTRY = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


def provisional(url: str, config: Config) -> Source:
    """Return a source for a first look at a site: dialled as a declared source of that host is, with nothing mapped."""
    known = next((source for source in config.sources if host(url) in source.hosts), None)
    return Source(
        id="discover",
        name=host(url),
        home=url,
        listing=(url,),
        mode="headline",
        category="",
        lang=config.site.lang,
        zone=config.site.zone,
        connect=known.connect if known else None,
    )


def block(place: Place, offer: Offer, config: Config, zone: tzinfo | None = None) -> str:
    """Return the block; what is as everywhere on the site is left out."""
    table = tomlkit.table()
    table["id"] = _id(place.home)
    table["name"] = place.name or host(place.home)
    table["home"] = place.home
    table["listing"] = [offer.url]
    table["mode"] = tomlkit.string("excerpt").comment(_MODE)
    table["category"] = tomlkit.string(next((one.name for one in config.categories), "")).comment(_CATEGORY)
    if place.lang and place.lang != config.site.lang:
        table["lang"] = place.lang
    if isinstance(zone, ZoneInfo) and zone != config.site.zone:
        table["zone"] = zone.key
    if offer.item:
        rules = tomlkit.table()
        rules["item"] = offer.item
        table["rules"] = rules
    tables = tomlkit.aot()
    tables.append(table)
    return tomlkit.dumps({"source": tables})


def append(text: str, config: Config) -> None:
    """Append a block to mirror.toml.

    Raises:
        UsageError: if a source with its id or its home is declared already.
        ConfigError: if the file would not hold with it (a mirror without a category …).
        UnfinishedError: if the disk refuses.
    """
    new = tomlkit.parse(text)["source"][0]
    for source in config.sources:
        if source.id == new["id"] or host(source.home) == host(new["home"]):
            remedy = "change that source in mirror.toml, or add the block by hand under another id"
            raise UsageError(new["home"], f'mirror.toml has this source: "{source.id}"', remedy)
    whole = config.path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n\n" + text
    _, problems = parse(whole, config.path)
    if problems:
        raise problems[0]
    files.write(config.path, whole)


def _id(home: str) -> str:
    """Return a source's id made from its host: `www.news.example.com.sy` is `news-example`."""
    labels = host(home).removeprefix("www.").split(".")
    kept = labels[:-1] or labels
    if len(kept) > 1 and kept[-1] in _REGISTRY:
        kept.pop()
    name = re.sub("[^a-z0-9]+", "-", "-".join(kept).lower()).strip("-")[:40].strip("-") or "source"
    return f"{name}-site" if name in RESERVED_IDS else name
