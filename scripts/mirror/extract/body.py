"""The article's text with its structure, from wherever it is whole: the listing, the source's rules, the page, its
data.

Hands on cleaned HTML. The order is the measured one; each step is only taken where the one before it yields nothing.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from cssselect import SelectorError
from lxml import html
from lxml.html import HtmlElement

from ..config import Rules
from ..errors import ExtractError
from ..text import folded_words
from . import headings, shell
from .inert import still
from .known import TOLD, Known, Pruned
from .opinions import Place, place_at, place_of
from .prune import prune
from .tree import parse, remove, text_of

STORIES = 30
"""How many first-level headings are looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """An article's body: the cleaned element and its text, whose word it is, and what pruning met."""

    element: HtmlElement
    text: str
    by: str
    pruned: Pruned

    @property
    def html(self) -> str:
        """The body as HTML, in one `<div>`."""
        out = copy.deepcopy(self.element)
        out.tail = None
        out.tag = "div"
        out.attrib.clear()
        headings.settle(out)
        return str(html.tostring(out, encoding="unicode"))


def body_of_page(root: HtmlElement, *, rules: Rules, known: Known, stated: Sequence[str], url: str) -> Body | None:
    """Return the body of the article on a page, or None if there is no text.

    `stated` are the texts that JSON-LD gives as `articleBody`: used where the page itself shows less.
    """
    page = root.find("body")
    page = copy.deepcopy(page if page is not None else root)
    page.tail = None
    pruned = Pruned()
    for selector in rules.strip:
        for element in _select(page, selector, "strip", url):
            pruned.note(text_of(element, limit=TOLD) or element.tag, "rule strip")
            remove(element)
    still(page)
    alive = list(page.iter())  # see `extract`
    place = _ruled(page, rules, url)
    if place is None:
        _drop_other_stories(page, known.titles, pruned)
        place = place_of(page, known=known)
    body = _pruned(place, known, pruned) if place is not None else None
    del alive
    if body is not None and body.by.startswith("rule"):
        return body
    return _fuller(body, root, known, stated, url)


def body_of_fragment(markup: str, *, by: str, known: Known, url: str) -> Body | None:
    """Return the body in a piece of HTML that is nothing but an article: a feed's or an API's content, a script's
    data.
    """
    page = parse(f"<html><body><div>{markup}</div></body></html>", url=url).find("body")
    if page is None:
        return None
    still(page)
    return _pruned(place_at(page, page, by), known, Pruned())


def covers(one: str, other: str) -> float:
    """Return the share of `other`'s runs of four words that `one` has too (0 to 1)."""
    theirs, ours = _runs(other), _runs(one)
    return len(theirs & ours) / len(theirs) if theirs else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = folded_words(text)
    return set(zip(*(words[start:] for start in range(4)), strict=False)) or {tuple(words)}


def _select(page: HtmlElement, selector: str, rule: str, url: str) -> list[HtmlElement]:
    try:
        return [element for element in page.cssselect(selector) if element is not page]
    except (SelectorError, ValueError):
        raise ExtractError(url, f"{selector!r} is no CSS selector", f"correct [source.rules] {rule}") from None


def _ruled(page: HtmlElement, rules: Rules, url: str) -> Place | None:
    """Return the place that the source's own rule names; several elements become one."""
    found = _select(page, rules.body, "body", url) if rules.body else []
    outer = [element for element in found if not any(above in found for above in element.iterancestors())]
    if not outer:
        return None
    if len(outer) == 1:
        return place_at(page, outer[0], "rule body")
    gathered = html.Element("div")
    for element in outer:
        element.drop_tag() if element.tag == "body" else gathered.append(element)
    page.append(gathered)
    return place_at(page, gathered, "rule body")


def _drop_other_stories(page: HtmlElement, titles: Sequence[str], pruned: Pruned) -> None:
    """Remove the further articles of an endless page: those with a first-level heading of their own, if ours has
    one.
    """
    wanted = [folded_words(title) for title in titles]
    stories = [(next(heading.iterancestors("article"), None), heading) for heading in list(page.iter("h1"))[:STORIES]]
    ours = next(
        (story for story, heading in stories if story is not None and folded_words(text_of(heading)) in wanted), None
    )
    if ours is None:
        return
    kin = {ours, *ours.iterancestors(), *ours.iterdescendants()}
    for story, _ in stories:
        if story is not None and story not in kin and story.getparent() is not None:
            pruned.note(text_of(story, limit=TOLD), "another story")
            remove(story)


def _pruned(place: Place, known: Known, pruned: Pruned) -> Body | None:
    found = prune(place.region, place.weights, known)
    found.dropped[:0] = pruned.dropped
    del found.dropped[TOLD:]
    return Body(element=place.region, text=text_of(place.region), by=place.by, pruned=found)


def _fuller(body: Body | None, root: HtmlElement, known: Known, stated: Sequence[str], url: str) -> Body | None:
    """Return `body`, unless the page's own data holds much more of the same article, or all there is."""
    text = body.text if body is not None else ""
    markup = shell.stated_body(list(stated))
    by = "json-ld articleBody"
    if markup is None and len(text) < shell.LEAST:
        markup, by = shell.data_body(root), "the page's data"
    if markup is None or shell.letters_in(markup) < 1.5 * len(text):
        return body
    fuller = body_of_fragment(markup, by=by, known=known, url=url)
    if fuller is None or len(fuller.text) < 1.5 * len(text):
        return body
    return fuller
