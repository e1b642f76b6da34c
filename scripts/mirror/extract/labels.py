"""Sections and tags: what a page files the article under.

Hands on sections (candidates for a category, most telling first) and tags, with where they stood. Refuses whole menus, the site's
name and keywords, the headline.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from ..text import fold, one_line
from .claims import Claim
from .words import listed as words

SECTIONS, TAGS, LETTERS = 10, 30, 80
_SPLIT = re.compile(r"\s*[,،;؛|]\s*")
_MENU = 8
"""Sections that one origin names at most: an article stands under a few, a menu lists all."""
_HOME = frozenset(
    map(
        fold,
        words("""
    الرئيسية|الصفحة الرئيسية|رئيسية|home|homepage|accueil|startseite|خانه|صفحه اصلی|uncategorized|غير مصنف|بدون تصنيف|news|all
    """),
    )
)

_TOLD = 0.3
"""The share of a page's keywords that its article speaks of, if they are not the site's."""
Labels = tuple[tuple[str, ...], str]


def sections(claims: Sequence[Claim], *, listed: Sequence[str], names: Iterable[str], title: str) -> Labels | None:
    """Return the section names, the listing's first, and where the first one stood; None if there are none."""
    unwanted = {fold(name) for name in names} | {fold(title)} | _HOME
    found: dict[str, str] = {}
    for origin, parts in _by_origin(claims, listed).items():
        if len(parts) > _MENU and origin != "listing":
            continue
        for part in parts:
            if fold(part) not in unwanted:
                found.setdefault(part, origin)
    chosen = tuple(found)[:SECTIONS]
    return (chosen, found[chosen[0]]) if chosen else None


def tags(
    claims: Sequence[Claim], *, listed: Sequence[str], names: Iterable[str], title: str, body: str
) -> Labels | None:
    """Return the tags of the first origin that has any: the listing, then the page's own order, last its keywords, if
    they are of this article.
    """
    unwanted = {fold(name) for name in names} | {fold(title), ""}
    offered = _by_origin(claims, listed)
    for origin in sorted(offered, key=lambda origin: origin == "keywords"):
        cleaned = [part.strip("#").replace("_", " ").strip() for part in offered[origin]]
        found = {fold(tag): tag for tag in reversed(cleaned) if fold(tag) not in unwanted and not tag.isdecimal()}
        if found and (origin != "keywords" or _are_of(found, fold(f"{title} {body}"))):
            return tuple(reversed(found.values()))[:TAGS], origin
    return None


def _are_of(tags: Collection[str], text: str) -> bool:
    """Whether a text has a good part of these tags, both folded; of a list that stands on every page it has one or two."""
    return sum(tag in text for tag in tags) >= max(1, _TOLD * len(tags))


def _by_origin(claims: Sequence[Claim], listed: Sequence[str]) -> dict[str, list[str]]:
    """Return the labels that each origin gives; one that is long is a sentence and no label."""
    offered: dict[str, list[str]] = {"listing": [part for value in listed for part in _parts(value)]}
    for claim in claims:
        offered.setdefault(claim.origin, []).extend(_parts(claim.value))
    return offered


def _parts(value: str) -> list[str]:
    parts = [one_line(part, 200) for part in _SPLIT.split(value)]
    return [part for part in parts if 1 < len(part) <= LETTERS and not part.startswith(("http:", "https:", "//"))]
