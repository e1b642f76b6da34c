"""A region of a page, rid of what is not the article's.

Works in place on a region of its own and hands on what was dropped and why, and the bylines and dates it met. Refuses to drop what
an extractor vouched for merely because of a name, and real sentences because of a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ..text import folded_words
from . import figures
from .boxes import kebab, name_of
from .phrases import Line, is_byline, is_dateline, phrase_of
from .pictures import key_of
from .pointer import Weight, Weights
from .tree import remove, text_of
from .units import Unit, is_post, units_of

# Boxes that stand in the middle of articles and read like them, so that extractors take them in.
_INTRUDERS = frozenset({"share", "comments", "newsletter", "author box", "consent"})
_LINKED_INTRUDERS = frozenset({"related", "navigation", "tags", "controls", "advertisement"})
_MINOR = 0.25
"""The share of a region's vouched letters up to which an intruder's name counts against an extractor's word."""
_STANDFIRST = re.compile(
    r"(?:^|-)(?:standfirst|lead|lede|intro|summary|excerpt|subtitle|sub-title|subheadline|dek|deck|chapo|sapo|abstract)(?:$|-)"
)
_EDGE = 4
"""Units from the start in which titles, bylines and dates are repeated."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the article and need not be said again in its body."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    host: str = ""


@dataclass(frozen=True, kw_only=True)
class Pruned:
    """What was taken out: `(text, reason)`; and the lines that named authors and dates."""

    dropped: list[tuple[str, str]] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    datelines: list[str] = field(default_factory=list)

    def note(self, text: str, reason: str) -> None:
        self.dropped.append((" ".join(text.split())[:120], reason))


def prune(region: HtmlElement, weights: Weights, known: Known) -> Pruned:
    """Take out of `region`, in place, everything that is not the article's text, pictures and embeds."""
    pruned = Pruned()
    _drop_boxes(region, weights, pruned)
    units = units_of(region, weights)
    reasons = _reasons(units, weights, known, pruned)
    for unit, reason in zip(units, reasons, strict=True):
        if reason:
            pruned.note(unit.text or _source_of(unit), reason)
            unit.drop()
        elif unit.kind == "media":
            figures.frame(unit)
    tidy(region)
    return pruned


def _drop_boxes(region: HtmlElement, weights: Weights, pruned: Pruned) -> None:
    whole = max(weights[region].vouched, 1)
    for element in list(region.iter()):
        if element is region or element.getparent() is None or element.tag in ("iframe", "img", "br", "a"):
            continue
        reason = name_of(element)
        if not reason or is_post(element):
            continue
        weight = weights[element]
        share = weight.vouched / whole
        if (
            share == 0
            and (reason != "byline" or weight.total <= 200)
            or (
                0 < share <= _MINOR
                and (reason in _INTRUDERS or (reason in _LINKED_INTRUDERS and weight.linked > 0.3 * weight.total))
            )
        ):
            pruned.note(text_of(element) or element.tag, reason)
            remove(element)


def _reasons(units: Sequence[Unit], weights: Weights, known: Known, pruned: Pruned) -> list[str | None]:
    """Return for each unit why it is dropped, or None if it stays."""
    vouched = [number for number, unit in enumerate(units) if unit.is_vouched]
    first, last = (vouched[0], vouched[-1]) if vouched else (0, len(units) - 1)
    reasons: list[str | None] = []
    under_label = False
    lead = frozenset(key_of(url) for url in known.pictures)
    for number, unit in enumerate(units):
        edge = number < first + _EDGE or number > last - 2
        reason = _said(unit, edge, known, pruned)
        if not reason and under_label and (unit.link_share > 0.7 or (unit.kind == "media" and unit.link_share > 0.5)):
            reason = "read also"
        if not reason and unit.kind == "media":
            reason = figures.unwanted(unit, lead=lead)
            lead = frozenset() if reason == "lead image" else lead
        if not reason and unit.kind != "media" and not unit.is_vouched:
            zone = "before" if number < first else "after" if number > last else "within"
            reason = _unvouched(unit, zone, weights, units[number - 1] if number else None)
        under_label = reason == "read also" and (under_label or unit.link_share < 0.5)
        reasons.append(reason)
    _drop_captions_said_twice(units, reasons)
    _drop_empty_headings(units, reasons)
    return reasons


def _said(unit: Unit, edge: bool, known: Known, pruned: Pruned) -> str | None:
    """Return why the words of a unit are boilerplate, or None."""
    if unit.kind in ("media", "table") or not unit.text:
        return None
    if reason := phrase_of(Line(text=unit.text, linked=unit.link_share, heading=unit.kind == "heading", edge=edge)):
        return reason
    if not edge or unit.kind in ("list", "quote"):
        return None
    if len(unit.text) < 400 and any(_same(unit.text, title) for title in known.titles):
        return "title repeated"
    if is_byline(unit.text, known.authors):
        pruned.bylines.append(unit.text)
        return "byline"
    if is_dateline(unit.text):
        pruned.datelines.append(unit.text)
        return "date"
    return None


def _same(text: str, other: str) -> bool:
    return folded_words(text) == folded_words(other)


def _unvouched(unit: Unit, zone: str, weights: Weights, before: Unit | None) -> str | None:
    """Return why a unit that no extractor took is dropped, or None if it reads like a part of the article."""
    if zone != "after" and _is_standfirst(unit):
        return None
    if zone == "before":
        return "before the article"
    if unit.link_share > 0.6 and not (before is not None and before.is_vouched and before.text.endswith(":")):
        return "links"
    if zone == "after" and (unit.kind == "heading" or unit.link_share > 0.3 or unit.letters < 40):
        return "after the article"
    if unit.kind in ("text", "list") and _box(unit, weights).vouched == 0:
        return "a box of its own"
    if unit.kind == "text" and unit.letters < 25 and unit.container.tag in ("div", "span", "section", "aside"):
        return "a short line of its own"
    return None


def _is_standfirst(unit: Unit) -> bool:
    """Whether a unit calls itself the paragraph that opens the article."""
    if unit.kind not in ("text", "heading", "list") or unit.letters < 40 or unit.link_share > 0.3:
        return False
    box = unit.element if unit.element is not None else unit.container
    names = [
        kebab(name)
        for element in (box, box.getparent())
        if element is not None
        for name in (element.get("class") or "").split()[:8]
    ]
    return any(_STANDFIRST.search(name) for name in names)


def _box(unit: Unit, weights: Weights) -> Weight:
    """Return the weight of the nearest element that holds more than this unit."""
    element = unit.container
    while weights[element].total <= unit.letters and element.getparent() in weights:
        element = element.getparent()
    return weights[element]


def _drop_captions_said_twice(units: Sequence[Unit], reasons: list[str | None]) -> None:
    for number in range(1, len(units)):
        this, before = units[number], units[number - 1]
        if (
            before.kind == "media"
            and before.text
            and this.kind == "text"
            and not reasons[number]
            and _same(this.text, before.text)
        ):
            reasons[number] = "caption repeated"


def _drop_empty_headings(units: Sequence[Unit], reasons: list[str | None]) -> None:
    """Drop headings under which nothing is left: of boxes that went."""
    kept_below = False
    went_below = False
    for number in range(len(units) - 1, -1, -1):
        unit = units[number]
        if unit.kind == "heading" and not reasons[number]:
            if not kept_below and (went_below or not unit.is_vouched):
                reasons[number] = "heading of nothing"
            kept_below = kept_below if reasons[number] else True
            went_below = False
        elif reasons[number]:
            went_below = True
        else:
            kept_below = True


def _source_of(unit: Unit) -> str:
    images = figures.images_in(unit.element) if unit.element is not None else []
    return f"[image {(images[0].get('src') or '')[-60:]}]" if images else f"[{unit.kind}]"


_EMPTY_STAYS = frozenset("img iframe video audio embed object source picture br hr td th".split())


def tidy(region: HtmlElement) -> None:
    """Remove elements that hold nothing any more, and line breaks that break nothing."""
    for element in reversed(list(region.iter())):
        if element is region or element.getparent() is None:
            continue
        if element.tag == "br" or element.tag in _EMPTY_STAYS:
            continue
        if len(element) == 0 and not (element.text or "").strip():
            remove(element)
