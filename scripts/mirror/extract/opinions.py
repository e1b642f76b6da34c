"""Where on a page the article stands: several opinions, and which of them to follow.

Hands on a region with its weights, and whose opinion it is. The order is the measured one: trafilatura first; a box
that calls itself the article's body where trafilatura missed it; readability where both found nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ..text import folded_words
from .boxes import kebab, name_of
from .known import Known
from .pointer import Piece, Weights, by_readability, by_trafilatura, pieces_of, region_of
from .standfirst import standfirst_of
from .tree import text_of

# What content systems call the box with an article's text, as whole names and as endings.
_BODIES = frozenset(
    """
    article-body articlebody article-content articlecontent article-text articletext article-copy article-details articledetails
    article-detail article-main article-main-content article-inner-content article-wysiwyg article-entry article-description
    article-desc page-article-content story-body storybody story-content story-text story-copy story-details post-content
    postcontent post-body postbody post-text post-entry single-post-content td-post-content single-content entry-content
    entrycontent content-body contentbody content-inner the-content text-content body-content body-text bodytext news-content
    newscontent news-body newsbody news-text newstext news-details newsdetails news-detail details-content detail-content
    field-name-body field-body node-body
    """.split()
)
_ENDINGS = tuple(
    f"-{name}" for name in ("article-body", "entry-content", "post-content", "story-body", "article-content")
)
_TEXTUAL = frozenset("p h2 h3 h4 li blockquote br td".split())
ENOUGH = 140
"""Letters of prose from which an opinion is worth hearing; the shortest bulletins have two such lines."""
_FEW = 0.35
"""An opinion that takes less than this share of what a self-named body holds has missed the article (measured: .3
to .4 are equal).
"""
_LITTLE = 0.3
"""A share of the page's unlinked letters below which trafilatura is asked again, thoroughly."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The region of a page that is its article, and who says so."""

    region: HtmlElement
    weights: Weights
    by: str


def place_of(body: HtmlElement, *, known: Known) -> Place | None:
    """Return where the article stands in `body`, with its standfirst moved to it; None if nobody knows."""
    place = _opinion(body, known.titles)
    if place is not None and (opening := standfirst_of(body, place.region, place.weights, known)) is not None:
        place.weights.take_in(place.region, opening)
    return place


def _opinion(body: HtmlElement, titles: Sequence[str]) -> Place | None:
    pieces = pieces_of(body)
    vouched = by_trafilatura(body)
    weights = Weights(body, pieces, vouched)
    if weights[body].vouched < _LITTLE * (weights[body].total - weights[body].linked):
        vouched = by_trafilatura(body, thorough=True)
        weights = Weights(body, pieces, vouched)
    region = region_of(body, weights)
    box = _box_of(body, pieces, weights)
    if (
        box is not None
        and weights[body].vouched < _FEW * box.letters
        and (not weights[body].vouched or weights[box.element].vouched or _is_nearer(body, box.element, region, titles))
    ):
        return _place(body, pieces, box.pieces, "the body's own name")
    if parts := _twins_of(region, weights):
        inside = {element for part in parts for element in part.iter()}
        prose = frozenset(number for number, piece in enumerate(pieces) if piece.owner in inside)
        return _place(body, pieces, vouched | prose, "trafilatura, and the parts that look like its own")
    if weights[body].vouched:
        if box is not None and box.element in region.iterancestors():
            region = box.element  # what else is in it is for pruning to judge
        return Place(region=region, weights=weights, by="trafilatura")
    if vouched := by_readability(body):
        return _place(body, pieces, vouched, "readability")
    return None


def place_at(body: HtmlElement, element: HtmlElement, by: str) -> Place:
    """Return `element` as the place, all of it vouched for."""
    pieces = pieces_of(body)
    inside = set(element.iter())
    vouched = frozenset(number for number, piece in enumerate(pieces) if piece.owner in inside)
    return Place(region=element, weights=Weights(body, pieces, vouched), by=by)


def _place(body: HtmlElement, pieces: Sequence[Piece], vouched: Collection[int], by: str) -> Place:
    weights = Weights(body, pieces, vouched)
    return Place(region=region_of(body, weights), weights=weights, by=by)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Box:
    """An element that calls itself an article's body: the pieces of prose in it and their letters."""

    element: HtmlElement
    pieces: frozenset[int]
    letters: int


def _box_of(body: HtmlElement, pieces: Sequence[Piece], weights: Weights) -> _Box | None:
    """Return the self-named body with the most prose, if there is one with enough."""
    named = [element for element in body.iterdescendants() if weights[element].total >= ENOUGH and _is_body(element)]
    boxes = [_as_box(element, pieces) for element in named]
    most = max((box.letters for box in boxes), default=0)
    if most < ENOUGH:
        return None
    # the innermost that holds nearly all of it: the ones around it hold headers and related stories too
    return [box for box in boxes if box.letters >= 0.9 * most][-1]


def _as_box(element: HtmlElement, pieces: Sequence[Piece]) -> _Box:
    inside = set(element.iter()) - {part for box in element.iterdescendants() if name_of(box) for part in box.iter()}
    prose = frozenset(
        number for number, piece in enumerate(pieces) if piece.owner in inside and _is_prose(piece, element)
    )
    return _Box(
        element=element, pieces=prose, letters=sum(len(" ".join(pieces[number].text.split())) for number in prose)
    )


def _is_body(element: HtmlElement) -> bool:
    if element.get("itemprop") == "articleBody":
        return True
    names = [kebab(name) for name in (element.get("class") or "").split()[:12]] + [kebab(element.get("id") or "")]
    return any(name in _BODIES or name.endswith(_ENDINGS) for name in names)


def _is_prose(piece: Piece, within: HtmlElement) -> bool:
    """Whether a piece of text below `within` is written, not listed: in a paragraph, after a line break, in no link."""
    above = list(_upwards(piece.owner, within))
    if any(element.tag == "a" for element in above):
        return False
    return (piece.tail and piece.element.tag == "br") or any(element.tag in _TEXTUAL for element in above)


def _upwards(element: HtmlElement, stop: HtmlElement) -> Iterator[HtmlElement]:
    while element is not None and element is not stop:
        yield element
        element = element.getparent()


def _twins_of(region: HtmlElement, weights: Weights) -> list[HtmlElement]:
    """Return the other parts of a body that advertisements cut up: same tag and class as `region`, close relatives,
    prose.

    Not those with a headline or an `<article>` of their own around them: they are other stories of an endless page.
    """
    name = region.get("class")
    if not name or region.find("p") is None:
        return []
    twins = []
    branch = region
    for _ in range(3):
        above = branch.getparent()
        if above is None or above not in weights or above.tag in ("body", "html"):
            break
        for sibling in above:
            if sibling is branch or sibling.tag == "article" or next(sibling.iter("article", "h1"), None) is not None:
                continue
            found = [part for part in sibling.iter(region.tag) if part.get("class") == name]
            twins += [
                part for part in found if weights[part].total >= 80 and weights[part].linked < 0.4 * weights[part].total
            ]
        if branch.tag == "article":
            break
        branch = above
    return [twin for twin in twins if not weights[twin].vouched]


def _is_nearer(body: HtmlElement, one: HtmlElement, other: HtmlElement, titles: Sequence[str]) -> bool:
    """Whether `one` follows the article's headline more closely than `other`."""
    wanted = [folded_words(title) for title in titles]
    for element in body.iter("h1", "h2"):
        if folded_words(text_of(element)) in wanted:
            order = {element: number for number, element in enumerate(body.iter())}
            here = order[element]
            distance_one, distance_other = order[one] - here, order[other] - here
            return distance_one > 0 and (distance_other < 0 or distance_one < distance_other)
    return False
