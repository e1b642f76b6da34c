"""Pictures and players in a body: which stay, and in what form.

Hands on plain `<figure>`s: one image, one caption with its credit. Refuses icons, trackers, advertisement frames,
pictures that link to other stories.
"""

import re

from lxml import html
from lxml.html import HtmlElement

from ..text import fold
from ..urls import host
from .phrases import Line, phrase_of
from .pictures import is_decoration, key_of
from .tree import BLOCKS, remove, text_of
from .units import Unit, is_post
from .words import either

_PLAYERS = frozenset({"iframe", "embed", "object", "video", "audio"})
# Frames and pixels that show nothing of the article's.
_NOISE = re.compile(
    either(r"""
    doubleclick|googlesyndication|googletagmanager|google-analytics|adservice|adnxs|amazon-adsystem|taboola|outbrain|disqus|
    scorecardresearch|stats\.wordpress|pixel\.wp|feedburner|feedsportal|platform\.twitter\.com/widgets|addthis|sharethis|
    facebook\.com/(?:tr|plugins/(?:like|page|share|follow|comments))|//(?:ads?|adserver|banners?)[0-9]*\.|/ads?/|adserver|
    mailchimp|list-manage|about:blank|recaptcha|onesignal
    """),
    re.I,
)
_PARTS = 60
"""Elements of a figure that are looked at for lines."""


def unwanted(unit: Unit, *, lead: frozenset[str]) -> str | None:
    """Return why a picture or player is no part of the article, or None. `lead` are the keys of the lead image
    (`pictures.key_of`).
    """
    element = unit.element
    if element is None:
        return None
    if unit.link_share > 0.5 and unit.letters > 20 and not is_post(element):
        return "teaser"
    if phrase_of(Line(text=unit.text)) == "advertisement":
        return "advertisement"
    players = [element] if element.tag in _PLAYERS else list(element.iter(*_PLAYERS))
    sources = [_source(player) for player in players]
    if sources and not any(source and not _NOISE.search(source) for source in sources):
        return "advertisement" if any(sources) else "player without an address"
    images = images_in(element)
    if players or not images:
        return None
    names = [image.get("src") or "" for image in images]
    if all(_NOISE.search(name) or is_decoration(name) for name in names):
        return "icon"
    if len(images) == 1 and key_of(names[0]) in lead:
        return "lead image"
    return None


def images_in(element: HtmlElement) -> list[HtmlElement]:
    """Return the images in an element, itself included."""
    return [element] if element.tag == "img" else list(element.iter("img"))


def _source(player: HtmlElement) -> str:
    inner = next(player.iter("source"), None)
    source = (
        player.get("src")
        or player.get("data-src")
        or player.get("data")
        or (inner.get("src") if inner is not None else "")
        or ""
    )
    return source if host(source if "://" in source else f"https:{source}") or source.startswith("/") else ""


def frame(unit: Unit) -> None:
    """Make one image with words a `<figure>` of an `<img>` and a `<figcaption>`, in place."""
    element = unit.element
    if element is None or element.tag == "img" or is_post(element) or next(element.iter(*_PLAYERS), None) is not None:
        return
    images = images_in(element)
    if len(images) != 1:
        return
    caption = " – ".join(_lines(element))
    image = images[0]
    remove(image)
    image.tail = None
    figure = html.Element("figure")
    figure.append(image)
    if caption:
        words = html.Element("figcaption")
        words.text = caption
        figure.append(words)
    figure.tail = element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, figure)


def _lines(element: HtmlElement) -> list[str]:
    """Return the lines under a picture, each once: caption, credit."""
    found: dict[str, str] = {}
    for part in list(element.iter())[:_PARTS]:
        is_leaf = not any(child.tag in BLOCKS or child.tag == "img" for child in part.iterdescendants())
        above = part.getparent()
        if (is_leaf and part.tag in BLOCKS) or (
            is_leaf and above is not None and any(child.tag in BLOCKS or child.tag == "img" for child in above)
        ):
            line = text_of(part)
            if line and not any(fold(line) in known for known in found):
                found[fold(line)] = line
    return list(found.values()) or ([text_of(element)] if text_of(element) else [])
