"""mirror.toml → `Config`, or every problem in it at its line.

Refuses what it does not know: a misspelt key that is passed over in silence costs a host more than an error does.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cssselect import ExpressionError, SelectorError
from lxml.cssselect import CSSSelector

from .. import locales
from ..errors import ConfigError
from ..text import fold
from ..urls import absolute
from .records import UTC, Admin, Category, Config, Fetch, Filter, Rules, Site, Source
from .table import Problems, Table, nearest

MODES = ("full", "excerpt", "headline")
KINDS = ("feed", "jsonfeed", "wordpress", "sitemap", "html", "url")
FILTER_FIELDS = ("title", "url", "author", "label", "tag", "summary")
RESERVED_IDS = ("all", "images", "pages", "articles", "admin", "feeds")
_NAME = "[a-z0-9][a-z0-9-]{0,39}"
_NAME_WORDS = "small Latin letters, digits and hyphens, at most 40"
_LANG = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}"
_CONNECT = r"(\[[0-9a-f:]+\]|[0-9.]+|localhost):\d{1,5}"


def load(path: Path) -> Config:
    """Read mirror.toml.

    Raises:
        ConfigError: if it cannot be read or anything in it is wrong; `others` holds the further problems.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error))
        raise ConfigError(str(path), reason, "name the file with --config, or save it as UTF-8") from error
    config, problems = parse(text, path)
    if problems:
        problems[0].others = tuple(problems[1:])
        raise problems[0]
    assert config is not None  # noqa: S101 - no problems, so a config
    return config


def parse(text: str, path: Path) -> tuple[Config | None, Sequence[ConfigError]]:
    """Return what `text` says, and every problem in it; the first is None if there is any problem."""
    problems = Problems(path.name, text)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        problems.add(int(at[1]) if at else 1, f"not TOML: {error}", "mend the line; texts stand in double quotes")
        return None, problems.found
    root = Table(problems, data, "")
    site = _site(root.table("site"))
    fetch_table = root.table("fetch")
    fetch = Fetch(contact=fetch_table.text("contact") or "")
    fetch_table.done()
    categories = _categories(root.tables("category"))
    sources = _sources(root.tables("source"), site, categories)
    admin = _admin(root.table("admin"))
    root.done()
    if problems.found:
        return None, problems.found
    return Config(path=path, site=site, fetch=fetch, categories=categories, sources=sources, admin=admin), ()


def _site(table: Table) -> Site:
    lang = table.text("lang", one_of=locales.languages()) or "ar"
    site = Site(
        id=_uuid(table),
        name=table.text("name", required=True, what='the name of the site, "…"') or "",
        url=(_url(table, "url") or "").rstrip("/"),
        lang=lang,
        zone=_zone(table) or UTC,
        months=table.text("months", one_of=locales.MONTHS) or "levant",
        digits=table.text("digits", one_of=locales.DIGITS) or ("arab" if lang == "ar" else "latn"),
    )
    table.done()
    return site


def _admin(table: Table) -> Admin | None:
    on = table.flag("on")
    admin = Admin(
        repository=table.text("repository", shape=_REPOSITORY, what='owner and name on GitHub, "user/mirror"') or None,
        branch=table.text("branch") or "main",
        sign_in=_url(table, "sign_in") or None,
    )
    table.done()
    return admin if on else None


def _uuid(table: Table) -> UUID | None:
    value = table.text("id")
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        table.wrong("id", "is no UUID", "python scripts/start.py mints one")
        return None


def _zone(table: Table) -> ZoneInfo | None:
    name = table.text("zone")
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.wrong("zone", f'"{name}" is no time zone', 'write a name of the IANA database, such as "Asia/Damascus"')
        return None


def _url(table: Table, key: str, *, required: bool = False) -> str | None:
    value = table.text(key, required=required, what='an address, "https://…"')
    if not value:
        return value
    url = absolute(value)
    if url is None:
        table.wrong(key, f'"{value}" is no web address', 'write "https://…"')
    return url


def _categories(tables: list[Table]) -> tuple[Category, ...]:
    out: list[Category] = []
    meanings: dict[str, str] = {}
    for table in tables:
        category = Category(
            name=table.text("name", required=True) or "",
            slug=table.text("slug", required=True, shape=_NAME, what=_NAME_WORDS) or "",
            match=table.texts("match"),
        )
        table.done()
        if category.slug in {other.slug for other in out}:
            table.wrong("slug", f'"{category.slug}" is taken by another category', "give it another")
        for key, label in [("name", category.name), *(("match", label) for label in category.match)]:
            owner = meanings.setdefault(fold(label), category.name)
            if owner != category.name:
                table.wrong(key, f'"{label}" already means "{owner}"', "let it mean one category")
        out.append(category)
    return tuple(out)


def _sources(tables: list[Table], site: Site, categories: tuple[Category, ...]) -> tuple[Source, ...]:
    out: list[Source] = []
    names = [category.name for category in categories]
    for table in tables:
        source = _source(table, site, names)
        if source.id in RESERVED_IDS:
            table.wrong("id", f'"{source.id}" is reserved', "give the source another id")
        if source.id and source.id in {other.id for other in out}:
            table.wrong("id", f'"{source.id}" is taken by another source', "give it another")
        out.append(source)
    return tuple(out)


def _source(table: Table, site: Site, names: list[str]) -> Source:
    listing = tuple(absolute(url) or "" for url in table.texts("listing", required=True))
    if not all(listing):
        table.wrong("listing", "holds something that is no web address", 'write ["https://…"]')
    zone = _zone(table)
    source = Source(
        id=table.text("id", required=True, shape=_NAME, what=_NAME_WORDS) or "",
        name=table.text("name", required=True) or "",
        home=_url(table, "home", required=True) or "",
        listing=listing,
        kind=table.text("kind", one_of=KINDS),
        mode=table.text(
            "mode",
            required=True,
            one_of=MODES,
            what='"full", "excerpt" or "headline": what you may republish',
        )
        or "headline",
        permission=table.text("permission") or None,
        category=_declared(table, "category", table.text("category", required=True) or "", names),
        lang=table.text("lang", shape=_LANG, what='a language tag such as "ar"') or site.lang,
        zone=zone or site.zone,
        images=table.text("images", one_of=("copy", "none")) or "copy",
        review=table.text("review", one_of=("auto", "hold")) or "auto",
        index=table.text("index", one_of=("always", "never")) or "always",
        canonical=table.text("canonical", one_of=("original", "self")) or "original",
        paused=table.flag("paused"),
        connect=table.text("connect", shape=_CONNECT, what='an address and port, "127.0.0.1:8765"'),
        categories=_label_map(table.table("categories"), names),
        rules=_rules(table.table("rules")),
        filter=_filter(table.table("filter")),
    )
    table.done()
    return source


def _declared(table: Table, key: str, name: str, names: list[str]) -> str:
    if name and fold(name) not in map(fold, names):
        table.wrong(key, f'"{name}" is no declared category', nearest(name, names) if names else "add a [[category]]")
    return name


def _label_map(table: Table, names: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = table.pairs()
    for theirs, ours in pairs:
        _declared(table, theirs, ours, names)
    return pairs


def _rules(table: Table) -> Rules:
    keys = ("item", "next", "title", "date", "author", "image", "body")
    rules = Rules(**{key: table.text(key) for key in keys}, strip=table.texts("strip"))
    for key, selector in [
        *((key, getattr(rules, key)) for key in keys),
        *(("strip", one) for one in rules.strip),
    ]:
        if selector and not _is_selector(selector):
            table.wrong(key, f'"{selector}" is no CSS selector', 'write one such as "article .content"')
    table.done()
    return rules


def _is_selector(selector: str) -> bool:
    try:
        CSSSelector(selector)
    except (SelectorError, ExpressionError):
        return False
    return True


def _filter(table: Table) -> Filter:
    def split(key: str) -> tuple[tuple[str, str], ...]:
        out = []
        for rule in table.texts(key):
            name, equals, text = rule.partition("=")
            if not equals or not text.strip() or name.strip() not in FILTER_FIELDS:
                table.wrong(
                    key,
                    f'"{rule}" is no rule',
                    'write "title=…", "tag=…"; fields: ' + ", ".join(FILTER_FIELDS),
                )
            out.append((name.strip(), text.strip()))
        return tuple(out)

    filter_ = Filter(keep=split("keep"), block=split("block"))
    table.done()
    return filter_
