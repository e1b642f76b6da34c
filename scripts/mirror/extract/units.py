"""A region of a page as a reader meets it: one unit after the other.

Hands on units in document order: a heading, a line of text (of a `<p>`, of a `<div>`, between two `<br>`), a list, a
quote, a table, a picture or player with its caption. A unit is what is kept or dropped as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml.html import HtmlElement

from .pointer import Weight, Weights
from .tree import BLOCKS, remove, text_of

Kind = Literal["heading", "text", "list", "quote", "table", "media"]
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_PLAYERS = frozenset({"iframe", "video", "audio", "embed", "object", "img", "picture"})
_GRID = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "center"})
_CAPTION_LIMIT = 400
"""Letters that a picture with its caption and credit has at most."""
_POSTS = (
    "twitter-tweet",
    "instagram-media",
    "tiktok-embed",
    "fb-post",
    "bluesky-embed",
    "reddit-embed-bq",
    "text-post-media",
    "telegram-post",
)


@dataclass(eq=False, kw_only=True, slots=True)
class Unit:
    """What is kept or dropped as a whole.

    `element` is the whole of it, or None for a run of letters and inline elements (`run`) in `container`. `letters`,
    `vouched` and `linked` count its letters.
    """

    kind: Kind
    container: HtmlElement
    element: HtmlElement | None = None
    run: list[tuple[HtmlElement, bool] | HtmlElement] = field(default_factory=list)
    text: str = ""
    letters: int = 0
    vouched: int = 0
    linked: int = 0

    @property
    def link_share(self) -> float:
        return self.linked / self.letters if self.letters else 0.0

    @property
    def is_vouched(self) -> bool:
        return self.vouched * 2 >= self.letters > 0

    def drop(self) -> None:
        """Take the unit out of its tree."""
        if self.element is not None:
            remove(self.element)
            return
        for part in self.run:
            if isinstance(part, tuple):
                element, tail = part
                setattr(element, "tail" if tail else "text", None)
        for part in self.run:
            if not isinstance(part, tuple):
                remove(part)


def units_of(region: HtmlElement, weights: Weights) -> list[Unit]:
    """Return the units of `region` in document order."""
    return list(_walk(region, weights, weights[region].total))


def _walk(element: HtmlElement, weights: Weights, whole: int) -> Iterator[Unit]:
    if element.tag in _GRID:
        element.tag = "div"  # a table that is walked into only arranges
    run: list[tuple[HtmlElement, bool] | HtmlElement] = []
    if element.text and not element.text.isspace():
        run.append((element, False))
    for child in element:
        if child.tag == "br":
            yield from _flushed(run, element, weights)
            run = []
        elif _stands_alone(child, weights):
            yield from _flushed(run, element, weights)
            run = []
            kind = _kind_of(child, weights, whole)
            if kind:
                yield _whole(child, kind, weights)
            else:
                yield from _walk(child, weights, whole)
        else:
            run.append(child)
        if child.tail and (run or not child.tail.isspace()):
            run.append((child, True))
    yield from _flushed(run, element, weights)


def _stands_alone(element: HtmlElement, weights: Weights) -> bool:
    """Whether an element ends the line before it: a block, a picture, or inline markup around several lines."""
    weight = weights[element]
    return element.tag in BLOCKS or element.tag in _PLAYERS or weight.blocks or weight.media or weight.breaks


def _kind_of(element: HtmlElement, weights: Weights, whole: int) -> Kind | None:
    """Return the kind of an element that is one unit, or None if it is a container of several."""
    weight, tag = weights[element], element.tag
    if tag in _PLAYERS or (tag == "a" and weight.media and weight.total <= _CAPTION_LIMIT and not weight.blocks):
        return "media"
    if is_post(element):
        return "media"
    if (
        weight.media
        and weight.total <= _CAPTION_LIMIT
        and (tag == "figure" or (not _is_row(element) and (_is_captioned(element) or _is_picture_box(weight))))
    ):
        return "media"
    if tag in HEADINGS and not weight.blocks:
        return "heading"
    if weight.total > 0.6 * whole:
        return None
    if tag in _LISTS:
        return None if _holds_articles(element, weights) else "list"
    if tag == "blockquote":
        return "quote"
    if tag == "pre":
        return "text"
    if tag == "table" and not _is_layout(element, weights):
        return "table"
    return None


def is_post(element: HtmlElement) -> bool:
    """Whether an element is a social network's post, embedded."""
    name = element.get("class") or ""
    return any(post in name for post in _POSTS)


def _is_picture_box(weight: Weight) -> bool:
    """Whether a box with a picture holds only its words: few, no article's, no links to others."""
    return 0 < weight.total <= 250 and not weight.vouched and weight.linked < 0.3 * weight.total


def _is_captioned(element: HtmlElement) -> bool:
    """Whether a box calls itself a picture's, or holds one with a line that calls itself its caption."""
    if element.tag != "a" and _captions(element) == 1 == _pictures(element):
        return True
    name = (element.get("class") or "").lower()
    return any(
        word in name
        for word in ("caption", "figure", "image", "photo", "media", "embed", "video", "gallery", "picture", "img")
    )


def _is_row(element: HtmlElement) -> bool:
    """Whether a box holds several pictures with captions of their own, as a gallery does."""
    return _pictures(element) > 1 and _captions(element) > 1


def _pictures(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterdescendants("img", "iframe", "video"))


def _captions(element: HtmlElement) -> int:
    """Return how many parts of an element call themselves a caption."""
    return sum("caption" in (part.get("class") or "").lower() for part in element.iterdescendants())


def _holds_articles(element: HtmlElement, weights: Weights) -> bool:
    """Whether a list is a frame (a live blog's, a gallery's) and not a list of short points."""
    items = [child for child in element if child.tag in ("li", "dd")]
    return any(weights[item].blocks and weights[item].total > 300 for item in items) or (
        bool(items) and all(weights[item].media for item in items)
    )


def _is_layout(table: HtmlElement, weights: Weights) -> bool:
    """Whether a table only arranges: cells that hold blocks of text, or one cell that holds it all."""
    cells = list(table.iter("td", "th"))
    if len(cells) <= 1:
        return True
    longest = max(weights[cell].total for cell in cells)
    return longest > 400 or any(weights[cell].blocks and weights[cell].total > 200 for cell in cells)


def _whole(element: HtmlElement, kind: Kind, weights: Weights) -> Unit:
    weight = weights[element]
    return Unit(
        kind=kind,
        container=element.getparent(),
        element=element,
        text=text_of(element),
        letters=weight.total,
        vouched=weight.vouched,
        linked=weight.linked,
    )


def _flushed(
    run: list[tuple[HtmlElement, bool] | HtmlElement], container: HtmlElement, weights: Weights
) -> Iterator[Unit]:
    """Yield the unit that a run of inline content is, if it has any letters."""
    texts: list[str] = []
    letters = vouched = linked = 0
    for part in run:
        if isinstance(part, tuple):
            element, tail = part
            text = (element.tail if tail else element.text) or ""
            texts.append(text)
            count = len(" ".join(text.split()))
            letters += count
            vouched += count if part in weights.vouched else 0
        else:
            weight = weights[part]
            texts.append("".join(part.itertext()))
            letters += weight.total
            vouched += weight.vouched
            linked += weight.linked
    if not letters:
        return
    yield Unit(
        kind="text",
        container=container,
        run=run,
        text=" ".join("".join(texts).split()),
        letters=letters,
        vouched=vouched,
        linked=linked,
    )
