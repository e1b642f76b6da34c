"""Sections and tags: what a page files the article under.

Hands on sections (candidates for a category, most telling first) and tags. Refuses whole menus, the site's name, the
headline.
"""

import re
from collections.abc import Iterable, Sequence

from ..text import fold, one_line
from .claims import Claim
from .words import listed

SECTIONS, TAGS, LETTERS = 10, 30, 80
_SPLIT = re.compile(r"\s*[,،;؛|]\s*")
_MENU = 8
"""Sections that one origin names at most: an article stands under a few, a menu lists all."""
_HOME = frozenset(
    map(
        fold,
        listed("""
    الرئيسية|الصفحة الرئيسية|رئيسية|home|homepage|accueil|startseite|خانه|صفحه اصلی|uncategorized|غير مصنف|بدون تصنيف|news|all
    """),
    )
)


def sections(
    claims: Sequence[Claim], *, listed: Sequence[str], names: Iterable[str], title: str
) -> tuple[tuple[str, ...], str | None]:
    """Return the section names, the listing's first, and where the first one stood."""
    unwanted = {fold(name) for name in names} | {fold(title)} | _HOME
    found: dict[str, str] = {}
    origins = dict.fromkeys(claim.origin for claim in claims)
    for origin, values in [("listing", list(listed))] + [
        (origin, [claim.value for claim in claims if claim.origin == origin]) for origin in origins
    ]:
        parts = [part for value in values for part in _parts(value)]
        if len(parts) > _MENU and origin != "listing":
            continue
        for part in parts:
            if fold(part) not in unwanted:
                found.setdefault(part, origin)
    chosen = list(found)[:SECTIONS]
    return tuple(chosen), found[chosen[0]] if chosen else None


def tags(
    claims: Sequence[Claim], *, listed: Sequence[str], names: Iterable[str], title: str
) -> tuple[tuple[str, ...], str | None]:
    """Return the tags of the first origin that has any: the listing, then the page's own order; `keywords` come
    last.
    """
    unwanted = {fold(name) for name in names} | {fold(title)}
    ordered = sorted(dict.fromkeys(claim.origin for claim in claims), key=lambda origin: origin == "keywords")
    for origin, values in [("listing", list(listed))] + [
        (origin, [claim.value for claim in claims if claim.origin == origin]) for origin in ordered
    ]:
        found: dict[str, str] = {}
        for part in (part for value in values for part in _parts(value)):
            tag = part.strip("#").replace("_", " ").strip()
            if fold(tag) and fold(tag) not in unwanted and not tag.isdecimal():
                found.setdefault(fold(tag), tag)
        if found:
            return tuple(found.values())[:TAGS], origin
    return (), None


def _parts(value: str) -> list[str]:
    """Return the labels in a value; one that is long is a sentence and no label."""
    parts = [one_line(part, 200) for part in _SPLIT.split(value)]
    return [part for part in parts if 1 < len(part) <= LETTERS and not part.startswith(("http:", "https:", "//"))]
