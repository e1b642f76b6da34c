"""Which units of a region stay: what each says, where it stands, and whether an extractor took it.

Hands on a reason for every unit that goes, None for the others. What an extractor vouched for goes only because of
its words; what none vouched for stays only between what they did, and only if it reads like a part of the article.
"""

from collections.abc import Sequence
from typing import Literal

from ..text import folded_words
from . import figures, standfirst
from .bylines import about
from .known import Known, Pruned
from .phrases import Line, phrase_of
from .pictures import key_of
from .pointer import Weight, Weights
from .tree import text_of
from .units import Unit

Reason = str | None
Zone = Literal["before", "within", "after"]

EDGE = 4
"""Units from the start (and half as many from the end) among which titles, bylines and dates are repeated."""


def reasons_for(units: Sequence[Unit], weights: Weights, known: Known, pruned: Pruned) -> list[Reason]:
    """Return for each unit why it goes, or None if it stays; note in `pruned` who and when the ones that go name."""
    vouched = [number for number, unit in enumerate(units) if unit.is_vouched]
    first, last = (vouched[0], vouched[-1]) if vouched else (0, len(units) - 1)
    lead = frozenset(key_of(url) for url in known.pictures)
    reasons: list[Reason] = []
    labelled = False  # whether a label like "read also" stands above, with nothing but links since
    for number, unit in enumerate(units):
        edge = number < first + EDGE or number > last - EDGE // 2
        zone: Zone = "before" if number < first else "after" if number > last else "within"
        reason = _said(unit, edge, known, pruned) or ("read also" if labelled and unit.link_share > 0.5 else None)
        if not reason and unit.kind == "media":
            reason = figures.unwanted(unit, lead=lead)
            lead = frozenset() if reason == "lead image" else lead
        elif not reason and unit.is_vouched:
            reason = "links" if unit.kind == "table" and unit.link_share > 0.8 else None
        elif not reason:
            reason = _unvouched(unit, zone, weights, units[number - 1] if number else None)
        labelled = reason == "read also" and (labelled or unit.link_share < 0.5)
        reasons.append(reason)
    _drop_captions_said_twice(units, reasons)
    _drop_empty_headings(units, reasons)
    return reasons


def said_about(text: str, known: Known, pruned: Pruned) -> Reason:
    """Return why a line is about the article (who, when, how often read) and not of it; note what it says."""
    found = about(text, authors=known.authors, sites=known.sites)
    if found is None:
        return None
    pruned.bylines.extend(found.bylines)
    pruned.datelines.extend(found.datelines)
    return "date" if found.datelines else "byline" if found.bylines else "counts"


def _said(unit: Unit, edge: bool, known: Known, pruned: Pruned) -> Reason:
    """Return why the words of a unit are boilerplate, or None."""
    if unit.kind in ("media", "table") or not unit.text:
        return None
    if reason := phrase_of(Line(text=unit.text, linked=unit.link_share, heading=unit.kind == "heading", edge=edge)):
        return reason
    if unit.run and all(not isinstance(part, tuple) and part.tag == "time" for part in unit.run):
        return "date"
    if not edge or unit.kind == "quote":
        return None
    if unit.kind == "list":
        lines = [text_of(item) for item in unit.element.iter("li", "dd")] if unit.element is not None else []
        return said_about(" | ".join(lines), known, pruned)
    if any(_same(unit.text, title) for title in known.titles):
        return "title repeated"
    if unit.kind == "text" and any(_same(unit.text, section) for section in known.sections):
        return "section"
    return said_about(unit.text, known, pruned) if unit.kind != "heading" else None


def _same(text: str, other: str) -> bool:
    return len(text) < 2 * len(other) + 20 and folded_words(text) == folded_words(other)


def _unvouched(unit: Unit, zone: Zone, weights: Weights, before: Unit | None) -> Reason:
    """Return why a unit that no extractor took goes, or None if it reads like a part of the article."""
    if zone != "after" and _is_standfirst(unit):
        return None
    if zone == "before":
        return "before the article"
    if unit.link_share > 0.6 and not (before is not None and before.is_vouched and before.text.endswith(":")):
        return "links"
    if zone == "after" and (unit.kind == "heading" or unit.link_share > 0.3 or unit.letters < 40):
        return "after the article"
    if unit.kind in ("text", "list") and _around(unit, weights).vouched == 0:
        return "a box of its own"
    if unit.kind == "text" and unit.letters < 25 and unit.container.tag in ("div", "span", "section", "aside"):
        return "a short line of its own"
    return None


def _is_standfirst(unit: Unit) -> bool:
    """Whether a unit calls itself the paragraph that opens the article."""
    box = unit.element if unit.element is not None else unit.container
    return unit.letters >= standfirst.SHORTEST and unit.link_share <= 0.3 and standfirst.is_named(box)


def _around(unit: Unit, weights: Weights) -> Weight:
    """Return the weight of the nearest element that holds more than this unit."""
    element = unit.container
    while weights[element].total <= unit.letters and element.getparent() in weights:
        element = element.getparent()
    return weights[element]


def _drop_captions_said_twice(units: Sequence[Unit], reasons: list[Reason]) -> None:
    for number in range(1, len(units)):
        this, before = units[number], units[number - 1]
        if before.kind == "media" and this.kind == "text" and before.text and _same(this.text, before.text):
            reasons[number] = reasons[number] or "caption repeated"


def _drop_empty_headings(units: Sequence[Unit], reasons: list[Reason]) -> None:
    """Drop headings under which nothing is left, if something went there or no extractor took them."""
    kept = went = False
    for number in range(len(units) - 1, -1, -1):
        unit = units[number]
        if unit.kind == "heading" and not reasons[number] and not kept and (went or not unit.is_vouched):
            reasons[number] = "heading of nothing"
        kept = kept or not reasons[number]
        went = bool(reasons[number]) if unit.kind != "heading" else False
        if unit.kind == "heading" and reasons[number] is None:
            kept = True
