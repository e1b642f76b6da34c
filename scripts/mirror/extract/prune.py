"""A region of a page, rid of what is not the article's.

Works in place on a region of its own; hands on what went and why. Refuses to drop, because of its name, a box in
which an extractor found a good part of the article.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from ..text import folded_words
from ..urls import absolute, host
from . import figures
from .boxes import name_of
from .known import TOLD, Known, Pruned
from .pointer import Weights
from .tree import remove, text_of
from .units import HEADINGS, Unit, is_post, units_of
from .verdicts import reasons_for, said_about

# Boxes that stand in the middle of articles and read like them, so that extractors take them in; the latter only if
# they link.
_INTRUDERS = frozenset({"share", "comments", "newsletter", "author box", "consent"})
_LINKED_INTRUDERS = frozenset({"related", "navigation", "tags", "controls", "advertisement"})
_MINOR = 0.25
"""The share of a region's vouched letters up to which an intruder's name counts against an extractor's word."""
_MENU, _TEXT = 0.6, 200
"""The share of links that makes a cell of a layout table a menu, and the letters of the text beside it."""
_LINES = 12
"""Lines of a byline box that are read."""
_TEASERS, _ENOUGH = 3, 200
"""Linked headings in a row that make a list of other stories, if the headline's own column has so many letters."""
_EMPTY_STAYS = frozenset("img iframe video audio embed object source picture br hr td th".split())


def prune(region: HtmlElement, weights: Weights, known: Known) -> Pruned:
    """Take out of `region`, in place, everything that is not the article's text, pictures and embeds."""
    pruned = Pruned()
    _drop_teasers(region, weights, known, pruned)
    _drop_boxes(region, weights, known, pruned)
    units = units_of(region, weights)
    for unit, reason in zip(units, reasons_for(units, weights, known, pruned), strict=True):
        if reason:
            pruned.note(unit.text or _shown_by(unit), reason)
            unit.drop()
        elif unit.kind == "media":
            figures.frame(unit)
    _tidy(region)
    return pruned


def _shown_by(unit: Unit) -> str:
    images = figures.images_in(unit.element) if unit.element is not None else []
    return f"[image {(images[0].get('src') or '')[-80:]}]" if images else f"[{unit.kind}]"


def _drop_boxes(region: HtmlElement, weights: Weights, known: Known, pruned: Pruned) -> None:
    """Drop what its class, id or role calls boilerplate."""
    whole = max(weights[region].vouched, 1)
    for element in _within(region):
        reason = name_of(element) or ("navigation" if _is_menu_cell(element, weights) else None)
        if not reason or is_post(element):
            continue
        weight = weights[element]
        if element.tag == "td" and weight.linked > _MENU * weight.total:
            goes = weight.vouched <= _MINOR * whole
        elif weight.vouched == 0:
            goes = reason != "byline" or (weight.total <= 200 and element.tag not in HEADINGS)
        else:
            links = weight.linked > 0.3 * weight.total
            goes = weight.vouched <= _MINOR * whole and (
                reason in _INTRUDERS or (links and reason in _LINKED_INTRUDERS)
            )
        if goes:
            if reason == "byline":
                for line in list(element.itertext())[:_LINES]:
                    said_about(line, known, pruned)
            pruned.note(text_of(element, limit=TOLD) or element.tag, reason)
            remove(element)


def _is_menu_cell(element: HtmlElement, weights: Weights) -> bool:
    """Whether a cell of a table that only arranges holds links, beside one that holds a text."""
    if element.tag != "td" or weights[element].linked <= _MENU * weights[element].total:
        return False
    return any(
        weights[cell].total > _TEXT and weights[cell].linked < 0.3 * weights[cell].total
        for row in (element.getparent(),)
        if row is not None
        for cell in row
        if cell in weights
    )


def _within(region: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes below `region`; those that are gone by then are passed over."""
    for element in list(region.iterdescendants()):
        if element.tag not in ("iframe", "img", "br", "a") and element.getparent() is not None:
            yield element


def _drop_teasers(region: HtmlElement, weights: Weights, known: Known, pruned: Pruned) -> None:
    """Drop lists of other stories (linked heading and excerpt, at least three) beside the column of the headline."""
    wanted = [folded_words(title) for title in known.titles]
    headline = next((heading for heading in region.iter("h1", "h2") if folded_words(text_of(heading)) in wanted), None)
    if headline is None:
        return
    column = {element for element in (headline, *headline.iterancestors()) if weights.get(element)}
    for element in list(region.iterdescendants("div", "section", "ul", "aside")):
        above = element.getparent()
        if above is None or len(element) < _TEASERS or element in column:
            continue
        branch = next((child for child in _path(element) if child.getparent() in column), None)
        beside = next((child for child in branch.getparent() if child in column), None) if branch is not None else None
        if beside is not None and weights[beside].vouched >= _ENOUGH and _teasers_in(element, known.host) >= _TEASERS:
            pruned.note(text_of(element, limit=TOLD), "other stories")
            remove(branch if branch is not None and weights[branch].total <= 1.2 * weights[element].total else element)


def _path(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _teasers_in(element: HtmlElement, own_host: str) -> int:
    """Return how many children of an element have a heading that is a link within the site."""
    count = 0
    for child in element:
        heading = next(child.iter("h2", "h3", "h4", "h5"), None)
        link = next(heading.iter("a"), None) if heading is not None else None
        if link is None and heading is not None:
            link = next(heading.iterancestors("a"), None)
        if link is not None and host(absolute(link.get("href") or "", f"https://{own_host}/") or "") == own_host:
            count += 1
    return count


def _tidy(region: HtmlElement) -> None:
    """Remove elements that hold nothing any more."""
    for element in reversed(list(region.iterdescendants())):
        if element.tag not in _EMPTY_STAYS and len(element) == 0 and not (element.text or "").strip():
            remove(element)
